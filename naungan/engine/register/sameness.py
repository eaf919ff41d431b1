"""Whether two records are the same: one reference respelled, one person proposed again under another reference.

What the eye does not see makes no difference: compatibility forms, letter case, spaces, marks of format.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from hashlib import sha256

from naungan.engine.records import Identity, PartialDate
from naungan.engine.register.record import Charge, Conviction, EntryDraft, Notice, prints

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {chr(code) for code in range(0x180B, 0x1810)}
_UNSEEN |= {chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}
"""Marks and fillers that show nothing, though their category is another than format (Unicode:
Default_Ignorable_Code_Point, from memory, to be confirmed)."""

_GONE = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})


def folded(text: str) -> str:
    """A text without what the eye does not see: NFKC, caseless, no spaces and format characters, one kind of dash."""
    caseless = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(_dashed(letter) for letter in caseless if not _unseen(letter))


def _unseen(letter: str) -> bool:
    return letter in _UNSEEN or unicodedata.category(letter) in _GONE


def _dashed(letter: str) -> str:
    return "-" if unicodedata.category(letter) == "Pd" or letter == "\u2212" else letter


def entry_key(draft: EntryDraft) -> str:
    """SHA-256 under which an entry is found again: its owner, its source, the source's own reference, each folded."""
    return _key(draft.owner_state, draft.owner_agency, draft.source, draft.source_reference)


def person_key(draft: EntryDraft) -> str:
    """SHA-256 of owner and main name, each folded: under it an owner's earlier entry of that name is found."""
    return _key(draft.owner_state, draft.owner_agency, main_name(draft.identity))


def _key(*parts: str) -> str:
    return sha256("\0".join(map(folded, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def grounds_print(draft: EntryDraft) -> str:
    """SHA-256 of a draft's grounds and whom they are about (main name, birth dates), whenever they were verified."""
    notices = tuple(replace(notice, last_verified=None) for notice in draft.notices)
    births = sorted(map(str, _known(draft.identity)))
    return prints(draft.convictions, notices, folded(main_name(draft.identity)), births)


def main_name(identity: Identity) -> str:
    """The main name as written; the first where none is marked so."""
    names = identity.names
    return next((name.text for name in names if name.kind == "main"), names[0].text if names else "")


def same_person(one: Identity, other: Identity) -> bool:
    """Whether main name and birth dates are the same."""
    named = folded(main_name(one)) == folded(main_name(other))
    return named and set(_known(one)) == set(_known(other))


def same_again(one: EntryDraft, other: EntryDraft) -> bool:
    """Whether two drafts with the same main name share a birth date, or have none, and a ground."""
    births = set(_known(one.identity)), set(_known(other.identity))
    return (births[0] == births[1] or bool(births[0] & births[1])) and bool(_grounds(one) & _grounds(other))


def _known(identity: Identity) -> tuple[PartialDate, ...]:
    return tuple(birth for birth in identity.births if birth.known)


def _grounds(draft: EntryDraft) -> frozenset[tuple[str, ...]]:
    """By what a ground is known again: state with section or words; a notice's number; a charge's words."""
    found: set[tuple[str, ...]] = set()
    for conviction in draft.convictions:
        found |= {("section", *key) for key in _of_conviction(conviction)}
    for notice in draft.notices:
        found |= {("notice", *key) for key in _of_notice(notice)}
    return frozenset(found)


def _of_conviction(given: Conviction) -> set[tuple[str, ...]]:
    return {(given.court_state, folded(text)) for text in (given.section, given.words) if text.strip()}


def _of_notice(given: Notice) -> set[tuple[str, ...]]:
    charged = {(charge.state, folded(_words(charge))) for charge in given.charges if _words(charge)}
    return {(given.kind, folded(given.number)), *charged}


def _words(charge: Charge) -> str:
    return charge.words.strip() or charge.translation.strip()
