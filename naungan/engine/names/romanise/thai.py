"""Names in Thai script as Latin documents spell them: the Royal Institute's system first, then passport habits.

Letters stand in table spelling_thai, elements of names and whole names in spelling_thai_words. Thai writes each name as
one word, so that a word has one part.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from naungan.engine.names.romanise.tai import LONGEST, parts_of
from naungan.engine.names.romanise.tai_grammar import Grammar, Marks, grammar_of

_ABBREVIATIONS: Final = re.compile(r"^(?:[ก-ฮ]{1,3}\.)+")
"""พล.ต.อ., ม.ร.ว., ด.ช., น.ส.: ranks and titles."""
_DROPPED: Final = re.compile("[^ก-ฮะ-ฺเ-ๆ์ํ]|[็-๋๎ฺๆฯ]")
"""Tone marks and the sign of a short vowel change no Latin spelling."""
_REPEATED: Final = re.compile(r"([ะ-ูั])\1+")
_MISPLACED: Final = re.compile("(์)([ิุ])")
"""Slips of the keyboard that look right on the screen."""
_MARKS: Final = Marks(
    long_a="า",
    last_a=1.2,
    silent="[ก-ฮ][ิุ]?์",
    silent_after_coda="[กขคชฎฏฑดตถทธพษส][รณมยว][ิุ]?์|[ก-ฮ][ิุ]?์",
    torn="รร(?=[ก-ฮ])",
)
_LEADS: Final = frozenset("กขคจฉชซตถทธบปผฝพฟภศษสดอ")


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a native-script word (no spaces inside, titles may be there), each with its Latin spellings."""
    return parts_of(_grammar(), _plain(word))


def _plain(word: str) -> str:
    """The letters that are read: without tones, marks and abbreviated titles, the am sign in one piece."""
    word = _ABBREVIATIONS.sub("", word[: 4 * LONGEST])
    word = _DROPPED.sub("", word).replace("ํา", "ำ").replace("เเ", "แ").replace("ํ", "").replace("ๅ", "า")
    return _MISPLACED.sub(r"\2\1", _REPEATED.sub(r"\1", word))


def _split_onset(first: str, second: str) -> bool:
    return first in _LEADS and "ก" <= second <= "ฮ"


@cache
def _grammar() -> Grammar:
    return grammar_of("thai", marks=_MARKS, plain=_plain, split_onset=_split_onset)
