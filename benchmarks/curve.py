"""Detection against alerts, drawn: a plain SVG that reads on light and on dark pages.

Across: clean travellers alerted on, per 1,000, each step ten times as many. Up: the share of noisy listed persons that
is detected. Lines: (name, colour class, dashed, points).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 440
LEFT, RIGHT, TOP, BOTTOM = 70, 210, 24, 60
COLOURS = ("#0b6bcb", "#c2410c", "#15803d")
DARK = ("#6cb4ff", "#fb923c", "#4ade80")
TICKS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)

STYLE = "".join(
    [
        "text{font:13px system-ui,sans-serif;fill:#1f2328}.axis{stroke:#59636e}.grid{stroke:#d1d9e0}",
        "path{fill:none;stroke-width:2}.dashed{stroke-dasharray:5 4}",
        *(f".c{place}{{stroke:{colour}}}circle.c{place}{{fill:{colour}}}" for place, colour in enumerate(COLOURS)),
        "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.axis{stroke:#9198a1}.grid{stroke:#3d444d}",
        *(f".c{place}{{stroke:{colour}}}circle.c{place}{{fill:{colour}}}" for place, colour in enumerate(DARK)),
        "}",
    ]
)

Point = tuple[float, float]
"""Clean travellers alerted on per 1,000, share of the noisy detected."""


@dataclass(frozen=True, slots=True)
class Line:
    """A curve: its name, its colour (a place in COLOURS), whether it is dashed, and a point that is marked."""

    name: str
    colour: int
    points: Sequence[Point]
    dashed: bool = False
    mark: Point | None = None


def draw(path: Path, title: str, lines: Iterable[Line], *, least: float, most: float) -> None:
    """Write the picture. `least` and `most`: the alerts per 1,000 between which it shows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(picture(title, list(lines), least=least, most=most), encoding="utf-8")


def picture(title: str, lines: Sequence[Line], *, least: float, most: float) -> str:
    """The picture as text."""

    def across(alerts: float) -> float:
        share = (log10(min(max(alerts, least), most)) - log10(least)) / (log10(most) - log10(least))
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def up(detected: float) -> float:
        return TOP + (1 - detected) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title><style>{STYLE}</style>",
    ]
    for tick in (one for one in TICKS if least <= one <= most):
        x = across(tick)
        parts.append(_line(x, TOP, x, HEIGHT - BOTTOM, "grid") + _text(x, HEIGHT - BOTTOM + 18, f"{tick:g}", "middle"))
    for tenth in range(0, 11, 2):
        y = up(tenth / 10)
        parts.append(_line(LEFT, y, WIDTH - RIGHT, y, "grid") + _text(LEFT - 8, y + 4, f"{tenth * 10} %", "end"))
    parts.append(_line(LEFT, TOP, LEFT, HEIGHT - BOTTOM, "axis"))
    parts.append(_line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "axis"))
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(_text(middle, HEIGHT - 18, "clean travellers alerted on, per 1,000", "middle"))
    turned = f' transform="rotate(-90 18 {(TOP + HEIGHT - BOTTOM) / 2:.0f})"'
    parts.append(_text(18, (TOP + HEIGHT - BOTTOM) / 2, "noisy listed persons detected", "middle", turned))
    for place, line in enumerate(lines):
        shown = [point for point in line.points if least <= point[0] <= most]
        look = f"c{line.colour}" + (" dashed" if line.dashed else "")
        if shown:
            steps = " L".join(f"{across(alerts):.1f} {up(detected):.1f}" for alerts, detected in shown)
            parts.append(f'<path class="{look}" d="M{steps}"/>')
        if line.mark:
            parts.append(
                f'<circle class="c{line.colour}" cx="{across(line.mark[0]):.1f}" cy="{up(line.mark[1]):.1f}" r="4"/>'
            )
        x, y = WIDTH - RIGHT + 14, TOP + 10 + 22 * place
        parts.append(f'<path class="{look}" d="M{x} {y}h24"/>' + _text(x + 30, y + 4, line.name, "start"))
    return "\n".join([*parts, "</svg>\n"])


def _line(x: float, y: float, to_x: float, to_y: float, look: str) -> str:
    return f'<line class="{look}" x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"/>'


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(text)}</text>'
