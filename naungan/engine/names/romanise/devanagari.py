"""Names in Devanagari (Hindi, Marathi, Nepali) in Latin letters, as India and Nepal print them.

The inherent vowel is mostly silent at the end and between single consonants (sounds.without_schwas); Nepali and
Sanskrit spellings keep it, so that it stays possible. Letters are the table spelling_devanagari, names the table
spelling_devanagari_names.
"""

from __future__ import annotations

from functools import cache, lru_cache

from naungan.engine.names.romanise import abugida, indic, sounds
from naungan.engine.tables import rows


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[abugida.Spellings, ...]:
    """The parts of a word (mostly one) with their Latin spellings, most usual first; nothing without a letter."""
    pieces = sounds.pieces_of(word)
    return tuple(part for piece in pieces for part in abugida.parts_of(_grammar(), sounds.sounds_of(piece)))


@cache
def _grammar() -> abugida.Grammar:
    letters, names = rows("spelling_devanagari"), rows("spelling_devanagari_names")
    return abugida.grammar(letters, names, fold=indic.fold, mark=sounds.without_schwas)
