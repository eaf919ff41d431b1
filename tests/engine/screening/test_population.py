"""The register as arrays follows every change as if it were built anew."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naungan.engine.records import Document, Identity, Name, PartialDate
from naungan.engine.screening import Candidate, Population, Prior, Settings, prepare, scan
from tests.engine.screening.people import people
from tests.engine.test_compare import identities

ALI = Identity(names=(Name("Thaddeus Whitford"),), births=(PartialDate(1980, 5, 12),))
OMAR = Identity(names=(Name("Graham Oakes"),), births=(PartialDate(1971, 2, 3),))
EAGER = Settings(prior=Prior(0.4, 2), possible_from=0.001, probable_from=0.5)

changes = st.lists(
    st.tuples(st.sampled_from(["put", "withdraw"]), st.sampled_from("abcd"), st.integers(1, 4), identities), max_size=12
)


@settings(max_examples=100, deadline=None)
@given(changes, identities)
def test_a_population_that_was_changed_answers_like_one_built_anew(
    steps: list[tuple[str, str, int, Identity]], asked: Identity
) -> None:
    followed = Population()
    held: dict[str, Candidate] = {}
    for verb, entry, version, identity in steps:
        if verb == "withdraw":
            assert followed.withdraw(entry) == (entry in held)
            held.pop(entry, None)
            continue
        followed.put(Candidate(entry, version, identity))
        if entry not in held or held[entry].version <= version:
            held[entry] = Candidate(entry, version, identity)
    anew = Population(held.values())
    query = prepare(asked)
    assert len(followed) == len(anew) == len(held)
    assert all(followed.rarity.bits((key,)) == anew.rarity.bits((key,)) for key in ("ali", "faizal", "hassan"))
    assert scan(followed, query, settings=EAGER) == scan(anew, query, settings=EAGER)


def test_a_withdrawn_entry_is_never_found_again() -> None:
    population = Population([Candidate("a", 1, ALI), Candidate("b", 1, OMAR)])
    assert scan(population, prepare(ALI), settings=Settings()).matches[0].entry == "a"
    assert population.withdraw("a")
    assert "a" not in population
    assert scan(population, prepare(ALI), settings=Settings()).outcome == "none"
    assert not population.withdraw("a")


def test_a_newer_version_replaces_and_an_older_one_is_left_aside() -> None:
    population = Population([Candidate("a", 2, ALI)])
    population.put(Candidate("a", 1, OMAR))
    assert scan(population, prepare(OMAR), settings=Settings()).outcome == "none"
    population.put(Candidate("a", 3, OMAR))
    assert scan(population, prepare(OMAR), settings=Settings()).matches[0].version == 3
    assert len(population) == 1


def test_a_register_that_changes_for_long_does_not_grow_for_ever() -> None:
    population = Population(people(20, seed=9))
    for version in range(2, 3000):
        population.put(Candidate("fictional-0", version, ALI))
        if version % 100 == 0:
            population.segments()
    assert len(population) == 20
    assert sum(held.segment.slots for held in population.segments()) < 1200
    assert scan(population, prepare(ALI), settings=Settings()).matches[0].version == 2999


def test_an_entry_without_names_is_found_by_its_document() -> None:
    paper = Document("passport", "A12345678", "GBR")
    population = Population([Candidate("a", 1, Identity(documents=(paper,))), Candidate("b", 1, OMAR)])
    answer = scan(population, prepare(Identity(names=(Name("Graham Oakes"),), documents=(paper,))), settings=Settings())
    assert {match.entry for match in answer.matches} >= {"a"}


def test_a_part_is_as_rare_in_the_columns_as_in_the_exact_comparison() -> None:
    native = Identity(names=(Name("陳偉明"), Name("สม ใจ"), Name("محمد")))
    candidates = [*people(200, seed=3), Candidate("native", 1, native)]
    population = Population(candidates)
    (held,) = population.segments()
    segment, arrays = held.segment, held.segment.arrays
    told = 0
    for slot in range(segment.slots):
        first = int(arrays["slot_rows"][slot])
        for row, form in enumerate(segment.profile(slot).forms, start=first):
            units = arrays["row_units"][arrays["row_starts"][row] : arrays["row_starts"][row + 1]]
            for unit, part in zip(units.tolist(), form.parts, strict=True):
                assert arrays["unit_rare"][unit] == pytest.approx(population.rarity.bits(part.keys), abs=1e-4), part
                told += 1
    assert told > 500
