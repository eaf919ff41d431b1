"""Burmese names: syllables, and the spellings that their owners write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import burmese
from naungan.engine.names.romanise.burmese import parts
from naungan.engine.tables import rows

BURMESE = st.text(st.characters(min_codepoint=0x1000, max_codepoint=0x109F), max_size=200)


@pytest.mark.parametrize(
    ("syllable", "spellings"),
    [
        ("အောင်", {"aung"}),
        ("မောင်", {"maung", "mg"}),
        ("ကျော်", {"kyaw"}),
        ("သိန်း", {"thein"}),
        ("လှိုင်", {"hlaing", "hline"}),
        ("ထွန်း", {"tun", "htun"}),
        ("ဇော်", {"zaw"}),
        ("စိုး", {"soe"}),
        ("မြင့်", {"myint"}),
        ("ဝင်း", {"win", "wynn"}),
        ("နိုင်", {"naing"}),
        ("ခင်", {"khin"}),
        ("မြ", {"mya"}),
        ("သန့်", {"thant"}),
        ("ဖြိုး", {"phyo", "hpyo"}),
        ("ဇင်", {"zin"}),
        ("ဦး", {"u", "oo"}),
        ("ရီ", {"yi", "yee"}),
        ("နှင်း", {"hnin"}),
        ("နွေ", {"nwe", "nway"}),
        ("အိ", {"ei"}),
        ("ကြည်", {"kyi"}),
        ("ကြီး", {"gyi", "kyi"}),
        ("ရွှေ", {"shwe"}),
        ("သူ", {"thu", "thoo"}),
        ("ကို", {"ko"}),
        ("ဒေါ်", {"daw"}),
        ("စိုင်း", {"sai"}),
        ("နန်း", {"nan", "nang"}),
        ("နော်", {"naw"}),
        ("ဂျာ", {"ja"}),
    ],
)
def test_frequent_syllables_have_their_usual_spellings(syllable: str, spellings: set[str]) -> None:
    assert spellings <= set(parts(syllable)[0])


@pytest.mark.parametrize(
    ("syllable", "spelling", "why"),
    [
        ("ဖြိုင့်", "phyaing", "medial ra"),
        ("ဂျွင်", "gywin", "two medials"),
        ("ညှော်", "hnyaw", "medial ha comes first in Latin"),
        ("ဟွင့်", "hwint", "creaky tone before ng is written t"),
        ("ဂွန့်", "gunt", "wa with n is u"),
        ("ဖုတ်", "phoke", "u with a stop"),
        ("ခိတ်", "kheik", "i with a stop"),
        ("ရောက်", "yauk", "au with a stop"),
        ("ဗိုက်", "baik", "ai with a stop"),
        ("ဒက်", "det", "k is a glottal stop after e"),
        ("ဟုံ", "hone", "anusvara"),
        ("ဂျိမ်", "gyein", "i with m"),
        ("လဇ်", "lit", "a final of Pali words sounds as its row's Burmese one"),
        ("ဘောလ်", "baw", "a foreign final is dropped"),
    ],
)
def test_syllables_that_no_table_has_are_composed(syllable: str, spelling: str, why: str) -> None:
    assert spelling in parts(syllable)[0], why


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("သန္တာ", "than dar"),
        ("မေတ္တာ", "myit tar"),
        ("ဥမ္မာ", "ohn mar"),
        ("သိင်္ဂီ", "thein gi"),
        ("ဝဏ္ဏ", "wun na"),
        ("ရတနာ", "ya da nar"),
        ("သီရိ", "thi ri"),
        ("အိန္ဒြာ", "eain dra"),
        ("ဇေယျာ", "zay yar"),
        ("ပညာ", "pyin nyar"),
        ("တေဇ", "tay za"),
        ("လဖိုင်", "lah pai"),
        ("ဆရာတော်", "sayadaw"),
        ("ဗိုလ်ချုပ်", "bogyoke"),
        ("ဒေးဗစ်", "david"),
        ("သန့်ဇင်ထွန်းလှ", "thant zin tun hla"),
        ("ဒေါ်မြမြဦး", "daw mya mya oo"),
        ("နန္ဒမြင့်", "nan da myint"),
        ("မင်္ဂလာ", "min ga lar"),
        ("စန္ဒြိမာ", "san dri mar"),
    ],
)
def test_words_are_parted_into_syllables_as_latin_writes_them(word: str, latin: str) -> None:
    found = parts(word)
    wanted = latin.split()
    assert len(found) == len(wanted)
    assert all(spelling in part for spelling, part in zip(wanted, found, strict=True))


def test_uncle_comes_first_at_the_front_and_oo_elsewhere() -> None:
    assert parts("ဦးလှ")[0][0] == "u"
    assert parts("လှဦး")[1][0] == "oo"


def test_an_initial_is_voiced_after_an_open_syllable_but_not_after_a_stop() -> None:
    assert "baw" in parts("ခိုင်ပေါ")[1] or "bwint" in parts("ခိုင်ပွင့်")[1]
    assert "bwint" not in parts("မြတ်ပွင့်")[1]
    assert "bwint" not in parts("ပွင့်")[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ဝင်း", "၀င်း"),
        ("ရဲ", "၇ဲ"),
        ("မြင့်", "မြင့်"),
        ("ဉာဏ်", "ဥာဏ်"),
        ("ဒေါ်", "ဒော်"),
        ("ကို", "ကုိ"),
    ],
)
def test_slips_of_typing_that_look_right_change_nothing(one: str, other: str) -> None:
    assert parts(one) == parts(other)


def test_a_different_name_is_not_among_the_spellings() -> None:
    assert "than" not in parts("ဆန်း")[0]
    assert "soe" not in parts("မိုး")[0]
    assert "win" not in parts("ခင်")[0]


def test_old_encoding_with_the_vowel_before_its_letter_does_not_fail() -> None:
    assert all(re.fullmatch("[a-z]+", spelling) for part in parts("ေအာင္ဆန္းစုၾကည္") for spelling in part)


@pytest.mark.parametrize("word", ["", "abc", "\u1039" * 200, "့်း", "ေ" * 200, "ၓၭ", "၀၁၂", "ក"])
def test_what_is_no_burmese_gives_nothing(word: str) -> None:
    assert parts(word) == ()


@given(BURMESE)
def test_any_burmese_text_gives_bounded_lower_case_letters(word: str) -> None:
    found = parts(word)
    assert len(found) <= 24
    for part in found:
        assert 1 <= len(part) <= 16
        assert len(set(part)) == len(part)
        assert all(re.fullmatch("[a-z]+", spelling) for spelling in part)


def test_every_row_of_the_words_has_a_part_for_each_syllable() -> None:
    words = rows("spelling_burmese_words")
    assert len(words) > 900
    for row in words:
        groups = row["spellings"].split(" + ")
        assert row["role"] in {"word", "first", "title"}, row["word"]
        assert all(re.fullmatch("[a-z]+([ /][a-z]+)*", group) for group in groups), row["word"]
        assert len(groups) <= len(burmese._syllables(row["word"])), row["word"]
        assert row["role"] != "title" or len(groups) == 1, row["word"]
        assert len(parts(row["word"])) == len(groups), row["word"]


def test_every_initial_and_rhyme_is_spelled() -> None:
    for row in rows("spelling_burmese"):
        assert row["kind"] in {"initial", "rhyme", "vowel", "tail"}
        assert re.fullmatch("[a-z-]+([ /][a-z-]+)*", row["spellings"]), row["letters"]
    for letter in "ကခဂဃငစဆဇဈညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအ":
        assert burmese._table("initial")[letter]
