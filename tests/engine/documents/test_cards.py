"""Cards and passes typed by hand, and the numbers on them. All persons and numbers are fictional."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naungan.engine.documents.cards import card_kinds, read_card, read_pass
from naungan.engine.documents.numbers import read_number
from naungan.engine.errors import Unreadable
from naungan.engine.records import Document, PartialDate
from naungan.engine.tables import countries, rows

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
    assert "number and the birth date and the expiry date is missing" in card.problems[0].message


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


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["name", "number", "birth", "sex", "expires", "nationality", "mrz"]), st.text(max_size=30)
    ),
    st.sampled_from(list(card_kinds())),
)
def test_no_typed_text_raises(fields: dict[str, str], kind: str):
    read_card({**fields, "card": kind}, today=TODAY)
