"""Crossings follow the screenings that hit: once each, none for strangers, and they end by date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from naungan.engine.accounts import system
from naungan.engine.errors import NotPermitted
from naungan.movements import actions, queries
from naungan.movements.models import Crossing
from naungan.register import actions as register
from naungan.screening import actions as screening
from tests.actors import actor
from tests.apps.screening.conftest import (
    HER,
    OFFICER,
    OTHERS,
    REGISTRAR,
    _new_index,
    entry,
    passenger_list,
    propose,
    wanted_person,
    zone,
)

__all__ = ["_new_index", "entry", "passenger_list"]

pytestmark = [pytest.mark.store, pytest.mark.django_db]
WORKER = system("worker:movements.follow")


def follow() -> int:
    screening.number(WORKER)
    return actions.follow(WORKER)


def test_a_hit_becomes_a_crossing_once_and_a_stranger_none(entry: str, passenger_list: Callable[..., bytes]) -> None:
    screening.screen_list(OFFICER, name="x.edi", chunks=[passenger_list([*OTHERS, HER])])
    assert follow() == 1
    assert follow() == 0
    (crossing,) = queries.crossings_of(OFFICER, entry=entry)
    assert (crossing.departure_port, crossing.arrival_port, crossing.source) == ("BKK", "KUL", "screening:list")
    assert crossing.lawful_basis
    assert Crossing.objects.get().expires_on > timezone.localdate()


def test_a_meeting_at_a_counter_names_post_and_direction(entry: str) -> None:
    screening.screen_document(OFFICER, text=zone(), post="KLIA-1", direction="departure")
    follow()
    (crossing,) = queries.crossings_of(OFFICER, entry=entry)
    assert (crossing.post, crossing.direction) == ("KLIA-1", "departure")


def test_crossings_end_by_date(entry: str) -> None:
    screening.screen_document(OFFICER, text=zone())
    follow()
    assert actions.forget(WORKER) == 0
    Crossing.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert actions.forget(WORKER) == 1


def test_a_crossing_without_a_lawful_basis_is_refused_by_the_database(entry: str) -> None:
    screening.screen_document(OFFICER, text=zone())
    follow()
    with pytest.raises(IntegrityError), transaction.atomic():
        Crossing.objects.update(lawful_basis="")


def test_a_counter_officer_reads_no_crossings(entry: str) -> None:
    with pytest.raises(NotPermitted):
        queries.crossings_of(actor("counter-officer"), entry=entry)


def test_a_cancelled_list_takes_its_crossings_back(entry: str, passenger_list: Callable[..., bytes]) -> None:
    screening.screen_list(OFFICER, name="x.edi", chunks=[passenger_list([*OTHERS, HER])])
    assert follow() == 1
    screening.screen_list(OFFICER, name="y.edi", chunks=[passenger_list([HER], function="cancel")])
    follow()
    assert Crossing.objects.count() == 0


def test_a_withdrawn_entry_takes_its_crossings_with_it_and_leaves_the_others(entry: str) -> None:
    other = propose(wanted_person("S-78"))
    screening.screen_document(OFFICER, text=zone())
    follow()
    assert Crossing.objects.count() == 2
    register.withdraw(REGISTRAR, public_id=entry, reason="quashed (sample)")
    screening.clear(WORKER)
    follow()
    assert list(Crossing.objects.values_list("entry", flat=True)) == [other]
