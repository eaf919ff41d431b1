"""Offences on their store: the seam that linkage will follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from naungan.audit.models import Content
from naungan.cases import actions, queries
from naungan.cases.models import Offence
from naungan.engine import errors
from naungan.engine.cases import OffenceDraft
from naungan.engine.records import PartialDate
from naungan.register import actions as register
from tests import crowd
from tests.actors import actor
from tests.apps.register.people import TODAY, draft

pytestmark = [pytest.mark.store, pytest.mark.django_db]

ANALYST = actor("analyst")
ROUNDS = 12
"""References that writers meet at, in tests/apps/cases/scenarios.py."""
GIVEN = OffenceDraft(
    reference="SAMPLE-1", owner_agency="Sample agency", state="THA", place="Sample town",
    began=PartialDate(2018, 5), ended=PartialDate(2018, 7), source="Sample case file (fictional)", expires_on=TODAY,
    behaviours=(("A02", "present"), ("O05", "unknown"), ("T04", "absent")), sample=True,
)  # fmt: skip


def test_an_unsolved_offence_is_kept_as_given_and_told_to_its_followers() -> None:
    public_id = actions.record_offence(ANALYST, draft=GIVEN)
    assert queries.offence(ANALYST, public_id=public_id) == GIVEN
    assert [(change.offence, change.version) for change in queries.offence_changes_since(0)] == [(public_id, 1)]
    assert Content.objects.filter(action="cases.record_offence", subject=f"offence:{public_id}").count() == 1


def test_the_same_offence_again_changes_nothing_and_a_correction_makes_a_version() -> None:
    public_id = actions.record_offence(ANALYST, draft=GIVEN)
    assert actions.record_offence(ANALYST, draft=GIVEN) == public_id
    assert actions.record_offence(ANALYST, draft=replace(GIVEN, place="Another town")) == public_id
    assert [change.version for change in queries.offence_changes_since(0)] == [1, 2]
    assert queries.offence_changes_since(1)[0].number == 2


def test_a_solved_offence_names_its_offenders_entry_in_the_register() -> None:
    entry = register.propose(actor("register-officer"), draft=draft()).public_id
    public_id = actions.record_offence(ANALYST, draft=replace(GIVEN, solved=True, register_entry=entry))
    assert queries.offence(ANALYST, public_id=public_id).register_entry == entry
    with pytest.raises(errors.Refused, match="no entry"):
        actions.record_offence(ANALYST, draft=replace(GIVEN, solved=True, register_entry="MYS-2026-999999"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"reference": ""}, {"source": " "}, {"owner_agency": ""}, {"state": "XYZ"}, {"expires_on": None},
        {"began": PartialDate(2019)}, {"solved": True}, {"register_entry": "MYS-2026-000001"}, {"place": "a\0b"},
        {"behaviours": (("Z99", "present"),)}, {"behaviours": (("A02", "perhaps"),)},
        {"behaviours": (("A02", "present"), ("A02", "absent"))},
    ],
)  # fmt: skip
def test_an_incomplete_or_contradictory_offence_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(errors.Refused) as caught:
        actions.record_offence(ANALYST, draft=replace(GIVEN, **wrong))
    assert caught.value.remedy
    assert not Offence.objects.exists()


def test_rights_are_checked_and_what_is_not_there_is_not_found() -> None:
    with pytest.raises(errors.NotPermitted):
        actions.record_offence(actor("counter-officer"), draft=GIVEN)
    with pytest.raises(errors.NotPermitted):
        queries.offence(actor("counter-officer"), public_id="OFF-1")
    with pytest.raises(errors.NotFound):
        queries.offence(ANALYST, public_id="OFF-1")


def test_the_database_refuses_a_solved_offence_without_an_entry() -> None:
    actions.record_offence(ANALYST, draft=GIVEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offence.objects.update(solved=True)


def test_writers_who_record_the_same_offence_for_the_first_time_together_make_one(store: str) -> None:
    found: Any = crowd.run(store, "tests.apps.cases.scenarios:first_calls_together", seed=20261122)
    assert len(found["versions"]) == len(found["standing"]) == ROUNDS
    assert all(versions == list(range(1, len(versions) + 1)) for versions in found["versions"])
    assert sorted(map(len, found["versions"])) == found["standing"]
    assert set(found["behaviours"]) == {len(GIVEN.behaviours)}
