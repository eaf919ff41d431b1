"""Names of ASEAN and of travellers from elsewhere, made comparable: scripts, customs, spellings.

Data stands in tables/name_*: adding a custom or a spelling is editing those.
"""

from __future__ import annotations

from naungan.engine.names.forms import LONGEST, MOST_PARTS, Form, Part, Role, forms_of, is_bare, is_cut, tokens
from naungan.engine.names.romanise import read_tables
from naungan.engine.names.scripts import clean, latin_fold, script_of
from naungan.engine.names.spelling import canonical, greatest_share, kept_apart, same_name, share, sound
from naungan.engine.names.told import told_apart

__all__ = [
    "LONGEST",
    "MOST_PARTS",
    "Form",
    "Part",
    "Role",
    "canonical",
    "clean",
    "forms_of",
    "greatest_share",
    "is_bare",
    "is_cut",
    "kept_apart",
    "latin_fold",
    "read_tables",
    "same_name",
    "script_of",
    "share",
    "sound",
    "tokens",
    "told_apart",
]
