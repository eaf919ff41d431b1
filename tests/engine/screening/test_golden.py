"""The table of matches and non-matches (tests/golden/matches.csv), read against a register of fictional people."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from naungan.engine.dates import parse_date
from naungan.engine.records import Identity, Name, Sex
from naungan.engine.screening import Candidate, Match, Population, Settings, prepare, scan
from naungan.engine.tables import Row, parse
from tests.engine.screening.people import people

TODAY = date(2026, 11, 22)
SHARED_BIRTH = "1980-05-12"
FILE = Path(__file__).parents[2] / "golden" / "matches.csv"
CASES = parse("matches", FILE.read_text(encoding="utf-8"))


@cache
def register() -> Population:
    return Population(people(2000, seed=20))


def _name(text: str) -> Name:
    cut = text.endswith("…")
    text = text.rstrip("…")
    surname, slash, given = text.partition("/")
    if slash and len(surname) > 1 and not surname[-2:-1].isspace():
        return Name(f"{surname} {given}", surname=surname, given=given, truncated=cut)
    return Name(text, truncated=cut)


def _identity(row: Row, side: str) -> Identity:
    said = row[f"{side}_birth"]
    birth = parse_date(SHARED_BIRTH if said == "=" else said, today=TODAY)
    sexes: dict[str, Sex] = {"F": "F", "M": "M"}
    return Identity(
        names=tuple(_name(text) for text in row[side].split("|")),
        births=(birth,) if birth.known else (),
        sex=sexes.get(row[f"{side}_sex"], ""),
        nationalities=tuple(code for code in [row[f"{side}_nationality"]] if code),
    )


def _found(query: Identity, listed: Identity) -> Match | None:
    population = register()
    population.put(Candidate("golden", 1, listed))
    try:
        answer = scan(population, prepare(query), settings=Settings())
    finally:
        population.withdraw("golden")
    return next((match for match in answer.matches if match.entry == "golden"), None)


@pytest.mark.parametrize("row", CASES, ids=[f"{row['query'][:30]}~{row['listed'][:30]}" for row in CASES])
def test_a_pair_matches_or_not_as_the_table_says(row: Row) -> None:
    query, listed = _identity(row, "query"), _identity(row, "listed")
    for ours, theirs in ((query, listed), (listed, query)):
        found = _found(ours, theirs)
        outcome = "none" if found is None else found.outcome
        expected = {"match": {"possible", "probable"}, "probable": {"probable"}, "none": {"none"}}[row["expected"]]
        assert outcome in expected, f"{row['why']}: {outcome}, {found and found.evidence}"


def test_the_table_has_cases_of_both_kinds_for_every_custom() -> None:
    assert len(CASES) >= 60
    wanted = {"Malay", "Tamil", "Iban", "Chinese", "Filipino", "Vietnamese", "Thai", "Khmer", "Burmese", "Indonesian"}
    for custom in wanted:
        assert {row["expected"] == "none" for row in CASES if row["custom"] == custom} == {True, False}, custom
