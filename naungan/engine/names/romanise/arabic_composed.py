"""Words in Arabic script that no table of names holds: their letters, and Latin spellings composed from them.

Short vowels are missing, so that a word is its consonants and long vowels; `vowels` fills in what names have. Each
system of passports (table spelling_arabic) then writes the consonants its own way. Letters that one language alone has
choose the systems; where none tells, the likeliest readings of each are given (rows `mix` of spelling_arabic_rules).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from naungan.engine.names.romanise.composing import MOST, distinct
from naungan.engine.names.romanise.vowels import Writing, vocalised, writing
from naungan.engine.tables import Row, rows

LONGEST: Final = 40
"""Letters of one word that are read; the longest compound names have some 20."""

_SKELETONS: Final = 12
_SHORT: Final = {ord("a"): "\u064e", ord("i"): "\u0650", ord("u"): "\u064f"}
"""Short vowels are kept as the Arabic signs until a system spells them: e and ou in the Maghreb, e and o in Iran."""
_ASPIRATED: Final = re.compile("([بپتٹجچدڈرڑكکگ])ھ")
_ASPIRATES: Final = 0xE000
"""Private letters for Urdu's bh, th, dh: one consonant each, so that no vowel comes between (بھٹو is Bhutto)."""

_TELLING: Final = ("malay", "urdu", "persian", "arabic", "eastern")
"""Whose letters decide where a word has those of several: Jawi's and Urdu's own are the rarest elsewhere."""


def letters_of(word: str) -> str:
    """The letters of a word that the tables know: vowel signs, joiners and foreign letters away."""
    known = _letters()
    composed_word = unicodedata.normalize("NFKC", word)
    return "".join(letter for letter in composed_word if letter in known and letter.isalpha())


def key_of(letters: str) -> str:
    """The key under which a word is looked up: all sorts of alif one letter, ya and alif maqsura one, hamza away."""
    return letters.translate(_keys())


def starts_of(letters: str) -> list[int]:
    """For each letter of the key, where it stands in `letters`."""
    known = _letters()
    return [place for place, letter in enumerate(letters) if known[letter]["key"]]


def language_of(letters: str) -> str:
    """The language that the word's letters tell: malay, urdu, persian, arabic, eastern (not Arabic), or any."""
    told = {_letters()[letter]["tells"] for letter in letters}
    return next((language for language in _TELLING if language in told), "any")


def composed(letters: str, language: str, most: int = MOST) -> tuple[str, ...]:
    """Spellings composed letter by letter, the likeliest of the likeliest system first; no two that sound alike."""
    letters = _ASPIRATED.sub(_one_letter, letters).translate(_read_as())
    skeletons: dict[str, tuple[str, ...]] = {}
    found: list[str] = []
    for system, count in _mix()[language]:
        family = "malay" if system == "malay" else "semitic"
        if family not in skeletons:
            skeletons[family] = vocalised(letters, _family(family), _SKELETONS)
        spelled = [skeleton.translate(_system(system)) for skeleton in skeletons[family][:count]]
        found.extend(spelled)
        found.extend(respelled(letters, spelled[:2], system))
    return distinct(found, most)


def respelled(letters: str, spellings: Iterable[str], custom: str) -> Iterator[str]:
    """Spellings as others of one language or system write one of the word's letters: Nasser, Nacer."""
    for letter, old, new in _respellings().get(custom, ()):
        if letter in letters:
            yield from (spelling.replace(old, new) for spelling in spellings if old in spelling)


def _one_letter(found: re.Match[str]) -> str:
    return chr(_ASPIRATES + ord(found[1]))


@cache
def _letters() -> dict[str, Row]:
    return {row["letter"]: row for row in rows("spelling_arabic")}


@cache
def _keys() -> dict[int, str]:
    return {ord(row["letter"]): row["key"] for row in rows("spelling_arabic")}


@cache
def _read_as() -> dict[int, str]:
    return {ord(row["letter"]): row["reads_as"] for row in rows("spelling_arabic") if row["reads_as"]}


@cache
def _system(system: str) -> dict[int, str]:
    spelled = {ord(row["letter"]): row[system] for row in rows("spelling_arabic")}
    alike = {ord(row["letter"]): spelled[ord(row["reads_as"])] for row in rows("spelling_arabic") if row["reads_as"]}
    spelled |= alike
    return spelled | {_ASPIRATES + letter: latin + "h" for letter, latin in spelled.items()}


@cache
def _mix() -> dict[str, tuple[tuple[str, int], ...]]:
    found = {}
    for row in rows("spelling_arabic_rules"):
        if row["kind"] == "mix":
            pairs = (pair.split(":") for pair in row["spellings"].split())
            found[row["form"]] = tuple((system, int(count)) for system, count in pairs)
    return found


@cache
def _family(family: str) -> Writing:
    return writing(rows("spelling_arabic_rules"), family, None if family == "malay" else _SHORT)


@cache
def _respellings() -> dict[str, tuple[tuple[str, str, str], ...]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows("spelling_arabic_rules"):
        if row["kind"] == "respell":
            old, new = row["spellings"].split()
            found.setdefault(row["family"], []).append((row["form"], old, new))
    return {custom: tuple(rules) for custom, rules in found.items()}
