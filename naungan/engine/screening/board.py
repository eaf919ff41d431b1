"""Room for what agrees with one form of a traveller's name: written for each form, read for many rows, wiped again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare.weights import name_weights
from naungan.engine.screening.agreeing import Asked, Memory
from naungan.engine.screening.joining import HIGH, LOW
from naungan.engine.screening.segment import Segment
from naungan.engine.screening.spellings import Ints

Floats = NDArray[np.float32]
Bits = NDArray[np.int32]
Flags = NDArray[np.bool_]

_NONE: Final = np.uint64(0)


class Paired(NamedTuple):
    """How each of some rows stands to the form on the board, part by part: sums, and bit masks of places in use."""

    bits: Floats
    tails: Floats
    pairs: Bits
    ours: Bits
    theirs: Bits
    scrambled: Flags
    displaced: Flags

    def at(self, rows: NDArray[np.intp]) -> Paired:
        """Some of the rows."""
        return Paired(
            self.bits[rows],
            self.tails[rows],
            self.pairs[rows],
            self.ours[rows],
            self.theirs[rows],
            self.scrambled[rows],
            self.displaced[rows],
        )

    def with_joins(self, joins: Joins) -> Paired:
        """With the most that words written together can add; nothing is held to be out of order."""
        orderly = np.zeros(len(self.bits), dtype=np.bool_)
        return Paired(
            self.bits + joins.bits,
            self.tails + joins.tails,
            np.maximum(self.pairs + joins.number, 2),
            self.ours | joins.ours,
            self.theirs | joins.theirs,
            orderly,
            orderly,
        )


class Joins(NamedTuple):
    """For each row the most that words written together can add: bits, tails, how many, parts of ours and theirs."""

    bits: Floats
    tails: Floats
    number: Bits
    ours: Bits
    theirs: Bits

    def at(self, rows: NDArray[np.intp]) -> Joins:
        """Some of the rows."""
        return Joins(self.bits[rows], self.tails[rows], self.number[rows], self.ours[rows], self.theirs[rows])

    @classmethod
    def none(cls, rows: int) -> Joins:
        """Nothing yet, for so many rows."""
        bits, tails = np.zeros((2, rows), dtype=np.float32)
        number, ours, theirs = np.zeros((3, rows), dtype=np.int32)
        return cls(bits, tails, number, ours, theirs)


class Board:
    """Agreements of one form with every unit of a segment."""

    def __init__(self, segment: Segment) -> None:
        self.memory = Memory()
        units = segment.units
        self._counted = segment.arrays["row_counted"]
        self._parts = 0
        self._bits = np.zeros((0, units + 1), dtype=np.float32)
        self._tails = np.zeros((0, units + 1), dtype=np.float32)
        # Bits and tails in one, so that a look at them costs one.
        self._most = np.zeros(units + 1, dtype=np.complex64)
        # Units that are several parts of ours: apart for names that were read from a native script and for others.
        self._whole = np.zeros((2, units + 1), dtype=np.uint64)
        self._whole_bits = np.zeros(units + 1, dtype=np.float32)
        self._whole_tails = np.zeros(units + 1, dtype=np.float32)
        # What rows bring in which parts of ours are written as several.
        self._row_bits = np.zeros(segment.rows, dtype=np.float32)
        self._row_tails = np.zeros(segment.rows, dtype=np.float32)
        self._some_joints = False

    @contextmanager
    def holding(self, asked: Asked) -> Iterator[None]:
        """The board with what agrees with a form, for the length of the block."""
        try:
            self.write(asked)
            yield
        finally:
            self.wipe(asked)

    def write(self, asked: Asked) -> None:
        """Note what agrees; `wipe` it before the next."""
        if len(asked.agreeing) > len(self._bits):
            shape = (len(asked.agreeing), self._bits.shape[1])
            self._bits, self._tails = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
        for place, agreeing in enumerate(asked.agreeing):
            self._bits[place, agreeing.units] = agreeing.bits
            self._tails[place, agreeing.units] = agreeing.tails
        for agreeing in asked.agreeing:
            self._raise(agreeing.units, agreeing.bits, agreeing.tails)
        wholes = asked.wholes
        if len(wholes.units):
            self._whole[1, wholes.units] = wholes.masks
            self._whole[0, wholes.units] = np.where(wholes.plain, wholes.masks, _NONE)
            self._whole_bits[wholes.units], self._whole_tails[wholes.units] = wholes.bits, wholes.tails
            self._raise(wholes.units, wholes.bits, wholes.tails)
        # Where several of ours may be one word of theirs, what agrees with nothing alone need not be in conflict.
        plain = not len(wholes.units)
        self._parts = sum(part.weight != "leading" for part in asked.form.parts) if plain else 0
        self._some_joints = False
        for agreeing in asked.agreeing:
            if len(agreeing.joints.rows):
                self._some_joints = True
                np.add.at(self._row_bits, agreeing.joints.rows, agreeing.joints.bits)
                np.add.at(self._row_tails, agreeing.joints.rows, agreeing.joints.tails)

    def _raise(self, units: Ints, bits: Floats, tails: Floats) -> None:
        """For each unit the most that it can bring, with whatever part of the traveller's name it agrees."""
        held = self._most[units]
        self._most[units] = np.maximum(held.real, bits) + np.complex64(1j) * np.maximum(held.imag, tails)

    def most(self, rows: Ints, units: Ints, starts: NDArray[np.int64]) -> Floats:
        """The most that rows can come to, given each one's run of units; every run holds one at least."""
        weights = name_weights()
        best = self._most[units]
        sums = np.add.reduceat(best, starts)
        bits, tails = sums.real, sums.imag
        # Parts that agree with nothing, on both sides, are a conflict, unless they are written together.
        agreeing = np.add.reduceat((best.real > 0).astype(np.int8), starts)
        conflict = np.minimum(self._counted[rows] - agreeing, self._parts - agreeing) > 0
        if self._some_joints:
            more = self._row_bits[rows]
            conflict &= more == 0
            bits, tails = bits + more, tails + self._row_tails[rows]
        whole = bits + np.float32(max(weights.whole, 0.0))
        whole += np.float32(weights.tail_slope) * np.maximum(tails - np.float32(weights.tail_from), 0)
        against = max(weights.conflict + weights.conflict_each, weights.syllable_conflict)
        most: Floats = np.where(conflict, bits + np.float32(against), whole)
        return most

    def wipe(self, asked: Asked) -> None:
        """Take away what `write` noted."""
        for place, agreeing in enumerate(asked.agreeing):
            units = agreeing.units
            self._bits[place, units] = 0
            self._tails[place, units] = 0
            self._most[units] = 0
            if len(agreeing.joints.rows):
                self._row_bits[agreeing.joints.rows] = 0
                self._row_tails[agreeing.joints.rows] = 0
        units = asked.wholes.units
        if len(units):
            self._whole[:, units] = 0
            self._most[units] = 0

    def read(self, parts: int, units: Ints) -> tuple[Floats, Floats]:
        """Bits and tails (rows x parts x places) of a matrix of units."""
        return np.moveaxis(self._bits[:parts, units], 0, 1), np.moveaxis(self._tails[:parts, units], 0, 1)

    def joins(self, asked: Asked, rows: Ints, units: Ints, unpaired: Flags, paired: Paired, *, read: Bits) -> Joins:
        """What unpaired parts of each row may add as words written together with what is unpaired of ours.

        `rows` are distinct, sorted; `units`, `unpaired` are rows x places; `read`: 1 for names that were read from a
        native script.
        """
        found = Joins.none(len(rows))
        if len(asked.wholes.units):
            self._add_wholes(found, units, unpaired, paired.ours, read)
        if self._some_joints:
            _add_joints(found, asked, rows, paired)
        return found

    def _add_wholes(self, found: Joins, units: Ints, unpaired: Flags, ours: Bits, read: Bits) -> None:
        whole = np.where(unpaired, self._whole[read[:, None], units], _NONE)
        whole = np.where((whole & LOW & ours.astype(np.uint64)[:, None]) == 0, whole, _NONE)
        there = whole != 0
        if not there.any():
            return
        found.bits[:] += np.where(there, self._whole_bits[units], np.float32(0)).sum(axis=1)
        found.tails[:] += np.where(there, self._whole_tails[units], np.float32(0)).sum(axis=1)
        found.number[:] += there.sum(axis=1, dtype=np.int32)
        found.ours[:] |= np.bitwise_or.reduce(whole >> HIGH, axis=1).astype(np.int32)
        found.theirs[:] |= (there @ (1 << np.arange(there.shape[1]))).astype(np.int32)


def _add_joints(found: Joins, asked: Asked, rows: Ints, paired: Paired) -> None:
    for place, agreeing in enumerate(asked.agreeing):
        joints = agreeing.joints
        if not len(joints.rows):
            continue
        at = np.minimum(np.searchsorted(rows, joints.rows), len(rows) - 1)
        taken = ((1 << joints.widths) - 1) << joints.places
        fits = (rows[at] == joints.rows) & ((paired.ours[at] >> place & 1) == 0) & ((paired.theirs[at] & taken) == 0)
        # More than two parts are one word only where they are the whole name but for one.
        fits &= (joints.widths == 2) | (np.bitwise_count(paired.theirs[at]) <= 1)
        at = at[fits]
        np.add.at(found.bits, at, joints.bits[fits])
        np.add.at(found.tails, at, joints.tails[fits])
        np.add.at(found.number, at, 1)
        np.bitwise_or.at(found.theirs, at, taken[fits])
        found.ours[at] |= 1 << place
