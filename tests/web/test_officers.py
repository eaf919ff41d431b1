"""What officers do on the register's pages: release what is held, withdraw what stands; and who is told no, and why."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from naungan.audit import queries as audit
from naungan.engine.accounts import can
from naungan.engine.register.record import Charge, EntryDraft
from naungan.register import actions as register
from naungan.register import queries
from tests.actors import actor
from tests.web.conftest import GRANTABLE, Login, draft
from tests.web.test_malay import english

pytestmark = pytest.mark.django_db

PROPOSER = actor("register-officer", name="user:999999")
FORM = re.compile(r'<form method="post" action="([^"]+)"(.*?)</form>', re.DOTALL)


def unclassed(**changed: object) -> EntryDraft:
    """A conviction under a law that the crosswalk lacks."""
    given = replace(draft().convictions[0], section="Act 9999, s.1", words="words of a court")
    return draft(convictions=(given,), notices=(), **changed)


def charged() -> EntryDraft:
    """A notice whose charge no phrase classes."""
    notice = replace(draft().notices[0], kind="red", charges=(Charge("an offence in words of its own", "THA"),))
    return draft(convictions=(), notices=(notice,))


def held(given: EntryDraft) -> str:
    made = register.propose(PROPOSER, draft=given)
    assert made.outcome == "held", made.sentence
    return made.public_id


def opened(client: Client, public_id: str) -> str:
    answer = client.post(f"/register/{public_id}", {"purpose": "semakan (test)"})
    assert answer.status_code == 200
    return answer.content.decode()


def forms(page: str) -> dict[str, str]:
    """The forms of an entry's page by the last word of their path."""
    found: dict[str, str] = {path.rsplit("/", 1)[1]: body for path, body in FORM.findall(page)}
    return {name: body for name, body in found.items() if name in {"withdraw", "release"}}


def choices(page: str) -> dict[str, str]:
    return {code: html.unescape(said) for code, said in re.findall(r'<option value="([^"]+)">([^<]*)<', page)}


def status(public_id: str) -> str:
    (line,) = queries.entries(actor("register-supervisor"), text=public_id).lines
    return line.status


def deeds(action: str) -> list[tuple[str, str]]:
    return [(row.subject, row.purpose) for row in audit.entries(actor("auditor")) if row.action == action]


@pytest.mark.parametrize(("language", "said"), [("en", "1 entry waits for an officer"), ("ms", "1 entri menunggu")])
def test_a_supervisor_reaches_what_is_held_from_the_first_page(login: Login, language: str, said: str) -> None:
    public_id = held(unclassed())
    register.propose(PROPOSER, draft=draft(source_reference="SAMPLE-2"))
    client = login("register-supervisor", language)
    first = client.get("/").content.decode()
    assert said in first
    assert 'href="/register?status=held"' in first
    page = client.get("/register", {"status": "held"}).content.decode()
    assert re.findall(r'href="/register/([^"]+)"', page) == [public_id]
    assert '<option value="held" selected>' in page


@pytest.mark.parametrize("role", ["register-officer", "analyst", "counter-officer"])
def test_who_can_t_release_is_not_called_to_what_is_held(login: Login, role: str) -> None:
    held(unclassed())
    assert "/register?status=held" not in login(role).get("/").content.decode()


def test_with_nothing_held_the_first_page_calls_nobody(login: Login, public_id: str) -> None:
    client = login("register-supervisor")
    assert "/register?status=held" not in client.get("/").content.decode()
    assert "No entry has this status" in client.get("/register", {"status": "held"}).content.decode()


def test_the_pages_of_a_filtered_list_keep_the_filter(login: Login) -> None:
    for number in range(51):
        held(unclassed(source_reference=f"SAMPLE-{number}"))
    page = login("register-supervisor").get("/register", {"status": "held", "q": "zulkifli"}).content.decode()
    assert 'href="?status=held&amp;q=zulkifli&amp;page=2"' in page


def test_an_unknown_status_filters_nothing(login: Login, public_id: str) -> None:
    page = login("analyst").get("/register", {"status": "<b>x"}).content.decode()
    assert public_id in page
    assert "<b>x" not in page


@pytest.mark.parametrize("role", GRANTABLE)
def test_an_entry_offers_each_role_what_it_may_do(login: Login, role: str) -> None:
    today = timezone.localdate()
    who = actor(role)
    public_id = held(unclassed())
    if not can(who, "register.open", on=today):
        return
    wanted = {name for name, right in (("withdraw", "withdraw"), ("release", "admit"))
              if can(who, f"register.{right}", on=today)}  # fmt: skip
    assert set(forms(opened(login(role), public_id))) == wanted


def test_an_entry_in_force_can_be_withdrawn_and_not_released(login: Login, public_id: str) -> None:
    assert set(forms(opened(login("register-supervisor"), public_id))) == {"withdraw"}


def test_a_withdrawn_entry_offers_nothing(login: Login, public_id: str) -> None:
    register.withdraw(PROPOSER, public_id=public_id, reason="wrong person (sample)")
    assert forms(opened(login("register-supervisor"), public_id)) == {}


def test_an_officer_withdraws_an_entry_with_a_reason_that_is_kept(login: Login, public_id: str) -> None:
    client = login("register-officer")
    done = client.post(f"/register/{public_id}/withdraw", {"reason": "wrong person (test)"}, follow=True)
    page = done.content.decode()
    assert f"Entry {public_id} is withdrawn" in page
    assert status(public_id) == "withdrawn"
    assert deeds("register.withdraw") == [(f"entry:{public_id}", "wrong person (test)")]
    assert "wrong person (test)" in opened(client, public_id)
    again = client.post(f"/register/{public_id}/withdraw", {"reason": "once more"})
    assert again.status_code == 409
    assert "is withdrawn already" in again.content.decode()


@pytest.mark.parametrize("reason", ["", "   "])
@pytest.mark.parametrize("step", ["withdraw", "release"])
def test_nothing_is_done_without_a_reason(login: Login, step: str, reason: str) -> None:
    public_id = held(unclassed())
    typed = {"reason": reason, "crosswalk": "MYS-792-14"}
    answer = login("register-supervisor").post(f"/register/{public_id}/{step}", typed)
    assert answer.status_code == 422
    assert "This needs a reason." in answer.content.decode()
    assert status(public_id) == "held"


def test_a_held_conviction_shows_its_rule_and_the_rows_of_its_state_by_conduct(login: Login) -> None:
    page = opened(login("register-supervisor"), held(unclassed()))
    form = forms(page)["release"]
    assert "The section is not in the offence crosswalk: Act 9999, s.1" in html.unescape(page)
    offered = choices(form)
    assert offered["MYS-792-14"] == ("Sexual Offences against Children Act 2017 [Act 792], 14: physical sexual assault")
    assert {code[:4] for code in offered} == {"MYS-"}


def test_the_form_to_release_is_malay(login: Login) -> None:
    page = opened(login("register-supervisor", "ms"), held(unclassed()))
    assert "amang seksual fizikal" in forms(page)["release"]
    plain = re.sub(r"<option value=\"[^\"]+\">[^<]*", "", page)  # laws keep the names that they were given
    assert english(plain) == set()


def test_a_state_without_rows_gets_those_of_all_states(login: Login) -> None:
    given = unclassed()
    elsewhere = replace(given, convictions=(replace(given.convictions[0], court_state="ISL"),))
    form = forms(opened(login("register-supervisor"), held(elsewhere)))["release"]
    assert {"MYS-792-14", "SGP"} <= {code if code.startswith("MYS") else code[:3] for code in choices(form)}


def test_a_held_charge_is_classed_by_a_phrase_or_a_row_of_its_state(login: Login) -> None:
    public_id = held(charged())
    client = login("register-supervisor")
    offered = choices(forms(opened(client, public_id))["release"])
    assert any(code.startswith("THA-") for code in offered)
    row = "child-abuse:sexual-assault-on-a-minor"
    assert offered[row] == "sexual assault on a minor"
    client.post(f"/register/{public_id}/release", {"reason": "asked the bureau (test)", "crosswalk": row})
    assert status(public_id) == "active"


def test_a_supervisor_releases_an_entry_by_naming_its_row(login: Login) -> None:
    public_id = held(unclassed())
    client = login("register-supervisor")
    typed = {"reason": "judgment read (test)", "crosswalk": "MYS-792-14"}
    page = client.post(f"/register/{public_id}/release", typed, follow=True).content.decode()
    assert f"Entry {public_id} is released" in page
    assert status(public_id) == "active"
    assert deeds("register.admit") == [(f"entry:{public_id}", "judgment read (test)")]
    assert "MYS-792-14" in opened(client, public_id)


def test_what_is_left_to_an_officer_is_released_by_a_reason_alone(login: Login) -> None:
    given = draft(convictions=(replace(draft().convictions[0], finality=""),), notices=())
    public_id = held(given)
    client = login("register-supervisor")
    page = opened(client, public_id)
    assert "does not say whether the conviction is final" in page
    assert 'name="crosswalk"' not in page
    client.post(f"/register/{public_id}/release", {"reason": "the court says so (test)"})
    assert status(public_id) == "active"


def test_an_entry_that_another_rule_holds_as_well_stays_held_and_says_why(login: Login) -> None:
    given = unclassed()
    public_id = held(replace(given, convictions=(replace(given.convictions[0], finality=""),)))
    typed = {"reason": "judgment read (test)", "crosswalk": "MYS-792-14"}
    page = login("register-supervisor").post(f"/register/{public_id}/release", typed, follow=True).content.decode()
    assert f"Entry {public_id} is still held, now for another reason" in page
    assert "does not say whether the conviction is final" in page
    assert status(public_id) == "held"


def test_what_only_a_better_record_can_mend_has_no_form_and_is_refused_with_its_sentence(login: Login) -> None:
    given = draft(convictions=(replace(draft().convictions[0], finality="under-appeal"),), notices=())
    public_id = held(given)
    client = login("register-supervisor")
    page = opened(client, public_id)
    assert "No officer can release this" in page
    assert set(forms(page)) == {"withdraw"}
    answer = client.post(f"/register/{public_id}/release", {"reason": "because (test)"})
    assert answer.status_code == 422
    assert "an appeal is open" in answer.content.decode()
    assert status(public_id) == "held"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("", "The offence is not classed."),
        ("NO-SUCH-ROW", "There is no row NO-SUCH-ROW in the crosswalk."),
        ("MYS-PC-377B", "consensual conduct between adults"),
    ],
)
def test_a_row_that_does_not_admit_is_refused_with_the_rule_s_sentence(login: Login, row: str, said: str) -> None:
    public_id = held(unclassed())
    typed = {"reason": "judgment read (test)", "crosswalk": row}
    answer = login("register-supervisor").post(f"/register/{public_id}/release", typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert status(public_id) == "held"


@pytest.mark.parametrize(("language", "said"), [("en", "Nobody releases what they proposed themselves."),
                                                ("ms", "Tiada sesiapa boleh melepaskan")])  # fmt: skip
def test_nobody_releases_their_own_proposal(login: Login, language: str, said: str) -> None:
    client = login("register-supervisor", language)
    own = actor("register-officer", name=f"user:{client.session['_auth_user_id']}")
    public_id = register.propose(own, draft=unclassed()).public_id
    typed = {"reason": "judgment read (test)", "crosswalk": "MYS-792-14"}
    answer = client.post(f"/register/{public_id}/release", typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert status(public_id) == "held"


@pytest.mark.parametrize("step", ["withdraw", "release"])
def test_a_form_from_elsewhere_changes_nothing(login: Login, step: str) -> None:
    public_id = held(unclassed())
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = login("register-supervisor").cookies
    typed = {"reason": "from elsewhere (test)", "crosswalk": "MYS-792-14"}
    assert strict.post(f"/register/{public_id}/{step}", typed).status_code == 403
    assert status(public_id) == "held"
