"""A whole name that others in the register bear proves no more than they leave it, and nobody hides among namesakes."""

from __future__ import annotations

from math import log2

import pytest

from naungan.engine.compare import Evidence, compare, profile, weight
from naungan.engine.compare.weights import whole_hash
from naungan.engine.names import forms_of
from naungan.engine.records import UNKNOWN_DATE, Identity, Name, PartialDate
from naungan.engine.screening import Candidate, Population, Settings, naive_scan, prepare, scan

NAME = "Thaddeus Everard Whitford"
SETTINGS = Settings(possible_from=0.001, limit=1000)


def person(name: str, birth: PartialDate = UNKNOWN_DATE) -> Identity:
    return Identity((Name(name),), (birth,))


def crowd(count: int) -> list[Candidate]:
    return [
        Candidate(f"c{at}", 1, person(f"Wrex{at} Oswes{at}try", PartialDate(1950, 1, at % 28))) for at in range(count)
    ]


def bearing(name: str, births: list[PartialDate]) -> list[Candidate]:
    return [Candidate(f"n{at}", 1, person(name, birth)) for at, birth in enumerate(births)]


def said(population: Population, asked: Identity, listed: Candidate) -> list[Evidence]:
    found = compare(profile(asked), profile(listed.identity), population.rarity)
    back = compare(profile(listed.identity), profile(asked), population.rarity)
    assert found.bits == pytest.approx(back.bits)
    assert found.bits == pytest.approx(sum(each.bits for each in found.evidence))
    return [each for each in found.evidence if each.level == "bearers"]


def test_a_name_in_any_order_and_spelling_has_one_number() -> None:
    numbers = {whole_hash(forms_of(Name(text))[0]) for text in ("Mohd Rizal Osman", "OSMAN, MUHAMMAD RIZAL")}
    assert len(numbers) == 1
    assert whole_hash(forms_of(Name("Mohd Rizal"))[0]) not in numbers


def test_namesakes_of_other_birth_dates_bound_what_a_name_proves() -> None:
    births = [PartialDate(1960 + at, 3, 4) for at in range(3)]
    entries = [*crowd(500), *bearing(NAME, births)]
    population = Population(entries)
    (less,) = said(population, person(NAME), entries[-1])
    assert less.ours == "3"
    name = compare(profile(person(NAME)), profile(entries[-1].identity), population.rarity).evidence[0]
    assert name.bits + less.bits == pytest.approx(-log2(2 / (len(entries) + weight("name", "smoothing"))))
    assert "3 different birth years" in str(less.sentence)
    # Who bears a part of it more or less would be met as well by each of the three.
    assert said(population, person("Thaddeus Whitford"), entries[-1])


@pytest.mark.parametrize(
    "births",
    [
        [PartialDate(1960, 3, 4)],
        [PartialDate(1960, 3, 4)] * 3,  # one person, listed thrice
        [PartialDate(1960, 3, 4), PartialDate(1960, 4, 3), UNKNOWN_DATE],
    ],
)
def test_a_name_that_only_one_bears_is_as_rare_as_its_parts(births: list[PartialDate]) -> None:
    entries = [*crowd(500), *bearing(NAME, births)]
    assert not said(Population(entries), person(NAME), entries[-1])


@pytest.mark.parametrize("asked", [NAME, "Thadeus Everard Whitford", "Thaddeus Whitford", "Everard Whitfurd Thaddeus"])
def test_the_index_answers_like_the_exhaustive_comparison_among_namesakes(asked: str) -> None:
    births = [PartialDate(1960 + at % 50, 1 + at % 12, 1 + at % 28) for at in range(300)]
    entries = [*crowd(500), *bearing(NAME, births)]
    population = Population(entries)
    for birth in (births[7], PartialDate(1967), PartialDate(1901, 2, 3), UNKNOWN_DATE):
        query = prepare(person(asked, birth))
        assert scan(population, query, settings=SETTINGS) == naive_scan(entries, population, query, settings=SETTINGS)


def test_nobody_hides_among_namesakes_from_his_own_birth_date() -> None:
    births = [PartialDate(1960 + at % 50, 1 + at % 12, 1 + at % 28) for at in range(1000)]
    population = Population(bearing(NAME, births))
    found = scan(population, prepare(person(NAME, births[7])), settings=Settings())
    assert "n7" in {match.entry for match in found.matches}
    assert not scan(population, prepare(person(NAME)), settings=Settings()).matches
