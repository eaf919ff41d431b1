"""Born on the same day under a name spelt nearly alike: a respelling, but no known name, and on no other day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from naungan.engine.compare import Comparison, Frequencies, compare, profile, weight
from naungan.engine.compare.respelling import near
from naungan.engine.records import Identity, Name, PartialDate
from naungan.engine.screening import Candidate, Population, Settings, naive_scan, prepare, scan

RARITY = Frequencies({}, 0)
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
]


@pytest.mark.parametrize(("listed", "asked"), RESPELT)
def test_a_respelling_beside_the_same_day_takes_the_conflict_back(listed: str, asked: str) -> None:
    found = compared(asked, listed)
    assert "respelt" in levels(found)
    name, joint = found.evidence[0], found.evidence[-1]
    against = sum(part.bits for part in name.parts if part.level in {"conflict", "head-conflict"})
    assert joint.bits == pytest.approx(weight("joint", "respelt") - against)
    for birth in (PartialDate(1980, 5, 13), PartialDate(1980), PartialDate(1951, 2, 3)):
        assert "respelt" not in levels(compared(asked, listed, birth))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Hassan Barre Guled", "Hussein Barre Guled"),  # twins
        ("Maria Whitford", "Mario Whitford"),
        ("Graham Oakes", "Graham Whitford"),
        ("Anton Qirahrd Feldmark", "Anton Girard Oswestry"),  # one of two parts only
    ],
)
def test_known_names_and_other_names_stay_two_names(ours: str, theirs: str) -> None:
    assert "respelt" not in levels(compared(ours, theirs))


def test_near_is_for_words_of_latin_letters_that_differ() -> None:
    assert near("qirahrd", "girard")
    assert near("girard", "qirahrd")
    assert not near("girard", "girard")
    assert not near("ประเสริฐ", "ประเสริง")
    assert not near("oakes", "whitford")


@pytest.mark.parametrize("possible_from", [0.05, 0.001])
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


@pytest.mark.parametrize(("one", "other"), [("rahim", "rahimah"), ("karim", "karimah"), ("mario", "maria")])
def test_a_brother_and_a_sister_are_no_respelling(one: str, other: str) -> None:
    assert not near(one, other)
