"""Charges as notices word them, classed by whole phrases: what a table doesn't know is left to an officer.

A phrase that names child abuse classes the charge. A charge is refused only where all of it consists of phrases
that are known to be something else, and no word in it speaks of a child. Whatever lies between is held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from naungan.engine.register.crosswalk import by_id, fold, holds
from naungan.engine.register.record import Charge
from naungan.engine.tables import rows

Kind = Literal["child-abuse", "sexual", "adult-consensual", "political", "other"]

LONGEST_CHARGE = 4000
"""Characters of a charge that are read for its class; longer ones are left to an officer."""

_CUT = re.compile(r"[;\n\r•|/]|\d+[.)]\s|,(?!\d)")
_SIGNAL_PARTS = re.compile(
    r"^(?:child|minor|kanak|enfan|menor|mineur|infan|niñ|criança|kind(?:er|es)|trẻ)|เด็ก|儿童|兒童|아동|ເດັກ|កុមារ|ကလေး"
)
_FILLER = re.compile(
    r"\b(?:section|sections|sec|article|articles|art|count|counts|of|the|and|a|an|in|for|to|with|dan|pasal|seksyen"
    r"|penal|criminal|code|act|law|kanun|keseksaan|\d+[a-z]{0,2})\b"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A charge's class and the table row that gave it."""

    id: str
    kind: Kind
    conduct: str


@cache
def _phrases() -> tuple[tuple[str, Phrase], ...]:
    """Folded phrases, the longest first."""
    found = [
        (fold(row["phrase"]), Phrase(row["id"], row["kind"], row["conduct"]))  # type: ignore[arg-type]
        for row in rows("charge_phrases")
        if row["kind"] != "signal"
    ]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


@cache
def _signals() -> frozenset[str]:
    return frozenset(fold(row["phrase"]).strip() for row in rows("charge_phrases") if row["kind"] == "signal")


@cache
def phrase(row_id: str) -> Phrase | None:
    """The phrase, or the crosswalk row that an officer chose, by its id."""
    row = by_id().get(row_id)
    if row is not None:
        kind: Kind = "sexual" if row.kind == "child-abuse" and row.child_victim != "inherent" else row.kind
        return Phrase(row.id, kind, row.conduct)
    return next((found for _, found in _phrases() if found.id == row_id), None)


def classify(charge: Charge) -> Phrase | None:
    """The class of a charge; None where an officer has to class it."""
    if len(charge.words) + len(charge.translation) > LONGEST_CHARGE:
        return None
    text = fold(f"{charge.words} ; {charge.translation}")
    for known, found in _phrases():
        if found.kind == "child-abuse" and holds(text, known):
            return found
    return elsewhere(charge)


def elsewhere(charge: Charge) -> Phrase | None:
    """The class where every part of the charge, in one of its languages, is a phrase that is not child abuse."""
    if len(charge.words) + len(charge.translation) > LONGEST_CHARGE:
        return None
    text = fold(f"{charge.words} ; {charge.translation}")
    if any(word in _signals() or _SIGNAL_PARTS.search(word) for word in text.split()):
        return None
    for words in (charge.words, charge.translation):
        parts = [part for part in map(_bare, _CUT.split(words)) if part.strip()]
        found = [next((known for words_, known in _phrases() if words_ == part), None) for part in parts]
        if found and all(found):
            return next((known for known in found if known is not None and known.kind == "sexual"), found[0])
    return None


def _bare(part: str) -> str:
    """A part of a charge without citation words and numbers, folded."""
    folded = fold(part)
    if any(folded == known for known, _ in _phrases()):
        return folded
    return fold(_FILLER.sub(" ", folded))
