"""Which rows of a segment can reach a number of bits at all: by date of birth, by rare parts of the name, by document.

Each lane is an upper bound: together they leave out only rows that can't reach the bits asked for. Where the bits asked
for are few, that is every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare import Profile
from naungan.engine.compare.sameday import least_dated
from naungan.engine.compare.weights import name_weights, weight
from naungan.engine.names import Form
from naungan.engine.screening import births
from naungan.engine.screening.agreeing import Agreeing, Asked
from naungan.engine.screening.joining import HIGH, NOTHING, Wholes
from naungan.engine.screening.rows import HAIR
from naungan.engine.screening.segment import Segment, paper_keys
from naungan.engine.screening.spellings import Ints, between, distinct, spans

_MOST_BY_BIRTH: Final = 600
"""Rows that are looked at because of their date of birth; weaker levels are left to the name."""


_MOST_SIEVES: Final = 4
_WORTH_A_SIEVE: Final = 500
_WORTH_A_SCALE: Final = 1500
_HEAVY: Final = 20
"""A part that so many times more rows hold than are looked at is not worth weighing."""


class Lanes(NamedTuple):
    """What was found: rows by birth, for each form rows by name, and slots to be compared in any case."""

    born: Ints
    named: list[Ints]
    """A row met by both lanes stands in both: cheaper than to find out."""
    needed: float
    """The bits that the name must come to in rows that only the name found."""
    papers: Ints


def lanes(segment: Segment, query: Profile, asked: Sequence[Asked], least: float) -> Lanes | None:
    """The rows and slots that may reach `least` bits; None where somebody without any name to compare could."""
    born, at_birth = by_birth(segment, query)
    needed = least - most_around(query, least - at_birth) - at_birth
    if needed <= 0:
        return None
    if at_birth >= weight("birth", "exact"):
        # Not all that share the day were found by it.
        needed = least_dated(needed)
    return Lanes(
        born, [by_name(segment, one, needed - float(HAIR)) for one in asked], needed, by_document(segment, query)
    )


def most_around(query: Profile, needed: float) -> float:
    """The bits that nationality, sex and place of birth can give this traveller at most.

    `needed`: the bits that they and the name must come to: where the name must be alike, nationality tells less.
    """
    most = 0.0
    if query.sex in {"F", "M"}:
        most += max(weight("sex", "agrees"), 0.0)
    if query.place_tokens:
        most += max(weight("birth-place", "agrees"), 0.0)
    if query.nationalities:
        alike = max(weight("joint", "shared-alike"), 0.0)
        most += alike if alike_needed(needed - most) else max(weight("nationality", "shared"), 0.0)
    return most


def alike_needed(needed: float) -> bool:
    """Whether name and nationality can come to so many bits only where the names have a part in common."""
    return needed > weight("nationality", "shared")


def by_birth(segment: Segment, query: Profile) -> tuple[Ints, float]:
    """Rows by date of birth, and the bits of birth that rows not among them can have at most."""
    if not query.births:
        return NOTHING, 0.0
    if not all(map(births.is_day, query.births)):
        # What is vague itself agrees with too many days to look them up: nothing is excluded.
        return NOTHING, births.most(query.births)
    keys, slots = segment.arrays["birth_keys"], segment.arrays["birth_slots"]
    taken, rest = [], 0.0
    for birth in query.births:
        near = births.nearby(birth)
        first, last = between(keys, near.keys)
        sizes = (last - first).cumsum()[near.ends - 1]
        fit = int(sizes.searchsorted(_MOST_BY_BIRTH, "right"))
        end = int(near.ends[fit - 1]) if fit else 0
        taken.append(slots[spans(first[:end], last[:end])])
        rest = max(rest, births.most_apart(), *near.bits[fit : fit + 1].tolist())
    return segment.rows_of(taken[0] if len(taken) == 1 else np.concatenate(taken)), rest


def by_name(segment: Segment, asked: Asked, needed: float) -> Ints:
    """Rows whose name alone can give the bits needed: they hold one of the parts without which it can't be reached."""
    parts = [_with_joined(segment, asked, place) for place in range(len(asked.agreeing))]
    all_bits, all_tails = sum(part.bits for part in parts), sum(part.tail for part in parts)
    if reach(all_bits, all_tails) < needed:
        return NOTHING
    # Parts without which it can't be reached: whoever is looked for holds each of them.
    needed_parts = [part for part in parts if reach(all_bits - part.bits, all_tails - part.tail) < needed]
    if needed_parts:
        needed_parts.sort(key=lambda part: part.bearers)
        rows = _holders(segment, needed_parts[0], needed, all_bits, all_tails)
        for part in needed_parts[1:_MOST_SIEVES]:
            if len(rows) < _WORTH_A_SIEVE:
                break
            rows = _sieved(segment, rows, _holders(segment, part, needed, all_bits, all_tails))
        return _weighed(segment, rows, parts, needed)
    bits = tail = 0.0
    wanted: list[Ints] = []
    # The parts with most bearers first: while they alone can't reach it, nobody needs to be looked up by them.
    for part in sorted(parts, key=lambda part: -part.bearers):
        bits, tail = bits + part.bits, tail + part.tail
        if reach(bits, tail) >= needed:
            wanted.append(_holders(segment, part, needed, all_bits, all_tails))
    return _weighed(segment, np.concatenate(wanted), parts, needed)


def _weighed(segment: Segment, rows: Ints, parts: Sequence[_Part], needed: float) -> Ints:
    """Those of the rows in which all that agrees comes to the bits needed; each once, where they are many.

    Quicker than to look at each row: the holders of a part stand side by side.
    """
    if len(rows) < _WORTH_A_SCALE:
        return rows
    sieve, scale = segment.sieve, segment.scale
    sieve[rows] = True
    bits = tail = 0.0
    for part in parts:
        if part.bearers > _HEAVY * len(rows):
            bits, tail = bits + part.bits, tail + part.tail  # whoever holds it not is looked at all the same
            continue
        for held, values in _values(segment, part):
            among = sieve[held]
            np.add.at(scale, held[among], values[among])
    sums = scale[rows]
    passed: Ints = rows[reach(sums.real + np.float32(bits), sums.imag + np.float32(tail)) >= needed]
    sieve[rows] = False
    scale[rows] = 0
    return passed


def _values(segment: Segment, part: _Part) -> Iterator[tuple[Ints, NDArray[np.complex64]]]:
    """Rows with bits and tails that a part brings them; a row may stand more than once."""
    posted = segment.arrays["posting_rows"]
    for worth in (part.own, part.wholes):
        if worth is None:
            continue
        first, last = segment.postings_of(worth.units, part.form)
        values = worth.bits + np.complex64(1j) * worth.tails
        yield posted[spans(first, last)], values.repeat(last - first)
    joints = part.own.joints
    if len(joints.rows):
        yield joints.rows, joints.bits + np.complex64(1j) * joints.tails


def _holders(segment: Segment, part: _Part, needed: float, all_bits: float, all_tails: float) -> Ints:
    """The rows in which this part, beside all others at their best, can reach the bits needed."""
    bits, tails = all_bits - part.bits, all_tails - part.tail
    units = part.own.units[reach(part.own.bits + bits, part.own.tails + tails) >= needed]
    if part.wholes is not None:
        more = part.wholes.units[reach(part.wholes.bits + bits, part.wholes.tails + tails) >= needed]
        units = distinct(np.concatenate([units, more]))
    rows: Ints = segment.arrays["posting_rows"][spans(*segment.postings_of(units, part.form))]
    joints = part.own.joints
    if len(joints.rows):
        rows = np.concatenate([rows, joints.rows[reach(joints.bits + bits, joints.tails + tails) >= needed]])
    return rows


def _sieved(segment: Segment, rows: Ints, held: Ints) -> Ints:
    """Those of the rows that are among those held."""
    sieve = segment.sieve
    sieve[held] = True
    found = rows[sieve[rows]]
    sieve[held] = False
    return found


def reach(bits: Any, tail: Any) -> Any:
    """The bits that pairs of parts with these bits and tails come to, if nothing speaks against them."""
    weights = name_weights()
    return bits + max(weights.whole, 0.0) + weights.tail_slope * np.maximum(tail - weights.tail_from, 0)


class _Part(NamedTuple):
    """What one part of a traveller's name can meet, alone or as a word with its neighbours, and bring at most."""

    form: Form
    own: Agreeing
    wholes: Wholes | None
    bits: float
    tail: float
    bearers: int


def _with_joined(segment: Segment, asked: Asked, place: int) -> _Part:
    own = asked.agreeing[place]
    bits, tail, bearers, wholes = own.most_bits, own.most_tail, own.bearers, None
    if len(own.joints.rows):
        bits, tail = max(bits, float(own.joints.bits.max())), max(tail, float(own.joints.tails.max()))
        bearers += len(own.joints.rows)
    if len(asked.wholes.units):
        at = np.flatnonzero((asked.wholes.masks >> (HIGH + np.uint64(place))) & np.uint64(1))
        if len(at):
            wholes = asked.wholes.shared(at)
            bits, tail = max(bits, float(wholes.bits.max())), max(tail, float(wholes.tails.max()))
            bearers += segment.bearers(wholes.units)
    return _Part(asked.form, own, wholes, bits, tail, bearers)


def by_document(segment: Segment, query: Profile) -> Ints:
    """Slots with a document number that is the traveller's, or one slip from it."""
    if not query.papers or not len(segment.arrays["paper_hashes"]):
        return NOTHING
    wanted, _ = paper_keys([paper.number for paper in query.papers])
    return distinct(segment.spellings.look_up("paper", wanted))
