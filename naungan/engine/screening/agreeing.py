"""What of a segment may agree with the parts of a traveller's name: looked up once, remembered for the next traveller.

Units with the level at which they agree (compare.levels), and those that may be a part only together with others: words
that one side writes as one and the other as several.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare import levels
from naungan.engine.compare.alignment import LEAST_JOINED, LEAST_JOINED_READ, LEAST_PIECE, MOST_JOINED
from naungan.engine.compare.tokens import INITIALS_MORE
from naungan.engine.compare.weights import Rarity, name_weights
from naungan.engine.names import Form, Part, spelling
from naungan.engine.names.spelling import LEAST_GLUED
from naungan.engine.screening.segment import Segment
from naungan.engine.screening.spellings import Ints, spans

Floats = NDArray[np.float32]
Marks = NDArray[np.uint64]

NOTHING: Final[Ints] = np.zeros(0, dtype=np.int32)
_MOST_REMEMBERED: Final = 1 << 14
_MOST_TEXTS: Final = 16
_MOST_PLACES: Final = 40
"""Places of a word at which it may be parted."""


class Agreeing(NamedTuple):
    """Units of a segment that agree with one part of a traveller's name, with bits and tail; and what it may be of."""

    units: Ints
    bits: Floats
    tails: Floats
    most_bits: float
    most_tail: float
    bearers: int
    """Rows that hold any of the units."""
    halves: tuple[Halves, ...]
    """Units that may be the first and the last piece of the part, where the traveller writes one word for several."""
    glued: Ints
    """Units that may be the part behind a word like al, written together."""


class Halves(NamedTuple):
    """Units that a word may begin with, and end with, with marks for the places where it is parted."""

    read: bool
    """Whether that holds for names read from a native script alone."""
    first: Ints
    first_marks: Marks
    last: Ints
    last_marks: Marks


class Asked(NamedTuple):
    """One form of a traveller's name against one segment."""

    form: Form
    agreeing: list[Agreeing]
    wholes: tuple[Ints, Ints]
    """Units that may be several neighbouring parts of the traveller's, written as one word: in any name, and in those
    that were read from a native script."""

    @property
    def some_joined(self) -> bool:
        """Whether anything may be one word on one side and several on the other."""
        return any(map(len, self.wholes)) or any(one.halves for one in self.agreeing)

    @property
    def halves(self) -> Iterator[Halves]:
        """The halves of all parts."""
        return chain.from_iterable(one.halves for one in self.agreeing)


class Memory:
    """What was looked up of parts in one segment: most travellers share their names with many others."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[tuple[str, ...], bool], Agreeing] = OrderedDict()

    def recall(self, segment: Segment, part: Part, rarity: Rarity) -> Agreeing:
        """What agrees with a part."""
        key = (part.spellings, part.cut)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _agreeing(segment, part, rarity)
            if len(self._known) > _MOST_REMEMBERED:
                self._known.popitem(last=False)
        return known


def ask(segment: Segment, form: Form, rarity: Rarity, memory: Memory) -> Asked:
    """Look up what may agree with each part of a form. A memory belongs to one segment and one rarity."""
    agreeing = [memory.recall(segment, part, rarity) for part in form.parts]
    plain, read = _wholes(segment, form)
    glued = [one.glued for one in agreeing if len(one.glued)]
    return Asked(form, agreeing, (np.concatenate([plain, *glued]) if glued else plain, read))


def _agreeing(segment: Segment, part: Part, rarity: Rarity) -> Agreeing:
    """The best level of any spelling with any unit, and its worth."""
    found: dict[int, int] = {}
    for text in part.spellings:
        numbers, codes = segment.spellings.alike(text)
        _note(segment, found, zip(numbers.tolist(), codes.tolist(), strict=True))
        initial = levels.CODES["initial"]
        if text.isascii():
            if len(text) == 1:
                others = segment.spellings.with_letter(text)
                _note(
                    segment, found, ((number, initial) for number in others if len(segment.spellings.texts[number]) > 1)
                )
            elif (letter := segment.spellings.number(text[0])) is not None:
                _note(segment, found, [(letter, initial)])
    units = np.fromiter(found.keys(), dtype=np.int32, count=len(found))
    codes = np.fromiter(found.values(), dtype=np.int8, count=len(found))
    rare = np.minimum(segment.arrays["unit_rare"][units], np.float32(rarity.bits(part.keys)))
    bits, tails = _worth(codes, rare, len(part.text))
    if part.cut or segment.has_cut:
        units, bits, tails = _with_cut(segment, part, rarity, (units, bits, tails))
    starts = segment.arrays["posting_starts"]
    return Agreeing(
        units,
        bits,
        tails,
        float(bits.max()) if len(bits) else 0.0,
        float(tails.max()) if len(tails) else 0.0,
        int((starts[units + 1] - starts[units]).sum()),
        tuple(found for text in part.spellings for found in _halves(segment, text)),
        _glued(segment, part),
    )


def _note(segment: Segment, found: dict[int, int], alike: Iterable[tuple[int, int]]) -> None:
    starts, holders = segment.arrays["holder_starts"], segment.arrays["holders"]
    for number, code in alike:
        if found.get(number, 99) > code:
            found[number] = code
        first, last = starts[number], starts[number + 1]
        if last > first:
            for unit in holders[first:last].tolist():
                if found.get(unit, 99) > code:
                    found[unit] = code


def _worth(codes: NDArray[np.int8], rare: Floats, letters: int) -> tuple[Floats, Floats]:
    """tokens.worth, for many."""
    weights = name_weights()
    slope, offset, quality = _columns()
    more: Floats = np.zeros(len(codes), dtype=np.float32)
    if letters == 1:
        more = np.where(codes == levels.CODES["same"], np.float32(INITIALS_MORE), more)
        codes = np.where(codes == levels.CODES["same"], levels.CODES["initial"], codes)
    bits = np.maximum(slope[codes] * rare + offset[codes] + more, np.float32(weights.least))
    return bits, quality[codes] * rare


def _columns() -> tuple[Floats, Floats, Floats]:
    weights = name_weights()
    return (
        np.array(weights.slope, dtype=np.float32),
        np.array(weights.offset, dtype=np.float32),
        np.array(weights.quality, dtype=np.float32),
    )


Worths = tuple[Ints, Floats, Floats]
"""Units with bits and tails."""


def _with_cut(segment: Segment, part: Part, rarity: Rarity, agreeing: Worths) -> Worths:
    """Adds what a carrier cut short: our part begins theirs, or theirs begins ours."""
    limit = name_weights().prefix_letter
    found = {unit: worth for unit, *worth in zip(*(column.tolist() for column in agreeing), strict=True)}
    pairs: list[tuple[int, float]] = []
    rares = segment.arrays["unit_rare"]
    if part.cut:
        every = segment.spellings.beginning_with(part.text)
        numbers = [number for number in every if segment.spellings.texts[number] != part.text]
        seen: dict[int, int] = {}
        _note_first(segment, seen, numbers)
        pairs += [(unit, min(float(rares[unit]), limit * len(part.text))) for unit in seen]
    cuts = segment.arrays["unit_cut"]
    if len(cuts):
        own = rarity.bits(part.keys)
        seen = {}
        _note_first(segment, seen, segment.spellings.prefixes_of(part.text))
        singles = len(segment.spellings)
        for unit in seen:
            if unit >= singles and cuts[unit - singles]:
                length = len(segment.spellings.texts[seen[unit]])
                pairs.append((unit, min(own, limit * length)))
    for unit, rare in pairs:
        cut_bits, cut_tail = _worth(
            np.array([levels.CODES["prefix"]], dtype=np.int8), np.array([rare], dtype=np.float32), 2
        )
        found[unit] = max(found.get(unit, [0.0, 0.0]), [float(cut_bits[0]), float(cut_tail[0])])
    units = np.array(list(found), dtype=np.int32)
    values = np.array(list(found.values()), dtype=np.float32).reshape(len(found), 2)
    return units, values[:, 0], values[:, 1]


def _note_first(segment: Segment, seen: dict[int, int], numbers: Iterable[int]) -> None:
    """Units whose first spelling is one of these, with that spelling."""
    starts, holders = segment.arrays["holder_starts"], segment.arrays["holders"]
    first_of = segment.arrays["unit_spellings"]
    unit_starts, singles = segment.arrays["unit_starts"], len(segment.spellings)
    for number in numbers:
        seen[number] = number
        for unit in holders[starts[number] : starts[number + 1]].tolist():
            if first_of[unit_starts[unit - singles]] == number:
                seen[unit] = number


def _units_of(segment: Segment, numbers: Iterable[int]) -> Ints:
    found: dict[int, int] = {}
    _note(segment, found, ((number, 1) for number in numbers))
    return np.fromiter(found, dtype=np.int32, count=len(found))


def _halves(segment: Segment, text: str) -> Iterator[Halves]:
    """Units that a word may begin and end with, and where in the word, if there are both.

    Twice: for names that were read from a native script, of which each part may be short, and for others.
    """
    if len(text) < LEAST_JOINED_READ:
        return
    first, last = _pieces(spelling.rough(text))
    begins = _placed(segment, first)
    ends = _placed(segment, last) if len(begins.units) else begins
    if not len(ends.units):
        return
    yield Halves(True, begins.units, begins.marks, ends.units, ends.marks)  # noqa: FBT003
    if len(text) >= LEAST_JOINED:
        begins, ends = begins.long_ones(), ends.long_ones()
        if len(begins.units) and len(ends.units):
            yield Halves(False, begins.units, begins.marks, ends.units, ends.marks)  # noqa: FBT003


class _Placed(NamedTuple):
    units: Ints
    marks: Marks
    long: NDArray[np.bool_]

    def long_ones(self) -> _Placed:
        return _Placed(self.units[self.long], self.marks[self.long], self.long[self.long])


def _placed(segment: Segment, keys: Mapping[str, int]) -> _Placed:
    """The units under some rough keys, with the keys' marks; and which of them are words of some letters."""
    numbers, wanted = segment.spellings.with_rough_each(list(keys))
    marks = np.fromiter(keys.values(), dtype=np.uint64, count=len(keys))[wanted]
    long = segment.arrays["lengths"][numbers] >= LEAST_PIECE
    held = segment.arrays["holder_starts"]
    first, after = held[numbers], held[numbers + 1]
    if (after > first).any():
        again = np.repeat(np.arange(len(numbers)), after - first)
        numbers = np.concatenate([numbers, segment.arrays["holders"][spans(first, after)]])
        marks, long = np.concatenate([marks, marks[again]]), np.concatenate([long, long[again]])
    return _Placed(numbers, marks, long)


@lru_cache(maxsize=1 << 14)
def _pieces(key: str) -> tuple[dict[str, int], dict[str, int]]:
    """The rough keys that one may begin with, and end with, each with a bit for the place where it ends or begins.

    With a word like al before them or without.
    """
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    size = min(len(key), _MOST_PLACES)
    for rest in spelling.without_glue(key):
        before = len(key) - len(rest)
        for place in range(before + 1, size):
            piece = key[before:place]
            first[piece] = first.get(piece, 0) | 1 << place
        if rest != key:  # the whole word is al and one part
            first[rest] = first.get(rest, 0) | 1
            last[rest] = last.get(rest, 0) | 1
    for place in range(1, size):
        for piece in (*spelling.without_glue(key[place:]), key[place - 1] + key[place:]):
            last[piece] = last.get(piece, 0) | 1 << place
    return first, last


def _glued(segment: Segment, part: Part) -> Ints:
    texts = [text for text in _rough_spellings(part, LEAST_PIECE) if len(text) >= LEAST_GLUED]
    keys = [glue + text for glue in spelling.glues() for text in texts]
    return _units_of(segment, segment.spellings.with_rough(keys).tolist()) if keys else NOTHING


def _wholes(segment: Segment, form: Form) -> tuple[Ints, Ints]:
    """Units that neighbouring parts of a form may be written as; words like al between them or not.

    In any name, and in those read from a native script, where short parts count too.
    """
    if len(form.parts) < 2:
        return NOTHING, NOTHING
    keys: dict[str, bool] = {}
    pieces = [_rough_spellings(part, 1) for part in form.parts]
    long = [form.derived != "" or len(part.text) >= LEAST_PIECE for part in form.parts]
    for start in range(len(pieces)):
        texts, plain = pieces[start], long[start]
        glues: tuple[str, ...] = ("", "al", "ul", "il")
        for following in range(start + 1, min(start + MOST_JOINED, len(pieces))):
            plain = plain and long[following]
            texts = [
                spelling.dedupe(text + glue + other)
                for text in texts[:_MOST_TEXTS]
                for other in pieces[following]
                for glue in (glues if len(other) >= LEAST_GLUED else ("",))
            ]
            keys.update({text: plain or keys.get(text, False) for text in texts})
            glues = ("",)
    numbers, places = segment.spellings.with_rough_each(list(keys))
    if not len(numbers):
        return NOTHING, NOTHING
    flags = np.fromiter(keys.values(), dtype=np.bool_, count=len(keys))[places]
    return _units_of(segment, numbers[flags].tolist()), _units_of(segment, numbers[~flags].tolist())


def _rough_spellings(part: Part, least: int) -> list[str]:
    keys = dict.fromkeys(spelling.rough(text) for text in part.spellings[:_MOST_TEXTS] if len(text) >= least)
    return [key for key in keys if key]
