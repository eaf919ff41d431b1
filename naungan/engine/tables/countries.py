"""States and other issuers of documents: codes and names (ISO 3166-1, ICAO Doc 9303 part 3 section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from naungan.engine.tables import rows


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


def code_of(word: str) -> str:
    """The alpha-3 code for an alpha-2 or alpha-3 code or a name in English or Malay; empty where unknown.

    Germany's one-letter code in the MRZ (D) becomes DEU.
    """
    return _by_word().get(_fold(word), "")


def name_of(code: str, language: str = "en") -> str:
    """The name of a country by its alpha-3 code; the code itself where it is not in the table."""
    country = by_alpha3().get("DEU" if code == "D" else code)
    if country is None:
        return code
    return country.name_ms if language == "ms" else country.name_en
