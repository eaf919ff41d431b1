"""Pairs in files: a probability, what likeness loses, and what can't be read is left out and said."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naungan.engine.compare.pairing import COLUMNS, Paired, compare_pair, read_side
from naungan.engine.errors import NaunganError

TODAY = date(2026, 11, 24)

WORDS = """\
Azhar bin binti Ibrahim Hamdan Hussein Husayn Kamel Kamil Hassan Hasan Mohd Muhammad Abdul Rahman a/l a/p Alex Alexander
Wong Kah Wai Kim Jin-young Young-jin Nguyen Van Thi Hung Ko Ma U Daw Zaw Maung Manng Than Maria Mario Santos Jr. Sr. K.
M. Muthusamy Wanida Phromsuk Charoenrat Karim Karimah Seun Oluwaseun 王小明 สมชาย ใจดี မောင်မောင်သန်း محمد حسن Сергей
Sergei Иванов Ivanov"""


def pair(*values: str, prior: float = 0.5) -> Paired:
    row = dict(zip(COLUMNS, [*values, *[""] * (6 - len(values))], strict=True))
    ours, theirs = read_side(row, "a", today=TODAY)[0], read_side(row, "b", today=TODAY)[0]
    return compare_pair(ours, theirs, prior=prior)


@pytest.mark.parametrize(
    ("name_a", "name_b"),
    [
        ("Mohd Rizal bin Osman", "MUHAMMAD RIZAL OTHMAN"),
        ("สมชาย ใจดี", "Somchai Jaidee"),
        ("王小明", "Ong Siew Beng"),
        ("Bill Whitford", "William Whitford"),
        ("Ted Whitford", "Edward Whitford"),
        ("Tran Quoc Bao", "Bao Quoc Tran"),
        ("Chen Weiming", "TAN WEE BENG"),
        ("Zhang Weijie", "CHANG WEI-CHIEH"),
        ("Ted Whitford", "Theodore Whitford"),
        ("Katya Lisova", "Yekaterina Lisova"),
        ("Yosef Nahak", "Joseph Nahak"),
        ("Soekarnoputro Wirjawan", "Sukarnoputro Wiryawan"),
        ("Ali; Thaddeus Whitford", "T. Oakes; Whitford Thaddeus"),
        ("M. Muthusamy", "Muthusamy Mani"),
        ("K. Muthusamy", "Kannan M. Muthusamy"),
    ],
)
def test_one_person_under_two_spellings_is_a_match(name_a: str, name_b: str) -> None:
    found, back = pair(name_a, "", "", name_b), pair(name_b, "", "", name_a)
    assert found.match
    assert found.bits == pytest.approx(back.bits)
    assert found.bits == pytest.approx(sum(element.bits for element in found.evidence))


@pytest.mark.parametrize(
    ("name_a", "name_b"),
    [
        ("Maria Santos", "Mario Santos"),
        ("Hassan bin Razali", "Hasnah binti Razali"),
        ("Siti Aminah binti Ali", "Sita Aminah binti Ali"),
        ("Omar bin Hassan", "Ali bin Hassan"),
        ("Hassan", "Ali bin Hassan"),
        ("Graham Whitford", "Emma Whitford"),
        ("FNU LNU", "FNU LNU"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("birth", ["", "1980"])
def test_two_people_are_no_match_also_where_the_year_of_birth_agrees(name_a: str, name_b: str, birth: str) -> None:
    assert not pair(name_a, birth, "", name_b, birth).match


def test_what_namesakes_lose_in_a_search_a_file_of_pairs_does_not_take_twice() -> None:
    found = pair("Thaddeus Everard Whitford", "1980-05-12", "", "Thaddeus Everard Whitford", "1951-11-02")
    assert "namesakes" not in {element.level for element in found.evidence}
    assert found.bits == pytest.approx(sum(element.bits for element in found.evidence))


@pytest.mark.parametrize(
    ("name_a", "name_b"),
    [
        ("Hassan Barre Guled", "Hussein Barre Guled"),
        ("Nguyen", "Nguyen Van Hung"),
        ("Maria", "Maria"),
        ("Haji Dato Sri", "Haji Dato Sri"),
        ("A. Rahman", "B. Rahman"),
        ("K. Muthusamy", "M. Muthusamy"),
        ("R. Ramasamy", "K. Ramasamy"),
        ("Ahmad A. Whitford", "Ahmad T. Whitford"),
        ("Kim Jin-young", "Kim Young-jin"),
    ],
)
def test_neither_kin_nor_a_common_part_nor_titles_nor_unlike_initials_make_a_match(name_a: str, name_b: str) -> None:
    found, back = pair(name_a, "", "MYS", name_b, "", "MYS"), pair(name_b, "", "MYS", name_a, "", "MYS")
    assert not found.match
    assert found.bits == pytest.approx(back.bits)
    assert found.bits == pytest.approx(sum(element.bits for element in found.evidence))


@pytest.mark.parametrize(
    ("name_a", "name_b"),
    [
        ("Somchai Wongprasert", "Somsak Wongprasert"),
        ("Tan Wei Ming", "Tan Wei Ling"),
        ("李志明", "李志强"),
        ("S. Rahman", "T. Rahman"),
        ("K. Muthusamy", "M. Muthusamy"),
    ],
)
def test_twins_are_no_match(name_a: str, name_b: str) -> None:
    assert not pair(name_a, "1980-06-06", "THA", name_b, "1980-06-06", "THA").match


@given(
    words=st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4),
    others=st.lists(st.sampled_from(WORDS.split()), max_size=2),
    order=st.randoms(use_true_random=False),
    birth=st.sampled_from(["", "1980", "1980-05-12"]),
)
@settings(deadline=None, max_examples=300)
def test_which_side_comes_first_changes_nothing(words: list[str], others: list[str], order: Random, birth: str) -> None:
    changed = [*words[: len(words) - len(others) + 1], *others]
    order.shuffle(changed)
    one, other = " ".join(words), " ".join(changed)
    found, back = pair(one, birth, "", other, birth), pair(other, birth, "", one, birth)
    assert found.bits == pytest.approx(back.bits)


@pytest.mark.parametrize(
    ("name_a", "name_b"),
    [
        ("Azhar bin Ibrahim", "Azhar Hamdan"),
        ("Hussein Kamel Hassan", "Husayn Hasan Kamil"),
        ("Alex Wong Kah Wai", "Wong Alexander Wai Kah"),
        ("မောင်မောင်သန်း", "Manng Maung Than"),
    ],
)
@pytest.mark.parametrize("birth", ["", "1980-05-12"])
def test_marriage_and_order_are_seen_from_both_sides(name_a: str, name_b: str, birth: str) -> None:
    found, back = pair(name_a, birth, "", name_b, birth), pair(name_b, birth, "", name_a, birth)
    assert found.bits == pytest.approx(back.bits)
    assert found.match is back.match


def test_who_marries_may_take_another_family_name() -> None:
    assert pair("Wanida Phromsuk", "1988-08-08", "THA", "WANIDA CHAROENRAT", "1988-08-08", "THA").match
    assert not pair("Wanida Phromsuk", "", "THA", "WANIDA CHAROENRAT", "", "THA").match
    assert not pair("Yamaguchi Satoshi", "1988-08-08", "JPN", "Yamaguchi Satomi", "1988-08-08", "JPN").match


def test_a_slip_in_a_name_of_one_birthday_is_a_match() -> None:
    assert pair("Wulandaringsih Prabowono", "1980-06-06", "", "Wulandarinqzih Prabowono", "1980-06-06").match


def test_strangers_of_one_birthday_are_no_match() -> None:
    assert not pair("John Smithson", "1980-05-12", "", "Maria Lopezal", "1980-05-12").match


@pytest.mark.parametrize(
    ("name_a", "name_b", "level"),
    [
        ("Nur Azli bin Hamzah", "Nur Azli binti Hamzah", "sex"),
        ("Kumaran a/l Muniandy", "KUMARAN D/O MUNIANDY", "sex"),
        ("Jas anak lelaki Balwant", "Jas A P Balwant", "sex"),
        ("U Thet Naing", "Daw Thet Naing", "sex"),
        ("Nguyễn Văn Hùng", "NGUYEN THI HUNG", "sex"),
        ("نور بن علي", "نور بنت علي", "sex"),
        ("Ramon Magsaysay Sr.", "MAGSAYSAY, RAMON JR", "generation"),
        ("Ramon Magsaysay II", "Ramon Magsaysay III", "generation"),
    ],
)
@pytest.mark.parametrize("births", [("", ""), ("1980-05-12", "1980-05-12"), ("1950-05-12", "1980-05-12")])
def test_words_that_tell_the_sex_or_father_from_son_make_two_persons(
    name_a: str, name_b: str, level: str, births: tuple[str, str]
) -> None:
    found = pair(name_a, births[0], "PHL", name_b, births[1], "PHL")
    assert not found.match
    (told,) = [element for element in found.evidence if element.level == level and element.element == "selection"]
    assert told.say("en") != told.say("ms")
    assert found.bits == pytest.approx(sum(element.bits for element in found.evidence))


@pytest.mark.parametrize(
    ("name_a", "name_b"),
    [
        ("Nguyen Van Anh", "Nguyen Thi Van Anh"),
        ("Siti Whitford binti Ali bin Omar", "Siti Whitford binti Ali"),
        ("U Thet Naing", "Ko Thet Naing"),
        ("Ramon Magsaysay Jr.", "Ramon Magsaysay II"),
        ("Ramon Magsaysay", "Ramon Magsaysay Jr."),
        ("Kumaran a/l Muniandy", "Kumaran s/o Muniandy"),
    ],
)
def test_words_that_tell_the_same_or_on_one_side_only_are_no_conflict(name_a: str, name_b: str) -> None:
    found = pair(name_a, "1980-05-12", "", name_b, "1980-05-12")
    assert found.match
    assert {element.level for element in found.evidence}.isdisjoint({"sex", "generation"})


@pytest.mark.parametrize(
    "said",
    [
        "NO NAME GIVEN",
        "Name Not Known",
        "<UNKNOWN>",
        "INFANT BOY",
        "BABY OF",
        "SEE PASSPORT",
        "None given",
        "BELUM ADA NAMA",
        "Chưa có tên",
        "ยังไม่มีชื่อ",
    ],
)
def test_two_of_whom_no_name_is_told_are_no_match(said: str) -> None:
    found = pair(said, "1980-05-12", "", said, "1980-05-12")
    assert not found.match
    assert found.evidence[0].level == "unknown"


def test_the_prior_moves_the_probability_and_not_the_bits() -> None:
    rare, even = pair("Ali Hassan", "", "", "Ali Hasan", prior=0.001), pair("Ali Hassan", "", "", "Ali Hasan")
    assert rare.bits == even.bits
    assert rare.probability < even.probability
    with pytest.raises(NaunganError, match="between 0 and 1"):
        pair("Ali", "", "", "Ali", prior=1.0)


def test_what_cannot_be_read_counts_as_not_known_and_is_said() -> None:
    row = dict(zip(COLUMNS, ("Ali", "32/13/2000", "Atlantis", "Ali", "", ""), strict=True))
    prepared, problems = read_side(row, "a", today=TODAY)
    assert (prepared.births, prepared.nationalities) == ((), ())
    assert [problem.place for problem in problems] == ["dob_a", "country_a"]
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize("told", ["1970-01-02; 1984-03-07", "7 March 1984 or 2 January 1970", "1980-1985"])
def test_a_field_may_hold_several_dates_of_which_one_agrees(told: str) -> None:
    found = pair("Wulandari Prabowono", told, "", "Wulandari Prabowono", "1984-03-07").evidence[1]
    assert found.level in {"exact", "year"}


def test_a_country_may_be_told_by_its_people() -> None:
    ours, problems = read_side({**dict.fromkeys(COLUMNS, ""), "country_a": "Malaysian; Thai"}, "a", today=TODAY)
    assert ours.nationalities == ("MYS", "THA")
    assert not problems


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ("Pilipinas", "PHL"),
        ("Philippines, The", "PHL"),
        ("the Philippines", "PHL"),
        ("Kampuchea", "KHM"),
        ("warga Indonesia", "IDN"),
        ("Warganegara Thailand", "THA"),
        ("citizen of the United States", "USA"),
        ("Persekutuan Malaysia", "MYS"),
        ("stateless", "XXA"),
        ("Korea", "KOR"),
        ("Wales", "GBR"),
        ("America", "USA"),
        ("Malaysia, Thailand", "MYS THA"),
        ("Malaysia/Indonesia", "MYS IDN"),
        ("Malaysian and Thai", "MYS THA"),
        ("Malaysia dan Thailand; Trinidad and Tobago; Korea, Republic of", "MYS THA TTO KOR"),
        ("Trinidad and Tobago", "TTO"),
        ("NA", "NAM"),
        *((nothing, "") for nothing in ("unknown", "None", "-", "0", "nil", "N/A", "tidak diketahui", " ")),
    ],
)
def test_countries_are_read_as_people_write_them(told: str, codes: str) -> None:
    found, problems = read_side({**dict.fromkeys(COLUMNS, ""), "country_a": told}, "a", today=TODAY)
    assert (" ".join(found.nationalities), problems) == (codes, ())
