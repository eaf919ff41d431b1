"""Fictional people for the matcher's tests: a seeded population with common and made-up names."""

from __future__ import annotations

import random
from functools import cache

from naungan.engine.names import clean
from naungan.engine.records import Document, Identity, Name, PartialDate
from naungan.engine.screening import Candidate
from naungan.engine.tables import rows

STATES = ["MYS", "IDN", "THA", "PHL", "VNM", "SGP", "MMR", "KHM", "LAO", "BRN", "GBR", "AUS"]
SYLLABLES = [
    "ba",
    "bi",
    "du",
    "ka",
    "ki",
    "lo",
    "lu",
    "ma",
    "na",
    "no",
    "pa",
    "ra",
    "ro",
    "sa",
    "ti",
    "wa",
    "thip",
    "chai",
    "rat",
]


@cache
def _common() -> tuple[list[str], list[float]]:
    found = [row for row in rows("name_common") if row["token"].isascii()]
    return [row["token"] for row in found], [float(row["share"]) for row in found]


def token(chance: random.Random) -> str:
    """A common name by its share, or a made-up one."""
    if chance.random() < 0.6:
        return chance.choices(*_common())[0]
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))


def person(chance: random.Random) -> Identity:
    """A fictional person with one to five names."""
    names = (
        " ".join(token(chance) for _ in range(chance.choice([2, 2, 3, 3, 4])))
        for _ in range(chance.choice([1, 2, 3, 5]))
    )
    number = f"{chance.choice('ABCK')}{chance.randint(10**7, 10**8 - 1)}"
    return Identity(
        names=tuple(Name(clean(name)) for name in names),
        births=(PartialDate(chance.randint(1945, 2005), chance.randint(1, 12), chance.randint(1, 28)),),
        sex=chance.choice(("F", "M")),
        nationalities=(chance.choice(STATES),),
        documents=(Document("passport", number, chance.choice(STATES)),),
    )


def people(count: int, seed: int) -> list[Candidate]:
    """`count` fictional entries, the same for one seed."""
    chance = random.Random(seed)
    return [Candidate(f"fictional-{number}", 1, person(chance)) for number in range(count)]
