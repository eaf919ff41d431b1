"""Khmer names: the spellings that passports and newspapers print are among those composed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import khmer
from naungan.engine.names.romanise.khmer import parts
from naungan.engine.tables import rows

KHMER = st.text(st.characters(min_codepoint=0x1780, max_codepoint=0x17FF), max_size=200)


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("សុខ", "sok"),
        ("ជា", "chea"),
        ("ចាន់", "chann"),
        ("សុភា", "sophia"),
        ("វុទ្ធី", "vuthy"),
        ("រិទ្ធ", "rith"),
        ("និមល", "nimol"),
        ("ស្រី", "srey"),
        ("បុប្ផា", "bopha"),
        ("គង់", "kong"),
        ("កែវ", "keo"),
        ("ពេជ្រ", "pich"),
        ("សំណាង", "samnang"),
        ("រតនៈ", "rattanak"),
        ("នរោត្តម", "norodom"),
        ("ប្រាក់", "prak"),
        ("ញឹម", "nhem"),
        ("អ៊ុក", "ouk"),
        ("អឿន", "oeurn"),
        ("ស៊ីសុវត្ថិ", "sisowath"),
    ],
)
def test_usual_names_have_their_usual_spelling(word: str, spelling: str) -> None:
    assert any(spelling in part for part in parts(word))


@pytest.mark.parametrize(
    ("word", "spelling", "why"),
    [
        ("ភឿង", "phoeung", "a diphthong of the second series"),
        ("ធារ៉ុង", "thearong", "the second series makes ea, muusikatoan the first"),
        ("សារ៉ុង", "sarong", "the first series keeps a"),
        ("ស៊ាន", "sean", "triisap makes the second series"),
        ("ខ្លៃ", "khlai", "a subscript that begins the syllable"),
        ("ផល្លិន", "phallin", "a stacked letter that closes the syllable before"),
        ("មន្ទី", "monty", "two letters parted between syllables"),
        ("ធេត្រ", "thet", "a final subscript that is not spoken"),
        ("ណាត់", "nat", "bantoc"),
        ("ផរ", "phor", "final r is silent"),
        ("ហន", "horn", "the inherent vowel before n"),
        ("ទ័ន្ត", "torn", "samyok sannya"),
        ("កាំង", "kaing", "nasal sign before ng"),
        ("បុណ្ណៈ", "bonnak", "the glottal sign"),
        ("ឈីវី", "chhivy", "long i is y at the end"),
        ("ថៅ", "thav", "au as av"),
        ("លាវ", "leav", "final v"),
        ("ភោគី", "phoky", "o of the second series"),
        ("ហ្វាន់", "fan", "ha with va is f"),
        ("ហ្សាន", "zan", "ha with sa is z"),
        ("មណ៍ណា", "mona", "a letter that toandakhiat silences"),
        ("សម្ភត្តិ", "samphat", "the last short vowel of a Sanskrit word is silent"),
    ],
)
def test_names_that_no_table_has_are_composed(word: str, spelling: str, why: str) -> None:
    assert spelling in parts(word)[0], why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ស៊ីន", "សុីន"),
        ("រ៉ី", "រុី"),
        ("ចិន្តា", "ចិន្ដា"),
        ("រ័ត្ន", "រត្ន័"),
        ("ឡុង", "ទ្បុង"),
        ("ជើង", "ជេីង"),
        ("ហ៊ុន", "ហ៍ុន"),
        ("សុ\u17b4ខ", "សុខ"),
        ("ចន្ទ្រា", "ចន្រ្ទា"),
    ],
)
def test_slips_of_typing_that_look_right_change_nothing(one: str, other: str) -> None:
    assert parts(one) == parts(other)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ហេងសុខា", ["heng", "sokha"]),
        ("សម្តេចហ៊ុនវិសាល", ["samdech", "hun", "visal"]),
        ("ឯកឧត្តមកែវរតនា", ["ekoudom", "keo", "ratana"]),
        ("ចាន់ថា", ["chantha"]),
        ("លីណា", ["lyna"]),
        ("សុខុម", ["sokhom"]),
    ],
)
def test_titles_and_family_names_are_parted_off_but_given_names_stay_whole(word: str, expected: list[str]) -> None:
    assert [part[0] for part in parts(word)] == expected


def test_the_first_spelling_of_a_family_is_the_commonest_one() -> None:
    firsts = {"លី": "ly", "សេង": "seng", "អ៊ុំ": "um", "មាស": "meas", "ទេព": "tep", "ឡុង": "long"}
    assert {word: parts(word)[0][0] for word in firsts} == firsts


def test_a_different_name_is_not_among_the_spellings() -> None:
    assert "dara" not in parts("សុខា")[0]
    assert "seng" not in parts("សុង")[0]
    assert "bun" not in parts("ហ៊ុន")[0]


@pytest.mark.parametrize("word", ["", "abc", "123", "មន"[:0], "ៗ", "\u17d2" * 200, "្់៍", "နိုင်", "សុ\x00"])
def test_odd_input_never_fails(word: str) -> None:
    assert all(re.fullmatch("[a-z]+", spelling) for part in parts(word) for spelling in part)


@given(KHMER)
def test_any_khmer_text_gives_bounded_lower_case_letters(word: str) -> None:
    found = parts(word)
    assert len(found) <= 7
    for part in found:
        assert 1 <= len(part) <= 16
        assert len(set(part)) == len(part)
        assert all(re.fullmatch("[a-z]+", spelling) for spelling in part)


def test_nothing_is_read_from_other_scripts() -> None:
    assert parts("Sokha") == parts("အောင်") == parts("") == ()


def test_every_row_of_the_words_can_be_read_and_comes_first() -> None:
    words = rows("spelling_khmer_words")
    assert len(words) > 1000
    met: dict[str, str] = {}
    for row in words:
        assert row["role"] in {"family", "name", "title", "element"}, row["word"]
        assert re.fullmatch("[a-z]+([ /][a-z]+)*", row["spellings"]), row["word"]
        # Two rows may be one word typed in two ways: the first one rules.
        first = met.setdefault(khmer._text(khmer._clusters(row["word"])), re.split("[ /]", row["spellings"])[0])
        assert [part[0] for part in parts(row["word"])] == [first], row["word"]


def test_every_vowel_has_a_row_for_both_series_and_any_coda() -> None:
    codas = [*"កងចញតនបមយរលវសហ", ""]
    for vowel in ["_", *"ាិីឹឺុូួើឿៀេែៃោៅ"]:
        for series in "ao":
            for coda in codas:
                found = khmer._rhyme(vowel, coda, series, swallowed=False)
                assert any(text for _, text in found), (vowel, series, coda)
