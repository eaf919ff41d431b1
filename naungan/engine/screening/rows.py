"""The name scorer over many rows at once: the bits that compare.alignment gives, for every row of a segment asked for.

Only what one side writes as one word and the other as several is left to the exact comparison: such rows are bounded
from above. A test holds both to the same bits.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare.weights import name_weights
from naungan.engine.names import Form
from naungan.engine.screening.agreeing import Asked
from naungan.engine.screening.board import Board, Paired
from naungan.engine.screening.neighbours import READ
from naungan.engine.screening.segment import (
    FAMILY,
    FULL,
    GIVEN,
    LEADING,
    MIXED,
    OMISSIBLE,
    PATRONYMIC,
    PATRONYMIC_TOLD,
    SYLLABIC,
    TRUNCATED,
    WEAK,
    Segment,
)
from naungan.engine.screening.spellings import Ints, spans

Floats = NDArray[np.float32]

HAIR: Final = np.float32(1e-3)
"""Sums in single precision: a hair above, so that rounding never hides a match."""

Masks = NDArray[np.int32]

_CHUNK: Final = 4096


class Scored(NamedTuple):
    """The bits of rows; where `open` the exact comparison may find more, at most `bits`."""

    bits: Floats
    open: NDArray[np.bool_]


def reachable(segment: Segment, board: Board, rows: Ints, least: Floats) -> NDArray[np.intp]:
    """Places of those among `rows` whose name may reach `least` bits (of its own, above 0) with the form on the board.

    A quick look before `score`: most rows go here.
    """
    starts = segment.arrays["row_starts"]
    first = starts[rows]
    lengths = starts[rows + 1] - first
    named = lengths.nonzero()[0]
    first, lengths = first[named], lengths[named]
    if not len(named):
        return named
    units = segment.arrays["row_units"][spans(first, first + lengths)]
    return named[board.most(rows[named], units, lengths.cumsum() - lengths) >= least[named] - HAIR]


def score(segment: Segment, board: Board, asked: Asked, rows: Ints) -> Scored:
    """The name's bits for each of the rows, which are distinct and sorted; the form must stand on the board."""
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
    joinable = np.zeros(len(rows), dtype=np.bool_)
    rest = _unpaired(asked, paired, there)
    if rest is not None:
        places, unpaired = rest
        read = (kinds[places] & READ) // READ
        found = board.joins(asked, rows[places], units[places], unpaired, paired.at(places), read=read)
        some = np.flatnonzero(found.number)
        places = places[some]
        best = _judge(asked.form, paired.at(places).with_joins(found.at(some)), flags[places], kinds[places])
        total[places] = np.maximum(total[places], best)
        joinable[places] = True
    # Where vowels were lost, agreement counts and disagreement does not.
    weak = ((kinds & WEAK) != 0) | asked.form.weak
    return Scored(np.where(weak, np.maximum(total, 0), total).astype(np.float32), joinable)


def _unpaired(
    asked: Asked, paired: Paired, there: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]] | None:
    """Rows in which parts of both names have no partner, which may be one word on one side and several on the other.

    With theirs (rows x places); None where there is no such row.
    """
    if not asked.some_joined:
        return None
    unpaired = there & ((paired.theirs[:, None] >> np.arange(there.shape[1])) & 1 == 0)
    rest = (paired.ours != (1 << len(asked.form.parts)) - 1) & unpaired.any(axis=1)
    places = np.flatnonzero(rest)
    return (places, unpaired[places]) if len(places) else None


def _pair(bits: Floats, tails: Floats, lengths: Masks) -> Paired:
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
    return Paired(
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


def _judge(form: Form, paired: Paired, flags: NDArray[np.uint8], kinds: NDArray[np.uint8]) -> Floats:
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


def _given_missing(
    agreeing: Masks, kin: Masks | int, left: Masks, *, told_elsewhere: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """alignment._given_missing, for many: `agreeing` are the full parts with a partner."""
    only_kin: NDArray[np.bool_] = (agreeing != 0) & ((agreeing & ~kin) == 0) & ((left & ~kin) != 0) & ~told_elsewhere
    return only_kin
