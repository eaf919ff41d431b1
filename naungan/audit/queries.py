"""Questions to the audit log: what it holds, and whether it still is what it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from naungan.audit import headfile, stored
from naungan.audit.models import Checkpoint, Content, Head, Row
from naungan.engine import audit, errors
from naungan.engine.accounts import Actor, check
from naungan.engine.audit import Finding, KeptHead, Logged, Verifier
from naungan.engine.records import say, sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log as people read it. `number` is None until the sequencer has been there.

    `at` is None where the stored time was overwritten: `verify` tells it.
    """

    id: int
    number: int | None
    at: datetime | None
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
    heads: int
    """Heads of the file beside the database that were compared."""
    caveats: tuple[str, ...]
    """What this verification could not show, in sentences that belong beside its answer."""

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

    `expected` is a size and a root in hex that were noted earlier outside this machine: only that shows that the end
    was cut off and everything wound back to match, the file of heads beside the database too. `progress` is told rows
    done and rows in all. Memory stays flat, and no stored byte makes it fail: what can't be read is a finding.

    Raises:
        NotPermitted: without audit.verify.
        Unreadable: the expected root is not 64 hexadecimal digits.
    """
    check(actor, "audit.verify", on=timezone.localdate())
    noted = None if expected is None else (expected[0], _root(expected[1]))
    file = _HeadFile()  # before the head is read: the sequencer may be at work
    head = stored.head()
    verifier = Verifier(noted, file.heads())
    stones = stored.stones(head.size)
    stone = next(stones, None)
    for done, row in enumerate(stored.rows(head.size)):
        while stone is not None and stone.size <= row.number:
            verifier.reach(stone)
            stone = next(stones, None)
        verifier.take(row)
        if progress is not None and done % stored.CHUNK == 0:
            progress(done, head.size)
    while stone is not None:
        verifier.reach(stone)
        stone = next(stones, None)
    tree = verifier.finish(head)
    _beyond_head(verifier)
    for line in file.faults:
        verifier.report(say("Line {line} of the file of heads can't be read: it was changed.", line=line))
    oldest = _waiting(verifier)
    if progress is not None:
        progress(head.size, head.size)
    return Report(
        size=head.size,
        root=tree.root.hex(),
        checkpoints=verifier.stones,
        contents=verifier.contents,
        erased=verifier.erased,
        waiting=waiting(),
        oldest_waiting=oldest,
        findings=tuple(verifier.findings),
        found=verifier.found,
        heads=verifier.compared,
        caveats=tuple(_caveats(head.size, file, noted=noted is not None)),
    )


class _HeadFile:
    """The file of heads as it was when the verification began; `problem` says why there is nothing to compare."""

    def __init__(self) -> None:
        self.faults: list[int] = []
        self.problem = ""
        self.last: KeptHead | None = None
        try:
            self._until = headfile.length() or 0
            self.last = headfile.last()
        except OSError as failed:
            self._until = 0
            self.problem = say("The file of heads can't be read ({why}).", why=failed.strerror)

    def heads(self) -> Iterator[KeptHead]:
        """Its heads, oldest first; it collects the lines that are none in `faults`."""
        return headfile.heads(self._until, fault=self.faults.append) if self._until else iter(())


def _caveats(size: int, file: _HeadFile, *, noted: bool) -> Iterator[str]:
    if not noted:
        yield sentence(
            "No head noted elsewhere was compared: whoever holds this whole machine can wind back the log and the file "
            "of heads together, and only such a note shows it."
        )
    if file.problem:
        yield file.problem
    elif file.last is None and size:
        yield sentence("There is no file of heads: it was deleted, or the node can't write into NAUNGAN_HOME.")
    elif file.last is not None and file.last.size < size:
        yield say("The file of heads reaches to row {last} only.", last=file.last.size - 1)


def _waiting(verifier: Verifier) -> datetime | None:
    """Check what has no number yet, one by one; returns the time of the oldest."""
    oldest: datetime | None = None
    for row in stored.waiting():
        oldest = oldest or row.at
        verifier.wait(row)
    return oldest


def noted(actor: Actor) -> Noted:
    """The newest checkpoint, to be written down outside: `verify(expected=…)` compares it later.

    Raises:
        NotPermitted: without audit.verify.
    """
    check(actor, "audit.verify", on=timezone.localdate())
    last = stored.last_stone()
    return (
        Noted(0, audit.EMPTY_ROOT.hex(), None) if last is None else Noted(last.size, (last.root or b"").hex(), last.at)
    )


def entries(
    actor: Actor, *, subject: str = "", of: str = "", before: int | None = None, limit: int = 100
) -> list[Entry]:
    """The newest rows first, of one subject ("entry:12") or one actor ("user:7"); `before` is the id to read on from.

    Rows whose content was erased are left out. `audit.actions.read` is the door: it leaves a row of its own.

    Raises:
        NotPermitted: without audit.read.
    """
    check(actor, "audit.read", on=timezone.localdate())
    found = Content.objects.order_by("-row_id")
    if subject:
        found = found.filter(subject=subject)
    if of:
        found = found.filter(actor=of)
    if before is not None:
        found = found.filter(row_id__lt=before)
    return [_entry(row) for row in stored.some(list(found.values_list("row_id", flat=True)[:limit]))]


def waiting() -> int:
    """How many rows the sequencer has not numbered yet: what a health page shows."""
    return Row.objects.filter(number__isnull=True).count()


def _entry(row: Logged) -> Entry:
    """The row as its content says it; where that was overwritten, as far as the look-up columns say it."""
    try:
        read = json.loads(row.body or "")
    except (ValueError, RecursionError):
        read = None
    body: dict[str, object] = read if isinstance(read, dict) else {}
    detail = body.get("detail")
    said = {name: str(body.get(name) or "") for name in ("name", "agency", "purpose")}
    kept = dict(zip(("actor", "action", "subject"), row.lookup, strict=True))
    return Entry(
        id=row.id,
        number=None if row.number == stored.UNNUMBERED else row.number,
        at=row.at,
        detail=detail if isinstance(detail, dict) else {},
        **{name: str(body.get(name, text) or "") for name, text in kept.items()},
        **said,
    )


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
