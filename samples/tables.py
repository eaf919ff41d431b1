"""The tables of the samples: name parts with their spellings, customs, towns, offences, exceptions.

Same form as the engine's tables, and read by the same checks: CSV under names/ and data/, each row with its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from naungan.engine.tables import Row, parse

HERE = Path(__file__).parent


@cache
def rows(folder: str, name: str) -> tuple[Row, ...]:
    """The rows of the table `name` in `folder` (names or data).

    Raises:
        TableError: the table has no source column, or a row lacks a value there.
    """
    return parse(name, (HERE / folder / f"{name}.csv").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Part:
    """One name part: its native spelling and script (ISO 15924) where that is not plain Latin, its Latin spellings."""

    native: str
    script: str
    spellings: tuple[str, ...]

    @property
    def latin(self) -> str:
        """The first, usual Latin spelling."""
        return self.spellings[0]

    @property
    def own(self) -> str:
        """As its owner writes it: native where there is such a spelling."""
        return self.native or self.latin


@cache
def _parts() -> dict[tuple[str, str, str], tuple[Part, ...]]:
    found: dict[tuple[str, str, str], list[Part]] = {}
    for path in sorted((HERE / "names").glob("*.csv")):
        if path.stem == "chinese":
            continue
        for row in rows("names", path.stem):
            part = Part(row["native"], row["script"], tuple(row["spellings"].split(";")))
            for sex in (row["sex"],) if row["sex"] else ("F", "M"):
                found.setdefault((row["group"], row["part"], sex), []).append(part)
    return {key: tuple(parts) for key, parts in found.items()}


def parts(group: str, part: str, sex: str) -> tuple[Part, ...]:
    """The parts of one kind (given, family, …) of a group of names, for one sex.

    Raises:
        KeyError: no table has such parts.
    """
    return _parts()[group, part, sex]


@dataclass(frozen=True, slots=True)
class Character:
    """A Chinese character of a name and how it is spelt, by romanisation or dialect."""

    hans: str
    hant: str
    spellings: dict[str, str]


@cache
def characters(part: str, sex: str, dialect: str) -> tuple[Character, ...]:
    """Characters for family names (any sex) or given names that have a spelling in `dialect`."""
    named = ("pinyin", "wade", "hokkien", "teochew", "cantonese", "hakka", "hainanese")
    return tuple(
        Character(row["hans"], row["hant"], {name: row[name] for name in named if row[name]})
        for row in rows("names", "chinese")
        if row["part"] == part and row["sex"] in {"", sex} and row[dialect]
    )


def pick(rng: Random, group: str, part: str, sex: str) -> Part:
    """One part at random."""
    return rng.choice(parts(group, part, sex))


@cache
def towns(state: str) -> tuple[str, ...]:
    """Towns of a state."""
    return tuple(row["town"] for row in rows("data", "places") if row["state"] == state)


@cache
def refused_names() -> frozenset[frozenset[str]]:
    """Combinations of name parts that must not be made, folded, in any order."""
    return frozenset(folded(row["name"]) for row in rows("data", "refused_names"))


def folded(name: str) -> frozenset[str]:
    """The parts of a name without case and order."""
    return frozenset(name.casefold().split())
