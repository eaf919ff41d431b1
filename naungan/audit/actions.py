"""Verbs of the audit log: record within the transaction that is recorded, number within a second of it, read, erase."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from naungan.audit import headfile, queries
from naungan.audit.models import LOOKUP_LENGTH, Checkpoint, Content, Erasure, Head, Row
from naungan.engine import audit, errors
from naungan.engine.accounts import Actor, check
from naungan.engine.records import say

BATCH = 1000
"""Rows numbered in one transaction: the most that a checkpoint covers."""
KEEP_EVERY = timedelta(seconds=10)
"""The head goes into the file of heads this often: a busy node writes 300 MB of it a year."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done: see `record` for the fields."""

    action: str
    subject: str = ""
    purpose: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


def record(
    actor: Actor,
    *,
    action: str,
    subject: str = "",
    purpose: str = "",
    detail: Mapping[str, object] | None = None,
) -> int:
    """Leave the row of something done, in the caller's transaction: both stand, or neither. Returns the row's id.

    `action` is the right it took ("register.open"), `subject` what it was done to ("entry:12"), `purpose` the reason
    that the person gave.

    Raises:
        RuntimeError: called outside a transaction; a defect of the caller.
        TypeError, ValueError: the detail has no JSON form, or a look-up column is too long; a defect of the caller.
    """
    return record_all(actor, deeds=[Deed(action, subject, purpose, detail or {})])[0]


def record_all(actor: Actor, *, deeds: Sequence[Deed]) -> list[int]:
    """As `record`, a row for each deed in their order: for many in one transaction, as an import has them.

    Raises:
        As `record`; nothing is written then.
    """
    if not connection.in_atomic_block:
        done = ", ".join(sorted({deed.action for deed in deeds}))
        raise RuntimeError(f"the audit row of {done} must be written in the transaction that it records")
    made = [_made(actor, deed) for deed in deeds]
    rows = Row.objects.bulk_create(row for row, _salt, _body in made)
    Content.objects.bulk_create(
        Content(row=row, salt=salt, body=body, actor=actor.id, action=deed.action, subject=deed.subject)
        for row, (_row, salt, body), deed in zip(rows, made, deeds, strict=True)
    )
    return [row.pk for row in rows]


def _made(actor: Actor, deed: Deed) -> tuple[Row, bytes, str]:
    """The row of a deed, not yet written, with its salt and body."""
    at = timezone.now()
    body = audit.canonical(
        {
            "actor": actor.id,
            "name": actor.name,
            "agency": actor.agency,
            "action": deed.action,
            "subject": deed.subject,
            "purpose": deed.purpose,
            "detail": deed.detail,
            "at": at,
        }
    )
    columns = {"actor": actor.id, "action": deed.action, "subject": deed.subject}
    for column, text in columns.items():
        if "\0" in text or len(text) > LOOKUP_LENGTH[column]:
            raise ValueError(f"the {column} of an audit row must be short and plain, not {text[:40]!r}")
    salt = secrets.token_bytes(32)
    return Row(at=at, commitment=audit.commitment(salt, body)), salt, body


def sequence(actor: Actor) -> int:
    """Number the rows that were committed, extend the tree and leave a checkpoint; returns how many were numbered.

    One sequencer works at a time: the head's row is its lock. Each batch is one transaction, so it may be killed at any
    moment. The checkpoint is the trace of this action; a row of its own would have to be numbered again.

    Raises:
        NotPermitted: without audit.sequence.
    """
    check(actor, "audit.sequence", on=timezone.localdate())
    numbered = 0
    while Row.objects.filter(number__isnull=True).exists():
        done = _sequence_batch()
        numbered += done
        if done < BATCH:
            break
    transaction.on_commit(_keep_head)
    return numbered


def _keep_head() -> None:
    """Write the head into the file beside the database. Numbering goes on where that fails; `verify` tells it too."""
    now = timezone.now()
    try:
        last = headfile.last()
        if last is not None and abs(now - last.at) < KEEP_EVERY:
            return
        head = Head.objects.filter(id=1).first()
        if head is not None and head.size > (0 if last is None else last.size):
            root = audit.Frontier.unpacked(head.size, bytes(head.peaks)).root
            headfile.keep(audit.KeptHead(head.size, root, now))
    except OSError as failed:
        log.warning("the head of the audit log is not kept beside the database: %s", failed)
    except ValueError:
        log.exception("the head of the audit log contradicts itself: run `naungan audit verify`")


def _sequence_batch() -> int:
    with transaction.atomic():
        Head.objects.bulk_create([Head(id=1)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(id=1)
        waiting = Row.objects.filter(number__isnull=True).order_by("id")
        rows = list(waiting.values_list("id", "at", "commitment")[:BATCH])
        if not rows:
            return 0
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE audit_row SET number = %s WHERE id = %s",
                [(number, row) for number, (row, _at, _committed) in enumerate(rows, start=head.size)],
            )
        grown = audit.Frontier.unpacked(head.size, bytes(head.peaks)).extended(
            audit.leaf(audit.entry(at, bytes(committed))) for _row, at, committed in rows
        )
        at = timezone.now()
        sealed = audit.seal(bytes(head.seal), grown.size, grown.root, at)
        Checkpoint.objects.create(size=grown.size, root=grown.root, peaks=grown.packed(), at=at, seal=sealed)
        head.size, head.peaks, head.seal = grown.size, grown.packed(), sealed
        head.save(update_fields=["size", "peaks", "seal"])
        return len(rows)


def verify(
    actor: Actor, *, expected: tuple[int, str] | None = None, progress: Callable[[int, int], None] | None = None
) -> queries.Report:
    """Recompute the whole log (see `queries.verify`), which leaves a row: who asked, and what came out.

    Raises:
        As `queries.verify`; no row is left then.
    """
    report = queries.verify(actor, expected=expected, progress=progress)
    detail = {"size": report.size, "root": report.root, "found": report.found, "compared": expected is not None}
    with transaction.atomic():
        record(actor, action="audit.verify", detail=detail)
    return report


def read(
    actor: Actor, *, purpose: str, subject: str = "", of: str = "", before: int | None = None, limit: int = 100
) -> list[queries.Entry]:
    """Look into the log (see `queries.entries`), which leaves a row: who watches is watched.

    Raises:
        NotPermitted: without audit.read.
        Refused: no purpose was given.
    """
    check(actor, "audit.read", on=timezone.localdate())
    if not purpose.strip():
        raise errors.Refused("The audit log is opened for a purpose.", rule="audit.purpose", remedy="Say why you look.")
    with transaction.atomic():
        found = queries.entries(actor, subject=subject, of=of, before=before, limit=limit)
        detail = {"subject": subject, "of": of, "before": before, "shown": len(found)}
        record(actor, action="audit.read", subject=subject, purpose=purpose, detail=detail)
    return found


def erase(actor: Actor, *, rows: Sequence[int], reason: str) -> int:
    """Erase content and salt of numbered rows, by id, BATCH at most; the proof of the log stays. Returns how many.

    Rows that tell of erasures stay: they are what shows that a missing content was erased lawfully.

    Raises:
        NotPermitted: without audit.erase.
        Refused: no reason, too many rows, a row that is not numbered yet, or one that tells of an erasure.
    """
    check(actor, "audit.erase", on=timezone.localdate())
    wanted = sorted(set(rows))
    if not reason.strip():
        raise errors.Refused("An erasure needs its reason.", rule="audit.erasure", remedy="Say which rule asks for it.")
    if len(wanted) > BATCH:
        raise errors.Refused(
            say("{count} rows are too many for one erasure.", count=len(wanted)),
            rule="audit.erasure",
            remedy=say("Erase {most} at a time.", most=BATCH),
        )
    with transaction.atomic():
        kept = Content.objects.select_for_update().filter(row_id__in=wanted).exclude(action="audit.erase")
        found = list(kept.filter(row__number__isnull=False).values_list("row_id", flat=True).order_by("row_id"))
        if missing := sorted(set(wanted) - set(found)):
            raise errors.Refused(
                say(
                    "Row {row} can't be erased: it is not numbered yet, erased already, or tells of an erasure.",
                    row=missing[0],
                ),
                rule="audit.erasure",
                remedy="Take it out of the list, or wait a second for its number.",
            )
        told = record(actor, action="audit.erase", purpose=reason, detail={"ids": found})
        Erasure.objects.bulk_create([Erasure(row_id=row, by_id=told) for row in found])
        Content.objects.filter(row_id__in=found).delete()
    return len(found)
