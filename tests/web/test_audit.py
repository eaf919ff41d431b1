"""The audit page: rows for a purpose, and the proof that nothing was changed."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django.db import connection

from naungan.audit import actions
from naungan.audit.models import Content
from naungan.engine.accounts import system
from tests.web.conftest import Login

guards = import_module("naungan.audit.migrations.0002_guards")

pytestmark = pytest.mark.django_db


def sequence() -> None:
    actions.sequence(system("worker"))


def test_rows_are_shown_for_a_purpose_and_the_look_is_a_row_itself(login: Login) -> None:
    client = login("auditor")
    client.get("/register")
    page = client.post("/audit", {"do": "read", "purpose": "monthly review (sample)"}).content.decode()
    assert "register.read" in page
    again = client.post("/audit", {"do": "read", "purpose": "second look"}).content.decode()
    assert "monthly review (sample)" in again


def test_without_a_purpose_no_row_is_shown(login: Login) -> None:
    answer = login("auditor").post("/audit", {"do": "read", "purpose": " "})
    assert answer.status_code == 422
    assert "Say why you look" in answer.content.decode()
    assert "<tbody>" not in answer.content.decode()


def test_older_rows_follow(login: Login) -> None:
    client = login("auditor")
    for _ in range(60):
        client.get("/register")
    page = client.post("/audit", {"do": "read", "purpose": "review", "subject": "register"}).content.decode()
    before = re.search(r'name="before" value="(\d+)"', page).group(1)
    older = client.post("/audit", {"do": "read", "purpose": "review", "subject": "register", "before": before})
    assert older.content.decode().count("<code>register.read</code>") == 10


def test_verifying_an_untouched_log_says_so_with_the_line_to_note(login: Login) -> None:
    client = login("auditor")
    client.get("/register")
    sequence()
    page = client.post("/audit", {"do": "verify"}).content.decode()
    assert "Nothing was changed" in page
    assert re.search(r'class="mono">[0-9a-f]{64}<', page)


def test_a_changed_content_is_found_and_named(login: Login) -> None:
    client = login("auditor")
    client.get("/register")
    sequence()
    guards.remove(connection)  # whoever owns the database can do that
    Content.objects.filter(action="register.read").update(actor="user:99999")
    guards.install(connection)
    answer = client.post("/audit", {"do": "verify"}).content.decode()
    assert "fault found" in answer
    assert "row " in answer


def test_what_was_noted_on_paper_is_compared(login: Login) -> None:
    client = login("auditor")
    client.get("/register")
    sequence()
    page = client.get("/audit").content.decode()
    size = re.search(r"<dt>Rows</dt><dd>(\d+)<", page).group(1)
    root = re.search(r'class="mono">([0-9a-f]{64})<', page).group(1)
    right = client.post("/audit", {"do": "verify", "size": size, "root": root.upper()}).content.decode()
    assert "Nothing was changed" in right
    wrong = client.post("/audit", {"do": "verify", "size": size, "root": "0" * 64}).content.decode()
    assert "fault" in wrong


@pytest.mark.parametrize("noted", [("5", ""), ("", "ab"), ("x", "ab"), ("5", "zz")])
def test_a_half_note_is_told_beside_the_fields(login: Login, noted: tuple[str, str]) -> None:
    answer = login("auditor").post("/audit", {"do": "verify", "size": noted[0], "root": noted[1]})
    assert answer.status_code == 422
    assert 'id="noted-error"' in answer.content.decode()


def test_an_operator_verifies_but_reads_no_row(login: Login) -> None:
    client = login("operator")
    assert "Last rows" not in client.get("/audit").content.decode()
    assert client.post("/audit", {"do": "verify"}).status_code == 200
    assert client.post("/audit", {"do": "read", "purpose": "curious"}).status_code == 403


def test_a_verification_on_the_page_leaves_its_row(login: Login) -> None:
    client = login("auditor")
    client.post("/audit", {"do": "verify"})
    page = client.post("/audit", {"do": "read", "purpose": "who verified"}).content.decode()
    assert "<code>audit.verify</code>" in page
