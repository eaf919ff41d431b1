"""The picture of calibration says what was measured: bins, intervals, places on the axes, and that it is not stale."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from random import Random
from xml.etree.ElementTree import fromstring

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import bench_calibration
import plot_calibration
from bench_calibration import bins
from plotting import Axis, Panel, picture

UNIT = Axis("x", 0, 1, ((0, "none"), (1, "all")))
POINT = {"pairs": 40.0, "predicted": 0.25, "observed": 0.5, "low": 0.4, "high": 0.6}


def test_bins_tell_apart_what_was_told_and_what_is_true() -> None:
    found = bins([0.05, 0.05, 0.15, 0.95, 1.0], [False, True, False, True, True])
    assert [(one.pairs, round(one.predicted, 3), one.observed) for one in found] == [
        (2, 0.05, 0.5),
        (1, 0.15, 0.0),
        (2, 0.975, 1.0),
    ]
    assert all(0 <= one.low <= one.observed <= one.high <= 1 for one in found)


def test_the_interval_holds_the_truth_nine_times_in_ten() -> None:
    rng = Random(3)
    held = 0
    for _ in range(300):
        (one,) = bins([0.35] * 60, [rng.random() < 0.35 for _ in range(60)])
        held += one.low <= 0.35 <= one.high
    assert 0.85 <= held / 300 <= 0.95


def test_more_pairs_make_a_narrower_interval() -> None:
    few, many = (bins([0.5] * size, [True, False] * (size // 2))[0] for size in (10, 1000))
    assert many.high - many.low < (few.high - few.low) / 5


def test_a_probability_that_is_true_lies_on_the_line() -> None:
    rng = Random(5)
    predicted = [rng.random() for _ in range(8000)]
    found = bins(predicted, [rng.random() < one for one in predicted])
    assert all(one.observed == pytest.approx(one.predicted, abs=0.05) for one in found)
    assert bench_calibration.figures(predicted, [rng.random() < one for one in predicted])["error"].median < 0.02


def test_a_point_stands_where_its_values_say() -> None:
    panel = Panel("t", UNIT, UNIT, width=200, height=100)
    assert panel.at(0.25, 0.75) == (50, 25)
    assert panel.at(-3, 3) == (0, 0), "what lies outside is put on the edge"
    powers = Panel("t", Axis("x", 1, 10_000, (), logarithmic=True), UNIT, width=200, height=100)
    assert powers.at(100, 0) == (100, 100)


def test_a_picture_is_whole_and_told_in_words() -> None:
    panel = Panel("A <b> & c", UNIT, UNIT)
    panel.line([(0, 0), (1, 1)], "a")
    panel.dot(0.5, 0.5, "b", low=0.4, high=0.6)
    panel.words(0.1, 0.9, "here & there")
    panel.numbers_below([(0.5, "12")], "pairs")
    text = picture([panel, panel, panel], title="t", told="what is seen")
    root = fromstring(text)  # noqa: S314 - our own text
    assert root.attrib["role"] == "img"
    assert "what is seen" in text
    assert "prefers-color-scheme: dark" in text
    assert text.count("<circle") == 3
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_the_words_of_the_picture_are_those_of_the_results() -> None:
    text = plot_calibration.drawn({"aliases_names": [POINT], "noise_births": [POINT]})
    assert "Real aliases, names alone: of 40 told 25.0%, 50.0% are." in text
    assert text.count("<circle") == 2
    assert plot_calibration.drawn({"aliases_names": [POINT | {"observed": 0.6}]}) != plot_calibration.drawn(
        {"aliases_names": [POINT]}
    )


def test_every_pair_that_was_measured_stands_in_the_results() -> None:
    result = json.loads(plot_calibration.RESULTS.read_text(encoding="utf-8"))
    assert set(result["curves"]) == set(result["figures"])
    for name, points in result["curves"].items():
        assert sum(one["pairs"] for one in points) == result["figures"][name]["pairs"]["median"]


def test_a_stale_picture_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(plot_calibration, "PICTURE", tmp_path / "calibration.svg")
    monkeypatch.setattr(sys, "argv", ["plot_calibration.py", "--check"])
    assert plot_calibration.main() == 1
    monkeypatch.setattr(sys, "argv", ["plot_calibration.py"])
    assert plot_calibration.main() == 0
    assert re.match(r"<svg ", plot_calibration.PICTURE.read_text(encoding="utf-8"))
    monkeypatch.setattr(sys, "argv", ["plot_calibration.py", "--check"])
    assert plot_calibration.main() == 0
    plot_calibration.PICTURE.write_text("<svg/>", encoding="utf-8")
    assert plot_calibration.main() == 1
