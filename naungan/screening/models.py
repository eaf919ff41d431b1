"""What screening keeps: lists, their messages, every question as a digest, and every hit with its evidence.

A traveller without a hit is not kept: the row holds the place, the outcome and a keyed digest of the document,
so that "was this passport screened?" can be answered to who holds the passport, and nobody can browse travellers.
"""

from __future__ import annotations

from django.db import models


class PassengerList(models.Model):
    """A file that was screened: passengers or crew, in one or more messages."""

    class State(models.TextChoices):
        READING = "reading"
        DONE = "done"
        FAILED = "failed"

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.READING)
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=150)
    rows = models.PositiveIntegerField(default=0)
    clear = models.PositiveIntegerField(default=0)
    possible = models.PositiveIntegerField(default=0)
    probable = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    superseded = models.PositiveIntegerField(default=0)
    """Hits of earlier lists whose place this one took."""
    error = models.JSONField(default=str)
    """Why it could not be read, so that it can be said in either language (engine.records.describe_text)."""
    expires_on = models.DateField(db_index=True)


class ListMessage(models.Model):
    """One message of a list: an original, a change, a replacement or a cancellation of an earlier one."""

    class State(models.TextChoices):
        CURRENT = "current"
        SUPERSEDED = "superseded"
        CANCELLED = "cancelled"

    list = models.ForeignKey(PassengerList, on_delete=models.CASCADE, related_name="messages")
    place = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    function = models.CharField(max_length=10)
    sender = models.CharField(max_length=120, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    earlier_reference = models.CharField(max_length=120, blank=True)
    journey = models.JSONField(default=dict)
    declared = models.PositiveIntegerField(null=True)
    whole = models.BooleanField(default=False)
    """Its end was seen, its own count agrees, no row was lost: only then it takes another's place."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.CURRENT)
    superseded_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="supersedes")

    class Meta:
        indexes = [models.Index(fields=["sender", "reference"])]  # a correction names its predecessor by these


class ListProblem(models.Model):
    """A part of a list that could not be used, with place and remedy: what the carrier has to mend."""

    list = models.ForeignKey(PassengerList, on_delete=models.CASCADE, related_name="problems")
    told = models.JSONField()
    """Place, message and remedy, so that they can be said in either language (sheet.describe_problem)."""
    fatal = models.BooleanField(default=False)


class Screening(models.Model):
    """One traveller put to the register. `number` is its place in the feed "screening", given after the commit."""

    class Channel(models.TextChoices):
        DOCUMENT = "document"
        PERSON = "person"
        LIST = "list"

    class Outcome(models.TextChoices):
        NONE = "none"
        POSSIBLE = "possible"
        PROBABLE = "probable"
        UNREADABLE = "unreadable"

    number = models.BigIntegerField(unique=True, null=True)
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=150)
    agency = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    post = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=10, blank=True)
    message = models.ForeignKey(ListMessage, null=True, on_delete=models.CASCADE, related_name="screenings")
    list = models.ForeignKey(PassengerList, null=True, on_delete=models.CASCADE, related_name="screenings")
    place = models.JSONField(default=str)
    """Where in the list, so that it can be said in either language; empty at a counter."""
    action = models.CharField(max_length=10, blank=True)
    """What a correction of an earlier list asked for this row: add, change, delete, confirm."""
    document_digest = models.CharField(max_length=64, blank=True, db_index=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    traveller = models.JSONField(null=True)
    """Only where there is a hit: the identity as read, which the officer compares."""
    expires_on = models.DateField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(traveller__isnull=True) | models.Q(outcome__in=["possible", "probable"]),
                name="screening_keeps_no_traveller_without_a_hit",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(number__isnull=True), name="screening_waits_for_its_number")
        ]


class Hit(models.Model):
    """A match put to an officer, with its evidence as it stood then. `entry` is the register's public id."""

    class State(models.TextChoices):
        OPEN = "open"
        SUPERSEDED = "superseded"
        WITHDRAWN = "withdrawn"

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="hits")
    entry = models.CharField(max_length=40, db_index=True)
    entry_version = models.PositiveIntegerField()
    listed_name = models.TextField()
    outcome = models.CharField(max_length=10)
    probability = models.FloatField()
    bits = models.FloatField()
    prior_bits = models.FloatField()
    evidence = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["screening", "entry"], name="one_hit_per_entry_and_screening"),
        ]
