"""Deletion by date: what screening keeps, it keeps for a set time."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor, check
from naungan.screening.models import PassengerList, Screening

BATCH = 5000


def forget(actor: Actor) -> int:
    """Delete screenings and lists that have run out; returns how many rows went.

    Raises:
        NotPermitted: without screening.erase.
    """
    today = timezone.localdate()
    check(actor, "screening.erase", on=today)
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
