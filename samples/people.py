"""Fictional people: a custom and a state, names in several spellings and scripts, partial birth dates, documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from naungan.engine.records import Document, DocumentKind, Identity, Name, PartialDate, Sex
from samples import tables
from samples.customs import CUSTOMS, Naming

SERIES: Final = "ZZ"
"""Every document and case number of the samples begins with it: no state's code (ISO 3166-1 leaves ZZ to users)."""

ANCHOR: Final = date(2025, 12, 31)
"""The day on which ages and judgments are counted, whatever day it is: the same people come out on every day."""

_SIGNS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SCRIPTS_LISTED: Final = 0.85
"""Share of the people with a native form whose entry holds it; the rest are met in Latin letters only."""


@dataclass(frozen=True, slots=True)
class Person:
    """One fictional person: what a register holds (`identity`), and what is true of them beyond it."""

    custom: str
    state: str
    sex: Sex
    naming: Naming
    identity: Identity
    born: date
    """The true birth date; the identity may hold less, or something else beside it."""


def make_person(rng: Random, *, today: date, custom: str, state: str, child: bool = False) -> Person:
    """A person named by `custom` with the nationality `state`: 24 to 78 years old at the ANCHOR, a child 8 to 16."""
    sex: Sex = "M" if rng.random() < (0.5 if child else 0.87) else "F"
    naming = _naming(rng, custom, sex)
    youngest, oldest = (8, 16) if child else (24, 78)
    born = ANCHOR - timedelta(days=rng.randrange(youngest * 366, oldest * 365))
    identity = Identity(
        names=(naming.main, *_further(rng, naming)),
        births=_births(rng, born),
        sex="" if rng.random() < 0.03 else sex,
        nationalities=_nationalities(rng, state),
        documents=tuple(_documents(rng, state, today)),
        birth_place=rng.choice(tables.towns(state)) if rng.random() < 0.7 else "",
    )
    return Person(custom, state, sex, naming, identity, born)


def shares(rng: Random, count: int) -> list[tuple[str, str]]:
    """`count` pairs of custom and state by the shares of data/customs.csv, each at least once where there is room."""
    rows = tables.rows("data", "customs")
    pairs = [(row["custom"], row["state"]) for row in rows]
    weights = [int(row["weight"]) for row in rows]
    chosen = list(pairs) if count >= 4 * len(pairs) else []
    chosen += rng.choices(pairs, weights, k=count - len(chosen))
    rng.shuffle(chosen)
    return chosen


def exact(day: date) -> PartialDate:
    """A date of which all is known."""
    return PartialDate(day.year, day.month, day.day)


def number(rng: Random) -> str:
    """A document number of the sample series: ZZ and seven signs, spread so that few lie one sign apart."""
    return SERIES + "".join(rng.choices(_SIGNS, k=7))


def _naming(rng: Random, custom: str, sex: str) -> Naming:
    while tables.folded((naming := CUSTOMS[custom](rng, sex)).text) in tables.refused_names():
        pass
    return naming


def _further(rng: Random, naming: Naming) -> list[Name]:
    """The names that the entry holds beside the main one: none to six."""
    names = list(naming.native) if rng.random() < _SCRIPTS_LISTED else []
    spellings = list(naming.spellings)
    rng.shuffle(spellings)
    names += [Name(text, "alias") for text in spellings[: rng.choice((0, 0, 1, 1, 2, 3, 4))]]
    for text in naming.aliases:
        if rng.random() < 0.6:
            names.append(Name(text, rng.choice(("alias", "former", "low-quality"))))
    return names[:6]


def _births(rng: Random, born: date) -> tuple[PartialDate, ...]:
    """Mostly one full date; else the year, year and month, 1 January as a placeholder, or two that dispute."""
    chance = rng.random()
    if chance < 0.06:
        return (PartialDate(born.year),)
    if chance < 0.10:
        return (PartialDate(born.year, born.month),)
    if chance < 0.15:
        return (PartialDate(born.year, 1, 1),)
    if chance < 0.20:
        other = PartialDate(born.year, born.day, born.month) if born.day <= 12 else PartialDate(born.year - 2)
        return (exact(born), other) if other != exact(born) else (exact(born),)
    return (exact(born),) if chance < 0.99 else ()


def _nationalities(rng: Random, state: str) -> tuple[str, ...]:
    if rng.random() < 0.04:
        other = rng.choice(("MYS", "SGP", "THA", "AUS", "GBR", "USA", "PHL", "IDN"))
        return (state, other) if other != state else (state,)
    return () if rng.random() < 0.02 else (state,)


def _documents(rng: Random, state: str, today: date) -> list[Document]:
    kinds: list[DocumentKind] = ["passport"] * rng.choice((0, 1, 1, 1, 2, 2))
    kinds += ["id-card"] if rng.random() < 0.3 else []
    found = []
    for kind in kinds:
        expires = exact(today + timedelta(days=rng.randrange(-1500, 3200)))
        found.append(Document(kind, number(rng), state, expires if rng.random() < 0.8 else PartialDate()))
    return found
