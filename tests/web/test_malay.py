"""Malay pages hold no English sentence, whatever goes wrong: zones, lists, cards, refusals, rights, the audit log."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from importlib import import_module

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from naungan.audit import actions as audit
from naungan.audit.models import Content
from naungan.engine.accounts import system
from naungan.engine.documents.mrz import write_mrz
from naungan.engine.records import PartialDate
from naungan.register import actions as register
from tests.actors import actor
from tests.web.conftest import Login, draft

guards = import_module("naungan.audit.migrations.0002_guards")

pytestmark = pytest.mark.django_db

ENGLISH = re.compile(
    r"\b(?:the|is|was|were|are|of|with|not|line|and|has|have|it|its|from|which|this|that|can|be|been|for|or|an|at|in|to|on"
    r"|by|row|may|must|send|ask|read|look|compare|no|name)\b"
)
UNSEEN = re.compile(r"<(script|style|svg|textarea|pre)\b.*?</\1>", re.DOTALL)
UNTRANSLATED = re.compile(r'<(\w+)[^>]* translate="no"[^>]*>.*?</\1>|<code[^>]*>.*?</code>', re.DOTALL)
QUOTED = re.compile("“[^”]*”")


def seen(page: str) -> str:
    """The words of a page, without what is quoted from the input or is no language."""
    body = page[page.find("<main") :] if "<main" in page else page
    body = body.partition("<footer")[0]
    text = re.sub(r"<[^>]*>", " ", UNTRANSLATED.sub(" ", UNSEEN.sub(" ", body)))
    return " ".join(QUOTED.sub(" ", html.unescape(text)).split())


def english(page: str) -> set[str]:
    return set(ENGLISH.findall(seen(page).lower()))


def zone(number: str = "S00000018") -> str:
    """A fictional passport."""
    return "\n".join(
        write_mrz(
            "TD3",
            document_code="P",
            issuer="MYS",
            number=number,
            surname="CONTOH",
            given="SITI",
            birth_date=PartialDate(1980, 5, 12),
            sex="F",
            expiry=PartialDate(2031, 1, 1),
        )
    )


def counter(client: Client, text: str, *, part: bool) -> str:
    headers = {"HX-Request": "true"} if part else {}
    return client.post("/screening/counter", {"text": text}, headers=headers).content.decode()


def upload(client: Client, data: bytes) -> str:
    made = client.post("/screening/lists", {"file": SimpleUploadedFile("senarai.csv", data)}, follow=True)
    return made.content.decode()


def test_the_measure_finds_english_where_there_is_some(login: Login) -> None:
    assert english(counter(login("counter-officer"), "HELLO\nX", part=True)) >= {"the", "or"}


@pytest.mark.parametrize("part", [True, False])
@pytest.mark.parametrize("text", ["", "HELLO", "A\nB", "A\nB\nC\nD", "P" * 2000, "P<MYSé" + "<" * 38 + "\n" + "<" * 44])
def test_a_zone_that_can_t_be_read_is_told_in_malay(login: Login, text: str, part: bool) -> None:
    page = counter(login("counter-officer", "ms"), text, part=part)
    assert "Tidak terbaca" in page
    assert english(page) == set()


@pytest.mark.parametrize(
    ("found", "printed", "said"),
    [
        ("S00000018", "SO0000018", "Digit semakan bagi nombor dokumen"),
        ("800512", "801312", "tiada bulan 13"),
        ("800512", "80O512", "aksara yang bukan digit"),
        ("MYSCONTOH", "QQQCONTOH", "bagi negara pengeluar tidak dikenali"),
        ("<<SITI", "<<S1TI", "Terdapat digit dalam nama"),
        ("310101", "310132", "tiada hari ke-32"),
    ],
)
def test_a_wrong_zone_is_told_in_malay(login: Login, found: str, printed: str, said: str) -> None:
    page = counter(login("counter-officer", "ms"), zone().replace(found, printed), part=True)
    assert said in seen(page)
    assert english(page) == set()


def test_a_list_with_broken_rows_is_told_in_malay(login: Login, public_id: str) -> None:
    data = (
        b"name,birth date,nationality,document number,sex,shoe size\n"
        b"Zulkifli bin Contohrekaan,1980-05-12,MYS,S00000017,M,9\n"
        b"Contoh Dua,1991-02-31,QQQ,S00000098,zz\n"
        b",,,S00000097\n"
        b'"Contoh Tiga,1991\xff,IDN,S00000096\n'
        b"Contoh Empat,2031-01-01,IDN,S00000095,M,9,9,9\n"
    )
    page = upload(login("analyst", "ms"), data)
    words = seen(page)
    for said in (
        "baris 3",
        "Bagi tarikh lahir: menyebut hari ke-31 bagi bulan yang ada 28 hari.",
        "bukan negara yang dikenali; medan itu dibiarkan kosong.",
        "Lajur yang tidak dikenali diabaikan",
        "Baris ini tiada nama.",
    ):
        assert said in words, words
    assert english(page.replace("shoe size", "")) == set()


def test_the_place_of_a_match_in_a_passenger_list_is_told_in_malay(login: Login, public_id: str) -> None:
    segments = [
        "UNB+UNOA:4+A+B+261121:2200+1",
        "UNH+1+PAXLST:D:05B:UN:IATA",
        "BGM+745",
        "TDT+20+ZZ123+++ZZ",
        "NAD+FL+++CONTOHREKAAN:ZULKIFLI BIN",
        "ATT+2++M",
        "DTM+329:800512",
        "DOC+P+S00000017",
        "LOC+91+MYS",
        "NAD+FL+++CONTOH:DUA",
        "DTM+329:801399",
        "UNT+99+1",
        "UNZ+1+1",
    ]
    client = login("analyst", "ms")
    page = upload(client, "'\n".join([*segments, ""]).encode())
    assert "mesej 1, segmen 4 (NAD), baris 5, bait" in seen(page)
    assert "UNT mengira 99 segmen; 11 diterima." in seen(page)
    assert english(page) == set()
    sheet = client.get(re.search(r'href="(/screening/hits?/\d+[^"]*)"', page).group(1)).content.decode()
    assert "mesej 1, segmen 4 (NAD)" in seen(sheet)
    assert english(sheet) == set()


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG" + b"\0" * 99, b"hello there", b"{\n1\n", b"[1]\n", b"UNB+UNOA:4+A+B+261121:2200+1'UNZ+0+1'", b"\0" * 9],
)
def test_a_file_that_is_no_list_is_told_in_malay_then_and_later(login: Login, data: bytes) -> None:
    client = login("analyst", "ms")
    refused = upload(client, data)
    assert 'role="alert"' in refused
    assert english(refused) == set()
    number = re.search(r'href="(/screening/lists/\d+)"', refused)
    assert number
    later = client.get(number.group(1)).content.decode()
    assert 'role="alert"' in later
    assert english(later) == set()


def test_a_person_typed_wrongly_is_told_in_malay(login: Login) -> None:
    client = login("counter-officer", "ms")
    nobody = client.post("/screening/person", {"name": "-", "birth": "31/02/1980", "nationality": "Nowhere"})
    assert nobody.status_code == 422
    assert "Berikan nama." in seen(nobody.content.decode())
    assert english(nobody.content.decode()) == set()
    wrong = client.post("/screening/person", {"name": "Siti Contoh", "birth": "31/02/1980", "document_number": "S1"})
    assert english(wrong.content.decode()) == set()


def test_what_may_not_be_done_or_is_not_there_is_told_in_malay(login: Login) -> None:
    for role, path in (("counter-officer", "/register"), ("analyst", "/screening/lists/999999")):
        answer = login(role, "ms").get(path)
        assert answer.status_code in {403, 404}
        assert english(answer.content.decode()) == set()
    answer = login("analyst", "ms").post("/register/MYS-2026-999999", {"purpose": "semakan"})
    assert "Tiada rekod MYS-2026-999999." in seen(answer.content.decode())
    assert english(answer.content.decode()) == set()


def test_why_an_entry_left_is_told_in_malay_and_an_officer_s_words_stay(login: Login, public_id: str) -> None:
    quashed = replace(draft().convictions[0], finality="quashed")
    gone = register.propose(actor("register-officer"), draft=draft(convictions=(quashed,), notices=()))
    assert gone.outcome == "withdrawn"
    client = login("analyst", "ms")
    page = client.post(f"/register/{public_id}", {"purpose": "semakan"}).content.decode()
    assert "Sabitan telah diketepikan atau rayuan dibenarkan." in seen(page)
    assert (
        "The conviction was quashed"
        in login("analyst").post(f"/register/{public_id}", {"purpose": "review"}).content.decode()
    )


def test_what_is_wrong_with_the_audit_log_is_told_in_malay(login: Login) -> None:
    client = login("auditor", "ms")
    client.get("/register")
    audit.sequence(system("worker"))
    wrong = client.post("/audit", {"do": "verify", "size": "1", "root": "zz"}).content.decode()
    assert "bukan 64 digit" in seen(wrong)
    guards.remove(connection)  # whoever owns the database can do that
    Content.objects.filter(action="register.read").update(actor="user:99999")
    guards.install(connection)
    found = client.post("/audit", {"do": "verify"}).content.decode()
    assert "Lajur carian tidak sama dengan kandungan." in seen(found)
    assert english(wrong) == english(found) == set()
