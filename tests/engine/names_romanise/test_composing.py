"""Combinations of spellings, cheapest first, and vowels put into consonants."""

from __future__ import annotations

from naungan.engine.names.romanise.composing import best, distinct, rough
from naungan.engine.names.romanise.vowels import Vowel, units, vocalised, writing
from naungan.engine.tables import rows


def test_first_choices_come_first_and_the_number_is_kept() -> None:
    assert best([("a", "b"), ("x",), ("c", "d")], 3) == ("axc", "axd", "bxc")


def test_no_slot_gives_the_empty_word() -> None:
    assert best([], 4) == ("",)


def test_spellings_that_the_comparison_forgives_are_one() -> None:
    assert distinct(["noor", "nur", "nor", "nura"]) == ("noor", "nura")
    assert distinct(["khalid"], beside=["kaleed"]) == ()
    assert rough("rachid") != rough("rakid")


def test_patterns_are_chosen_by_place_neighbours_and_length() -> None:
    script = writing(rows("spelling_arabic_rules"), "semitic")
    assert script.runs.of("start", "مخت", "ا") != script.runs.of("start", "مخت", "و")
    assert script.runs.of("whole", "ب" * 5, "") != script.runs.of("whole", "م" * 5, "")


def test_glides_are_consonants_before_a_vowel_only() -> None:
    script = writing(rows("spelling_arabic_rules"), "semitic")
    assert isinstance(units("نور", script)[1], Vowel)
    assert units("جواد", script)[1] == "و"


def test_long_runs_are_parted_into_syllables() -> None:
    script = writing(rows("spelling_hebrew_rules"), "hebrew")
    assert all(len(found) > 30 for found in vocalised("בגד" * 10, script, 4))
