"""The page of thresholds: what they may cost beside what came, for officers and the operator, in both languages."""

from __future__ import annotations

import re

import pytest
from pytest_django.fixtures import Settings

from tests.web.conftest import Login
from tests.web.screening.test_lists import LIST, upload
from tests.web.test_malay import english, seen

pytestmark = pytest.mark.django_db

PATH = "/screening/thresholds"


@pytest.mark.parametrize("role", ["second-line-officer", "analyst", "operator", "auditor"])
def test_expected_and_observed_alerts_stand_beside_each_threshold(login: Login, public_id: str, role: str) -> None:
    upload(login("analyst"), LIST)
    page = seen(login(role).get(PATH).content.decode())
    # One entry of the thousand that the prior is spread over at least: a thousandth of what a full register promises.
    assert re.search(r"Possible match 2\s% 17\.6 bits of evidence 0\.005 0\.0001 rightly, 0\.0049 wrongly", page), page
    assert re.search(r"Probable match 80\s% 25\.3 bits of evidence", page)
    assert page.count("333 1 of 3 travellers") == 2
    assert "More alerts came than the probabilities allow" in page


def test_the_settings_of_the_operator_are_shown(login: Login, settings: Settings) -> None:
    settings.POSSIBLE_FROM, settings.PROBABLE_FROM, settings.LISTED_SHARE = 0.125, 0.5, 0.002
    page = seen(login("operator").get(PATH).content.decode())
    for said in ("12.5", "50", "0.2"):
        assert re.search(rf"\b{re.escape(said)}\s%", page), page


def test_where_nobody_was_screened_no_rate_is_made_up(login: Login, public_id: str) -> None:
    page = seen(login("analyst").get(PATH).content.decode())
    assert "Nobody has been screened yet." in page
    assert "of 0 travellers" not in page


def test_a_node_of_samples_says_why_so_many_come_and_another_does_not(login: Login, settings: Settings) -> None:
    client = login("analyst")
    assert "fictional listed persons on purpose" in client.get(PATH).content.decode()
    settings.SAMPLE_MODE = False
    assert "fictional listed persons on purpose" not in client.get(PATH).content.decode()


def test_it_is_told_in_malay(login: Login, public_id: str) -> None:
    client = login("second-line-officer", "ms")
    for step in ("before", "after"):
        if step == "after":
            upload(client, LIST)
        page = client.get(PATH).content.decode()
        assert "Ambang dan amaran" in seen(page)
        assert english(page) == set()


@pytest.mark.parametrize(("role", "shown"), [("operator", True), ("analyst", True), ("counter-officer", False)])
def test_the_first_page_leads_there_whoever_may_see_it(login: Login, role: str, *, shown: bool) -> None:
    client = login(role)
    assert (f'href="{PATH}"' in client.get("/").content.decode()) is shown
    assert client.get(PATH).status_code == (200 if shown else 403)
