"""Accounts: what a grant gives, who may give it, and logging in with a brake on guessing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from naungan.accounts import actions, addresses, queries
from naungan.accounts.models import LoginBrake, RoleGrant, User
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


def tries(username: str, password: str, now: datetime = NOW, address: str = "") -> str:
    try:
        return str(actions.log_in(CONSOLE, username=username, password=password, address=address, now=now))
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


def test_sample_logins_are_refused_and_hold_nothing_once_the_sample_mode_is_over(settings: Any) -> None:
    settings.SAMPLE_MODE = True
    actions.ensure_sample_accounts(SHELL, password=PASSWORD)
    user = User.objects.get(username="auditor")
    assert queries.actor_of(user).grants
    settings.SAMPLE_MODE = False
    for login in User.objects.all():
        with pytest.raises(
            errors.Refused, match=r"in the sample mode only\. Log in with an account of your own"
        ) as told:
            actions.log_in(CONSOLE, username=login.username, password=PASSWORD, now=NOW)
        assert told.value.rule == "accounts.sample"
    assert queries.actor_of(user).grants == ()
    assert queries.holders(CONSOLE, role="auditor", on=date(2030, 1, 1)) == []
    assert queries.person(CONSOLE, user=user.pk) is None
    assert audit.entries(AUDITOR, limit=1)[0].detail == {"outcome": "sample"}
    settings.SAMPLE_MODE = True
    assert tries("auditor", PASSWORD) == "auditor"


def test_an_account_of_a_real_person_never_becomes_a_sample(settings: Any, siti: User) -> None:
    settings.SAMPLE_MODE = True
    User.objects.filter(pk=siti.pk).update(username="auditor")
    with pytest.raises(errors.Conflict, match="'auditor' stands already and is no sample"):
        actions.ensure_sample_accounts(SHELL, password="the next long one 3")
    assert User.objects.count() == 1
    assert tries("auditor", PASSWORD) == "auditor"


def test_thirty_failures_from_one_address_lock_it_whatever_the_username(siti: User) -> None:
    here, there = "192.0.2.1", "192.0.2.2"
    assert {tries(f"guess{number}", "wrong", address=here) for number in range(30)} == {"accounts.log_in"}
    assert tries("siti", PASSWORD, address=here) == "accounts.brake"
    with pytest.raises(errors.Refused, match="too many tries from this address"):
        actions.log_in(CONSOLE, username="siti", password=PASSWORD, address=here, now=NOW)
    assert tries("siti", PASSWORD, address=there) == "siti"
    assert tries("siti", PASSWORD, NOW + timedelta(minutes=15), here) == "siti"


def test_a_success_does_not_forget_the_failures_of_others_at_its_address(siti: User) -> None:
    here = "192.0.2.1"
    for number in range(29):
        tries(f"guess{number}", "wrong", address=here)
        assert tries("siti", PASSWORD, address=here) == "siti"
    assert tries("guess29", "wrong", address=here) == "accounts.log_in"
    assert tries("siti", PASSWORD, address=here) == "accounts.brake"


def test_a_locked_address_locks_no_more_usernames(siti: User) -> None:
    for number in range(30):
        tries(f"guess{number}", "wrong", address="192.0.2.1")
    for _ in range(6):
        assert tries("siti", "wrong", address="192.0.2.1") == "accounts.brake"
    assert tries("siti", PASSWORD, address="192.0.2.2") == "siti"


def test_no_address_is_kept_in_the_clear(siti: User) -> None:
    tries("siti", "wrong", address="192.0.2.77")
    assert LoginBrake.objects.count() == 2
    assert not any("192.0.2" in brake.mark for brake in LoginBrake.objects.all())
    assert not any("192.0.2" in str(entry) for entry in audit.entries(AUDITOR))


def test_brakes_that_hold_nobody_are_forgotten(siti: User) -> None:
    for _ in range(6):
        tries("siti", "wrong", address="192.0.2.1")
    assert actions.forget_brakes(CONSOLE, now=NOW + timedelta(minutes=29)) == 0
    assert tries("siti", PASSWORD, NOW + timedelta(minutes=14)) == "accounts.brake"
    assert actions.forget_brakes(CONSOLE, now=NOW + timedelta(minutes=31)) == 2
    assert LoginBrake.objects.count() == 0
    rows = len(audit.entries(AUDITOR))
    assert actions.forget_brakes(CONSOLE, now=NOW + timedelta(minutes=31)) == 0
    assert len(audit.entries(AUDITOR)) == rows
    with pytest.raises(errors.NotPermitted):
        actions.forget_brakes(actor("operator"))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("192.0.2.1", "192.0.2.1"), ("192.0.2.1:443", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("[2001:db8:1:2::9]:80", "2001:db8:1:2::/64"),
        ("", ""), ("unknown", ""), ("1.2.3", ""),
    ],
)  # fmt: skip
def test_an_address_is_told_without_its_port_and_a_new_one_by_its_network(text: str, plain: str) -> None:
    assert addresses.plain(text) == plain


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_added(settings: Any) -> None:
    request = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9, 192.0.2.1"}
    settings.BEHIND_PROXY = False
    assert addresses.of_request(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert addresses.of_request(request) == "192.0.2.1"
    assert addresses.of_request({"REMOTE_ADDR": "127.0.0.1"}) == ""


def test_accounts_are_listed_for_those_who_manage_or_audit_them(siti: User) -> None:
    (found,) = queries.accounts(actor("access-officer"), role="counter-officer")
    assert (found.username, found.agency, found.grants[0].role) == ("siti", "IMM", "counter-officer")
    assert queries.account(AUDITOR, username="siti") == found
    assert [who.id for who in queries.holders(CONSOLE, role="counter-officer", on=date(2030, 1, 1))] == [siti.pk]
    with pytest.raises(errors.NotPermitted):
        queries.accounts(actor("counter-officer"))
    with pytest.raises(errors.NotFound):
        queries.account(AUDITOR, username="nobody")
