"""Names in Greek in Latin letters: ELOT 743 as passports print it, popular, classical and phonetic spellings.

Given names that have spellings of their own (Yannis, Costas) come first: table spelling_greek_names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final, TypeAlias

from naungan.engine.names.romanise.alphabet import Alphabet, alphabet, grouped, spelled
from naungan.engine.names.romanise.composing import MOST, distinct
from naungan.engine.tables import rows

Spellings: TypeAlias = tuple[str, ...]

LONGEST: Final = 60
"""Letters of one word that are read."""

_SYSTEMS: Final = (("elot", 2), ("popular", 6), ("classical", 2), ("phonetic", 2))
_FIRST: Final = "elot"
_VOICED: Final = frozenset("αεηιουωϊϋβγδζλμνρ")
_FRONT: Final = frozenset("εηιυ")
_TONOS: Final = "\u0301"
_DIAERESIS: Final = "\u0308"
_APART: Final = re.compile(r"([αεου]\u0301)([ιυ])(?!\u0308)")
"""A vowel whose first letter bears the accent: two vowels, Μάιος as Μάϊος."""


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[Spellings, ...]:
    """The one part of a Greek word with its Latin spellings, most usual first; empty where no letter is Greek."""
    letters = letters_of(word)
    if not letters or len(letters) > LONGEST:
        return ()
    groups = grouped(letters, _alphabet())
    made = [spelling for system, count in _SYSTEMS for spelling in spelled(groups, system, _FIRST, count)]
    listed = _words().get(letters, ())
    found = (*listed, *distinct(made, beside=listed))[:MOST]
    return (found,) if found else ()


def letters_of(word: str) -> str:
    """The Greek letters of a word in lower case without accents and breathings; the diaeresis stays."""
    split = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word).lower())
    split = _APART.sub(rf"\1\2{_DIAERESIS}", split.replace("\u0342", _TONOS))
    kept = "".join(letter for letter in split if letter == _DIAERESIS or not unicodedata.combining(letter))
    joined = unicodedata.normalize("NFC", kept)
    found = "".join(letter for letter in joined if letter in _known())
    # Who folds case has no final sigma.
    return found[:-1] + "ς" if found.endswith("σ") else found


@cache
def _words() -> dict[str, Spellings]:
    return {letters_of(row["word"]): tuple(row["latin"].split())[:MOST] for row in rows("spelling_greek_names")}


@cache
def _known() -> frozenset[str]:
    return frozenset(letter for row in rows("spelling_greek") for letter in row["form"])


@cache
def _alphabet() -> Alphabet:
    return alphabet(rows("spelling_greek"), after={}, before={"voiced": _VOICED, "front": _FRONT})
