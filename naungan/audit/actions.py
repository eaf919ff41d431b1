"""Verbs of the audit log: record within the transaction that is recorded, number within a second of it, read, erase."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.utils import timezone

from naungan.audit import queries
from naungan.audit.models import LOOKUP_LENGTH, Checkpoint, Content, Erasure, Head, Row
from naungan.engine import audit, errors
from naungan.engine.accounts import Actor, check

BATCH = 1000
"""Rows numbered in one transaction: the most that a checkpoint covers."""


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
    if not connection.in_atomic_block:
        raise RuntimeError(f"the audit row of {action} must be written in the transaction that it records")
    at = timezone.now()
    body = audit.canonical(
        {
            "actor": actor.id,
            "name": actor.name,
            "agency": actor.agency,
            "action": action,
            "subject": subject,
            "purpose": purpose,
            "detail": detail or {},
            "at": at,
        }
    )
    columns = {"actor": actor.id, "action": action, "subject": subject}
    for column, text in columns.items():
        if "\0" in text or len(text) > LOOKUP_LENGTH[column]:
            raise ValueError(f"the {column} of an audit row must be short and plain, not {text[:40]!r}")
    salt = secrets.token_bytes(32)
    row = Row.objects.create(at=at, commitment=audit.commitment(salt, body))
    Content.objects.create(row=row, salt=salt, body=body, **columns)
    return row.pk


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
    return numbered


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
        Checkpoint.objects.create(size=grown.size, root=grown.root, peaks=grown.packed(), at=timezone.now())
        head.size, head.peaks = grown.size, grown.packed()
        head.save(update_fields=["size", "peaks"])
        return len(rows)


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
            f"{len(wanted)} rows are too many for one erasure.",
            rule="audit.erasure",
            remedy=f"Erase {BATCH} at a time.",
        )
    with transaction.atomic():
        kept = Content.objects.select_for_update().filter(row_id__in=wanted).exclude(action="audit.erase")
        found = list(kept.filter(row__number__isnull=False).values_list("row_id", flat=True).order_by("row_id"))
        if missing := sorted(set(wanted) - set(found)):
            raise errors.Refused(
                f"Row {missing[0]} can't be erased: it is not numbered yet, erased already, or tells of an erasure.",
                rule="audit.erasure",
                remedy="Take it out of the list, or wait a second for its number.",
            )
        told = record(actor, action="audit.erase", purpose=reason, detail={"ids": found})
        Erasure.objects.bulk_create([Erasure(row_id=row, by_id=told) for row in found])
        Content.objects.filter(row_id__in=found).delete()
    return len(found)
