"""Entries on their way into the arrays of a segment: what the register says, in columns in the order of birth."""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare import Profile, Rarity, profile
from naungan.engine.compare.weights import part_hash
from naungan.engine.names import Form, Part
from naungan.engine.records import UNKNOWN_DATE
from naungan.engine.screening import spellings
from naungan.engine.screening.bearing import count_bearers, distinct_parts, settle_units
from naungan.engine.screening.births import day_key
from naungan.engine.screening.neighbours import READ, pack_pairs
from naungan.engine.screening.packing import pack_candidate
from naungan.engine.screening.query import Candidate
from naungan.engine.screening.segment import (
    ANY_NATIONALITY,
    FAMILY,
    FULL,
    GIVEN,
    HAN,
    KEYS_BETWEEN,
    LEADING,
    MIXED,
    NATIONALITIES,
    OMISSIBLE,
    PATRONYMIC,
    PATRONYMIC_TOLD,
    SEX_CODES,
    SYLLABIC,
    TRUNCATED,
    WEAK,
    country_code,
    paper_keys,
    script_code,
)
from naungan.engine.screening.spellings import Arrays, Ints, spans

_AT_ONCE: Final = 8192

_YEARS_OF_ONE: Final = 3
"""Birth years that may be told of one person lie within so many."""

_LEAST_SPANS: Final = 3
_LEAST_SPREAD: Final = 15
"""Years between the first and the last birth; what is told of one person's seldom lies so far apart."""

_NO_FORM: Final = Form("", "", ())

_WEIGHTS: Final = {"full": FULL, "omissible": OMISSIBLE, "leading": LEADING}
_ROLES: Final = {"": 0, "patronymic": PATRONYMIC, "family": FAMILY, "given": GIVEN}


def compile_segment(
    candidates: Iterable[Candidate], rarity: Rarity | None = None, *, prepared: Iterable[Profile] | None = None
) -> tuple[dict[str, NDArray[np.generic]], Mapping[str, int]]:
    """The arrays of some entries, and how many of them bear each canonical key.

    `prepared`: their profiles in the same order, where the caller has them. Without a `rarity` the column `unit_rare`
    is left to `set_rarity`.
    """
    draft = _Draft()
    profiles = iter(prepared) if prepared is not None else None
    with _uncollected():
        for candidate in candidates:
            draft.add(candidate, next(profiles) if profiles is not None else profile(candidate.identity))
        arrays, counts = draft.arrays()
    if rarity is not None:
        set_rarity(arrays, rarity)
    return arrays, counts


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without searches for reference cycles: a build leaves none, and the searches are a tenth of its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def set_rarity(arrays: dict[str, NDArray[np.generic]], rarity: Rarity) -> None:
    """Fill in how rare each unit is."""
    every = [rarity.bits(tuple(keys.split(KEYS_BETWEEN))) for keys in spellings.unpack_texts(arrays, "unit_keys")]
    arrays["unit_rare"] = np.array(every, dtype=np.float32)


class _Draft:
    """Entries on their way into arrays."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._row_starts, self._slot_rows = array("q", [0]), array("i", [0])
        self._styles: dict[tuple[str, str, bool, bool], int] = {}
        self._row_styles = array("B")
        self._style_kinds: list[int] = []
        self._writings: dict[tuple[str, str], int] = {("", ""): 0}
        self._style_writings: list[int] = []
        self._codes: dict[tuple[str, ...], list[int]] = {}
        self._packed: list[bytes] = []
        self._versions = array("q")
        self._entries = array("I")
        self._births, self._birth_slots = array("i"), array("i")
        self._papers: list[str] = []
        self._paper_slots = array("i")
        self._traits = array("H")
        """For each entry its nationalities, its sex, and whether a place of birth is told."""

    def add(self, candidate: Candidate, prepared: Profile) -> None:
        """One entry behind the others."""
        slot = len(self._packed)
        self._packed.append(pack_candidate(candidate))
        self._versions.append(candidate.version)
        self._entries.append(crc32(candidate.entry.encode("utf-8", "surrogatepass")))
        # An entry without a name has a row all the same: its documents are looked for.
        for form in prepared.forms or (_NO_FORM,):
            self._parts.extend(form.parts)
            self._row_starts.append(len(self._parts))
            style = (form.script, form.derived, form.truncated, form.mixed)
            known = self._styles.get(style)
            self._row_styles.append(self._new_style(style, form) if known is None else known)
        self._slot_rows.append(len(self._row_styles))
        for birth in prepared.births or (UNKNOWN_DATE,):
            self._births.append(day_key(birth))
            self._birth_slots.append(slot)
        for paper in prepared.papers:
            self._papers.append(paper.number)
            self._paper_slots.append(slot)
        self._traits.extend(self._codes_of(prepared.nationalities))
        self._traits.append(SEX_CODES.get(prepared.sex, 0))
        self._traits.append(bool(prepared.place_tokens))

    def _new_style(self, style: tuple[str, str, bool, bool], form: Form) -> int:
        """A number for names of this script, reading and cut: they have their kind and writing in common."""
        kind = TRUNCATED if form.truncated else 0
        if form.derived:
            kind |= form.weak * WEAK | form.syllabic * SYLLABIC | READ | form.mixed * MIXED
        self._style_kinds.append(kind)
        self._style_writings.append(self._writings.setdefault((form.script, form.derived), len(self._writings)))
        return self._styles.setdefault(style, len(self._styles))

    def _codes_of(self, nationalities: tuple[str, ...]) -> list[int]:
        """The columns of some nationalities."""
        found = self._codes.get(nationalities)
        if found is None:
            found = [country_code(code) for code in nationalities[: NATIONALITIES + 1]]
            if len(found) > NATIONALITIES:
                found = [ANY_NATIONALITY]
            found += [0] * (NATIONALITIES - len(found))
            self._codes[nationalities] = found
        return found

    def arrays(self) -> tuple[dict[str, NDArray[np.generic]], dict[str, int]]:
        """All columns but `unit_rare`; and how many entries bear each canonical key. Once."""
        births, birth_slots = np.array(self._births, dtype=np.int32), np.array(self._birth_slots, dtype=np.int32)
        first = np.full(len(self._packed), np.iinfo(np.int32).max, dtype=np.int32)
        np.minimum.at(first, birth_slots, births)
        # Slots in the order of birth: those that one question looks at lie side by side.
        order = np.argsort(first, kind="stable").astype(np.int32)
        place = np.empty_like(order)
        place[order] = np.arange(len(order), dtype=np.int32)
        met, which = distinct_parts(self._parts)
        self._parts = []
        counts = count_bearers(met, which, np.array(self._row_starts)[np.array(self._slot_rows)])
        units, arrays = settle_units(met)
        arrays |= self._rows(order, units[which], np.array([_flags(part) for part in met], dtype=np.uint8)[which])
        arrays |= pack_pairs(spellings.unpack_texts(arrays, "texts"), arrays)
        lengths = np.fromiter(map(len, self._packed), dtype=np.int64, count=len(self._packed))
        starts = _starts(lengths[order])
        arrays |= {"packed_starts": starts, "packed": self._packed_in(order, starts)}
        arrays["versions"] = np.array(self._versions, dtype=np.int64)[order]
        entries = np.array(self._entries, dtype=np.uint32)[order]
        by_hash = np.argsort(entries, kind="stable")
        arrays["entry_hashes"], arrays["entry_numbers"] = entries[by_hash], by_hash.astype(np.int32)
        traits = np.array(self._traits, dtype=np.uint16).reshape(len(order), NATIONALITIES + 2)[order]
        arrays["nationalities"] = traits[:, :NATIONALITIES].copy()
        arrays["sexes"] = traits[:, NATIONALITIES].astype(np.uint8)
        arrays["places"] = traits[:, NATIONALITIES + 1].astype(np.bool_)
        papers, held = self._paper_keys()
        arrays |= spellings.posted("paper", papers, place[held]) | _births_held(births, birth_slots, place)
        arrays |= _wholes(arrays)
        arrays |= _postings(arrays, len(arrays["lengths"]) + len(arrays["unit_starts"]) - 1)
        return arrays, counts

    def _paper_keys(self) -> tuple[NDArray[np.uint32], Ints]:
        """What document numbers are found by, with the slots that hold them; some at a time, for want of room."""
        slots = np.array(self._paper_slots, dtype=np.int32)
        every, held = [np.zeros(0, dtype=np.uint32)], [slots[:0]]
        for first in range(0, len(slots), _AT_ONCE):
            keys, owners = paper_keys(self._papers[first : first + _AT_ONCE])
            every.append(keys)
            held.append(slots[first + owners])
        return np.concatenate(every), np.concatenate(held)

    def _packed_in(self, order: Ints, starts: NDArray[np.int64]) -> NDArray[np.uint8]:
        """The packed entries in their new order; let go of piece by piece, since they are most of what is held."""
        found = np.empty(int(starts[-1]), dtype=np.uint8)
        for first in range(0, len(order), _AT_ONCE):
            slots = order[first : first + _AT_ONCE].tolist()
            last = first + len(slots)
            joined = b"".join([self._packed[slot] for slot in slots])
            found[int(starts[first]) : int(starts[last])] = np.frombuffer(joined, dtype=np.uint8)
            for slot in slots:
                self._packed[slot] = b""
        return found

    def _rows(self, order: Ints, row_units: Ints, row_flags: NDArray[np.uint8]) -> dict[str, NDArray[np.generic]]:
        """The rows of the slots in their new order, with their parts."""
        slot_rows = np.array(self._slot_rows, dtype=np.int32)
        row_starts = np.array(self._row_starts, dtype=np.int64)
        rows = spans(slot_rows[order], slot_rows[order + 1])
        parts = spans(row_starts[rows], row_starts[rows + 1])
        held = np.diff(slot_rows)[order]
        flags = row_flags[parts]
        starts = _starts(np.diff(row_starts)[rows])
        styles = np.array(self._row_styles, dtype=np.uint8)[rows]
        told = np.diff(np.append(0, np.cumsum((flags & PATRONYMIC) != 0))[starts]) > 0
        return {
            "row_units": row_units[parts],
            "row_flags": flags,
            "row_starts": starts,
            "row_counted": _counted(flags, starts),
            "row_kinds": np.array(self._style_kinds, dtype=np.uint8)[styles]
            | (told * PATRONYMIC_TOLD).astype(np.uint8),
            "row_writings": np.array(self._style_writings, dtype=np.uint8)[styles],
            "writings": np.array([list(map(script_code, writing)) for writing in self._writings], dtype=np.uint32),
            "row_slots": np.repeat(np.arange(len(order), dtype=np.int32), held),
            "slot_rows": _starts(held).astype(np.int32),
        }


def _flags(part: Part) -> int:
    return _WEIGHTS[part.weight] | _ROLES[part.role]


def _births_held(keys: Ints, slots: Ints, place: Ints) -> dict[str, NDArray[np.generic]]:
    """Keys of dates with slots in their new order: sorted by key, and by slot."""
    slots = place[slots]
    by_key, by_slot = np.argsort(keys, kind="stable"), np.argsort(slots, kind="stable")
    return {
        "birth_keys": keys[by_key],
        "birth_slots": slots[by_key],
        "slot_births": _starts(np.bincount(slots, minlength=len(place))),
        "births": keys[by_slot],
    }


def _wholes(arrays: Arrays) -> dict[str, NDArray[np.generic]]:
    """Names that people of several birth years bear in all their parts (weights.whole_hash), with how many do.

    One person may stand in several entries, with a slip in the date or without one: entries of one date are one
    person, and a name is several people's only where dates lie in three spans of three years, and fifteen years apart.
    """
    texts = spellings.unpack_texts(arrays, "unit_keys")
    every = (part_hash(tuple(text.split(KEYS_BETWEEN))) for text in texts)
    units = np.fromiter(every, dtype=np.uint64, count=len(texts))
    sums = np.append(np.uint64(0), np.cumsum(units[arrays["row_units"]], dtype=np.uint64))
    starts, slots = arrays["row_starts"], arrays["row_slots"]
    births = arrays["births"][arrays["slot_births"][slots]]
    told = ((arrays["row_kinds"] & READ) == 0) & (starts[1:] > starts[:-1]) & (births >> 9 != 0)
    hashes, births = (sums[starts[1:]] - sums[starts[:-1]])[told], births[told]
    order = np.lexsort((births, hashes))
    hashes, births = hashes[order], births[order]
    another = hashes[1:] != hashes[:-1]
    first = np.append([0] if len(hashes) else [], another.nonzero()[0] + 1).astype(np.intp)
    people, spans_of_years = (
        _distinct_each(values, another, first) for values in (births, (births >> 9) // _YEARS_OF_ONE)
    )
    years = births >> 9
    last = np.append(first[1:] - 1, len(years) - 1) if len(first) else first
    several = (spans_of_years >= _LEAST_SPANS) & (years[last] - years[first] >= _LEAST_SPREAD)
    return {"whole_hashes": hashes[first][several], "whole_bearers": people[several]}


def _distinct_each(values: Ints, another: NDArray[np.bool_], first: NDArray[np.intp]) -> Ints:
    """How many distinct values each group of some sorted ones has; groups begin at `first`, after each `another`."""
    fresh = np.append(np.ones(len(values[:1]), dtype=np.int32), another | (values[1:] != values[:-1])).astype(np.int32)
    return np.add.reduceat(fresh, first) if len(first) else fresh


def _counted(flags: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.int8]:
    """For each row how many parts can be missed on the other side: all but courtesy titles and the like."""
    before = np.append(0, np.cumsum((flags & LEADING) == 0))
    counted: NDArray[np.int8] = (before[starts[1:]] - before[starts[:-1]]).astype(np.int8)
    return counted


def _starts(lengths: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Where runs of these lengths start, and where the last ends."""
    return np.append(0, np.cumsum(lengths)).astype(np.int64)


def _postings(arrays: Arrays, units: int) -> dict[str, NDArray[np.generic]]:
    """For each unit the rows that hold it, those read from Chinese characters behind the others."""
    row_units = arrays["row_units"]
    rows = np.repeat(np.arange(len(arrays["row_slots"]), dtype=np.int32), np.diff(arrays["row_starts"]))
    from_han = (arrays["writings"][:, 1] == script_code(HAN))[arrays["row_writings"][rows]]
    order = np.lexsort((from_han, row_units))
    counts = np.bincount(row_units, minlength=units) if len(row_units) else np.zeros(units, dtype=np.int64)
    starts = np.append(0, np.cumsum(counts)).astype(np.int64)
    before = np.append(0, np.cumsum(~from_han[order]))
    return {
        "posting_starts": starts,
        "posting_han": (starts[:-1] + before[starts[1:]] - before[starts[:-1]]).astype(np.int64),
        "posting_rows": rows[order],
    }
