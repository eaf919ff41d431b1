"""Detection is broken down from its weakest row, alerts are those of the clean, the curve is drawn from results."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import bench_detection
import detection
import plot_detection
import table


@pytest.fixture(scope="module")
def found() -> detection.Measured:
    return detection.measure(detection.Plan(300, 60, 1, 40, {"token_sort_ratio": 20}))


def test_the_weakest_row_stands_first_and_everybody_last(found: detection.Measured) -> None:
    rows = detection.broken_down(found)
    assert (rows[-1].custom, rows[-1].script) == (detection.ALL, detection.ALL)
    assert len(rows[-1].at) == len(found.met)
    of_customs = [row for row in rows if row.custom != detection.ALL]
    assert sum(len(row.at) for row in of_customs) == len(found.met)
    assert {row.script for row in rows if row.custom == detection.ALL} >= {"Latn", detection.ALL}
    shares = [
        (sum(found.own[row.known] >= detection.SETTINGS.possible_from) + 1) / (len(row.known) + 2) for row in of_customs
    ]
    assert shares == sorted(shares)
    for row in rows:
        assert set(row.known) <= set(row.at)


def test_the_curve_falls_with_the_threshold_and_meets_the_default(found: detection.Measured) -> None:
    for one in bench_detection.curves(found).values():
        for figure in ("alerted_per_1000", "detected"):
            told = [point[figure] for point in one["naungan"]]  # type: ignore[index]
            assert told == sorted(told, reverse=True)
        assert one["default"]["alerted_per_1000"] == pytest.approx(detection.alerted(found), rel=1e-3)  # type: ignore[index]


def test_the_clean_are_in_no_register_and_alerts_are_those_of_the_strongest_entry(found: detection.Measured) -> None:
    over = np.flatnonzero(found.top >= detection.SETTINGS.possible_from)
    assert set(found.strongest) == set(over.tolist())
    assert detection.alerted(found) == pytest.approx(1000 * len(over) / len(found.clean))
    told = [match for match in found.strongest.values() if match.evidence[1].level in detection.TOLD_IN_FULL]
    assert detection.alerted_as_told(found) <= 1000 * len(told) / len(found.clean)


def test_the_table_has_a_cell_for_each_heading(found: detection.Measured) -> None:
    rows = bench_detection.by_custom_and_script(found)
    assert {len(row) for row in rows} == {len(bench_detection.HEADER)}
    result = {
        "claim": "c", "command": "python x", "date": "d", "commit": "e", "seed": 1, "setting": {}, "figures": {},
        "machine": {"processor": "p", "cores": 1, "memory_gb": 1, "python": "3"},
        "picture": {"told": "seen", "path": "x.svg"},
        "tables": {"Rows.": {"header": bench_detection.HEADER, "rows": rows}},
    }  # fmt: skip
    page = table.made({"detection_trial": result})
    assert "![seen](x.svg)\n" in page
    assert "Rows.\n\n| custom | script shown |" in page
    assert f"| {detection.ALL} | {detection.ALL} | {len(found.met)} |" in page


CURVES = {
    noise: {
        "naungan": [{"alerted_per_1000": 1.0, "detected": 0.5}, {"alerted_per_1000": 10.0, "detected": 1.0}],
        "rapidfuzz": [{"alerted_per_1000": 1, "detected": 0.75}],
        "default": {"alerted_per_1000": 1.0, "detected": 0.5},
    }
    for noise in plot_detection.NOISES
}


def test_the_picture_holds_a_panel_for_each_noise_and_says_what_is_seen() -> None:
    text = plot_detection.drawn({"detection": CURVES, "detection_million": CURVES})
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) == 2 * len(plot_detection.NOISES)
    assert (
        "100,000 listed, own names: by its own threshold Naungan detects 50.0% and alerts on 1 of 1,000 clean" in text
    )
    assert "rapidfuzz at 1 of 1,000 detects 75.0%" in text


def test_a_stale_picture_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "detection.json").write_text(f'{{"curves": {str(CURVES).replace(chr(39), chr(34))}}}', encoding="utf-8")
    monkeypatch.setattr(plot_detection, "RESULTS", tmp_path)
    monkeypatch.setattr(plot_detection, "PICTURE", tmp_path / "detection.svg")
    monkeypatch.setattr(sys, "argv", ["plot_detection.py", "--check"])
    assert plot_detection.main() == 1
    monkeypatch.setattr(sys, "argv", ["plot_detection.py"])
    assert plot_detection.main() == 0
    monkeypatch.setattr(sys, "argv", ["plot_detection.py", "--check"])
    assert plot_detection.main() == 0
