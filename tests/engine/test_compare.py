"""Comparison in bits: levels, symmetry, caps, and sentences."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naungan.engine.compare import (
    Frequencies,
    Profile,
    birth_level,
    compare,
    compare_births,
    compare_papers,
    paper_level,
    profile,
    weight,
)
from naungan.engine.compare.document import papers_of
from naungan.engine.compare.sameday import dated, least_dated
from naungan.engine.records import Document, Identity, Name, PartialDate, Sex
from naungan.engine.tables import rows

RARITY = Frequencies({}, 0)


def person(
    name: str = "",
    birth: PartialDate | None = None,
    sex: Sex = "",
    nationality: str = "",
    *documents: Document,
    place: str = "",
) -> Profile:
    return profile(
        Identity(
            names=(Name(name),) if name else (),
            births=(birth,) if birth else (),
            sex=sex,
            nationalities=(nationality,) if nationality else (),
            documents=documents,
            birth_place=place,
        )
    )


def name_level(ours: str, theirs: str) -> str:
    return compare(person(ours), person(theirs), RARITY).evidence[0].level


def passport(number: str, issuer: str = "MYS") -> Document:
    return Document("passport", number, issuer)


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        ((1980, 5, 12), (1980, 5, 12), "exact"),
        ((1980, 1, 1), (1980, 1, 1), "placeholder"),
        ((1980, 5, 12), (1980, 12, 5), "swapped"),
        ((1980, 5, 12), (1981, 5, 12), "year-off"),
        ((1980, 5, 12), (1988, 5, 12), "year-off"),
        ((1980, 5, 12), (1990, 5, 12), "year-off"),
        ((1980, 5, 12), (1980, 5, 13), "day-off"),
        ((1980, 12, 31), (1981, 1, 1), "near-year"),
        ((1980, 5, 31), (1980, 6, 1), "day-off"),
        ((1980, 5, 12), (1980, 6, 12), "month-off"),
        ((1980, 5, 12), (1980, 9, 27), "same-year"),
        ((1980, 5, 12), (1980, 1, 1), "year"),
        ((1980, 5, 12), (1981, 1, 1), "near-year"),
        ((1980, 5, 12), (1986, 1, 1), "differs"),
        ((1980, 5, 12), (1963, 11, 2), "differs"),
        ((1980, 5, 12), (1980, None, None), "year"),
        ((1980, 5, 12), (1980, 5, None), "month"),
        ((1980, 5, 12), (1980, 6, None), "same-year"),
        ((1980, 5, 12), (1982, None, None), "near-year"),
        ((1980, 5, 12), (1983, None, None), "differs"),
        ((1980, 5, 12), (None, 5, 12), "day-and-month"),
        ((1980, 5, 12), (None, 5, 13), "differs"),
        ((1980, 5, 12), (None, 5, None), "unknown"),
        ((1980, 5, 12), (1980, None, 12), "year"),
        ((1980, 5, 12), (1980, None, 13), "same-year"),
        ((1980, 2, 31), (1980, 2, 30), "same-year"),
    ],
)
def test_two_dates_of_birth_stand_at_a_level(
    ours: tuple[int | None, int | None, int | None], theirs: tuple[int | None, int | None, int | None], level: str
) -> None:
    assert birth_level(PartialDate(*ours), PartialDate(*theirs)) == level
    assert birth_level(PartialDate(*theirs), PartialDate(*ours)) == level


def test_stronger_agreement_of_birth_dates_weighs_more() -> None:
    order = [
        "exact",
        "month",
        "swapped",
        "day-and-month",
        "placeholder",
        "year",
        "year-off",
        "same-year",
        "unknown",
        "differs",
    ]
    bits = [weight("birth", level) for level in order]
    assert bits == sorted(bits, reverse=True)


def test_the_best_of_several_birth_dates_counts_and_none_is_no_evidence() -> None:
    wanted = PartialDate(1980, 5, 12)
    assert compare_births([wanted], [PartialDate(1963, 1, 2), wanted]).level == "exact"
    assert compare_births([], [wanted]).bits == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        (passport("A12345678"), passport("a-1234 5678"), "exact"),
        (passport("A12345678"), passport("A12345678", "THA"), "other-issuer"),
        (passport("A12345678"), passport("A12345678", ""), "number"),
        (passport("A12345678"), passport("A12345679"), "near"),
        (passport("A12345678"), passport("A12345687"), "near"),
        (passport("A12345678"), passport("A12345679", "THA"), "unknown"),
        (passport("A12345678"), passport("B87654321"), "differs"),
        (passport("A12345678"), Document("id-card", "B87654321", "MYS"), "unknown"),
        (passport("12345"), passport("12345"), "short"),
        (passport("C1234567", "D"), passport("C1234567", "DEU"), "exact"),
    ],
)
def test_two_documents_stand_at_a_level(ours: Document, theirs: Document, level: str) -> None:
    (our,), (their,) = papers_of([ours]), papers_of([theirs])
    assert paper_level(our, their) == paper_level(their, our) == level


def test_placeholder_numbers_are_no_documents() -> None:
    assert (
        papers_of([passport("000000"), passport("XXXXXXXX"), passport("12"), passport(""), passport("\x00" * 9)]) == ()
    )
    assert compare_papers((), papers_of([passport("A12345678")])).bits == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        ("Ahmad Faizal bin Hassan", "Hassan Ahmad Faizal", "same"),
        ("Mohd Rizal", "Muhammad Rizal", "similar"),
        ("Jonatan Dimaculangan", "Jonathan Dimaculangan", "similar"),
        ("Jonathan Dimaculangan", "Jonathan Reyes Dimaculangan", "partial"),
        ("Ali bin Hassan", "Omar bin Hassan", "conflict"),
        ("Hassan", "Ali bin Hassan", "conflict"),
        ("Ali bin Hassan", "Tan Wei Ming", "different"),
        ("Ali", "ᬓᬢᬸᬢ᭄", "scripts"),
        ("Ali", "สมชาย", "different"),
        ("", "Ali", "unknown"),
        ("FNU", "Ali", "unknown"),
    ],
)
def test_two_names_stand_at_a_level(ours: str, theirs: str, level: str) -> None:
    assert name_level(ours, theirs) == level
    assert name_level(theirs, ours) == level


def test_a_rare_name_proves_more_than_a_common_one() -> None:
    common = compare(person("Muhammad Ali"), person("Muhammad Ali"), RARITY).bits
    rare = compare(person("Thaddeus Whitford"), person("Thaddeus Whitford"), RARITY).bits
    assert rare > common + 5


def test_a_name_that_the_register_holds_often_proves_less() -> None:
    often = Frequencies({"whitfurd": 400}, 2000)
    assert often.bits(("whitfurd",)) < Frequencies({"whitfurd": 1}, 2000).bits(("whitfurd",))


def test_many_aliases_do_not_add_up() -> None:
    one = Identity(names=(Name("Thaddeus Whitford"),))
    many = Identity(names=tuple(Name(f"Thaddeus {middle} Whitford") for middle in string.ascii_uppercase) + one.names)
    assert compare(profile(one), profile(many), RARITY).bits == compare(profile(one), profile(one), RARITY).bits


def test_nationality_tells_less_where_names_are_alike() -> None:
    def nationality(ours: str, theirs: str, other: str) -> float:
        found = compare(person(ours, nationality="GBR"), person(theirs, nationality=other), RARITY)
        return sum(element.bits for element in found.evidence if element.element in {"nationality", "joint"})

    alike, apart = ("Thaddeus Whitford", "Thaddeus Whitford"), ("Thaddeus Whitford", "Graham Oakes")
    assert 0 < nationality(*alike, "GBR") < nationality(*apart, "GBR")
    assert nationality(*apart, "THA") < nationality(*alike, "THA") < 0


def test_namesakes_whose_birth_dates_do_not_agree_prove_less_and_no_date_is_no_disagreement() -> None:
    name, born = "Thaddeus Everard Whitford", PartialDate(1980, 5, 12)

    def joint(theirs: PartialDate | None) -> float:
        found = compare(person(name, born), person(name, theirs), RARITY)
        return sum(element.bits for element in found.evidence if element.element == "joint")

    for agreeing in (None, born, PartialDate(1980, 12, 5), PartialDate(1980, 5, 13), PartialDate(1980, 5)):
        assert joint(agreeing) == 0
    tail = next(
        part.bits for part in compare(person(name), person(name), RARITY).evidence[0].parts if part.level == "tail"
    )
    other = joint(PartialDate(1951, 11, 2))
    assert other == joint(PartialDate(1980, 11, 2)) == max(-tail, weight("joint", "namesakes")) < -1
    assert other < joint(PartialDate(1980)) < 0


def test_a_document_is_not_outweighed_by_a_new_name_and_birth_date() -> None:
    ours = person("Thaddeus Whitford", PartialDate(1980, 5, 12), "M", "", passport("A12345678"))
    theirs = person("Graham Oakes", PartialDate(1971, 2, 3), "M", "", passport("A12345678"))
    assert compare(ours, theirs, RARITY).bits > 20


def test_place_of_birth_agrees_or_says_nothing() -> None:
    assert compare(person(place="Kuala Lumpur, Malaysia"), person(place="KUALA LUMPUR"), RARITY).bits > 0
    assert compare(person(place="Ipoh"), person(place="Kuala Lumpur"), RARITY).bits == 0


def test_the_sentences_can_be_read_aloud_in_both_languages() -> None:
    ours = person("Mohd Rizal bin Osman", PartialDate(1980, 5, 12), "M", "MYS", passport("A12345678"))
    theirs = person("Muhammad Rizal Othman", PartialDate(1980, 12, 5), "F", "IDN", passport("A12345679"))
    found = {element.element: element for element in compare(ours, theirs, RARITY).evidence}
    assert found["name"].sentence.startswith(
        "Name is similar: Mohd Rizal bin Osman is listed as Muhammad Rizal Othman. "
    )
    assert "is another form of muhammad" in found["name"].sentence
    assert (
        found["birth"].sentence
        == "Date of birth agrees if day and month are exchanged: 12 May 1980 and 5 December 1980."
    )
    assert found["birth"].say("ms").endswith("12 Mei 1980 dan 5 Disember 1980.")
    assert found["sex"].sentence == "Sex differs: male and female."
    assert found["sex"].say("ms") == "Jantina berbeza: lelaki dan perempuan."
    assert "Malaysia and Indonesia" in found["nationality"].sentence
    assert found["document"].sentence == "Document number is one character off: A12345678 MYS and A12345679 MYS."


def test_a_name_with_braces_is_only_a_name() -> None:
    ours = Identity(names=(Name("Ali {theirs.__class__} {0}"),))
    assert "{theirs.__class__}" in compare(profile(ours), profile(ours), RARITY).evidence[0].sentence


def test_every_level_has_a_sentence_in_both_languages_and_every_sentence_a_weight() -> None:
    said = {(row["element"], row["level"]) for row in rows("evidence")}
    assert all(row["sentence_en"] and row["sentence_ms"] for row in rows("evidence"))
    weighed = {(row["element"], row["level"]) for row in rows("match_weights")}
    for element in ("birth", "document", "nationality", "sex", "birth-place", "joint"):
        assert {level for kind, level in said if kind == element} == {
            level for kind, level in weighed if kind == element
        }


WORDS = [
    *("Ahmad", "Mohd", "Muhammad", "Faizal", "Fauzi", "Hassan", "Hasan", "bin", "binti", "Siti", "Sita", "Abdul"),
    *("Rahman", "Abdulrahman", "Tan", "Wei", "Ming", "Weiming", "Jonathan", "Jonatan", "J", "dela", "Cruz", "Delacruz"),
    *("U", "Whitford", "Whitfrod", "@", "王小明", "王小红", "สมชาย", "Dato'", "FNU"),
]
names = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join) | st.text(max_size=20)
dates = st.builds(
    PartialDate,
    st.none() | st.integers(1978, 1982),
    st.none() | st.integers(1, 12),
    st.none() | st.integers(1, 28),
)
identities = st.builds(
    Identity,
    names=st.lists(st.builds(Name, text=names, truncated=st.booleans()), max_size=3).map(tuple),
    births=st.lists(dates, max_size=2).map(tuple),
    sex=st.sampled_from(["F", "M", "X", ""]),
    nationalities=st.lists(st.sampled_from(["MYS", "THA", "GBR"]), max_size=2).map(tuple),
    documents=st.lists(
        st.builds(
            Document,
            kind=st.sampled_from(["passport", "id-card"]),
            number=st.sampled_from(["A12345678", "A12345679", "A12345687", "12345", "0000000"]),
            issuer=st.sampled_from(["MYS", "THA", ""]),
        ),
        max_size=2,
    ).map(tuple),
    birth_place=st.sampled_from(["", "Ipoh", "Ipoh, Malaysia"]),
)


@settings(max_examples=300, deadline=None)
@given(identities, identities)
def test_comparison_is_symmetric_and_its_evidence_adds_up(one: Identity, other: Identity) -> None:
    ours, theirs = profile(one), profile(other)
    found = compare(ours, theirs, RARITY)
    assert found.bits == pytest.approx(compare(theirs, ours, RARITY).bits)
    assert found.bits == pytest.approx(sum(element.bits for element in found.evidence))
    name = found.evidence[0]
    if name.parts:
        assert name.bits == pytest.approx(sum(part.bits for part in name.parts))
    assert all(element.sentence and element.say("ms") for element in found.evidence)


@settings(max_examples=100, deadline=None)
@given(identities)
def test_nobody_is_less_like_himself_than_like_a_stranger(one: Identity) -> None:
    ours = profile(one)
    assert compare(ours, ours, RARITY).bits >= 0
    stranger = person("Zzyzx Qwertz", PartialDate(1901, 3, 4))
    assert compare(ours, ours, RARITY).bits >= compare(ours, stranger, RARITY).bits


@pytest.mark.parametrize("counted", [-5.0, 0.0, 3.0, 8.4, 9.0, 11.5, 12.9, 13.0, 30.0])
def test_no_fewer_bits_of_a_name_than_told_count_for_so_many_on_one_birthday(counted: float) -> None:
    assert dated(least_dated(counted)) >= counted - 1e-6
    if counted > 9:
        assert dated(least_dated(counted) - 0.01) < counted


def test_a_name_that_agrees_counts_for_more_beside_the_very_same_birth_date_and_one_part_of_several_does_not() -> None:
    born = PartialDate(1980, 5, 12)

    def levels(ours: str, theirs: str, birth: PartialDate) -> set[str]:
        found = compare(
            profile(Identity((Name(ours),), (born,))), profile(Identity((Name(theirs),), (birth,))), Frequencies({}, 0)
        )
        return {element.level for element in found.evidence if element.element == "joint"}

    assert "dated" in levels("Ngadimin", "Ngadimin", born)
    assert "dated" not in levels("Ngadimin", "Ngadimin", PartialDate(1980, 6, 12))
    assert "dated" not in levels("Tan", "Tan Wei Ming", born)
    assert "dated" not in levels("Ali bin Hassan", "Omar bin Hassan", born)


def test_parts_of_two_native_scripts_are_compared_alike_from_either_side() -> None:
    one, other = (profile(Identity((Name(text),))) for text in ("ပြည့်", "បូរ៉ា"))
    assert compare(one, other, Frequencies({}, 0)).bits == compare(other, one, Frequencies({}, 0)).bits


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("王 小明", "王小明"),
        ("김 민재", "김민재"),
        ("田中 花子", "田中花子"),
        ("山田 太郎", "山田太郎"),
        ("欧阳 菲菲", "欧阳菲菲"),
    ],
)
def test_a_native_name_is_the_same_with_a_space_behind_the_family_name(ours: str, theirs: str) -> None:
    found = compare(person(ours), person(theirs), RARITY)
    assert found.evidence[0].level == "same"
    assert found.bits == pytest.approx(compare(person(theirs), person(ours), RARITY).bits)
