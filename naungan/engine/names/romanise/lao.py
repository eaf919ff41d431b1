"""Names in Lao script as Latin documents spell them: BGN/PCGN first, then the French habits of Lao passports.

Letters stand in table spelling_lao, elements of names and whole names in spelling_lao_words. Lao writes each name as
one word, so that a word has one part; only the title of women, which also begins their names, is a part of its own.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from naungan.engine.names.romanise.tai import LONGEST, parts_of
from naungan.engine.names.romanise.tai_grammar import Grammar, Marks, grammar_of

_DROPPED: Final = re.compile("[^ກ-ຽເ-ໄໆໜໝ໌ໍ]|[່-໋ໆຯ]")
"""Tone marks change no Latin spelling."""
_SAME: Final = (("ໍາ", "ຳ"), ("ຫນ", "ໜ"), ("ຫມ", "ໝ"), ("ເເ", "ແ"))
"""Signs that are also written in two pieces."""
_PALI: Final = str.maketrans("ຆຉຌຎຏຐຑຒຓຘຠຨຩຬ", "ຄສຊຍຕຖທທນທພສສລ", "຺")
"""Letters for Pali and their everyday counterparts."""
_MARKS: Final = Marks(long_a="າ", last_a=3.0, silent="[ກ-ຮ][ິຸ]?໌", silent_after_coda="[ກ-ຮ]{0,1}[ກ-ຮ][ິຸ]?໌")
_LEADS: Final = frozenset("ກຂຄຈສຊຕຖທບປຜພ")


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a native-script word (no spaces inside, titles may be there), each with its Latin spellings."""
    return parts_of(_grammar(), _plain(word))


def _plain(word: str) -> str:
    """The letters that are read: without tones and marks, each in one way of writing."""
    word = _DROPPED.sub("", word[: 4 * LONGEST]).translate(_PALI)
    for one, other in _SAME:
        word = word.replace(one, other)
    return word


def _split_onset(first: str, second: str) -> bool:
    return first in _LEADS and "ກ" <= second <= "ຮ" and second != "ອ"


@cache
def _grammar() -> Grammar:
    return grammar_of("lao", marks=_MARKS, plain=_plain, split_onset=_split_onset)
