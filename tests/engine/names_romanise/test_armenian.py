"""Armenian names in Latin letters: eastern and western spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import armenian
from tests.engine.names_romanise.nearness import keeps_the_contract, missed


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("Պետրոս", "petros"),
        ("Պետրոս", "bedros"),
        ("Հակոբ", "hagop"),
        ("Երվանդ", "yervand"),
        ("Ոսկան", "voskan"),
        ("Գևորգ", "kevork"),
        ("ՍԱՐԳՍՅԱՆ", "sargsyan"),
        ("Յակոբեան", "hagopian"),
    ],
)
def test_names_come_with_eastern_and_western_spellings(word: str, latin: str) -> None:
    assert latin in armenian.parts(word)[0]


def test_a_double_surname_gives_two_parts() -> None:
    assert [part[0] for part in armenian.parts("Տեր-Պետրոսյան")] == ["ter", "petrosyan"]


COMPOSED = """
Ծառուկյան tsarukyan, Օսկանյան oskanian, Մնացականյան mnatsakanyan, Դեմիրճյան demirchyan,
Մալաքյան malakian, Թանկյան tankian, Սպերցյան spertsyan, Թումանյան tumanyan, Չարենց charents,
Կապուտիկյան kaputikyan, Սարոյան saroyan, Նժդեհ nzhdeh, Աբովյան abovian
"""


def test_names_of_no_table_are_composed_within_one_letter() -> None:
    assert missed(COMPOSED, armenian.parts) == []


def test_words_without_a_letter_give_nothing() -> None:
    assert armenian.parts("") == armenian.parts("Aram") == armenian.parts("-") == ()


@given(st.text(st.characters(min_codepoint=0x0530, max_codepoint=0x058F), max_size=200))
def test_any_word_keeps_to_the_contract(word: str) -> None:
    assert keeps_the_contract(armenian.parts(word))
