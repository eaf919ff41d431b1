"""Nouns of access: agencies, users, the roles granted to them, and the brake on guessed passwords."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Agency(models.Model):
    """Who employs users: `kind` from the table agency_kinds, `state` as ISO 3166-1 alpha-3."""

    code = models.CharField(max_length=40, unique=True)
    name_en = models.CharField(max_length=200)
    name_ms = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=3)

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.code


class Users(BaseUserManager["User"]):
    """Users by their natural key. There is no superuser: every right comes from a role."""


class User(AbstractBaseUser):
    """A person who logs in. What they may do stands in their grants, and in nothing else.

    `sample`: a fictional person with a published password, who counts in the sample mode only.
    """

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True, default="")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="users")
    language = models.CharField(max_length=2, choices=[("en", "English"), ("ms", "Bahasa Melayu")], default="en")
    is_active = models.BooleanField(default=True)
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        """The name that colleagues read."""
        return self.full_name


class RoleGrant(models.Model):
    """A role held by a user until the end of `valid_until`, or without end; `granted_by` is the granting actor's id."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    valid_until = models.DateField(null=True, blank=True)
    granted_by = models.CharField(max_length=100)
    granted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role"], name="accounts_one_grant_of_a_role")]

    def __str__(self) -> str:
        return f"{self.role} of {self.user_id}"


class LoginBrake(models.Model):
    """Failed log-ins under a username, known or not, or from an address. `mark` is a keyed digest of either.

    People type passwords where the username belongs, and where somebody sits is nobody's business here.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.tries} since {self.since:%H:%M}"
