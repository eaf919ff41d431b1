"""A crossing: who (by register entry), where, when, on what lawful basis, until when."""

from __future__ import annotations

from django.db import models


class Crossing(models.Model):
    """A crossing of a border, announced on a list or met at a counter."""

    screening = models.BigIntegerField()
    """The key of the screening that met the person; no foreign key, because screenings are deleted sooner."""
    entry = models.CharField(max_length=40, db_index=True)
    at = models.DateTimeField(db_index=True)
    """When the person was met, or is announced to arrive."""
    announced = models.BooleanField()
    """Told by a list beforehand; whether the person came is not known."""
    direction = models.CharField(max_length=10, blank=True)
    post = models.CharField(max_length=40, blank=True)
    conveyance = models.CharField(max_length=40, blank=True)
    departure_port = models.CharField(max_length=10, blank=True)
    arrival_port = models.CharField(max_length=10, blank=True)
    probability = models.FloatField()
    source = models.CharField(max_length=40)
    lawful_basis = models.CharField(max_length=60)
    expires_on = models.DateField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["screening", "entry"], name="one_crossing_per_screening_and_entry"),
            models.CheckConstraint(
                condition=~models.Q(lawful_basis="") & ~models.Q(source=""),
                name="crossing_has_basis_and_source",
            ),
        ]
