"""Lists: a file screened, its outcomes by strength, its broken rows, and the sheet of a hit."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from naungan.audit import queries as audit
from naungan.register import actions as register
from tests.actors import actor
from tests.web.conftest import Login

pytestmark = pytest.mark.django_db

LIST = (
    "name,birth date,nationality,document number\n"
    "Zulkifli bin Contohrekaan,1980-05-12,MYS,S00000017\n"
    "Sample Otherwise,1991-02-03,IDN,S00000099\n"
    "Sample Brokendate,1991-02-31,IDN,S00000098\n"
)


def upload(client: Client, content: bytes | str, name: str = "flight.csv") -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    return client.post("/screening/lists", {"file": SimpleUploadedFile(name, data)})


def report(client: Client, content: str = LIST) -> str:
    made = upload(client, content)
    assert made.status_code == 302, made.content.decode()
    return html.unescape(client.get(made.headers["Location"]).content.decode())


def test_a_list_shows_its_outcomes_its_match_and_what_could_not_be_read(login: Login, public_id: str) -> None:
    page = report(login("analyst"))
    figures = re.findall(r'class="figure">(\d+)<', page)
    assert figures[:3] == ["3", "1", "0"], "travellers, probable, possible"
    assert public_id in page
    assert "Zulkifli bin Contohrekaan" in page
    assert "agree" in page
    assert "line 4" in page, "the place of the impossible date"
    assert "Sample Otherwise" not in page, "a traveller without a match is not kept"


def test_the_list_stands_on_the_first_page_and_among_the_lists(login: Login, public_id: str) -> None:
    client = login("second-line-officer")
    upload(client, LIST, "MH-sample.csv")
    for path in ("/", "/screening/lists"):
        page = client.get(path).content.decode()
        assert "MH-sample.csv" in page
        assert "1 probable" in page


def test_a_hit_has_a_sheet_with_both_sides_and_its_place(login: Login, public_id: str) -> None:
    client = login("analyst")
    page = report(client)
    sheet = client.get(re.search(r'href="(/screening/hits/\d+)"', page).group(1)).content.decode()
    assert "line 2" in sheet
    assert public_id in sheet
    assert "Before comparing" in sheet
    assert "<script" not in sheet
    assert "&lt;script&gt;" in sheet


def test_a_withdrawn_entry_takes_its_hit_from_the_pages_at_once(login: Login, public_id: str) -> None:
    client = login("analyst")
    page = report(client)
    sheet = re.search(r'href="(/screening/hits/\d+)"', page).group(1)
    register.withdraw(actor("register-officer"), public_id=public_id, reason="quashed (sample)")
    assert client.get(sheet).status_code == 404
    lists = re.search(r'href="(/screening/lists/\d+)"', client.get("/screening/lists").content.decode()).group(1)
    assert public_id not in client.get(lists).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "empty"), (b"\x00\x01\x02\x03" * 100, ""), (b"%PDF-1.7 sample", ""), ("just words\nand more words\n", "")],
)
def test_a_file_that_is_no_list_is_refused_beside_the_field(login: Login, content: bytes | str, said: str) -> None:
    client = login("analyst")
    answer = upload(client, content, "strange.bin")
    page = answer.content.decode()
    if answer.status_code == 302:  # read as a list of which no row could be used
        page = client.get(answer.headers["Location"]).content.decode()
    else:
        assert answer.status_code == 422
        assert 'id="file-error"' in page
    assert said in page
    assert 'role="alert"' in page or "What could not be read" in page


def test_no_file_is_told(login: Login) -> None:
    answer = login("analyst").post("/screening/lists", {})
    assert answer.status_code == 422
    assert "No file was chosen." in answer.content.decode()


def test_a_file_larger_than_the_node_reads_is_refused_before_it_is_opened(login: Login, settings: object) -> None:
    settings.LIST_MAX_BYTES = 10
    answer = upload(login("analyst"), LIST)
    assert answer.status_code == 422
    assert "at most" in answer.content.decode()


def test_a_name_of_a_file_is_text_and_nothing_else(login: Login) -> None:
    client = login("analyst")
    upload(client, LIST, "<img src=x onerror=alert(1)>.csv")
    assert "<img" not in client.get("/screening/lists").content.decode()


def test_an_auditor_reads_lists_but_screens_none(login: Login) -> None:
    client = login("auditor")
    assert "Screen a list" not in client.get("/screening/lists").content.decode()
    assert upload(client, LIST).status_code == 403


def test_a_list_leaves_an_audit_row(login: Login) -> None:
    report(login("analyst"))
    assert any(row.action == "screening.list" for row in audit.entries(actor("auditor")))


def test_the_report_in_malay_is_malay(login: Login, public_id: str) -> None:
    page = report(login("analyst", "ms"))
    assert "Besar kemungkinan sepadan" in page
    assert "Padanan, yang terkuat dahulu" in page
    assert "Tarikh lahir sepadan" in page or "Nombor dokumen" in page
