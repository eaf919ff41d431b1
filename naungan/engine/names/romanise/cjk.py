"""What the readers of Chinese, Japanese and Korean names share: words of address taken off, spellings chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, zip_longest
from typing import Final

from naungan.engine.names.spelling import sound
from naungan.engine.tables import Row, rows

MOST_SPELLINGS: Final = 16
"""Spellings of one part; the contract of this package."""


def without_titles(word: str, language: str) -> str:
    """The word without what its writer calls the person (先生, さん, 씨), if enough is left to be a name."""
    if not word.startswith(_forms(language, "before")) and not word.endswith(_forms(language, "after")):
        return word  # nearly always
    for row in _titles(language):
        form = row["form"]
        if len(word) - len(form) < int(row["least"]):
            continue
        if row["place"] == "after" and word.endswith(form):
            return word[: -len(form)]
        if row["place"] == "before" and word.startswith(form):
            return word[len(form) :]
    return word


@cache
def _forms(language: str, place: str) -> tuple[str, ...]:
    return tuple(row["form"] for row in _titles(language) if row["place"] == place)


def in_turn(lists: Iterable[Sequence[str]]) -> list[str]:
    """The first of each list, then the second of each, and so on, so that a cut leaves something of every list."""
    return [text for text in chain.from_iterable(zip_longest(*lists, fillvalue="")) if text]


def chosen(
    spellings: Iterable[str], *, firm: int = 0, twins: int = MOST_SPELLINGS, most: int = MOST_SPELLINGS
) -> tuple[str, ...]:
    """At most `most` different spellings, in the order given.

    Where there are more, those that sound as an earlier one give way: whoever compares forgives such twins (see
    names.spelling), at a small cost in evidence. The first `firm` stay; beyond them twins fill up to `twins` spellings.
    """
    ordered = [text for text in dict.fromkeys(spellings) if text]
    kept = ordered[:firm]
    sounds = {sound(text) for text in kept}
    for text in ordered[firm:]:
        if sound(text) not in sounds:
            sounds.add(sound(text))
            kept.append(text)
    kept = kept[:most]
    spare = max(min(twins, most) - len(kept), 0)
    stay = {*kept, *[text for text in ordered if text not in kept][:spare]}
    return tuple(text for text in ordered if text in stay)


@cache
def _titles(language: str) -> tuple[Row, ...]:
    found = [row for row in rows("spelling_cjk_titles") if row["language"] == language]
    return tuple(sorted(found, key=lambda row: -len(row["form"])))
