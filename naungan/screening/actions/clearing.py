"""What the register takes back, screening takes back: open hits on a withdrawn entry no longer wait for anybody."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor, check
from naungan.jobs import feed
from naungan.register import queries as register
from naungan.screening.models import Hit
from naungan.screening.superseding import take_back

FEED, FOLLOWER = "register", "screening.hits"
BATCH = 1000


def sweep(actor: Actor) -> int:
    """Clear open hits whose entry no longer stands, whatever the feed told: one that expired by its date.

    Raises:
        NotPermitted: without screening.clear.
    """
    today = timezone.localdate()
    check(actor, "screening.clear", on=today)
    with transaction.atomic():
        named = set(Hit.objects.filter(state=Hit.State.OPEN).values_list("entry", flat=True).distinct())
        gone = named - set(register.listed_entries(named, today))
        count = take_back(Hit.objects.filter(entry__in=gone), Hit.State.WITHDRAWN) if gone else 0
        if count:
            audit.record(actor, action="screening.clear", detail={"entries": sorted(gone), "hits": count})
    return count


def clear(actor: Actor) -> int:
    """Follow the register: mark open hits on entries that were withdrawn or held since; returns how many.

    They vanished from every page at the withdrawal already, because a hit is shown only beside its standing entry;
    this keeps the counts true.

    Raises:
        NotPermitted: without screening.clear.
    """
    check(actor, "screening.clear", on=timezone.localdate())
    cleared = 0
    while True:
        with feed.reading(FEED, follower=FOLLOWER) as cursor:
            changes = register.changes_since(cursor.position, BATCH)
            if not changes:
                return cleared
            named = {change.entry for change in changes if change.kind == "withdrawn"}
            gone = named - set(register.listed_entries(named, timezone.localdate()))
            count = take_back(Hit.objects.filter(entry__in=gone), Hit.State.WITHDRAWN)
            if count:
                audit.record(actor, action="screening.clear", detail={"entries": sorted(gone), "hits": count})
            cursor.position = changes[-1].number
        cleared += count
