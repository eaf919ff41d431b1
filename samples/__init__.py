"""Fictional people and lists to try Naungan with: made by a seed, the same everywhere. Nobody in them is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

from naungan.engine.register.reading import ImportOptions
from samples import lists, register
from samples.judgments import BASIS, SOURCE

LEAST_PEOPLE: Final = 40
SMALL_SEED: Final = 2026
SMALL_DAY: Final = date(2026, 11, 22)
"""The small set is made for this day: whoever reads it takes this day for today, so that nothing in it expires."""

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class SampleSet:
    """The paths of one sample set."""

    folder: Path
    register: Path
    """Main file of the register, CSV, read by `mapping`."""
    mapping: Path
    notices: Path
    """In the shape of INTERPOL's public web service."""
    entities: Path
    """FollowTheMoney, JSON lines."""
    passengers: Path
    """PAXLST: passengers and crew of one flight."""
    corrected: Path
    """PAXLST that replaces `passengers`."""
    passengers_csv: Path
    passengers_jsonl: Path
    zones: Path
    """Machine-readable zones, each after a comment line that begins with #."""
    expected: Path
    """What screening should find for each traveller."""
    expected_register: Path
    """What an import should say of each row."""


def paths(folder: Path) -> SampleSet:
    """The paths of a set in `folder`, whether it was made yet or not."""
    return SampleSet(
        folder=folder,
        register=folder / "register.csv",
        mapping=_HERE / "mapping.toml",
        notices=folder / "interpol-notices.json",
        entities=folder / "ftm.jsonl",
        passengers=folder / "passengers.edi",
        corrected=folder / "passengers-corrected.edi",
        passengers_csv=folder / "passengers.csv",
        passengers_jsonl=folder / "passengers.jsonl",
        zones=folder / "mrz.txt",
        expected=folder / "expected.csv",
        expected_register=folder / "expected-register.csv",
    )


def small() -> SampleSet:
    """The small set that ships with the source: LEAST_PEOPLE people, made by SMALL_SEED on SMALL_DAY."""
    return paths(_HERE / "small")


def make(out: Path, *, seed: int, people: int, today: date, passengers: int | None = None) -> SampleSet:
    """Write a whole set into `out`: `people` in the register (40 at least), `passengers` on the flight.

    The same arguments give the same bytes on every machine. Expiries and the flight are relative to `today`; who the
    people are, and when they were born and judged, depends on `seed` and `people` alone.

    Raises:
        ValueError: fewer people than a set needs to show every outcome.
    """
    if people < LEAST_PEOPLE:
        raise ValueError(f"A sample set needs {LEAST_PEOPLE} people at least, not {people}.")
    out.mkdir(parents=True, exist_ok=True)
    on_board = passengers or (220 if people >= 1000 else 25)
    entered = register.write(out, Random(f"{seed}/register"), people=people, today=today)
    lists.write(out, Random(f"{seed}/lists"), entered, passengers=on_board, today=today)
    return paths(out)


def import_options(file: Path, today: date) -> ImportOptions:
    """What an importing officer would say of a file: nothing for the CSV, whose rows say it all."""
    if file.suffix == ".csv":
        return ImportOptions()
    return ImportOptions(
        owner_state="MYS",
        owner_agency="Sample national central bureau (fictional)",
        source=SOURCE,
        lawful_basis=BASIS,
        expires_on=today + timedelta(days=365),
        verified_on=today,
        sample=True,
    )


__all__ = ["LEAST_PEOPLE", "SMALL_DAY", "SMALL_SEED", "SampleSet", "import_options", "make", "paths", "small"]
