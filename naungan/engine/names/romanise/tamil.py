"""Tamil names in Latin letters, as Malaysia, Singapore, Sri Lanka and India print them.

One Tamil letter stands for k and g, c and s, t and d, p and b; its place in the word chooses (table spelling_tamil).
Sanskrit, Muslim and Christian names, which keep their own sounds, are in the table spelling_tamil_names.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from naungan.engine.names.romanise import abugida, sounds
from naungan.engine.tables import rows

_EXCHANGED: Final = str.maketrans("நணற", "னனர")
"""Letters that are spoken alike, and exchanged in names; from memory, to be confirmed."""


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[abugida.Spellings, ...]:
    """The parts of a Tamil word (mostly one) with their Latin spellings, most usual first; nothing without a letter."""
    pieces = sounds.pieces_of(word)
    return tuple(part for piece in pieces for part in abugida.parts_of(_grammar(), sounds.sounds_of(piece)))


@cache
def _grammar() -> abugida.Grammar:
    return abugida.grammar(rows("spelling_tamil"), rows("spelling_tamil_names"), fold=_fold, mark=_as_written)


def _fold(spoken: sounds.Sounds) -> sounds.Sounds:
    return spoken.translate(_EXCHANGED)


def _as_written(spoken: sounds.Sounds) -> sounds.Sounds:
    return spoken
