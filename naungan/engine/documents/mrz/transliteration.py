"""Names in the letters of the machine-readable zone: A to Z only (ICAO Doc 9303-3 sections 4.6 and 6).

The tables of section 6 come first (Latin, Cyrillic, Arabic script); anyascii is the floor for every other script. Most
issuers print names by sound as their holders spell them, so give the Latin spelling where it is known.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from anyascii import anyascii

from naungan.engine.documents.mrz.layout import LETTERS
from naungan.engine.errors import Refused
from naungan.engine.records import say
from naungan.engine.tables import rows

DOUBLE = "DOUBLE"
"""In the table: the letter before is written twice (shadda, section 6.C note 3)."""


def transliterate(text: str, *, issuer: str = "") -> str:
    """`text` in the zone's letters, its name components parted by single spaces.

    `issuer` is the alpha-3 code of the issuing state: the Cyrillic table has rows of its own for some languages.

    Raises:
        Refused: a digit in the name; numbers that are part of a name are written in Roman numerals.
    """
    return " ".join(components(text, issuer=issuer))


def components(text: str, *, issuer: str = "") -> list[str]:
    """The name components of `text`: hyphens, commas and blanks part them, other marks vanish (section 4.6)."""
    found = []
    for word in _words(unicodedata.normalize("NFC", text)):
        if any(sign.isdigit() for sign in word):
            raise Refused(
                say("The name {name} holds a digit, which no machine-readable zone may show.", name=text),
                rule="ICAO Doc 9303-3 section 4.6",
                remedy="Leave it out, or write it as a Roman numeral.",
            )
        if letters := _letters(word.upper(), issuer):
            found.append(letters)
    return found


def _words(text: str) -> list[str]:
    parted = (
        " " if sign in ",،、" or unicodedata.category(sign) in {"Pd", "Zs", "Zl", "Zp", "Cc"} else sign for sign in text
    )
    return "".join(parted).split()


def _letters(word: str, issuer: str) -> str:
    signs = [sign for sign in word if sign in LETTERS or sign in _latin() or unicodedata.category(sign)[0] == "L"]
    found: list[str] = []
    for index, sign in enumerate(signs):
        position = "initial" if index == 0 else "final" if index == len(signs) - 1 else ""
        latin = sign if sign in LETTERS else _one(sign, issuer, position)
        found.append((found[-1] if found else "") if latin == DOUBLE else latin)
    return "".join(found)


def _one(sign: str, issuer: str, position: str) -> str:
    """One letter: the row for this issuer and position wins, then that of the issuer, of the position, the plain."""
    forms = _latin().get(sign)
    if forms is None:
        return "".join(letter for letter in anyascii(sign).upper() if letter in LETTERS)
    for key in ((issuer, position), (issuer, ""), ("", position)):
        if key in forms:
            return forms[key]
    return forms["", ""]


@cache
def _latin() -> dict[str, dict[tuple[str, str], str]]:
    """The table mrz_transliteration by character, then by issuer and position."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for row in rows("mrz_transliteration"):
        found.setdefault(row["character"], {})[row["issuer"], row["position"]] = row["latin"]
    return found
