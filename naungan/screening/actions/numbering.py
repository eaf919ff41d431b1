"""The feed of screenings: committed rows get their numbers, by a timer, so that questions never wait for each other."""

from __future__ import annotations

from django.utils import timezone

from naungan.engine.accounts import Actor, check
from naungan.jobs import feed
from naungan.screening.models import Screening

FEED = "screening"
BATCH = 1000


def number(actor: Actor) -> int:
    """Number what was committed since the last time; returns how many rows (docs/adr/0004-feeds.md).

    Raises:
        NotPermitted: without screening.number.
    """
    check(actor, "screening.number", on=timezone.localdate())
    done = 0
    while count := feed.number_waiting(FEED, Screening.objects.filter(number__isnull=True), limit=BATCH):
        done += count
    return done
