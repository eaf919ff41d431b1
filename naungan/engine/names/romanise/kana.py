"""Kana in Latin letters: Hepburn as passports print it, then the other ways in which owners and old papers write it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from naungan.engine.tables import rows

LONGEST: Final = 40
"""Kana of a word that is written out."""

_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F5)} | {0x30F6: 0x304C, 0x30F5: 0x304B}
"""Katakana to hiragana; the small ヶ and ヵ of place names and family names are said ga and ka."""

_LONG_SIGN: Final = "ー"
_DOUBLING: Final = "っ"
_SMALL_BEFORE_LABIAL: Final = "bmp"


def hiragana(text: str) -> str:
    """The text with its katakana as hiragana."""
    return text.translate(_TO_HIRAGANA)


def is_kana(text: str) -> bool:
    """Whether the text is kana alone."""
    return bool(text) and all("ぁ" <= letter <= "ゖ" or letter == _LONG_SIGN for letter in hiragana(text))


@lru_cache(maxsize=65536)
def latin(text: str) -> tuple[str, ...]:
    """The Latin spellings of kana: 大野 おおの gives ono, oono, ohno.

    In order: long vowels shortened (passports), as written in kana, with h (passports on request), Kunrei, with m
    before b, m and p (Hepburn strictly). Empty where the text is not kana.
    """
    text = hiragana(text)[:LONGEST]
    hepburn = _syllables(text, system=0)
    if not hepburn:
        return ()
    kunrei = _syllables(text, system=1)
    found = [
        _joined(hepburn, long=""),
        _joined(hepburn, long="as written"),
        _joined(hepburn, long="h"),
        _joined(kunrei, long=""),
        _with_m(_joined(hepburn, long="")),
    ]
    return tuple(dict.fromkeys(spelling for spelling in found if spelling))


def _syllables(text: str, *, system: int) -> list[str]:
    """The Latin syllables of hiragana in one system; a long sign stays; a doubled consonant is put before its own."""
    found: list[str] = []
    place = 0
    doubled = False
    while place < len(text):
        letter = text[place]
        if letter == _DOUBLING:
            doubled = True
            place += 1
            continue
        size = 2 if text[place : place + 2] in _kana() else 1
        spellings = _kana().get(text[place : place + size], (_LONG_SIGN,) if letter == _LONG_SIGN else ())
        if not spellings:
            return []
        syllable = spellings[min(system, len(spellings) - 1)]
        if doubled and syllable[0] not in "aiueo" + _LONG_SIGN:
            syllable = ("t" if syllable.startswith("ch") else syllable[0]) + syllable
        found.append(syllable)
        doubled = False
        place += size
    return found


def _joined(syllables: list[str], *, long: str) -> str:
    """The syllables as one word. `long` is how a long o or u goes on: not at all, with h, or as written."""
    found = ""
    for place, syllable in enumerate(syllables):
        if found and _lengthens(syllables, place):
            found += found[-1] if long == "as written" and syllable == _LONG_SIGN else ""
            found += syllable if long == "as written" and syllable != _LONG_SIGN else ""
            found += "h" if long == "h" and found[-1] == "o" else ""
        else:
            found += syllable.replace(_LONG_SIGN, "")
    return found


def _lengthens(syllables: list[str], place: int) -> bool:
    """Whether the syllable only lengthens the one before: う after o or u, お after o; not in the 上 of Inoue."""
    syllable, before = syllables[place], syllables[place - 1][-1]
    if syllable == _LONG_SIGN:
        return True
    if syllable == "u" and syllables[place + 1 :] == ["e"]:
        return False
    return (syllable == "u" and before in "ou") or (syllable == "o" and before == "o")


def _with_m(word: str) -> str:
    for labial in _SMALL_BEFORE_LABIAL:
        word = word.replace(f"n{labial}", f"m{labial}")
    return word


@cache
def _kana() -> dict[str, tuple[str, ...]]:
    found = (row for row in rows("spelling_japanese") if row["kind"] == "kana")
    return {row["japanese"]: tuple(row["readings"].split()) for row in found}
