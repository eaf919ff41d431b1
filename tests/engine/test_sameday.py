"""Born on the same day under a name in like letters: a respelling, but no known name, no kin, and on no other day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.compare import Comparison, Frequencies, compare, profile, weight
from naungan.engine.compare.sameday import least_spelt, may_be_one, nearest, spelt_bits
from naungan.engine.names import forms_of
from naungan.engine.records import Identity, Name, PartialDate
from naungan.engine.screening import Candidate, Population, Settings, naive_scan, prepare, scan

RARITY = Frequencies({}, 0)
SPELT_FROM = weight("name", "respelt-from")
BORN = PartialDate(1980, 5, 12)


def person(name: str, birth: PartialDate = BORN) -> Identity:
    return Identity((Name(name),), (birth,), nationalities=("IDN",))


def compared(ours: str, theirs: str, birth: PartialDate = BORN) -> Comparison:
    found = compare(profile(person(ours)), profile(person(theirs, birth)), RARITY)
    back = compare(profile(person(theirs, birth)), profile(person(ours)), RARITY)
    assert found.bits == pytest.approx(back.bits)
    assert found.bits == pytest.approx(sum(each.bits for each in found.evidence))
    return found


def levels(found: Comparison) -> set[str]:
    return {each.level for each in found.evidence}


RESPELT = [
    ("Michel Girard", "MICHEL QIRAHRD"),
    ("Dameria Simanjuntak", "DAMERIA ISMNAJUNTAK"),
    ("Geoffrey Reynolds", "GEOFRFKEY REYNOLDS"),
    ("Ye Naing Than", "YE NAING TRHAN"),
    ("Petrus Gisil Tamparuk", "PETRUS GI SIL TAMPARUKH"),  # cut otherwise, and respelt
    ("Muhailli Lazaleer", "LAFALEBR MUGAILNI"),  # nothing agrees part by part
    ("Zerfa Kimzo Whitfordson", "ZERFI WHITFORDSON KINZOW"),
]


@pytest.mark.parametrize(("listed", "asked"), RESPELT)
def test_a_respelling_counts_by_its_letters_beside_the_same_day_and_no_other(listed: str, asked: str) -> None:
    found = compared(asked, listed)
    assert "respelt" in levels(found)
    name = found.evidence[0]
    (joint,) = (each for each in found.evidence if each.level == "respelt")
    like, one, other = nearest(profile(person(asked)).forms, profile(person(listed)).forms)
    assert like >= SPELT_FROM
    assert name.bits + joint.bits == pytest.approx(spelt_bits(like))
    assert (joint.ours, joint.theirs) == (one, other)
    for birth in (PartialDate(1980, 5, 13), PartialDate(1980), PartialDate(1951, 2, 3)):
        assert "respelt" not in levels(compared(asked, listed, birth))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Hassan Barre Guled", "Hussein Barre Guled"),  # twins
        ("Juana Zurbaran Echeverria", "Pedro Zurbaran Echeverria"),
        ("Siti Aminah", "Sita Aminah"),
        ("Maria Whitford", "Mario Whitford"),
        ("Rahim Zoltwick", "Rahimah Zoltwick"),
        ("Graham Oakes", "Graham Whitford"),
        ("Anton Qirahrd Feldmark", "Anton Girard Oswestry"),  # one of two parts only
        ("Ngadimin Zoltwick", "Ngadimin"),  # a part that one side lacks is no respelling
        ("ประเสริฐ", "ประเสริง"),
        ("Zerfa Zerfo Whitfordson", "Zerfi Qux Whitfordson"),  # nothing is like Qux
        ("Kelzonbury Ali", "Kelzonburi"),  # one word proves no more misspelt than spelt right
        ("Kelzonbury Ali", "Kelzaxbury"),
        ("Nurhasanah binti Ahmad", "Nur Hassan bin Ahmad"),  # cut otherwise, and another name
        ("Abdulaziz bin Saud", "Abdul Azim bin Saud"),
        ("Tan Weiming", "Tan Wei Ling"),
        ("Mariano Zoltwick", "Mari Ana Zoltwick"),
        ("Mala Zoltwick", "Kara Zoltwick"),  # half of the letters
        ("Noel Macaraeg Zoltwick", "Lovely Macaraeg Zoltwick"),
    ],
)
def test_known_names_and_other_names_stay_two_names(ours: str, theirs: str) -> None:
    assert "respelt" not in levels(compared(ours, theirs))


@given(st.floats(-20, 30))
def test_no_less_likeness_than_told_comes_to_so_many_bits(counted: float) -> None:
    like = least_spelt(counted)
    if like <= 1:
        assert spelt_bits(like) >= counted - 1e-6
    if like > SPELT_FROM:
        assert spelt_bits(like - 0.001) < counted or like > 1


def test_words_cut_otherwise_may_be_one_name() -> None:
    (one,), (other,), (apart,) = (
        forms_of(Name(text)) for text in ("Petrus Gisil", "Petrus Gi Sil", "Petrus Tam Paruk")
    )
    assert may_be_one(one, other)
    assert may_be_one(other, one)
    assert not may_be_one(one, apart)
    assert not may_be_one(one, one)


@pytest.mark.parametrize("possible_from", [0.05, 0.02, 0.001])
def test_the_index_finds_a_respelling_by_its_day(possible_from: float) -> None:
    settings = Settings(possible_from=possible_from)
    crowd = [
        Candidate(f"c{day}", 1, person(f"Wrexham Oswestry{day}", PartialDate(1950, 1, day))) for day in range(1, 29)
    ]
    listed = [Candidate(f"e{place}", 1, person(name)) for place, (name, _) in enumerate(RESPELT)]
    listed[0] = replace(
        listed[0], identity=replace(listed[0].identity, names=(Name("Marcel Absent"), Name("Michel Girard")))
    )
    population = Population([*crowd, *listed])
    for place, (_, asked) in enumerate(RESPELT):
        query = prepare(person(asked))
        found = scan(population, query, settings=settings)
        assert found == naive_scan([*crowd, *listed], population, query, settings=settings)
        assert f"e{place}" in {match.entry for match in found.matches}
    population.withdraw("e0")
    assert not scan(population, prepare(person(RESPELT[0][1])), settings=settings).matches


WORDS = st.sampled_from(
    ["zerfa", "zerfi", "zerfo", "qux", "whitfordson", "whitfordsen", "kelzonbury", "ali", "maria", "mario"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(TEXTS, TEXTS)
def test_likeness_is_the_same_from_either_side(ours: str, theirs: str) -> None:
    compared(ours, theirs)


def test_nationality_tells_less_beside_a_respelling_too() -> None:
    found = compared("LAFALEBR MUGAILNI", "Muhailli Lazaleer")
    assert found.evidence[0].level == "different"
    assert sum(each.bits for each in found.evidence if each.level.startswith("shared")) == pytest.approx(
        weight("joint", "shared-alike")
    )
