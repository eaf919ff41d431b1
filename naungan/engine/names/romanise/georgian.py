"""Names in Georgian letters in Latin letters: the national system of passports, and popular spellings.

Letters are the table spelling_georgian; given names that have spellings of their own (George, Sophio) come first: table
spelling_georgian_names. Georgian has no case but for signs, where capitals (Mtavruli) are used.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from naungan.engine.names.romanise.alphabet import Alphabet, alphabet, grouped, spelled
from naungan.engine.names.romanise.composing import MOST, distinct
from naungan.engine.names.romanise.sounds import pieces_of
from naungan.engine.tables import rows

LONGEST: Final = 60
"""Letters of one word that are read."""

_SYSTEMS: Final = (("national", 1), ("popular", 8))
_FIRST: Final = "national"


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a Georgian word (mostly one) with their Latin spellings, most usual first."""
    return tuple(found for piece in pieces_of(word) if (found := _spellings(piece)))


def _spellings(word: str) -> tuple[str, ...]:
    letters = "".join(letter for letter in word.lower() if letter in _alphabet().groups)[:LONGEST]
    groups = grouped(letters, _alphabet()) if letters else ()
    made = [spelling for system, count in _SYSTEMS for spelling in spelled(groups, system, _FIRST, count)]
    listed = _words().get(letters, ())
    return (*listed, *distinct(made, beside=listed))[:MOST]


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {row["word"]: tuple(row["latin"].split()) for row in rows("spelling_georgian_names")}


@cache
def _alphabet() -> Alphabet:
    return alphabet(rows("spelling_georgian"), after={}, before={})
