"""What of a segment may agree with the parts of a traveller's name: looked up once, remembered for the next traveller.

Units with the level at which they agree (compare.levels), and those that may be a part only together with others: words
that one side writes as one and the other as several.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare import levels
from naungan.engine.compare.tokens import INITIALS_MORE
from naungan.engine.compare.weights import Rarity, name_weights
from naungan.engine.names import Form, Part
from naungan.engine.screening import joining
from naungan.engine.screening.joining import Joints, Wholes
from naungan.engine.screening.segment import Segment
from naungan.engine.screening.spellings import Ints

Floats = NDArray[np.float32]

_MOST_REMEMBERED: Final = 1 << 14


class Agreeing(NamedTuple):
    """Units of a segment that agree with one part of a traveller's name, with bits and tail; and what it may be of."""

    units: Ints
    bits: Floats
    tails: Floats
    most_bits: float
    most_tail: float
    bearers: int
    """Rows that hold any of the units."""
    joints: Joints
    """Rows in which the part is written as several."""
    glued: Ints
    """Units that are the part but for a word like al, written together."""


class Asked(NamedTuple):
    """One form of a traveller's name against one segment."""

    form: Form
    agreeing: list[Agreeing]
    wholes: Wholes

    @property
    def some_joined(self) -> bool:
        """Whether anything may be one word on one side and several on the other."""
        return len(self.wholes.units) > 0 or any(len(one.joints.rows) for one in self.agreeing)


class Memory:
    """What was looked up of parts in one segment: most travellers share their names with many others."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[tuple[str, ...], bool, bool], Agreeing] = OrderedDict()

    def recall(self, segment: Segment, part: Part, rarity: Rarity, *, derived: bool) -> Agreeing:
        """What agrees with a part. `derived`: of a name that was read from a native script."""
        key = (part.spellings, part.cut, derived)
        known = self._known.get(key)
        if known is not None:
            self._known.move_to_end(key)
            return known
        known = self._known[key] = _agreeing(segment, part, rarity, derived=derived)
        if len(self._known) > _MOST_REMEMBERED:
            self._known.popitem(last=False)
        return known

    def acquaint(self, segment: Segment, rarity: Rarity, count: int) -> None:
        """Look up the parts that most rows hold, before any traveller comes with them."""
        starts = segment.arrays["posting_starts"]
        common, keys = np.argsort(starts[:-1] - starts[1:], kind="stable")[:count], segment.unit_keys()
        for unit in common.tolist():
            part = segment.part(unit, keys[unit])
            if not part.cut:
                self.recall(segment, part, rarity, derived=len(part.spellings) > 1)


def ask(segment: Segment, form: Form, rarity: Rarity, memory: Memory) -> Asked:
    """Look up what may agree with each part of a form. A memory belongs to one segment and one rarity."""
    agreeing = [memory.recall(segment, part, rarity, derived=form.derived != "") for part in form.parts]
    return Asked(form, agreeing, joining.wholes(segment, form, rarity, [one.glued for one in agreeing]))


def _agreeing(segment: Segment, part: Part, rarity: Rarity, *, derived: bool) -> Agreeing:
    """The best level of any spelling with any unit, and its worth."""
    numbers, found_codes = [], []
    for text in part.spellings:
        alike = segment.spellings.alike(text)
        letters = _initials(segment, text)
        numbers += [alike.numbers, letters]
        found_codes += [alike.codes, np.full(len(letters), levels.CODES["initial"], dtype=np.int8)]
    units, codes = _best(segment, np.concatenate(numbers), np.concatenate(found_codes))
    rare = np.minimum(segment.arrays["unit_rare"][units], np.float32(rarity.bits(part.keys)))
    bits, tails = _worth(codes, rare, len(part.text))
    if part.cut or segment.has_cut:
        units, bits, tails = _with_cut(segment, part, rarity, (units, bits, tails))
    return Agreeing(
        units,
        bits,
        tails,
        float(bits.max()) if len(bits) else 0.0,
        float(tails.max()) if len(tails) else 0.0,
        segment.bearers(units),
        joining.joints(segment, part, derived=derived),
        joining.glued(segment, part),
    )


def _initials(segment: Segment, text: str) -> Ints:
    """The spellings that are an initial of a name, or the names of an initial."""
    if not text.isascii():
        return joining.NOTHING
    if len(text) > 1:
        letter = segment.spellings.number(text[0])
        return joining.NOTHING if letter is None else np.array([letter], dtype=np.int32)
    others = segment.spellings.beginning_with(text)
    return np.array([one for one in others if len(segment.spellings.texts[one]) > 1], dtype=np.int32)


def _best(segment: Segment, numbers: Ints, codes: NDArray[np.int8]) -> tuple[Ints, NDArray[np.int8]]:
    """The units of some spellings, each once, with the best of its levels."""
    units, source = joining.expanded(segment, numbers)
    keys = units.astype(np.int64) << 8 | codes[source]
    keys.sort()
    units = (keys >> 8).astype(np.int32)
    first = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(units[1:], units[:-1], out=first[1:])
    return units[first], (keys[first] & 0xFF).astype(np.int8)


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
