"""A whole name that others in the register bear proves no more than they leave it, and nobody hides among namesakes."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.compare import Evidence, compare, profile, weight
from naungan.engine.compare.weights import least_expected, whole_hash
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


def total(population: Population, asked: Identity, listed: Candidate) -> float:
    return compare(profile(asked), profile(listed.identity), population.rarity).bits


def test_namesakes_born_in_other_years_bound_what_a_name_proves() -> None:
    births = [PartialDate(1960 + 10 * at, 3, 4) for at in range(4)]
    entries = [*crowd(500), *bearing(NAME, births)]
    population = Population(entries)
    (less,) = said(population, person(NAME), entries[-1])
    assert NAME in less.sentence
    name = compare(profile(person(NAME)), profile(entries[-1].identity), population.rarity).evidence[0]
    expected = least_expected(3) / (len(entries) + weight("name", "smoothing"))
    assert name.bits + less.bits == pytest.approx(-log2(expected))
    # Who bears a part of it would be met as well by each of the four: the sentence names what was counted.
    (part,) = said(population, person("Thaddeus Whitford"), entries[-1])
    assert part.theirs == NAME


@pytest.mark.parametrize(
    "births",
    [
        [PartialDate(1960, 3, 4)],
        [PartialDate(1960, 3, 4)] * 3,  # one person, listed thrice
        [PartialDate(1960, 3, 4), PartialDate(1960, 4, 3), PartialDate(1961, 3, 4), UNKNOWN_DATE],
        [PartialDate(1960, 3, 4), PartialDate(1977, 1, 2)],  # two people, or one listed twice under two dates
        [PartialDate(1961, 3, 4), PartialDate(1962, 3, 4), PartialDate(1965, 3, 4)],
    ],
)
def test_who_is_listed_more_than_once_is_not_hidden(births: list[PartialDate]) -> None:
    entries = [*crowd(500), *bearing(NAME, births)]
    population = Population(entries)
    assert not said(population, person(NAME), entries[-1])
    found = scan(population, prepare(person(NAME)), settings=Settings())
    assert {match.entry for match in found.matches} == {f"n{at}" for at in range(len(births))}


def test_another_name_that_others_bear_too_never_hides_the_own() -> None:
    births = [PartialDate(1950 + at, 3, 4) for at in range(50)]
    both = Candidate("both", 1, Identity((Name(NAME), Name("Qorbantine Zoltwick")), (PartialDate(1980, 5, 12),)))
    entries = [*crowd(500), *bearing(NAME, births), both]
    population = Population(entries)
    alone = total(population, person("Qorbantine Zoltwick"), both)
    asked = Identity((Name(NAME), Name("Qorbantine Zoltwick")), ())
    assert total(population, asked, both) >= alone
    for query in (prepare(asked), prepare(person("Qorbantine Zoltwick"))):
        assert scan(population, query, settings=SETTINGS) == naive_scan(entries, population, query, settings=SETTINGS)


@given(st.integers(1, 10_000))
def test_what_a_count_lets_expect_is_less_than_it_and_grows_with_it(count: int) -> None:
    assert 0 < least_expected(count) < count
    assert least_expected(count + 1) > least_expected(count)


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


def test_nobody_is_accused_by_a_birth_date_and_a_nationality_alone() -> None:
    born = PartialDate(1960, 3, 4)
    told = {"births": (born,), "sex": "F", "nationalities": ("MYS",), "birth_place": "Kluang"}
    entries = [*crowd(30), Candidate("e", 1, Identity((), **told)), Candidate("f", 1, Identity((Name("FNU"),), **told))]
    population = Population(entries)
    query = prepare(Identity((Name(NAME),), **told))
    for settings in (Settings(), SETTINGS):
        assert not scan(population, query, settings=settings).matches
        assert not naive_scan(entries, population, query, settings=settings).matches
