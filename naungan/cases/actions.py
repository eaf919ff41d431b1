"""Verbs of cases: record an offence, or its correction."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.cases import models, queries
from naungan.engine import errors
from naungan.engine.accounts import Actor, check
from naungan.engine.cases import OffenceDraft, wrong
from naungan.engine.records import say
from naungan.jobs import feed
from naungan.register import queries as register


def record_offence(actor: Actor, *, draft: OffenceDraft) -> str:
    """Record an offence, or correct the one with the same owner and reference; returns its public id.

    An unchanged one is left as it is, and no number of the feed is taken.

    Raises:
        NotPermitted: without cases.record_offence.
        Refused: something is missing or contradictory, or the register has no such entry.
    """
    today = timezone.localdate()
    check(actor, "cases.record_offence", on=today)
    fault = next(wrong(draft), "")
    if fault:
        raise errors.Refused(fault, rule="offence", remedy="Complete the record and send it again.")
    with transaction.atomic():
        if draft.register_entry and not register.exists(draft.register_entry):
            message = say("The register has no entry {entry}.", entry=draft.register_entry[:40])
            raise errors.Refused(message, rule="offence", remedy="Look its public id up.")
        row = _known(draft) or _first(draft)
        if row.version and queries.offence_value(row) == _ordered(draft):
            return row.public_id
        _save(draft, row)
        audit.record(
            actor, action="cases.record_offence", subject=f"offence:{row.public_id}", detail={"version": row.version}
        )
        number = feed.publish(queries.FEED)
        models.OffenceChange.objects.create(number=number, offence=row, version=row.version, at=row.changed_at)
    return row.public_id


def _ordered(draft: OffenceDraft) -> OffenceDraft:
    """The draft with its behaviours in the order in which they are stored."""
    return replace(draft, behaviours=tuple(sorted(draft.behaviours)))


def _known(draft: OffenceDraft) -> models.Offence | None:
    """The offence under this owner and reference, locked to the end of the transaction."""
    rows = models.Offence.objects.select_for_update()
    return rows.filter(owner_agency=draft.owner_agency, reference=draft.reference).first()


def _first(draft: OffenceDraft) -> models.Offence:
    """The row of a reference that was not known: made here, at version 0, or by a writer who was faster.

    Where nothing stands, nothing can be locked. The second of two writers waits in the insert for the first one's
    commit, and then finds that one's row.
    """
    now = timezone.now()
    row = models.Offence(public_id=_public_id(draft), version=0, recorded_at=now, changed_at=now)
    _fill(draft, row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        known = _known(draft)
        if known is None:
            raise
        return known
    return row


def _fill(draft: OffenceDraft, row: models.Offence) -> None:
    for name in (
        "reference", "owner_agency", "source", "state", "place", "solved", "register_entry", "expires_on", "sample",
    ):  # fmt: skip
        setattr(row, name, getattr(draft, name))
    row.began, row.ended = str(draft.began), str(draft.ended)


def _save(draft: OffenceDraft, row: models.Offence) -> None:
    _fill(draft, row)
    row.version += 1
    row.changed_at = timezone.now()
    row.save()
    row.behaviours.all().delete()
    models.OffenceBehaviour.objects.bulk_create(
        models.OffenceBehaviour(offence=row, code=code, state=state) for code, state in draft.behaviours
    )


def _public_id(draft: OffenceDraft) -> str:
    """A name for the offence that follows from its owner and reference and tells neither."""
    return f"OFF-{sha256(f'{draft.owner_agency}|{draft.reference}'.encode()).hexdigest()[:12].upper()}"
