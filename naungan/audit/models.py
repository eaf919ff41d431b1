"""Nouns of the audit log: rows that stay, their content that can be erased, the tree's head and checkpoints.

Triggers in the second migration refuse changes to what is numbered; the tree finds the changes that get past them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

LOOKUP_LENGTH = {"actor": 100, "action": 100, "subject": 200}


class Row(models.Model):
    """One thing done: its time and the salted commitment to its content. `number` is its place in the tree, from 0."""

    at = models.DateTimeField()
    commitment = models.BinaryField(max_length=32)
    number = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["id"], condition=Q(number__isnull=True), name="audit_row_waiting")]

    def __str__(self) -> str:
        return f"audit row {self.number if self.number is not None else 'waiting'} of {self.at:%Y-%m-%d %H:%M:%S}"


class Content(models.Model):
    """What a row says: `body` is the canonical JSON committed to; actor, action and subject repeat it for look-up."""

    row = models.OneToOneField(Row, on_delete=models.PROTECT, primary_key=True, related_name="content")
    salt = models.BinaryField(max_length=32)
    body = models.TextField()
    actor = models.CharField(max_length=LOOKUP_LENGTH["actor"])
    action = models.CharField(max_length=LOOKUP_LENGTH["action"])
    subject = models.CharField(max_length=LOOKUP_LENGTH["subject"])

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "row"], condition=~Q(subject=""), name="audit_content_subject"),
            models.Index(fields=["actor", "row"], name="audit_content_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.subject}".strip()


class Erasure(models.Model):
    """The content of `row` was erased; `by` is the row that says who did it and why."""

    row = models.OneToOneField(Row, on_delete=models.PROTECT, primary_key=True, related_name="erasure")
    by = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="erasures")

    def __str__(self) -> str:
        return f"erasure of {self.row_id} by {self.by_id}"


class Head(models.Model):
    """The tree as it stands: one row, locked by the one sequencer that extends it. `seal` is the last checkpoint's."""

    size = models.BigIntegerField(default=0)
    peaks = models.BinaryField(default=b"")
    seal = models.BinaryField(default=b"", max_length=32)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="audit_head_is_one")]

    def __str__(self) -> str:
        return f"tree of {self.size}"


class Checkpoint(models.Model):
    """The tree as it stood: its size, its root, and the peaks from which it went on growing.

    `seal` binds it to its time and to the checkpoint before it (engine.audit.seal).
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    peaks = models.BinaryField()
    at = models.DateTimeField()
    seal = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"
