"""Fellegi-Sunter weights in bits, from tables/match_weights: how much each level of agreement proves.

bits = log2(m / u): m is the share of true pairs that show the level, u the share of chance pairs (Fellegi and Sunter
1969). Names have their u from term frequencies: a rare token proves more than a common one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from math import inf, log2, sqrt
from typing import Final, NamedTuple, Protocol

from naungan.engine import names
from naungan.engine.compare.levels import LEVELS
from naungan.engine.names import Form
from naungan.engine.tables import rows

_ALL_BITS: Final = (1 << 64) - 1


class Rarity(Protocol):
    """Who knows how rare a name is."""

    def bits(self, keys: tuple[str, ...]) -> float:
        """Minus log2 of the share of people who bear a token with one of these canonical keys, capped."""

    def bearers(self, form: Form) -> int:
        """How many people in the register bear a name in all its parts, under any spelling; 1 if that is unknown."""

    def most_bits(self, bearers: int) -> float:
        """The bits that a whole name of so many bearers proves at most."""


class Frequencies:
    """Rarity from counts of a register, smoothed by the table of common names.

    `counts`: canonical key to the number of entries that bear it; `size`: number of entries; `wholes`: names that
    people of several birth years bear (whole_hash) to the number of those people. What was asked once is remembered:
    make a new one when the counts change.
    """

    def __init__(self, counts: Mapping[str, int], size: int, wholes: Mapping[int, int] | None = None) -> None:
        self.counts = counts
        self.size = size
        self.wholes = wholes or {}
        self._known: dict[tuple[str, ...], float] = {}

    def bits(self, keys: tuple[str, ...]) -> float:
        """Minus log2 of the share of people who bear one of the names, at most `name,token-cap` bits."""
        found = self._known.get(keys)
        if found is None:
            found = self._known[keys] = min(weight("name", "token-cap"), -log2(min(1.0, sum(map(self._share, keys)))))
        return found

    def bearers(self, form: Form) -> int:
        """How many people in the register bear a name in all its parts, under any spelling; 1 if that is unknown."""
        return self.wholes.get(whole_hash(form), 1) if self.wholes and not form.derived else 1

    def most_bits(self, bearers: int) -> float:
        """The bits that a whole name of so many bearers proves at most: infinity where only one or two are known.

        Any other bearer would be met as well as the one looked at. How many there are in the whole population is
        estimated with caution, since one person may stand in the register twice: by the least that a count of others
        lets expect, one time in twenty excepted.
        """
        others = bearers - 1
        if others < 2:
            return inf
        return max(-log2(least_expected(others) / (self.size + weight("name", "smoothing"))), 0.0)

    def _share(self, key: str) -> float:
        smoothing, known = weight("name", "smoothing"), names.share(key)
        counted = (self.counts.get(key, 0) + smoothing * known) / (self.size + smoothing)
        # The register is small beside mankind: a common name that it happens not to hold stays common, and one that it
        # holds a thousand times is no commoner than the commonest.
        return max(min(counted, names.greatest_share()), known)


@cache
def least_expected(count: int) -> float:
    """The lower bound at 5 % of what a Poisson count from 1 lets expect: Wilson and Hilferty's cube root (1931)."""
    return count * (1 - 1 / (9 * count) - 1.645 / (3 * sqrt(count))) ** 3


def whole_hash(form: Form) -> int:
    """A number for all parts of a name in any order, under any spelling of each."""
    return sum(part_hash(part.keys) for part in form.parts) & _ALL_BITS


@lru_cache(maxsize=1 << 16)
def part_hash(keys: tuple[str, ...]) -> int:
    """A number of 64 bits for the keys of a part."""
    return int.from_bytes(blake2b("\t".join(keys).encode("utf-8", "surrogatepass"), digest_size=8).digest())


@dataclass(frozen=True, slots=True)
class NameWeights:
    """The weights of names, ready for the inner loop. By number of the level (levels.LEVELS)."""

    slope: tuple[float, ...]
    offset: tuple[float, ...]
    quality: tuple[float, ...]
    """Share of a token's rarity that counts towards `tail`."""
    least: float
    """No agreement of tokens weighs less: what is common proves little, but is no conflict."""
    joined: tuple[float, float, float]
    conflict: float
    conflict_each: float
    missing: float
    alone: float
    different: float
    head_missing: float
    head_conflict: float
    scrambled: float
    whole: float
    syllable_conflict: float
    syllable_missing: float
    syllable_scrambled: float
    syllable_mixed: float
    tail_from: float
    tail_slope: float
    cap: float
    floor: float
    kin_cap: float
    prefix_letter: float


@cache
def name_weights() -> NameWeights:
    """The rows of element `name` in tables/match_weights."""
    table = {row["level"]: row for row in rows("match_weights") if row["element"] == "name"}

    def number(level: str, column: str) -> float:
        return float(table[level][column] or 0) if level in table else 0.0

    return NameWeights(
        slope=tuple(number(level, "slope") for level in LEVELS),
        offset=tuple(number(level, "value") for level in LEVELS),
        quality=tuple(number(level, "quality") for level in LEVELS),
        least=weight("name", "least"),
        joined=(number("joined", "slope"), number("joined", "value"), number("joined", "quality")),
        conflict=weight("name", "conflict"),
        conflict_each=weight("name", "conflict-each"),
        missing=weight("name", "missing"),
        alone=weight("name", "alone"),
        different=weight("name", "different"),
        head_missing=weight("name", "head-missing"),
        head_conflict=weight("name", "head-conflict"),
        scrambled=weight("name", "scrambled"),
        whole=weight("name", "whole"),
        syllable_conflict=weight("name", "syllable-conflict"),
        syllable_missing=weight("name", "syllable-missing"),
        syllable_scrambled=weight("name", "syllable-scrambled"),
        syllable_mixed=weight("name", "syllable-mixed"),
        tail_from=weight("name", "tail-from"),
        tail_slope=weight("name", "tail-slope"),
        cap=weight("name", "cap"),
        floor=weight("name", "floor"),
        kin_cap=weight("name", "kin-cap"),
        prefix_letter=weight("name", "prefix-letter"),
    )


def weight(element: str, level: str) -> float:
    """The bits of a level, or the plain value of its row.

    Raises:
        KeyError: the table has no such row; a defect.
    """
    return _weights()[element, level]


class Line(NamedTuple):
    """Bits as a straight line of something measured."""

    slope: float
    value: float

    def at(self, measured: float) -> float:
        """The bits of what was measured."""
        return self.value + self.slope * measured

    def reaching(self, bits: float) -> float:
        """What must be measured, at least, to come to these bits."""
        return (bits - self.value) / self.slope


@cache
def line(level: str) -> Line:
    """The line of a row of element joint in tables/match_weights that has a slope."""
    (row,) = [row for row in rows("match_weights") if (row["element"], row["level"]) == ("joint", level)]
    return Line(float(row["slope"]), float(row["value"]))


@cache
def _weights() -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for row in rows("match_weights"):
        name = (row["element"], row["level"])
        if row["m"] and row["u"]:
            found[name] = log2(float(row["m"]) / float(row["u"]))
        elif row["value"] != "":
            found[name] = float(row["value"])
    return found
