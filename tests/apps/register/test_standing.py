"""The day itself ends what a record dates: a cancelled notice, a lawful basis, an expiry. Nobody has to remember."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from naungan.engine.register import law
from naungan.engine.register.law import LawRow
from naungan.register import actions, queries
from tests.actors import actor
from tests.apps.register.people import TODAY, draft, wanted

pytestmark = [pytest.mark.store, pytest.mark.django_db]

OFFICER = actor("register-officer", name="user:1")
THEN = TODAY + timedelta(days=10)


def stands(public_id: str, day: Any) -> set[bool]:
    """What every reader says of the entry on a day."""
    with transaction.atomic():
        for_hit = queries.entry_for_hit(public_id, day) is not None
    return {
        for_hit,
        queries.standing(public_id, day) is not None,
        public_id in queries.standing_entries([public_id], day),
        public_id in queries.listed_entries([public_id], day),
        public_id in {listed.entry for listed in queries.listed(day)},
        queries.size(day) == 1,
    }


def test_a_notice_is_out_from_the_day_of_its_cancellation() -> None:
    made = actions.propose(OFFICER, draft=draft(convictions=(), notices=(wanted(cancelled_on=THEN),)))
    assert made.outcome == "accepted"
    assert stands(made.public_id, THEN - timedelta(days=1)) == {True}
    assert stands(made.public_id, THEN) == {False}
    assert stands(made.public_id, THEN + timedelta(days=1)) == {False}


@pytest.mark.parametrize(
    "beside",
    [
        draft(notices=(wanted(cancelled_on=THEN),)),
        draft(convictions=(), notices=(wanted(cancelled_on=THEN), wanted(number="2026/99902"))),
    ],
)
def test_an_entry_with_another_ground_outlives_the_cancellation(beside: Any) -> None:
    made = actions.propose(OFFICER, draft=beside)
    assert stands(made.public_id, THEN) == {True}


def test_a_basis_that_is_no_longer_in_force_takes_its_entries_out(monkeypatch: pytest.MonkeyPatch) -> None:
    row = LawRow("SAMPLE-LAW", "MYS", "Act 1", "s.1", "lawful-basis", "convicted", None, THEN, "", "", "", "test")
    table = (*law.table(), row)
    monkeypatch.setattr(law, "table", lambda: table)
    made = actions.propose(OFFICER, draft=draft(lawful_basis="SAMPLE-LAW"))
    assert made.outcome == "accepted"
    assert stands(made.public_id, THEN) == {True}
    assert stands(made.public_id, THEN + timedelta(days=1)) == {False}


def test_the_list_and_the_counts_call_it_expired(monkeypatch: pytest.MonkeyPatch) -> None:
    actions.propose(OFFICER, draft=draft(convictions=(), notices=(wanted(cancelled_on=THEN),)))
    assert [line.expired for line in queries.entries(OFFICER).lines] == [False]
    monkeypatch.setattr("naungan.register.queries.timezone.localdate", lambda: THEN)
    assert [line.expired for line in queries.entries(OFFICER, status="expired").lines] == [True]
    assert queries.entries(OFFICER, status="active").total == 0
    told = queries.counts(OFFICER)
    assert (told.active, told.expired, told.concerns) == (0, 1, {})
