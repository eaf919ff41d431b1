"""How names in kanji are read: the kana readings of Japanese family and given names, the likeliest first.

Known names come from the tables spelling_japanese and spelling_japanese_names. Others are put together from the
readings of their characters, those first that make a name that exists.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from heapq import nlargest
from math import log
from typing import Final, NamedTuple

from naungan.engine.names.romanise import kana
from naungan.engine.tables import Row, rows

LONGEST_FAMILY: Final = 5
LONGEST_GIVEN: Final = 5

_MOST_READINGS: Final = 10
_MADE_BESIDE_KNOWN: Final = 2
_BEAM: Final = 24
_USUAL: Final = "2"
_REPEAT: Final = "々"

# How much is thought of a way to read a word, on one scale; expert judgement.
_KNOWN_FAMILY: Final = 2.0
_SELDOM_FAMILY: Final = 0.4
_MADE_FAMILY: Final = 1.0
_PER_WEIGHT: Final = 1 / 60
_TWO_CHARACTERS: Final = 0.3
_KNOWN_GIVEN: Final = 2.0
_KNOWN_SOUND: Final = 1.5
_MADE_GIVEN: Final = 0.5
_UNKNOWN_SOUND: Final = -4.0

_UNSAID: Final = re.compile("っ(?![かきくけこさしすせそたちつてとぱぴぷぺぽ])")
"""A doubling without a consonant that can be doubled: a reading that was put together wrongly."""


class Reading(NamedTuple):
    """The kana readings of a name, the likeliest first, and what is thought of them; 0 where there are none."""

    sounds: tuple[str, ...]
    score: float


NONE: Final = Reading((), 0.0)


@lru_cache(maxsize=16384)
def family(word: str) -> Reading:
    """The readings of a family name in its usual characters (see `usual`)."""
    row = _table("family").get(word)
    bonus = _TWO_CHARACTERS if len(word) == 2 else 0.0
    also = (*_names("family").get(word, ()), *_names("family-also").get(word, ()))
    if row is not None:
        sounds = dict.fromkeys((*row["readings"].split(), *also))
        return Reading(tuple(sounds), _KNOWN_FAMILY + int(row["weight"]) * _PER_WEIGHT + bonus)
    made = _made_family(word)
    if also:
        sounds = dict.fromkeys((*also, *made[:_MADE_BESIDE_KNOWN]))
        return Reading(tuple(sounds), _KNOWN_FAMILY + _SELDOM_FAMILY + bonus)
    return Reading(made[:_MOST_READINGS], _MADE_FAMILY + bonus) if made else NONE


def _made_family(word: str) -> tuple[str, ...]:
    if not 2 <= len(word) <= 3:
        return ()
    return _made([_weighted("start").get(word[0], ()), *(_weighted("end").get(letter, ()) for letter in word[1:])])


@lru_cache(maxsize=16384)
def given(word: str) -> Reading:
    """The readings of a given name in its usual characters, with or without kana among them."""
    if not 1 <= len(word) <= LONGEST_GIVEN:
        return NONE
    if kana.is_kana(word):
        sound = kana.hiragana(word)
        return Reading((sound,), _KNOWN_GIVEN if sound in given_sounds() else _MADE_GIVEN)
    bonus = _TWO_CHARACTERS if len(word) == 2 else 0.0
    made = _made([_readings(letter) for letter in word], known=given_sounds())
    score = NONE.score
    if made:
        score = _KNOWN_SOUND if made[0] in given_sounds() else _MADE_GIVEN
    row = _table("given").get(word)
    usual = row["readings"].split() if row is not None and row["weight"] == _USUAL else []
    usual += (*_names("given").get(word, ()), *_names("given-also").get(word, ()))
    if usual:
        score = _KNOWN_GIVEN
    seldom = [*(row["readings"].split() if row is not None else ()), *_names("given-seldom").get(word, ())]
    if seldom:
        score = max(score, _KNOWN_SOUND)
    sounds = (*usual, *made[: max(_MOST_READINGS - len(usual) - len(seldom), 0)], *seldom)
    return Reading(tuple(dict.fromkeys(sounds))[:_MOST_READINGS], score and score + bonus)


@lru_cache(maxsize=65536)
def usual(word: str) -> str:
    """The word with old forms of its characters as new ones, and repeat signs written out."""
    variants = _table("variant")
    found = ""
    for letter in word:
        if letter == _REPEAT and found:
            found += found[-1]
        else:
            found += variants[letter]["readings"] if letter in variants else letter
    return found


@cache
def given_sounds() -> dict[str, float]:
    """Given names by sound, with the logarithm of in how many ways they are written."""
    return {row["japanese"]: log(float(row["weight"])) for row in _table("reading").values()}


@cache
def family_sounds() -> dict[str, float]:
    """Family names by sound, with the weight of the commonest that sounds so."""
    found: dict[str, float] = {}
    for row in _table("family").values():
        for sound in row["readings"].split():
            found[sound] = max(found.get(sound, 0.0), float(row["weight"]))
    return found


def _readings(letter: str) -> tuple[tuple[str, float], ...]:
    if kana.is_kana(letter):
        return ((kana.hiragana(letter), 0.0),)
    return _weighted("character").get(letter) or _weighted("end").get(letter) or _weighted("start").get(letter, ())


def _made(choices: list[tuple[tuple[str, float], ...]], known: dict[str, float] | None = None) -> tuple[str, ...]:
    """The likeliest readings that readings of single characters make, names that are known by sound before others."""
    if not all(choices):
        return ()
    beam: list[tuple[float, str]] = [(0.0, "")]
    for options in choices:
        longer = [(likely + more, before + sound) for likely, before in beam for sound, more in options]
        beam = nlargest(_BEAM, longer)
    if known is not None:
        beam = sorted(((likely + known.get(sound, _UNKNOWN_SOUND), sound) for likely, sound in beam), reverse=True)
    return tuple(dict.fromkeys(sound for _, sound in beam if not _UNSAID.search(sound)))


@cache
def _table(kind: str) -> dict[str, Row]:
    """The rows of one kind by what they read; names in their usual forms of characters."""
    found = [row for row in rows("spelling_japanese") if row["kind"] == kind]
    if kind == "variant":
        return {row["japanese"]: row for row in found}
    return {usual(row["japanese"]): row for row in reversed(found)}


@cache
def _names(kind: str) -> dict[str, tuple[str, ...]]:
    """Names in their usual characters and their readings, from the table that is in the order of sounds."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("spelling_japanese_names"):
        if row["kind"] == kind:
            for name in row["names"].split():
                found[usual(name)] = (*found.get(usual(name), ()), row["kana"])
    return found


@cache
def _weighted(kind: str) -> dict[str, tuple[tuple[str, float], ...]]:
    """Readings of characters with the logarithm of how often each is used."""
    found = {}
    for letter, row in _table(kind).items():
        pairs = (reading.split("=") for reading in row["readings"].split())
        found[letter] = tuple((sound, log(float(percent) / 100)) for sound, percent in pairs)
    return found
