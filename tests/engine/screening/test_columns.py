"""Columns that are made at once hold what making them one by one would."""

from __future__ import annotations

from collections import Counter
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.compare import one_slip, profile
from naungan.engine.compare.document import LONGEST, SHORT
from naungan.engine.screening import Population, Settings, bearing, naive_scan, prepare, scan
from naungan.engine.screening.segment import paper_keys
from tests.engine.screening.people import people

NUMBERS = st.text("AB10", min_size=4, max_size=9) | st.text("A1", min_size=LONGEST, max_size=LONGEST)


def keys(number: str) -> set[int]:
    return set(paper_keys([number])[0].tolist())


@given(st.lists(NUMBERS, max_size=6))
def test_many_numbers_have_the_keys_that_each_has_alone(numbers: list[str]) -> None:
    found, owners = paper_keys(numbers)
    for place, number in enumerate(numbers):
        mine = found[owners == place].tolist()
        assert set(mine) == keys(number)
        assert len(mine) == len(set(mine))


@given(NUMBERS, st.integers(0, 30), st.sampled_from("AB10"))
def test_numbers_one_slip_apart_share_a_key_and_a_rest_is_not_a_whole(number: str, place: int, letter: str) -> None:
    place %= len(number)
    other = number[:place] + letter + number[place + 1 :]
    swapped = number[:place] + number[place : place + 2][::-1] + number[place + 2 :]
    for one in (other, swapped):
        assert one == number or not one_slip(number, one) or keys(number) & keys(one)
    if len(number) > SHORT:
        assert min(keys(number[1:])) not in keys(number) or number[1:] == number[:-1]


@pytest.mark.parametrize("at_once", [1, 7, 1 << 20])
def test_bearers_are_counted_once_an_entry_however_many_are_counted_at_a_time(at_once: int) -> None:
    profiles = [profile(candidate.identity) for candidate in people(40, seed=3)]
    parts = [part for one in profiles for form in one.forms for part in form.parts]
    starts = [0]
    for one in profiles:
        starts.append(starts[-1] + sum(len(form.parts) for form in one.forms))
    met, which = bearing.distinct_parts(parts)
    assert [met[place] for place in which.tolist()] == parts
    with patch.object(bearing, "_AT_ONCE", at_once):
        counted = bearing.count_bearers(met, which, bearing.np.array(starts))
    assert counted == Counter(
        key for one in profiles for key in {key for form in one.forms for part in form.parts for key in part.keys}
    )


def test_a_population_that_knows_the_commonest_parts_answers_as_before() -> None:
    entries = people(60, seed=5)
    population = Population(entries)
    population.acquaint()
    assert population.segments()[0].board.memory._known  # that it learnt anything is the point
    for candidate in entries[:20]:
        query = prepare(candidate.identity)
        assert scan(population, query, settings=Settings()) == naive_scan(
            entries, population, query, settings=Settings()
        )
