"""Nouns: messages to a person or to the holders of a role, and who has read them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Message(models.Model):
    """A word to one user or to all who hold a role. `text` is a key of the table message_texts, `values` fill it in."""

    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    to_role = models.CharField(max_length=40, blank=True, default="")
    text = models.CharField(max_length=100)
    values = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True, default="")
    key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001  null: many without a key
    created_at = models.DateTimeField()
    sent_by = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(to_user__isnull=False) & Q(to_role="")) | (Q(to_user__isnull=True) & ~Q(to_role="")),
                name="notices_to_a_user_or_a_role",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["to_user", "-created_at"], name="notices_message_user"),
            models.Index(fields=["to_role", "-created_at"], name="notices_message_role"),
        ]

    def __str__(self) -> str:
        return f"{self.text} to {self.to_role or self.to_user_id}"


class Reading(models.Model):
    """A user has read a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "user"], name="notices_read_once")]

    def __str__(self) -> str:
        return f"{self.message_id} read by {self.user_id}"
