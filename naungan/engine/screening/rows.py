"""The name scorer over many rows at once: the bits that compare.alignment gives, for every row of a segment asked for.

Only what one side writes as one word and the other as several is left to the exact comparison: such rows are bounded
from above. A test holds both to the same bits.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare.tokens import Agreement, joined_worth
from naungan.engine.compare.weights import name_weights, weight
from naungan.engine.names import Form
from naungan.engine.screening.agreeing import Asked, Memory
from naungan.engine.screening.segment import (
    FAMILY,
    FULL,
    GIVEN,
    LEADING,
    MIXED,
    OMISSIBLE,
    PATRONYMIC,
    PATRONYMIC_TOLD,
    READ,
    SYLLABIC,
    TRUNCATED,
    WEAK,
    Segment,
)
from naungan.engine.screening.spellings import Ints, spans

Floats = NDArray[np.float32]
Masks = NDArray[np.int32]

_CHUNK: Final = 4096
_WHOLE: Final = 1 << 62
"""Mark of a unit that is several of the traveller's parts; the bits below are places in a word of theirs."""


class Board:
    """Room for the agreements of one form with every unit of a segment, used again for each question."""

    def __init__(self, units: int) -> None:
        self.memory = Memory()
        self._bits = np.zeros((0, units + 1), dtype=np.float32)
        self._tails = np.zeros((0, units + 1), dtype=np.float32)
        self._most_bits = np.zeros(units + 1, dtype=np.float32)
        self._most_tails = np.zeros(units + 1, dtype=np.float32)
        # Marks of pieces of words, apart for names that were read from a native script and for others.
        self._first = np.zeros((2, units + 1), dtype=np.uint64)
        self._last = np.zeros((2, units + 1), dtype=np.uint64)

    def write(self, asked: Asked) -> None:
        """Note what agrees; `wipe` it before the next."""
        if len(asked.agreeing) > len(self._bits):
            shape = (len(asked.agreeing), self._bits.shape[1])
            self._bits, self._tails = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
        for place, agreeing in enumerate(asked.agreeing):
            self._bits[place, agreeing.units] = agreeing.bits
            self._tails[place, agreeing.units] = agreeing.tails
        for read, first, first_marks, last, last_marks in asked.halves:
            for kind in {int(read), int(read and not asked.form.derived)}:
                # A unit may be met by several keys.
                np.bitwise_or.at(self._first[kind], first, first_marks)
                np.bitwise_or.at(self._last[kind], last, last_marks)
        for kind in (0, 1):
            for units in asked.wholes[: kind + 1]:
                self._first[kind, units] |= np.uint64(_WHOLE)
                self._last[kind, units] |= np.uint64(_WHOLE)
        self._note_most(asked)

    def _note_most(self, asked: Asked) -> None:
        """For each unit the most that it can bring, with whatever part of the traveller's name it agrees."""
        join = joined_most()
        for agreeing in asked.agreeing:
            self._raise(agreeing.units, agreeing.bits, agreeing.tails)
        for units in asked.wholes:
            self._raise(units, join.bits, join.tail)
        for _, first, first_marks, last, last_marks in asked.halves:
            for units, marks in ((first, first_marks), (last, last_marks)):
                # Two halves make the word; one that is the whole of it but for a word like al has the first mark.
                share = np.where((marks & np.uint64(1)) != 0, 1, 0.5).astype(np.float32)
                self._raise(units, np.float32(join.bits) * share, np.float32(join.tail) * share)

    def _raise(self, units: Ints, bits: Floats | float, tails: Floats | float) -> None:
        self._most_bits[units] = np.maximum(self._most_bits[units], bits)
        self._most_tails[units] = np.maximum(self._most_tails[units], tails)

    def most(self, units: Ints, starts: NDArray[np.int64]) -> Floats:
        """The most that each run of units can come to; every run holds one at least."""
        weights = name_weights()
        bits, tails = np.add.reduceat(self._most_bits[units], starts), np.add.reduceat(self._most_tails[units], starts)
        bits = bits + np.float32(max(weights.whole, 0.0))
        most: Floats = bits + np.float32(weights.tail_slope) * np.maximum(tails - np.float32(weights.tail_from), 0)
        return most

    def wipe(self, asked: Asked) -> None:
        """Take away what `write` noted."""
        met = [*(one.units for one in asked.agreeing), *asked.wholes]
        for halves in asked.halves:
            met += [halves.first, halves.last]
        for units in met:
            self._most_bits[units] = 0
            self._most_tails[units] = 0
        for place, agreeing in enumerate(asked.agreeing):
            self._bits[place, agreeing.units] = 0
            self._tails[place, agreeing.units] = 0
        for halves in asked.halves:
            self._first[:, halves.first] = 0
            self._last[:, halves.last] = 0
        for units in asked.wholes:
            self._first[:, units] = 0
            self._last[:, units] = 0

    def read(self, parts: int, units: Ints) -> tuple[Floats, Floats]:
        """Bits and tails (rows x parts x places) of a matrix of units."""
        return np.moveaxis(self._bits[:parts, units], 0, 1), np.moveaxis(self._tails[:parts, units], 0, 1)

    def joinable(self, units: Ints, unpaired: NDArray[np.bool_], pairs: Masks, read: Masks) -> NDArray[np.bool_]:
        """Rows in which unpaired units (rows x places) may be one word of the traveller's, or one may be several."""
        kind = read[:, None]
        first = np.bitwise_or.reduce(np.where(unpaired, self._first[kind, units], np.uint64(0)), axis=1)
        last = np.bitwise_or.reduce(np.where(unpaired, self._last[kind, units], np.uint64(0)), axis=1)
        lowest = first & (~first + np.uint64(1))
        several = (lowest != 0) & (lowest < last) & (unpaired.sum(axis=1) > 2) & (pairs <= 1)
        found: NDArray[np.bool_] = ((first & last) != 0) | several
        return found


class Scored(NamedTuple):
    """The bits of rows; where `open` the exact comparison may find more, at most `bits`."""

    bits: Floats
    open: NDArray[np.bool_]


def reachable(segment: Segment, board: Board, rows: Ints, least: float) -> NDArray[np.intp]:
    """Places of those among `rows` whose name may reach `least` bits (more than 0) with the form on the board.

    A quick look before `score`: most rows go here.
    """
    starts = segment.arrays["row_starts"]
    first = starts[rows]
    lengths = starts[rows + 1] - first
    named = np.flatnonzero(lengths)
    first, lengths = first[named], lengths[named]
    if not len(named):
        return named
    units = segment.arrays["row_units"][spans(first, first + lengths)]
    return named[board.most(units, np.cumsum(lengths) - lengths) >= least - 1e-3]


def score(segment: Segment, board: Board, asked: Asked, rows: Ints) -> Scored:
    """The name's bits for each of the rows; the form must stand on the board."""
    if len(rows) > _CHUNK:
        parts = [score(segment, board, asked, rows[at : at + _CHUNK]) for at in range(0, len(rows), _CHUNK)]
        return Scored(np.concatenate([part.bits for part in parts]), np.concatenate([part.open for part in parts]))
    starts = segment.arrays["row_starts"]
    first = starts[rows]
    lengths = (starts[rows + 1] - first).astype(np.int32)
    width = int(lengths.max()) if len(rows) else 0
    if not width or not asked.form.parts:
        return Scored(np.zeros(len(rows), dtype=np.float32), np.zeros(len(rows), dtype=np.bool_))
    places = np.arange(width)
    there = places < lengths[:, None]
    at = np.where(there, first[:, None] + places, 0)
    units = np.where(there, segment.arrays["row_units"][at], segment.units)
    flags = np.where(there, segment.arrays["row_flags"][at], np.uint8(0))
    bits, tails = board.read(len(asked.form.parts), units)
    kinds = segment.arrays["row_kinds"][rows]
    if asked.form.patronymic:
        # Where both names say which part is the father's, a son called like the other's father is another person.
        ours = np.array([part.role == "patronymic" for part in asked.form.parts])
        apart = ours[None, :, None] != ((flags & PATRONYMIC) != 0)[:, None, :]
        bits = np.where(apart & ((kinds & PATRONYMIC_TOLD) != 0)[:, None, None], np.float32(0), bits)
    paired = _pair(bits, tails, lengths)
    total = _judge(asked.form, paired, flags, kinds)
    joinable = _joinable(asked, board, paired, units, there, read=(kinds & READ) // READ)
    if joinable.any():
        total = np.where(joinable, np.maximum(total, _most(asked.form, paired, lengths)), total)
    # Where vowels were lost, agreement counts and disagreement does not.
    weak = ((kinds & WEAK) != 0) | asked.form.weak
    return Scored(np.where(weak, np.maximum(total, 0), total).astype(np.float32), joinable)


def _joinable(
    asked: Asked, board: Board, paired: _Paired, units: Ints, there: NDArray[np.bool_], *, read: Masks
) -> NDArray[np.bool_]:
    """Rows in which what has no partner may be one word on one side and several on the other."""
    rest = (paired.ours != (1 << len(asked.form.parts)) - 1) & asked.some_joined
    found = np.zeros(len(units), dtype=np.bool_)
    if rest.any():
        unpaired = there & ((paired.theirs[:, None] >> np.arange(there.shape[1])) & 1 == 0)
        rest &= unpaired.any(axis=1)
        found[rest] = board.joinable(units[rest], unpaired[rest], paired.pairs[rest], read[rest])
    return found


def _most(form: Form, paired: _Paired, lengths: Masks) -> Floats:
    """The most that the exact comparison can find where words are joined."""
    weights, join = name_weights(), joined_most()
    joins = np.minimum(len(form.parts) - np.bitwise_count(paired.ours), lengths - np.bitwise_count(paired.theirs))
    tails = np.maximum(paired.tails + joins * join.tail - weights.tail_from, 0)
    bits = paired.bits + max(weights.whole, 0.0) + joins * join.bits
    most: Floats = np.minimum(bits + weights.tail_slope * tails, weights.cap)
    return most


class _Paired(NamedTuple):
    bits: Floats
    tails: Floats
    pairs: Masks
    ours: Masks
    theirs: Masks
    scrambled: NDArray[np.bool_]
    displaced: NDArray[np.bool_]


def _pair(bits: Floats, tails: Floats, lengths: Masks) -> _Paired:
    """alignment.align, for many: the strongest cell first, each part used once."""
    rows, ours, theirs = bits.shape
    order = np.array(sorted(range(ours * theirs), key=lambda cell: (cell // theirs + cell % theirs, cell // theirs)))
    flat = bits.reshape(rows, ours * theirs)[:, order].copy()
    flat_tails = tails.reshape(rows, ours * theirs)
    our_place, their_place = order // theirs, order % theirs
    total, tail = np.zeros(rows, dtype=np.float32), np.zeros(rows, dtype=np.float32)
    count, used_ours, used_theirs = (np.zeros(rows, dtype=np.int32) for _ in range(3))
    every = np.arange(rows)
    partners = np.full((rows, ours), -1, dtype=np.int32)
    for _ in range(min(ours, theirs)):
        best = flat.argmax(axis=1)
        value = flat[every, best]
        going = value > 0
        if not going.any():
            break
        total += value
        tail += np.where(going, flat_tails[every, order[best]], np.float32(0))
        count += going
        used_ours |= np.where(going, 1 << our_place[best], 0).astype(np.int32)
        used_theirs |= np.where(going, 1 << their_place[best], 0).astype(np.int32)
        partners[every[going], our_place[best[going]]] = their_place[best[going]]
        taken = (our_place[best][:, None] == our_place) | (their_place[best][:, None] == their_place)
        flat[taken] = 0
    return _Paired(
        total, tail, count, used_ours, used_theirs, _scrambled(partners, count), _displaced(partners, lengths)
    )


def _scrambled(partners: Masks, count: Masks) -> NDArray[np.bool_]:
    """alignment.scrambled, for many: `partners` are the places of theirs for ours, -1 where there is none."""
    found = np.zeros(len(partners), dtype=np.bool_)
    for row in np.flatnonzero(count >= 3).tolist():
        places = [place for place in partners[row].tolist() if place >= 0]
        found[row] = sum(here > there for here, there in zip(places, [*places[1:], places[0]], strict=True)) > 1
    return found


def _displaced(partners: Masks, lengths: Masks) -> NDArray[np.bool_]:
    """alignment.displaced, for many: `lengths` are the parts of each row."""
    count = partners.shape[1]
    shifts, there = (partners - np.arange(count)) % count, partners >= 0
    most, least = np.where(there, shifts, -1).max(axis=1), np.where(there, shifts, count).min(axis=1)
    found: NDArray[np.bool_] = (lengths == count) & (least < most)
    return found


def _mask(flags: NDArray[np.uint8], wanted: int) -> Masks:
    """The places whose flags have any of the wanted bits, as a bit mask for each row."""
    weights = (1 << np.arange(flags.shape[1])).astype(np.int32)
    mask: Masks = ((flags & np.uint8(wanted)) != 0) @ weights
    return mask


def _own(form: Form) -> dict[int, int]:
    """The bit masks of the traveller's own parts, by flag."""
    found = dict.fromkeys((FULL, OMISSIBLE, LEADING, PATRONYMIC, FAMILY), 0)
    for place, part in enumerate(form.parts):
        found[{"full": FULL, "omissible": OMISSIBLE, "leading": LEADING}[part.weight]] |= 1 << place
        if part.role in {"patronymic", "family"}:
            found[PATRONYMIC if part.role == "patronymic" else FAMILY] |= 1 << place
    return found


def _lowest(mask: Masks | int) -> Masks | int:
    return mask & -mask


def _judge(form: Form, paired: _Paired, flags: NDArray[np.uint8], kinds: NDArray[np.uint8]) -> Floats:
    """The judgement of alignment, for many: what is left over, conflicts, kin, tail and caps."""
    weights, own = name_weights(), _own(form)
    full, omissible = _mask(flags, FULL), _mask(flags, OMISSIBLE)
    kin, our_kin = _mask(flags, PATRONYMIC | FAMILY), own[PATRONYMIC] | own[FAMILY]
    used_full = np.bitwise_count(paired.ours & own[FULL]), np.bitwise_count(paired.theirs & full)
    left_ours = ~paired.ours & (own[FULL] | own[OMISSIBLE])
    left_theirs = ~paired.theirs & (full | omissible)
    # What may be left out may not be exchanged.
    settled = (np.minimum(*used_full) >= 2) & ((left_ours == 0) | (left_theirs == 0))
    left_ours = np.where(settled, left_ours & own[FULL], left_ours)
    left_theirs = np.where(settled, left_theirs & full, left_theirs)
    count_ours, count_theirs = (
        np.bitwise_count(left_ours).astype(np.int32),
        np.bitwise_count(left_theirs).astype(np.int32),
    )
    conflicts = np.minimum(count_ours, count_theirs)
    missing = np.where((kinds & TRUNCATED) != 0, 0, count_ours) + (0 if form.truncated else count_theirs)
    our_head = _lowest(own[FULL] & ~own[FAMILY])
    lone_head = ((left_ours & our_head) | (left_theirs & _lowest(full & ~_mask(flags, FAMILY)))) != 0
    partial = np.where(paired.pairs == 1, weights.alone, weights.missing * missing) + weights.head_missing * lone_head
    against = np.where(
        conflicts > 0,
        weights.conflict + weights.conflict_each * conflicts + weights.head_conflict * lone_head,
        np.where(missing == 0, weights.whole, partial),
    )
    by_syllable = weights.syllable_conflict * conflicts + weights.syllable_missing * np.maximum(
        missing - 2 * conflicts, 0
    )
    syllabic = ((kinds & SYLLABIC) != 0) | form.syllabic
    mixed = ((kinds & MIXED) != 0) | form.mixed
    against = np.where(syllabic, by_syllable + weights.syllable_mixed * mixed, against)
    against = against + weights.scrambled * (paired.scrambled & ~syllabic)
    against = against + weights.syllable_scrambled * ((paired.scrambled | paired.displaced) & syllabic)
    beyond = np.where(conflicts > 0, 0, np.maximum(paired.tails - weights.tail_from, 0))
    total = paired.bits + against + weights.tail_slope * beyond
    tells_ours, tells_theirs = any(part.role for part in form.parts), _mask(flags, PATRONYMIC | FAMILY | GIVEN) != 0
    told_ours, told_theirs = tells_ours & ((paired.ours & ~our_kin) != 0), tells_theirs & ((paired.theirs & ~kin) != 0)
    only_kin = _given_missing(paired.theirs & full, kin, left_theirs, told_elsewhere=told_ours)
    only_kin |= _given_missing(paired.ours & own[FULL], our_kin, left_ours, told_elsewhere=told_theirs)
    total = np.minimum(total, np.where(only_kin, weights.kin_cap, weights.cap))
    total = np.maximum(total, weights.floor)
    total = np.where(paired.pairs == 0, weights.different, total)
    judged: Floats = total.astype(np.float32)
    return judged


def joined_most() -> Agreement:
    """What several parts written as one word can be worth at most."""
    return joined_worth(weight("name", "token-cap"))


def _given_missing(
    agreeing: Masks, kin: Masks | int, left: Masks, *, told_elsewhere: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """alignment._given_missing, for many: `agreeing` are the full parts with a partner."""
    only_kin: NDArray[np.bool_] = (agreeing != 0) & ((agreeing & ~kin) == 0) & ((left & ~kin) != 0) & ~told_elsewhere
    return only_kin
