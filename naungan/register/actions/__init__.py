"""Verbs of the register: propose, change, admit what is held, withdraw, open, import."""

from naungan.register.actions.imports import ImportReport, Told, import_entries
from naungan.register.actions.officers import admit_held, open_entry, withdraw
from naungan.register.actions.propose import Proposed, change, propose

__all__ = [
    "ImportReport", "Proposed", "Told", "admit_held", "change", "import_entries", "open_entry", "propose", "withdraw",
]  # fmt: skip
