"""Nouns of later work: jobs, the counters that number feeds, and the places their followers have reached."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One piece of work for later. `key` names it while it is open, so that asking twice makes one job."""

    class State(models.TextChoices):
        """waiting → running → done, or back to waiting after a failure, or parked after too many."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        PARKED = "parked"

    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200, blank=True, default="")
    payload = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=100)
    asked_at = models.DateTimeField()
    due = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    most_attempts = models.PositiveIntegerField()
    leased_by = models.CharField(max_length=100, blank=True, default="")
    lease_until = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name", "key"],
                condition=Q(state__in=["waiting", "running"]) & ~Q(key=""),
                name="jobs_one_open_job_for_a_key",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due"], condition=Q(state="waiting"), name="jobs_job_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="jobs_job_running"),
            models.Index(fields=["ended_at"], condition=Q(state__in=["done", "parked"]), name="jobs_job_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key or self.pk} ({self.state})"


class FeedCounter(models.Model):
    """The last number given out in a feed. Its lock, held until commit, makes numbers follow the order of commits."""

    feed = models.CharField(max_length=100, primary_key=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.feed} at {self.number}"


class FeedCursor(models.Model):
    """How far a follower has read a feed: the number of the last change that it has taken in."""

    feed = models.CharField(max_length=100)
    follower = models.CharField(max_length=100)
    position = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feed", "follower"], name="jobs_one_cursor_for_a_follower"),
        ]

    def __str__(self) -> str:
        return f"{self.follower} at {self.position} of {self.feed}"
