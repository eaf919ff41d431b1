"""Many entries as arrays that never change: rows are listed names, slots are entries, units are parts of names.

A unit is a part with its spellings (one, or the several of a part read from a native script); units 0 to n - 1 are the
n spellings themselves. draft.compile_segment makes the arrays, which files may keep for mapping; `Segment` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare import Profile, profile
from naungan.engine.compare.document import LONGEST, SHORT
from naungan.engine.names import Form, Part
from naungan.engine.screening.neighbours import Pairs
from naungan.engine.screening.packing import unpack_candidate
from naungan.engine.screening.query import Candidate
from naungan.engine.screening.spellings import Arrays, Ints, Spellings, spans, unpack_texts

NATIONALITIES: Final = 4
ANY_NATIONALITY: Final = 0xFFFF
"""Stands in a slot with more nationalities than columns: any counts as shared until the exact comparison."""

SEX_CODES: Final[dict[str, int]] = {"F": 1, "M": 2}

FULL, OMISSIBLE, LEADING, PATRONYMIC, FAMILY, GIVEN = 1, 2, 4, 8, 16, 32
"""Flags of a part."""

TRUNCATED, PATRONYMIC_TOLD, WEAK, SYLLABIC, MIXED = 1, 2, 4, 8, 32
"""Flags of a row, beside READ."""


HAN: Final = "Hani"
"""The script of Chinese characters (ISO 15924): a name in it is read as many, so that their rows are apart."""

KEYS_BETWEEN: Final = "\t"
"""Stands between the keys of one unit."""


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

    def part(self, unit: int, keys: tuple[str, ...]) -> Part:
        """A part of a name as its unit has it: without a role. `keys`: those that its bearers are counted under."""
        singles = len(self.spellings)
        spelt, cut = (unit,), False
        if unit >= singles:
            first, after = self.arrays["unit_starts"][unit - singles : unit - singles + 2].tolist()
            spelt = tuple(self.arrays["unit_spellings"][first:after].tolist())
            cut = bool(self.arrays["unit_cut"][unit - singles])
        texts = tuple(self.spellings.texts[number] for number in spelt)
        return Part(texts[0], keys, texts, cut=cut)

    def unit_keys(self) -> list[tuple[str, ...]]:
        """Of each unit the keys that its bearers are counted under."""
        return [tuple(keys.split(KEYS_BETWEEN)) for keys in unpack_texts(self.arrays, "unit_keys")]

    def shared_names(self) -> dict[int, int]:
        """Names that several people bear in all their parts, by weights.whole_hash, with how many do."""
        hashes, bearers = self.arrays["whole_hashes"], self.arrays["whole_bearers"]
        return dict(zip(hashes.tolist(), bearers.tolist(), strict=True))

    def postings_of(self, units: Ints, form: Form) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where in `posting_rows` the rows that hold each of some units begin and end, that may be compared to a form.

        Two readings of Chinese characters are not compared: the characters are.
        """
        starts = self.arrays["posting_starts"]
        return starts[units], self.arrays["posting_han"][units] if form.derived == HAN else starts[units + 1]

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


def paper_keys(numbers: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """What document numbers are found by, and which of them each key is of.

    Keys (31 bits) of the number itself, and of it with each character taken out once: numbers that share one are a slip
    apart. Numbers are of capital letters and digits, LONGEST at most; of a short one only itself.
    """
    width = max(map(len, numbers), default=0)
    blob = b"".join([number.encode().ljust(width, b"\0") for number in numbers])
    letters = np.frombuffer(blob, dtype=np.uint8).reshape(len(numbers), width).astype(np.uint64)
    lengths = np.count_nonzero(letters, axis=1)
    # Polynomials in a base, so that a number without a character is told from what stands before and behind it.
    before = np.zeros((len(numbers), width + 1), dtype=np.uint64)
    for place in range(width):
        there = letters[:, place] != 0
        before[:, place + 1] = np.where(there, before[:, place] * _BASE + letters[:, place], before[:, place])
    whole, places = before[:, -1], np.arange(width)
    shifts = _POWERS[np.maximum(lengths[:, None] - 1 - places, 0)]
    rests = (before[:, :-1] - before[:, 1:]) * shifts + whole[:, None]
    fresh = np.ones(letters.shape, dtype=np.bool_)
    fresh[:, 1:] = letters[:, 1:] != letters[:, :-1]  # one of equal neighbours taken out is the same as the other
    fresh &= (letters != 0) & (lengths >= SHORT)[:, None]
    owners, _ = fresh.nonzero()
    # Marked, so that the rest of a number is not taken for a whole one.
    keys = np.concatenate([whole, rests[fresh] ^ _REST])
    keys = (keys ^ (keys >> np.uint64(29))) * _MIX >> np.uint64(33)
    return keys.astype(np.uint32), np.concatenate([np.arange(len(numbers)), owners])


# Odd numbers of 64 bits without a pattern: the golden ratio, and the multipliers of SplitMix64 (Steele et al. 2014).
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)
_REST: Final = np.uint64(0x94D049BB133111EB)
_POWERS: Final = np.cumprod(np.append(np.uint64(1), np.full(LONGEST, _BASE)), dtype=np.uint64)


def script_code(script: str) -> int:
    """A script (ISO 15924, four letters) as a number; 0 where there is none."""
    return int.from_bytes(script.encode("ascii", "replace")[:4])


def country_code(code: str) -> int:
    """A nationality as a number from 1."""
    return crc32(code.encode("utf-8", "surrogatepass")) % 0xFFFE + 1


def country_codes(codes: Sequence[str]) -> NDArray[np.uint16]:
    """Nationalities as slots hold them; two may share a number, which the exact comparison sees through."""
    return np.array([country_code(code) for code in codes] + [ANY_NATIONALITY], dtype=np.uint16)
