"""Family names of peoples that put them first: Chinese of all speeches, Vietnamese, Korean, Japanese."""

from __future__ import annotations

from functools import cache

from naungan.engine.names.romanise import kana, kanji, korean
from naungan.engine.tables import rows

_NOT_SPELLINGS = frozenset({"traditional", "simplified", "source"})


def is_family(text: str) -> bool:
    """Whether a Latin word is a family name of a people that puts it first."""
    return text in _chinese() or text in korean.families_respelt() or text in _japanese()


@cache
def _chinese() -> frozenset[str]:
    """In all the columns of the table: Vietnamese, Thai and Indonesian spellings too."""
    return frozenset(
        word
        for row in rows("spelling_chinese_families")
        for column, told in row.items()
        if column not in _NOT_SPELLINGS
        for word in told.split()
    )


@cache
def _japanese() -> frozenset[str]:
    return frozenset(word for sound in kanji.family_sounds() for word in kana.latin(sound))
