"""How many alerts came: counted over what is kept, told to those who read screenings and to who runs the node."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from naungan.audit.models import Content
from naungan.engine.errors import NotPermitted
from naungan.engine.screening.alerts import Observed
from naungan.register import actions as register
from naungan.screening import actions, queries
from naungan.screening.models import Screening
from tests.actors import actor
from tests.apps.screening.conftest import OFFICER, REGISTRAR, zone

pytestmark = [pytest.mark.store, pytest.mark.django_db]

SEEN_BY = {"second-line-officer", "analyst", "auditor", "operator", "command-line"}


def strangers(count: int) -> None:
    for number in range(count):
        actions.screen_document(OFFICER, text=zone(number=f"ZZ900000{number}", surname="TENANG", given="MAWAR"))


def test_travellers_are_counted_by_their_outcome(entry: str) -> None:
    assert queries.alerts(OFFICER).observed == Observed(0, 0, 0)
    strangers(3)
    actions.screen_document(OFFICER, text=zone())
    found = queries.alerts(OFFICER)
    assert found.observed == Observed(screenings=4, possible=0, probable=1)
    Screening.objects.filter(outcome="probable").update(outcome="possible")
    assert queries.alerts(OFFICER).observed == Observed(screenings=4, possible=1, probable=0)


def test_the_thresholds_are_the_operator_s_and_the_register_s_size_its_own(entry: str, settings: Settings) -> None:
    settings.POSSIBLE_FROM, settings.PROBABLE_FROM, settings.LISTED_SHARE = 0.1, 0.5, 0.01
    settings.KEEP_SCREENINGS_DAYS = 7
    found = queries.alerts(OFFICER)
    assert [one.at for one in found.expected] == [0.1, 0.5]
    assert (found.entries, found.listed_share, found.days) == (1, 0.01, 7)
    # One entry of the thousand that the prior is spread over at least.
    assert found.expected[1].right == pytest.approx(0.01)
    register.withdraw(REGISTRAR, public_id=entry, reason="of another person")
    assert queries.alerts(OFFICER).entries == 0


def test_what_has_run_out_is_not_counted_though_no_worker_has_deleted_it(entry: str) -> None:
    strangers(2)
    actions.screen_document(OFFICER, text=zone())
    Screening.objects.filter(outcome="none").update(expires_on=timezone.localdate() - timedelta(days=1))
    assert queries.alerts(OFFICER).observed == Observed(screenings=1, possible=0, probable=1)


@pytest.mark.parametrize("role", sorted(SEEN_BY))
def test_who_reads_screenings_or_runs_the_node_sees_them(db: None, role: str) -> None:
    assert queries.may_see_alerts(actor(role))
    assert queries.alerts(actor(role)).observed.screenings == 0


@pytest.mark.parametrize(
    "role", ["counter-officer", "register-officer", "register-supervisor", "liaison-officer", "access-officer"]
)
def test_others_are_told_no(db: None, role: str) -> None:
    assert not queries.may_see_alerts(actor(role))
    with pytest.raises(NotPermitted):
        queries.alerts(actor(role))


def test_a_grant_that_ran_out_shows_nothing(db: None) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(NotPermitted):
        queries.alerts(actor("operator", until=yesterday))


def test_counting_leaves_no_audit_row_since_it_names_nobody(entry: str) -> None:
    before = Content.objects.count()
    queries.alerts(OFFICER)
    assert Content.objects.count() == before
