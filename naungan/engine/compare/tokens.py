"""Two parts of names: the level at which they agree, and what that is worth in bits."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from naungan.engine.compare.levels import CODES, LEVELS, level
from naungan.engine.compare.marks import marks
from naungan.engine.compare.weights import Rarity, name_weights
from naungan.engine.names import Part

INITIALS_MORE: Final = 0.2
"""Bits that two equal initials are worth above an initial and a name, so that they find each other first."""


class Agreement(NamedTuple):
    """How two parts agree: bits, level, and the rarity that counts towards the tail; empty where they don't."""

    bits: float
    level: str
    tail: float


NONE: Final = Agreement(0.0, "", 0.0)


def agree(one: Part, other: Part, rarity: Rarity) -> Agreement:
    """The strongest agreement of two parts; symmetric. Never below 0 bits: disagreement is judged on whole names."""
    if one is other and not one.cut:
        found = "same"
    elif len(one.spellings) == 1 == len(other.spellings):
        found = level(one.text, other.text)
    else:
        found = _best_level(one.spellings, other.spellings)
    best = NONE
    if found:
        rare = rarity.bits(one.keys)
        letters = len(one.text)
        if one is not other:
            rare, letters = min(rare, rarity.bits(other.keys)), min(letters, len(other.text))
        best = worth(CODES[found], rare, letters)
    if one.cut or other.cut:
        best = max(best, _cut(one, other, rarity), _cut(other, one, rarity))
    return best


@lru_cache(maxsize=1 << 14)
def worth(code: int, rare: float, letters: int) -> Agreement:
    """What a level (its number in levels.LEVELS) is worth between parts of this rarity."""
    weights = name_weights()
    name = LEVELS[code]
    if letters == 1 and name == "same":
        code = CODES["initial"]  # two equal letters prove what an initial proves
    bits = weights.slope[code] * rare + weights.offset[code]
    if letters == 1 and name == "same":
        bits += INITIALS_MORE
    return Agreement(max(bits, weights.least), name, weights.quality[code] * rare)


def joined_worth(rare: float) -> Agreement:
    """What parts written as one are worth, given the rarity of all of them together."""
    slope, offset, quality = name_weights().joined
    return Agreement(max(slope * rare + offset, name_weights().least), "joined", quality * rare)


def _cut(short: Part, long: Part, rarity: Rarity) -> Agreement:
    if not short.cut or not long.text.startswith(short.text) or short.text == long.text:
        return NONE
    weights = name_weights()
    rare = min(rarity.bits(long.keys), weights.prefix_letter * len(short.text))
    return worth(CODES["prefix"], rare, 2)


@lru_cache(maxsize=1 << 17)
def _best_level(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """The strongest level of any spelling of one with any of the other."""
    if not set(ours).isdisjoint(theirs):
        return "same"
    best = len(LEVELS)
    their_marks = [*map(marks, theirs)]
    for our in ours:
        our_marks = marks(our)
        for their, others in zip(theirs, their_marks, strict=True):
            if our_marks & others and (found := CODES[level(our, their)]) and found < best:
                best = found
    return LEVELS[best] if best < len(LEVELS) else ""
