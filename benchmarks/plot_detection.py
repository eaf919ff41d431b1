"""Draws docs/images/detection.svg from results/detection*.json; --check says whether the picture is stale.

A panel for each kind of noise and each size of the register: the share of noisy listed persons detected over the clean
travellers alerted on, by Naungan and by rapidfuzz with the birth date; the dot is the program's own threshold.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from plotting import Axis, Panel, picture

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
PICTURE = HERE.parent / "docs" / "images" / "detection.svg"
SIZES = {"detection": "100,000 listed", "detection_million": "1,000,000 listed"}
NOISES = {"all_noise": "all noise", "own_names": "own names", "spelling_only": "spelling only"}
ACROSS = Axis(
    "clean travellers alerted on, per 1,000",
    0.1,
    50,
    ((0.1, "0.1"), (1, "1"), (5, "5"), (10, "10"), (50, "50")),
    logarithmic=True,
)
UP = Axis("noisy listed persons detected", 0.4, 1, tuple((tenth / 10, f"{tenth * 10} %") for tenth in range(4, 11)))
SYSTEMS = {"naungan": "a", "rapidfuzz": "b"}

Curves = Mapping[str, Any]


def main() -> int:
    """Draw it, or say with --check that it is stale; nothing where nothing was measured."""
    found = {name: RESULTS / f"{name}.json" for name in SIZES}
    held = {
        name: json.loads(path.read_text(encoding="utf-8"))["curves"] for name, path in found.items() if path.exists()
    }
    if not held:
        return 0
    text = drawn(held)
    if PICTURE.exists() and PICTURE.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in sys.argv:
        print("Stale: docs/images/detection.svg. Run: make docs", file=sys.stderr)
        return 1
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(text, encoding="utf-8")
    return 0


def drawn(held: Mapping[str, Curves]) -> str:
    """A row of panels for each size of the register."""
    each = [
        (f"{SIZES[size]}, {words}", curves[noise]) for size, curves in held.items() for noise, words in NOISES.items()
    ]
    told = " ".join(sentence(title, one) for title, one in each)
    title = "Detection of noisy listed persons against clean travellers alerted on"
    return picture([panel(title, one) for title, one in each], title=title, told=told, across=len(NOISES))


def panel(title: str, curves: Curves) -> Panel:
    """Both systems' curves within the axes, and the default threshold."""
    made = Panel(title, ACROSS, UP, width=230, height=200)
    for place, (system, colour) in enumerate(SYSTEMS.items()):
        points = [(one["alerted_per_1000"], one["detected"]) for one in curves[system]]
        made.line([(alerts, share) for alerts, share in sorted(points) if ACROSS.low <= alerts <= ACROSS.high], colour)
        # Names in the corner where curves seldom come, each behind a piece of its line.
        level = 0.47 - 0.05 * place
        made.line([(4, level), (7, level)], colour)
        made.words(8, level, system, down=4)
    made.dot(curves["default"]["alerted_per_1000"], curves["default"]["detected"], "a")
    return made


def sentence(title: str, curves: Curves) -> str:
    """The panel in words, for who can't see it."""
    own = curves["default"]
    theirs = [one for one in curves["rapidfuzz"] if one["alerted_per_1000"] == 1]
    told = f"{title}: by its own threshold Naungan detects {own['detected']:.1%} and alerts on "
    told += f"{own['alerted_per_1000']:g} of 1,000 clean"
    return told + "".join(f"; rapidfuzz at 1 of 1,000 detects {one['detected']:.1%}" for one in theirs) + "."


if __name__ == "__main__":
    sys.exit(main())
