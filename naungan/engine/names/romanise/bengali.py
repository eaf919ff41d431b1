"""Names in Bengali letters (Bengali, Assamese) in Latin letters, as Bangladesh and India print them.

The inherent vowel is a in Hindu names of India, often o in Bangladesh, and mostly silent at the end and between single
consonants. Letters are the table spelling_bengali, names, Muslim ones among them, the table spelling_bengali_names.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from naungan.engine.names.romanise import abugida, sounds
from naungan.engine.tables import rows

_EXCHANGED: Final = str.maketrans("ঈঊণষসযঙৰ", "ইউনশশজংর")
"""Letters that are spoken alike, and exchanged in names; from memory, to be confirmed."""


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[abugida.Spellings, ...]:
    """The parts of a word (mostly one) with their Latin spellings, most usual first; nothing without a letter."""
    pieces = sounds.pieces_of(word)
    return tuple(part for piece in pieces for part in abugida.parts_of(_grammar(), sounds.sounds_of(piece)))


@cache
def _grammar() -> abugida.Grammar:
    letters, names = rows("spelling_bengali"), rows("spelling_bengali_names")
    return abugida.grammar(letters, names, fold=_fold, mark=sounds.without_schwas)


def _fold(spoken: sounds.Sounds) -> sounds.Sounds:
    return spoken.translate(_EXCHANGED)
