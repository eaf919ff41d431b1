"""The check of a stored log: rows and checkpoints go in by number; what was changed comes out, by number and time.

Every checkpoint carries the peaks from which the tree went on, so each stretch between two checkpoints is checked by
itself, and one change does not drown the rest. Where rows and a checkpoint disagree, the next checkpoint tells which
of them lies.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from naungan.engine.audit.content import commitment, entry, seal
from naungan.engine.audit.tree import Frontier, leaf
from naungan.engine.records import Sentence, say, together, whole

KEPT = 100
"""Findings that are kept in full; beyond, they are only counted."""
TOLERANCE = timedelta(minutes=15)
"""How much older than the row before it a row may be: transactions overlap, clocks differ (expert judgement, to be
estimated)."""
_BUFFER = 4096


@dataclass(frozen=True, slots=True)
class Logged:
    """A row as it is stored. Once erased, `salt` and `body` are None; `eraser` is the erasing row's body.

    `at` is None where the stored time can't be read; bytes that are no UTF-8 come as replacement characters.
    """

    number: int
    id: int
    at: datetime | None
    commitment: bytes
    salt: bytes | None
    body: str | None
    lookup: tuple[str | None, str | None, str | None]
    """Actor, action and subject as the look-up columns repeat them."""
    eraser: str | None = None


@dataclass(frozen=True, slots=True)
class Stone:
    """A checkpoint as it is stored: size of the tree, root (None for the head, which keeps none), peaks end to end.

    `seal` binds it to its time and the checkpoint before it (`content.seal`); the head's is that of the last one.
    """

    size: int
    root: bytes | None
    peaks: bytes
    at: datetime | None
    seal: bytes


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A head that was kept outside the database: after `size` rows, at `at`, the tree had this root."""

    size: int
    root: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written. `first` and `last` are row numbers, `at` a time beside it in the log."""

    first: int | None
    last: int | None
    at: datetime | None
    message: str

    @property
    def remedy(self) -> str:
        """Nothing: a log that was changed is for a person to judge."""
        return ""

    @property
    def place(self) -> Sentence:
        """The rows and the time; empty where it is about the whole log."""
        rows: str = "" if self.first is None else say("row {first}", first=self.first)
        if self.last is not None and self.last != self.first:
            rows = say("rows {first} to {last}", first=self.first, last=self.last)
        time = "" if self.at is None else f"{self.at:%Y-%m-%d %H:%M:%S %Z}"
        return together((rows, time), ", ")

    def __str__(self) -> str:
        return whole(self)


@dataclass(slots=True)
class _Doubt:
    """Rows and a checkpoint disagreed: the rows since the last agreement, or the checkpoint, were changed."""

    first: int
    stone: Stone
    frontier: Frontier


class Verifier:
    """Feed it `take(row)` and `reach(checkpoint)` by ascending number and size, then `finish(head)`.

    `expected` is a size and a root noted by a person, `kept` the heads that the node kept beside the database, oldest
    first: both are compared with the tree that the rows make.
    """

    def __init__(self, expected: tuple[int, bytes] | None = None, kept: Iterable[KeptHead] = ()) -> None:
        self.findings: list[Finding] = []
        self.found = 0
        self.contents = 0
        self.erased = 0
        self.stones = 0
        self.compared = 0
        self._kept: Iterator[KeptHead] = iter(kept)
        self._kept_next = next(self._kept, None)
        self._kept_differs = False
        self._seal = b""
        self._expected = expected
        self._next = 0
        self._last_id = 0
        self._at: datetime | None = None
        self._leaves: list[bytes] = []
        self._own: Frontier | None = (
            Frontier()
        )  # grown from the rows; None after a gap, until a checkpoint is taken over
        self._doubt: _Doubt | None = None
        self._agreed = 0
        self._erasures: tuple[str, frozenset[int]] = ("", frozenset())
        self._compare()

    def take(self, row: Logged) -> None:
        """The next row by number."""
        if row.number < self._next:
            self._report(row.number, row.number, row.at, "Two rows carry this number: one was put in.")
            return
        if row.number > self._next:
            self._gap(row.number, row.at)
        if row.id <= self._last_id:
            self._report(row.number, row.number, row.at, "This row stands out of order: rows were swapped.")
        self._last_id = max(self._last_id, row.id)
        self._time(row)
        self._content(row)
        self._leaves.append(leaf(b"" if row.at is None else entry(row.at, row.commitment)))
        if len(self._leaves) >= _BUFFER:
            self._grow()
        self._next += 1
        self._compare()

    def wait(self, row: Logged) -> None:
        """A row that has no number yet; told by its time, and counted with neither contents nor erasures."""
        before = self.contents, self.erased
        self._content(row, waiting=True)
        self.contents, self.erased = before
        if row.at is None:
            self._report(None, None, None, "The time of a row that waits for its number can't be read.")
        elif self._at is not None and row.at < self._at - TOLERANCE:
            self._report(None, None, row.at, "This row has no number, though later ones have: it was taken away.")

    def reach(self, stone: Stone) -> None:
        """The checkpoint that stands after the rows below `stone.size`."""
        self.stones += 1
        if self._next < stone.size:
            self._gap(stone.size, stone.at)
        self._unsealed(stone)
        self._weigh(stone, say("checkpoint"))
        self._last_id = 0  # ids ascend within a batch of the sequencer, not across

    def finish(self, head: Stone) -> Frontier:
        """The head of the log, after the last row; returns the tree as the head has it."""
        if self._next < head.size:
            self._gap(head.size, self._at)
        if head.seal != self._seal:
            self._report(None, None, None, "The last checkpoint is not the one that the head of the log names.")
        frontier = self._weigh(head, say("head of the log"))
        if self._doubt is not None:
            self._blame(self._doubt, "These rows, or the checkpoint after them, were changed.")
        if self._expected is not None and self._expected[0] > head.size:
            self._report(
                head.size,
                self._expected[0] - 1,
                self._at,
                say(
                    "The log had {before} rows when its root was noted, now {now}: its end was cut off.",
                    before=self._expected[0],
                    now=head.size,
                ),
            )
        self._beyond(head.size)
        return frontier or Frontier()

    def report(self, message: str) -> None:
        """A finding of the caller's own about the log as a whole."""
        self._report(None, None, None, message)

    def _report(self, first: int | None, last: int | None, at: datetime | None, message: str) -> None:
        self.found += 1
        if len(self.findings) < KEPT:
            self.findings.append(Finding(first, last, at, message))

    # --- one row ---
    def _time(self, row: Logged) -> None:
        if row.at is None:
            self._report(row.number, row.number, None, "The time of this row can't be read: it was overwritten.")
            return
        if self._at is not None and row.at < self._at - TOLERANCE:
            message = say(
                "The time goes back by more than {minutes} minutes: it was forged, or a clock was wrong.",
                minutes=TOLERANCE.seconds // 60,
            )
            self._report(row.number, row.number, row.at, message)
        self._at = row.at

    def _content(self, row: Logged, *, waiting: bool = False) -> None:
        place = None if waiting else row.number
        if row.body is None or row.salt is None:
            self.erased += 1
            if waiting or row.id not in self._erased_by(row.eraser):
                self._report(place, place, row.at, "The content is gone, and no erasure is on record.")
            return
        self.contents += 1
        if commitment(row.salt, row.body) != row.commitment:
            self._report(place, place, row.at, "The content is not what was written.")
            return
        body = _object(row.body)
        if (body.get("actor"), body.get("action"), body.get("subject")) != row.lookup:
            self._report(place, place, row.at, "The look-up columns do not say what the content says.")
        if not _same_time(body.get("at"), row.at):
            message = say("The time was changed: the content says {time}.", time=body.get("at"))
            self._report(place, place, row.at, message)

    def _erased_by(self, eraser: str | None) -> frozenset[int]:
        if eraser is None:
            return frozenset()
        if self._erasures[0] != eraser:
            body = _object(eraser)
            detail = body.get("detail")
            named = detail.get("ids") if isinstance(detail, dict) and body.get("action") == "audit.erase" else None
            ids = named if isinstance(named, list) else []
            self._erasures = (eraser, frozenset(number for number in ids if isinstance(number, int)))
        return self._erasures[1]

    def _gap(self, until: int, at: datetime | None) -> None:
        self._report(self._next, until - 1, at, "Deleted: the numbers leave a gap here.")
        self._next, self._own, self._doubt, self._leaves = until, None, None, []

    # --- the checkpoints among themselves ---
    def _unsealed(self, stone: Stone) -> None:
        """Whether the checkpoint is bound to its time and the one before; later ones are judged by its own seal."""
        right = stone.at is not None and stone.seal == seal(self._seal, stone.size, stone.root or b"", stone.at)
        self._seal = stone.seal
        if right:
            return
        last = max(stone.size - 1, 0)
        message = "The seal of the checkpoint after this row is broken: it was changed, or one before it was deleted."
        self._report(last, last, stone.at, message)

    # --- the tree ---
    def _grow(self) -> None:
        if self._own is not None:
            self._own = self._own.extended(self._leaves)
        if self._doubt is not None:
            self._doubt.frontier = self._doubt.frontier.extended(self._leaves)
        self._leaves = []

    def _weigh(self, stone: Stone, what: Sentence) -> Frontier | None:
        """Compare a checkpoint with the rows and settle an open doubt; returns the tree it holds, if it can be read."""
        self._grow()
        said = _read(stone)
        if said is None:
            last = max(stone.size - 1, 0)
            message = say("The {what} after this row was forged: it contradicts itself.", what=what)
            self._report(last, last, stone.at, message)
            return None
        doubt, self._doubt = self._doubt, None
        if self._own is None:  # after a gap, already told
            self._own = said
        elif self._own == said:
            if doubt is not None:
                self._blame(doubt, "The checkpoint after these rows was forged: rows and later checkpoints agree.")
        elif doubt is not None and doubt.frontier == said:
            self._blame(
                doubt, "These rows are not the ones that were written: their checkpoint and all later ones disagree."
            )
            self._own = said
        else:
            if doubt is not None:
                self._blame(doubt, "These rows, or the checkpoint after them, were changed.")
            self._doubt = _Doubt(self._agreed, stone, said)
        self._agreed = stone.size
        return said

    def _blame(self, doubt: _Doubt, message: str) -> None:
        self._report(doubt.first, doubt.stone.size - 1, doubt.stone.at, message)

    def _compare(self) -> None:
        """Compare what was noted for a tree of just this size."""
        self._compare_expected()
        while self._kept_next is not None and self._kept_next.size <= self._next:
            kept, self._kept_next = self._kept_next, next(self._kept, None)
            self.compared += 1
            self._grow()
            if self._own is None or kept.size < self._next or self._own.root == kept.root or self._kept_differs:
                continue
            self._kept_differs = True  # those after it differ for the same reason
            message = say(
                "The root after {count} rows is not the one kept in the file of heads: the log was rewritten.",
                count=kept.size,
            )
            self._report(0, self._next - 1, kept.at, message)

    def _beyond(self, size: int) -> None:
        """The last kept head that the log does not reach."""
        last = self._kept_next
        for kept in self._kept:
            last = kept
        if last is not None and last.size > size:
            message = say(
                "The file of heads knows {before} rows, the log has {now}: "
                "its end was cut off, or an older copy was put back.",
                before=last.size,
                now=size,
            )
            self._report(size, last.size - 1, last.at, message)

    def _compare_expected(self) -> None:
        if self._expected is None or self._next != self._expected[0]:
            return
        self._grow()
        if self._own is not None and self._own.root != self._expected[1]:
            self._report(
                0,
                self._next - 1,
                self._at,
                say(
                    "The root after {count} rows is {root}, not as noted: the log was rewritten.",
                    count=self._next,
                    root=self._own.root.hex(),
                ),
            )


def _read(stone: Stone) -> Frontier | None:
    """The frontier that a checkpoint holds; None where size, peaks and root contradict each other."""
    try:
        frontier = Frontier.unpacked(stone.size, stone.peaks)
    except ValueError:
        return None
    return frontier if stone.root is None or frontier.root == stone.root else None


def _object(text: str) -> dict[str, object]:
    """The JSON object in a stored text; empty where it is none, for a forger may have written anything."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _same_time(said: object, at: datetime | None) -> bool:
    if at is None:  # told already
        return True
    try:
        return isinstance(said, str) and datetime.fromisoformat(said) == at
    except ValueError:
        return False
