"""Japanese names in Latin letters: kanji read by tables, kana by sound."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import japanese, kana, kanji
from naungan.engine.tables import rows

FAMILIES = [
    ("佐藤", "sato satoh satou"),
    ("鈴木", "suzuki"),
    ("高橋", "takahashi"),
    ("伊藤", "ito itoh"),
    ("大野", "ono ohno"),
    ("小野", "ono"),
    ("大谷", "otani ohtani"),
    ("中島", "nakajima nakashima"),
    ("山崎", "yamazaki yamasaki"),
    ("渡邊", "watanabe"),
    ("渡辺", "watanabe"),
    ("齋藤", "saito"),
    ("黒澤", "kurosawa"),
    ("佐々木", "sasaki"),
    ("長谷川", "hasegawa"),
    ("五十嵐", "igarashi"),
    ("羽生", "hanyu habu"),
    ("河野", "kono kawano"),
    ("菅野", "kanno sugano"),
    ("東", "higashi azuma"),
    ("林", "hayashi"),
    ("井上", "inoue"),
    ("福島", "fukushima hukusima"),
    ("千葉", "chiba tiba"),
    ("勅使河原", "teshigawara"),
    ("一ノ瀬", "ichinose"),
]

GIVEN = [
    ("太郎", "taro taroh tarou"),
    ("一郎", "ichiro"),
    ("陽子", "yoko youko"),
    ("裕子", "yuko hiroko"),
    ("明", "akira"),
    ("健一", "kenichi"),
    ("翔平", "shohei"),
    ("純一郎", "junichiro"),
    ("恵美", "emi megumi"),
    ("真由美", "mayumi"),
    ("くみ子", "kumiko"),
    ("なおみ", "naomi"),
    ("ヒカル", "hikaru"),
    ("隆", "takashi"),
    ("晋三", "shinzo"),
    ("薫", "kaoru"),
    ("大和", "yamato"),
    ("一平", "ippei"),
    ("八郎", "hachiro"),
    ("直哉", "naoya"),
    ("由紀夫", "yukio"),
    ("百合子", "yuriko"),
    ("良子", "yoshiko ryoko"),
    ("貴大", "takahiro"),
]

KANA = [
    ("おおの", "ono oono ohno"),
    ("ようこ", "yoko youko yohko"),
    ("しんいち", "shinichi"),
    ("じゅんぺい", "junpei jumpei zyunpei"),
    ("はっとり", "hattori"),
    ("えっちゅう", "etchu"),
    ("マリー", "mari"),
    ("ジェニー", "jeni"),
    ("つじ", "tsuji tuzi"),
    ("ゔぃくとる", "vikutoru"),
    ("いのうえ", "inoue"),
    ("きゃりー", "kyari"),
]


@pytest.mark.parametrize(("family", "spellings"), FAMILIES)
def test_a_family_name_alone_has_its_readings(family: str, spellings: str) -> None:
    (found,) = japanese.parts(family)
    assert set(spellings.split()) <= set(found)


@pytest.mark.parametrize(("given_name", "spellings"), GIVEN)
def test_a_given_name_is_parted_from_the_family_name_before_it(given_name: str, spellings: str) -> None:
    family, found = japanese.parts("山田" + given_name)
    assert "yamada" in family
    assert set(spellings.split()) <= set(found)


@pytest.mark.parametrize(("given_name", "spellings"), GIVEN)
def test_a_given_name_alone_has_its_readings(given_name: str, spellings: str) -> None:
    assert set(spellings.split()) <= {text for part in japanese.parts(given_name) for text in part}


@pytest.mark.parametrize(("word", "spellings"), KANA)
def test_kana_are_spelt_by_hepburn_with_the_ways_to_write_a_long_vowel(word: str, spellings: str) -> None:
    assert set(spellings.split()) <= set(kana.latin(word))
    assert kana.latin(word)[0] == spellings.split(maxsplit=1)[0] or word == "いのうえ"


@pytest.mark.parametrize(
    ("family", "given_name"), [("林", "明"), ("五十嵐", "太郎"), ("勅使河原", "花子"), ("森", "一郎")]
)
def test_family_names_of_any_length_are_found(family: str, given_name: str) -> None:
    assert len(japanese.parts(family + given_name)) == 2
    assert japanese.parts(family + given_name)[0][0] == japanese.parts(family)[0][0]


def test_a_name_in_kana_alone_is_parted_where_both_are_known() -> None:
    assert [part[0] for part in japanese.parts("さとうはなこ")] == ["sato", "hanako"]
    assert [part[0] for part in japanese.parts("はなこ")] == ["hanako"]


def test_old_forms_of_characters_read_as_new_ones() -> None:
    assert japanese.parts("黑澤") == japanese.parts("黒沢")


def test_a_given_name_in_no_table_is_put_together_from_its_characters() -> None:
    listed = {name for row in rows("spelling_japanese_names") for name in row["names"].split()}
    listed |= {row["japanese"] for row in rows("spelling_japanese")}
    assert "晴翔介" not in listed
    assert japanese.parts("山田晴翔介")


def test_no_reading_doubles_what_has_no_consonant() -> None:
    assert all("っろ" not in sound and "っあ" not in sound for sound in kanji.given("一朗").sounds)


@pytest.mark.parametrize("word", ["山田太郎さん", "山田太郎様", "山田太郎氏", "山田太郎先生"])
def test_titles_are_taken_off(word: str) -> None:
    assert japanese.parts(word) == japanese.parts("山田太郎")


@pytest.mark.parametrize(
    "word",
    ["", "陈大文", "陳大文", "李小明", "黄志强", "홍길동", "Tanaka", "山A", "\ud800", "ー々", "。", "山" * 11],
)
def test_words_that_are_no_japanese_name_are_not_read(word: str) -> None:
    assert japanese.parts(word) == ()


@given(st.text(max_size=200))
def test_any_text_is_read_or_left_without_an_error(word: str) -> None:
    check(japanese.parts(word))


@given(st.text(alphabet=st.characters(min_codepoint=0x3041, max_codepoint=0x30FF), max_size=50))
def test_any_kana_are_spelt_in_plain_letters(word: str) -> None:
    check(japanese.parts(word))


@given(st.text(alphabet="山田太郎花子一二々佐藤木美ノヶ明っーあ", max_size=12))
def test_any_mixture_of_kanji_and_kana_is_spelt_in_plain_letters(word: str) -> None:
    check(japanese.parts(word))


def test_the_tables_hold_the_commonest_names() -> None:
    kinds = [row["kind"] for row in rows("spelling_japanese")]
    assert kinds.count("family") >= 500
    assert kinds.count("given") >= 400
    assert kinds.count("character") >= 500


def test_every_reading_in_the_tables_can_be_written_in_latin_letters() -> None:
    for row in rows("spelling_japanese"):
        if row["kind"] in {"family", "given"}:
            assert all(kana.latin(sound) for sound in row["readings"].split()), row["japanese"]
    assert all(kana.latin(row["kana"]) for row in rows("spelling_japanese_names"))


def check(found: tuple[tuple[str, ...], ...]) -> None:
    for spellings in found:
        assert 1 <= len(spellings) <= 16
        assert len(set(spellings)) == len(spellings)
        assert set("".join(spellings)) <= set(string.ascii_lowercase)
        assert all(spellings)
