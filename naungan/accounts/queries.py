"""Questions about accounts: who an actor is, who holds a role, and the list for those who manage it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from naungan.accounts.models import RoleGrant, User
from naungan.engine import errors
from naungan.engine.accounts import Actor, Grant, check
from naungan.engine.records import say


@dataclass(frozen=True, slots=True)
class Account:
    """A user as others may see them. `grants` also holds those that ran out."""

    id: int
    username: str
    full_name: str
    agency: str
    language: str
    email: str
    active: bool
    grants: tuple[Grant, ...]


def actor_of(user: User) -> Actor:
    """The actor that a logged-in user is. One who was switched off, or a sample on a real node, holds nothing."""
    return Actor(id=f"user:{user.pk}", name=user.full_name, agency=user.agency.code, grants=_grants(user))


def accounts(actor: Actor, *, role: str = "") -> list[Account]:
    """All accounts by username, or those that were ever granted a role.

    Raises:
        NotPermitted: without accounts.read.
    """
    check(actor, "accounts.read", on=timezone.localdate())
    found = _users()
    return [_account(user) for user in (found.filter(grants__role=role) if role else found)]


def account(actor: Actor, *, username: str) -> Account:
    """One account by its username.

    Raises:
        NotPermitted: without accounts.read.
        NotFound: there is no such user.
    """
    check(actor, "accounts.read", on=timezone.localdate())
    user = _users().filter(username=username).first()
    if user is None:
        raise errors.NotFound(say("There is no account {username!r}.", username=username))
    return _account(user)


def holders(actor: Actor, *, role: str, on: date) -> list[Account]:  # noqa: ARG001  every question names its asker
    """Those who are active and hold the role on that day: whom a word to the role reaches."""
    held = Q(grants__role=role) & (Q(grants__valid_until__isnull=True) | Q(grants__valid_until__gte=on))
    return [_account(user) for user in _users().filter(held, _counted())]


def person(actor: Actor, *, user: int) -> Account | None:  # noqa: ARG001  every question names its asker
    """One active user by number, to address a word to; None where there is none."""
    found = _users().filter(_counted(), pk=user).first()
    return None if found is None else _account(found)


def _users() -> QuerySet[User]:
    return User.objects.select_related("agency").prefetch_related("grants").order_by("username")


def _counted() -> Q:
    """Active people; sample people in the sample mode only."""
    active = Q(is_active=True)
    return active if settings.SAMPLE_MODE else active & Q(sample=False)


def _account(user: User) -> Account:
    return Account(
        id=user.pk,
        username=user.username,
        full_name=user.full_name,
        agency=user.agency.code,
        language=user.language,
        email=user.email,
        active=user.is_active,
        grants=_grants(user),
    )


def _grants(user: User) -> tuple[Grant, ...]:
    if not user.is_active or (user.sample and not settings.SAMPLE_MODE):
        return ()
    grants: list[RoleGrant] = sorted(user.grants.all(), key=lambda grant: grant.role)
    return tuple(Grant(grant.role, grant.valid_until) for grant in grants)
