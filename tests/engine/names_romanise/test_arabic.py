"""Arabic names in the spellings of the Gulf, the Levant, Egypt and the Maghreb."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import arabic_composed
from naungan.engine.names.romanise.arabic import parts
from naungan.engine.tables import rows
from tests.engine.names_romanise.near import is_met, is_well_formed, joined, unmet

LISTED = """
محمد mohamed
أحمد ahmed
جمال gamal
جمال djamel
حسين hocine
حسين hussain
يوسف youssef
عائشة aicha
فاطمة fatma
خديجة khadidja
رشيد rachid
ياسين yacine
عثمان othman
عثمان osman
القحطاني qahtani
العتيبي otaibi
بوتفليقة bouteflika
فاروق farouk
مصطفى mustapha
هدى huda
موسى moussa
"""

UNLISTED = """
البلتاجي beltagy
السرغيني serghini
الدملوجي damluji
الشرتوني shartouni
الكباريتي kabariti
الملحم molhem
جهشان jahshan
خدوري khadduri
شعث shaath
صرصور sarsur
طهبوب tahboub
عيروط ayrout
غولة ghoula
بوزوبع bouzoubaa
الرحبي rahbi
الجراح jarrah
الحنظل handhal
قلعاوي qalawi
المشهداني mashhadani
"""


def test_whole_words_give_the_spellings_of_every_region() -> None:
    assert unmet(parts, LISTED) == []


def test_words_that_no_table_holds_are_composed_near_their_spelling() -> None:
    assert unmet(parts, UNLISTED) == []


def test_listed_names_would_mostly_be_met_if_they_were_not_listed() -> None:
    words = [row for row in rows("spelling_arabic_names") if row["tongue"] == "ar" and "+" not in row["latin"]]
    met = sum(
        any(is_met(spelling, arabic_composed.composed(letters, "any")) for spelling in row["latin"].split())
        for row in words
        for letters in [arabic_composed.letters_of(row["word"])]
    )
    assert met / len(words) > 0.9


def test_the_table_of_names_is_broad_and_clean() -> None:
    table = rows("spelling_arabic_names")
    assert len(table) >= 700
    assert {row["tongue"] for row in table} == {"ar", "ms", "fa", "ur"}
    for row in table:
        assert arabic_composed.letters_of(row["word"]) == row["word"], row["word"]
        assert all(spelling.replace("+", "").isalpha() and spelling.isascii() for spelling in row["latin"].split())


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("عبدالرحمن", ["abdulrahman", "abderrahmane", "abdurrahman", "abdelrahman"]),
        ("أبوبكر", ["abubakar", "aboubakr"]),
        ("نورالدين", ["nuruddin", "noureddine", "nureldin"]),
        ("نورالهدى", ["nurulhuda", "nourelhouda"]),
        ("نصرالله", ["nasrallah", "nasrullah"]),
        ("بنحمادي", ["benhammadi"]),
    ],
)
def test_compounds_are_met_however_latin_joins_them(word: str, spellings: list[str]) -> None:
    for spelling in spellings:
        assert is_met(spelling, joined(parts(word))), spelling


def test_abd_and_the_name_after_it_are_parts_of_their_own() -> None:
    first, second = parts("عبدالعزيز")
    assert {"abdul", "abdel", "abd"} <= set(first)
    assert "aziz" in second


def test_the_article_may_be_written_or_not() -> None:
    (found,) = parts("الحسن")
    assert {"hassan", "alhassan", "elhassan"} <= set(found)
    (sun,) = parts("الشامي")
    assert {"shami", "alshami", "ashshami"} <= set(sun)


def test_alif_variants_and_vowel_signs_make_no_difference() -> None:
    assert parts("أَحْمَد") == parts("احمد") == parts("احـــمد")
    assert parts("علي") == parts("على") == parts("علی")


def test_final_ya_is_read_though_the_listed_name_ends_in_alif_maqsura() -> None:
    (found,) = parts("يمني")
    assert {"yumna", "yamani"} <= set(found)


def test_endings_follow_listed_names() -> None:
    (found,) = parts("الجعفري")
    assert "jaafari" in found or "jafari" in found
    assert is_met("rashidiya", parts("رشيدية")[0])


@pytest.mark.parametrize("word", ["", " ", "abc", "123", "ـ", "ا" * 41, "؟"])
def test_what_cannot_be_read_gives_nothing(word: str) -> None:
    assert parts(word) == ()


@given(
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤةىآأإٱپچژگڤڠڽݢۏٹڈڑںےہھۀیک\u064b\u0651\u0640aZ' 9", max_size=200)
)
def test_any_string_gives_well_formed_parts_and_no_error(word: str) -> None:
    assert is_well_formed(parts(word))
