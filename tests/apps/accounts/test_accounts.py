"""Accounts: what a grant gives, who may give it, and logging in with a brake on guessing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from naungan.accounts import actions, queries
from naungan.accounts.models import RoleGrant, User
from naungan.audit import queries as audit
from naungan.engine import errors
from naungan.engine.accounts import roles, system
from tests.actors import actor

pytestmark = [pytest.mark.store, pytest.mark.django_db]
SHELL = system("cli:tester", role="command-line")
CONSOLE = system("console")
AUDITOR = actor("auditor")
PASSWORD = "a long sentence 42"
NOW = datetime(2030, 1, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fast_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def siti() -> User:
    actions.ensure_agency(SHELL, code="IMM", name_en="Sample", name_ms="Contoh", kind="immigration", state="MYS")
    number = actions.create_user(
        SHELL, username="siti", full_name="Siti Sample (fictional)", agency="IMM", password=PASSWORD,
        grants=["counter-officer"],
    )  # fmt: skip
    return User.objects.get(pk=number)


def tries(username: str, password: str, now: datetime = NOW) -> str:
    try:
        return str(actions.log_in(CONSOLE, username=username, password=password, now=now))
    except errors.Refused as refused:
        return refused.rule


def test_an_actor_has_the_user_s_agency_and_grants(siti: User) -> None:
    actions.grant_role(SHELL, username="siti", role="analyst", valid_until=date(2030, 1, 1))
    found = queries.actor_of(siti)
    assert (found.id, found.user, found.agency) == (f"user:{siti.pk}", siti.pk, "IMM")
    assert found.roles(on=date(2030, 1, 1)) == {"counter-officer", "analyst"}
    assert found.roles(on=date(2030, 1, 2)) == {"counter-officer"}


def test_granting_again_changes_the_date_and_revoking_takes_the_role_away(siti: User) -> None:
    actions.grant_role(SHELL, username="siti", role="analyst", valid_until=date(2030, 1, 1))
    actions.grant_role(SHELL, username="siti", role="analyst")
    assert RoleGrant.objects.get(user=siti, role="analyst").valid_until is None
    actions.revoke_role(SHELL, username="siti", role="analyst", reason="moved")
    assert queries.actor_of(siti).roles(on=date(2030, 1, 1)) == {"counter-officer"}
    with pytest.raises(errors.NotFound, match="siti does not hold the role"):
        actions.revoke_role(SHELL, username="siti", role="analyst", reason="moved")


@pytest.mark.parametrize("role", ["system", "command-line", "superuser"])
def test_roles_of_the_node_itself_are_granted_to_nobody(siti: User, role: str) -> None:
    with pytest.raises(errors.Refused, match="can't be granted"):
        actions.grant_role(SHELL, username="siti", role=role)


def test_nobody_grants_a_role_to_oneself(siti: User) -> None:
    actions.grant_role(SHELL, username="siti", role="access-officer")
    with pytest.raises(errors.NotPermitted, match="can't change their own access"):
        actions.grant_role(queries.actor_of(siti), username="siti", role="auditor")


def test_only_access_officers_and_the_shell_manage_accounts(siti: User) -> None:
    for role in set(roles()) - {"access-officer", "command-line"}:
        with pytest.raises(errors.NotPermitted):
            actions.grant_role(actor(role, name="user:99999"), username="siti", role="auditor")


def test_a_user_who_is_switched_off_holds_nothing_and_can_not_log_in(siti: User) -> None:
    actions.switch(SHELL, username="siti", active=False, reason="left")
    siti.refresh_from_db()
    assert queries.actor_of(siti).grants == ()
    assert tries("siti", PASSWORD) == "accounts.log_in"
    actions.switch(SHELL, username="siti", active=True, reason="back")
    assert tries("siti", PASSWORD) == "siti"


@pytest.mark.parametrize("password", ["short", "1234567890123", "administrator"])
def test_weak_passwords_are_refused(siti: User, password: str) -> None:
    with pytest.raises(errors.Refused) as refused:
        actions.set_password(SHELL, username="siti", password=password)
    assert refused.value.rule == "accounts.password"
    assert tries("siti", PASSWORD) == "siti"


@pytest.mark.parametrize("username", ["", " ", "a\nb", "x" * 61])
def test_usernames_that_no_one_can_type_are_refused(siti: User, username: str) -> None:
    with pytest.raises(errors.Refused, match="can't be a username"):
        actions.create_user(SHELL, username=username, full_name="X", agency="IMM", password=PASSWORD)


def test_a_username_is_given_once_and_the_agency_must_exist(siti: User) -> None:
    with pytest.raises(errors.Conflict, match="'siti' is taken"):
        actions.create_user(SHELL, username="siti", full_name="X", agency="IMM", password=PASSWORD)
    with pytest.raises(errors.NotFound, match="no agency 'XYZ'"):
        actions.create_user(SHELL, username="ali", full_name="X", agency="XYZ", password=PASSWORD)
    assert User.objects.count() == 1


def test_five_failures_lock_for_fifteen_minutes_whatever_the_password(siti: User) -> None:
    assert [tries("siti", "wrong") for _ in range(6)] == ["accounts.log_in"] * 5 + ["accounts.brake"]
    assert tries("siti", PASSWORD) == "accounts.brake"
    assert tries("SITI", PASSWORD) == "accounts.brake"
    assert tries("siti", PASSWORD, NOW + timedelta(minutes=14)) == "accounts.brake"
    assert tries("siti", PASSWORD, NOW + timedelta(minutes=15)) == "siti"


def test_a_success_and_a_quiet_quarter_of_an_hour_both_forget_failures(siti: User) -> None:
    assert [tries("siti", "wrong") for _ in range(4)] == ["accounts.log_in"] * 4
    assert tries("siti", PASSWORD) == "siti"
    assert [tries("siti", "wrong") for _ in range(4)] == ["accounts.log_in"] * 4
    later = NOW + timedelta(minutes=16)
    assert [tries("siti", "wrong", later) for _ in range(4)] == ["accounts.log_in"] * 4
    assert tries("siti", PASSWORD, later) == "siti"


def test_an_unknown_username_is_refused_and_locked_in_the_same_words(siti: User) -> None:
    def said(username: str) -> list[str]:
        sentences = []
        for _ in range(6):
            with pytest.raises(errors.Refused) as refused:
                actions.log_in(CONSOLE, username=username, password="wrong", now=NOW)
            sentences.append(str(refused.value))
        return sentences

    assert said("siti") == said("nobody")


def test_every_outcome_of_a_log_in_leaves_its_row_without_what_was_typed(siti: User) -> None:
    tries("siti", PASSWORD)
    tries("my-secret-in-the-wrong-field\0", "wrong")
    for _ in range(6):
        tries("siti", "wrong")
    rows = [entry for entry in audit.entries(AUDITOR) if entry.action == "accounts.log_in"]
    assert [row.detail["outcome"] for row in reversed(rows)] == ["in", *["refused"] * 6, "locked"]
    assert rows[-1].actor == f"user:{siti.pk}"
    assert not any("my-secret" in str(row) for row in rows)


def test_every_change_of_access_leaves_its_row(siti: User) -> None:
    actions.grant_role(SHELL, username="siti", role="analyst")
    actions.revoke_role(SHELL, username="siti", role="analyst", reason="moved")
    actions.switch(SHELL, username="siti", active=False, reason="left")
    actions.set_password(SHELL, username="siti", password="another long one 7")
    actions.log_out(queries.actor_of(siti))
    did = [entry.detail.get("did", entry.action) for entry in audit.entries(AUDITOR)]
    assert did == [
        "accounts.log_out", "set password", "switch account", "revoke role", "grant role", "grant role",
        "create account", "keep agency",
    ]  # fmt: skip


def test_sample_logins_are_refused_outside_the_sample_mode(settings: Any) -> None:
    settings.SAMPLE_MODE = False
    with pytest.raises(errors.Refused, match="in the sample mode only"):
        actions.ensure_sample_accounts(SHELL, password=PASSWORD)
    assert User.objects.count() == 0


def test_sample_logins_are_one_for_each_role_fictional_and_made_once(settings: Any) -> None:
    settings.SAMPLE_MODE = True
    made = actions.ensure_sample_accounts(SHELL, password=PASSWORD)
    assert {login.role for login in made} == {role.code for role in roles().values() if role.grantable}
    assert all("fictional" in login.full_name for login in made)
    rows = len(audit.entries(AUDITOR, limit=1000))
    assert actions.ensure_sample_accounts(SHELL, password=PASSWORD) == made
    assert len(audit.entries(AUDITOR, limit=1000)) == rows
    actions.ensure_sample_accounts(SHELL, password="the next long one 3")
    assert tries("auditor", "the next long one 3") == "auditor"


def test_accounts_are_listed_for_those_who_manage_or_audit_them(siti: User) -> None:
    (found,) = queries.accounts(actor("access-officer"), role="counter-officer")
    assert (found.username, found.agency, found.grants[0].role) == ("siti", "IMM", "counter-officer")
    assert queries.account(AUDITOR, username="siti") == found
    assert [who.id for who in queries.holders(CONSOLE, role="counter-officer", on=date(2030, 1, 1))] == [siti.pk]
    with pytest.raises(errors.NotPermitted):
        queries.accounts(actor("counter-officer"))
    with pytest.raises(errors.NotFound):
        queries.account(AUDITOR, username="nobody")
