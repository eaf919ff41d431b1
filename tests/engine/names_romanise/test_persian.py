"""Persian, Dari and Urdu names in Latin letters."""

from __future__ import annotations

import pytest

from naungan.engine.names.romanise import arabic_composed
from naungan.engine.names.romanise.arabic import parts
from tests.engine.names_romanise.near import is_met, joined, unmet

PERSIAN = """
محمد mohammad
رضا reza
حسین hossein
خامنه‌ای khamenei
رفسنجانی rafsanjani
قالیباف ghalibaf
پزشکیان pezeshkian
نوروزی nowrouzi
هوشنگ houshang
کوروش kourosh
فاطمه fatemeh
پرویز parviz
گلشیری golshiri
شجریان shajarian
طباطبایی tabatabaei
کرزی karzai
"""

URDU = """
بھٹو bhutto
چوہدری chaudhry
نواز nawaz
شہباز shehbaz
خان khan
قریشی qureshi
لیاقت liaquat
یحییٰ yahya
ملالہ malala
رحمٰن rehman
منٹو manto
ڈار dar
گیلانی gillani
میانداد miandad
"""

UNLISTED = """
افراشته afrashteh
بهرنگی behrangi
کلانترزاده kalantarzadeh
پاشازاده pashazadeh
ترکاشوند torkashvand
گرشاسبی garshasbi
کھرل kharal
ڈھلوں dhillon
بھوانی bhawani
گھانچی ghanchi
"""


def test_persian_names_are_met() -> None:
    assert unmet(parts, PERSIAN) == []


def test_urdu_names_are_met() -> None:
    assert unmet(parts, URDU) == []


def test_words_that_no_table_holds_are_composed_near_their_spelling() -> None:
    assert unmet(parts, UNLISTED) == []


@pytest.mark.parametrize(("letter", "language"), [("پ", "persian"), ("ژ", "persian"), ("ٹ", "urdu"), ("ں", "urdu")])
def test_letters_of_one_language_tell_it(letter: str, language: str) -> None:
    assert arabic_composed.language_of(f"ب{letter}ن") == language


def test_an_aspirate_is_one_consonant() -> None:
    assert arabic_composed.composed("بھٹی", "urdu")[0].startswith("bh")


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("علیرضا", ["alireza"]),
        ("محمدرضا", ["mohammadreza"]),
        ("حسینزاده", ["hosseinzadeh"]),
        ("احمدینژاد", ["ahmadinejad"]),
        ("ضیاءالحق", ["ziaulhaq"]),
        ("میرحسین", ["mirhossein"]),
        ("یوسفزئی", ["yousafzai"]),
        ("اسدالله", ["asadollah", "asadullah"]),
    ],
)
def test_names_written_together_are_met(word: str, spellings: list[str]) -> None:
    for spelling in spellings:
        assert is_met(spelling, joined(parts(word))), spelling


def test_two_names_written_together_are_two_parts() -> None:
    assert len(parts("غلامحسین")) == 2
    assert len(parts("امیرحسین")) == 2
