"""Malay names in Jawi, the Arabic script of Malaysia, Brunei, southern Thailand and Riau."""

from __future__ import annotations

import pytest

from naungan.engine.names.romanise import arabic_composed
from naungan.engine.names.romanise.arabic import parts
from naungan.engine.tables import rows
from tests.engine.names_romanise.near import is_met, joined, unmet

PAIRS = """
محمد muhammad
محمد mohd
سليمن sulaiman
بودي budi
مليكه malikah
راج raja
تڠكو tengku
تونكو tunku
واوان wawan
چيق cik
چيق chik
نور noor
سيتي siti
وان wan
نيق nik
اوڠكو ungku
دايڠ dayang
اواڠ awang
ڤڠيرن pengiran
محاضير mahathir
نجيب najib
رزاق razak
حسنال hassanal
بلقيه bolkiah
روسماوتي rosmawati
ذوالكفل zulkifli
زين zain
شهريزت shahrizat
هيتم hitam
ڤوتري puteri
"""

UNLISTED = """
سلاڠور selangor
ڤندي pandi
كمبوج kemboja
مورني murni
چمرلڠ cemerlang
بوجڠ bujang
ڤهڠ pahang
كلنتن kelantan
ترڠݢانو terengganu
ازواني azwani
ليانا liana
ڤاءيمن paiman
"""


def test_names_in_jawi_give_their_rumi_spelling() -> None:
    assert unmet(parts, PAIRS) == []


def test_native_words_that_no_table_holds_take_malay_vowels() -> None:
    assert unmet(parts, UNLISTED) == []


def test_listed_names_would_be_met_if_they_were_not_listed() -> None:
    words = [row for row in rows("spelling_arabic_names") if row["tongue"] == "ms" and "+" not in row["latin"]]
    met = sum(
        any(is_met(spelling, arabic_composed.composed(letters, "any")) for spelling in row["latin"].split())
        for row in words
        for letters in [arabic_composed.letters_of(row["word"])]
    )
    assert met / len(words) > 0.93


@pytest.mark.parametrize("letter", list("ڠڽݢڬۏڤ"))
def test_letters_that_only_jawi_has_tell_malay(letter: str) -> None:
    assert arabic_composed.language_of(f"ب{letter}ن") == "malay"


def test_jawi_pa_is_p_and_not_v_first() -> None:
    (found,) = parts("ڤندي")
    assert found[0].startswith("p")


def test_a_malay_vowel_before_a_vowel_stays_one() -> None:
    assert is_met("diana", parts("ديانا")[0])
    assert is_met("tuah", parts("تواه")[0])


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("عبدالرزاق", ["abdulrazak", "abdulrazaq"]),
        ("قمرالدين", ["kamaruddin", "qamaruddin"]),
        ("هشامالدين", ["hishammuddin", "hishamuddin"]),
        ("نورعزه", ["nurizzah", "nurulizzah"]),
    ],
)
def test_compounds_written_together_are_met_in_malay_spelling(word: str, spellings: list[str]) -> None:
    for spelling in spellings:
        assert is_met(spelling, joined(parts(word))), spelling
