"""The Malay of what people are told: whatever is wrong with the input, nothing of it stays English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.accounts import Actor, Grant, check, rights, why
from naungan.engine.audit import Finding
from naungan.engine.documents.cards import card_kinds, read_card, read_pass
from naungan.engine.documents.lists import read_list
from naungan.engine.documents.mrz import read as read_zone
from naungan.engine.documents.mrz import write_mrz
from naungan.engine.errors import NaunganError, NotPermitted
from naungan.engine.records import PartialDate, Problem, Sentence, Told, Traveller, say, sentence, whole
from naungan.engine.register import admission, columns, ftm, interpol
from naungan.engine.register.mapping import default_mapping
from naungan.engine.register.reading import ImportOptions, lines
from naungan.engine.tables import rows
from naungan.engine.tables.sentences import in_language, malay
from tests.engine.documents.paxlst_lists import HEADER, OTHER, PASSENGER, interchange, message

TODAY = date(2026, 11, 22)
ZONE = "\n".join(
    write_mrz(
        "TD3",
        document_code="P",
        issuer="MYS",
        number="S00000017",
        surname="CONTOH",
        given="SITI",
        birth_date=PartialDate(1980, 5, 12),
        sex="F",
        expiry=PartialDate(2031, 1, 1),
    )
)
LIST = interchange(message(*HEADER, *PASSENGER, *OTHER, "CNT+42:2'"))
CSV = b"name,birth date,nationality,document number\nSiti Contoh,1980-05-12,MYS,S00000017\n"


def english(text: str) -> Iterator[str]:
    """Templates that a text is made of and that have no Malay; values from the input are not looked at."""
    made = sentence(text)
    words = "".join(said for said, *_ in Formatter().parse(made.template)) if made.values else made.template
    if any(map(str.isalpha, words)) and made.template not in malay():
        yield made.template
    for value in made.values.values():
        if isinstance(value, Sentence):
            yield from english(value)


def all_of(told: Iterable[Told]) -> list[str]:
    return [
        template for one in told for text in (one.place, one.message, one.remedy) if text for template in english(text)
    ]


def told_by_list(data: bytes) -> list[Told]:
    found: list[Told] = []
    try:
        for row in read_list(data, today=TODAY):
            if isinstance(row, Traveller):
                found += row.problems
                assert list(english(row.place)) == []
            elif isinstance(row, Problem):
                found.append(row)
    except NaunganError as refused:
        found.append(refused)
    return found


def told_by_zone(text: str) -> list[Told]:
    try:
        reading = read_zone(text, today=TODAY)
    except NaunganError as refused:
        return [refused]
    reasons = [Problem(slip.reason) for offered in reading.alternatives for slip in offered.corrections]
    return [*reading.problems, *reasons]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (say("line {line}, position {position}", line=2, position=10), "baris 2, kedudukan 10"),
        (
            say("The check digit of the {field} is {found}; {expected} was expected.", field=say("date of birth"),
                found="7", expected="3"),
            "Digit semakan bagi tarikh lahir ialah 7; sepatutnya 3.",
        ),
        ("The name field is empty.", "Medan nama kosong."),
        ("Write {…} on each line.", "Tulis {…} pada setiap baris."),
        ("Siti Contoh", "Siti Contoh"),
        (say("The row has {count:,} names; the first {most} are used.", count=10_000, most=50),
         "Baris ini mempunyai 10,000 nama; 50 yang pertama digunakan."),
    ],
)  # fmt: skip
def test_a_sentence_is_said_in_malay_with_its_values(said: str, wanted: str) -> None:
    assert in_language(said, "ms") == wanted
    assert in_language(said, "en") == said
    assert in_language(said, "th") == said


def test_what_stood_in_the_input_stays_as_it_was() -> None:
    assert in_language(
        say("The {what} “{said}” is not known; it was left out.", what=say("sex"), said="name"), "ms"
    ) == ("Nilai jantina “name” tidak dikenali; nilai itu diabaikan.")


def test_a_problem_is_said_with_its_place_and_remedy() -> None:
    problem = Problem("The row has no name.", say("line {line}", line=4), "Look for the name in the travel document.")
    assert in_language(problem, "ms") == "baris 4: Baris ini tiada nama. Cari nama itu dalam dokumen perjalanan."
    assert in_language(problem, "en") == str(problem)


@pytest.mark.parametrize(
    "text",
    [
        "", "HELLO", "P" * 90, "P" * 50, "P" * 2000, "A\nB\nC\nD", "A\nB", "P<MYS\u00e9" + "<" * 38 + "\n" + "<" * 44,
        "P<MYS" + "<" * 39 + "\n" + "<" * 44, ZONE.replace("S00000017", "SO0000017"), ZONE.replace("800512", "801312"),
        ZONE.replace("800512", "80O512"), ZONE.replace("800512", "800532"), ZONE.replace("800512", "800500"),
        ZONE.replace("<<SITI", "<<S1TI"), ZONE.replace("MYS", "M1S"), ZONE.replace("P<", "Q<"),
        ZONE.replace("310101", "800229"), ZONE[:40] + ZONE[44:], ZONE.replace("<<<<<", "<<<<", 1), ZONE + "<",
        ZONE.replace("800512", "261201"), ZONE.replace("6F", "69"), "I" * 61, "V" * 73, ZONE[:44],
    ],
)  # fmt: skip
def test_whatever_is_wrong_with_a_zone_is_said_in_malay(text: str) -> None:
    told = told_by_zone(text)
    assert told
    assert all_of(told) == []


@given(st.data())
def test_a_zone_with_any_slips_is_told_in_malay(data: st.DataObject) -> None:
    signs = list(ZONE)
    for _ in range(data.draw(st.integers(1, 6))):
        signs[data.draw(st.integers(0, len(signs) - 1))] = data.draw(st.sampled_from("0OK<1IZ2 S5é\n\0"))
    assert all_of(told_by_zone("".join(signs))) == []


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0" * 50, b"%PDF-1.7", b"PK\x03\x04", b"<html>", b"<x>", b"hello there", b"[\n1]", b"{\n\n",
        b"\x01\x02" * 99,
        b'{"name": "A", "birth": "31/02/1980", "sex": "?", "zzz": 1}\n[1]\n{"a"\n{"a":1 2\n"' + b'x"\n',
        CSV + b"A,1980-13-01,XQX,1\nB,12345,,\n,,,\n" + b'"C,1,2,3\nD,2030-01-01,MYS,1,2,3\n',
        CSV + b"\xff\xfe,1,2,3\nA\0B,1980,MYS,3\n" + b"x" * (1 << 20) + b"\n",
        b"name,mrz,zzz,expires,document type\n" + b"A,ABC,1,99/99/9999,zzz\n" + b";".join([b"N"] * 99) + b",,,,\n",
        b"name,role,action,sex\nA,pilot?,zzz,q\n", b"UNB+UNOA:4+A+B+261121:2200+1'UNZ+0+1'",
        b"UNB+UNOQ:4+A+B+261321:2200+1'UNH+1+CUSRES:D:05B'UNT+2+1'UNZ+9+2'", LIST[:-20], LIST[:300],
        LIST.replace(b"UNT", b"XXX"),
        LIST.replace(b"CNT+42:2", b"CNT+42:7"), LIST.replace(b"CNT+42:2", b"CNT+42:x"),
        LIST.replace(b"NAD+FL", b"NAD+ZZ"),
        LIST.replace(b"NAD+FL", b"QQQ+FL"), LIST.replace(b"'DTM+329", b"?'DTM+329"),
        LIST.replace(b"ATT+2++F", b"ATT+2++Q"),
        LIST.replace(b"CONTOH", b"C\xff\0"), LIST.replace(b"745", b"999"), LIST.replace(b"NAT+2+MYS", b"NAT+2+QQQ"),
        LIST.replace(b"2611220900", b"2613220900"), LIST.replace(b"DOC+P+", b"DOC+Z+"), LIST.replace(b"A12345678", b""),
        LIST.replace(b"GEI", b"GEI" + b"x" * 70_000), LIST.replace(b"'NAD+FL", b"NAD+FL"),
        LIST.replace(b"UNH", b"ABC+1'UNH", 1),
        interchange(message(*HEADER, *OTHER, transfer="+L1+02:F")),
        interchange(message("BGM+745++zz'", *HEADER[1:], *OTHER)),
        LIST.replace(b"DTM+329:720907", b"DTM+329:2610:zz"), LIST.replace(b"DTM+329:720907", b"DTM+329:20270101:102"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_with_a_list_is_said_in_malay(data: bytes) -> None:
    told = told_by_list(data)
    assert told
    assert all_of(told) == []


@given(st.data())
def test_a_list_with_any_damage_is_told_in_malay(data: st.DataObject) -> None:
    broken = bytearray(data.draw(st.sampled_from([LIST, CSV])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=3))
    assert all_of(told_by_list(bytes(broken))) == []


@pytest.mark.parametrize("card", card_kinds())
@pytest.mark.parametrize(
    "number", ["", "1", "801332-99-0000", "3171016013800000", "S1234567A", "1234567890123", "001999000001"]
)
def test_whatever_is_wrong_with_a_card_is_said_in_malay(card: str, number: str) -> None:
    typed = {"card": card, "number": number, "birth": "1980-05-12", "sex": "M", "expires": "2020-01-01"}
    children = [{"name": f"Contoh {count}", "birth": "1990-01-01"} for count in range(9)]
    told = [problem for row in read_pass(typed, children, today=TODAY) for problem in row.problems]
    assert told
    assert all_of(told) == []


def test_an_unknown_kind_of_card_is_said_in_malay() -> None:
    with pytest.raises(NaunganError) as refused:
        read_card({"card": "zzz"}, today=TODAY)
    assert all_of([refused.value]) == []


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe", b"%PDF", b"name,birth_date,sex,sample,expires_on,documents,nationality\n"
        b'A,32/32/32,M,maybe,soon,"x:1;zzz:MYS:2",Nowhere\nB\n"C,1\n\0,1,1,1,1,1,1\n\xff,1,1,1,1,1,1\n', b"zzz\n1\n",
        b"",
    ],
)  # fmt: skip
def test_whatever_is_wrong_with_an_import_is_said_in_malay(data: bytes) -> None:
    options = ImportOptions()
    found: list[Told] = []
    for made in (
        lambda: columns.read(lines([data]), default_mapping(), options=options, today=TODAY),
        lambda: ftm.read(lines([data]), ftm.Links(), options=options, today=TODAY),
        lambda: interpol.read([data], options=options, today=TODAY),
    ):
        try:
            found += [problem for row in made() for problem in row.problems]
        except NaunganError as refused:
            found.append(refused)
    assert found
    assert all_of(found) == []


@pytest.mark.parametrize("right", rights())
def test_who_may_do_what_is_said_in_malay(right: str) -> None:
    nobody = Actor("user:1", "Siti Contoh (rekaan)", "", (Grant("auditor", date(2020, 1, 1)),))
    with pytest.raises(NotPermitted) as refused:
        check(nobody, right, on=TODAY)
    assert all_of([refused.value]) == []
    assert why(nobody, right, on=TODAY, language="ms") == in_language(refused.value.message, "ms")
    assert "tidak boleh" in why(nobody, right, on=TODAY, language="ms")


def test_a_rule_of_admission_is_said_in_malay_with_the_name_of_the_field() -> None:
    values = (("count", "600"), ("what", "names"), ("limit", "500"))
    assert admission.say("too-large", values, "ms").startswith("Rekod ini mempunyai 600 nama;")
    assert admission.say("too-large", values).startswith("The record has 600 names;")


def test_a_finding_of_the_audit_is_said_in_malay() -> None:
    finding = Finding(3, 9, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "The content is not what was written.")
    assert in_language(finding, "ms") == (
        "baris 3 hingga 9, 2026-01-02 03:04:05 UTC: Kandungan ini bukan seperti yang ditulis."
    )


def test_why_json_can_t_be_read_is_said_in_malay() -> None:
    for text in ("{", '{"a" 1', '{"a":', '{"a":"x', '{"a":"\\q"}', '{"a":"\\u1"}', '{"a":"\n"}', "{} x", '{"a":1,}'):
        with pytest.raises(json.JSONDecodeError) as wrong:
            json.loads(text)
        assert malay().get(wrong.value.msg), wrong.value.msg


def test_every_row_has_words_on_both_sides() -> None:
    assert all(row["template_en"] and row["template_ms"] for row in rows("sentences"))
    assert whole(Problem("")) == ""
