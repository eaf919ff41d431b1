"""Grounds of fictional entries: convictions with the court's section and neutral words, charges of notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

from naungan.engine.tables.countries import name_of
from samples import tables
from samples.people import ANCHOR, SERIES, Person

SOURCE: Final = "Naungan sample register (fictional)"
REMARK: Final = "Fictional person"
BASIS: Final = "SAMPLE-BASIS"
"""The register's own lawful basis for fictional people: an entry not marked as a sample can't stand on it."""

_ABROAD: Final = ("KHM", "THA", "PHL", "IDN", "MYS", "SGP", "VNM", "LAO", "MMR")
_ADULT_AGE: Final = 21
"""Youngest age at the offence that is made: more than three years above seventeen, so that neither partial birth
dates nor close ages leave a doubt."""


@dataclass(frozen=True, slots=True)
class Offence:
    """One row of data/offences.csv."""

    state: str
    section: str
    words: str
    victim: str
    since: date
    weight: int


@cache
def offences(state: str = "") -> tuple[Offence, ...]:
    """The offences of a state's law; of all states where none is named."""
    return tuple(
        Offence(
            row["state"],
            row["section"],
            row["words"],
            row["victim"],
            date.fromisoformat(row["in_force_from"]),
            int(row["weight"]),
        )
        for row in tables.rows("data", "offences")
        if state in {"", row["state"]}
    )


def court_state(rng: Random, person: Person) -> str:
    """Where a person was convicted: at home, or in a state they travelled to."""
    known = {offence.state for offence in offences()}
    if person.state in known and rng.random() < 0.7:
        return person.state
    return rng.choice([state for state in _ABROAD if state != person.state])


def conviction(rng: Random, person: Person, *, serial: int) -> dict[str, str]:
    """The columns of a conviction that stands: final, of an adult, under a law then in force."""
    state = court_state(rng, person)
    known = offences(state)
    offence = rng.choices(known, [row.weight for row in known])[0]
    adult = date(person.born.year + _ADULT_AGE + 1, 1, 1)
    first = max(offence.since + timedelta(days=30), adult, ANCHOR - timedelta(days=12 * 365))
    last = max(first, ANCHOR - timedelta(days=300))
    offended = first + timedelta(days=rng.randrange((last - first).days + 1))
    judged = min(offended + timedelta(days=rng.randrange(120, 900)), ANCHOR)
    abroad = rng.choice(_ABROAD) if state not in _ABROAD and rng.random() < 0.4 else state
    case = f"case {SERIES}-{judged.year}-{serial:05d}"
    column = {
        "section": offence.section,
        "words": offence.words,
        "outcome": "convicted",
        "court": f"Sample court of {rng.choice(tables.towns(state))} (fictional), {case}",
        "court_state": state,
        "offence_state": abroad,
        "judged_on": judged.isoformat(),
        "offence_on": rng.choice((str(offended.year), offended.isoformat()[:7], offended.isoformat())),
        "sentence": f"imprisonment of {rng.randrange(1, 21)} years (sample)",
        "finality": "final",
        "appeal": "sample appeal dismissed" if rng.random() < 0.15 else "",
        "pardoned": "no",
        "in_absentia": "yes" if rng.random() < 0.02 else "no",
        "offender_age": str(_age(person.born, offended)) if rng.random() < 0.6 else "",
        "victim": offence.victim,
        "victim_age": str(rng.randrange(6, 15)) if offence.victim == "child" and rng.random() < 0.5 else "",
        "consensual": "",
    }
    if rng.random() < 0.12 and len(known) > 1:
        second = rng.choice([row for row in known if row is not offence and row.since <= offended] or [offence])
        column |= {"section_2": second.section, "words_2": second.words, "victim_2": second.victim}
    return column


def ownership(rng: Random, state: str, *, serial: int, today: date) -> dict[str, str]:
    """Reference, source, owner, basis and expiry of an entry, and the marks of a sample."""
    return {
        "reference": f"{SERIES}-SAMPLE-{serial:05d}",
        "source": SOURCE,
        "sample": "yes",
        "remarks": REMARK,
        "owner_state": state,
        "owner_agency": f"Sample register office of {name_of(state)} (fictional)",
        "basis": BASIS,
        "expires": expiry(rng, today).isoformat(),
    }


def expiry(rng: Random, today: date) -> date:
    """A day within the five years that the law table leaves until a review."""
    return today + timedelta(days=rng.randrange(200, 1800))


def _age(born: date, then: date) -> int:
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


def changed(case: str, row: dict[str, str], *, serial: int, today: date) -> dict[str, str]:
    """A good row with the changes of data/exceptions.csv, so that a rule of admission meets it."""
    told = next(line["changes"] for line in tables.rows("data", "exceptions") if line["case"] == case)
    filled = told.format(
        past=(today - timedelta(days=40)).isoformat(), far=(today + timedelta(days=4000)).isoformat(), number=serial
    )
    changes = dict(part.split("=", 1) for part in filled.split(";"))
    return row | {"section_2": "", "words_2": "", "victim_2": ""} | changes
