"""Charges as notices word them, classed by whole phrases: what a table doesn't know is left to an officer.

A charge is classed as child abuse only where each of its parts, in one of its languages, is a known phrase with
nothing around it but harmless words (charge_words.csv), so that "defamation: accusing a minister of …" is not. It is
refused only where all of it consists of phrases that are known to be something else, and no word in it speaks of a
child. Whatever lies between is held.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from naungan.engine.register.crosswalk import by_id, fold, holds
from naungan.engine.register.record import Charge
from naungan.engine.tables import rows

Kind = Literal["child-abuse", "sexual", "adult-consensual", "political", "other"]

LONGEST_CHARGE = 4000
"""Characters of a charge that are read for its class; longer ones are left to an officer."""

_ADULT = 18
"""Years (Convention on the Rights of the Child, article 1)."""

_CUT = re.compile(r"[;\n\r•|/]|\d+[.)]\s|,(?!\d)")
_SIGNAL_PARTS = re.compile(
    r"^(?:child|minor|kanak|enfan|menor|mineur|infan|niñ|criança|kind(?:er|es)|trẻ)|เด็ก|儿童|兒童|아동|ເດັກ|កុមារ|ကလေး"
)
_FILLER = re.compile(
    r"\b(?:section|sections|sec|article|articles|art|count|counts|of|the|and|a|an|in|for|to|with|dan|pasal|seksyen"
    r"|penal|criminal|code|act|law|kanun|keseksaan|\d+[a-z]{0,2})\b"
)
_CITED = re.compile(
    r"\b(?:sections?|secs?|ss?|articles?|arts?|para(?:graph)?|pasal|seksyen|acts?|akta|code|law|§+)\.?\s*"
    r"\d+[a-z]{0,2}(?:[./-]\d+)*(?:\(\w{1,4}\))*"
)
_COUNTS = re.compile(r"\b\d+\s+counts?\b")
_AGED = re.compile(
    r"\b(?P<how>under the age of|of the age of|aged?|under|below|berumur|umur|bawah)\s+(?P<years>\d{1,3})(?![\w(/])"
    r"(?:\s+(?:years?(?:\s+(?:old|of age))?|tahun)\b)?"
)
_BELOW = frozenset({"under the age of", "under", "below", "bawah"})
_CONTRARY: frozenset[Kind] = frozenset({"political", "adult-consensual"})


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
    told = [words for words in (charge.words, charge.translation) if words.strip()]
    if not any(_met(words, "denial", "elsewhere") for words in told):
        read = [(words, _parts(words)) for words in told]
        abuse = next((found for _, parts in read if (found := _abuse(parts)) is not None), None)
        if abuse is not None and all(_abuse(parts) or not _speaks(words) for words, parts in read):
            return abuse
    return elsewhere(charge)


def contradicts(words: str) -> bool:
    """Whether a court's own words name another matter than the abuse of a child: sedition, insult, adults, theft."""
    if _met(words, "elsewhere"):
        return True
    known = elsewhere(Charge(words))
    return known is not None and known.kind != "sexual"


def _abuse(parts: list[Phrase | None]) -> Phrase | None:
    """The first phrase that names child abuse, where every part is known and none is of a contrary kind."""
    if any(part is None or part.kind in _CONTRARY for part in parts):
        return None
    return next((part for part in parts if part is not None and part.kind == "child-abuse"), None)


def _parts(words: str) -> list[Phrase | None]:
    """The phrase that each part of a charge is, without parts that are harmless words alone; None: not known."""
    text = unicodedata.normalize("NFKC", words).casefold()
    ages = [int(age["years"]) - (age["how"] in _BELOW) for age in _AGED.finditer(_CITED.sub(" ", text))]
    if len(ages) > 1 or any(age >= _ADULT for age in ages):
        return [None]  # an adult's age, or those of two persons, who may be close in age
    left = [_stripped(_AGED.sub(" ", _COUNTS.sub(" ", _CITED.sub(" ", part)))) for part in _CUT.split(text)]
    return [_left_phrases().get(part) for part in left if part]


def _stripped(text: str) -> tuple[str, ...]:
    harmless, _ = _around("harmless")
    words = fold(text).split()
    while words and words[0] in harmless:
        del words[0]
    while words and words[-1] in harmless:
        words.pop()
    return tuple(words)


@cache
def _left_phrases() -> dict[tuple[str, ...], Phrase]:
    """Each phrase by its words without harmless ones around; the longer phrase counts."""
    found: dict[tuple[str, ...], Phrase] = {}
    for text, known in _phrases():
        found.setdefault(_stripped(text), known)
    return found


@cache
def _around(*kinds: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of charge_words.csv of these kinds: whole words, and beginnings of words."""
    told = [row["word"] for row in rows("charge_words") if row["kind"] in kinds]
    whole = frozenset(word for word in told if not word.endswith("*"))
    return whole, tuple(word.rstrip("*") for word in told if word.endswith("*"))


def _met(words: str, *kinds: str) -> bool:
    whole, beginnings = _around(*kinds)
    return any(word in whole or word.startswith(beginnings) for word in fold(words).split())


def _speaks(words: str) -> bool:
    """Whether words hold a known phrase somewhere."""
    text = fold(words)
    return any(holds(text, known) for known, _ in _phrases())


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
        if any(known is not None and known.kind == "child-abuse" for known in found):
            return None
        if found and all(found):
            return next((known for known in found if known is not None and known.kind == "sexual"), found[0])
    return None


def _bare(part: str) -> str:
    """A part of a charge without citation words and numbers, folded."""
    folded = fold(part)
    if any(folded == known for known, _ in _phrases()):
        return folded
    return fold(_FILLER.sub(" ", folded))
