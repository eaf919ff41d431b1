"""Pictures of results as SVG: panels with axes, lines, dots with their intervals and numbers, in light and in dark.

No figure is rounded here that was not rounded before, and the same values give the same bytes: a picture can be checked
for being stale. Colours follow the reader's scheme; shapes differ as well, so that nothing hangs on colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from math import log10
from typing import Final

STYLE: Final = """
svg { background: #ffffff; }
text { font: 12px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #17211d; }
.soft { fill: #4b5852; font-size: 11px; }
.title { font-weight: 600; }
.grid { stroke: #cfd5d0; stroke-width: 1; fill: none; }
.axis { stroke: #78847d; stroke-width: 1; fill: none; }
.even { stroke: #78847d; stroke-width: 1.5; stroke-dasharray: 5 4; fill: none; }
.a { stroke: #0a5a52; fill: #0a5a52; } .b { stroke: #8a1528; fill: #8a1528; } .c { stroke: #1b4fd1; fill: #1b4fd1; }
.d { stroke: #6b4300; fill: #6b4300; }
.line { fill: none; stroke-width: 2; } .mark { stroke: none; } .bar { fill: none; stroke-width: 1.5; }
.mark.b, .mark.d { stroke-width: 2; fill: #ffffff; }
.mark.b { stroke: #8a1528; } .mark.d { stroke: #6b4300; }
@media (prefers-color-scheme: dark) {
  svg { background: #111614; }
  text { fill: #e9eeeb; } .soft { fill: #adb9b3; }
  .grid { stroke: #37423d; } .axis, .even { stroke: #84918a; }
  .a { stroke: #7dd0c4; fill: #7dd0c4; } .b { stroke: #ff98a4; fill: #ff98a4; } .c { stroke: #9dbcff; fill: #9dbcff; }
  .d { stroke: #ffd581; fill: #ffd581; }
  .line, .bar { fill: none; } .mark { stroke: none; }
  .mark.b, .mark.d { fill: #111614; } .mark.b { stroke: #ff98a4; } .mark.d { stroke: #ffd581; }
}
"""
COLOURS: Final = ("a", "b", "c", "d")
"""Classes of the style: one for each series."""

DASHES: Final = {"a": "", "b": "7 4", "c": "2 3", "d": "9 3 2 3"}
LEFT, TOP, BOTTOM, GAP = 52, 34, 48, 26


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`, in steps or in powers of ten; `ticks` are the values that are told, with their words."""

    label: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """Where a value lies: 0 at `low`, 1 at `high`; what lies outside is put on the edge."""
        scale: Callable[[float], float] = log10 if self.logarithmic else float
        value = min(max(value, self.low), self.high)
        return (scale(value) - scale(self.low)) / (scale(self.high) - scale(self.low))


@dataclass(slots=True)
class Panel:
    """One diagram: `width` and `height` of its field in pixels. Add to it, then hand it to `picture`."""

    title: str
    x: Axis
    y: Axis
    width: int = 300
    height: int = 240
    parts: list[str] = field(default_factory=list)
    below: int = 0
    """Lines of text below the axis."""

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point in the panel's field, from its upper left corner."""
        return round(self.x.share(x) * self.width, 1), round((1 - self.y.share(y)) * self.height, 1)

    def line(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """A line through points; `colour` is one of COLOURS, or "even" for a line of reference."""
        path = " ".join(f"{x:g},{y:g}" for x, y in (self.at(*point) for point in points))
        dashes = DASHES.get(colour, "")
        drawn = f' stroke-dasharray="{dashes}"' if dashes else ""
        kind = "even" if colour == "even" else f"line {colour}"
        self.parts.append(f'<polyline class="{kind}"{drawn} points="{path}"/>')

    def dot(self, x: float, y: float, colour: str, *, low: float | None = None, high: float | None = None) -> None:
        """A dot, with the interval in which the truth may lie."""
        across, down = self.at(x, y)
        if low is not None and high is not None:
            under, over = self.at(x, low)[1], self.at(x, high)[1]
            self.parts.append(f'<path class="bar {colour}" d="M{across:g} {under:g}V{over:g}"/>')
        self.parts.append(f'<circle class="mark {colour}" cx="{across:g}" cy="{down:g}" r="4"/>')

    def words(self, x: float, y: float, text: str, *, anchor: str = "start", right: int = 0, down: int = 0) -> None:
        """Words at a point, moved by pixels."""
        across, below = self.at(x, y)
        place = f'x="{across + right:g}" y="{below + down:g}" text-anchor="{anchor}"'
        self.parts.append(f'<text class="soft" {place}>{escape(text)}</text>')

    def numbers_below(self, told: Sequence[tuple[float, str]], label: str) -> None:
        """A line of numbers under the axis, each at its x, with a label in front."""
        down = self.height + BOTTOM + 16 * self.below
        self.parts.append(f'<text class="soft" x="-6" y="{down}" text-anchor="end">{escape(label)}</text>')
        for value, text in told:
            across = self.at(value, self.y.low)[0]
            self.parts.append(
                f'<text class="soft" x="{across:g}" y="{down}" text-anchor="middle">{escape(text)}</text>'
            )
        self.below += 1

    def drawn(self) -> Iterator[str]:
        """The panel's elements, its axes first."""
        yield f'<text class="title" x="0" y="-12">{escape(self.title)}</text>'
        for value, text in self.x.ticks:
            across = self.at(value, self.y.low)[0]
            yield f'<path class="grid" d="M{across:g} 0V{self.height}"/>'
            yield f'<text class="soft" x="{across:g}" y="{self.height + 16}" text-anchor="middle">{escape(text)}</text>'
        for value, text in self.y.ticks:
            down = self.at(self.x.low, value)[1]
            yield f'<path class="grid" d="M0 {down:g}H{self.width}"/>'
            yield f'<text class="soft" x="-6" y="{down + 4:g}" text-anchor="end">{escape(text)}</text>'
        yield f'<path class="axis" d="M0 0V{self.height}H{self.width}"/>'
        middle = f'x="{self.width / 2:g}" y="{self.height + 32}" text-anchor="middle"'
        yield f'<text class="soft" {middle}>{escape(self.x.label)}</text>'
        yield from self.parts


def picture(panels: Sequence[Panel], *, title: str, told: str, across: int = 2) -> str:
    """Panels side by side, `across` in a row; `told` says in words what a reader sees. All panels are of one size."""
    wide = panels[0].width + LEFT + GAP
    high = panels[0].height + TOP + BOTTOM + 16 * max(panel.below for panel in panels) + 12
    columns, rows = min(across, len(panels)), -(-len(panels) // across)
    width, height = columns * wide, rows * high
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-labelledby="title told">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="told">{escape(told)}</desc>',
        f"<style>{STYLE}</style>",
    ]
    for number, panel in enumerate(panels):
        left, top = number % across * wide + LEFT, number // across * high + TOP
        turned = f'transform="translate({left - 40} {top + panel.height / 2:g}) rotate(-90)" text-anchor="middle"'
        lines.append(f'<text class="soft" {turned}>{escape(panel.y.label)}</text>')
        lines.append(f'<g transform="translate({left} {top})">')
        lines += panel.drawn()
        lines.append("</g>")
    return "\n".join([*lines, "</svg>", ""])
