"""Fellegi-Sunter weights in bits, from tables/match_weights: how much each level of agreement proves.

bits = log2(m / u): m is the share of true pairs that show the level, u the share of chance pairs (Fellegi and Sunter
1969). Names have their u from term frequencies: a rare token proves more than a common one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log2
from typing import Protocol

from naungan.engine import names
from naungan.engine.tables import rows


class Rarity(Protocol):
    """Who knows how rare a name is."""

    def bits(self, key: str) -> float:
        """Minus log2 of the share of people who bear a token with this canonical key, capped."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Rarity from counts of a register, smoothed by the table of common names.

    `counts`: canonical key to the number of entries that bear it; `size`: number of entries. A live mapping is
    read at each call.
    """

    counts: Mapping[str, int]
    size: int

    def bits(self, key: str) -> float:
        """Minus log2 of the share of people who bear the name, at most `name,token-cap` bits."""
        smoothing, known = weight("name", "smoothing"), names.share(key)
        counted = (self.counts.get(key, 0) + smoothing * known) / (self.size + smoothing)
        # The register is small beside mankind: a common name that it happens not to hold stays common.
        return min(weight("name", "token-cap"), -log2(max(counted, known)))


def weight(element: str, level: str) -> float:
    """The bits of a level, or the plain value of its row.

    Raises:
        KeyError: the table has no such row; a defect.
    """
    return _weights()[element, level]


def chance(element: str, level: str) -> float:
    """log2(m) of a level whose u is a term frequency: add the token's rarity to get its bits."""
    return _log_m()[element, level]


@cache
def _weights() -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for row in rows("match_weights"):
        name = (row["element"], row["level"])
        if row["m"] and row["u"]:
            found[name] = log2(float(row["m"]) / float(row["u"]))
        elif row["value"]:
            found[name] = float(row["value"])
    return found


@cache
def _log_m() -> dict[tuple[str, str], float]:
    return {(row["element"], row["level"]): log2(float(row["m"])) for row in rows("match_weights") if row["m"]}
