"""Verbs of cases: record an offence, or its correction."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from django.db import transaction
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
        known = models.Offence.objects.select_for_update().filter(
            owner_agency=draft.owner_agency, reference=draft.reference
        )
        row = known.first()
        if row is not None and queries.offence_value(row) == _ordered(draft):
            return row.public_id
        row = _save(draft, row)
        audit.record(
            actor, action="cases.record_offence", subject=f"offence:{row.public_id}", detail={"version": row.version}
        )
        number = feed.publish(queries.FEED)
        models.OffenceChange.objects.create(number=number, offence=row, version=row.version, at=row.changed_at)
    return row.public_id


def _ordered(draft: OffenceDraft) -> OffenceDraft:
    """The draft with its behaviours in the order in which they are stored."""
    return replace(draft, behaviours=tuple(sorted(draft.behaviours)))


def _save(draft: OffenceDraft, row: models.Offence | None) -> models.Offence:
    now = timezone.now()
    if row is None:
        row = models.Offence(public_id=_public_id(draft), version=0, recorded_at=now)
    for name in (
        "reference", "owner_agency", "source", "state", "place", "solved", "register_entry", "expires_on", "sample",
    ):  # fmt: skip
        setattr(row, name, getattr(draft, name))
    row.began, row.ended = str(draft.began), str(draft.ended)
    row.version += 1
    row.changed_at = now
    row.save()
    row.behaviours.all().delete()
    models.OffenceBehaviour.objects.bulk_create(
        models.OffenceBehaviour(offence=row, code=code, state=state) for code, state in draft.behaviours
    )
    return row


def _public_id(draft: OffenceDraft) -> str:
    """A name for the offence that follows from its owner and reference and tells neither."""
    return f"OFF-{sha256(f'{draft.owner_agency}|{draft.reference}'.encode()).hexdigest()[:12].upper()}"
