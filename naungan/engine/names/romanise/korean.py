"""Korean names in Latin letters, as passports of the South and papers of the North spell them.

One syllable is one part, but a family name of two (남궁 Namgung) before a given name of two. South Korea lets everyone
choose a spelling, so habits (table spelling_korean: 영 is Young, 현 Hyun) stand beside what the
Revised Romanisation and McCune-Reischauer make of the letters.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import Final

from naungan.engine.names.romanise import cjk
from naungan.engine.tables import rows

LONGEST: Final = 8
"""Syllables of a word that is read; more are a sentence."""

_FIRST: Final = 0xAC00
_LAST: Final = 0xD7A3
_FINALS: Final = 28
_VOWELS: Final = 21
"""Unicode chapter 3.12: a syllable's number is (initial x 21 + vowel) x 28 + final."""

_COMPOSED_BESIDE_HABIT: Final = 4
_COMPOSED_ALONE: Final = 8
_TWINS: Final = 8


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[tuple[str, ...], ...]:
    """The syllables of a Korean name, each with its Latin spellings; nothing for words with other than such syllables.

    A word of two syllables may be family and given name or a given name alone, so its first is read as both. So are the
    first two where they may be a family name before a given name of one: 황보라 is Hwang Bora or Hwangbo Ra.
    """
    word = cjk.without_titles(word[: LONGEST * 2], "korean")
    if not 1 <= len(word) <= LONGEST or not all(_FIRST <= ord(letter) <= _LAST for letter in word):
        return ()
    if word[:2] in _families():
        if len(word) > 3:
            return (_family(word[:2]), *(_given(letter) for letter in word[2:]))
        return (*(_either(letter) for letter in word[:2]), *(_given(letter) for letter in word[2:]))
    first = _family(word[0]) or _given(word[0]) if len(word) == 3 else _either(word[0])
    return (first, *(_given(letter) for letter in word[1:]))


@cache
def families_respelt() -> dict[str, frozenset[str]]:
    """Each Latin spelling of a family name of one syllable, and the others of the names that are spelt so."""
    return _respelt([_family(name) for name in _families() if len(name) == 1], frozenset())


@cache
def syllables_respelt() -> dict[str, frozenset[str]]:
    """Each Latin spelling of a syllable of given names, and the others of the syllables that are spelt so.

    But for two that are official, each of its own syllable: Yeon and Yun are two names.
    """
    official = frozenset(_composed(syllable)[0] for syllable in _syllables())
    return _respelt([_given(syllable) for syllable in _syllables()], official)


def _respelt(groups: list[tuple[str, ...]], official: frozenset[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        for text in group:
            found.setdefault(text, set()).update(group)
    return {
        text: frozenset(other for other in others if other == text or not {text, other} <= official)
        for text, others in found.items()
    }


@lru_cache(maxsize=2048)
def _family(name: str) -> tuple[str, ...]:
    habits = _families().get(name, ())
    if len(name) > 1 or not habits:
        return habits
    return cjk.chosen((*habits, *_composed(name)[:_COMPOSED_BESIDE_HABIT]))


@lru_cache(maxsize=16384)
def _given(syllable: str) -> tuple[str, ...]:
    habits = _syllables().get(syllable, ())
    composed = _composed(syllable)[: _COMPOSED_BESIDE_HABIT if habits else _COMPOSED_ALONE]
    return cjk.chosen((*composed[:1], *habits, *composed[1:]), twins=_TWINS)


@lru_cache(maxsize=4096)
def _either(syllable: str) -> tuple[str, ...]:
    return cjk.chosen((*_family(syllable), *_given(syllable)))


def _composed(syllable: str) -> list[str]:
    """A syllable spelt letter by letter, the official spelling first, those with the letters' rarer spellings last."""
    number = ord(syllable) - _FIRST
    letters = (
        _letters("initial")[number // (_VOWELS * _FINALS)],
        _letters("vowel")[number // _FINALS % _VOWELS],
        _letters("final")[number % _FINALS],
    )
    ranked = sorted(product(*(enumerate(choices) for choices in letters)), key=_oddity)
    return ["".join(text for _, text in trio) for trio in ranked]


def _oddity(trio: tuple[tuple[int, str], ...]) -> int:
    """How far from the official spelling; initials and vowels vary more often than finals do."""
    initial, vowel, final = (rank for rank, _ in trio)
    return initial + vowel + 3 * final


@cache
def _letters(kind: str) -> tuple[tuple[str, ...], ...]:
    """The spellings of the letters of one kind, in the order of Unicode's syllables; a hyphen stands for nothing."""
    found = (row["spellings"].split() for row in rows("spelling_korean") if row["kind"] == kind)
    return tuple(tuple("" if text == "-" else text for text in spellings) for spellings in found)


@cache
def _families() -> dict[str, tuple[str, ...]]:
    return _habits("family")


@cache
def _syllables() -> dict[str, tuple[str, ...]]:
    return _habits("syllable")


def _habits(kind: str) -> dict[str, tuple[str, ...]]:
    return {row["korean"]: tuple(row["spellings"].split()) for row in rows("spelling_korean") if row["kind"] == kind}
