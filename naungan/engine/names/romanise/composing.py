"""Spellings composed of pieces: the likeliest combinations, and one of each kind that sounds alike.

Shared by the scripts that are alphabets (arabic, hebrew, cyrillic, greek). A slot is one place of a word with its
spellings, the most usual first; what a spelling costs hangs on its place in the slot alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

MOST: Final = 16
"""Spellings of one part at most; the contract of this package."""

_COSTS: Final = (0.0, 1.0, 1.6, 2.1, 2.5, 2.9, 3.2, 3.5)
"""Cost of the first, second, ... spelling of a slot; expert judgement: two second choices are rarer than one third."""

_PAIRS: Final = (
    ("ph", "f"),
    ("th", "t"),
    ("kh", "k"),
    ("dh", "d"),
    ("gh", "g"),
    ("bh", "b"),
    ("ch", "C"),
    ("c", "k"),
    ("q", "k"),
    ("oo", "u"),
    ("ou", "u"),
)
_LETTERS: Final = str.maketrans("oey", "uii")
_DOUBLED: Final = re.compile(r"(.)\1+")


def best(slots: Iterable[Sequence[str]], most: int) -> tuple[str, ...]:
    """The `most` cheapest ways through the slots, cheapest first; among equals those that differ later in the word.

    Work is bounded by most × spellings for each slot.
    """
    beam: list[tuple[float, str]] = [(0.0, "")]
    for slot in slots:
        if len(slot) == 1:
            beam = [(cost, text + slot[0]) for cost, text in beam]
        elif slot:
            priced = tuple(zip(_COSTS, slot, strict=False))
            wider = [(cost + more, text + piece) for cost, text in beam for more, piece in priced]
            wider.sort(key=_cost)
            beam = wider[:most]
    return tuple(text for _, text in beam)


def distinct(spellings: Iterable[str], most: int = MOST, beside: Iterable[str] = ()) -> tuple[str, ...]:
    """The first spellings that the comparison of names could not tell to be one: no two that sound alike.

    `beside` are spellings given already.
    """
    seen = {rough(spelling) for spelling in beside}
    found: list[str] = []
    for spelling in spellings:
        sound = rough(spelling)
        if spelling and sound not in seen:
            seen.add(sound)
            found.append(spelling)
            if len(found) == most:
                break
    return tuple(found)


@lru_cache(maxsize=65536)
def rough(spelling: str) -> str:
    """A key of what the comparison of names forgives: doubled letters, th and t, o and u, e and i, a final h."""
    for written, plain in _PAIRS:
        if written in spelling:
            spelling = spelling.replace(written, plain)
    spelling = _DOUBLED.sub(r"\1", spelling.translate(_LETTERS))
    return spelling[:-1] if spelling.endswith("h") and len(spelling) > 2 else spelling


def _cost(priced: tuple[float, str]) -> float:
    return priced[0]
