"""Georgian names in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import georgian
from tests.engine.names_romanise.nearness import keeps_the_contract, missed


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("გიორგი", "giorgi"),
        ("მიხეილ", "mikheil"),
        ("ბერიძე", "beridze"),
        ("ყიფიანი", "kipiani"),
        ("სოფიკო", "sofiko"),
        ("ᲗᲐᲛᲐᲠ", "tamar"),
        ("ჩხეიძე", "chkheidze"),
    ],
)
def test_names_come_with_their_usual_spelling(word: str, latin: str) -> None:
    assert latin in georgian.parts(word)[0]


COMPOSED = """
ჟვანია zhvania, კვირიკაშვილი kvirikashvili, ბახტაძე bakhtadze, გახარია gakharia, გვარამია gvaramia,
ხოშტარია khoshtaria, ქეცბაია ketsbaia, ფაჩულია pachulia, ტალახაძე talakhadze,
ჩიბურდანიძე chiburdanidze, ყანჩელი kancheli, ჭიაურელი chiaureli, ფიროსმანი pirosmani,
ჭილაძე chiladze, გუდიაშვილი gudiashvili
"""


def test_names_of_no_table_are_composed_within_one_letter() -> None:
    assert missed(COMPOSED, georgian.parts) == []


def test_words_without_a_letter_give_nothing() -> None:
    assert georgian.parts("") == georgian.parts("Nino") == ()


@given(st.text(st.characters(min_codepoint=0x10A0, max_codepoint=0x10FF), max_size=200))
def test_any_word_keeps_to_the_contract(word: str) -> None:
    assert keeps_the_contract(georgian.parts(word))
