"""Many entries as arrays that never change: rows are listed names, slots are entries, units are parts of names.

A unit is a part with its spellings (one, or the several of a part read from a native script); units 0 to n - 1 are the
n spellings themselves. `compile_segment` makes the arrays, which may be kept in files and mapped; `Segment` reads them.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare import Profile, Rarity, profile
from naungan.engine.compare.document import SHORT
from naungan.engine.names import Form, Part
from naungan.engine.records import UNKNOWN_DATE
from naungan.engine.screening import spellings
from naungan.engine.screening.births import day_key
from naungan.engine.screening.neighbours import READ, Pairs, pack_pairs
from naungan.engine.screening.packing import pack_candidate, unpack_candidate
from naungan.engine.screening.query import Candidate
from naungan.engine.screening.spellings import Arrays, Ints, Spellings, spans

NATIONALITIES: Final = 4
ANY_NATIONALITY: Final = 0xFFFF
"""Stands in a slot with more nationalities than columns: any counts as shared until the exact comparison."""

SEX_CODES: Final[dict[str, int]] = {"F": 1, "M": 2}

FULL, OMISSIBLE, LEADING, PATRONYMIC, FAMILY, GIVEN = 1, 2, 4, 8, 16, 32
"""Flags of a part."""

TRUNCATED, PATRONYMIC_TOLD, WEAK, SYLLABIC, MIXED = 1, 2, 4, 8, 32
"""Flags of a row, beside READ."""

_AT_ONCE: Final = 8192

_WEIGHTS: Final = {"full": FULL, "omissible": OMISSIBLE, "leading": LEADING}
_ROLES: Final = {"": 0, "patronymic": PATRONYMIC, "family": FAMILY, "given": GIVEN}


class Segment:
    """Entries as arrays, each mapped or in memory; `alive` alone may change."""

    def __init__(self, arrays: Arrays) -> None:
        # A mapped file's arrays are slow to slice; plain ones over the same memory are not.
        arrays = {name: np.asarray(column) for name, column in arrays.items()}
        self.arrays = arrays
        self.spellings = Spellings(arrays)
        self.pairs = Pairs(arrays)
        self.alive = np.ones(len(arrays["versions"]), dtype=np.bool_)
        self.units = len(arrays["unit_rare"])
        self.rows = len(arrays["row_slots"])
        self.slots = len(self.alive)
        self.sieve = np.zeros(self.rows, dtype=np.bool_)
        """Room to mark rows; whoever marks some wipes them again."""
        self.scale = np.zeros(self.rows, dtype=np.complex64)
        """Room for sums by row, bits and tails in one; wiped like the marks."""
        self.has_cut = bool(arrays["unit_cut"].any())
        self._ids: dict[str, int] | None = None
        self._profiles: dict[int, Profile] = {}

    def bearers(self, units: Ints) -> int:
        """How many rows hold any of some distinct units; a row that holds two counts twice."""
        starts = self.arrays["posting_starts"]
        return int((starts[units + 1] - starts[units]).sum())

    def comparable(self, form: Form, rows: Ints) -> Ints:
        """Those of the rows whose name can be compared with a form: compare.comparable."""
        scripts, derived = self.arrays["writings"].T
        fits = scripts == script_code(form.script)
        if form.derived:
            fits &= derived != script_code(form.derived)
        return rows if fits.all() else rows[fits[self.arrays["row_writings"][rows]]]

    def slot_of(self, entry: str) -> int | None:
        """The slot of an entry that is alive here; None where there is none."""
        if self.slots <= 64 and self._ids is None:
            self._ids = {self.candidate(slot).entry: slot for slot in range(self.slots)}
        if self._ids is not None:
            slot = self._ids.get(entry)
            return slot if slot is not None and self.alive[slot] else None
        hashes, numbers = self.arrays["entry_hashes"], self.arrays["entry_numbers"]
        wanted = np.uint32(crc32(entry.encode("utf-8", "surrogatepass")))
        first, last = np.searchsorted(hashes, wanted, "left"), np.searchsorted(hashes, wanted, "right")
        for slot in numbers[first:last].tolist():
            if self.alive[slot] and self.candidate(slot).entry == entry:
                return int(slot)
        return None

    def candidate(self, slot: int) -> Candidate:
        """The entry in a slot."""
        starts = self.arrays["packed_starts"]
        return unpack_candidate(self.arrays["packed"][int(starts[slot]) : int(starts[slot + 1])].tobytes())

    def profile(self, slot: int) -> Profile:
        """The prepared identity of the entry in a slot."""
        found = self._profiles.get(slot)
        if found is None:
            if len(self._profiles) >= 4096:
                self._profiles.clear()
            found = self._profiles[slot] = profile(self.candidate(slot).identity)
        return found

    def forms(self, slot: int, rows: Sequence[int]) -> list[Form]:
        """The names of an entry that stand in these rows."""
        first = int(self.arrays["slot_rows"][slot])
        held = self.profile(slot).forms
        return [held[row - first] for row in rows if row - first < len(held)]

    def rows_of(self, slots: Ints) -> Ints:
        """The rows of some slots."""
        starts = self.arrays["slot_rows"]
        return spans(starts[slots], starts[slots + 1])

    def row_at(self, places: Ints) -> Ints:
        """The rows in which some places of `row_units` lie."""
        rows: Ints = (self.arrays["row_starts"].searchsorted(places, "right") - 1).astype(np.int32)
        return rows

    def within_row(self, places: Ints, width: int) -> NDArray[np.bool_]:
        """Whether so many parts from a place on belong to one row."""
        starts = self.arrays["row_starts"]
        inside: NDArray[np.bool_] = places + width <= starts[self.row_at(places) + 1]
        return inside

    def entries(self) -> Iterable[Candidate]:
        """The entries that are alive."""
        return (self.candidate(slot) for slot in np.flatnonzero(self.alive).tolist())


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
        arrays = draft.arrays()
    if rarity is not None:
        set_rarity(arrays, rarity)
    return arrays, draft.counts


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
    canonical = spellings.unpack_texts(arrays, "canonical")
    single = [rarity.bits((key,)) for key in canonical]
    starts, members = arrays["unit_starts"], arrays["unit_spellings"].tolist()
    many = [
        rarity.bits(tuple(dict.fromkeys(canonical[number] for number in members[starts[unit] : starts[unit + 1]])))
        for unit in range(len(starts) - 1)
    ]
    arrays["unit_rare"] = np.array(single + many, dtype=np.float32)


class _Draft:
    """Entries on their way into arrays."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self._units: dict[tuple[tuple[str, ...], bool], int] = {}
        self._parts: dict[int, tuple[int, int, Part]] = {}
        self._codes: dict[tuple[str, ...], list[int]] = {}
        self._row_units, self._row_flags = array("i"), array("B")
        self._row_starts, self._slot_rows = array("q", [0]), array("i", [0])
        self._row_kinds, self._row_writings = array("B"), array("B")
        self._writings: dict[tuple[str, str], int] = {("", ""): 0}
        self._packed: list[bytes] = []
        self._versions = array("q")
        self._entries = array("I")
        self._births, self._birth_slots = array("i"), array("i")
        self._papers, self._paper_slots = array("I"), array("i")
        self._traits = array("H")
        """For each entry its nationalities, its sex, and whether a place of birth is told."""

    def add(self, candidate: Candidate, prepared: Profile) -> None:
        """One entry behind the others."""
        slot = len(self._packed)
        self._packed.append(pack_candidate(candidate))
        self._versions.append(candidate.version)
        self._entries.append(crc32(candidate.entry.encode("utf-8", "surrogatepass")))
        keys: set[str] = set()
        for form in prepared.forms:
            self._add_row(form, keys)
        if not prepared.forms:  # an entry without a name has a row all the same: its documents are looked for
            self._end_row(0, ("", ""))
        self._slot_rows.append(len(self._row_kinds))
        counts = self.counts
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
        for birth in prepared.births or (UNKNOWN_DATE,):
            self._births.append(day_key(birth))
            self._birth_slots.append(slot)
        for paper in prepared.papers:
            found = paper_keys(paper.number)
            self._papers.extend(found)
            self._paper_slots.extend([slot] * len(found))
        self._traits.extend(self._codes_of(prepared.nationalities))
        self._traits.append(SEX_CODES.get(prepared.sex, 0))
        self._traits.append(bool(prepared.place_tokens))

    def _codes_of(self, nationalities: tuple[str, ...]) -> list[int]:
        """The columns of some nationalities."""
        found = self._codes.get(nationalities)
        if found is None:
            found = [_country(code) for code in nationalities[: NATIONALITIES + 1]]
            if len(found) > NATIONALITIES:
                found = [ANY_NATIONALITY]
            found += [0] * (NATIONALITIES - len(found))
            self._codes[nationalities] = found
        return found

    def _add_row(self, form: Form, keys: set[str]) -> None:
        """One listed name; `keys` takes the canonical keys of its parts."""
        all_flags = 0
        for part in form.parts:
            unit, flags, _ = self._parts.get(id(part)) or self._known(part)
            self._row_units.append(unit)
            self._row_flags.append(flags)
            all_flags |= flags
            keys.update(part.keys)
        kind = TRUNCATED if form.truncated else 0
        if all_flags & PATRONYMIC:
            kind |= PATRONYMIC_TOLD
        if form.derived:
            kind |= form.weak * WEAK | form.syllabic * SYLLABIC | READ | form.mixed * MIXED
        self._end_row(kind, (form.script, form.derived))

    def _known(self, part: Part) -> tuple[int, int, Part]:
        """The unit and the flags of a part; the part itself is kept, so that no other takes its identity."""
        unit = self._units.setdefault((part.spellings, part.cut), len(self._units))
        found = self._parts[id(part)] = (unit, _WEIGHTS[part.weight] | _ROLES[part.role], part)
        return found

    def _end_row(self, kind: int, writing: tuple[str, str]) -> None:
        self._row_starts.append(len(self._row_units))
        self._row_kinds.append(kind)
        self._row_writings.append(self._writings.setdefault(writing, len(self._writings)))

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """All columns but `unit_rare`."""
        births, birth_slots = np.array(self._births, dtype=np.int32), np.array(self._birth_slots, dtype=np.int32)
        first = np.full(len(self._packed), np.iinfo(np.int32).max, dtype=np.int32)
        np.minimum.at(first, birth_slots, births)
        # Slots in the order of birth: those that one question looks at lie side by side.
        order = np.argsort(first, kind="stable").astype(np.int32)
        place = np.empty_like(order)
        place[order] = np.arange(len(order), dtype=np.int32)
        units, arrays = self._settle_units()
        arrays |= self._rows(order, units)
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
        papers, held = np.array(self._papers, dtype=np.uint32), np.array(self._paper_slots, dtype=np.int32)
        arrays |= spellings.posted("paper", papers, place[held]) | _births_held(births, birth_slots, place)
        arrays |= _postings(arrays, len(arrays["lengths"]) + len(arrays["unit_starts"]) - 1)
        return arrays

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

    def _rows(self, order: Ints, units: Ints) -> dict[str, NDArray[np.generic]]:
        """The rows of the slots in their new order, with their parts."""
        slot_rows = np.array(self._slot_rows, dtype=np.int32)
        row_starts = np.array(self._row_starts, dtype=np.int64)
        rows = spans(slot_rows[order], slot_rows[order + 1])
        parts = spans(row_starts[rows], row_starts[rows + 1])
        held = np.diff(slot_rows)[order]
        return {
            "row_units": units[np.array(self._row_units, dtype=np.int32)[parts]],
            "row_flags": np.array(self._row_flags, dtype=np.uint8)[parts],
            "row_starts": _starts(np.diff(row_starts)[rows]),
            "row_kinds": np.array(self._row_kinds, dtype=np.uint8)[rows],
            "row_writings": np.array(self._row_writings, dtype=np.uint8)[rows],
            "writings": np.array([list(map(script_code, writing)) for writing in self._writings], dtype=np.uint32),
            "row_slots": np.repeat(np.arange(len(order), dtype=np.int32), held),
            "slot_rows": _starts(held).astype(np.int32),
        }

    def _settle_units(self) -> tuple[Ints, dict[str, NDArray[np.generic]]]:
        """Final number of each unit met, and the arrays of the spellings and of the units with more than one."""
        texts = sorted({text for unit, _ in self._units for text in unit})
        numbers = {text: number for number, text in enumerate(texts)}
        arrays = spellings.pack(texts)
        final = np.zeros(max(len(self._units), 1), dtype=np.int32)
        starts, members, cut = [0], array("i"), array("B")
        for (unit, is_cut), met in self._units.items():
            if len(unit) == 1 and not is_cut:
                final[met] = numbers[unit[0]]
                continue
            final[met] = len(texts) + len(starts) - 1
            members.extend(numbers[text] for text in unit)
            starts.append(len(members))
            cut.append(is_cut)
        arrays["unit_starts"] = np.array(starts, dtype=np.int64)
        arrays["unit_spellings"] = np.array(members, dtype=np.int32)
        arrays["unit_cut"] = np.array(cut, dtype=np.uint8)
        owners = np.repeat(np.arange(len(texts), len(texts) + len(cut), dtype=np.int32), np.diff(arrays["unit_starts"]))
        order = np.argsort(arrays["unit_spellings"], kind="stable")
        held = (
            np.bincount(arrays["unit_spellings"], minlength=len(texts)) if len(members) else np.zeros(len(texts), int)
        )
        arrays["holder_starts"] = np.append(0, np.cumsum(held)).astype(np.int64)
        arrays["holders"] = owners[order]
        return final, arrays


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


def _starts(lengths: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Where runs of these lengths start, and where the last ends."""
    return np.append(0, np.cumsum(lengths)).astype(np.int64)


def paper_keys(number: str) -> list[int]:
    """What a document number is found by: itself, and itself with each character taken out once."""
    whole = number.encode()
    if len(number) < SHORT:
        return [crc32(whole) >> 1]
    # Marked, so that the rest of a number is not taken for a whole one. Capital letters and digits: a byte for each.
    rests = dict.fromkeys([b"-" + whole[:place] + whole[place + 1 :] for place in range(len(whole))])
    return [crc32(key) >> 1 for key in (whole, *rests)]


def _postings(arrays: Arrays, units: int) -> dict[str, NDArray[np.generic]]:
    """For each unit the rows that hold it."""
    row_units = arrays["row_units"]
    rows = np.repeat(np.arange(len(arrays["row_slots"]), dtype=np.int32), np.diff(arrays["row_starts"]))
    order = np.argsort(row_units, kind="stable")
    counts = np.bincount(row_units, minlength=units) if len(row_units) else np.zeros(units, dtype=np.int64)
    return {"posting_starts": np.append(0, np.cumsum(counts)).astype(np.int64), "posting_rows": rows[order]}


def script_code(script: str) -> int:
    """A script (ISO 15924, four letters) as a number; 0 where there is none."""
    return int.from_bytes(script.encode("ascii", "replace")[:4])


def _country(code: str) -> int:
    return crc32(code.encode("utf-8", "surrogatepass")) % 0xFFFE + 1


def country_codes(codes: Sequence[str]) -> NDArray[np.uint16]:
    """Nationalities as slots hold them; two may share a number, which the exact comparison sees through."""
    return np.array([_country(code) for code in codes] + [ANY_NATIONALITY], dtype=np.uint16)
