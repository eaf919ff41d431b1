"""One writer of the register at a time: what was decided by what stands must still be so when it is written."""

from __future__ import annotations

from django.db import connection

from naungan.register.models import EntryCounter

_TURN = "turn"


def take() -> None:
    """Wait for this writer's turn; it lasts until the end of the transaction. SQLite has one writer anyway.

    It is the first lock that a writer takes, before entries, counters and the feed, so that writers never wait in a
    circle.
    """
    if connection.vendor == "sqlite":
        return
    EntryCounter.objects.bulk_create([EntryCounter(series=_TURN)], ignore_conflicts=True)
    EntryCounter.objects.select_for_update().get(series=_TURN)
