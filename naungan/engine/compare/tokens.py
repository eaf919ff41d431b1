"""Two tokens of names: the level at which they agree, and what that is worth in bits."""

from __future__ import annotations

from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from naungan.engine.compare.weights import Rarity, chance, weight
from naungan.engine.names import Part, kept_apart, same_name

NEAR_FROM: Final = 5
"""Letters from which one letter off may be a slip; below, near tokens are too often different names (Wei, Wen)."""

FAR_FROM: Final = 8
"""Letters from which two letters off may be slips."""

NEAR_NATIVE_FROM: Final = 7
"""As NEAR_FROM, for scripts in which one sign more or less makes another common name (Thai, Khmer, Burmese)."""


class Agreement(NamedTuple):
    """How two tokens agree; `level` is empty and bits 0 where they don't."""

    bits: float
    level: str


NONE: Final = Agreement(0.0, "")


def agree(one: Part, other: Part, rarity: Rarity) -> Agreement:
    """The strongest agreement of two tokens; symmetric. Never below 0 bits: disagreement is judged on whole names."""
    rare = min(rarity.bits(one.key), rarity.bits(other.key))
    if one.text == other.text:
        return _same(one, rare)
    if len(one.text) == 1 or len(other.text) == 1:
        return _initial(one.text, other.text)
    best = NONE
    if same_name(one.text, other.text):
        best = _at("variant", rare)
    elif near := near_level(one.text, other.text, rarity, one.key, other.key):
        # A slip in a common name proves little, but it is no other name: never a conflict (Ngyen for Nguyen).
        best = max(_at(near, rare), Agreement(weight("name", "near-least"), near))
    for short, long in ((one, other), (other, one)):
        if short.cut and long.text.startswith(short.text):
            limit = weight("name", "prefix-letter") * len(short.text)
            best = max(best, Agreement(min(limit, _at("prefix", rarity.bits(long.key)).bits), "prefix"))
    return best if best.bits > 0 else NONE


def near_level(one: str, other: str, rarity: Rarity, one_key: str, other_key: str) -> str:
    """near-1, near-2 or nothing: slips of the pen, and never two names that are both known to be names."""
    native = not (one.isascii() and other.isascii())
    shortest = min(len(one), len(other))
    if shortest < (NEAR_NATIVE_FROM if native else NEAR_FROM):
        return ""
    allowed = 2 if shortest >= FAR_FROM else 1
    distance = OSA.distance(one, other, score_cutoff=allowed)
    if distance > allowed or (one[0] != other[0] and (distance > 1 or shortest < NEAR_NATIVE_FROM)):
        return ""
    established = weight("name", "established")
    if rarity.bits(one_key) <= established and rarity.bits(other_key) <= established:
        return ""
    if kept_apart(one, other):
        return ""
    return f"near-{distance}"


def _same(part: Part, rare: float) -> Agreement:
    found = _at("same", rare)
    if len(part.text) == 1 and part.text.isascii():
        return min(found, Agreement(weight("name", "initial"), "same"))
    return found


def _initial(one: str, other: str) -> Agreement:
    if one[0] == other[0] and one.isascii() and other.isascii():
        return Agreement(weight("name", "initial"), "initial")
    return NONE


def _at(level: str, rare: float) -> Agreement:
    bits = chance("name", level) + rare
    return Agreement(bits, level) if bits > 0 else NONE
