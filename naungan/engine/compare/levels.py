"""How near two tokens are: the level of tables/match_weights at which they agree, from letter by letter to two slips.

screening.spellings applies the same rules to many tokens at once, so that an index finds what the scorer sees.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from naungan.engine.names import spelling
from naungan.engine.names.spelling import Keys

LEVELS: Final = ("", "same", "group", "variant", "skeleton", "near-1", "near-2", "skeleton-1", "initial", "prefix")
"""What two tokens can be to each other, by number; 0 stands for nothing in common."""

CODES: Final = {name: code for code, name in enumerate(LEVELS)}

SKELETON_FROM: Final = 4
"""Letters from which equal consonants make another spelling (Jabir, Jaber); below, they make other names."""

NEAR_FROM: Final = 5
"""Letters from which one letter off may be a slip; below, near tokens are too often different names (Wei, Wen)."""

FAR_FROM: Final = 8
"""Letters from which two letters off may be slips."""

SKELETON_NEAR_FROM: Final = 6
"""Letters from which one consonant and some vowels off may still be one name."""

SKELETON_NEAR_CONSONANTS: Final = 4
"""Consonants from which one of them, but not the first, may be off beside vowels."""

NEAR_NATIVE_FROM: Final = 7
"""As NEAR_FROM, for scripts in which one sign more or less makes another common name (Thai, Khmer, Burmese)."""

_FAR_SOUND: Final = 3


@lru_cache(maxsize=1 << 18)
def level(one: str, other: str) -> str:
    """The level of two tokens; symmetric, empty where they have nothing in common that counts."""
    if one == other:
        return "same"
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] and one.isascii() and other.isascii() else ""
    if not (one.isascii() and other.isascii()):
        return _native_level(one, other)
    ours, theirs = spelling.keys(one), spelling.keys(other)
    shortest = min(len(one), len(other))
    if ours.canonical == theirs.canonical:
        return "" if spelling.apart(ours, theirs) else "group" if ours.sound != theirs.sound else "variant"
    distance = OSA.distance(ours.sound, theirs.sound, score_cutoff=_FAR_SOUND)
    if distance > _FAR_SOUND:
        return ""
    found = _spelling_level(ours, theirs, shortest, distance)
    return "" if not found or spelling.apart(ours, theirs) else found


def _spelling_level(ours: Keys, theirs: Keys, shortest: int, distance: int) -> str:
    skeletons = OSA.distance(ours.skeleton, theirs.skeleton, score_cutoff=1)
    consonants = min(len(ours.skeleton), len(theirs.skeleton))
    if shortest >= SKELETON_FROM and skeletons == 0 and distance <= 2 and consonants >= 2:
        return "skeleton"
    if shortest >= NEAR_FROM and distance <= 1:
        return "near-1"
    if skeletons > 1 or consonants < SKELETON_NEAR_CONSONANTS or ours.skeleton[0] != theirs.skeleton[0]:
        return ""
    if shortest >= FAR_FROM and distance <= 2:
        return "near-2"
    return "skeleton-1" if shortest >= SKELETON_NEAR_FROM else ""


def _native_level(one: str, other: str) -> str:
    shortest = min(len(one), len(other))
    if shortest < NEAR_NATIVE_FROM or one.isascii() != other.isascii():
        return ""
    distance = OSA.distance(one, other, score_cutoff=1)
    return "near-1" if distance <= 1 and one[0] == other[0] else ""
