"""The lawful register: what an entry is, who may stand in it, how foreign offences are classed, what a notice says."""

from naungan.engine.register.admission import Admission, Rule, admit, concern_of, holds, rules, say
from naungan.engine.register.notices import Advice, NoticeKind, advice, advice_on_entry, kinds
from naungan.engine.register.record import (
    Change,
    Charge,
    Concern,
    Conviction,
    EntryDraft,
    EntryRecord,
    Listed,
    Notice,
    describe,
    fingerprint,
    partial_date,
)
from naungan.engine.register.sameness import grounds_print

__all__ = [
    "Admission",
    "Advice",
    "Change",
    "Charge",
    "Concern",
    "Conviction",
    "EntryDraft",
    "EntryRecord",
    "Listed",
    "Notice",
    "NoticeKind",
    "Rule",
    "admit",
    "advice",
    "advice_on_entry",
    "concern_of",
    "describe",
    "fingerprint",
    "grounds_print",
    "holds",
    "kinds",
    "partial_date",
    "rules",
    "say",
]
