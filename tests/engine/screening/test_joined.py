"""Words that one side writes as one and the other as several: the index finds whom comparing everybody finds."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from naungan.engine.records import Identity, Name
from naungan.engine.screening import Candidate, Population, Prior, Settings, naive_scan, prepare, scan
from tests.engine.screening.people import people

SETTINGS = (Settings(), Settings(prior=Prior(0.1, 10)), Settings(prior=Prior(0.4, 2), possible_from=0.001))


def together(chance: random.Random, words: list[str]) -> list[str]:
    """Two to four neighbours as one word, with a word like al before one of them or none."""
    width = min(chance.choice([2, 2, 2, 3, 4]), len(words))
    at = chance.randrange(len(words) - width + 1)
    glued = chance.randrange(at + 1, 2 * (at + width))
    parts = [f"{chance.choice(['al', 'bin'])}{words[place]}" if place == glued else words[place]
             for place in range(at, at + width)]  # fmt: skip
    return [*words[:at], "".join(parts), *words[at + width :]]


def apart(chance: random.Random, words: list[str]) -> list[str]:
    """One word as two or three."""
    at = max(range(len(words)), key=lambda place: len(words[place]))
    places = sorted(chance.sample(range(1, len(words[at])), min(chance.choice([1, 1, 2]), len(words[at]) - 1)))
    pieces = [words[at][first:last] for first, last in zip([0, *places], [*places, None], strict=True)]
    return [*words[:at], *pieces, *words[at + 1 :]]


def assert_same(candidates: list[Candidate], population: Population, asked: Identity) -> int:
    query = prepare(asked)
    hits = 0
    for settings in SETTINGS:
        found = scan(population, query, settings=settings).matches
        wanted = naive_scan(candidates, population, query, settings=settings).matches
        assert [(match.entry, round(match.bits, 3)) for match in found] == [
            (match.entry, round(match.bits, 3)) for match in wanted
        ], asked.names[0].text
        hits += len(wanted)
    return hits


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_names_written_together_or_apart_at_random(seed: int) -> None:
    chance = random.Random(seed)
    candidates = people(120, seed=seed)
    population = Population(candidates)
    hits = 0
    for _ in range(25):
        listed = chance.choice(candidates).identity
        words = chance.choice(listed.names).text.split()
        changed = together(chance, words) if len(words) > 1 and chance.random() < 0.6 else apart(chance, words)
        births = listed.births if chance.random() < 0.5 else ()
        hits += assert_same(
            candidates, population, replace(listed, names=(Name(" ".join(changed)),), births=births, documents=())
        )
    assert hits > 25, "nobody was found: the test would pass whatever the index does"


@pytest.mark.parametrize(
    ("entry", "traveller"),
    [
        ("Ram lan Osman", "binRamlan Osman"),
        ("Aung San Suu Kyi", "AungSanSuuKyi"),
        ("Aung San Suu Kyi", "AungSanSuu Kyi"),
        ("Khalid Hassan", "Khalidalhassan"),
        ("Rana Hassan", "Ranalhassan"),
        ("Alhassan Bello", "Hassan Bello"),
        ("Nguyen Van An Khoa", "NguyenVanAnKhoa"),
        ("Mariana Natividad", "Marianatividad"),
        ("عبد الله الحربي", "عبدالله الحربي"),
        ("Дмитрий Волков", "ДмитрийВолков"),
        ("Анна-Мария Петрова", "Аннамария Петрова"),
    ],
)
def test_each_way_to_write_parts_together(entry: str, traveller: str) -> None:
    for one, other in ((entry, traveller), (traveller, entry)):
        candidates = [Candidate("E-1", 1, Identity(names=(Name(one),))), *people(40, seed=9)]
        assert_same(candidates, Population(candidates), Identity(names=(Name(other),)))


@pytest.mark.parametrize("entry", ["AUNGSANSUUKYI", "OUNGZANNZOOGYEE"])
def test_four_syllables_of_a_native_name_are_one_word_in_any_of_their_spellings(entry: str) -> None:
    candidates = [Candidate("E-1", 1, Identity(names=(Name(entry),))), *people(40, seed=9)]
    query = prepare(Identity(names=(Name("အောင်ဆန်းစုကြည်"),)))
    settings = Settings(prior=Prior(0.1, 10))
    (found,) = scan(Population(candidates), query, settings=settings).matches
    assert found.entry == "E-1"
