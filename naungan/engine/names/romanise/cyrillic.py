"""Names in Cyrillic in Latin letters: Russian, Ukrainian, Bulgarian, Serbian, Kazakh, Mongolian, Tajik and others.

Letters that one language alone has tell it; where none tells, the likeliest readings of each are given (rows `mix` of
the table spelling_cyrillic_rules). Given names that have spellings of their own (Alexander, Yuri) come first.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Final, TypeAlias

from naungan.engine.names.romanise.alphabet import Alphabet, alphabet, grouped, spelled
from naungan.engine.names.romanise.composing import MOST, distinct
from naungan.engine.tables import Row, rows

Spellings: TypeAlias = tuple[str, ...]

LONGEST: Final = 60
"""Letters of one word that are read; Mongolian and Kazakh patronymics have up to 30."""

_FIRST: Final = "english"
_KEEPS_MARK: Final = frozenset("йёїўќѓӣӯ")
"""Letters that are others without their mark; stress marks go."""


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[Spellings, ...]:
    """The one part of a Cyrillic word with its Latin spellings, most usual first; empty where no letter is known."""
    letters = letters_of(word)
    if not letters or len(letters) > LONGEST:
        return ()
    listed = _words().get(letters, ())
    made = distinct(_composed(letters), beside=listed)
    found = (*listed, *made)[:MOST]
    return (found,) if found else ()


def letters_of(word: str) -> str:
    """The Cyrillic letters of a word in lower case, stress marks and other signs away."""
    kept = []
    for letter in unicodedata.normalize("NFC", word.casefold()):
        plain = letter if letter in _KEEPS_MARK else unicodedata.normalize("NFD", letter)[0]
        if plain in _known():
            kept.append(plain)
    return "".join(kept)


def _composed(letters: str) -> list[str]:
    found: list[str] = []
    groups: dict[str, tuple[Row, ...]] = {}
    for tongue, system, count in _mix()[_language(letters)]:
        if tongue not in groups:
            groups[tongue] = grouped(letters, _alphabet(tongue))
        found.extend(spelled(groups[tongue], system, _FIRST, count))
    return found


def _language(letters: str) -> str:
    """The language (or the languages together) that the letters tell, or any."""
    return next((language for language, own in _telling() if own.intersection(letters)), "any")


@cache
def _words() -> dict[str, Spellings]:
    return {letters_of(row["word"]): tuple(row["latin"].split())[:MOST] for row in rows("spelling_cyrillic_names")}


@cache
def _known() -> frozenset[str]:
    return frozenset(letter for row in rows("spelling_cyrillic") for letter in row["form"])


@cache
def _alphabet(tongue: str) -> Alphabet:
    places = {row["form"]: frozenset(row["spellings"]) for row in _rules("vowels")}
    return alphabet(rows("spelling_cyrillic"), tongue, after=places, before={})


@cache
def _telling() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((row["form"], frozenset(row["spellings"])) for row in _rules("tells"))


@cache
def _mix() -> dict[str, tuple[tuple[str, str, int], ...]]:
    return {row["form"]: tuple(_reading(word) for word in row["spellings"].split()) for row in _rules("mix")}


def _reading(written: str) -> tuple[str, str, int]:
    """`uk.english:3` as language, system and how many."""
    name, count = written.split(":")
    tongue, system = name.split(".")
    return tongue, system, int(count)


def _rules(kind: str) -> tuple[Row, ...]:
    return tuple(row for row in rows("spelling_cyrillic_rules") if row["kind"] == kind)
