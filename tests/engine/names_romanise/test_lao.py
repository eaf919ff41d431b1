"""Lao names in Latin letters: BGN/PCGN and the French habits of passports."""

from __future__ import annotations

import unicodedata

import pytest

from naungan.engine.names.romanise import lao


def spellings(word: str) -> tuple[str, ...]:
    (part,) = lao.parts(word)
    return part


@pytest.mark.parametrize(
    ("word", "usual"),
    [
        ("ພົມມະຈັນ", "phommachanh"),
        ("ສຸວັນນະວົງ", "souvannavong"),
        ("ບຸນຍັງ", "bounnhang"),
        ("ສີສຸລິດ", "sisoulith"),
        ("ຄຳໄຕ", "khamtay"),
        ("ວົງສາ", "vongsa"),
        ("ພອນ", "phone"),
        ("ໄຊ", "xay"),
        ("ໄຊຍະວົງ", "sayavong"),
        ("ມະນີ", "many"),
        ("ວິໄລ", "vilay"),
        ("ແກ້ວ", "keo"),
        ("ເລີດ", "leuth"),
        ("ສະໝານ", "samane"),
        ("ສອນ", "sone"),
        ("ໜູ", "nou"),
        ("ຫຼ້າ", "la"),
        ("ວຽງ", "vieng"),
        ("ເຮືອງ", "heuang"),
        ("ດວງ", "douang"),
        ("ຂວັນ", "khouan"),
        ("ລັດຕະນະ", "rattana"),
        ("ລາດຊະວົງ", "rajavong"),
        ("ສຸລິຍະ", "souriya"),
        ("ບົວ", "boua"),
        ("ເພັດ", "pheth"),
        ("ຄຸນ", "khoun"),
    ],
)
def test_the_spellings_of_passports_are_there(word: str, usual: str) -> None:
    assert usual in spellings(word)


@pytest.mark.parametrize(
    ("word", "official"),
    [
        ("ກັງ", "kang"),
        ("ຕຶກ", "tuk"),
        ("ເຕະ", "te"),
        ("ໂຕກ", "tok"),
        ("ຕົກ", "tok"),
        ("ມ້ອຍ", "moi"),
        ("ປຽກ", "piak"),
        ("ຝຳ", "fam"),
    ],
)
def test_syllables_without_a_row_are_spelled_by_letter(word: str, official: str) -> None:
    assert spellings(word)[0] == official


def test_french_final_e_and_plain_n_are_both_given() -> None:
    assert {"sengphon", "sengphone"} <= set(spellings("ແສງພອນ"))


def test_mens_titles_are_left_out_and_womens_are_a_part_of_their_own() -> None:
    assert lao.parts("ທ້າວສົມສັກ") == lao.parts("ສົມສັກ")
    assert lao.parts("ນາງສາວມາລີ") == lao.parts("ມາລີ")
    assert lao.parts("ນາງແກ້ວ") == (("nang",), spellings("ແກ້ວ"))  # Mrs Keo, or Nangkeo
    assert spellings("ນາງ") == ("nang",)


def test_one_word_typed_in_several_ways_is_read_alike() -> None:
    assert lao.parts(unicodedata.normalize("NFKD", "ຄຳໜູ")) == lao.parts("ຄຳໜູ")
    assert lao.parts("ຫນູ") == lao.parts("ໜູ")


def test_what_holds_no_lao_letter_gives_nothing() -> None:
    for word in ("", "Khamtay", "໑໒໓", "່້", "สม"):
        assert lao.parts(word) == ()


@pytest.mark.parametrize("word", ["ກ" * 200, "ເ" * 200, "ົ" * 200, "ຄຳພອນ" * 40, "ວ" * 200, "ຄຳAbc", "ກ", "ໆ໌"])
def test_hostile_words_give_few_plain_spellings(word: str) -> None:
    for part in lao.parts(word):
        assert 0 < len(part) <= 16
        assert len(set(part)) == len(part)
        assert all(text.isascii() and text.isalpha() and text.islower() for text in part)
