"""The letters of the Indic scripts as sounds: consonants, vowels, nasals, and which inherent vowels are not spoken.

The Unicode blocks of these scripts have one order of letters (but for Sinhala, see indic): 0x15 to 0x39 are consonants,
0x04 to 0x14 independent vowels, 0x3E to 0x4C vowel signs, 0x4D the virama that takes the inherent vowel away.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

Sounds: TypeAlias = str
"""One character for each sound, in the letters of the script."""

SILENT: Final = "्"
"""Stands among sounds where an inherent vowel is written but mostly not spoken."""

MOST_LETTERS: Final = 200
"""Characters of one word that are read."""

_SOUTH_ASIA: Final = range(0x0900, 0x0D80)
_SIGNS: Final = re.compile(r"[.,:;/॰।॥·•()\[\]'’`‐-―-]+")
_VIRAMA: Final = 0x4D
_NUKTA: Final = 0x3C
_INHERENT: Final = 0x05
_MARKS: Final = frozenset({0x01, 0x02, 0x03})
_WITH_NUKTA: Final = {0x15: 0x58, 0x16: 0x59, 0x17: 0x5A, 0x1C: 0x5B, 0x21: 0x5C, 0x22: 0x5D, 0x2B: 0x5E, 0x2F: 0x5F}
_VOWEL_OF_SIGN: Final = {0x44: 0x60, 0x62: 0x0C, 0x63: 0x61}
"""Signs whose independent letter is not 0x38 places before them. Unicode code charts of the Indic blocks."""

_DEAD: Final = {"ৎ": "ত", "ൺ": "ണ", "ൻ": "ന", "ർ": "ര", "ൽ": "ല", "ൾ": "ള", "ൿ": "ക"}
"""Letters that never carry a vowel: Bengali khanda ta, the chillus of Malayalam."""

_SAME_AS: Final = {"ॲ": "ऍ", "ੰ": "ਂ", "ୱ": "ଵ", "ൗ": "ൌ"}
"""Marathi candra a, Gurmukhi tippi, Oriya wa, the newer au sign of Malayalam."""


def pieces_of(word: str) -> list[str]:
    """A word parted at the signs that stand after initials and between names: ए॰के॰, எம்.ஜி., অমৃত-কুমার."""
    return [piece for piece in _SIGNS.split(word[:MOST_LETTERS]) if piece]


def sounds_of(word: str) -> Sounds:
    """The sounds of a word in the letters of its own script; characters of no Indic script are passed over."""
    found: list[str] = []
    inherent = ""
    for letter in word:
        kind, sound = _letter(letter)
        if kind == "nukta" and found:
            found[-1] = _with_nukta(found[-1])
        if kind in {"", "nukta"}:
            continue
        if kind in {"sign", "virama"}:
            inherent = ""
        found += [each for each in (inherent, sound) if each]
        inherent = chr((ord(letter) & ~0x7F) + _INHERENT) if kind == "consonant" else ""
    return "".join(found) + inherent


@lru_cache(maxsize=2048)
def _letter(letter: str) -> tuple[str, str]:
    """Kind and sound of a character: consonant, dead (never with a vowel), vowel, sign, virama, nukta, mark or ''."""
    if letter in _DEAD:
        return "dead", _DEAD[letter]
    letter = _SAME_AS.get(letter, letter)
    block, place = ord(letter) & ~0x7F, ord(letter) & 0x7F
    kind = _kind(letter, place) if ord(letter) in _SOUTH_ASIA else ""
    if kind == "sign":
        return kind, chr(block + _VOWEL_OF_SIGN.get(place, place - 0x38))
    return kind, letter if kind in {"consonant", "vowel", "mark"} else ""


def _kind(letter: str, place: int) -> str:
    if is_consonant(letter):
        return "consonant"
    if is_vowel(letter):
        return "vowel"
    if 0x3E <= place <= 0x4C or place in _VOWEL_OF_SIGN:
        return "sign"
    if place in _MARKS:
        return "mark"
    return {_VIRAMA: "virama", _NUKTA: "nukta"}.get(place, "")


def _with_nukta(letter: str) -> str:
    if letter == "ਸ":
        return "\u0a36"
    block, place = ord(letter) & ~0x7F, ord(letter) & 0x7F
    return chr(block + _WITH_NUKTA.get(place, place))


def is_vowel(sound: str) -> bool:
    """Whether a sound is a vowel."""
    place = ord(sound) & 0x7F
    return 0x04 <= place <= 0x14 or place in {0x60, 0x61}


def is_consonant(sound: str) -> bool:
    """Whether a sound is a consonant; anusvara, visarga and the silent vowel are neither consonant nor vowel."""
    place = ord(sound) & 0x7F
    return 0x15 <= place <= 0x39 or 0x58 <= place <= 0x5F or sound in {"ৰ", "ৱ"}


def without_schwas(sounds: Sounds) -> Sounds:
    """The same sounds with SILENT for each inherent vowel that Hindi, Marathi, Gujarati and Panjabi do not speak.

    Read from the end: the last vowel is silent after a single consonant, and one inside between single consonants with
    vowels around them (VC_CV, the rule of M. Ohala; from memory, to be confirmed).
    """
    marked = list(sounds)
    for place in range(len(marked) - 1, 1, -1):
        if ord(marked[place]) & 0x7F != _INHERENT or not is_consonant(marked[place - 1]):
            continue
        if _ends_open(marked[place - 2]) and (place == len(marked) - 1 or _begins_open(marked[place + 1 :])):
            marked[place] = SILENT
    return "".join(marked)


def _ends_open(sound: str) -> bool:
    """Whether what stands before a consonant is a spoken vowel or its nasal: then no other consonant is beside it."""
    return is_vowel(sound) or ord(sound) & 0x7F in {0x01, 0x02}


def _begins_open(marked: list[str]) -> bool:
    return len(marked) > 1 and is_consonant(marked[0]) and is_vowel(marked[1])
