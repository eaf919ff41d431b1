"""Noise does to a name what its table says, as often as the table says; what aliases show is told by its kinds."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import estimate_noise
import noise
import persons
import rapid
from noise import Bearer, Change, Word

from naungan.engine.records import Identity, Name, PartialDate
from naungan.engine.screening import Candidate

KNOWN = frozenset({("k", "q"), ("s", "z"), ("k", "kh")})


def bearer(text: str, *, given: int = 1, **more: object) -> Bearer:
    words = tuple(Word(word, surname=place >= given) for place, word in enumerate(text.split()))
    held = {"custom": "english", "words": words, "strangers": ("corwen", "dalby", "esk"), **more}
    return Bearer(**held)  # type: ignore[arg-type]


def met(text: str, mix: str, *, seed: int = 1, **more: object) -> list[str]:
    return noise.applied(Random(seed), bearer(text, **more), noise.read_mix(mix)).text.split()


@pytest.mark.parametrize(
    ("main", "alias", "mix"),
    [
        ("MARLOW, Anton", "MARLOW, Anton", ""),
        ("MARLOW, Anton", "Anton Marlow", ""),
        ("MARLOW, Anton Pieter", "MARLOW, Anton", "left out"),
        ("MARLOW, Anton", "MARLOW, Anton Pieter", "added"),
        ("MARLOW, Anton", "MARLOW, Pieter", "left out; added"),
        ("MARLOW, Anton", "AL-MARLOW, Haji Anton", "link added; link added"),
        ("BIN MARLOW, Anton", "MARLOW, Anton", "link left out"),
        ("MARLOW, Anton", "MARLOW, Anten", "vowel respelt"),
        ("MASUKAT, Rubin", "MAZUQAT, Rubin", "consonant respelt 2"),
        ("MARLLOW, Anton", "MARLOW, Anton", "doubled letter"),
        ("MARLOW, Anton", "MARLOWT, Anton", "one-letter slip"),
        ("MARLOWEN, Anton", "MALROWENT, Anton", "two slips"),
        ("MARLOW, Anton Jo", "MARLOW, Antonjo", "written together"),
        ("MARLOW, Antonjo", "MARLOW, Anton Jo", "written apart"),
        ("MARLOW, Anton", "MARLOW, A.", "initial"),
        ("MARLOW, Anton", "ANTON, Marlow", "swapped"),
        ("MARLOW, Anton Pieter", "MARLOW, Pieter Anton", "order changed"),
        ("MARLOWEN, Samir", "MERLOWIN, Zamir", "another system 2"),
    ],
)
def test_an_alias_is_told_by_what_became_of_the_main_name(main: str, alias: str, mix: str) -> None:
    assert noise.spoken(estimate_noise.changes(main, alias, KNOWN)) == mix


def test_letters_that_stand_for_each_other_are_told_with_the_letter_before_what_was_added() -> None:
    assert estimate_noise.chunks("kassim", "qasem") == [("k", "q"), ("e", "i")]
    assert estimate_noise.chunks("jabar", "jabahr") == [("a", "ah")]


@pytest.mark.parametrize(
    ("one", "other", "chunks"),
    [
        ("hachim", "hashim", [("ch", "sh")]),
        ("baghdad", "bahdad", [("gh", "h")]),
        ("mokhtar", "moktar", [("k", "kh")]),
        ("evgeni", "evgeny", [("i", "y")]),
    ],
)
def test_letters_that_are_one_sound_stay_together(one: str, other: str, chunks: list[tuple[str, str]]) -> None:
    assert estimate_noise.chunks(one, other) == estimate_noise.chunks(other, one) == chunks


@pytest.mark.parametrize("word", ["ch", "sh", "kh", "gh", "th", "bhch", "tsch", "zhdh", "phng"])
def test_a_respelling_cuts_no_letters_that_are_one_sound(word: str) -> None:
    told = {
        noise.respelt(Random(seed), word, kind)
        for seed in range(100)
        for kind in ("vowel respelt", "consonant respelt")
    }
    whole = {word[at : at + 2] for at in range(0, len(word), 2)}
    shown = {**noise.respellings("vowel respelt"), **noise.respellings("consonant respelt")}
    mended = {word.replace(one, other, 1) for one, other in shown if one in whole}
    assert told <= {word, *mended}


@pytest.mark.parametrize(
    ("mix", "expected"),
    [
        ("", {"anton pieter marlow"}),
        ("left out", {"pieter marlow", "anton marlow", "anton pieter"}),
        ("initial", {"a pieter marlow", "anton p marlow", "anton pieter m"}),
        ("written together", {"antonpieter marlow", "anton pietermarlow"}),
        ("written apart", {"an ton pieter marlow", "anton pie ter marlow", "anton pieter mar low"}),
        ("swapped", {"marlow anton pieter"}),
        ("native script", {"anton pieter marlow"}),
    ],
)
def test_each_kind_does_what_its_name_says(mix: str, expected: set[str]) -> None:
    assert {" ".join(met("anton pieter marlow", mix, given=2, seed=seed)) for seed in range(60)} == expected


def test_another_order_is_never_the_order_that_was() -> None:
    for seed in range(40):
        found = met("anton pieter marlow", "order changed", seed=seed)
        assert sorted(found) == ["anton", "marlow", "pieter"]
        assert found != ["anton", "pieter", "marlow"]


def test_what_is_added_is_a_word_of_a_stranger_or_a_link_of_the_custom() -> None:
    assert sorted(met("anton marlow", "added")) == ["anton", "corwen", "marlow"]
    assert set(met("anton marlow", "link added", custom="malay")) - {"anton", "marlow"} <= {
        *noise.LINKS["malay"].split()
    }


def test_a_link_is_left_out_and_no_name_for_it() -> None:
    for seed in range(20):
        assert met("salim bin rahman", "link left out", custom="malay", seed=seed) == ["salim", "rahman"]
        assert "bin" in met("salim bin rahman", "left out", custom="malay", seed=seed)


def test_a_respelling_is_one_that_real_persons_show() -> None:
    for kind in ("vowel respelt", "consonant respelt"):
        shown = set(noise.respellings(kind))
        for seed in range(200):
            told = noise.respelt(Random(seed), "rahmanoszik", kind)
            assert told == "rahmanoszik" or any(
                "rahmanoszik".replace(one, other, 1) == told or _once(one, other, told) for one, other in shown
            )


def _once(one: str, other: str, told: str) -> bool:
    text = "rahmanoszik"
    return any(text[:at] + other + text[at + len(one) :] == told for at in range(len(text)) if text.startswith(one, at))


def test_another_system_is_a_spelling_that_is_known_of_the_name_with_its_fields_kept() -> None:
    told = bearer("salim rahman", spellings=("Saleem Rehman",))
    found = noise.applied(Random(1), told, (Change("another system", 2),))
    assert (found.given, found.surname) == ("saleem", "rehman")


def test_a_mix_fits_only_where_there_is_enough_of_the_name() -> None:
    for mix, text, fits in (
        ("left out", "anton", False),
        ("left out", "anton marlow", True),
        ("left out; initial", "anton marlow", False),
        ("left out; vowel respelt; vowel respelt", "anton marlow", False),
        ("link left out", "anton marlow", False),
        ("link left out", "anton bin marlow", True),
        ("swapped", "anton", False),
        ("swapped; added", "anton", True),
        ("native script", "anton marlow", False),
        ("written together", "anton", False),
        ("added; added; added; added", "anton marlow", False),
    ):
        assert noise.fits(noise.read_mix(mix), bearer(text)) == fits, (mix, text)
    assert noise.fits(noise.read_mix("native script"), bearer("anton marlow", native=True))


def test_the_table_of_mixes_reads_back_and_knows_no_other_kinds() -> None:
    for held, sums in noise.mixes().values():
        assert sums == sorted(sums)
        for mix in held:
            assert noise.read_mix(noise.spoken(mix)) == mix == noise.ordered(mix)
            assert {change.kind for change in mix} <= set(noise.KINDS)


def test_kinds_come_as_often_as_in_the_table_where_all_of_them_fit() -> None:
    names, count = 3, 4000
    told = bearer("mahmudan al rahimiyan qasimov", given=2, native=True, strangers=tuple("abcdefgh"))
    rng = Random(5)
    found = Counter(kind for _ in range(count) for kind in noise.noisy(rng, told).kinds)
    held, sums = noise.mixes()[names]
    counts = [after - before for before, after in zip([0, *sums], sums, strict=False)]
    fitting = [(mix, many) for mix, many in zip(held, counts, strict=True) if noise.fits(mix, told)]
    total = sum(many for _, many in fitting)
    assert total > 0.9 * sums[-1]
    for kind in noise.KINDS:
        expected = sum(many for mix, many in fitting if kind in {change.kind for change in mix}) / total
        assert found[kind] / count == pytest.approx(expected, abs=0.03), kind


def test_short_words_are_seldom_spelt_otherwise() -> None:
    rng = Random(6)

    def spelt(text: str) -> int:
        return sum(bool(noise.noisy(rng, bearer(text)).kinds & noise.SPELT) for _ in range(1000))

    assert spelt("lau tin") < 0.65 * spelt("mahmudan qasimov")


def test_the_same_seed_meets_the_same_person_in_the_same_way() -> None:
    def once() -> list[persons.Traveller]:
        rng, maker = Random(7), persons.Maker(seed="seven", size=50)
        return [maker.met(rng, maker.make(rng, "thai", "THA")) for _ in range(30)]

    found = once()
    assert found == once()
    assert {one.made.rare for one in found} == {True, False}
    for one in found:
        assert one.identity.nationalities == ("THA",)
        assert not one.identity.documents
        told = one.identity.births[0]
        assert one.slip == persons.slip(one.made.person.born.isoformat(), str(told))


def test_a_slip_of_a_birth_date_is_told_by_its_kind() -> None:
    for given, slip in (("1970-03-05", "none"), ("1970-05-03", "swapped"), ("1971-03-05", "year"),
                        ("1961-03-05", "apart"), ("1970-01-01", "placeholder")):  # fmt: skip
        assert persons.slip("1970-03-05", given) == slip


def test_rapidfuzz_is_told_apart_by_equal_near_and_far_birth_dates() -> None:
    entries = [
        _entry("Anton Marlow", "1970-03-05"),
        _entry("Anton Marlo", "1971-09-01"),
        _entry("Anton Marl", "1950-01-01"),
        Candidate("x", 1, Identity((Name("Antonia Mar"),))),
    ]
    names, asked = rapid.Names(entries), Identity((Name("Anton Marlow"),), (PartialDate(1970, 3, 5),))
    assert names.bands(asked).tolist() == [0, 1, 2, 1]
    best = names.best([asked], "token_sort_ratio")
    assert best[0, 0] == pytest.approx(100)
    assert best[0, 0] > best[0, 1] > best[0, 2] > 0
    gate = rapid.Way("token_sort_ratio", 10, 1000)
    assert gate.scores(best)[0] == pytest.approx(110)
    assert gate.scores(best * [[0, 0, 1]])[0] <= 10


def _entry(text: str, birth: str) -> Candidate:
    day = date.fromisoformat(birth)
    return Candidate(text, 1, Identity((Name(text),), (PartialDate(day.year, day.month, day.day),)))
