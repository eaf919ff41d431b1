"""States and other issuers of documents: codes and names (ISO 3166-1, ICAO Doc 9303 part 3 section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from naungan.engine.tables import rows

_BETWEEN: Final = (re.compile(r"[;/|]"), re.compile(","), re.compile(r"\s(?:and|dan|&)\s", re.IGNORECASE))
"""What parts several countries of one field, from the strongest; Trinidad and Tobago is one."""

_LONGEST: Final = 2000
"""Characters of a field of countries that are read."""


@dataclass(frozen=True, slots=True)
class Country:
    """A state, territory or organization that issues documents."""

    alpha3: str
    alpha2: str
    name_en: str
    name_ms: str
    asean: bool


@cache
def by_alpha3() -> dict[str, Country]:
    """All rows by alpha-3 code."""
    return {
        row["alpha3"]: Country(row["alpha3"], row["alpha2"], row["name_en"], row["name_ms"], row["asean"] == "1")
        for row in rows("countries")
    }


@cache
def _by_word() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("countries"):
        words = [row["alpha3"], row["alpha2"], row["name_en"], row["name_ms"], *row["aliases"].split(";")]
        for word in filter(None, words):
            found.setdefault(_fold(word), row["alpha3"])
    found["d"] = found["deu"] = "DEU"
    return found


def _fold(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


@cache
def _before() -> re.Pattern[str]:
    """What stands before the name of a country: the, and words like warganegara."""
    words = "|".join(re.escape(row["form"]) for row in rows("country_words"))
    return re.compile(rf"\s*(?:(?:{words})\b[\s:]*)?(?:the\s)?\s*", re.IGNORECASE)


def code_of(word: str) -> str:
    """The alpha-3 code for an alpha-2 or alpha-3 code or a name in English or Malay; empty where unknown.

    Germany's one-letter code in the MRZ (D) becomes DEU.
    """
    found = _by_word().get(_fold(word), "")
    if found:
        return found
    bare = re.sub(r",\s*the\s*$", "", word, flags=re.IGNORECASE)
    start = _before().match(bare)
    return _by_word().get(_fold(bare[start.end() :] if start else bare), "")


def parted(text: str) -> Iterator[str]:
    """The countries that one field names, each as written: `Malaysia / Trinidad and Tobago` gives two."""
    yield from _parted(text[:_LONGEST], 0)


def _parted(text: str, strength: int) -> Iterator[str]:
    text = text.strip()
    if not text:
        return
    if strength == len(_BETWEEN) or ("/" not in text and code_of(text)):
        yield text
        return
    for part in _BETWEEN[strength].split(text):
        yield from _parted(part, strength + 1)


def name_of(code: str, language: str = "en") -> str:
    """The name of a country by its alpha-3 code; the code itself where it is not in the table."""
    country = by_alpha3().get("DEU" if code == "D" else code)
    if country is None:
        return code
    return country.name_ms if language == "ms" else country.name_en
