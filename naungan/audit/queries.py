"""Questions to the audit log: what it holds, and whether it still is what it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from naungan.audit.models import Checkpoint, Content, Erasure, Head, Row
from naungan.engine import audit, errors
from naungan.engine.accounts import Actor, check
from naungan.engine.audit import Finding, Logged, Stone, Verifier
from naungan.engine.records import say

CHUNK = 1000
"""Rows held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log as people read it. `number` is None until the sequencer has been there."""

    id: int
    number: int | None
    at: datetime
    actor: str
    name: str
    agency: str
    action: str
    subject: str
    purpose: str
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found. `size` and `root` (hex) are the line to note on paper; `ok` is the answer."""

    size: int
    root: str
    checkpoints: int
    contents: int
    erased: int
    waiting: int
    """Rows that are committed but not yet numbered: they stand outside the proof for about a second."""
    oldest_waiting: datetime | None
    findings: tuple[Finding, ...]
    """The first hundred; `found` counts them all."""
    found: int

    @property
    def ok(self) -> bool:
        """Nothing was changed, deleted, moved or forged."""
        return self.found == 0


@dataclass(frozen=True, slots=True)
class Noted:
    """A line to keep outside the database: after `size` rows the root was `root` (hex)."""

    size: int
    root: str
    at: datetime | None


def verify(
    actor: Actor, *, expected: tuple[int, str] | None = None, progress: Callable[[int, int], None] | None = None
) -> Report:
    """Recompute the whole log: each content against its row, each row against the tree, each checkpoint against both.

    `expected` is a size and a root in hex that were noted earlier outside this database: only that shows that the end
    was cut off and everything wound back to match. `progress` is told rows done and rows in all. Memory stays flat.

    Raises:
        NotPermitted: without audit.verify.
        Unreadable: the expected root is not 64 hexadecimal digits.
    """
    check(actor, "audit.verify", on=timezone.localdate())
    verifier = Verifier(None if expected is None else (expected[0], _root(expected[1])))
    head = Head.objects.filter(pk=1).first() or Head(size=0, peaks=b"")
    stones = _stones(head.size)
    stone = next(stones, None)
    for done, row in enumerate(_rows(head.size)):
        while stone is not None and stone.size <= row.number:
            verifier.reach(stone)
            stone = next(stones, None)
        verifier.take(row)
        if progress is not None and done % CHUNK == 0:
            progress(done, head.size)
    while stone is not None:
        verifier.reach(stone)
        stone = next(stones, None)
    tree = verifier.finish(Stone(head.size, None, bytes(head.peaks), None))
    _beyond_head(verifier)
    if progress is not None:
        progress(head.size, head.size)
    waiting = Row.objects.filter(number__isnull=True)
    return Report(
        size=head.size,
        root=tree.root.hex(),
        checkpoints=verifier.stones,
        contents=verifier.contents,
        erased=verifier.erased,
        waiting=waiting.count(),
        oldest_waiting=waiting.order_by("id").values_list("at", flat=True).first(),
        findings=tuple(verifier.findings),
        found=verifier.found,
    )


def noted(actor: Actor) -> Noted:
    """The newest checkpoint, to be written down outside: `verify(expected=…)` compares it later.

    Raises:
        NotPermitted: without audit.verify.
    """
    check(actor, "audit.verify", on=timezone.localdate())
    last = Checkpoint.objects.order_by("-size").first()
    return Noted(0, audit.EMPTY_ROOT.hex(), None) if last is None else Noted(last.size, bytes(last.root).hex(), last.at)


def entries(
    actor: Actor, *, subject: str = "", of: str = "", before: int | None = None, limit: int = 100
) -> list[Entry]:
    """The newest rows first, of one subject ("entry:12") or one actor ("user:7"); `before` is the id to read on from.

    Rows whose content was erased are left out. `audit.actions.read` is the door: it leaves a row of its own.

    Raises:
        NotPermitted: without audit.read.
    """
    check(actor, "audit.read", on=timezone.localdate())
    found = Content.objects.select_related("row").order_by("-row_id")
    if subject:
        found = found.filter(subject=subject)
    if of:
        found = found.filter(actor=of)
    if before is not None:
        found = found.filter(row_id__lt=before)
    return [_entry(content) for content in found[:limit]]


def waiting() -> int:
    """How many rows the sequencer has not numbered yet: what a health page shows."""
    return Row.objects.filter(number__isnull=True).count()


def _entry(content: Content) -> Entry:
    body = json.loads(content.body)
    return Entry(
        id=content.row_id,
        number=content.row.number,
        at=content.row.at,
        actor=body["actor"],
        name=body["name"],
        agency=body["agency"],
        action=body["action"],
        subject=body["subject"],
        purpose=body["purpose"],
        detail=body["detail"],
    )


def _rows(size: int) -> Iterator[Logged]:
    """Rows 0 to `size` - 1 by number, a chunk at a time; plain look-ups, because PostgreSQL scanned for one join."""
    found = Row.objects.filter(number__lt=size).order_by("number")
    last = -1
    while chunk := list(found.filter(number__gt=last)[:CHUNK]):
        contents = Content.objects.in_bulk([row.pk for row in chunk])
        erasers = _erasers([row.pk for row in chunk if row.pk not in contents])
        for row in chunk:
            content = contents.get(row.pk)
            last = row.number or 0
            yield Logged(
                number=last,
                id=row.pk,
                at=row.at,
                commitment=bytes(row.commitment),
                salt=bytes(content.salt) if content else None,
                body=content.body if content else None,
                lookup=(content.actor, content.action, content.subject) if content else (None, None, None),
                eraser=erasers.get(row.pk),
            )


def _erasers(rows: list[int]) -> dict[int, str | None]:
    """For rows without content, the body of the row that tells of their erasure, where there is one."""
    if not rows:
        return {}
    return dict(Erasure.objects.filter(row_id__in=rows).values_list("row_id", "by__content__body"))


def _stones(size: int) -> Iterator[Stone]:
    """Checkpoints up to `size`, by size, some at a time."""
    found = Checkpoint.objects.filter(size__lte=size).order_by("size")
    last = 0
    while chunk := list(found.filter(size__gt=last)[:CHUNK]):
        for kept in chunk:
            yield Stone(kept.size, bytes(kept.root), bytes(kept.peaks), kept.at)
        last = chunk[-1].size


def _beyond_head(verifier: Verifier) -> None:
    """Numbered rows and checkpoints beyond the head; each in one statement, for the sequencer may be at work."""
    size = Coalesce(Subquery(Head.objects.filter(pk=1).values("size")[:1]), Value(0))
    rows = Row.objects.filter(number__gte=size).count()
    stones = Checkpoint.objects.filter(size__gt=size).count()
    if rows or stones:
        verifier.report(
            say(
                "The head of the log was set back: {rows} rows and {stones} checkpoints stand beyond it.",
                rows=rows,
                stones=stones,
            )
        )


def _root(text: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != 32:
        raise errors.Unreadable(
            "The expected root is not 64 hexadecimal digits.", remedy="Copy it whole from the note."
        )
    return found
