"""Scripts of names: which one a text is in, and its letters made comparable, in that script or in plain Latin."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Final

from anyascii import anyascii

from naungan.engine.tables import rows

LATIN: Final = "Latn"
_JOINED_TO_WORD: Final = frozenset("'’‘ʼʻ`´ʹʾʿ＇ـ")
"""Apostrophes, ayn and hamza signs, Arabic tatweel: written or left out at will."""

_NO_SPACES: Final = frozenset({"Hani", "Hang"})
"""Scripts that write family and given name without a space; the family name is the first syllable but for a few."""

_DIGITS: Final = str.maketrans("01358", "oiesb")
"""Digits in a word of letters, read as the letters that they are mistaken for (0 and O, 1 and I, 5 and S)."""

_ARABIC_VARIANTS: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ھ": "ه"}
)
"""Letter variants of Arabic, Persian and Jawi keyboards that writers exchange; from memory, to be confirmed."""


def clean(text: str) -> str:
    """NFKC, without characters that are not seen (zero width, direction overrides, null bytes) or not assigned."""
    if text.isascii() and text.isprintable() and "^" not in text:
        if "  " not in text and text[:1] != " " and text[-1:] != " ":
            return text
        return " ".join(text.split())  # the way below leaves plain text as it is, and takes ten times as long
    kept = [_visible(letter) for letter in unicodedata.normalize("NFKC", text)]
    return " ".join("".join(kept).split())


@lru_cache(maxsize=16384)
def _visible(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if category in {"Cf", "Cs", "Co", "Cn", "So", "Sk"} and letter not in _JOINED_TO_WORD:
        return ""
    return letter


@lru_cache(maxsize=65536)
def script_of(text: str) -> str:
    """The ISO 15924 code of the script that most letters of `text` are in; empty where none is known."""
    if text.isascii():
        return LATIN if any(letter.isalpha() for letter in text) else ""
    counts: dict[str, int] = {}
    for letter in text:
        script = script_of_letter(letter)
        if script:
            counts[script] = counts.get(script, 0) + 1
    # Among equals the first met wins, so that the answer does not hang on the order of a hash.
    return max(counts, key=lambda script: counts[script]) if counts else ""


@lru_cache(maxsize=16384)
def script_of_letter(letter: str) -> str:
    """The ISO 15924 code of one letter's script; empty for digits, signs and scripts without a row."""
    if not letter.isalpha() and not unicodedata.category(letter).startswith("M"):
        return ""
    words = unicodedata.name(letter, "").split(" ", 1)
    return _by_prefix().get(words[0], "")


def floor_is_weak(script: str) -> bool:
    """Whether the plain Latin spelling of this script loses vowels, so that disagreement there proves nothing."""
    return _floors().get(script, "weak") == "weak"


@cache
def by_syllables(script: str) -> bool:
    """Whether a script writes each part of a name as syllables of their own (Chinese, Korean, Burmese)."""
    return any(row["script"] == script and row["parts"] == "syllables" for row in rows("name_scripts"))


@lru_cache(maxsize=65536)
def native_fold(word: str, script: str) -> str:
    """A word made comparable in its own script: case, accents and letter variants away; vowel signs stay."""
    if _marks().get(script, "keep") == "drop":
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(letter for letter in decomposed if not unicodedata.category(letter).startswith("M"))
    if script == "Arab":
        word = word.translate(_ARABIC_VARIANTS)
    kept = [letter for letter in word.casefold() if _part_of_word(letter)]
    return unicodedata.normalize("NFC", "".join(kept))


def _part_of_word(letter: str) -> bool:
    return (letter.isalpha() or unicodedata.category(letter).startswith("M")) and letter not in _JOINED_TO_WORD


@lru_cache(maxsize=65536)
def latin_fold(word: str) -> str:
    """A word in the letters a to z: accents and case away, đ as d, ß as ss, other scripts by anyascii's spelling."""
    folded = plain(word)
    if any(letter.isdigit() for letter in folded) and any("a" <= letter <= "z" for letter in folded):
        folded = folded.translate(_DIGITS)
    return "".join(letter for letter in folded if "a" <= letter <= "z")


def plain(word: str) -> str:
    """A word in lower-case ASCII, its dots, slashes and hyphens kept."""
    if word.isascii():
        return word.lower()
    ascii_word: str = anyascii(_without_homoglyphs(word))
    return ascii_word.lower()


def _without_homoglyphs(word: str) -> str:
    """Cyrillic and Greek look-alikes read as Latin, where the word also has letters that only Latin has."""
    scripts = {script_of_letter(letter) for letter in word}
    if LATIN not in scripts or not scripts & {"Cyrl", "Grek"}:
        return word
    twins = _homoglyphs()
    return "".join(twins.get(letter, letter) for letter in word.casefold())


@lru_cache(maxsize=65536)
def has_latin(word: str) -> bool:
    """Whether any letter of the word is Latin: then the word is read as Latin, look-alikes included."""
    return any(script_of_letter(letter) == LATIN for letter in word)


def family_and_given(word: str, script: str) -> list[str]:
    """Chinese, Korean and Japanese names written together, parted behind the family name; other words whole.

    Of four signs the family name is two (Ouyang, Yamada), of fewer mostly one.
    """
    if script in _NO_SPACES and 2 <= len(word) <= 4:
        family = 2 if len(word) == 4 else 1
        return [word[:family], word[family:]]
    return [word]


@cache
def _by_prefix() -> dict[str, str]:
    return {row["prefix"]: row["script"] for row in rows("name_scripts")}


@cache
def _marks() -> dict[str, str]:
    return {row["script"]: row["marks"] for row in rows("name_scripts")}


@cache
def _floors() -> dict[str, str]:
    return {row["script"]: row["floor"] for row in rows("name_scripts")}


@cache
def _homoglyphs() -> dict[str, str]:
    return {row["letter"]: row["latin"] for row in rows("name_homoglyphs")}
