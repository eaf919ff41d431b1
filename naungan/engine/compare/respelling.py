"""What stands against each other in two names, but is spelt nearly alike: a respelling that no table holds, or a slip.

Alone it is no likeness: Dameria and Damaris are two people. Beside the very same date of birth it is: whoever else is
born on that day seldom bears a name so near. Two known names stay two names however near, as twins have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from naungan.engine.compare.alignment import Standing, standing
from naungan.engine.compare.evidence import Evidence
from naungan.engine.compare.weights import Rarity, weight
from naungan.engine.names import Form, spelling

RESPELT_FROM: Final = 0.65
"""Similarity (letters off by OSA, over the letters of the longer word) from which two words may be one name."""

_TAKEN_BACK: Final = frozenset({"conflict", "head-conflict", "different"})


def respelt(couples: Iterable[tuple[Form, Form]], rarity: Rarity, bits: float) -> Evidence | None:
    """What the best of these couples of names is worth above `bits` if what differs is a respelling; None if nothing.

    For names beside the very same date of birth only.
    """
    best: Evidence | None = None
    level = weight("joint", "respelt")
    for ours, theirs in couples:
        if ours.derived or theirs.derived or not may_be_respelt(_texts(ours), _texts(theirs)):
            continue
        found = standing(ours, theirs, rarity)
        if not _all_near(ours, theirs, found):
            continue
        more = found.bits - sum(part for name, part in found.against if name in _TAKEN_BACK) + level - bits
        if more > (best.bits if best else 0.0):
            best = Evidence("joint", "respelt", more, ours.text, theirs.text)
    return best


def may_be_respelt(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether any part of one name is a respelling of any of the other."""
    return any(near(one, other) for one in ours for other in theirs)


def near(one: str, other: str) -> bool:
    """Whether two words of Latin letters are near each other, not the same, not both known names, nor of two sexes."""
    if one == other or min(len(one), len(other)) < 2 or not (one.isascii() and other.isascii()):
        return False
    if OSA.normalized_similarity(one, other, score_cutoff=RESPELT_FROM) < RESPELT_FROM:
        return False
    return not (spelling.kept_apart(one, other) or (spelling.keys(one).common and spelling.keys(other).common))


def _all_near(ours: Form, theirs: Form, found: Standing) -> bool:
    """Whether each part that stands against others, on the side with fewer of them, is near one of those."""
    left_ours = [ours.parts[place].text for place in found.left_ours]
    left_theirs = [theirs.parts[place].text for place in found.left_theirs]
    if found.verdict == "different":
        left_ours, left_theirs = _texts(ours), _texts(theirs)
    elif found.verdict != "conflict":
        return False
    fewer, more = sorted((left_ours, left_theirs), key=len)
    return bool(fewer) and all(any(near(one, other) for other in more) for one in fewer)


def _texts(form: Form) -> list[str]:
    return [part.text for part in form.parts]
