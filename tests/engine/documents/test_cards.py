"""Cards and passes typed by hand, and the numbers on them. All persons and numbers are fictional."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naungan.engine.compare.document import compare_papers, papers_of
from naungan.engine.documents.cards import card_kinds, general_kinds, read_card, read_pass
from naungan.engine.documents.numbers import read_number
from naungan.engine.errors import Unreadable
from naungan.engine.records import Document, DocumentKind, PartialDate
from naungan.engine.tables import countries, rows
from naungan.engine.tables.sentences import in_language

TODAY = date(2026, 11, 22)


def doubts(rule: str, number: str) -> str:
    return " ".join(read_number(rule, number, today=TODAY).doubts)


@pytest.mark.parametrize(
    ("rule", "number", "birth", "sex"),
    [
        ("mykad", "800507-08-0002", "1980-05-07", "F"),
        ("mykad", "010203 14 0001", "2001-02-03", "M"),
        ("mykad", "261123-01-0001", "1926-11-23", "M"),
        ("nik", "3171015705800001", "1980-05-17", "F"),
        ("nik", "3171011705800001", "1980-05-17", "M"),
        ("cccd", "001180000001", "1980", "F"),
        ("cccd", "001205000001", "2005", "M"),
    ],
)
def test_numbers_tell_birth_date_and_sex(rule: str, number: str, birth: str, sex: str):
    reading = read_number(rule, number, today=TODAY)
    assert (str(reading.birth), reading.sex, reading.doubts) == (birth, sex, ())


@pytest.mark.parametrize(
    ("rule", "number", "words"),
    [
        ("mykad", "801307-08-0002", "month 13"),
        ("mykad", "800230-08-0002", "day 30"),
        ("mykad", "800507-17-0002", "birth-place code 17"),
        ("mykad", "80050708000", "12 digits"),
        ("mykad", "８０0507-08-0002", "12 digits"),
        ("nik", "3171017205800001", "day 32"),
        ("nik", "3171011705800000", "serial 0000"),
        ("thai", "1101700230709", "check digit"),
        ("nric", "S1234567A", "check letter A does not fit the number; D would"),
        ("nric", "X1234567A", "form expected"),
        ("cccd", "001399000001", "2099"),
        ("philsys", "123", "12 digits"),
        ("brunei", "1234567", "8 digits"),
        ("nrc", "12/ABCDEF123456", "form expected"),
    ],
)
def test_numbers_that_cannot_be_right_are_doubted(rule: str, number: str, words: str):
    assert words in doubts(rule, number)


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("nric", "S1234567D"),
        ("nric", "T1234567J"),
        ("nric", "F1234567N"),
        ("nric", "G1234567X"),
        ("nric", "s1234567-d"),
        ("philsys", "1234-5678-9012-3456"),
        ("brunei", "00-123456"),
        ("nrc", "12/ABCDEF(N)123456"),
    ],
)
def test_numbers_that_may_be_right_are_not_doubted(rule: str, number: str):
    assert doubts(rule, number) == ""


@settings(max_examples=100)
@given(st.integers(10**11, 9 * 10**11 - 1), st.integers(0, 11), st.integers(1, 9))
def test_a_thai_number_has_one_right_check_digit_and_finds_one_wrong_digit(body: int, position: int, added: int):
    right = [f"{body}{digit}" for digit in range(10) if not doubts("thai", f"{body}{digit}")]
    assert len(right) == 1
    number = right[0]
    changed = str((int(number[position]) + added) % 10)
    slipped = number[:position] + changed + number[position + 1 :]
    # Modulo 11 written as one digit lets 0 and 10, 1 and 11 fall together: two slips of a hundred pass.
    total = sum(int(digit) * weight for digit, weight in zip(slipped[:12], range(13, 1, -1), strict=True))
    assert bool(doubts("thai", slipped)) == (slipped[0] in "09" or (11 - total % 11) % 10 != int(number[12]))


@settings(max_examples=100)
@given(st.sampled_from("STFGM"), st.text("0123456789", min_size=7, max_size=7))
def test_a_singapore_number_has_one_right_check_letter(series: str, digits: str):
    letters = [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if not doubts("nric", f"{series}{digits}{letter}")]
    assert len(letters) == 1


@settings(max_examples=200)
@given(st.sampled_from([row["rule"] for row in rows("id_numbers")]), st.text(max_size=30) | st.from_regex(r"\d{12,16}"))
def test_no_number_raises(rule: str, text: str):
    read_number(rule, text, today=TODAY)


def test_the_table_of_cards_is_sound():
    rules = {row["rule"] for row in rows("id_numbers")}
    for row in rows("id_numbers"):
        re.compile(row["pattern"])
    for kind in card_kinds().values():
        assert kind.issuer in {"", *countries.by_alpha3()}
        assert kind.number_rule in rules | {""}
        assert kind.name_ms
        assert set(kind.needs) <= {"name", "number", "birth", "expires", "nationality", "issuer"}


def test_an_identity_card_is_a_traveller_with_what_its_number_tells():
    card = read_card({"card": "mykad", "name": "Siti binti Contoh", "number": "800507-08-0002"}, today=TODAY)
    assert card.identity.names[0].text == "Siti binti Contoh"
    assert card.identity.documents == (Document("id-card", "800507-08-0002", "MYS"),)
    assert card.identity.births == (PartialDate(1980, 5, 7),)
    assert card.identity.sex == "F"
    assert card.problems == ()


def test_what_contradicts_the_number_is_a_problem_and_what_was_typed_stays():
    fields = {
        "card": "mykad",
        "nama": "A B",
        "no kad pengenalan": "800507080002",
        "tarikh lahir": "8.5.1980",
        "jantina": "L",
    }
    card = read_card(fields, today=TODAY)
    assert card.identity.births == (PartialDate(1980, 5, 8),)
    assert card.identity.sex == "M"
    said = [problem.message for problem in card.problems]
    assert said == ["The number says born 1980-05-07, the card 1980-05-08.", "The number says female, the card male."]


def test_the_century_of_a_two_digit_year_contradicts_nothing():
    fields = {"card": "mykad", "name": "A B", "number": "200507080002", "birth": "1920-05-07", "sex": "F"}
    assert read_card(fields, today=TODAY).problems == ()


def test_what_a_card_needs_is_asked_for():
    card = read_card({"card": "my-th-pass", "name": "A B"}, today=TODAY)
    assert [problem.message for problem in card.problems] == [
        "Malaysian border pass for Thailand: the number, the birth date and the expiry date are missing."
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "the number and the issuing state are missing."),
        ({"number": "A1234567"}, "the issuing state is missing."),
    ],
)
def test_what_is_missing_is_said_as_people_say_it(typed: dict[str, str], said: str):
    for language, wanted in (("en", f"Passport: {said}"), ("ms", "Pasport: tiada")):
        card = read_card({"card": "passport", "name": "A B", **typed}, today=TODAY)
        assert in_language(card.problems[0].message, language).startswith(wanted)


@pytest.mark.parametrize("typed", [{}, {"birth": "1980"}, {"nationality": "MYS", "sex": "F"}])
def test_nothing_is_said_of_a_card_that_nobody_spoke_of(typed: dict[str, str]):
    card = read_card({"name": "Siti binti Contoh", **typed}, today=TODAY)
    assert card.problems == ()
    assert card.identity.documents == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, ["There is no name."]),
        ({"birth": "1980"}, ["There is no name."]),
        ({"number": "A1234567", "issuer": "MYS"}, []),
        ({"card": "mykad"}, ["There is no name.", "Malaysian identity card (MyKad): the number is missing."]),
    ],
)
def test_that_the_name_is_missing_is_said_once_at_most(typed: dict[str, str], said: list[str]):
    assert [problem.message for problem in read_card(typed, today=TODAY).problems] == said


@pytest.mark.parametrize("kind", get_args(DocumentKind))
@pytest.mark.parametrize("key", ["card", "kind", "document_kind", "document type"])
def test_a_typed_document_stays_what_it_is(kind: str, key: str):
    card = read_card({"name": "A B", "number": "A1234567", "issuer": "MYS", key: kind}, today=TODAY)
    assert card.identity.documents == (Document(kind, "A1234567", "MYS"),)


def test_each_kind_of_document_has_a_general_kind_of_card():
    assert sorted(general_kinds()) == sorted(get_args(DocumentKind))


@pytest.mark.parametrize(
    ("column", "kind"), [("passport number", "passport"), ("nric", "id-card"), ("document number", "other")]
)
def test_where_no_kind_is_named_the_column_of_the_number_decides(column: str, kind: str):
    card = read_card({"name": "A B", column: "A1234567", "issuer": "MYS"}, today=TODAY)
    assert card.identity.documents == (Document(kind, "A1234567", "MYS"),)


def test_a_named_card_decides_over_the_kind_of_document():
    typed = {"card": "mykad", "document_kind": "passport", "name": "A B", "number": "800507-08-0002"}
    assert read_card(typed, today=TODAY).identity.documents == (Document("id-card", "800507-08-0002", "MYS"),)


def test_another_number_of_a_typed_passport_speaks_against_the_same_person():
    theirs = (Document("passport", "S00000017", "MYS"),)
    typed = {"card": "passport", "name": "A B", "number": "B7654321", "issuer": "Malaysia"}
    ours = read_card(typed, today=TODAY).identity.documents
    assert compare_papers(papers_of(ours), papers_of(theirs)).level == "differs"


def test_an_expired_pass_is_said():
    fields = {"card": "id-my-pass", "name": "A B", "number": "P1", "birth": "1980", "expires": "2026-11-21"}
    card = read_card(fields, today=TODAY)
    assert [problem.message for problem in card.problems] == ["The document expired on 2026-11-21."]
    assert card.identity.documents[0] == Document("border-pass", "P1", "IDN", PartialDate(2026, 11, 21))


def test_a_card_of_no_named_kind_takes_its_document_type():
    fields = {"name": "A B", "number": "P1", "document type": "pas sempadan", "issuing country": "THA", "birth": "1980"}
    card = read_card(fields, today=TODAY)
    assert card.identity.documents == (Document("border-pass", "P1", "THA"),)
    assert card.problems == ()


def test_an_unknown_kind_of_card_is_refused_with_those_that_are_known():
    with pytest.raises(Unreadable) as refusal:
        read_card({"card": "library", "name": "A B"}, today=TODAY)
    assert "mykad" in refusal.value.remedy


@pytest.mark.parametrize("said", ["library card", "???", "mykad2"])
def test_an_unknown_kind_of_document_is_refused_with_those_that_are_known(said: str):
    with pytest.raises(Unreadable) as refusal:
        read_card({"document_kind": said, "name": "A B"}, today=TODAY)
    assert refusal.value.remedy == (
        "Use one of: passport, id-card, border-pass, visa, residence, crew, travel-document, other."
    )


HOLDER = {
    "card": "my-th-pass",
    "name": "Siti binti Contoh",
    "number": "K123456",
    "birth": "1985-01-02",
    "expires": "2027-01-01",
    "reference": "r7",
}


def test_children_on_a_pass_are_travellers_of_their_own_tied_to_it():
    holder, child, teenager = read_pass(
        HOLDER,
        [
            {"name": "Ali bin Contoh", "birth": "2018-03-04", "sex": "M"},
            {"name": "Abu bin Contoh", "birth": "2010-01-01"},
        ],
        today=TODAY,
    )
    assert holder.problems == ()
    assert holder.carried_by == ""
    assert child.identity.names[0].text == "Ali bin Contoh"
    assert child.identity.documents == ()
    assert (child.carried_by, child.reference, child.place) == ("K123456", "r7/1", "card, child 1")
    assert child.problems == ()
    assert teenager.problems[0].message.startswith("The child is 16;")
    assert "below 15" in teenager.problems[0].message


def test_more_children_than_a_pass_carries_are_still_read():
    family = read_pass(HOLDER, [{"name": f"Anak {n}", "birth": "2020"} for n in range(9)], today=TODAY)
    assert len(family) == 10
    assert [len(row.problems) for row in family] == [0] * 9 + [1]


def test_a_row_carried_by_another_does_not_take_that_number_as_its_own():
    row = read_card({"name": "Ali", "carried by": "K123456", "number": "K123456"}, today=TODAY)
    assert row.identity.documents == ()
    assert row.carried_by == "K123456"


def test_a_child_on_a_pass_keeps_a_number_of_its_own():
    row = read_card({"name": "Ali", "carried_by": "K123456", "number": "A7654321", "issuer": "MYS"}, today=TODAY)
    assert row.identity.documents == (Document("other", "A7654321", "MYS"),)
    assert row.problems == ()


def test_a_child_that_has_outgrown_the_named_pass_is_told():
    typed = {"card": "my-th-pass", "name": "Ali", "carried_by": "K123456", "birth": "2010-01-01"}
    (problem,) = read_card(typed, today=TODAY).problems
    assert problem.message.endswith("carries children below 15.")


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["name", "number", "birth", "sex", "expires", "nationality", "mrz"]), st.text(max_size=30)
    ),
    st.sampled_from(list(card_kinds())),
)
def test_no_typed_text_raises(fields: dict[str, str], kind: str):
    read_card({**fields, "card": kind}, today=TODAY)
