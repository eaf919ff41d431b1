"""The exhaustive matcher: the same answer as comparing everybody in full, whatever the register and the traveller."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naungan.engine.compare import LEVELS, level, standing
from naungan.engine.errors import NaunganError
from naungan.engine.names import forms_of
from naungan.engine.records import Document, Identity, Name, PartialDate
from naungan.engine.screening import (
    Answer,
    Candidate,
    Population,
    Prior,
    Settings,
    explain,
    naive_scan,
    prepare,
    probability,
    scan,
)
from naungan.engine.screening.agreeing import ask
from naungan.engine.screening.board import Board
from naungan.engine.screening.rows import score
from naungan.engine.screening.spellings import Spellings, pack
from tests.engine.screening.people import people, person
from tests.engine.test_compare import identities

EAGER = Settings(prior=Prior(0.4, 2), possible_from=0.001, probable_from=0.5, limit=5)
"""Thresholds so low that nearly everybody matches a little: the hardest case for a bound."""


def assert_same(fast: Answer, slow: Answer) -> None:
    assert [(match.entry, match.version) for match in fast.matches] == [
        (match.entry, match.version) for match in slow.matches
    ]
    assert fast == slow


@settings(max_examples=150, deadline=None)
@given(st.lists(identities, max_size=8), identities)
def test_scan_gives_what_comparing_everybody_gives(listed: list[Identity], asked: Identity) -> None:
    candidates = [Candidate(str(number), 1, identity) for number, identity in enumerate(listed)]
    population = Population(candidates)
    query = prepare(asked)
    for setting in (EAGER, Settings(), Settings(prior=Prior(0.1, 10))):
        assert_same(
            scan(population, query, settings=setting), naive_scan(candidates, population, query, settings=setting)
        )


@settings(max_examples=300, deadline=None)
@given(st.lists(identities, min_size=1, max_size=8), identities)
def test_many_rows_at_once_get_the_bits_that_each_gets_alone(listed: list[Identity], asked: Identity) -> None:
    population = Population(Candidate(str(number), 1, identity) for number, identity in enumerate(listed))
    (held,) = population.segments()
    segment, board = held.segment, Board(held.segment)
    for form in prepare(asked).profile.forms:
        one = ask(segment, form, population.rarity, board.memory)
        board.write(one)
        scored = score(segment, board, one, np.arange(segment.rows, dtype=np.int32))
        board.wipe(one)
        for row in range(segment.rows):
            slot = int(segment.arrays["row_slots"][row])
            held_forms = segment.forms(slot, [row])
            if not held_forms or held_forms[0].script != form.script:
                continue
            truth = standing(form, held_forms[0], population.rarity).bits
            if form.weak or held_forms[0].weak:
                truth = max(truth, 0.0)
            if scored.open[row]:
                assert scored.bits[row] >= truth - 1e-3
            else:
                assert scored.bits[row] == pytest.approx(truth, abs=1e-3), (form, held_forms[0])


TOKENS = st.sampled_from(
    [part.text for candidate in people(150, seed=5) for name in candidate.identity.names for form in forms_of(name)
     for part in form.parts]
)  # fmt: skip
SLIPS = st.tuples(TOKENS, st.integers(0, 12), st.sampled_from("aeiouhkst "), st.sampled_from(["put", "swap", "cut"]))


@settings(max_examples=300, deadline=None)
@given(st.lists(TOKENS, min_size=1, max_size=30), SLIPS)
def test_spellings_found_by_key_are_those_that_agree_one_by_one(
    held: list[str], slip: tuple[str, int, str, str]
) -> None:
    text, place, letter, how = slip
    letter = letter.strip()
    place = min(place, len(text) - 1)
    changed = {
        "put": text[:place] + letter + text[place:],
        "swap": text[:place] + letter + text[place + 1 :],
        "cut": text[:place] + text[place + 1 :],
    }[how]
    texts = sorted({*held, text})
    spellings = Spellings(pack(texts))
    for wanted in {text, changed} - {""}:
        alike = spellings.alike(wanted)
        found = {texts[number]: LEVELS[code] for number, code in zip(alike.numbers, alike.codes, strict=True)}
        truth = {other: at for other in texts if (at := level(wanted, other)) and at != "initial"}
        assert found == truth


def test_scan_agrees_with_the_oracle_on_a_register_of_realistic_people() -> None:
    candidates = people(300, seed=7)
    population = Population(candidates)
    chance = random.Random(8)
    for candidate in chance.sample(candidates, 25):
        asked = replace(candidate.identity, names=(noisy(chance, candidate.identity.names[0]),), documents=())
        for setting in (Settings(), EAGER):
            query = prepare(asked)
            assert_same(
                scan(population, query, settings=setting), naive_scan(candidates, population, query, settings=setting)
            )


def noisy(chance: random.Random, name: Name) -> Name:
    """A name in another order, with a letter changed or a part gone."""
    words = name.text.split()
    chance.shuffle(words)
    if chance.random() < 0.3 and len(words) > 2:
        words.pop()
    if chance.random() < 0.5:
        place = chance.randrange(len(words))
        at = chance.randrange(len(words[place]))
        words[place] = words[place][:at] + chance.choice("aeiknrst") + words[place][at + 1 :]
    return Name(" ".join(words))


def test_a_listed_person_is_found_among_many_and_strangers_are_not() -> None:
    candidates = people(1000, seed=1)
    population = Population(candidates)
    chance = random.Random(2)
    for candidate in chance.sample(candidates, 40):
        asked = replace(candidate.identity, names=candidate.identity.names[-1:], documents=())
        answer = scan(population, prepare(asked), settings=Settings())
        assert answer.outcome != "none"
        assert answer.matches[0].entry == candidate.entry
    strangers = [person(random.Random(seed)) for seed in range(10_000, 10_100)]
    outcomes = [scan(population, prepare(stranger), settings=Settings()).outcome for stranger in strangers]
    assert outcomes.count("none") >= 99


def test_a_document_number_alone_finds_its_bearer() -> None:
    listed = Candidate(
        "one", 3, Identity(names=(Name("Thaddeus Whitford"),), documents=(Document("passport", "A12345678", "GBR"),))
    )
    population = Population([*people(50, seed=3), listed])
    answer = scan(
        population, prepare(Identity(documents=(Document("passport", "A12345678", "GBR"),))), settings=Settings()
    )
    assert [(match.entry, match.version) for match in answer.matches] == [("one", 3)]
    assert answer.matches[0].evidence[0].level == "unknown"


def test_nobody_is_found_by_birth_date_and_nationality_alone() -> None:
    candidates = people(50, seed=4)
    known = candidates[0].identity
    asked = Identity(births=known.births, nationalities=known.nationalities, sex=known.sex)
    answer = scan(Population(candidates), prepare(asked), settings=EAGER)
    assert answer.outcome == "none"
    assert [note.kind for note in answer.notes] == ["no-name", "no-evidence"]
    assert "give a name" in str(answer.notes[1])


def test_an_empty_register_answers_none() -> None:
    assert scan(Population(), prepare(Identity(names=(Name("Ali"),))), settings=Settings()) == Answer("none")


def test_explain_shows_the_evidence_far_below_the_threshold() -> None:
    candidates = people(20, seed=5)
    population = Population(candidates)
    query = prepare(Identity(names=(Name("Thaddeus Whitford"),), sex="M"))
    match = explain(query, candidates[0], population, Settings())
    assert match.outcome == "none"
    assert {element.element for element in match.evidence} >= {"name", "birth", "document", "nationality", "sex"}
    assert match.bits == pytest.approx(sum(element.bits for element in match.evidence))
    outside = Candidate("not-held", 1, Identity(names=(Name("Thaddeus Whitford"),)))
    assert explain(query, outside, population, Settings()).bits > match.bits


def test_a_probability_follows_from_prior_and_bits() -> None:
    assert probability(0.0, 0.0) == 0.5
    assert probability(24.0, -24.0) == 0.5
    assert probability(-5000.0, 0.0) == 0.0
    assert probability(5000.0, 0.0) == 1.0
    assert Prior(1e-4, 2000).bits(5) == pytest.approx(np.log2(5e-8), abs=1e-6)
    assert Prior(1e-4).bits(5) == Prior(1e-4).bits(1000) > Prior(1e-4).bits(2000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"possible_from": 0.0},
        {"possible_from": 0.9, "probable_from": 0.8},
        {"probable_from": 1.0},
        {"prior": Prior(0.0)},
        {"prior": Prior(0.1, -1)},
    ],
)
def test_senseless_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(NaunganError, match="must lie"):
        Settings(**wrong)  # type: ignore[arg-type]


def test_the_outcome_follows_the_thresholds() -> None:
    setting = Settings()
    assert [setting.outcome(chance) for chance in (0.01, 0.05, 0.79, 0.8)] == [
        "none",
        "possible",
        "possible",
        "probable",
    ]


def test_only_the_strongest_matches_are_shown_and_the_others_counted() -> None:
    twin = Identity(names=(Name("Thaddeus Whitford"),), births=(PartialDate(1980, 5, 12),))
    population = Population(Candidate(f"{number:04d}", 1, twin) for number in range(30))
    answer = scan(population, prepare(twin), settings=Settings(prior=Prior(0.1)))
    assert [match.entry for match in answer.matches] == [f"{number:04d}" for number in range(10)]
    assert str(answer.notes[0]) == "20 more entries fit; only the strongest are shown."
    assert answer.notes[0].say("ms").startswith("20 lagi")
