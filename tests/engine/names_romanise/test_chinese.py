"""Chinese names in Latin letters: family names and given names in the spellings that identity cards print."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import chinese, cjk
from naungan.engine.tables import rows

FAMILIES = [
    ("陈", "chen tan chan chin ting"),
    ("陳", "chen tan chan chin"),
    ("林", "lin lim lam ling liem"),
    ("黄", "huang ng ooi wee oei wong bong hwang"),
    ("张", "zhang teo chong cheong chang tiong thio"),
    ("李", "li lee"),
    ("王", "wang ong wong heng"),
    ("吴", "wu goh ng woo ngo"),
    ("刘", "liu lau liew low lew"),
    ("蔡", "cai chua choy tsai chai tjoa"),
    ("许", "xu koh khoh hui hsu hii"),
    ("郑", "zheng tay teh cheng chang"),
    ("谢", "xie cheah chia tse hsieh sia"),
    ("郭", "guo quek kwok kuok kuo kwee"),
    ("叶", "ye yap yip yeh"),
    ("杨", "yang yeo yeoh yong yeung"),
    ("何", "he ho"),
    ("梁", "liang leong leung neo nio"),
    ("邱", "qiu khoo chiu hiew yau"),
    ("钟", "zhong chong chung"),
    ("曾", "zeng chan tsang tseng"),
    ("冯", "feng fong fung pang"),
    ("周", "zhou chew chow chou"),
    ("符", "fu foo"),
    ("云", "yun hoon woon"),
    ("吕", "lu lyu lui"),
    ("罗", "luo loh law lo low"),
    ("朱", "zhu choo chu"),
    ("洪", "hong ang hung"),
    ("庄", "zhuang chng chong"),
    ("颜", "yan gan ngan"),
    ("沈", "shen sim sum"),
    ("廖", "liao liew leow liau"),
    ("戴", "dai tay tai"),
    ("施", "shi see sze sy"),
    ("单", "shan"),
    ("仇", "qiu"),
    ("解", "xie"),
    ("区", "ou au"),
    ("查", "zha cha"),
]

GIVEN = [
    ("明", "ming beng meng"),
    ("伟", "wei wai wee"),
    ("國", "guo kok kwok"),
    ("国", "guo kok kwok ket"),
    ("强", "qiang keong keung"),
    ("玉", "yu geok gek yoke yuk nyuk"),
    ("美", "mei bee mee"),
    ("德", "de teck tak tuck"),
    ("福", "fu hock fook fuk"),
    ("雪", "xue suat siet"),
    ("月", "yue guat yuet"),
    ("发", "fa huat fatt"),
    ("杰", "jie kiat kit chieh"),
    ("志", "zhi chee chih"),
    ("贤", "xian hian hsien yin"),
    ("水", "shui chui swee sui"),
    ("惠", "hui hwee wai"),
    ("贞", "zhen cheng"),
    ("俊", "jun choon chun"),
    ("莲", "lian lien lin"),
    ("仁", "ren jin jen yan"),
    ("芳", "fang hong fong"),
    ("耀", "yao yew yiu"),
    ("凤", "feng hong fung foong"),
    ("财", "cai chai choy chye"),
    ("文", "wen boon man mun"),
    ("心", "xin sim sum hsin"),
    ("珍", "zhen tin chin chan"),
    ("智", "zhi chi"),
    ("子", "zi tsz tzu tze"),
]

COMPOUND = [
    ("欧阳", "ouyang auyong auyeung auyeong"),
    ("歐陽", "ouyang auyeung"),
    ("司徒", "situ szeto seeto"),
    ("诸葛", "zhuge"),
    ("司马", "sima szema"),
    ("上官", "shangguan"),
]


@pytest.mark.parametrize(("character", "spellings"), FAMILIES)
def test_a_family_name_has_the_spellings_of_all_speeches(character: str, spellings: str) -> None:
    (family, _, _) = chinese.parts(character + "大文")
    assert set(spellings.split()) <= set(family)


@pytest.mark.parametrize(("character", "spellings"), GIVEN)
def test_a_given_name_has_the_spellings_of_all_speeches_or_one_that_sounds_alike(
    character: str, spellings: str
) -> None:
    given_name = chinese.parts("陈大" + character)[2]
    sounds = {cjk.sound(text) for text in given_name}
    assert {cjk.sound(text) for text in spellings.split()} <= sounds


@pytest.mark.parametrize(("family", "spellings"), COMPOUND)
@pytest.mark.parametrize("given_name", ["", "文", "大文"])
def test_a_family_name_of_two_characters_is_one_part(family: str, spellings: str, given_name: str) -> None:
    found = chinese.parts(family + given_name)
    assert len(found) == 1 + len(given_name)
    assert set(spellings.split()) <= set(found[0])


def test_the_official_spelling_comes_first() -> None:
    assert [spellings[0] for spellings in chinese.parts("陈大文")] == ["chen", "da", "wen"]


def test_a_word_of_two_characters_is_read_as_family_and_given_name_and_as_a_given_name_alone() -> None:
    first, second = chinese.parts("林明")
    assert {"lim", "lin"} <= set(first)
    assert "ming" in second
    first, second = chinese.parts("志明")
    assert {"zhi", "chee"} <= set(first)


def test_a_married_woman_may_bear_two_family_names() -> None:
    husbands, own, *_ = chinese.parts("陈黄美玉")
    assert "tan" in husbands
    assert {"ng", "wong"} <= set(own)


@pytest.mark.parametrize("word", ["陈大文先生", "拿督陈大文", "拿督斯里陈大文", "陈大文博士"])
def test_titles_are_taken_off(word: str) -> None:
    assert chinese.parts(word) == chinese.parts("陈大文")


def test_a_title_is_not_taken_for_the_name_itself() -> None:
    assert len(chinese.parts("先生")) == 2


def test_a_character_without_a_row_is_read_by_its_mandarin_sound() -> None:
    known = {form for row in rows("spelling_chinese_characters") for form in row["traditional"] + row["simplified"]}
    assert "翾" not in known
    assert "xuan" in chinese.parts("陈翾")[1]


def test_mandarin_spellings_of_taiwan_stand_beside_pinyin() -> None:
    assert {"hsueh"} <= set(chinese.parts("陈雪梅")[1]) | set(chinese.parts("陈学文")[1])
    assert "jhih" in chinese.parts("陈志文")[1]


def test_penang_and_indonesian_habits_are_spelt_too() -> None:
    assert "gaik" in chinese.parts("陈玉")[1]
    assert "tjong" in chinese.parts("陈聪")[1] or "tjhong" in chinese.parts("陈聪")[1]


@pytest.mark.parametrize(
    "word", ["", "たなか", "김", "Tan", "陈A", "佐々木", "陈" * 9, "陈" * 200, "\ud800", "。", "12"]
)
def test_other_words_are_not_read(word: str) -> None:
    assert chinese.parts(word) == ()


@given(st.text(max_size=200))
def test_any_text_is_read_or_left_without_an_error(word: str) -> None:
    check(chinese.parts(word))


@given(st.text(alphabet=st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=10))
def test_any_characters_are_spelt_in_plain_letters(word: str) -> None:
    check(chinese.parts(word))


def test_the_tables_hold_the_commonest_names() -> None:
    families = rows("spelling_chinese_families")
    characters = [row for row in rows("spelling_chinese_characters") if row["hakka"]]
    assert len({row["simplified"] for row in families}) >= 250
    assert len({row["simplified"] for row in characters}) >= 700


@pytest.mark.parametrize("table", ["spelling_chinese_families", "spelling_chinese_characters", "spelling_pinyin"])
def test_cells_of_spellings_hold_plain_letters_and_spaces(table: str) -> None:
    skip = {"traditional", "simplified", "source"}
    for row in rows(table):
        for column, cell in row.items():
            assert column in skip or re.fullmatch("[a-z ]*", cell), (column, cell)


def test_nearly_every_pinyin_of_the_tables_has_its_other_spellings() -> None:
    known = {row["pinyin"] for row in rows("spelling_pinyin")}
    used = [row["pinyin"].split()[0] for row in rows("spelling_chinese_characters")]
    strange = [syllable for syllable in used if syllable not in known]
    assert len(strange) <= len(used) / 1000, strange


@pytest.mark.parametrize(
    ("speech", "has", "lacks"),
    [
        (0, "chen ming", "tan beng"),
        (1, "tan beng", "chen chan"),
        (2, "chan ming", "chen tan beng"),
        (4, "tan ming", "chen beng"),
    ],
)
def test_a_reading_of_one_speech_has_no_spellings_of_the_others(speech: int, has: str, lacks: str) -> None:
    family, given_name = chinese.by_speech()[speech]("陈大明")[0], chinese.by_speech()[speech]("陈大明")[2]
    assert set(has.split()) <= {*family, *given_name}
    assert not set(lacks.split()) & {*family, *given_name}


def test_a_reading_of_one_speech_has_at_most_eight_spellings_of_a_part() -> None:
    for row in rows("spelling_chinese_families"):
        for reader in chinese.by_speech():
            assert all(1 <= len(part) <= chinese.MOST_SPOKEN for part in reader(row["simplified"] + "玉贤"))


def test_a_character_that_a_speech_lacks_leaves_that_reading_out() -> None:
    mandarin, min_nan, cantonese, *_ = chinese.by_speech()
    assert "xuan" in mandarin("陈翾")[1]
    assert min_nan("陈翾") == cantonese("陈翾") == ()


def test_the_vowels_of_mandarin_are_spelt_by_ear_too() -> None:
    assert {"bao", "bow"} <= set(chinese.by_speech()[0]("陈宝")[1])


@given(st.text(alphabet=st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=10))
def test_any_characters_are_spelt_in_plain_letters_in_each_speech(word: str) -> None:
    for reader in chinese.by_speech():
        check(reader(word))


def check(found: tuple[tuple[str, ...], ...]) -> None:
    for spellings in found:
        assert 1 <= len(spellings) <= 16
        assert len(set(spellings)) == len(spellings)
        assert set("".join(spellings)) <= set(string.ascii_lowercase)
        assert all(spellings)
