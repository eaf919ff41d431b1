"""Names in Cyrillic of many languages in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise.cyrillic import parts
from naungan.engine.tables import rows
from tests.engine.names_romanise.near import is_well_formed, unmet

PAIRS = """
Горбачёв gorbachev
Хрущёв khrushchev
Щербаков shcherbakov
Щербаков scherbakov
Чайковский tchaikovsky
Рахманинов rachmaninoff
Толстой tolstoy
Юлия yulia
Юлия iuliia
Дмитрий dmitry
Евгений yevgeny
Жукова joukova
Смирнов smirnoff
Хмельницький khmelnytsky
Сергій serhiy
Зеленський zelenskyi
Володимир volodymyr
Гончаренко honcharenko
Ціханоўская tsikhanouskaya
Първанов parvanov
Стоичков stoichkov
Щерев shterev
Ђоковић djokovic
Милошевић milosevic
Караџић karadzic
Назарбаев nazarbayev
Тоқаев tokayev
Құдайберген kudaibergen
Элбэгдорж elbegdorj
Сүхбаатар sukhbaatar
Хүрэлсүх khurelsukh
Раҳмон rahmon
Жапаров japarov
"""

SCHOLARLY = """
Брежнев breznev
Чехов cechov
Ельцин jelzin
Шаляпин schaljapin
Королёва koroliova
"""


def test_names_are_met_in_the_spelling_of_their_country() -> None:
    assert unmet(parts, PAIRS) == []


def test_german_french_and_scholarly_spellings_are_met() -> None:
    assert unmet(parts, SCHOLARLY) == []


def test_passports_come_before_older_systems() -> None:
    (found,) = parts("Жданович")
    assert found[0] == "zhdanovich"
    assert "jdanovitch" in found


def test_systems_are_not_mixed_within_a_word() -> None:
    (found,) = parts("Жихарчук")
    assert "zhikhartchouk" not in found


@pytest.mark.parametrize(("word", "first"), [("Гнатюк", "gnatyuk"), ("Їжакевич", "yzhakevych"), ("Яґич", "yagych")])
def test_letters_of_one_language_choose_its_spelling(word: str, first: str) -> None:
    assert unmet(parts, f"{word} {first}") == []


def test_ukrainian_h_is_given_where_no_letter_tells() -> None:
    assert unmet(parts, "Голуб holub\nГолуб golub") == []


def test_stress_marks_and_case_make_no_difference_but_short_i_does() -> None:
    assert parts("Ива́нов") == parts("иванов") == parts("ИВАНОВ")
    assert parts("Андрей") != parts("Андреи")


def test_every_general_row_spells_in_english() -> None:
    assert all(row["english"] for row in rows("spelling_cyrillic"))


@pytest.mark.parametrize("word", ["", "abc", "12", "и" * 61])
def test_what_cannot_be_read_gives_nothing(word: str) -> None:
    assert parts(word) == ()


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђћљњџјәғқңөұүһѓќѕҷҳӣӯ\u0301aZ 9'", max_size=200))
def test_any_string_gives_well_formed_parts_and_no_error(word: str) -> None:
    assert is_well_formed(parts(word))
