"""Reading zones: the specimens of ICAO Doc 9303 (holders from the fictional Utopia), and what may be wrong with one."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naungan.engine.documents.mrz import check_digit, describe, read, write_mrz
from naungan.engine.errors import Unreadable
from naungan.engine.records import PartialDate

TODAY = date(2026, 11, 22)
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")

SPECIMENS = [
    # Doc 9303 parts 4 to 7 and part 11 appendix D
    (TD3, "TD3", "passport", "L898902C3", "1974-08-12", "F", "2012-04-15", "ERIKSSON ANNA MARIA", "ZE184226B"),
    (TD1, "TD1", "id-card", "D23145890", "1974-08-12", "F", "2012-04-15", "ERIKSSON ANNA MARIA", ""),
    (
        ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"),
        *("TD2", "id-card", "D23145890", "1974-08-12", "F", "2012-04-15", "ERIKSSON ANNA MARIA", ""),
    ),
    (
        ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"),
        *("MRV-A", "visa", "L8988901C", "1940-09-07", "F", "1996-12-10", "ERIKSSON ANNA MARIA", "6ZE184226B"),
    ),
    (
        ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"),
        *("MRV-B", "visa", "L8988901C", "1940-09-07", "F", "1996-12-10", "ERIKSSON ANNA MARIA", ""),
    ),
    (
        ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<"),
        *("TD1", "id-card", "D23145890734", "1934-07-12", "M", "1995-07-12", "STEVENSON PETER JOHN", ""),
    ),
    (
        ("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<", "D23145890<UTO3407127M95071227349<<<8"),
        *("TD2", "id-card", "D23145890734", "1934-07-12", "M", "1995-07-12", "STEVENSON PETER JOHN", ""),
    ),
]


def naive_check_digit(text):
    """Doc 9303-3 section 4.9, step by step."""
    total = 0
    for index, sign in enumerate(text):
        value = 0 if sign == "<" else int(sign) if sign.isdigit() else ord(sign) - ord("A") + 10
        total += value * [7, 3, 1][index % 3]
    return str(total % 10)


@pytest.mark.parametrize("specimen", SPECIMENS, ids=[f"{row[1]} {row[3]}" for row in SPECIMENS])
def test_the_specimens_of_doc_9303_are_read_whole(specimen):
    lines, *expected = specimen
    reading = read(lines, today=TODAY)
    assert [
        *(reading.format, reading.kind, reading.number, str(reading.birth_date), reading.sex, str(reading.expiry)),
        *(reading.names[0].text, reading.optional_data),
    ] == expected
    assert reading.valid
    assert not reading.problems
    assert not reading.alternatives
    assert reading.lines == lines


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        ("520727", "3"),
        ("AB2134<<<", "5"),
        ("HA672242<658022549601086<<<<<<<<<<<<<<0", "8"),
        ("D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<", "2"),
        ("HA672242<658022549601086<<<<<<<", "8"),
        ("D23145890734", "9"),
    ],
)
def test_check_digits_are_those_of_doc_9303_part_3_appendix_a(text, digit):
    assert check_digit(text) == digit == naive_check_digit(text)


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", max_size=60))
def test_check_digits_agree_with_the_naive_sum(text):
    assert check_digit(text) == naive_check_digit(text)


def with_line(lines, number, position, text):
    """The lines with `text` set at a position counted from 1."""
    changed = list(lines)
    line = changed[number - 1]
    changed[number - 1] = line[: position - 1] + text + line[position - 1 + len(text) :]
    return changed


def messages(reading):
    return " ".join(str(problem) for problem in reading.problems)


def test_a_wrong_check_digit_is_named_with_its_place_and_the_rest_is_read():
    reading = read(with_line(TD3, 2, 10, "3"), today=TODAY)
    wrong = [check for check in reading.checks if not check.right]
    assert [(check.field, check.found, check.expected) for check in wrong] == [
        ("number", "3", "6"),
        ("composite", "0", "9"),
    ]
    assert not reading.valid
    assert "line 2, position 10: The check digit of the document number is 3; 6 was expected." in messages(reading)
    assert reading.surname == "ERIKSSON"


@pytest.mark.parametrize(
    ("printed", "alpha3", "known"),
    [("D<<", "DEU", True), ("UTO", "UTO", True), ("XXA", "XXA", True), ("GBD", "GBD", True), ("QQQ", "QQQ", False)],
)
def test_nationality_is_alpha_3_where_the_code_is_known_and_a_problem_where_not(printed, alpha3, known):
    reading = read(with_line(TD3, 2, 11, printed), today=TODAY)
    assert (reading.nationality, reading.nationality_printed) == (alpha3, printed)
    assert reading.identity().nationalities == ((alpha3,) if known else ())
    assert ("no code that is known" in messages(reading)) is not known


def test_an_unspecified_nationality_says_nothing_about_the_person():
    reading = read(with_line(TD3, 2, 11, "XXX"), today=TODAY)
    assert reading.nationality == "XXX"
    assert reading.identity().nationalities == ()


@pytest.mark.parametrize(
    ("six", "today", "expected", "problem"),
    [
        ("740812", TODAY, PartialDate(1974, 8, 12), ""),
        ("261122", TODAY, PartialDate(2026, 11, 22), ""),
        ("261123", TODAY, PartialDate(1926, 11, 23), "would be in the future"),
        ("271124", TODAY, PartialDate(1927, 11, 24), ""),
        ("26<<<<", TODAY, PartialDate(2026), ""),
        ("2612<<", TODAY, PartialDate(1926, 12), "would be in the future"),
        ("<<<<<<", TODAY, PartialDate(), ""),
        ("80<<<<", TODAY, PartialDate(1980), ""),
        ("8005<<", TODAY, PartialDate(1980, 5), ""),
        ("80<<07", TODAY, PartialDate(1980, None, 7), ""),
        ("<<0507", TODAY, PartialDate(None, 5, 7), ""),
        ("800500", TODAY, PartialDate(1980, 5), "00 for an unknown part"),
        ("801308", TODAY, PartialDate(1980), "no month 13"),
        ("800231", TODAY, PartialDate(1980, 2), "no day 31"),
        ("810229", TODAY, PartialDate(1981, 2), "1981 has no 29 February"),
        ("800229", TODAY, PartialDate(1980, 2, 29), ""),
        ("000229", date(2000, 2, 28), PartialDate(1900, 2), "1900 has no 29 February"),
        ("8<0507", TODAY, PartialDate(), "no digits"),
        ("99<<<<", date(1999, 1, 1), PartialDate(1999), ""),
    ],
)
def test_birth_dates_keep_what_can_be_true_and_say_what_cannot(six, today, expected, problem):
    reading = read(with_line(TD3, 2, 14, six + naive_check_digit(six)), today=today)
    assert reading.birth_date == expected
    if problem:
        assert problem in messages(reading)
    else:
        assert "date" not in messages(reading)
    assert reading.number == "L898902C3"


@pytest.mark.parametrize(
    ("six", "year"), [("120415", 2012), ("760415", 2076), ("770415", 1977), ("991231", 1999), ("000101", 2000)]
)
def test_expiry_years_lie_within_fifty_years_of_today(six, year):
    assert read(with_line(TD3, 2, 22, six), today=TODAY).expiry.year == year


def test_a_document_that_expires_before_the_birth_of_its_holder_is_a_problem():
    lines = with_line(with_line(TD3, 2, 14, "1908129"), 2, 22, "1204159")
    assert "expires on 2012-04-15, before its holder was born on 2019-08-12" in messages(read(lines, today=TODAY))


@pytest.mark.parametrize(
    ("field", "surname", "given", "truncated"),
    [
        # Doc 9303-4 section 4.2.3
        ("HENG<<DEBORAH<MING<LO<<<<<<<<<<<<<<<<<<", "HENG", "DEBORAH MING LO", False),
        ("VAN<DER<MUELLEN<<MARTIN<<<<<<<<<<<<<<<<", "VAN DER MUELLEN", "MARTIN", False),
        ("ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "ARKFREITH", "", False),
        ("SATRIYA<SUDARPA<<<<<<<<<<<<<<<<<<<<<<<<", "SATRIYA SUDARPA", "", False),
        ("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K", True),
        ("BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", "BENNELONG WOOLOOM WARRAND WARNAM", "DINGO", True),
        ("PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR", "PAPANDROPOULOUS", "JONATHON WARREN TREVOR", True),
        ("<<SUKARNO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "", "SUKARNO", False),
    ],
)
def test_names_are_parted_and_a_full_field_counts_as_cut_short(field, surname, given, truncated):
    reading = read(with_line(TD3, 1, 6, field), today=TODAY)
    assert (reading.surname, reading.given, reading.truncated) == (surname, given, truncated)
    assert [(name.surname, name.given, name.truncated) for name in reading.names] == [(surname, given, truncated)]
    assert not reading.problems


def test_an_empty_name_is_a_problem_and_no_name():
    reading = read(with_line(TD3, 1, 6, "<" * 39), today=TODAY)
    assert "The name field is empty." in messages(reading)
    assert reading.identity().names == ()


def test_names_after_a_second_run_of_fillers_are_read_and_said():
    reading = read(with_line(TD3, 1, 6, "ERIKSSON<<ANNA<<MARIA<<<<<<<<<<<<<<<<<<"), today=TODAY)
    assert reading.given == "ANNA MARIA"
    assert "goes on after a run of fillers" in messages(reading)


def test_the_identity_carries_what_the_document_says_of_its_holder():
    identity = read(TD3, today=TODAY).identity()
    assert identity.births == (PartialDate(1974, 8, 12),)
    assert (identity.sex, identity.nationalities) == ("F", ("UTO",))
    document = identity.documents[0]
    assert (document.kind, document.number, document.issuer) == ("passport", "L898902C3", "UTO")
    assert document.expires == PartialDate(2012, 4, 15)


@pytest.mark.parametrize(
    ("code", "format_", "kind"),
    [
        *(("P", "TD3", "passport"), ("PD", "TD3", "passport"), ("PQ", "TD3", "passport"), ("V", "MRV-A", "visa")),
        *(("AC", "TD1", "crew"), ("IR", "TD1", "residence"), ("I", "TD2", "id-card"), ("C", "TD1", "id-card")),
    ],
)
def test_document_codes_become_kinds(code, format_, kind):
    lines = write_mrz(format_, document_code=code, issuer="UTO", number="X1", surname="CONTOH")
    reading = read(lines, today=TODAY)
    assert (reading.format, reading.document_code, reading.kind) == (format_, code, kind)
    assert reading.identity().documents[0].kind == kind


def test_an_unknown_document_code_is_a_problem_but_the_document_is_read():
    reading = read(with_line(TD3, 1, 1, "H<"), today=TODAY)
    assert (reading.kind, reading.number) == ("other", "L898902C3")
    assert "document code H is none" in messages(reading)


def test_a_short_number_without_its_check_digit_is_not_taken_for_a_long_one():
    reading = read(with_line(TD1, 1, 6, "D2314589<<7349"), today=TODAY)
    assert reading.number == "D2314589"
    assert not reading.checks[0].right


def test_fillers_within_a_number_stay_in_the_reading_and_leave_the_document():
    lines = write_mrz("TD3", document_code="P", issuer="UTO", number="AB 12-34", surname="CONTOH")
    reading = read(lines, today=TODAY)
    assert reading.number == "AB<12<34"
    assert reading.identity().documents[0].number == "AB1234"


def test_the_json_shape_keeps_its_keys_and_plain_values():
    found = json.loads(json.dumps(describe(read(with_line(TD3, 2, 6, "O"), today=TODAY))))
    assert set(found) == {
        *("format", "document_code", "kind", "number", "issuer", "nationality", "surname", "given_names", "names"),
        *("truncated", "birth_date", "sex", "expiry", "optional_data", "optional_data_2", "checks", "valid"),
        *("corrections", "problems"),
    }
    assert found["number"] == "L8989O2C3"
    assert found["valid"] is False
    assert found["checks"][0] == {"field": "number", "digit": "6", "expected": "0", "right": False}
    first = found["corrections"][0]
    assert (first["field"], first["line"], first["position"]) == ("number", 2, 6)
    assert (first["found"], first["offered"], first["value"]) == ("O", "0", "L898902C3")
    assert set(found["problems"][0]) == {"message", "place", "remedy"}


FUZZ = st.one_of(
    st.text(max_size=120),
    st.text(alphabet="PVIAC<UTO0123456789K \n\r\t«\x00😀é", max_size=100),
    st.lists(st.text(alphabet="PVIACUTOMF<0123456789 ", min_size=28, max_size=46), min_size=1, max_size=4),
)


@settings(max_examples=400, deadline=None)
@given(FUZZ)
def test_whatever_is_typed_is_read_or_refused_as_unreadable(text):
    try:
        reading = read(text, today=TODAY)
    except Unreadable as error:
        refusal = error
    else:
        json.dumps(describe(reading))
        assert len({len(line) for line in reading.lines}) == 1
        return
    assert refusal.message
    assert refusal.remedy


ZONE_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([(3, 30), (2, 36), (2, 44)]).flatmap(
        lambda shape: st.lists(
            st.text(alphabet=ZONE_SIGNS, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        )
    )
)
def test_any_lines_of_the_right_shape_are_read_in_bounded_time(lines):
    reading = read(lines, today=TODAY)
    assert reading.lines == tuple(lines)
    assert len(reading.alternatives) < 60


@given(st.sampled_from([*range(13, 19), *range(21, 27), 1, 2, 3, 4, 5, 6, 8]), st.integers(1, 9))
def test_one_digit_read_as_another_never_passes_its_check(position, step):
    digit = str((int(TD3[1][position]) + step) % 10)
    assert not read(with_line(TD3, 2, position + 1, digit), today=TODAY).valid
