"""What the register keeps: entries with their names, dates, documents and grounds, and the feed of their changes.

No entry stands without lawful basis, source, owner and expiry: the database refuses it, whoever writes.
Partial dates are kept as ISO 8601 text with X for unknown parts (1980, 1980-XX-07), birth dates by their parts.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One person in the register."""

    class Status(models.TextChoices):
        """Held: for an officer. An expired entry stays active by name and is out by its date."""

        ACTIVE = "active"
        HELD = "held"
        WITHDRAWN = "withdrawn"

    class Concern(models.TextChoices):
        """What the grounds say of the person, the gravest first."""

        CONVICTED = "convicted"
        WANTED = "wanted"
        MISSING = "missing"
        INFORMATIONAL = "informational"

    class Sex(models.TextChoices):
        """As ICAO 9303 part 4 has it."""

        FEMALE = "F"
        MALE = "M"
        UNSPECIFIED = "X"

    public_id = models.CharField(max_length=20, unique=True)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status.choices)
    concern = models.CharField(max_length=14, choices=Concern.choices)
    owner_state = models.CharField(max_length=3)
    owner_agency = models.CharField(max_length=400)
    source = models.CharField(max_length=400)
    source_reference = models.CharField(max_length=400)
    reference_key = models.CharField(max_length=64, unique=True)
    """Owner, source and reference, folded (engine.register.sameness): no respelling makes a second entry."""
    person_key = models.CharField(max_length=64, db_index=True)
    """Owner and main name, folded: who was withdrawn is found again under another reference."""
    lawful_basis = models.CharField(max_length=60)
    expires_on = models.DateField(db_index=True)
    sex = models.CharField(max_length=1, blank=True, choices=Sex.choices)
    birth_place = models.CharField(max_length=400, blank=True)
    remarks = models.TextField(blank=True)
    sample = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64)
    """Of the draft as it was proposed: an unchanged record is a duplicate."""
    held_rule = models.CharField(max_length=40, blank=True)
    held_values = models.JSONField(default=list, blank=True)
    grounds = models.CharField(max_length=64)
    """Print of the grounds as proposed and of whom they are about: an officer's waivers hold for these, no others."""
    waived = models.JSONField(default=list, blank=True)
    """Holds that an officer has released with a reason."""
    withdrawn_reason = models.TextField(blank=True)
    withdrawn_told = models.JSONField(default=str, blank=True)
    """The reason, so that a rule's sentence can be said in either language (engine.records.describe_text)."""
    proposers = models.JSONField(default=list)
    """Who has made or changed it since it was last released: none of them releases it."""
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(lawful_basis=""), name="entry_has_lawful_basis"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(source_reference=""), name="entry_has_source"),
            models.CheckConstraint(condition=~Q(owner_state="") & ~Q(owner_agency=""), name="entry_has_owner"),
            models.CheckConstraint(condition=Q(expires_on__isnull=False), name="entry_has_expiry"),
            models.CheckConstraint(
                condition=Q(status__in=["active", "held", "withdrawn"]), name="entry_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(concern__in=["convicted", "wanted", "missing", "informational"]),
                name="entry_concern_is_known",
            ),
            models.CheckConstraint(condition=~Q(status="held") | ~Q(held_rule=""), name="held_entry_has_rule"),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(withdrawn_reason=""), name="withdrawn_entry_has_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "id"], name="register_entry_status")]

    def __str__(self) -> str:
        return self.public_id


class Ordered(models.Model):
    """A row in the order in which its source told it."""

    class Meta:
        abstract = True
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class Part(Ordered):
    """A part of an entry."""

    class Meta(Ordered.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class Name(Part):
    """One name of an entry as written, in the order of its source."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=400)
    kind = models.CharField(max_length=12)
    script = models.CharField(max_length=4, blank=True)
    surname = models.CharField(max_length=400, blank=True)
    given = models.CharField(max_length=400, blank=True)
    truncated = models.BooleanField(default=False)


class BirthDate(Part):
    """A date of birth by the parts that are known."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="births")
    year = models.PositiveSmallIntegerField(null=True)
    month = models.PositiveSmallIntegerField(null=True)
    day = models.PositiveSmallIntegerField(null=True)


class Nationality(Part):
    """A nationality, alpha-3."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="nationalities")
    state = models.CharField(max_length=3)


class Document(Part):
    """A travel or identity document."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=400)
    issuer = models.CharField(max_length=3, blank=True)
    expires = models.CharField(max_length=10, blank=True)


class Conviction(Part):
    """A judgment: the court's section and words verbatim, and the crosswalk row that classes it, with its date."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="convictions")
    section = models.TextField()
    words = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    court = models.CharField(max_length=400, blank=True)
    court_state = models.CharField(max_length=3, blank=True)
    offence_state = models.CharField(max_length=3, blank=True)
    convicted_on = models.CharField(max_length=10, blank=True)
    offence_on = models.CharField(max_length=10, blank=True)
    sentence = models.TextField(blank=True)
    finality = models.CharField(max_length=12, blank=True)
    appeal = models.TextField(blank=True)
    pardoned = models.BooleanField(default=False)
    in_absentia = models.BooleanField(default=False)
    offender_age = models.PositiveSmallIntegerField(null=True)
    victim = models.CharField(max_length=10, blank=True)
    victim_age = models.PositiveSmallIntegerField(null=True)
    consensual = models.BooleanField(null=True)
    crosswalk = models.CharField(max_length=60, blank=True)
    crosswalk_dated = models.CharField(max_length=10, blank=True)
    classed_by = models.CharField(max_length=150, blank=True)


class Notice(Part):
    """A notice, diffusion or listing: kind, number, issuing bureau, when it was last verified, whether cancelled."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20)
    type = models.CharField(max_length=10)
    colour = models.CharField(max_length=10, blank=True)
    number = models.CharField(max_length=400)
    bureau = models.CharField(max_length=400, blank=True)
    channel = models.CharField(max_length=6)
    issued = models.CharField(max_length=10, blank=True)
    last_verified = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)


class Charge(Ordered):
    """What a notice says the person is wanted for, in the issuing state's words."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="charges")
    words = models.TextField(blank=True)
    state = models.CharField(max_length=3, blank=True)
    translation = models.TextField(blank=True)
    classed = models.CharField(max_length=120, blank=True)
    classed_by = models.CharField(max_length=150, blank=True)


class Change(models.Model):
    """One step of the feed "register". `withdrawn`: no longer screened against, for good or while held."""

    class Kind(models.TextChoices):
        """What an index has to do."""

        ADDED = "added"
        CHANGED = "changed"
        WITHDRAWN = "withdrawn"

    number = models.BigIntegerField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class EntryCounter(models.Model):
    """The last number given to an entry of a state in a year: its row is locked until the entry is committed."""

    series = models.CharField(max_length=10, primary_key=True)
    """State and year: MYS-2026."""
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
