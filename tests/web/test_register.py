"""The register's pages: a list that is searched, and an entry that opens for a purpose."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest
from django.test import Client

from naungan.audit import queries as audit
from naungan.engine.accounts import can
from naungan.engine.records import Name
from naungan.register import actions as register
from tests.actors import actor
from tests.web.conftest import GRANTABLE, Login, draft

pytestmark = pytest.mark.django_db


def opened(client: Client, public_id: str, purpose: str = "possible match at the counter") -> str:
    answer = client.post(f"/register/{public_id}", {"purpose": purpose})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("words", ["contohrekaan", "zulkifli contohrekaan", "S00000017", "สมมติ"])
def test_an_entry_is_found_by_a_part_of_a_name_in_any_script_or_a_number(
    login: Login, public_id: str, words: str
) -> None:
    page = login("register-officer").get("/register", {"q": words}).content.decode()
    assert f'href="/register/{public_id}"' in page
    assert "1 entry found" in page


def test_words_that_fit_nobody_say_what_to_try(login: Login, public_id: str) -> None:
    page = login("register-officer").get("/register", {"q": "<b>nobody</b>"}).content.decode()
    assert "No entry fits" in page
    assert "<b>nobody" not in page


def test_a_long_list_comes_in_pages(login: Login) -> None:
    for number in range(53):
        one = draft(
            source_reference=f"SAMPLE-{number}", identity=replace(draft().identity, names=(Name(f"Contoh {number}"),))
        )
        register.propose(actor("register-officer"), draft=one)
    client = login("register-officer")
    first, second = (client.get("/register", {"q": "Contoh", "page": page}).content.decode() for page in (1, 2))
    assert first.count('scope="row"') == 50
    assert second.count('scope="row"') == 3
    assert "q=Contoh&amp;page=2" in first
    assert "q=Contoh&amp;page=1" in second


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999999999999", ""])
def test_a_strange_page_number_is_a_page(login: Login, public_id: str, page: str) -> None:
    assert login("register-officer").get("/register", {"page": page}).status_code == 200


def test_an_entry_asks_for_a_purpose_before_it_shows_anything(login: Login, public_id: str) -> None:
    page = login("analyst").get(f"/register/{public_id}").content.decode()
    assert "Why do you open this entry?" in page
    assert "Contohrekaan" not in page


@pytest.mark.parametrize("purpose", ["", "   ", "x"])
def test_without_a_purpose_it_stays_shut_and_nothing_is_recorded(login: Login, public_id: str, purpose: str) -> None:
    answer = login("analyst").post(f"/register/{public_id}", {"purpose": purpose})
    assert answer.status_code == 422
    assert "Contohrekaan" not in answer.content.decode()
    assert not [row for row in audit.entries(actor("auditor")) if row.action == "register.open"]


def test_an_opened_entry_shows_all_that_is_held_and_leaves_a_row_with_the_purpose(login: Login, public_id: str) -> None:
    page = opened(login("analyst"), public_id)
    for said in (
        "Zulkifli bin Contohrekaan",
        "ذوالكفل بن چونتوه",
        "สมมติ ตัวอย่าง",
        "12 May 1980",
        "S00000017",
        "Sexual Offences Against Children Act 2017 [Act 792], s.14",
        "physical sexual assault on a child (s.14) & <b>verbatim</b>",
        "Sessions Court (sample)",
        "red notice",
        "Sample bureau",
        "A basis for fictional persons only.",
        "Naungan sample register (fictional)",
        "1 January 2030",
        "Fictional person",
        "a request, not a warrant",
    ):
        assert said in page, said
    row = next(row for row in audit.entries(actor("auditor")) if row.action == "register.open")
    assert (row.subject, row.purpose) == (f"entry:{public_id}", "possible match at the counter")


def test_the_entry_in_malay_keeps_the_court_s_words_and_translates_ours(login: Login, public_id: str) -> None:
    page = opened(login("analyst", "ms"), public_id)
    assert "Sabitan, mengikut kata-kata mahkamah sendiri" in page
    assert "physical sexual assault on a child (s.14)" in page
    assert "Asas untuk orang rekaan sahaja." in page
    assert "12 Mei 1980" in page
    assert "bukan waran" in page


def test_markup_in_an_entry_is_text(login: Login, public_id: str) -> None:
    page = login("analyst").post(f"/register/{public_id}", {"purpose": "<i>why</i> not"}).content.decode()
    for markup in ("<script>alert", "<b>verbatim", "<i>why"):
        assert markup not in page


@pytest.mark.parametrize("role", GRANTABLE)
def test_only_roles_with_the_right_open_an_entry(login: Login, public_id: str, role: str, today: object) -> None:
    answer = login(role).post(f"/register/{public_id}", {"purpose": "to see whether I may"})
    assert answer.status_code == (200 if can(actor(role), "register.open", on=today) else 403)


def test_an_entry_that_is_not_there_says_where_to_look(login: Login) -> None:
    answer = login("analyst").post("/register/MYS-2026-999999", {"purpose": "to see whether it is there"})
    assert answer.status_code == 404
    assert "There is no entry MYS-2026-999999" in answer.content.decode()


def test_a_withdrawn_entry_says_so_and_why(login: Login, public_id: str) -> None:
    register.withdraw(actor("register-officer"), public_id=public_id, reason="quashed on appeal (sample)")
    page = opened(login("register-officer"), public_id)
    assert "withdrawn" in page
    assert "quashed on appeal (sample)" in page
