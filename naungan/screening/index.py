"""The population in memory: follows the register's feed, so that an addition screens within one question.

Each process holds its own, over a snapshot that all of them map where a timer has kept one. Before a question the
feed's head is asked (one row); what changed since is read and put in place. A withdrawal that this copy has not yet
seen can't do harm: every hit is read again from the register.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from threading import RLock

from django.utils import timezone

from naungan.engine.register.record import Listed
from naungan.engine.screening import Candidate, Population
from naungan.jobs import feed
from naungan.register import queries as register
from naungan.screening import snapshot

FEED = "register"
BATCH = 1000
"""Changes read at a time; with more than that behind, building anew is faster."""


@dataclass(slots=True)
class Index:
    """A population and the number of the last change that it holds. One thread at a time: take it by `population`."""

    position: int = -1
    held: Population = field(default_factory=Population)
    lock: RLock = field(default_factory=RLock, repr=False)

    @contextmanager
    def population(self) -> Iterator[Population]:
        """The population with every change that was committed before the call, for the length of the block."""
        with self.lock:
            self._refresh()
            yield self.held

    def _refresh(self) -> None:
        head = feed.head(FEED)
        if head == self.position:
            return
        if head < self.position or self.position < 0:
            self._open(head)
        if head - self.position > BATCH and head - self.position > len(self.held) // 4:
            self._build(head)
        elif head != self.position:
            self._follow()

    def _open(self, head: int) -> None:
        """Start from a snapshot where there is one, else from nothing."""
        opened = snapshot.open_newest(head, register.change_mark)
        if opened is None:
            self._build(head)
        else:
            self.held, self.position = opened.population, opened.position

    def _build(self, head: int) -> None:
        self.held, self.position = _whole_register(), head

    def _follow(self) -> None:
        while changes := register.changes_since(self.position, BATCH):
            named = dict.fromkeys(change.entry for change in changes)
            standing = register.listed_entries(named, timezone.localdate())
            for entry in named:
                if entry in standing:
                    self.held.put(candidate(standing[entry]))
                else:
                    self.held.withdraw(entry)
            self.position = changes[-1].number


def candidate(listed: Listed) -> Candidate:
    """The matcher's view of an entry."""
    return Candidate(entry=listed.entry, version=listed.version, identity=listed.identity, concern=listed.concern)


_process = Index()


def population() -> AbstractContextManager[Population]:
    """This process's population, up to date, for the length of a `with` block."""
    return _process.population()


def keep(*, at_least: int, within: float) -> int:
    """Write a snapshot of the register as it stands, where it changed enough since the last; returns its entries.

    Enough are `at_least` changes, or one, where the last was written more than `within` seconds ago: whoever was
    withdrawn leaves the files by then. Nothing is written, and 0 returned, where less came. Questions in other
    processes go on meanwhile.
    """
    head = feed.head(FEED)
    held = snapshot.newest(register.change_mark)
    if not head:
        return 0
    if held is not None and held[0] <= head:
        changes, old = head - held[0], time.time() - held[1] > within
        if changes < (1 if old else at_least):
            return 0
    population = _whole_register()
    return len(population) if snapshot.keep(population, head, register.change_mark(head)) else 0


def _whole_register() -> Population:
    # The feed's head was read before the rows: what commits in between is in both, and applied twice without harm.
    return Population(candidate(listed) for listed in register.listed(timezone.localdate()))


def forget() -> None:
    """Drop this process's copy; the next question builds it anew (a test's new database, a restored backup)."""
    global _process  # noqa: PLW0603 - one index a process is the point
    _process = Index()
