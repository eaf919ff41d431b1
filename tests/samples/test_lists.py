"""The sample lists and zones: read as promised, and screened as expected by the real matcher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from naungan.engine.documents import mrz
from naungan.engine.documents.lists import read_list
from naungan.engine.documents.paxlst import ListMessage, ListTotal
from naungan.engine.errors import Unreadable
from naungan.engine.records import Identity, Problem, Traveller
from naungan.engine.register import admission
from naungan.engine.register.reading import Proposal
from naungan.engine.screening import Answer, Candidate, Population, Settings, prepare, scan
from samples import SMALL_DAY as TODAY
from samples import SampleSet

Expected = dict[str, str]


@pytest.fixture(scope="module")
def population(proposed: list[tuple[str, Proposal]]) -> Population:
    found: dict[str, Candidate] = {}
    for _, row in proposed:
        if row.draft is not None and admission.admit(row.draft, node_state="MYS", today=TODAY).outcome == "accepted":
            entry = row.draft.source_reference
            found.setdefault(entry, Candidate(entry, 1, row.draft.identity))
    return Population(found.values())


def travellers(path: Path) -> Iterator[Traveller]:
    return (row for row in read_list(path.read_bytes(), today=TODAY) if isinstance(row, Traveller))


def zones(made: SampleSet) -> list[list[str]]:
    blocks = made.zones.read_text(encoding="utf-8").split("\n\n")
    return [[line for line in block.splitlines() if not line.startswith("#")] for block in blocks]


def identities(made: SampleSet, expected: list[Expected]) -> Iterator[tuple[Expected, Identity]]:
    """Every traveller who can be read, with what is expected."""
    files = (made.passengers, made.corrected, made.passengers_csv, made.passengers_jsonl)
    read = {(path.name, row.reference): row.identity for path in files for row in travellers(path)}
    shown = [row for row in expected if row["file"] == made.zones.name]
    for row, zone in zip(shown, zones(made), strict=True):
        if row["expected"] != "unreadable":
            read[row["file"], row["place"]] = mrz.read(zone, today=TODAY).identity()
    for row in expected:
        if row["expected"] != "unreadable":
            yield row, read[row["file"], row["reference"] or row["place"]]


def test_the_flight_has_two_messages_of_passengers_and_crew(made: SampleSet) -> None:
    rows = list(read_list(made.passengers.read_bytes(), today=TODAY))
    assert [row.kind for row in rows if isinstance(row, ListMessage)] == ["passengers", "crew"]
    assert [row.travellers for row in rows if isinstance(row, ListTotal)] == [220, 12]
    assert all(
        row.version == "D.05B" and row.journey.arrival_port == "KUL" for row in rows if isinstance(row, ListMessage)
    )


def test_two_places_of_the_flight_are_broken_and_every_other_row_is_whole(
    made: SampleSet, expected: list[Expected]
) -> None:
    broken = {row.reference: row for row in travellers(made.passengers) if row.problems}
    flight = [row for row in expected if row["file"] == "passengers.edi"]
    told = {row["reference"] for row in flight if "broken" in row["why"] or "impossible" in row["why"]}
    assert set(broken) == told
    assert len(told) == 2
    assert not [row for row in read_list(made.passengers.read_bytes(), today=TODAY) if isinstance(row, Problem)]


def test_the_corrected_list_replaces_the_first_and_has_no_broken_place(made: SampleSet) -> None:
    rows = list(read_list(made.corrected.read_bytes(), today=TODAY))
    first = next(row for row in read_list(made.passengers.read_bytes(), today=TODAY) if isinstance(row, ListMessage))
    messages = [row for row in rows if isinstance(row, ListMessage)]
    assert {(row.function, row.earlier) for row in messages} == {("replace", first.reference)}
    assert not [row for row in rows if isinstance(row, Problem) or (isinstance(row, Traveller) and row.problems)]
    before = {row.reference for row in travellers(made.passengers)}
    after = {row.reference for row in travellers(made.corrected)}
    assert (len(before - after), len(after - before)) == (3, 2)


def test_typed_lists_are_read_without_a_problem(made: SampleSet) -> None:
    for path, count in ((made.passengers_csv, 40), (made.passengers_jsonl, 30)):
        rows = list(travellers(path))
        assert len(rows) == count
        assert [row for row in rows if row.problems] == []
        assert all(row.identity.births and row.identity.documents and row.identity.nationalities for row in rows)


def test_expected_places_are_those_that_the_reader_tells(made: SampleSet, expected: list[Expected]) -> None:
    for path in (made.passengers, made.corrected, made.passengers_csv, made.passengers_jsonl):
        told = {row["reference"]: row["place"] for row in expected if row["file"] == path.name}
        assert {row.reference: row.place for row in travellers(path)} == told


def test_zones_show_all_formats_a_wrong_digit_a_misread_letter_a_cut_name_and_a_cut_line(
    made: SampleSet, expected: list[Expected]
) -> None:
    told = [row for row in expected if row["file"] == "mrz.txt"]
    readings = []
    for row, zone in zip(told, zones(made), strict=True):
        if row["expected"] == "unreadable":
            with pytest.raises(Unreadable, match="31 characters"):
                mrz.read(zone, today=TODAY)
        else:
            readings.append((row["why"], mrz.read(zone, today=TODAY)))
    assert {reading.format for _, reading in readings} == {"TD1", "TD2", "TD3", "MRV-A", "MRV-B"}
    assert {why for why, reading in readings if not reading.valid} == {
        "wrong check digit of the expiry date", "letter O read for a digit 0",
    }  # fmt: skip
    assert any(reading.truncated for why, reading in readings if "cut" in why)
    assert all(reading.alternatives for why, reading in readings if "letter O" in why)


def test_screening_finds_each_hit_and_disturbs_nobody_else(
    made: SampleSet, expected: list[Expected], population: Population
) -> None:
    wrong = []
    for row, identity in identities(made, expected):
        answer: Answer = scan(population, prepare(identity), settings=Settings())
        entries = [match.entry for match in answer.matches]
        right = {
            "hit": row["hard"] == "yes" or (answer.outcome != "none" and entries[:1] == [row["entry"]]),
            "near-miss": answer.outcome != "probable",
            "clean": answer.outcome == "none",
            "nameless": answer.outcome == "none",
        }[row["expected"]]
        if not right:
            wrong.append((row["file"], row["place"], row["name"], row["expected"], answer.outcome, entries[:2]))
    assert wrong == []


def test_the_flight_holds_nine_register_people_and_six_near_misses(expected: list[Expected]) -> None:
    flight = Counter(row["expected"] for row in expected if row["file"] == "passengers.edi")
    assert flight == {"hit": 9, "near-miss": 6, "nameless": 1, "clean": 216}
    hits = [row for row in expected if row["file"] == "passengers.edi" and row["expected"] == "hit"]
    assert len({row["why"] for row in hits}) == 9
    assert sum(row["hard"] == "yes" for row in hits) == 2
