"""Corrections: offered with their place and reason, best first, and never applied."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naungan.engine.documents.mrz import check_digit, corrected, read, write_mrz
from naungan.engine.documents.mrz.layout import layouts
from naungan.engine.records import PartialDate
from naungan.engine.tables import rows

TODAY = date(2026, 11, 22)
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
LONG = ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<")


def changed(lines, *changes):
    """The lines with each (line, position, text), counted from 1, set in."""
    found = list(lines)
    for number, position, text in changes:
        line = found[number - 1]
        found[number - 1] = line[: position - 1] + text + line[position - 1 + len(text) :]
    return tuple(found)


def offers(reading, field):
    return [option for option in reading.alternatives if option.field == field]


@pytest.mark.parametrize(
    ("lines", "change", "field"),
    [
        (TD3, (2, 6, "O"), "number"),
        (TD3, (2, 2, "B"), "number"),
        (TD3, (2, 16, "O"), "birth_date"),
        (TD3, (2, 19, "Z"), "birth_date"),
        (TD3, (2, 20, "Z"), "birth_date"),
        (TD3, (2, 22, "I"), "expiry"),
        (TD3, (2, 27, "S"), "expiry"),
        (TD3, (2, 29, "2"), "optional_data"),
        (TD3, (2, 44, "O"), "composite"),
        (TD1, (1, 8, "8"), "number"),
        (TD1, (2, 30, "G"), "composite"),
        (LONG, (1, 8, "8"), "number"),
        (LONG, (1, 16, "T"), "number"),
        (TD3, (2, 11, "V"), "nationality"),
        (TD3, (2, 13, "0"), "nationality"),
        (TD3, (1, 3, "0"), "issuer"),
        (TD3, (2, 21, "P"), "sex"),
        (TD3, (1, 1, "F"), "document_code"),
    ],
)
def test_a_likely_slip_is_offered_first_and_not_applied(lines, change, field):
    misread = changed(lines, change)
    reading = read(misread, today=TODAY)
    assert reading.lines == misread
    assert corrected(reading.lines, offers(reading, field)[0]) == lines
    assert offers(reading, field)[0].corrections[0].reason.endswith(".")
    assert any(problem.place for problem in reading.problems)


def test_the_composite_digit_confirms_a_correction_where_one_field_is_wrong():
    reading = read(changed(TD3, (2, 6, "O")), today=TODAY)
    assert offers(reading, "number")[0].confirmed
    assert offers(reading, "number")[0].value == "L898902C3"


def test_taking_an_alternative_is_the_callers_step_and_makes_the_zone_right():
    reading = read(changed(TD3, (2, 6, "O")), today=TODAY)
    assert reading.number == "L8989O2C3"
    assert reading.identity().documents[0].number == "L8989O2C3"
    again = read(corrected(reading.lines, offers(reading, "number")[0]), today=TODAY)
    assert again.valid
    assert again.number == "L898902C3"
    assert not again.alternatives


def test_two_slips_in_one_field_are_found():
    reading = read(changed(TD3, (2, 16, "OB")), today=TODAY)
    assert corrected(reading.lines, offers(reading, "birth_date")[0]) == TD3
    assert len(offers(reading, "birth_date")[0].corrections) == 2


def test_two_slips_among_letters_and_digits_are_offered_beside_single_ones():
    misread = changed(TD3, (2, 2, "B"), (2, 6, "O"))
    found = [corrected(misread, option) for option in offers(read(misread, today=TODAY), "number")]
    assert TD3 in found


def test_a_slip_in_two_fields_is_offered_for_each():
    misread = changed(TD3, (2, 6, "O"), (2, 16, "O"))
    reading = read(misread, today=TODAY)
    once = corrected(reading.lines, offers(reading, "number")[0])
    assert corrected(once, offers(reading, "birth_date")[0]) == TD3


def test_several_fitting_readings_are_said_to_be_several():
    reading = read(changed(TD3, (2, 10, "3")), today=TODAY)
    number = offers(reading, "number")
    assert len(number) > 1
    assert len({option.value for option in number}) > 1
    said = next(str(problem) for problem in reading.problems if "document number" in problem.message)
    assert f"{len(number)} readings would fit" in said
    assert number[0].value in said


def test_a_corrected_date_exists():
    for option in offers(read(changed(TD3, (2, 20, "7")), today=TODAY), "birth_date"):
        assert 1 <= int(option.value[2:4]) <= 12
        assert 1 <= int(option.value[4:6]) <= 31


def test_a_letter_that_weighs_as_much_as_its_digit_is_found_in_a_date_all_the_same():
    # L counts 21, so 1 and L leave the same sum: the check digit is right, the date is none.
    misread = changed(TD3, (2, 18, "L"))
    reading = read(misread, today=TODAY)
    assert reading.valid
    assert "no digits" in str(reading.problems[0])
    assert corrected(misread, offers(reading, "birth_date")[0]) == TD3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ERIKSSON<<ANNA<MARIA<<<<<<KK<<<<<<<<<<<", "ERIKSSON<<ANNA<MARIA"),
        ("ERIKSSON<<ANNA<MARIA<KK<<<<<<<<<<<<<<<<", "ERIKSSON<<ANNA<MARIA"),
        ("ERIKSSON<<ANNA<MARIA<<C<<<<<K<K<<<<<<<K", "ERIKSSON<<ANNA<MARIA"),
        ("ERIKSSON<<ANNA<MARIAKKKKK<<<<<<<<<<<<<<", "ERIKSSON<<ANNA<MARIA"),
        ("ARKFREITH<<<<<<<K<<<<<<<<<<<<<<<<<<<<<<", "ARKFREITH"),
        ("ERIKSSONKKANNA<<<<<<<<<<<<<<<<<<<<<<<<<", "ERIKSSON<<ANNA"),
        ("ER1KSSON<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<", "ERIKSSON<<ANNA"),
        ("ERIK5S0N<<ANNA<<<KK<<<<<<<<<<<<<<<<<<<<", "ERIKSSON<<ANNA"),
    ],
)
def test_fillers_and_letters_misread_in_names_are_offered(field, value):
    reading = read(changed(TD3, (1, 6, field)), today=TODAY)
    assert offers(reading, "names")[0].value == value
    assert reading.names[0].text == " ".join(field.replace("<", " ").split())
    assert reading.names[1].kind == "spelling"
    assert reading.names[1].text == " ".join(value.replace("<", " ").split())


@pytest.mark.parametrize(
    "field",
    [
        "KHALID<<KARIM<K<<<<<<<<<<<<<<<<<<<<<<<<",
        "AUNG<KYAW<MOE<<<<<<<<<<<<<<<<<<<<<<<<<<",
        "NAIR<<KK<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
        "ISAAK<<C<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
        "MAKKONEN<<KAARLO<<<<<<<<<<<<<<<<<<<<<<<",
    ],
)
def test_true_initials_and_names_with_k_and_c_are_left_alone(field):
    reading = read(changed(TD3, (1, 6, field)), today=TODAY)
    assert not reading.alternatives
    assert len(reading.names) == 1


def test_a_k_among_the_fillers_of_optional_data_is_offered_though_no_check_digit_can_see_it():
    misread = changed(TD3, (2, 40, "K"))
    reading = read(misread, today=TODAY)
    assert reading.valid
    assert corrected(misread, offers(reading, "optional_data")[0]) == TD3


def test_a_field_of_garbage_gets_no_offers():
    reading = read(changed(TD3, (2, 14, "XXXXXX")), today=TODAY)
    assert not offers(reading, "birth_date")
    assert "no digits" in " ".join(map(str, reading.problems))


COMMON = [row for row in rows("ocr_slips") if row["cost"] == "1" and row["meant"].isdigit()]


@pytest.mark.parametrize("slip", COMMON, ids=[f"{row['read']} for {row['meant']}" for row in COMMON])
@pytest.mark.parametrize("number", ["K1025868", "A60215820", "512086025"])
def test_every_common_slip_that_a_check_digit_can_see_is_offered(slip, number):
    lines = write_mrz("TD3", document_code="P", issuer="UTO", number=number, surname="CONTOH")
    for position, sign in enumerate(number, start=1):
        if sign == slip["meant"]:
            typed = changed(lines, (2, position, slip["read"]))
            reading = read(typed, today=TODAY)
            assert reading.valid or lines in [corrected(typed, option) for option in offers(reading, "number")]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ABCGIOSZ<0123456789", min_size=9, max_size=9), st.sampled_from("0123456789"))
def test_every_offer_makes_its_check_digit_right(number, digit):
    typed = changed(TD3, (2, 1, number + digit))
    found = [corrected(typed, option) for option in offers(read(typed, today=TODAY), "number")]
    assert all(check_digit(row[1][:9]) == row[1][9] for row in found)
    assert len(set(found)) == len(found) <= 5


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="OIBSZGKC<0128567", min_size=30, max_size=30))
def test_the_worst_second_line_takes_bounded_time(text):
    started = time.process_time()
    read((TD3[0], (text * 2)[:44]), today=TODAY)
    assert time.process_time() - started < 0.5


def test_the_slips_table_has_characters_of_the_zone_and_costs_only():
    signs = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
    table = rows("ocr_slips")
    assert all({row["read"], row["meant"]} <= signs and row["cost"] in {"1", "2", "3"} for row in table)
    assert len({(row["read"], row["meant"]) for row in table}) == len(table)


def test_the_layouts_leave_no_gap_and_cover_every_place_once():
    for layout in layouts().values():
        places = [place for field in layout.fields.values() for place in field.places]
        assert sorted(places) == [(line, at) for line in range(layout.height) for at in range(layout.width)]


def test_a_birth_date_in_a_written_zone_is_unharmed_by_a_slip_elsewhere():
    lines = write_mrz(
        "TD2", document_code="I", issuer="UTO", number="A1", surname="CONTOH", birth_date=PartialDate(1990, 5)
    )
    reading = read(changed(lines, (2, 1, "4")), today=TODAY)
    assert reading.birth_date == PartialDate(1990, 5)
    assert lines in [corrected(reading.lines, option) for option in offers(reading, "number")]
