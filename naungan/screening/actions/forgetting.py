"""Deletion by date: what screening keeps, it keeps for a set time."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor, check
from naungan.engine.records import describe_text, say
from naungan.screening.models import PassengerList, Screening

BATCH = 5000
STALE = timedelta(hours=6)
"""After so long a list that is still being read was killed with its process."""


def forget(actor: Actor) -> int:
    """Delete screenings and lists that have run out, and close lists whose process died; returns how many rows went.

    Raises:
        NotPermitted: without screening.erase.
    """
    today = timezone.localdate()
    check(actor, "screening.erase", on=today)
    died = PassengerList.objects.filter(state=PassengerList.State.READING, received_at__lt=timezone.now() - STALE)
    died.update(state=PassengerList.State.FAILED, error=describe_text(say("The reading was stopped before its end.")))
    gone = 0
    while True:
        with transaction.atomic():
            ids = list(Screening.objects.filter(expires_on__lt=today).values_list("pk", flat=True)[:BATCH])
            lists = list(PassengerList.objects.filter(expires_on__lt=today).values_list("pk", flat=True)[:100])
            if not ids and not lists:
                return gone
            Screening.objects.filter(pk__in=ids).delete()
            PassengerList.objects.filter(pk__in=lists).delete()
            audit.record(actor, action="screening.erase", detail={"screenings": len(ids), "lists": len(lists)})
        gone += len(ids) + len(lists)
