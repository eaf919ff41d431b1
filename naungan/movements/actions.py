"""Verbs of movements: follow the screenings that hit, and delete by date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor, check
from naungan.engine.register import law
from naungan.jobs import feed
from naungan.movements.models import Crossing
from naungan.screening import queries as screening

FEED, FOLLOWER = "screening", "movements"
BATCH = 500


def follow(actor: Actor) -> int:
    """Take in what was screened since the last time: a crossing for each probable match; returns how many were kept.

    A traveller without a hit leaves nothing here: as shipped, the law table allows no more. Nor does a possible match,
    which may be a stranger. A hit that was taken back (a cancelled list, a withdrawn entry) takes its crossing with it.
    Cursor and crossings are saved together, so that a killed worker repeats and loses nothing.

    Raises:
        NotPermitted: without movements.record.
    """
    check(actor, "movements.record", on=timezone.localdate())
    kept = 0
    while True:
        with feed.reading(FEED, follower=FOLLOWER) as cursor:
            changes = screening.changes_since(cursor.position, BATCH)
            if not changes:
                return kept
            made = [crossing for change in changes for crossing in _crossings(change)]
            gone, _ = Crossing.objects.filter(screening__in=[change.screening for change in changes]).delete()
            if made or gone:
                Crossing.objects.bulk_create(made)
                detail = {"crossings": len(made), "taken back": gone, "to": changes[-1].number}
                audit.record(actor, action="movements.record", detail=detail)
            cursor.position = changes[-1].number
        kept += len(made)


def forget(actor: Actor) -> int:
    """Delete crossings that have run out; returns how many.

    Raises:
        NotPermitted: without movements.record.
    """
    today = timezone.localdate()
    check(actor, "movements.record", on=today)
    with transaction.atomic():
        gone, _ = Crossing.objects.filter(expires_on__lt=today).delete()
        if gone:
            audit.record(actor, action="movements.record", detail={"deleted": gone})
    return gone


def _crossings(change: screening.Change) -> list[Crossing]:
    basis = law.of("crossings-with-hit", state=settings.STATE, on=timezone.localdate(change.at))
    if basis is None or not basis.value.isdigit():
        return []
    journey = change.journey
    return [
        Crossing(
            screening=change.screening,
            entry=entry,
            at=_told_time(journey) or change.at,
            announced=change.channel == "list",
            direction=change.direction,
            post=change.post,
            conveyance=journey.get("conveyance", "")[:40],
            departure_port=journey.get("departure_port", "")[:10],
            arrival_port=journey.get("arrival_port", "")[:10],
            probability=probability,
            source=f"screening:{change.channel}",
            lawful_basis=basis.code,
            expires_on=timezone.localdate(change.at) + timedelta(days=int(basis.value)),
        )
        for entry, probability in change.entries
    ]


def _told_time(journey: Mapping[str, str]) -> datetime | None:
    """When the journey arrives, else departs, as its sender says; None where it says no full time."""
    for told in (journey.get("arrives_at", ""), journey.get("departs_at", "")):
        try:
            moment = datetime.fromisoformat(told)
        except ValueError:
            continue
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    return None
