"""What comes in: bodies that are too long, unsaid, too slow or torn; NUL and numbers beyond every row."""

from __future__ import annotations

import threading
import time
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from naungan.web import intake
from tests.web.conftest import PASSWORD, Login

pytestmark = [pytest.mark.store, pytest.mark.django_db]
MIB = 1024 * 1024


class Slow(BytesIO):
    """A sender who stops in the middle, and goes when `gone` is set."""

    def __init__(self, body: bytes, gone: threading.Event) -> None:
        super().__init__(body)
        self._gone = gone

    def read(self, size: int | None = -1, /) -> bytes:
        self._gone.wait(20)
        return super().read(size)


def send(client: Client, path: str, body: bytes, **environ: Any) -> Any:
    return client.generic("POST", path, body, **{"CONTENT_TYPE": "application/x-www-form-urlencoded", **environ})


# --- length ----------------------------------------------------------------------------------------------------------
def test_a_body_longer_than_the_largest_list_is_refused_before_it_is_read(login: Login, settings: Any) -> None:
    answer = send(login("analyst"), "/screening/lists", b"", CONTENT_LENGTH=str(settings.LIST_MAX_BYTES + 2 * MIB))
    assert answer.status_code == 413
    assert "more than this node reads" in answer.content.decode()


def test_a_stranger_sends_no_file_and_a_person_does(login: Login) -> None:
    rows = (b"A,1980-01-01," + b"x" * 2000 + b"\n") * 600  # more than a form without a file may have
    body = {"file": SimpleUploadedFile("list.csv", b"name,birth,reference\n" + rows)}
    stranger = Client().post("/screening/lists", body)
    assert stranger.status_code == 413
    assert "Log in first" in stranger.content.decode()
    forged = Client()
    forged.cookies["sessionid"] = "x" * 32
    body["file"].seek(0)
    assert forged.post("/screening/lists", body).status_code == 413
    body["file"].seek(0)
    assert login("analyst").post("/screening/lists", body).status_code not in {400, 408, 411, 413, 500}


@pytest.mark.parametrize("length", ["x", "-1", "9" * 30, "٣"])
def test_a_length_that_is_none_is_refused(login: Login, length: str) -> None:
    assert send(login("analyst"), "/screening/counter", b"a=b", CONTENT_LENGTH=length).status_code == 413


def test_a_body_without_a_length_is_refused(login: Login) -> None:
    answer = send(login("analyst"), "/screening/counter", b"a=b", HTTP_TRANSFER_ENCODING="chunked")
    assert answer.status_code == 411
    assert "Content-Length" in answer.content.decode()


# --- time ------------------------------------------------------------------------------------------------------------
def test_a_stranger_who_does_not_finish_is_left_after_a_while(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(intake.PATIENCE, False, 0.3)
    gone = threading.Event()
    began = time.monotonic()
    answer = send(Client(), "/login", b"", **{"wsgi.input": Slow(b"username=a", gone), "CONTENT_LENGTH": "1000"})
    took = time.monotonic() - began
    gone.set()
    assert answer.status_code == 408
    assert answer.headers["Connection"] == "close"
    assert took < 3


def test_a_person_on_a_slow_line_is_waited_for(login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(intake.PATIENCE, False, 0.0)
    gone = threading.Event()
    threading.Timer(0.6, gone.set).start()
    body = b"language=ms&next=/"
    answer = send(login("analyst"), "/language", b"",
                  **{"wsgi.input": Slow(body, gone), "CONTENT_LENGTH": str(len(body))})  # fmt: skip
    assert answer.status_code == 302
    assert answer.cookies["django_language"].value == "ms"


def test_few_strangers_are_waited_for_at_a_time(db: None) -> None:
    gone = threading.Event()
    taken = [intake._strangers.acquire(timeout=5) for _ in range(intake.STRANGERS)]
    began = time.monotonic()
    answer = send(Client(), "/login", b"", **{"wsgi.input": Slow(b"", gone), "CONTENT_LENGTH": "1000"})
    took = time.monotonic() - began
    gone.set()
    for _ in taken:
        intake._strangers.release()
    assert all(taken)
    assert answer.status_code == 408
    assert took < 2


def test_a_torn_body_does_nothing(login: Login) -> None:
    torn = {"wsgi.input": BytesIO(b"language=ms"), "CONTENT_LENGTH": "500"}
    answer = send(login("analyst"), "/language", b"", **torn)
    assert answer.status_code == 400
    assert "ends before its end" in answer.content.decode()


def test_an_ordinary_log_in_is_as_it_was(login: Login) -> None:
    login("analyst")
    answer = Client().post("/login", {"username": "analyst", "password": PASSWORD, "next": "/"})
    assert answer.status_code == 302


# --- NUL and numbers -------------------------------------------------------------------------------------------------
FORMS = [
    ("register-officer", "/register/MYS-2026-000001", {"purpose": "a\0b"}),
    ("auditor", "/audit", {"do": "read", "purpose": "x", "who": "a\0b"}),
    ("auditor", "/audit", {"do": "read", "purpose": "x", "subject": "\0"}),
    ("second-line-officer", "/screening/counter", {"text": "P<\0", "post": "x\0"}),
    ("second-line-officer", "/screening/person", {"family": "\0", "post": "x\0"}),
    ("analyst", "/language", {"language": "ms", "next": "/\0"}),
    ("analyst", "/login", {"username": "a\0", "password": "b\0", "next": "/\0"}),
    ("auditor", "/audit", {"a\0b": "x"}),
]


@pytest.mark.parametrize("multipart", [True, False])
@pytest.mark.parametrize(("role", "path", "form"), FORMS, ids=str)
def test_a_nul_in_a_field_is_told_and_nothing_is_done(
    login: Login, role: str, path: str, form: dict[str, str], multipart: bool
) -> None:
    client = login(role)
    client.raise_request_exception = False
    if multipart:
        answer = client.post(path, form)
    else:
        from urllib.parse import urlencode

        answer = send(client, path, urlencode(form).encode())
    assert answer.status_code == 422
    assert "NUL" in answer.content.decode()


@pytest.mark.parametrize("path", ["/register/%00", "/register?name=%00", "/%00", "/register?%00=1", "/login?next=%00"])
def test_a_nul_in_an_address_is_told(login: Login, path: str) -> None:
    for method in ("get", "post"):
        client = login("register-officer")
        client.raise_request_exception = False
        answer = getattr(client, method)(path)
        assert answer.status_code == 400, method
        assert "NUL" in answer.content.decode()


@pytest.mark.parametrize("digits", [19, 30, 5000])
@pytest.mark.parametrize("field", ["before", "size"])
def test_a_number_beyond_every_row_is_told(login: Login, field: str, digits: int) -> None:
    client = login("auditor")
    client.raise_request_exception = False
    form = {"before": {"do": "read", "purpose": "review"}, "size": {"do": "verify", "root": "0" * 64}}[field]
    answer = client.post("/audit", {**form, field: "9" * digits})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/screening/lists/{}", "/screening/hits/{}"])
@pytest.mark.parametrize("digits", [19, 30, 4000])
def test_a_number_in_an_address_beyond_every_row_is_not_found(login: Login, path: str, digits: int) -> None:
    client = login("analyst")
    client.raise_request_exception = False
    assert client.get(path.format("9" * digits)).status_code == 404


def test_a_file_may_hold_what_no_field_may(login: Login) -> None:
    answer = login("analyst").post("/screening/lists", {"file": SimpleUploadedFile("list.txt", b"UNA:+.? '\0\0")})
    assert answer.status_code != 400
