"""Questions about the node's work: what waits, what runs, what was parked after too many failures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from naungan.engine.accounts import Actor, check
from naungan.jobs.models import FeedCounter, FeedCursor, Job


@dataclass(frozen=True, slots=True)
class Work:
    """One job as an operator sees it: without its payload, which may hold content."""

    id: int
    name: str
    key: str
    state: str
    due: datetime
    attempts: int
    last_error: str


@dataclass(frozen=True, slots=True)
class Load:
    """Jobs by state. `overdue_since`: when the oldest of those that should have run by now fell due."""

    waiting: int
    running: int
    parked: int
    overdue_since: datetime | None


@dataclass(frozen=True, slots=True)
class Follower:
    """How far a follower is behind its feed."""

    feed: str
    follower: str
    position: int
    head: int

    @property
    def behind(self) -> int:
        """Changes that the follower has yet to take in."""
        return self.head - self.position


def load(actor: Actor, *, now: datetime | None = None) -> Load:
    """How much work waits, runs and is parked.

    Raises:
        NotPermitted: without jobs.read.
    """
    check(actor, "jobs.read", on=timezone.localdate())
    now = now or timezone.now()
    found = Job.objects.aggregate(
        waiting=Count("id", filter=Q(state=Job.State.WAITING)),
        running=Count("id", filter=Q(state=Job.State.RUNNING)),
        parked=Count("id", filter=Q(state=Job.State.PARKED)),
        overdue_since=Min("due", filter=Q(state=Job.State.WAITING, due__lte=now)),
    )
    return Load(**found)


def parked(actor: Actor, *, limit: int = 100) -> list[Work]:
    """Jobs that failed too often and wait for a person, the newest first.

    Raises:
        NotPermitted: without jobs.read.
    """
    check(actor, "jobs.read", on=timezone.localdate())
    found = Job.objects.filter(state=Job.State.PARKED).order_by("-ended_at", "-id")[:limit]
    return [Work(job.pk, job.name, job.key, job.state, job.due, job.attempts, job.last_error) for job in found]


def followers(actor: Actor) -> list[Follower]:
    """Every follower with its distance to the head of its feed.

    Raises:
        NotPermitted: without jobs.read.
    """
    check(actor, "jobs.read", on=timezone.localdate())
    heads = dict(FeedCounter.objects.values_list("feed", "number"))
    found = FeedCursor.objects.order_by("feed", "follower")
    return [Follower(at.feed, at.follower, at.position, heads.get(at.feed, 0)) for at in found]
