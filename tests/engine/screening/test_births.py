"""Dates of birth as numbers: the same bits as dates compared one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naungan.engine.compare import birth_level, weight
from naungan.engine.records import PartialDate
from naungan.engine.screening.births import date_of, day_key, key_bits

DATES = st.builds(
    PartialDate,
    st.one_of(st.none(), st.integers(1978, 1983), st.sampled_from([1899, 1988, 2080])),
    st.one_of(st.none(), st.sampled_from([1, 2, 5, 7, 11, 12])),
    st.one_of(st.none(), st.sampled_from([1, 2, 5, 7, 11, 12, 28, 31])),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(DATES, min_size=1, max_size=30), st.lists(DATES, min_size=1, max_size=2))
def test_many_dates_at_once_are_worth_what_each_is_alone(held: list[PartialDate], asked: list[PartialDate]) -> None:
    keys = np.array([day_key(birth) for birth in held], dtype=np.int32)
    for key, bits in zip(keys.tolist(), key_bits(keys, asked).tolist(), strict=True):
        levels = {birth_level(birth, date_of(key)) for birth in asked} - {"unknown"}
        truth = max((weight("birth", level) for level in levels), default=-np.inf)
        assert bits == pytest.approx(truth, abs=1e-4), (date_of(key), asked)
