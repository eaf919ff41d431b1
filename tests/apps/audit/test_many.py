"""Many audit rows at once: the same rows as one by one, in their order, or none of them."""

from __future__ import annotations

import pytest
from django.db import transaction

from naungan.audit import actions, queries
from naungan.audit.actions import Deed
from naungan.audit.models import Content, Row
from naungan.engine.accounts import system
from tests.actors import actor

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]
ANALYST, SYSTEM = actor("analyst"), system("sequencer")
DEEDS = [Deed("register.open", f"entry:{number}", f"reason {number}", {"count": number}) for number in range(450)]


def told() -> list[tuple[str, str, str, object]]:
    found = queries.entries(actor("auditor"), limit=1000)
    return sorted((entry.action, entry.subject, entry.purpose, entry.detail["count"]) for entry in found)


def test_rows_written_at_once_say_what_rows_written_one_by_one_say() -> None:
    with transaction.atomic():
        ids = actions.record_all(ANALYST, deeds=DEEDS)
    at_once = told()
    assert ids == sorted(ids)
    assert [Content.objects.get(row_id=ids[place]).subject for place in (0, 200, 449)] == [
        "entry:0", "entry:200", "entry:449",
    ]  # fmt: skip
    with transaction.atomic():
        for deed in DEEDS:
            actions.record(ANALYST, action=deed.action, subject=deed.subject, purpose=deed.purpose, detail=deed.detail)
    assert told() == sorted(at_once * 2)


def test_rows_written_at_once_prove_themselves() -> None:
    with transaction.atomic():
        actions.record_all(ANALYST, deeds=DEEDS)
    assert actions.sequence(SYSTEM) == len(DEEDS)
    assert queries.verify(SYSTEM).ok


def test_one_deed_that_cannot_be_written_leaves_no_row_of_the_others() -> None:
    with pytest.raises(ValueError, match="short and plain"), transaction.atomic():
        actions.record_all(ANALYST, deeds=[*DEEDS, Deed("register.open", "x" * 1000)])
    assert Row.objects.count() == Content.objects.count() == 0


def test_rows_are_not_written_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match=r"register\.open"):
        actions.record_all(ANALYST, deeds=DEEDS)
    assert Row.objects.count() == 0


def test_no_deeds_leave_no_row() -> None:
    with transaction.atomic():
        assert actions.record_all(ANALYST, deeds=[]) == []
    assert Row.objects.count() == 0
