"""Korean names in Latin letters: habits of passports, the Revised Romanisation, McCune-Reischauer."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import korean
from naungan.engine.tables import rows

FAMILIES = [
    ("김", "kim gim"),
    ("이", "lee yi rhee"),
    ("리", "ri lee"),
    ("박", "park bak pak"),
    ("최", "choi choe"),
    ("정", "jung jeong chung"),
    ("강", "kang gang"),
    ("조", "cho jo"),
    ("윤", "yoon yun"),
    ("임", "lim im"),
    ("노", "noh roh no"),
    ("유", "yoo yu ryu"),
    ("류", "ryu"),
    ("허", "heo hur huh"),
    ("심", "shim sim"),
    ("구", "koo ku gu"),
    ("백", "baek paik"),
    ("전", "jeon jun chun"),
    ("안", "ahn an"),
    ("오", "oh o"),
    ("우", "woo u"),
    ("여", "yeo"),
    ("엄", "eom um uhm"),
    ("변", "byun byeon"),
]

GIVEN = [
    ("영", "yeong young yong"),
    ("현", "hyeon hyun hyon"),
    ("우", "u woo"),
    ("주", "ju joo"),
    ("성", "seong sung song"),
    ("정", "jeong jung jong"),
    ("경", "gyeong kyung kyong"),
    ("희", "hui hee"),
    ("수", "su soo"),
    ("준", "jun joon"),
    ("은", "eun un"),
    ("철", "cheol chul chol"),
    ("석", "seok suk sok"),
    ("혜", "hye"),
    ("규", "gyu kyu"),
    ("병", "byeong byung pyong"),
    ("덕", "deok duk tok"),
    ("태", "tae thae"),
    ("룡", "ryong"),
    ("설", "seol sol"),
    ("재", "jae"),
    ("원", "won"),
    ("환", "hwan"),
    ("욱", "uk wook"),
    ("섭", "seop sub sup"),
    ("예", "ye"),
    ("건", "geon gun kun"),
    ("상", "sang"),
    ("빛", "bit"),
    ("뿜", "ppum"),
    ("곬", "gol"),
]


@pytest.mark.parametrize(("syllable", "spellings"), FAMILIES)
def test_a_family_name_has_the_spellings_of_passports(syllable: str, spellings: str) -> None:
    assert set(spellings.split()) <= set(korean.parts(syllable + "길동")[0])


@pytest.mark.parametrize(("syllable", "spellings"), GIVEN)
def test_a_syllable_of_a_given_name_has_official_and_habitual_spellings(syllable: str, spellings: str) -> None:
    found = korean.parts("홍길" + syllable)[2]
    assert found[0] == spellings.split(maxsplit=1)[0]
    assert set(spellings.split()) <= set(found)


@pytest.mark.parametrize("name", ["홍길동", "길동", "홍", "선우길동", "독고길동"])
def test_every_syllable_is_a_part_but_for_a_family_name_of_two(name: str) -> None:
    assert len(korean.parts(name)) == len(name) - (len(name) == 4)


@pytest.mark.parametrize(
    ("name", "spellings"),
    [("남궁길동", "namgung namkoong"), ("황보길동", "hwangbo"), ("선우길동", "sunwoo seonu"), ("제갈길동", "jegal")],
)
def test_a_family_name_of_two_syllables_is_one_part_before_a_given_name_of_two(name: str, spellings: str) -> None:
    assert set(spellings.split()) <= set(korean.parts(name)[0])


def test_a_family_name_of_one_or_two_syllables_stays_open_before_one_syllable_more() -> None:
    first, second, third = korean.parts("황보라")
    assert {"hwang"} <= set(first)
    assert {"bo"} <= set(second)
    assert {"ra"} <= set(third)


def test_a_word_of_two_syllables_is_read_as_a_name_and_as_a_given_name_alone() -> None:
    assert {"jung", "chung", "jeong"} <= set(korean.parts("정은")[0])
    assert {"yi", "lee", "i"} <= set(korean.parts("이슬")[0])


@pytest.mark.parametrize("word", ["홍길동씨", "홍길동님", "홍길동선생님", "홍길동박사", "홍길동군"])
def test_titles_are_taken_off(word: str) -> None:
    assert korean.parts(word) == korean.parts("홍길동")


def test_a_short_name_that_ends_as_a_title_does_stays_whole() -> None:
    assert len(korean.parts("김양")) == 2


@pytest.mark.parametrize("word", ["", "金正", "Kim", "김A", "ㄱㅏ", "ᄀ", "김" * 9, "김" * 200, "\ud800", "1"])
def test_other_words_are_not_read(word: str) -> None:
    assert korean.parts(word) == ()


@given(st.text(max_size=200))
def test_any_text_is_read_or_left_without_an_error(word: str) -> None:
    check(korean.parts(word))


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=9))
def test_every_syllable_has_a_spelling(word: str) -> None:
    found = korean.parts(word)
    assert bool(found) == (1 <= len(word) <= korean.LONGEST)
    check(found)


def test_the_letters_are_in_the_order_of_unicode() -> None:
    letters = {kind: [row["korean"] for row in rows("spelling_korean") if row["kind"] == kind] for kind in ORDER}
    assert letters == {kind: order.split() for kind, order in ORDER.items()}


ORDER = {
    "initial": "ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ",
    "vowel": "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅘ ㅙ ㅚ ㅛ ㅜ ㅝ ㅞ ㅟ ㅠ ㅡ ㅢ ㅣ",
    "final": "- ㄱ ㄲ ㄳ ㄴ ㄵ ㄶ ㄷ ㄹ ㄺ ㄻ ㄼ ㄽ ㄾ ㄿ ㅀ ㅁ ㅂ ㅄ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ",
}


def check(found: tuple[tuple[str, ...], ...]) -> None:
    for spellings in found:
        assert 1 <= len(spellings) <= 16
        assert len(set(spellings)) == len(spellings)
        assert set("".join(spellings)) <= set(string.ascii_lowercase)
        assert all(spellings)
