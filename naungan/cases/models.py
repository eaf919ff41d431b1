"""What cases keep: offences, their coded behaviour, and the feed of their changes.

Partial dates are kept as ISO 8601 text with X for unknown parts.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Offence(models.Model):
    """One offence, solved or not. No victim is named here."""

    public_id = models.CharField(max_length=30, unique=True)
    version = models.PositiveIntegerField(default=1)
    reference = models.CharField(max_length=400)
    owner_agency = models.CharField(max_length=400)
    source = models.CharField(max_length=400)
    state = models.CharField(max_length=3)
    place = models.CharField(max_length=400, blank=True)
    began = models.CharField(max_length=10, blank=True)
    ended = models.CharField(max_length=10, blank=True)
    solved = models.BooleanField(default=False)
    register_entry = models.CharField(max_length=20, blank=True, db_index=True)
    expires_on = models.DateField(db_index=True)
    sample = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner_agency", "reference"], name="one_offence_per_owner_and_reference"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(owner_agency=""), name="offence_has_source_and_owner"),
            models.CheckConstraint(
                condition=Q(solved=True) & ~Q(register_entry="") | Q(solved=False, register_entry=""),
                name="solved_offence_names_its_entry",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class OffenceBehaviour(models.Model):
    """One coded behaviour of an offence; what has no row is unknown."""

    class State(models.TextChoices):
        """Unknown is not absent."""

        PRESENT = "present"
        ABSENT = "absent"
        UNKNOWN = "unknown"

    offence = models.ForeignKey(Offence, on_delete=models.CASCADE, related_name="behaviours")
    code = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State.choices)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offence", "code"], name="one_state_per_behaviour"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class OffenceChange(models.Model):
    """One step of the feed "offences"."""

    number = models.BigIntegerField(primary_key=True)
    offence = models.ForeignKey(Offence, on_delete=models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.number)
