"""Verbs of access: logging in and out, agencies, accounts, grants of roles, passwords and the sample logins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from naungan.accounts import queries
from naungan.accounts.models import Agency, LoginBrake, RoleGrant, User
from naungan.audit.actions import record
from naungan.engine import errors, tables
from naungan.engine.accounts import Actor, Role, check, roles
from naungan.engine.records import say

MOST_FAILURES = 5
"""Under one username."""
MOST_FROM_ADDRESS = 30
"""From one address: an office behind one address mistypes too (expert judgement, to be estimated)."""
WINDOW = timedelta(minutes=15)
LOCK = timedelta(minutes=15)
LONGEST_PASSWORD = 1000
_MANAGE = "accounts.manage"
_LOG_IN = "accounts.log_in"


@dataclass(frozen=True, slots=True)
class SampleLogin:
    """A login of the sample mode: a fictional person with one role."""

    username: str
    full_name: str
    role: str


def log_in(actor: Actor, *, username: str, password: str, address: str = "", now: datetime | None = None) -> User:
    """The user behind a username and password, for Django's session; every outcome leaves an audit row.

    Five failures under a username within 15 minutes lock it for 15, whether such an account exists or not; thirty from
    one `address` (see `addresses.of_request`; empty: unknown) lock the address. A try counts before its password is
    checked, so that tries at the same moment gain nothing.

    Raises:
        NotPermitted: the actor is not the system.
        Refused: wrong username or password, too many tries, or a sample login outside the sample mode.
    """
    check(actor, _LOG_IN, on=timezone.localdate())
    now = now or timezone.now()
    username = username.strip().replace("\0", "")[:200]
    mark = _mark("naungan.accounts.brake", username.casefold())
    source = _mark("naungan.accounts.address", address) if address else ""
    known = User.objects.filter(username=username).first()
    subject = "" if known is None else f"user:{known.pk}"
    if source and _brake(source, now, most=MOST_FROM_ADDRESS) > MOST_FROM_ADDRESS:
        raise _locked_out(actor, "locked address", subject, "There were too many tries from this address.")
    if _brake(mark, now, most=MOST_FAILURES) > MOST_FAILURES:
        raise _locked_out(actor, "locked", subject, "There were too many tries under this user name.")
    if known is not None and known.sample and not settings.SAMPLE_MODE:
        with transaction.atomic():
            record(actor, action=_LOG_IN, subject=subject, detail={"outcome": "sample"})
        raise errors.Refused(
            "Sample logins work in the sample mode only.",
            rule="accounts.sample",
            remedy="Log in with an account of your own, or ask an access officer for one.",
        )
    user = authenticate(username=username, password=password) if len(password) <= LONGEST_PASSWORD else None
    with transaction.atomic():
        if isinstance(user, User):
            LoginBrake.objects.filter(mark=mark).delete()
            LoginBrake.objects.filter(mark=source, tries__gt=0).update(
                tries=F("tries") - 1, locked_until=None
            )  # others' failures stay
            record(queries.actor_of(user), action=_LOG_IN, subject=subject, detail={"outcome": "in"})
            return user
        record(actor, action=_LOG_IN, subject=subject, detail={"outcome": "refused", "known": known is not None})
    raise errors.Refused("User name or password is wrong.", rule=_LOG_IN, remedy="Check both and try again.")


def log_out(actor: Actor) -> None:
    """Leave the row of a person who logs out."""
    with transaction.atomic():
        record(actor, action="accounts.log_out", subject=actor.id)


def forget_brakes(actor: Actor, *, now: datetime | None = None) -> int:
    """Delete the brakes that hold nobody any more, in a timer's name; returns how many.

    Raises:
        NotPermitted: the actor is not the system.
    """
    check(actor, _LOG_IN, on=timezone.localdate())
    with transaction.atomic():
        gone, _ = LoginBrake.objects.filter(since__lt=(now or timezone.now()) - WINDOW - LOCK).delete()
        if gone:
            record(actor, action=_LOG_IN, detail={"did": "forget brakes", "count": gone})
    return gone


def _mark(salt: str, text: str) -> str:
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()


def _locked_out(actor: Actor, outcome: str, subject: str, message: str) -> errors.Refused:
    """Leave the row of a try that came too late; returns the refusal."""
    with transaction.atomic():
        record(actor, action=_LOG_IN, subject=subject, detail={"outcome": outcome})
    return errors.Refused(
        message,
        rule="accounts.brake",
        remedy=say("Wait {minutes} minutes, or ask an access officer.", minutes=LOCK.seconds // 60),
    )


def _brake(mark: str, now: datetime, *, most: int) -> int:
    """Count a try and return how many there were in this window; `most` + 1 means locked."""
    with transaction.atomic():
        LoginBrake.objects.bulk_create([LoginBrake(mark=mark, since=now)], ignore_conflicts=True)
        brake = LoginBrake.objects.select_for_update().get(mark=mark)
        if brake.locked_until is not None and now < brake.locked_until:
            return most + 1
        if brake.locked_until is not None or now - brake.since > WINDOW:
            brake.tries, brake.since, brake.locked_until = 0, now, None
        brake.tries += 1
        if brake.tries >= most:  # a success lifts that of a username
            brake.locked_until = now + LOCK
        brake.save()
        return brake.tries


def ensure_agency(actor: Actor, *, code: str, name_en: str, name_ms: str, kind: str, state: str) -> str:
    """Make the agency, or bring its names up to date; returns its code.

    Raises:
        NotPermitted: without accounts.manage.
        Refused: the kind is not in the table agency_kinds.
    """
    check(actor, _MANAGE, on=timezone.localdate())
    kinds = [row["kind"] for row in tables.rows("agency_kinds")]
    if kind not in kinds:
        raise errors.Refused(
            say("There is no kind of agency {kind!r}.", kind=kind),
            rule="accounts.agency",
            remedy=say("The kinds are {kinds}.", kinds=", ".join(kinds)),
        )
    wanted = {"name_en": name_en, "name_ms": name_ms, "kind": kind, "state": state}
    with transaction.atomic():
        if not Agency.objects.filter(code=code, **wanted).exists():
            Agency.objects.update_or_create(code=code, defaults=wanted)
            record(actor, action=_MANAGE, subject=f"agency:{code}", detail={"did": "keep agency", **wanted})
    return code


def create_user(
    actor: Actor,
    *,
    username: str,
    full_name: str,
    agency: str,
    password: str,
    language: str = "en",
    email: str = "",
    grants: Iterable[str] = (),
) -> int:
    """Make an account with roles that do not run out; returns its number.

    Raises:
        NotPermitted: without accounts.manage.
        Refused: the password is too weak, the username is empty or too long, or a role can't be granted.
        Conflict: the username is taken. NotFound: there is no such agency.
    """
    check(actor, _MANAGE, on=timezone.localdate())
    username = username.strip()
    if not username or len(username) > 60 or not username.isprintable():
        raise errors.Refused(
            say("{username!r} can't be a username.", username=username),
            rule="accounts.username",
            remedy="Use 1 to 60 printable characters.",
        )
    employer = Agency.objects.filter(code=agency).first()
    if employer is None:
        raise errors.NotFound(say("There is no agency {agency!r}.", agency=agency), remedy="Make the agency first.")
    user = User(
        username=username,
        full_name=full_name.strip(),
        agency=employer,
        language=language,
        email=email,
        created_at=timezone.now(),
    )
    _set_password(user, password)
    return _keep(actor, user, grants)


def _keep(actor: Actor, user: User, grants: Iterable[str]) -> int:
    username, agency = user.username, user.agency.code
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            detail = {"did": "create account", "username": username, "agency": agency}
            record(actor, action=_MANAGE, subject=f"user:{user.pk}", detail=detail)
            for role in grants:
                _grant(actor, user=user, role=_grantable(role), valid_until=None)
    except IntegrityError:
        raise errors.Conflict(
            say("The username {username!r} is taken.", username=username), remedy="Choose another."
        ) from None
    return user.pk


def grant_role(actor: Actor, *, username: str, role: str, valid_until: date | None = None) -> None:
    """Give a role, or change until when it holds (to the end of that day; None: without end).

    Raises:
        NotPermitted: without accounts.manage, or to oneself.
        Refused: the role belongs to the node itself. NotFound: there is no such account or role.
    """
    check(actor, _MANAGE, on=timezone.localdate())
    found = _grantable(role)
    with transaction.atomic():
        user = _locked(username)
        _not_oneself(actor, user)
        _grant(actor, user=user, role=found, valid_until=valid_until)


def revoke_role(actor: Actor, *, username: str, role: str, reason: str) -> None:
    """Take a role away at once.

    Raises:
        NotPermitted: without accounts.manage.
        NotFound: there is no such account, or it does not hold the role.
    """
    check(actor, _MANAGE, on=timezone.localdate())
    with transaction.atomic():
        user = _locked(username)
        gone, _ = RoleGrant.objects.filter(user=user, role=role).delete()
        if not gone:
            raise errors.NotFound(say("{username} does not hold the role {role!r}.", username=username, role=role))
        detail = {"did": "revoke role", "role": role}
        record(actor, action=_MANAGE, subject=f"user:{user.pk}", purpose=reason, detail=detail)


def switch(actor: Actor, *, username: str, active: bool, reason: str) -> None:
    """Switch an account off, so that it can't log in and holds nothing, or on again. Accounts are never deleted.

    Raises:
        NotPermitted: without accounts.manage, or oneself. NotFound: there is no such account.
    """
    check(actor, _MANAGE, on=timezone.localdate())
    with transaction.atomic():
        user = _locked(username)
        _not_oneself(actor, user)
        user.is_active = active
        user.save(update_fields=["is_active"])
        detail = {"did": "switch account", "active": active}
        record(actor, action=_MANAGE, subject=f"user:{user.pk}", purpose=reason, detail=detail)


def set_password(actor: Actor, *, username: str, password: str) -> None:
    """Give an account a new password; its sessions end, for their key hangs on the password.

    Raises:
        NotPermitted: without accounts.manage. Refused: the password is too weak. NotFound: there is no such account.
    """
    check(actor, _MANAGE, on=timezone.localdate())
    with transaction.atomic():
        user = _locked(username)
        _set_password(user, password)
        _store_password(actor, user, user.password)


def _store_password(actor: Actor, user: User, hashed: str) -> None:
    user.password = hashed
    user.save(update_fields=["password"])
    record(actor, action=_MANAGE, subject=f"user:{user.pk}", detail={"did": "set password"})


def ensure_sample_accounts(actor: Actor, *, password: str) -> tuple[SampleLogin, ...]:
    """One fictional person for each role that people hold, all with this password; only in the sample mode.

    Safe to call again: what stands is kept, and the password is set to the one given.

    Raises:
        NotPermitted: without accounts.manage.
        Refused: this node is not in the sample mode, or the password is too weak.
        Conflict: a real account has the username of a sample.
    """
    check(actor, _MANAGE, on=timezone.localdate())
    if not settings.SAMPLE_MODE:
        raise errors.Refused(
            "Sample logins are made in the sample mode only.",
            rule="accounts.sample",
            remedy="Run `naungan demo`, or make real accounts.",
        )
    grantable = [role for role in roles().values() if role.grantable]
    with transaction.atomic():
        hashed = _sample_hash([role.code for role in grantable], password)
        return tuple(_sample(actor, role, hashed) for role in grantable)


def _sample_hash(usernames: list[str], password: str) -> str:
    """One hash for all sample logins: the password is published, and each hash takes a fifth of a second on purpose."""
    kept = User.objects.filter(username__in=usernames).first()
    if kept is None or not kept.check_password(password):
        kept = User()
        _set_password(kept, password)
    return kept.password


def _sample(actor: Actor, role: Role, hashed: str) -> SampleLogin:
    kind = next(row for row in tables.rows("agency_kinds") if row["kind"] == role.agency_kind)
    agency = ensure_agency(
        actor,
        code=f"SAMPLE-{kind['kind'].upper()}",
        name_en=f"Sample {kind['name_en']} (fictional)",
        name_ms=f"{kind['name_ms']} Contoh (rekaan)",
        kind=kind["kind"],
        state=settings.STATE,
    )
    name = f"Sample {role.name_en} (fictional)"
    user = User.objects.filter(username=role.code).first()
    if user is None:
        employer = Agency.objects.get(code=agency)
        user = User(username=role.code, full_name=name, agency=employer, password=hashed, created_at=timezone.now())
        user.sample = True
        _keep(actor, user, [role.code])
    elif not user.sample:
        raise errors.Conflict(
            say("The account {username!r} stands already and is no sample.", username=role.code),
            remedy="Use another folder for the samples.",
        )
    elif user.password != hashed:
        _store_password(actor, user, hashed)
    return SampleLogin(role.code, name, role.code)


def _grant(actor: Actor, *, user: User, role: Role, valid_until: date | None) -> None:
    RoleGrant.objects.update_or_create(
        user=user,
        role=role.code,
        defaults={"valid_until": valid_until, "granted_by": actor.id, "granted_at": timezone.now()},
    )
    detail = {"did": "grant role", "role": role.code, "valid_until": valid_until}
    record(actor, action=_MANAGE, subject=f"user:{user.pk}", detail=detail)


def _grantable(code: str) -> Role:
    role = roles().get(code)
    if role is None or not role.grantable:
        known = ", ".join(role.code for role in roles().values() if role.grantable)
        raise errors.Refused(
            say("The role {role!r} can't be granted.", role=code),
            rule="accounts.role",
            remedy=say("The roles are {roles}.", roles=known),
        )
    return role


def _locked(username: str) -> User:
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise errors.NotFound(say("There is no account {username!r}.", username=username))
    return user


def _not_oneself(actor: Actor, user: User) -> None:
    """Who grants roles holds none of the content: and so can't give it to himself or herself."""
    if queries.actor_of(user).id == actor.id:
        raise errors.NotPermitted(
            say("{who} can't change their own access.", who=actor.name),
            right=_MANAGE,
            remedy="Ask another access officer.",
        )


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise errors.Refused(" ".join(error.messages), rule="accounts.password", remedy="Choose another.") from None
    user.set_password(password)
