"""Rights and roles: the table is total, and what it does not name is refused."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine import errors, tables
from naungan.engine.accounts import (
    Actor,
    Grant,
    UnknownRightError,
    can,
    check,
    rights,
    roles,
    system,
    who_has,
    why,
)
from tests.actors import actor

DAY = date(2026, 11, 22)
PACKAGE = Path(__file__).resolve().parents[2] / "naungan"
ASKED = re.compile(r"\b(?:can|check|who_has|why|may)\(\s*(?:[\w.]+(?:\([^()]*\))?,\s*)?\"([a-z_]+\.[a-z_]+)\"")
NAMED = re.compile(r"^_[A-Z_]+ = \"([a-z_]+\.[a-z_]+)\"", re.MULTILINE)


def naive(of: Actor, right: str, on: date) -> bool:
    for row in tables.rows("rights"):
        for grant in of.grants:
            lasts = grant.valid_until is None or grant.valid_until >= on
            if row["right"] == right and row["role"] == grant.role and lasts:
                return True
    return False


def test_every_right_asked_for_in_the_code_stands_in_the_table() -> None:
    asked: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        asked |= dict.fromkeys(ASKED.findall(text), path.name)
        if "check(" in text and path.stem == "actions":
            asked |= dict.fromkeys(NAMED.findall(text), path.name)
    assert len(asked) >= 10
    assert {right: where for right, where in asked.items() if right not in rights()} == {}


def test_every_right_has_a_name_in_both_languages_and_at_least_one_role() -> None:
    for row in tables.rows("right_names"):
        assert row["en"]
        assert row["ms"]
        assert who_has(row["right"]), row["right"]


def test_no_pair_of_right_and_role_stands_twice() -> None:
    pairs = [(row["right"], row["role"]) for row in tables.rows("rights")]
    assert len(pairs) == len(set(pairs))


def test_every_role_has_a_right_both_names_and_a_known_kind_of_agency() -> None:
    kinds = {row["kind"] for row in tables.rows("agency_kinds")}
    used = {role for holders in rights().values() for role in holders}
    for role in roles().values():
        assert role.code in used
        assert role.name("en")
        assert role.name("ms") != role.name("en")
        assert role.agency_kind in kinds


@given(
    role=st.sampled_from(sorted(roles())),
    right=st.sampled_from(sorted(rights())),
    until=st.none() | st.dates(DAY - timedelta(3), DAY + timedelta(3)),
)
def test_can_check_and_why_agree_with_the_table_read_naively(role: str, right: str, until: date | None) -> None:
    someone = actor(role, until=until)
    allowed = naive(someone, right, DAY)
    assert can(someone, right, on=DAY) is allowed
    if allowed:
        check(someone, right, on=DAY)
        assert " may not " not in why(someone, right, on=DAY)
    else:
        with pytest.raises(errors.NotPermitted) as refused:
            check(someone, right, on=DAY)
        assert refused.value.right == right
        assert " may not " in str(refused.value)
        assert " tidak boleh " in why(someone, right, on=DAY, language="ms")


def test_a_grant_counts_on_its_last_day_and_not_the_day_after() -> None:
    auditor = actor("auditor", until=DAY)
    assert can(auditor, "audit.read", on=DAY)
    assert not can(auditor, "audit.read", on=DAY + timedelta(1))


def test_the_refusal_says_which_roles_have_the_right_and_who_can_grant_them() -> None:
    with pytest.raises(errors.NotPermitted) as refused:
        check(actor("counter-officer"), "register.admit", on=DAY)
    assert str(refused.value) == (
        "Sample counter-officer (fictional) may not release a held entry: this takes the role of register supervisor. "
        "Ask someone with that role, or the access officer for a grant."
    )


def test_the_refusal_says_that_a_grant_ran_out() -> None:
    with pytest.raises(errors.NotPermitted, match="the role of data-protection auditor ran out on 2026-11-21"):
        check(actor("auditor", until=DAY - timedelta(1)), "audit.read", on=DAY)


def test_a_right_that_the_table_does_not_know_is_a_defect_and_not_a_refusal() -> None:
    with pytest.raises(UnknownRightError):
        can(actor("auditor"), "audit.delete", on=DAY)


def test_an_actor_without_grants_may_nothing() -> None:
    nobody = Actor("user:9", "Nobody (fictional)", "", ())
    assert not any(can(nobody, right, on=DAY) for right in rights())


def test_an_unknown_role_gives_nothing() -> None:
    stranger = Actor("user:9", "Stranger (fictional)", "", (Grant("superuser"),))
    assert not any(can(stranger, right, on=DAY) for right in rights())


def test_the_operator_sees_no_content_and_the_auditor_changes_nothing() -> None:
    of = {code: {right for right in rights() if code in rights()[right]} for code in roles()}
    assert of["operator"] == {"audit.verify", "jobs.read", "jobs.revive", "notices.read"}
    verbs = {right.split(".")[1] for right in of["auditor"]}
    assert verbs <= {"read", "open", "verify"}


def test_who_proposes_an_entry_does_not_release_it() -> None:
    assert set(who_has("register.propose")).isdisjoint(who_has("register.admit"))


def test_who_grants_roles_opens_no_record() -> None:
    content = {"register.open", "register.read", "screening.read", "audit.read", "movements.read"}
    assert not any(can(actor("access-officer"), right, on=DAY) for right in content)


def test_a_system_actor_is_named_and_a_command_line_keeps_its_own_name() -> None:
    assert system("worker").id == "system:worker"
    assert system("cli:siti", role="command-line").id == "cli:siti"
    assert system("worker").user is None
    assert actor("auditor", name="user:12").user == 12
    with pytest.raises(errors.NotFound):
        system("worker", role="root")
