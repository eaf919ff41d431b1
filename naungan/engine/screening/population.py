"""The whole register, ready to be asked: one large segment, small ones for what came since, and who is alive in each.

A Population is for one thread at a time: changes and scans must not overlap (they share room for agreements). Each
process keeps its own, may open a snapshot that others share, and follows the register's feed with `put`, `withdraw`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from naungan.engine.compare import Frequencies, Profile, profile
from naungan.engine.screening.board import Board
from naungan.engine.screening.draft import compile_segment, set_rarity
from naungan.engine.screening.query import Candidate
from naungan.engine.screening.segment import Segment

_REBUILD_SHARE: Final = 4
"""Changes are worked into the base when they are more than one in so many of its entries."""

_LEAST_REBUILD: Final = 1000

_ACQUAINTED: Final = 2500
"""Parts of names: more than there are that one person in a thousand bears."""


class Held(NamedTuple):
    """A segment with its room."""

    segment: Segment
    board: Board


class Population:
    """Entries of a register, prepared. Iterate changes through `put` and `withdraw`; scan with screening.scan."""

    def __init__(
        self, candidates: Iterable[Candidate] = (), *, base: Segment | None = None, rarity: Frequencies | None = None
    ) -> None:
        self._waiting: dict[str, Candidate] = {}
        self._held: list[Held] = []
        self._rarity = rarity or Frequencies({}, 0)
        self._size = 0
        if base is not None:
            self._held.append(Held(base, Board(base)))
            self._size = int(base.alive.sum())
        for candidate in candidates:
            self.put(candidate)

    def __len__(self) -> int:
        return self._size + len(self._waiting)

    def __contains__(self, entry: str) -> bool:
        return self.candidate(entry) is not None

    def __iter__(self) -> Iterator[Candidate]:
        for held in self._held:
            yield from held.segment.entries()
        yield from self._waiting.values()

    @property
    def names(self) -> int:
        """How many rows of names are held, those of withdrawn entries included until the next rebuild."""
        return sum(held.segment.rows for held in self.segments())

    @property
    def rarity(self) -> Frequencies:
        """How rare names are, as counted when the base was built."""
        self._settle()
        return self._rarity

    def segments(self) -> list[Held]:
        """All segments, with every change so far."""
        self._settle()
        return self._held

    def acquaint(self) -> None:
        """Look up the parts that most names hold, so that the first travellers need not wait for it."""
        for held in self.segments()[:1]:
            held.board.memory.acquaint(held.segment, self._rarity, _ACQUAINTED)

    def candidate(self, entry: str) -> Candidate | None:
        """The entry as held; None where it is not."""
        if entry in self._waiting:
            return self._waiting[entry]
        found = self._find(entry)
        return found[0].candidate(found[1]) if found else None

    def profile_of(self, entry: str) -> Profile | None:
        """The prepared identity of an entry; None where it is not held."""
        if entry in self._waiting:
            return profile(self._waiting[entry].identity)
        found = self._find(entry)
        return found[0].profile(found[1]) if found else None

    def put(self, candidate: Candidate) -> None:
        """Add an entry, or replace what is held of it. An older version than the one held is left aside."""
        held = self.candidate(candidate.entry)
        if held is not None:
            if held.version > candidate.version:
                return
            self.withdraw(candidate.entry)
        self._waiting[candidate.entry] = candidate

    def withdraw(self, entry: str) -> bool:
        """Take an entry out; whether it was held."""
        if self._waiting.pop(entry, None) is not None:
            return True
        found = self._find(entry)
        if found is None:
            return False
        found[0].alive[found[1]] = False
        self._size -= 1
        return True

    def _find(self, entry: str) -> tuple[Segment, int] | None:
        for held in self._held:
            slot = held.segment.slot_of(entry)
            if slot is not None:
                return held.segment, slot
        return None

    def _settle(self) -> None:
        """Work what waits into segments: into a new base where it is much, else into one small segment beside it."""
        if not self._waiting:
            return
        base = self._held[0].segment.slots if self._held else 0
        recent = sum(held.segment.slots for held in self._held[1:]) + len(self._waiting)
        if recent > max(base // _REBUILD_SHARE, _LEAST_REBUILD) or not base:
            self._rebuild()
            return
        small = [held for held in self._held[1:] if held.segment.slots <= 2 * len(self._waiting)]
        kept = [held for held in self._held[1:] if held.segment.slots > 2 * len(self._waiting)]
        entries = [candidate for held in small for candidate in held.segment.entries()]
        entries += self._waiting.values()
        arrays, _ = compile_segment(entries, self._rarity)
        segment = Segment(arrays)
        self._held = [self._held[0], *kept, Held(segment, Board(segment))]
        self._size += len(self._waiting)
        self._waiting = {}

    def _rebuild(self) -> None:
        segment, self._rarity = build(list(self))
        self._held = [Held(segment, Board(segment))]
        self._size, self._waiting = segment.slots, {}


def build(candidates: Iterable[Candidate]) -> tuple[Segment, Frequencies]:
    """A segment of some entries, with names as rare as they are among them."""
    arrays, counts = compile_segment(candidates)
    set_rarity(arrays, Frequencies(counts, len(arrays["versions"])))
    segment = Segment(arrays)
    return segment, Frequencies(counts, segment.slots, segment.shared_names())
