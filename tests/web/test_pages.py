"""Every page for every role: who may open it, who is told why not; headers; and what goes wrong, said plainly."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naungan.engine.accounts import can, who_has
from naungan.web.urls import urlpatterns
from tests.actors import actor
from tests.web.conftest import GRANTABLE, Login

pytestmark = pytest.mark.django_db

PAGES = {
    "home": ("/", ""),
    "counter": ("/screening/counter", "screening.screen"),
    "person": ("/screening/person", "screening.screen"),
    "lists": ("/screening/lists", "screening.read"),
    "list": ("/screening/lists/999999", "screening.read"),
    "hit": ("/screening/hits/999999", "screening.read"),
    "thresholds": ("/screening/thresholds", "screening.read"),
    "register": ("/register", "register.read"),
    "entry": ("/register/MYS-2026-000001", "register.open"),
    "audit": ("/audit", "audit.verify"),
}
MISSING = {"list", "hit"}
ALSO = {"thresholds": "jobs.read"}
"""Pages that open for those with another right as well."""
OPEN = {"login", "logout", "language"}
POSTED = {
    "withdraw": ("/register/MYS-2026-000001/withdraw", "register.withdraw"),
    "release": ("/register/MYS-2026-000001/release", "register.admit"),
}
"""Forms of other pages: they take POST alone."""


def test_every_page_stands_in_this_table() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | set(POSTED) | OPEN


@pytest.mark.parametrize("role", GRANTABLE)
@pytest.mark.parametrize("name", POSTED)
def test_a_form_is_taken_from_those_with_its_right_and_by_post_alone(login: Login, name: str, role: str) -> None:
    path, right = POSTED[name]
    client = login(role)
    assert client.get(path).status_code == 405
    answer = client.post(path, {"reason": "to see whether I may (test)"})
    assert answer.status_code == (404 if can(actor(role), right, on=timezone.localdate()) else 403)


@pytest.mark.parametrize("role", GRANTABLE)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_those_with_its_right_and_says_why_not_to_others(login: Login, name: str, role: str) -> None:
    path, right = PAGES[name]
    answer = login(role).get(path)
    page = answer.content.decode()
    rights = [right, *([ALSO[name]] if name in ALSO else [])]
    if not right or any(can(actor(role), one, on=timezone.localdate()) for one in rights):
        assert answer.status_code == (404 if name in MISSING else 200)
        return
    assert answer.status_code == 403
    assert right in page
    from naungan.engine.accounts import roles

    for code in who_has(right):
        assert page.count(roles()[code].name_en) == 1
    assert "ask your access officer" in page


@pytest.mark.parametrize("name", PAGES)
def test_nobody_sees_a_page_without_logging_in(db: None, name: str) -> None:
    answer = Client().get(PAGES[name][0])
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("login"))


def test_a_part_of_a_page_sends_the_whole_page_to_log_in(db: None) -> None:
    answer = Client(headers={"HX-Request": "true"}).post("/screening/counter", {"text": "P<"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/login")


def test_a_refusal_in_malay_is_malay(login: Login) -> None:
    page = login("counter-officer", "ms").get("/register").content.decode()
    assert "tidak boleh menyenaraikan daftar" in page
    assert "pegawai daftar" in page
    assert "may not" not in page


@pytest.mark.parametrize("role", GRANTABLE)
def test_the_menu_names_only_pages_that_open(login: Login, role: str) -> None:
    client = login(role)
    menu = re.search(r"<nav.*?</nav>", client.get("/").content.decode(), re.DOTALL)
    for path in re.findall(r'href="([^"]+)"', menu.group(0)) if menu else []:
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("path", ["/", "/login", "/screening/counter", "/nowhere"])
def test_no_page_lets_anything_in_from_elsewhere_or_stays_in_the_browser(login: Login, path: str) -> None:
    headers = login("second-line-officer").get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"


def test_an_unknown_address_gets_a_plain_page(login: Login) -> None:
    answer = login("analyst").get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_a_list_that_is_gone_says_so(login: Login) -> None:
    answer = login("analyst").get("/screening/lists/999999")
    assert answer.status_code == 404
    assert "There is no list 999999" in answer.content.decode()


def test_a_form_from_elsewhere_does_nothing_and_is_told_kindly(login: Login) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/login", {"username": "analyst", "password": "x"})
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()


def test_a_defect_shows_a_plain_page_without_its_insides(login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    from naungan.web import home

    def broken(*_given: object) -> None:
        raise ZeroDivisionError("secret insides")

    monkeypatch.setattr(home, "_node", broken)
    client = login("analyst")
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something broke" in answer.content.decode()
    assert "insides" not in answer.content.decode()


def test_the_first_page_says_what_the_role_may_do(login: Login) -> None:
    page = login("counter-officer").get("/").content.decode()
    assert "counter officer" in page
    assert "screen a traveller" in page
    assert "open an entry of the register" not in page
