"""Hebrew names in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import hebrew
from naungan.engine.names.romanise.hebrew import parts
from naungan.engine.tables import rows
from tests.engine.names_romanise.near import is_met, is_well_formed, unmet

LISTED = """
יצחק yitzhak
יצחק isaac
חיים chaim
חיים haim
כהן cohen
לוי levy
משה moshe
שרה sarah
נתניהו netanyahu
וייצמן weizmann
שלמה shlomo
אברהם avraham
רבקה rivka
צבי zvi
שוורץ schwartz
אשכנזי ashkenazi
מרדכי mordechai
"""

UNLISTED = """
סבאי sebai
יערי yaari
ברושי broshi
עברון evron
בלצן baltsan
אטלן atlan
שלף shelef
רובינא rovina
גליקמן glickman
איזנקוט eisenkott
רצון ratzon
ליטמן litman
שכטר schechter
הוברמן huberman
רובשקין rubashkin
ליבשיץ livshits
קרסו carasso
ורשבסקי warschawski
בושנאק bushnaq
"""


def test_whole_words_give_their_spellings() -> None:
    assert unmet(parts, LISTED) == []


def test_words_that_no_table_holds_are_composed_near_their_spelling() -> None:
    assert unmet(parts, UNLISTED) == []


def test_listed_names_would_mostly_be_met_if_they_were_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    table = rows("spelling_hebrew_names")
    assert len(table) >= 250
    monkeypatch.setattr(hebrew, "_words", dict)
    read = hebrew.parts.__wrapped__
    met = sum(any(is_met(name, read(row["word"])[0]) for name in row["latin"].split()) for row in table)
    assert met / len(table) > 0.92


def test_bet_kaf_and_pe_are_spelled_by_their_place() -> None:
    (found,) = parts("בריבוב")
    assert found[0].startswith("b")
    assert found[0].endswith("ov")


def test_geresh_makes_foreign_sounds_and_any_apostrophe_stands_for_it() -> None:
    assert parts("ג׳אבר") == parts("ג'אבר") == parts("ג’אבר")
    assert is_met("jaber", parts("ג׳אבר")[0])


def test_points_and_final_letters_make_no_difference() -> None:
    assert parts("דָּוִד") == parts("דוד")
    assert is_met("shalom", parts("שלומ")[0])


def test_the_article_before_a_listed_name_may_be_left_out() -> None:
    (found,) = parts("הכהן")
    assert {"hacohen", "cohen"} <= set(found)


@pytest.mark.parametrize("word", ["", "abc", "'", "א" * 41])
def test_what_cannot_be_read_gives_nothing(word: str) -> None:
    assert parts(word) == ()


@given(st.text(alphabet="אבגדהוזחטיכךלמםנןסעפףצץקרשת׳'\u05b8\u05bcaZ 9", max_size=200))
def test_any_string_gives_well_formed_parts_and_no_error(word: str) -> None:
    assert is_well_formed(parts(word))
