"""Logging in and out, and the language of the pages."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.conftest import GRANTABLE, PASSWORD, Login

pytestmark = pytest.mark.django_db


def enter(client: Client, username: str, password: str, target: str = "") -> object:
    return client.post("/login", {"username": username, "password": password, "next": target})


def test_a_person_logs_in_and_comes_to_the_page_that_was_asked_for(login: Login) -> None:
    login("analyst")
    client = Client()
    assert client.get("/screening/lists").headers["Location"] == "/login?next=/screening/lists"
    answer = enter(client, "analyst", PASSWORD, "/screening/lists")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/screening/lists")
    assert client.get("/screening/lists").status_code == 200


def test_a_wrong_password_is_told_beside_the_fields_in_the_language_of_the_page(login: Login) -> None:
    login("analyst")
    english, malay = Client(), Client(HTTP_ACCEPT_LANGUAGE="ms")
    answer = enter(english, "analyst", "wrong")
    assert answer.status_code == 403
    assert "User name or password is wrong" in answer.content.decode()
    assert "Nama pengguna atau kata laluan salah" in enter(malay, "analyst", "wrong").content.decode()


def test_many_wrong_passwords_lock_the_user_name_and_say_so(login: Login) -> None:
    login("analyst")
    client = Client()
    for _ in range(5):
        enter(client, "analyst", "wrong")
    assert "too many tries" in enter(client, "analyst", PASSWORD).content.decode()


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"])
def test_a_log_in_never_leads_out_of_the_node(login: Login, target: str) -> None:
    login("analyst")
    assert enter(Client(), "analyst", PASSWORD, target).headers["Location"] == "/"


def test_the_page_knows_the_sample_logins_in_sample_mode_only(login: Login, settings: object) -> None:
    page = Client().get("/login").content.decode()
    assert all(f"<code>{role}</code>" in page for role in GRANTABLE)
    settings.SAMPLE_MODE = False
    assert "<code>" not in Client().get("/login").content.decode()


def test_logging_out_ends_the_session_and_takes_a_post(login: Login) -> None:
    client = login("auditor")
    assert client.get("/logout").status_code == 405
    assert client.post("/logout").headers["Location"] == "/login"
    assert client.get("/").headers["Location"].startswith("/login")


def test_the_language_is_changed_on_every_page_and_kept(login: Login) -> None:
    client = login("analyst")
    assert '<html lang="en">' in client.get("/").content.decode()
    back = client.post("/language", {"language": "ms", "next": "/screening/lists"})
    assert back.headers["Location"] == "/screening/lists"
    page = client.get("/").content.decode()
    assert '<html lang="ms">' in page
    assert "Selamat datang" in page


def test_an_unknown_language_changes_nothing(login: Login) -> None:
    client = login("analyst")
    client.post("/language", {"language": "xx", "next": "/"})
    assert '<html lang="en">' in client.get("/").content.decode()


def test_a_person_who_was_switched_off_is_out_at_once(login: Login) -> None:
    from naungan.accounts import actions
    from naungan.engine.accounts import system

    client = login("analyst")
    actions.switch(system("test", role="command-line"), username="analyst", active=False, reason="left")
    assert client.get("/").headers["Location"].startswith("/login")


def test_a_session_of_a_sample_login_ends_with_the_sample_mode_and_the_page_says_why(
    login: Login, settings: object
) -> None:
    client = login("auditor")
    assert client.get("/audit").status_code == 200
    settings.SAMPLE_MODE = False
    assert client.get("/audit").headers["Location"] == "/login?next=/audit"
    assert "this node is not in the sample mode" in client.get("/login").content.decode()
    answer = enter(Client(), "auditor", PASSWORD)
    assert answer.status_code == 403
    assert "Sample logins work in the sample mode only" in answer.content.decode()
    malay = enter(Client(HTTP_ACCEPT_LANGUAGE="ms"), "auditor", PASSWORD).content.decode()
    assert "hanya berfungsi dalam mod contoh" in malay


def test_many_wrong_passwords_from_one_address_lock_the_address_and_say_so(login: Login) -> None:
    login("analyst")
    for number in range(30):
        enter(Client(), f"guess{number}", "wrong")
    assert "too many tries from this address" in enter(Client(), "analyst", PASSWORD).content.decode()
    other = Client(REMOTE_ADDR="192.0.2.9")
    assert enter(other, "analyst", PASSWORD).status_code == 302
