"""The waterfall of a hit: where each weight starts and ends on one scale of bits, as numbers for an SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

WIDTH = 100.0
LEAST = 0.8
"""A bar is never thinner than this, so that a weight of 0.1 bits can still be seen."""
SILENT = 0.05
"""Bits below which an element says nothing either way."""

Turn = Literal["start", "raises", "lowers", "silent", "total"]


@dataclass(frozen=True, slots=True)
class Step:
    """One bar: from `x` on, `width` wide, on a scale of 0 to 100; `even` is where match and no match are as likely."""

    bits: float
    after: float
    turn: Turn
    x: float
    width: float
    even: float


def steps(prior: float, weights: Sequence[float]) -> list[Step]:
    """Bars for the prior, each weight in order, and the total, in bits (log2 of odds).

    The scale spans every running total and zero; zero bits are even odds.
    """
    running = [prior]
    for weight in weights:
        running.append(running[-1] + weight)
    low, high = min(0.0, *running), max(0.0, *running)
    span = (high - low) or 1.0

    def at(bits: float) -> float:
        return (bits - low) / span * WIDTH

    def bar(start: float, end: float, bits: float, turn: Turn) -> Step:
        width = max(abs(at(end) - at(start)), LEAST)
        x = min(at(start), at(end), WIDTH - width)
        return Step(bits, end, turn, round(max(x, 0.0), 2), round(width, 2), round(at(0.0), 2))

    made = [bar(0.0, prior, prior, "start")]
    for before, weight in zip(running, weights, strict=False):
        made.append(bar(before, before + weight, weight, turn_of(weight)))
    return [*made, bar(0.0, running[-1], running[-1], "total")]


def turn_of(bits: float) -> Turn:
    """Whether a weight makes the match likelier, less likely, or says nothing."""
    if abs(bits) < SILENT:
        return "silent"
    return "raises" if bits > 0 else "lowers"
