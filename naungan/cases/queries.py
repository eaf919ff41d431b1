"""Questions to cases: the feed of offences, and one offence as a value."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.cases import models
from naungan.engine import errors
from naungan.engine.accounts import Actor, check
from naungan.engine.cases import OffenceChange, OffenceDraft
from naungan.engine.records import say
from naungan.engine.register import partial_date

FEED = "offences"


def offence_changes_since(number: int, limit: int = 1000) -> list[OffenceChange]:
    """The changes after `number` in the order of the feed, at most `limit`."""
    rows = models.OffenceChange.objects.filter(number__gt=number).order_by("number")[:limit]
    return [OffenceChange(*row) for row in rows.values_list("number", "offence__public_id", "version")]


def offence(actor: Actor, *, public_id: str) -> OffenceDraft:
    """One offence, with an audit row.

    Raises:
        NotPermitted: without cases.read.
        NotFound: no such offence.
    """
    check(actor, "cases.read", on=timezone.localdate())
    with transaction.atomic():
        row = models.Offence.objects.filter(public_id=public_id).prefetch_related("behaviours").first()
        if row is None:
            message = say("There is no offence {offence}.", offence=public_id[:40])
            raise errors.NotFound(message, remedy="Look its number up.")
        audit.record(actor, action="cases.read", subject=f"offence:{public_id}")
        return offence_value(row)


def offence_value(row: models.Offence) -> OffenceDraft:
    """A stored offence as a frozen value."""
    return OffenceDraft(
        reference=row.reference,
        owner_agency=row.owner_agency,
        state=row.state,
        place=row.place,
        began=partial_date(row.began),
        ended=partial_date(row.ended),
        solved=row.solved,
        register_entry=row.register_entry,
        behaviours=tuple((behaviour.code, behaviour.state) for behaviour in row.behaviours.all()),  # type: ignore[misc]
        source=row.source,
        expires_on=row.expires_on,
        sample=row.sample,
    )
