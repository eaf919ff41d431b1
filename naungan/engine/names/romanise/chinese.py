"""Chinese names in Latin letters, as the families' own speech and the states' systems spell them.

One character is one syllable and one part; a family name of two characters is one part. Which of its spellings a person
bears depends on where and when the name was first entered: 陈 is Chen in Beijing, Chan in Hong Kong, Tan in Penang,
Chin in Sabah, Ting in Sibu, Tjan in Semarang. So each part has them all, the common ones first. Tables, all
spelling_chinese_*: families, characters (of given names), habits (what places make of those); and spelling_pinyin, the
other spellings of Mandarin. A character in none of them is read by the anyascii package: pypinyin, which knows that
characters may have several readings, takes 160 ms and 57 MB to load.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final, NamedTuple, TypeAlias

from naungan.engine.names import scripts
from naungan.engine.names.romanise import cjk
from naungan.engine.tables import Row, rows

LONGEST: Final = 8
"""Characters of a word that is read; more are a sentence, or a foreign name written by sound."""

_HAN: Final = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
"""The blocks of Chinese characters in Unicode."""

_FAMILY_SPEECHES: Final = ("hokkien", "cantonese", "teochew", "wade_giles", "hakka", "hainanese", "foochow")
_FAMILY_ABROAD: Final = ("indonesian", "philippine", "vietnamese", "thai")
_GIVEN_SPEECHES: Final = ("hokkien", "cantonese", "wade_giles", "hakka", "teochew", "hainanese", "foochow", "other")


class Speech(NamedTuple):
    """Speeches that one family may mix, by the columns of the tables of family names and of characters."""

    family: tuple[str, ...]
    given: tuple[str, ...]


SPEECHES: Final = (
    Speech(("pinyin", "wade_giles"), ("pinyin", "wade_giles")),
    Speech(("hokkien", "teochew", "indonesian", "philippine"), ("hokkien", "teochew")),
    Speech(("cantonese",), ("cantonese",)),
    Speech(("hakka", "hainanese", "foochow"), ("hakka", "hainanese", "foochow")),
    # A family name as the grandfather's card has it, given names in Mandarin: Singapore and Malaysia today.
    Speech(
        ("hokkien", "cantonese", "teochew", "hakka", "hainanese", "foochow", "indonesian"), ("pinyin", "wade_giles")
    ),
)

MOST_SPOKEN: Final = 8
"""Spellings of a part in the reading of one speech."""

_MANDARIN_BY_EAR: Final = 2
"""How many of the spellings by ear a family name takes; its own table has the usual ones."""

_USUAL: Final = 3
"""So many spellings of every speech go before the others, and the first of every country abroad."""

_FIRM_FAMILY: Final = 12
"""A family name's first spellings are all kept, also where two differ only in what is forgiven anyway (Yeo, Yeoh)."""

_TWINS_GIVEN: Final = 8
"""A given name's spellings that differ only in what is forgiven anyway are kept up to this many."""

_Spell: TypeAlias = Callable[[str], tuple[str, ...]]


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a Chinese name in all speeches at once; nothing for words with other than Chinese characters.

    A word of two characters may be family and given name or a given name alone, so its first is read as both.
    """
    return _parted(word, _family, _given, _either)


@cache
def by_speech() -> tuple[Callable[[str], tuple[tuple[str, ...], ...]], ...]:
    """Readers like `parts`, each of one row of SPEECHES: what it spells is less, and fits fewer strangers."""
    return tuple(map(_reader_of, SPEECHES))


def _reader_of(speech: Speech) -> Callable[[str], tuple[tuple[str, ...], ...]]:
    """A reader of one speech: nothing where the tables lack one of the characters in that speech.

    Each remembers by letter alone: a speech takes longer to look up than a letter to read.
    """

    @lru_cache(maxsize=8192)
    def family(letters: str) -> tuple[str, ...]:
        return _spoken_family(letters, speech)

    @lru_cache(maxsize=16384)
    def given(letter: str) -> tuple[str, ...]:
        return _spoken_given(letter, speech)

    @lru_cache(maxsize=16384)
    def either(letter: str) -> tuple[str, ...]:
        return cjk.chosen(cjk.in_turn([family(letter), given(letter)]), most=MOST_SPOKEN)

    @lru_cache(maxsize=16384)
    def spoken(word: str) -> tuple[tuple[str, ...], ...]:
        return _parted(word, family, given, either)

    return spoken


@lru_cache(maxsize=8192)
def families_read(reading: str, speech: Speech) -> frozenset[str]:
    """How one speech spells the family names that are this syllable of pinyin; nothing where there are none."""
    rows_so = [row for row in rows("spelling_chinese_families") if reading in row["pinyin"].split()]
    found = {text for row in rows_so for column in speech.family for text in _told(row, column)}
    return _told_apart(reading, found) if "pinyin" in speech.family else frozenset(found)


@lru_cache(maxsize=8192)
def given_read(reading: str, speech: Speech) -> frozenset[str]:
    """How one speech spells the characters of given names that are read as this syllable of pinyin."""
    if "pinyin" in speech.given:
        return _told_apart(reading, {reading, *_mandarin(reading)})
    rows_so = _read_so().get(reading, [])
    found = {text for row in rows_so for column in speech.given for text in _told(row, column)}
    return frozenset(found | {text for row in rows_so for text in _by_habit(row, speech.given)})


@cache
def _family_readings() -> frozenset[str]:
    return frozenset(reading for row in rows("spelling_chinese_families") for reading in row["pinyin"].split())


def is_family(reading: str) -> bool:
    """Whether a syllable of pinyin is a family name."""
    return reading in _family_readings()


def wade_giles(reading: str) -> str:
    """A syllable of pinyin in the system of Wade and Giles, without its apostrophe."""
    row = _pinyin().get(reading)
    return (row["wade_giles"] or reading).split()[0] if row else ""


def _told_apart(reading: str, spellings: set[str]) -> frozenset[str]:
    """Without spellings by ear that are other syllables of pinyin: Lin and Ling are two names in one system."""
    own = {reading, wade_giles(reading)}
    return frozenset(text for text in spellings if text in own or text not in _pinyin())


@cache
def _read_so() -> dict[str, list[Row]]:
    """The characters by their readings, those that the tables have in the speeches of the south."""
    found: dict[str, list[Row]] = {}
    for row in rows("spelling_chinese_characters"):
        if row["hokkien"]:
            for reading in row["pinyin"].split():
                found.setdefault(reading, []).append(row)
    return found


@cache
def syllables() -> frozenset[str]:
    """The syllables of pinyin."""
    return frozenset(_pinyin())


def _parted(word: str, family: _Spell, given: _Spell, either: _Spell) -> tuple[tuple[str, ...], ...]:
    """The characters of a word, but a family name of two characters as one part."""
    word = _readable(word)
    if not word:
        return ()
    rest = tuple([given(letter) for letter in word[1:]])
    if word[:2] in _families():
        found = (family(word[:2]), *rest[1:])
    elif len(word) == 3:
        found = (family(word[0]) or given(word[0]), *rest)
    elif len(word) == 4:  # a married woman may bear her husband's family name before her own
        found = (either(word[0]), either(word[1]), *rest[1:])
    else:
        found = (either(word[0]), *rest)
    return found if all(found) else ()


@lru_cache(maxsize=8192)
def _readable(word: str) -> str:
    """A word without its title; empty where it is none of Chinese characters. Each speech asks that anew."""
    word = cjk.without_titles(word[: LONGEST * 2], "chinese")
    return word if 1 <= len(word) <= LONGEST and all(_is_han(letter) for letter in word) else ""


def _spoken_family(letters: str, speech: Speech) -> tuple[str, ...]:
    """The spellings of a family name in one speech; nothing where the table does not know it."""
    row = _families().get(letters)
    if row is None:
        return ()
    return cjk.chosen(cjk.in_turn([_told(row, column) for column in speech.family]), most=MOST_SPOKEN)


def _spoken_given(letter: str, speech: Speech) -> tuple[str, ...]:
    """The spellings of a character of a given name in one speech; nothing where the tables do not have it."""
    row = _characters().get(letter)
    if row is None:
        if "pinyin" not in speech.given:
            return _spoken_family(letter, speech)
        reading = scripts.latin_fold(letter)
        return cjk.chosen([reading, *_mandarin(reading)], most=MOST_SPOKEN)
    told = cjk.in_turn([_told(row, column) for column in speech.given])
    if told and row["other"] and "pinyin" not in speech.given:
        told += row["other"].split()
    return cjk.chosen([*told, *_by_habit(row, speech.given)], most=MOST_SPOKEN)


def _told(row: Row, column: str) -> list[str]:
    """What a row of families or characters tells in one column; for Mandarin what follows from the pinyin besides."""
    found = row[column].split()
    if column == "wade_giles":
        for reading in row["pinyin"].split():
            found += _mandarin(reading)
    return found


@lru_cache(maxsize=8192)
def _family(letters: str) -> tuple[str, ...]:
    """The spellings of a family name; nothing where the table does not know it."""
    row = _families().get(letters)
    if row is None:
        return ()
    mandarin = row["pinyin"].split()
    home = [row[speech].split() for speech in _FAMILY_SPEECHES]
    for reading in mandarin:
        home[_FAMILY_SPEECHES.index("wade_giles")] += _mandarin(reading)[:_MANDARIN_BY_EAR]
    abroad = [row[speech].split() for speech in _FAMILY_ABROAD]
    usual = cjk.in_turn([mandarin, *(speech[:_USUAL] for speech in home), *(speech[:1] for speech in abroad)])
    others = cjk.in_turn([*(speech[_USUAL:] for speech in home), *(speech[1:] for speech in abroad)])
    return cjk.chosen([*usual, *others], firm=_FIRM_FAMILY)


@lru_cache(maxsize=8192)
def _given(letter: str) -> tuple[str, ...]:
    """The spellings of a character of a given name; never empty for a character that anyascii can read."""
    row = _characters().get(letter)
    if row is None:
        reading = scripts.latin_fold(letter)
        return cjk.chosen([reading, *_mandarin(reading), *_family(letter)])
    mandarin = row["pinyin"].split()
    speeches = [row[speech].split() for speech in _GIVEN_SPEECHES]
    by_ear: list[str] = []
    for reading in mandarin:
        by_ear.extend(_mandarin(reading))
    return cjk.chosen(
        [*cjk.in_turn([mandarin, *speeches, by_ear]), *_by_habit(row, _GIVEN_SPEECHES)], twins=_TWINS_GIVEN
    )


def _by_habit(row: Row, speeches: tuple[str, ...]) -> list[str]:
    """What the habits of a place make of the character's spellings: Penang's Gaik for 玉 beside Gek."""
    return [
        pattern.sub(becomes, text)
        for speech, pattern, becomes in _habits()
        if speech in speeches
        for text in row[speech].split()[:1]
        if pattern.search(text)
    ]


@lru_cache(maxsize=8192)
def _either(letter: str) -> tuple[str, ...]:
    """The spellings of a character that begins a family name or a given one."""
    return cjk.chosen([*_family(letter), *_given(letter)])


def _mandarin(reading: str) -> list[str]:
    row = _pinyin().get(reading)
    return [*row["wade_giles"].split(), *row["other"].split()] if row else []


def _is_han(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _HAN)


@cache
def _families() -> dict[str, Row]:
    found = reversed(rows("spelling_chinese_families"))
    return {form: row for row in found for form in (*row["traditional"].split(), row["simplified"])}


@cache
def _characters() -> dict[str, Row]:
    found = {form: row for row in reversed(rows("spelling_chinese_characters")) for form in row["traditional"]}
    return found | {row["simplified"]: row for row in reversed(rows("spelling_chinese_characters"))}


@cache
def _habits() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((row["speech"], re.compile(row["pattern"]), row["becomes"]) for row in rows("spelling_chinese_habits"))


@cache
def _pinyin() -> dict[str, Row]:
    return {row["pinyin"]: row for row in rows("spelling_pinyin")}
