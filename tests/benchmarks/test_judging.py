"""Recall at a false-alarm rate, F1 and calibration say what they claim, and pairs of persons keep their promises."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import aliases
import judging
import pairs


def test_the_threshold_flags_exactly_the_allowed_share_even_among_equal_scores() -> None:
    for negatives in ([1.0] * 100, [float(one) for one in range(100)], [0.0] * 50 + [1.0] * 50):
        assert judging.threshold(negatives, 0.03).flagged(negatives) == pytest.approx(0.03)


def test_a_scorer_that_gives_everybody_one_score_finds_no_more_than_it_raises_false_alarms() -> None:
    assert judging.recall([1.0] * 40, [1.0] * 60, 0.03) == pytest.approx(0.03)


def test_recall_counts_what_lies_above_the_negatives_that_may_not_be_flagged() -> None:
    negatives = [float(one) for one in range(100)]
    assert judging.recall([50.0, 96.5, 97.5, 200.0], negatives, 0.03) == pytest.approx(0.75)


def test_the_best_f1_is_found_by_no_threshold_to_be_higher() -> None:
    rng = Random(1)
    labels = [rng.random() < 0.4 for _ in range(200)]
    scores = [round(rng.gauss(label, 1), 1) for label in labels]
    best = judging.best_f1(scores, labels)
    assert best.f1 == pytest.approx(max(judging.f1_at(scores, labels, at) for at in scores))
    assert best.f1 == pytest.approx(judging.f1_at(scores, labels, best.at))


def test_true_probabilities_have_a_small_error_and_boasting_ones_a_large_one() -> None:
    rng = Random(2)
    true = [rng.random() for _ in range(5000)]
    labels = [rng.random() < one for one in true]
    assert judging.calibration_error(true, labels) < 0.03
    assert judging.calibration_error([0.5 + 0.5 * (one > 0.5) for one in true], labels) > 0.2
    assert judging.calibration_error(true, labels) < 3 * judging.calibration_by_chance(true, seed=1, times=20)


def test_equal_probabilities_are_judged_together_whatever_their_order() -> None:
    assert judging.calibration_error([0.5] * 100, [True] * 50 + [False] * 50) == pytest.approx(0.0)


def test_noisy_pairs_are_the_same_each_time_half_of_one_person_and_the_parts_differ() -> None:
    held = pairs.noisy_pairs("judging", count=12, state="THA")
    assert held == pairs.noisy_pairs("judging", count=12, state="THA")
    assert [pair.match for pair in held] == [True, False] * 12
    assert {pair.group for pair in held} == {"THA"}
    assert not {pair.listed for pair in held} & {pair.listed for pair in pairs.noisy_pairs("estimating", count=12)}


def test_a_slip_of_a_birth_date_leaves_a_date_and_its_precision() -> None:
    rng = Random(3)
    for birth in ("1963", "1963-12", "1963-05-31", "1963-05-07"):
        found = {pairs.slipped(rng, birth) for _ in range(400)}
        assert birth in found
        assert len(found) > 1
        for text in found - {f"{birth[:4]}-01-01"}:
            assert len(text) == len(birth)
            assert all(int(part) >= 1 for part in text.split("-"))


def test_an_alias_that_shares_a_misspelt_word_with_the_name_is_no_nom_de_guerre() -> None:
    assert not aliases.told_apart("AL-JALAMAH, Jaber", aliases.Alias("AL-JALHAMI, Jabir", "alias"))
    assert aliases.told_apart("TARANTO, Milo Ben", aliases.Alias("Abu Ben the Baker", "alias"))
    assert not aliases.told_apart("TARANTO, Milo", aliases.Alias("ميلو", "original script"))
