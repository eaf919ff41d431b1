"""Draws docs/images/calibration.svg from results/calibration.json; --check says whether the picture is stale."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from plotting import Axis, Panel, picture

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "calibration.json"
PICTURE = HERE.parent / "docs" / "images" / "calibration.svg"
TITLES = {
    "aliases_names": "Real aliases, names alone",
    "aliases_births": "Real aliases with birth dates",
    "noise_names": "Fictional people, names alone",
    "noise_births": "Fictional people with birth dates",
}
TICKS = tuple((number / 5, f"{number * 20} %") for number in range(6))
Points = Sequence[Mapping[str, float]]


def main() -> int:
    """Draw it, or say with --check that it is stale."""
    text = drawn(json.loads(RESULTS.read_text(encoding="utf-8"))["curves"])
    if PICTURE.exists() and PICTURE.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in sys.argv:
        print("Stale: docs/images/calibration.svg. Run: make docs", file=sys.stderr)
        return 1
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(text, encoding="utf-8")
    return 0


def drawn(curves: Mapping[str, Points]) -> str:
    """One panel for each set that was measured."""
    panels = [panel(title, curves[name]) for name, title in TITLES.items() if name in curves]
    told = " ".join(sentence(title, curves[name]) for name, title in TITLES.items() if name in curves)
    return picture(panels, title="The probability of a pair, and the share that are one person", told=told)


def panel(title: str, points: Points) -> Panel:
    """Dots with intervals on the line where told and true agree, and how many pairs stand behind each."""
    made = Panel(title, Axis("probability that is told", 0, 1, TICKS), Axis("share that are one person", 0, 1, TICKS))
    made.line([(0, 0), (1, 1)], "even")
    for one in points:
        made.dot(one["predicted"], one["observed"], "a", low=one["low"], high=one["high"])
    # Under the middle of its bin: the means of two bins may lie close.
    made.numbers_below([(middle(one["predicted"]), f"{one['pairs']:.0f}") for one in points], "pairs")
    return made


def middle(predicted: float) -> float:
    """The middle of the tenth that a probability lies in."""
    return min(int(predicted * 10), 9) / 10 + 0.05


def sentence(title: str, points: Points) -> str:
    """The panel in words, for who can't see it."""
    told = (f"of {one['pairs']:.0f} told {one['predicted']:.1%}, {one['observed']:.1%} are" for one in points)
    return f"{title}: {'; '.join(told)}."


if __name__ == "__main__":
    sys.exit(main())
