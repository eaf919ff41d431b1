"""Neighbouring parts of names as one word: which pairs a segment holds, by the rough key of both written together.

Each distinct pair of units stands once, with the places (in `row_units`) where it stands in a name. `pack_pairs` makes
the arrays, `Pairs` reads them. The rule of what may be written together is alignment.joins.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare.alignment import LEAST_PIECE
from naungan.engine.names import spelling
from naungan.engine.names.romanise import MOST_SPELLINGS
from naungan.engine.screening.spellings import Arrays, Ints, between, hashed, posted, spans

READ: Final = 16
"""Flag of a row whose name was read from a native script."""


class Found(NamedTuple):
    """Pairs under some keys: their numbers, which of the keys each has, and whether both parts are long.

    Of pairs with a short part only those that stand in a name which was read from a native script, or all.
    """

    numbers: Ints
    which: NDArray[np.int64]
    long: NDArray[np.bool_]


class Pairs:
    """Pairs of neighbouring parts in the names of a segment."""

    def __init__(self, arrays: Arrays) -> None:
        self._hashes, self._numbers = arrays["pair_hashes"], arrays["pair_numbers"]
        self._long, self._read = arrays["pair_long"], arrays["pair_read"]
        self._starts, self._places = arrays["pair_starts"], arrays["pair_places"]
        self._thirds, self._seconds = arrays["pair_thirds"], arrays["pair_seconds"]

    def written_as(self, keys: Sequence[str], *, short: bool) -> Found:
        """The pairs that are one of the keys if written together, and perhaps a few others.

        `short`: any, also those that no name holds in which short parts may be written together.
        """
        first, last = between(self._hashes, hashed(keys))
        at = spans(first, last)
        if not len(at):
            return _NONE
        numbers, which, long = self._numbers[at], np.arange(len(keys)).repeat(last - first), self._long[at]
        if not short:
            kept = long | self._read[numbers]
            numbers, which, long = numbers[kept], which[kept], long[kept]
        return Found(numbers, which, long)

    def before(self, numbers: Ints, units: Ints) -> NDArray[np.bool_]:
        """Whether any name holds a pair and behind it a unit, for each of both."""
        return _held(self._thirds, _behind(numbers, units))

    def before_pair(self, numbers: Ints, others: Ints) -> NDArray[np.bool_]:
        """Whether any name holds a pair and behind it another, for each of both."""
        return _held(self._seconds, _behind(numbers, others))

    def places(self, numbers: Ints) -> tuple[Ints, NDArray[np.intp]]:
        """Where names hold some pairs: the place of the first part in `row_units`, and which of the pairs it is."""
        starts, ends = self._starts[numbers], self._starts[numbers + 1]
        return self._places[spans(starts, ends)], np.arange(len(numbers)).repeat(ends - starts)

    def units(self, numbers: Ints, row_units: Ints) -> tuple[Ints, Ints]:
        """The two units of each of some pairs."""
        places = self._places[self._starts[numbers]]
        return row_units[places], row_units[places + 1]


_NONE: Final = Found(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_))


def _behind(numbers: NDArray[np.integer[Any]], others: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """A pair and what stands behind it as one number."""
    return numbers.astype(np.int64) << 32 | others


def _held(ordered: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which numbers stand in an ordered column."""
    if not len(ordered):
        return np.zeros(len(wanted), dtype=np.bool_)
    found: NDArray[np.bool_] = ordered[np.minimum(ordered.searchsorted(wanted), len(ordered) - 1)] == wanted
    return found


def pack_pairs(texts: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.generic]]:
    """The arrays of pairs, of a segment's distinct spellings, units and rows."""
    units = arrays["row_units"].astype(np.int64)
    inner = np.ones(len(units), dtype=np.bool_)
    ends = arrays["row_starts"][1:] - 1
    inner[ends[ends >= 0]] = False  # a name's last part has no neighbour; one without parts ends before it begins
    places = np.flatnonzero(inner).astype(np.int32)
    count = len(texts) + len(arrays["unit_starts"]) - 1
    pairs, numbers = np.unique(units[places] * count + units[places + 1], return_inverse=True)
    order = np.argsort(numbers, kind="stable")
    hashes, owners, long = array("I"), array("i"), array("B")
    roughs = _roughs(texts, arrays)
    for number, (one, other) in enumerate(zip((pairs // count).tolist(), (pairs % count).tolist(), strict=True)):
        for key, both_long in _together(roughs[one], roughs[other]):
            hashes.append(crc32(key.encode()) >> 1)
            owners.append(number)
            long.append(both_long)
    keyed = np.array(hashes, dtype=np.uint32)
    rows = np.repeat(np.arange(len(arrays["row_kinds"])), np.diff(arrays["row_starts"]))
    read = (arrays["row_kinds"][rows[places]] & READ) != 0
    at = np.full(len(units) + 2, -1, dtype=np.int32)  # the pair that begins at each place, if any does
    at[places] = numbers
    further = places[at[places + 1] >= 0]
    still_further = further[at[further + 2] >= 0]
    return posted("pair", keyed, np.array(owners, dtype=np.int32)) | {
        "pair_long": np.array(long, dtype=np.bool_)[np.argsort(keyed, kind="stable")],
        "pair_read": np.bincount(numbers, weights=read, minlength=len(pairs)) > 0,
        "pair_starts": np.append(0, np.cumsum(np.bincount(numbers, minlength=len(pairs)))).astype(np.int32),
        "pair_places": places[order],
        "pair_thirds": np.unique(_behind(at[further], units[further + 2])),
        "pair_seconds": np.unique(_behind(at[still_further], at[still_further + 2])),
    }


_Rough = tuple[str, bool]


def _roughs(texts: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> list[tuple[_Rough, ...]]:
    """For each unit its rough keys, and whether they are of a word of some letters."""
    single = [(spelling.rough(text), len(text) >= LEAST_PIECE) for text in texts]
    roughs: list[tuple[_Rough, ...]] = [(one,) if one[0] else () for one in single]
    starts, members = arrays["unit_starts"].tolist(), arrays["unit_spellings"].tolist()
    for first, after in pairwise(starts):
        found: dict[str, bool] = {}
        for number in members[first : min(after, first + MOST_SPELLINGS)]:
            key, long = single[number]
            if key:
                found[key] = found.get(key, False) or long
        roughs.append(tuple(found.items()))
    return roughs


def _together(ones: Iterable[_Rough], others: Sequence[_Rough]) -> Iterator[_Rough]:
    """The keys of two parts written together."""
    for one, one_long in ones:
        for other, other_long in others:
            for key in spelling.together(one, other):
                yield key, one_long and other_long
