"""Names in Hebrew script in Latin letters, as Israel and Jewish families elsewhere spell them.

A word is looked up whole first (table spelling_hebrew_names), else composed: `vowels` fills in what is not written,
then each consonant is spelled by its place, since bet, kaf and pe are b, k, p after a pause and v, kh, f after a vowel.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Final, TypeAlias

from naungan.engine.names.romanise.composing import MOST, distinct
from naungan.engine.names.romanise.vowels import Writing, vocalised, writing
from naungan.engine.tables import rows

Spellings: TypeAlias = tuple[str, ...]

LONGEST: Final = 40
"""Letters of one word that are read."""

_SKELETONS: Final = 10
_LETTERS: Final = frozenset("אבגדהוזחטיכךלמםנןסעפףצץקרשת")
_FINALS: Final = str.maketrans("ךםןףץ", "כמנפצ")
_GERESH: Final = "׳"
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("'’‘ʼ`´", _GERESH))
_WITH_GERESH: Final = {"ג׳": "\ue000", "ז׳": "\ue001", "צ׳": "\ue002", "ת׳": "\ue003"}
"""Letters of foreign sounds (j, zh, ch, th), one character each while a word is composed."""

_DOUBLED: Final = {"וו": "װ", "יי": "ײ"}
_VOWELS: Final = frozenset("aeiou")
_STOPS: Final = frozenset("טפ")
"""Before these, German names write s for shin: Stein, Spiegel."""


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[Spellings, ...]:
    """The one part of a Hebrew word with its Latin spellings, most usual first; empty where no letter is Hebrew."""
    letters, bare = _letters_of(word)
    if not bare or len(bare) > LONGEST:
        return ()
    listed = _words().get(bare)
    found = listed or _prefixed(bare) or _composed(letters)
    return (found,) if found else ()


def _prefixed(bare: str) -> Spellings:
    """A listed name after the article: הכהן gives hacohen and cohen."""
    listed = _words().get(bare[1:]) if bare.startswith("ה") and len(bare) > 3 else None
    return tuple(dict.fromkeys([*("ha" + name for name in listed[:4]), *listed]))[:MOST] if listed else ()


def _composed(letters: str) -> Spellings:
    found: list[str] = []
    skeletons = vocalised(letters, _writing(), _SKELETONS)
    for system, count in _mix():
        found.extend(_spelled(skeleton, system) for skeleton in skeletons[:count])
    return distinct(found)


def _spelled(skeleton: str, system: str) -> str:
    """The consonants of a reading spelled by their places; its vowels are Latin already."""
    consonants = _consonants(system)
    text = ""
    for place, letter in enumerate(skeleton):
        if letter.isascii():
            text += letter
            continue
        where = "start" if place == 0 else "vowel" if text[-1:] in _VOWELS else "consonant"
        if where == "vowel" and place == len(skeleton) - 1:
            where = "end"
        if skeleton[place + 1 : place + 2] in _STOPS and (letter, "stop") in consonants:
            where = "stop"
        text += consonants.get((letter, where), consonants.get((letter, "any"), ""))
    return text


def _letters_of(word: str) -> tuple[str, str]:
    """The word's letters for composing, and its bare letters for looking it up."""
    word = unicodedata.normalize("NFKD", word).translate(_APOSTROPHES)
    kept = "".join(letter for letter in word if letter in _LETTERS or letter == _GERESH).translate(_FINALS)
    bare = kept.replace(_GERESH, "")
    for written, one in (*_WITH_GERESH.items(), *_DOUBLED.items()):
        kept = kept.replace(written, one)
    return kept.replace(_GERESH, ""), bare


@cache
def _words() -> dict[str, Spellings]:
    return {_letters_of(row["word"])[1]: tuple(row["latin"].split())[:MOST] for row in rows("spelling_hebrew_names")}


@cache
def _consonants(system: str) -> dict[tuple[str, str], str]:
    return {(_WITH_GERESH.get(row["form"], row["form"]), row["place"]): row[system] for row in rows("spelling_hebrew")}


@cache
def _mix() -> tuple[tuple[str, int], ...]:
    row = next(row for row in rows("spelling_hebrew_rules") if row["kind"] == "mix")
    pairs = (pair.split(":") for pair in row["spellings"].split())
    return tuple((system, int(count)) for system, count in pairs)


@cache
def _writing() -> Writing:
    return writing(rows("spelling_hebrew_rules"), "hebrew")
