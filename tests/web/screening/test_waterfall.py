"""The waterfall: bars that join, stay on the scale, and end where the weights end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.web.screening.waterfall import LEAST, WIDTH, steps, turn_of

bits = st.floats(min_value=-60, max_value=60, allow_nan=False)


@given(prior=bits, weights=st.lists(bits, max_size=12))
def test_every_bar_stays_on_the_scale_and_can_be_seen(prior: float, weights: list[float]) -> None:
    for step in steps(prior, weights):
        assert 0 <= step.x <= WIDTH
        assert LEAST <= step.width <= WIDTH + 0.01
        assert step.x + step.width <= WIDTH + 0.02
        assert 0 <= step.even <= WIDTH


@given(prior=bits, weights=st.lists(bits, max_size=12))
def test_the_last_bar_is_the_sum_of_prior_and_weights(prior: float, weights: list[float]) -> None:
    made = steps(prior, weights)
    assert len(made) == len(weights) + 2
    assert made[0].turn == "start"
    assert made[-1].turn == "total"
    assert made[-1].bits == pytest.approx(prior + sum(weights))


def test_a_weight_moves_right_from_where_the_one_before_ended() -> None:
    start, name, birth, total = steps(-20.0, [15.0, 10.0])
    assert (start.x, start.width) == (0.0, 80.0)
    assert (name.x, name.width) == (0.0, 60.0)
    assert (birth.x, birth.width) == (60.0, 40.0)
    assert (total.x, total.width, total.bits) == (80.0, 20.0, 5.0)
    assert {step.even for step in (start, name, birth, total)} == {80.0}


@pytest.mark.parametrize(("value", "turn"), [(3.0, "raises"), (-0.4, "lowers"), (0.0, "silent"), (0.04, "silent")])
def test_a_weight_raises_lowers_or_says_nothing(value: float, turn: str) -> None:
    assert turn_of(value) == turn
