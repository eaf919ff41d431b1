"""Input made to hurt: bounded time and a sensible answer, with a note that says what was cut."""

from __future__ import annotations

import time
from dataclasses import replace

from naungan.engine.compare import MOST_NAMES
from naungan.engine.records import Document, Identity, Name, PartialDate
from naungan.engine.screening import Candidate, Population, Settings, prepare, scan
from naungan.engine.screening.query import MOST_QUERY_NAMES
from tests.engine.screening.people import people

WHITFORD = Identity(names=(Name("Thaddeus Whitford"),), births=(PartialDate(1980, 5, 12),), nationalities=("GBR",))


def test_ten_thousand_names_for_one_traveller_are_cut_with_a_note() -> None:
    population = Population(people(500, seed=30))
    crowd = replace(WHITFORD, names=(*WHITFORD.names, *(Name(f"Zzq{number} Qxv{number}") for number in range(10_000))))
    began = time.process_time()
    population.put(Candidate("crowd", 1, crowd))
    query = prepare(crowd)
    answer = scan(population, query, settings=Settings())
    assert time.process_time() - began < 5
    assert answer.matches[0].entry == "crowd"
    assert [(note.kind, note.count) for note in answer.notes] == [("names-cut", MOST_QUERY_NAMES)]
    assert population.names < 500 * 12 + MOST_NAMES * 2


def test_a_name_of_5000_characters_is_read_to_its_limit() -> None:
    population = Population(people(200, seed=31))
    long = Identity(names=(Name("Thaddeus " * 550),), births=WHITFORD.births)
    population.put(Candidate("long", 1, long))
    answer = scan(population, prepare(long), settings=Settings())
    assert answer.matches[0].entry == "long"
    assert "name-cut" in [note.kind for note in answer.notes]


def test_a_thousand_people_of_one_name_and_birth_year_are_answered_in_bounded_time() -> None:
    same = Identity(
        names=(Name("Thaddeus Whitford"), Name("T. Whitford")), births=(PartialDate(1980),), nationalities=("GBR",)
    )
    population = Population(Candidate(f"{number:04d}", 1, same) for number in range(1000))
    began = time.process_time()
    answer = scan(population, prepare(WHITFORD), settings=Settings())
    assert time.process_time() - began < 2
    assert len(answer.matches) <= Settings().limit


def test_placeholder_names_find_nobody() -> None:
    listed = replace(WHITFORD, names=(Name("FNU LNU"),))
    population = Population([Candidate("unnamed", 1, listed), *people(50, seed=32)])
    answer = scan(population, prepare(listed), settings=Settings())
    assert answer.outcome == "none"
    assert [note.kind for note in answer.notes] == ["no-name", "no-evidence"]


def test_odd_characters_in_every_field_are_only_odd() -> None:
    odd = "\x00\u202e{}%s'\"<<<\ud800😀"
    listed = Identity(
        names=(Name(odd), Name("\u0301" * 500), Name("ﷺ" * 300), Name("Ⅷ ½"), Name("a" * 5000)),
        births=(PartialDate(9999, 12, 31), PartialDate(None, 13, 45), PartialDate(99999, 1, 1)),
        nationalities=(odd, "", *[f"X{number}" for number in range(60)]),
        documents=(Document("passport", odd, odd), Document("other", "ſßI" * 3000, odd)),
        birth_place=odd,
    )
    population = Population([Candidate("odd", 1, listed)])
    for match in scan(population, prepare(listed), settings=Settings()).matches:
        assert all(element.sentence and element.say("ms") for element in match.evidence)
