"""Words that one side writes as one and the other as several: what of a segment may stand for parts of a traveller's.

Where a name holds parts that together are one of the traveller's (joints), and units that are several of theirs
(wholes). Keys are hashes: what is found is bounded from above, and the exact comparison (alignment.joins) has the last
word. A test holds both to the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare.alignment import LEAST_JOINED, LEAST_JOINED_READ, LEAST_PIECE, MOST_JOINED
from naungan.engine.compare.weights import Rarity, name_weights, weight
from naungan.engine.names import Form, Part, spelling
from naungan.engine.names.romanise import MOST_SPELLINGS
from naungan.engine.names.spelling import LEAST_GLUED
from naungan.engine.screening.neighbours import READ, Found
from naungan.engine.screening.segment import Segment
from naungan.engine.screening.spellings import Ints, distinct, spans

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Masks = NDArray[np.uint64]

NOTHING: Final[Ints] = np.zeros(0, dtype=np.int32)
_NO_FLOATS: Final[Floats] = np.zeros(0, dtype=np.float32)

_MOST_WAYS: Final = 4096
"""Ways to spell several parts in a row."""

_MOST_PLACES: Final = 40
"""Places of a word at which it may be parted."""

LOW: Final = np.uint64(0xFFFFFFFF)
HIGH: Final = np.uint64(32)


class Joints(NamedTuple):
    """Rows that hold neighbouring parts which together are one part of a traveller's: where, how many, their worth."""

    rows: Ints
    places: Ints
    widths: Ints
    bits: Floats
    tails: Floats

    def at(self, places: NDArray[np.intp]) -> Joints:
        """Some of them."""
        return Joints(
            self.rows[places], self.places[places], self.widths[places], self.bits[places], self.tails[places]
        )


NO_JOINTS: Final = Joints(NOTHING, NOTHING, NOTHING, _NO_FLOATS, _NO_FLOATS)


class Wholes(NamedTuple):
    """Units that are neighbouring parts of the traveller's written as one word, or one behind a word like al.

    `masks`: in the lower half the places of parts that are among them in every way, in the upper those in any way.
    `plain`: in any name; the others only in names that were read from a native script.
    """

    units: Ints
    masks: Masks
    bits: Floats
    tails: Floats
    plain: Flags

    def shared(self, at: NDArray[np.intp]) -> Wholes:
        """Some of them, with what each of the parts brings: its share."""
        masks = self.masks[at]
        share = np.float32(1) / np.maximum(np.bitwise_count(masks & LOW), 1).astype(np.float32)
        return Wholes(self.units[at], masks, self.bits[at] * share, self.tails[at] * share, self.plain[at])


NO_WHOLES: Final = Wholes(NOTHING, np.zeros(0, dtype=np.uint64), _NO_FLOATS, _NO_FLOATS, np.zeros(0, dtype=np.bool_))


def joined_worths(rare: Floats) -> tuple[Floats, Floats]:
    """tokens.joined_worth, for many: bits and tails."""
    slope, offset, quality = name_weights().joined
    rare = np.minimum(rare, np.float32(weight("name", "token-cap")))
    bits = np.maximum(np.float32(slope) * rare + np.float32(offset), np.float32(name_weights().least))
    return bits, np.float32(quality) * rare


def joints(segment: Segment, part: Part, *, derived: bool) -> Joints:
    """Where a part may be written as several. `derived`: it was read from a native script: each may be short."""
    found: list[Joints] = []
    for text in part.spellings:
        if len(text) < LEAST_JOINED_READ:
            continue
        starts, widths, long = _parted(segment, spelling.rough(text), short=derived)
        if not len(starts):
            continue
        rows = segment.row_at(starts)
        if not derived:
            # Parts of a name that was read may be short.
            fits = (segment.arrays["row_kinds"][rows] & READ) != 0
            if len(text) >= LEAST_JOINED:
                fits |= long
            rows, starts, widths = rows[fits], starts[fits], widths[fits]
        if len(rows):
            found.append(_worth(segment, rows, starts, widths))
    if not found:
        return NO_JOINTS
    if len(found) == 1:
        return found[0]
    every = Joints(
        np.concatenate([one.rows for one in found]),
        np.concatenate([one.places for one in found]),
        np.concatenate([one.widths for one in found]),
        np.concatenate([one.bits for one in found]),
        np.concatenate([one.tails for one in found]),
    )
    codes = every.rows.astype(np.int64) << 8 | every.places << 4 | every.widths
    _, once = np.unique(codes, return_index=True)
    return every.at(once)


def _worth(segment: Segment, rows: Ints, starts: Ints, widths: Ints) -> Joints:
    units, rares = segment.arrays["row_units"], segment.arrays["unit_rare"]
    rare = rares[units[starts]] + rares[units[starts + 1]]
    for beyond in range(2, int(widths.max())):
        more = widths > beyond
        rare[more] += rares[units[starts[more] + beyond]]
    places = (starts - segment.arrays["row_starts"][rows]).astype(np.int32)
    return Joints(rows, places, widths, *joined_worths(rare))


def _parted(segment: Segment, key: str, *, short: bool) -> tuple[Ints, Ints, Flags]:
    """Places (in `row_units`) where parts of a name together spell a rough key; how many; whether all are long."""
    two = list(spelling.without_glues(key))
    fronts = [(word, place) for word in two for place in range(2, min(len(word), _MOST_PLACES))]
    numbers, which, long = segment.pairs.written_as([*two, *(word[:place] for word, place in fronts)], short=short)
    if not len(numbers):
        return NOTHING, NOTHING, np.zeros(0, dtype=np.bool_)
    whole = which < len(two)
    places, again = segment.pairs.places(numbers[whole])
    starts, widths, longs = [places], [np.full(len(places), 2, dtype=np.int32)], [long[whole][again]]
    if not whole.all():
        front = Found(numbers[~whole], which[~whole] - len(two), long[~whole])
        for more, width, more_long in _as_more(segment, fronts, front, short=short):
            starts.append(more)
            widths.append(np.full(len(more), width, dtype=np.int32))
            longs.append(more_long)
    return np.concatenate(starts), np.concatenate(widths), np.concatenate(longs)


def _as_more(
    segment: Segment, fronts: Sequence[tuple[str, int]], front: Found, *, short: bool
) -> Iterator[tuple[Ints, int, Flags]]:
    """Three parts or four, of which the first two are known."""
    ends: dict[str, list[int]] = {}
    for at in dict.fromkeys(front.which.tolist()):
        rest, place = fronts[at]
        for end in (rest[place:], rest[place - 1 :]):
            ends.setdefault(end, []).append(at)
    keys, behind = list(ends), _Behind(list(ends.values()))
    numbers, source = segment.spellings.with_rough_each(keys)
    if len(numbers):
        units, again = expanded(segment, numbers)
        long = segment.arrays["lengths"][numbers[again]] >= LEAST_PIECE
        yield from _then_one(segment, front, _Ends(units, long, *behind.fronts(source[again])))
    later = segment.pairs.written_as(keys, short=short)
    if len(later.numbers):
        yield from _then_two(segment, front, _Ends(later.numbers, later.long, *behind.fronts(later.which)))


class _Behind:
    """For each end of a word the fronts before it."""

    def __init__(self, fronts: Sequence[Sequence[int]]) -> None:
        self._flat = np.array([front for listed in fronts for front in listed])
        self._ends = np.cumsum([len(listed) for listed in fronts])
        self._sizes = np.array([len(listed) for listed in fronts])

    def fronts(self, ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
        """The fronts of some ends, and which of the ends each belongs to."""
        sizes = self._sizes[ends]
        return self._flat[spans(self._ends[ends] - sizes, self._ends[ends])], np.arange(len(ends)).repeat(sizes)


class _Ends(NamedTuple):
    """What may stand behind a front: numbers of units or pairs, whether they are long; and which of them ends which."""

    numbers: Ints
    long: Flags
    fronts: NDArray[np.int64]
    which: NDArray[np.intp]

    def behind(self, front: Found) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Places in the front, and what may stand behind each."""
        mine, ends = (front.which[:, None] == self.fronts).nonzero()
        return mine, self.which[ends]


def _then_one(segment: Segment, front: Found, ends: _Ends) -> Iterator[tuple[Ints, int, Flags]]:
    """One more part: units."""
    mine, third = ends.behind(front)
    held = segment.pairs.before(front.numbers[mine], ends.numbers[third]).nonzero()[0]
    if not len(held):
        return
    mine, third = mine[held], third[held]
    places, again = segment.pairs.places(front.numbers[mine])
    fits = segment.arrays["row_units"].take(places + 2, mode="clip") == ends.numbers[third][again]
    yield from _within(segment, places, 3, fits, (front.long[mine] & ends.long[third])[again])


def _then_two(segment: Segment, front: Found, ends: _Ends) -> Iterator[tuple[Ints, int, Flags]]:
    """Two more parts: pairs."""
    mine, later = ends.behind(front)
    held = segment.pairs.before_pair(front.numbers[mine], ends.numbers[later]).nonzero()[0]
    if not len(held):
        return
    mine, later = mine[held], later[held]
    units = segment.arrays["row_units"]
    places, again = segment.pairs.places(front.numbers[mine])
    one, other = segment.pairs.units(ends.numbers[later], units)
    third, fourth = (units.take(places + step, mode="clip") for step in (2, 3))
    fits = (third == one[again]) & (fourth == other[again])
    yield from _within(segment, places, 4, fits, (front.long[mine] & ends.long[later])[again])


def _within(segment: Segment, places: Ints, width: int, fits: Flags, long: Flags) -> Iterator[tuple[Ints, int, Flags]]:
    """Those that fit and of which so many parts belong to one row, each once; long where any way is."""
    kept = fits.nonzero()[0]
    kept = kept[segment.within_row(places[kept], width)]
    if len(kept):
        found, at = np.unique(places[kept], return_inverse=True)
        yield found, width, np.bincount(at, weights=long[kept]) > 0


def expanded(segment: Segment, numbers: Ints) -> tuple[Ints, NDArray[np.intp]]:
    """The units that hold some spellings, themselves first; and for each the place of its spelling among them."""
    source = np.arange(len(numbers))
    held = segment.arrays["holder_starts"]
    first, after = held[numbers], held[numbers + 1]
    if (after > first).any():
        numbers = np.concatenate([numbers, segment.arrays["holders"][spans(first, after)]])
        source = np.concatenate([source, np.repeat(source, after - first)])
    return numbers, source


def glued(segment: Segment, part: Part) -> Ints:
    """Units that are a part behind a word like al, written together; or that are so and the part is not."""
    texts = rough_spellings(part, LEAST_PIECE)
    numbers = [segment.spellings.with_glue([text for text in texts if len(text) >= LEAST_GLUED])]
    if without := dict.fromkeys(left for text in texts for left in spelling.without_glue(text)[1:]):
        numbers.append(segment.spellings.with_rough(list(without)))
    found = np.concatenate(numbers)
    return distinct(expanded(segment, found)[0]) if len(found) else NOTHING


def wholes(segment: Segment, form: Form, rarity: Rarity, glued_parts: Sequence[Ints]) -> Wholes:
    """Units that neighbouring parts of a form may be written as; words like al between them or not.

    `glued_parts`: for each part the units that are it but for such a word.
    """
    ways = _together(form) if len(form.parts) > 1 else {}
    numbers, source = segment.spellings.with_rough_each(list(ways)) if ways else (NOTHING, NOTHING)
    if not len(numbers) and not any(map(len, glued_parts)):
        return NO_WHOLES
    rares = [rarity.bits(part.keys) for part in form.parts]
    units, again = expanded(segment, numbers)
    listed = list(ways.values())
    found = [listed[at] for at in source[again].tolist()]
    for place, more in enumerate(glued_parts):
        if len(more):
            units = np.concatenate([units, more])
            found += [_Way((place,), _mask(1 << place), plain=True)] * len(more)
    masks = np.array([way.mask for way in found], dtype=np.uint64)
    plain = np.array([way.plain for way in found], dtype=np.bool_)
    rare = np.array([sum(rares[place] for place in way.places) for way in found], dtype=np.float32)
    return _each_once(units, masks, plain, rare)


def _each_once(units: Ints, masks: Masks, plain: Flags, rare: Floats) -> Wholes:
    order = np.argsort(units, kind="stable")
    units, masks, plain, rare = units[order], masks[order], plain[order], rare[order]
    starts = np.flatnonzero(np.append(True, units[1:] != units[:-1]))
    every, some = np.bitwise_and.reduceat(masks, starts), np.bitwise_or.reduceat(masks, starts)
    bits, tails = joined_worths(np.maximum.reduceat(rare, starts))
    return Wholes(units[starts], (every & LOW) | (some & ~LOW), bits, tails, np.logical_or.reduceat(plain, starts))


class _Way(NamedTuple):
    places: tuple[int, ...]
    mask: int
    plain: bool


def _mask(places: int) -> int:
    return places | places << 32


def _together(form: Form) -> dict[str, _Way]:
    """The rough keys of neighbouring parts in a row."""
    keys: dict[str, _Way] = {}
    pieces = [rough_spellings(part, 1) for part in form.parts]
    long = [form.derived != "" or len(part.text) >= LEAST_PIECE for part in form.parts]
    for start in range(len(pieces)):
        texts, plain = pieces[start], long[start]
        for following in range(start + 1, min(start + MOST_JOINED, len(pieces))):
            plain = plain and long[following]
            texts = [
                key
                for text in texts[: max(_MOST_WAYS // max(len(pieces[following]), 1), MOST_SPELLINGS)]
                for other in pieces[following]
                for key in spelling.together(text, other)
            ]
            places = tuple(range(start, following + 1))
            _add(keys, texts, _Way(places, _mask(sum(1 << place for place in places)), plain))
    return keys


def _add(keys: dict[str, _Way], texts: Iterable[str], way: _Way) -> None:
    for text in texts:
        known = keys.setdefault(text, way)
        if known.places != way.places:
            low, high = known.mask & way.mask & 0xFFFFFFFF, (known.mask | way.mask) >> 32 << 32
            places = tuple(sorted({*known.places, *way.places}))
            keys[text] = _Way(places, low | high, known.plain or way.plain)


def rough_spellings(part: Part, least: int) -> list[str]:
    """The distinct rough keys of a part's spellings of so many letters."""
    keys = dict.fromkeys(spelling.rough(text) for text in part.spellings[:MOST_SPELLINGS] if len(text) >= least)
    return [key for key in keys if key]
