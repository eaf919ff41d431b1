"""Evidence: one element of an identity compared, its weight in bits, and its sentence in words to be read aloud."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from naungan.engine.dates import from_iso, spoken
from naungan.engine.tables import Row, rows
from naungan.engine.tables.countries import name_of


class Evidence(NamedTuple):
    """What one element says for a match (bits above 0) or against it (below).

    `element`: name, birth, document, nationality, sex, birth-place or joint. `level`: as in tables/evidence.
    `ours`: the traveller's value, `theirs`: the entry's: names as written, ISO dates, country codes separated by
    spaces, document numbers with their issuer. `parts`: for a name, how its tokens stand to each other; their bits add
    up to the name's.
    """

    element: str
    level: str
    bits: float
    ours: str = ""
    theirs: str = ""
    parts: tuple[Evidence, ...] = ()

    @property
    def sentence(self) -> str:
        """The sentence in English."""
        return self.say("en")

    def say(self, language: str) -> str:
        """The sentence in English (en) or Malay (ms); any other language gets English."""
        column = "sentence_ms" if language == "ms" else "sentence_en"
        show = _SHOW.get(self.element, _as_is)
        said = _sentences()[self.element, self.level][column]
        said = said.format(ours=show(self.ours, language), theirs=show(self.theirs, language))
        details = "; ".join(part.say(language) for part in self.parts)
        return f"{said} {details[:1].upper()}{details[1:]}." if details else said


@lru_cache(maxsize=4096)
def wordless(element: str, level: str, bits: float) -> Evidence:
    """Evidence without values, as many pairs share it."""
    return Evidence(element, level, bits)


@cache
def _sentences() -> dict[tuple[str, str], Row]:
    return {(row["element"], row["level"]): row for row in rows("evidence")}


def _as_is(value: str, _language: str) -> str:
    return value


def _date(value: str, language: str) -> str:
    return spoken(from_iso(value), language)


def _countries(value: str, language: str) -> str:
    return ", ".join(name_of(code, language) for code in value.split())


def _sex(value: str, language: str) -> str:
    row = _sentences().get(("word-sex", value))
    return value if row is None else row["sentence_ms" if language == "ms" else "sentence_en"]


_SHOW: dict[str, Callable[[str, str], str]] = {"birth": _date, "nationality": _countries, "sex": _sex}
