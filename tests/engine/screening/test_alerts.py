"""Alerts to be expected: no true probabilities exceed them, they lie where answers change, and each figure is told."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.screening import Prior, Settings, probability
from naungan.engine.screening.alerts import Expected, Observed, at_most, expected, percent
from naungan.engine.tables.sentences import in_language

POSSIBLE, PROBABLE = expected(Settings(), 20_000)
SHARES = st.floats(1e-6, 0.2)


def settings(*, share: float = 1e-4, size: int = 0, possible: float = 0.05, probable: float = 0.8) -> Settings:
    return Settings(prior=Prior(share, size), possible_from=possible, probable_from=probable)


def test_as_shipped_five_alerts_of_a_thousand_travellers_and_an_eighth_of_a_probable_one() -> None:
    assert (POSSIBLE.right, POSSIBLE.wrong, POSSIBLE.most) == pytest.approx((0.1, 4.9, 5.0))
    assert (PROBABLE.right, PROBABLE.wrong, PROBABLE.most) == pytest.approx((0.1, 0.025, 0.125))


@given(st.floats(0.01, 0.5), st.floats(0.51, 0.99), SHARES, st.integers(1, 2_000_000))
def test_the_bits_are_those_from_which_an_answer_is_called_so(
    possible: float, probable: float, share: float, size: int
) -> None:
    held = settings(share=share, possible=possible, probable=probable)
    prior = held.prior.bits(size)
    for one in expected(held, size):
        assert probability(one.bits, prior) == pytest.approx(one.at)
        assert held.outcome(probability(one.bits + 1e-6, prior)) == one.outcome
        assert held.outcome(probability(one.bits - 1e-6, prior)) != one.outcome
    assert expected(held, size)[0].bits == pytest.approx(held.least_bits(size))


@given(st.lists(st.floats(0.05, 1.0), min_size=1, max_size=60), st.sampled_from([POSSIBLE, PROBABLE]))
def test_no_alerts_whose_probabilities_are_true_are_more_than_that(found: list[float], one: Expected) -> None:
    """Whatever probabilities reach the threshold: the travellers are as many as hold the listed ones among them."""
    alerts = [chance for chance in found if chance >= one.at]
    right, wrong = sum(alerts), sum(1 - chance for chance in alerts)
    thousands = right / one.right
    assert wrong <= thousands * one.wrong * (1 + 1e-9)
    assert right + wrong <= thousands * one.most * (1 + 1e-9)


def test_the_most_is_reached_where_every_alert_lies_on_the_threshold() -> None:
    assert POSSIBLE.right / POSSIBLE.most == pytest.approx(POSSIBLE.at)
    assert PROBABLE.right / PROBABLE.most == pytest.approx(PROBABLE.at)


def test_a_register_of_few_entries_expects_few_listed_travellers() -> None:
    assert [expected(settings(), size)[0].right for size in (0, 100, 1000, 5000)] == pytest.approx([0, 0.01, 0.1, 0.1])
    assert expected(settings(size=500), 500)[0].right == pytest.approx(0.1)


@given(st.floats(0.01, 0.9), st.integers(1, 2_000_000))
def test_a_higher_threshold_raises_fewer_wrong_alerts_for_more_bits(at: float, size: int) -> None:
    low, high = expected(settings(possible=at, probable=at + 0.05), size)
    assert low.wrong > high.wrong
    assert low.bits < high.bits
    assert low.right == high.right


@pytest.mark.parametrize(
    ("counts", "outcome", "raised", "rate"),
    [((0, 0, 0), "possible", 0, 0.0), ((200, 3, 1), "possible", 4, 20.0), ((200, 3, 1), "probable", 1, 5.0)],
)
def test_a_probable_match_is_a_possible_one_too(
    counts: tuple[int, int, int], outcome: str, raised: int, rate: float
) -> None:
    observed = Observed(*counts)
    assert observed.raised(outcome) == raised  # type: ignore[arg-type]
    assert observed.rate(outcome) == rate  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("screenings", "possible", "beyond"),
    [(0, 0, False), (20, 1, False), (200, 2, False), (200, 8, True), (100_000, 520, False), (100_000, 600, True)],
)
def test_a_few_alerts_more_are_chance_and_many_are_not(screenings: int, possible: int, *, beyond: bool) -> None:
    assert Observed(screenings, possible, 0).beyond(POSSIBLE) is beyond


def test_chance_alone_seldom_calls_out() -> None:
    rng = random.Random(7)
    days = [sum(rng.random() < POSSIBLE.most / 1000 for _ in range(2000)) for _ in range(400)]
    assert sum(Observed(2000, alerts, 0).beyond(POSSIBLE) for alerts in days) <= 8


def test_any_alert_is_one_too_many_where_nobody_is_listed() -> None:
    none = expected(settings(), 0)[0]
    assert Observed(1000, 1, 0).beyond(none)
    assert not Observed(1000, 0, 0).beyond(none)


@given(st.floats(1e-9, 1e9))
def test_a_most_is_never_rounded_below_itself(value: float) -> None:
    told = float(at_most(value).replace(",", ""))
    assert value * (1 - 1e-7) <= told <= value * 1.011


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.0, "0"),
        (0.1 * 19, "1.9"),
        (0.125, "0.125"),
        (2.0, "2"),
        (999.9, "1,000"),
        (1234.0, "1,240"),
        (2 / 3, "0.667"),
    ],
)
def test_a_most_is_told_with_three_digits(value: float, told: str) -> None:
    assert at_most(value) == told


@pytest.mark.parametrize(
    ("share", "told"), [(0.05, "5\xa0%"), (0.8, "80\xa0%"), (1e-4, "0.01\xa0%"), (0.123, "12.3\xa0%")]
)
def test_a_share_is_told_in_percent(share: float, told: str) -> None:
    assert percent(share) == told


@pytest.mark.parametrize("one", [POSSIBLE, PROBABLE])
@pytest.mark.parametrize("observed", [Observed(0, 0, 0), Observed(1000, 0, 0), Observed(1000, 40, 10)])
def test_every_figure_is_told_in_both_languages(one: Expected, observed: Observed) -> None:
    for said in (one.threshold, one.sentence, observed.verdict(one)):
        assert in_language(said, "en") == str(said)
        assert in_language(said, "ms") != str(said)
    for figure in (percent(one.at), f"{one.bits:.1f}"):
        assert figure in one.threshold
    for figure in map(at_most, (one.most, one.right, one.wrong)):
        assert f" {figure} " in one.sentence


def test_the_verdict_names_the_setting_only_where_it_is_in_doubt() -> None:
    verdicts = [Observed(*counts).verdict(POSSIBLE) for counts in ((0, 0, 0), (1000, 2, 0), (1000, 40, 0))]
    assert ["NAUNGAN_LISTED_SHARE" in verdict for verdict in verdicts] == [False, False, True]
    assert len(set(verdicts)) == 3
