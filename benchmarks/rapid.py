"""What rapidfuzz with the birth date gives for the same travellers: the measure of how hard the noise is.

A score is the best ratio of the traveller's name to any listed name of an entry (folded, 0 to 100), plus a bonus where
a full birth date is equal, less a loss where all birth years lie more than two apart. Of several ratios, bonuses and
losses the one counts that alerts on the fewest clean travellers where it detects the wanted share of the listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from aliases import folded
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from naungan.engine.records import Identity, PartialDate
from naungan.engine.screening import Candidate

RATIOS: dict[str, Callable[..., float]] = {
    "token_sort_ratio": fuzz.token_sort_ratio,
    "token_set_ratio": fuzz.token_set_ratio,
    "WRatio": fuzz.WRatio,
}
BONUSES, LOSSES = (0, 5, 10, 20, 30), (5, 10, 20, 40, 1000)
"""A loss of 1000 is a gate: nobody born more than two years apart is alerted on."""

YEARS, BATCH = 2, 20

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Way:
    """A ratio with what the birth date adds and takes."""

    ratio: str
    bonus: int
    loss: int

    def __str__(self) -> str:
        gate = "no year more than two apart" if self.loss >= 1000 else f"less {self.loss} where years lie apart"
        return f"{self.ratio}, {self.bonus} more where the date is equal, {gate}"

    def scores(self, parts: Floats) -> Floats:
        """Of the best ratios at an equal date, near years and years apart (columns): the best score of each row."""
        found: Floats = np.max(parts + np.array([self.bonus, 0, -self.loss], dtype=np.float32), axis=1)
        return found


class Names:
    """The listed names of a register with their owners' birth dates."""

    def __init__(self, entries: Iterable[Candidate]) -> None:
        self.texts: list[str] = []
        owners: list[int] = []
        births: list[tuple[PartialDate, ...]] = []
        for place, entry in enumerate(entries):
            found = dict.fromkeys(folded(name.text) for name in entry.identity.names)
            self.texts += found
            owners += [place] * len(found)
            births.append(entry.identity.births)
        self._owners = np.array(owners, dtype=np.int32)
        most = max((len(dates) for dates in births), default=1) or 1
        self._years = np.full((len(births), most), -9999, dtype=np.int32)
        self._days = np.full((len(births), most), -1, dtype=np.int32)
        for place, dates in enumerate(births):
            for column, date in enumerate(dates):
                self._years[place, column] = date.year or 0
                self._days[place, column] = _day(date)

    def bands(self, identity: Identity) -> NDArray[np.int8]:
        """For each name 0 where a full date is equal, 1 where a year is near or unknown, 2 where all lie apart."""
        birth = identity.births[0]
        near = np.any(np.abs(self._years - (birth.year or 0)) <= YEARS, axis=1) | np.all(self._years < 0, axis=1)
        equal = np.any(self._days == _day(birth), axis=1) & birth.exact
        bands: NDArray[np.int8] = np.where(equal, 0, np.where(near, 1, 2)).astype(np.int8)[self._owners]
        return bands

    def best(self, travellers: Sequence[Identity], ratio: str) -> Floats:
        """For each traveller the best ratio in each of the three bands; -1000 where there is none."""
        found = np.full((len(travellers), 3), -1000, dtype=np.float32)
        for start in range(0, len(travellers), BATCH):
            some = travellers[start : start + BATCH]
            texts = [folded(one.names[0].text) for one in some]
            ratios = process.cdist(texts, self.texts, scorer=RATIOS[ratio], dtype=np.float32)
            for place, one in enumerate(some):
                bands = self.bands(one)
                for band in range(3):
                    held = ratios[place][bands == band]
                    if len(held):
                        found[start + place, band] = held.max()
        return found


def _day(birth: PartialDate) -> int:
    return (birth.year or 0) * 400 + (birth.month or 0) * 32 + (birth.day or 0) if birth.exact else -2


@dataclass(frozen=True, slots=True)
class Found:
    """The best way and the share of clean travellers that it alerts on."""

    way: Way
    alerted: float


def own(pairs: Iterable[tuple[Identity, Candidate]], ratio: str) -> Floats:
    """As Names.best, of each traveller against the one entry that is theirs."""
    return np.concatenate([Names([entry]).best([identity], ratio) for identity, entry in pairs])


def ways(ratios: Iterable[str]) -> list[Way]:
    """Every ratio with every bonus and loss."""
    return [Way(*each) for each in product(ratios, BONUSES, LOSSES)]


def alerted(noisy: Floats, clean: Floats, way: Way, wanted: float) -> float:
    """The share of clean travellers alerted on where the wanted share of the noisy is detected."""
    ordered = np.sort(way.scores(noisy))[::-1]
    least = ordered[min(len(ordered) - 1, int(np.ceil(wanted * len(ordered))) - 1)]
    return float(np.mean(way.scores(clean) >= least))


def best(noisy: dict[str, Floats], clean: dict[str, Floats], wanted: float) -> Found:
    """The way that alerts on the fewest clean travellers where it detects the wanted share of the noisy."""
    return min(
        (Found(way, alerted(noisy[way.ratio], clean[way.ratio], way, wanted)) for way in ways(noisy)),
        key=lambda found: found.alerted,
    )
