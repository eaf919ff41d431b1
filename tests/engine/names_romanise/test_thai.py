"""Thai names in Latin letters: the syllables of the Royal Institute's system, and the spellings of passports."""

from __future__ import annotations

import unicodedata

import pytest

from naungan.engine.names.romanise import thai


def spellings(word: str) -> tuple[str, ...]:
    (part,) = thai.parts(word)
    return part


@pytest.mark.parametrize(
    ("word", "official"),
    [
        ("แสวง", "sawaeng"),  # a leading vowel around two syllables
        ("เฉลิม", "chaloem"),
        ("เจริญ", "charoen"),
        ("ถนอม", "thanom"),
        ("ตลาด", "talat"),
        ("สนุก", "sanuk"),
        ("กมล", "kamon"),  # unwritten a and o
        ("นคร", "nakhon"),
        ("พร", "phon"),
        ("วรวุฒิ", "worawut"),
        ("อรวรรณ", "orawan"),
        ("ธนวัฒน์", "thanawat"),
        ("หญิง", "ying"),  # a leading h or o
        ("อยู่", "yu"),
        ("ทราย", "sai"),  # letters that change their sound together
        ("จริง", "ching"),
        ("สร้อย", "soi"),
        ("สวรรค์", "sawan"),
        ("กรรณิการ์", "kannika"),
        ("ฤทธิ์", "rit"),
        ("พฤกษ์", "phruek"),
        ("ไพลิน", "phailin"),
        ("ใจ", "chai"),
        ("จันทร์", "chan"),  # letters that are not said
        ("ศุกร์", "suk"),
        ("ศักดิ์", "sak"),
        ("ลักษณ์", "lak"),
        ("จักร", "chak"),
        ("บุตร", "but"),
        ("เพชร", "phet"),
        ("สามารถ", "samat"),
        ("รัตนา", "rattana"),  # a closing letter that opens the next syllable
        ("พัชรี", "phatchari"),
        ("วิทยา", "witthaya"),
        ("ดวงใจ", "duangchai"),
        ("เมือง", "mueang"),
        ("เชียร", "chian"),
        ("น้ำ", "nam"),
        ("ณ", "na"),
    ],
)
def test_the_official_spelling_stands_first(word: str, official: str) -> None:
    assert spellings(word)[0] == official


@pytest.mark.parametrize(
    ("word", "usual"),
    [
        ("พร", "porn"),
        ("ศิริพร", "siriporn"),
        ("สมพงษ์", "sompong"),
        ("พงศ์", "bongs"),
        ("วงศ์", "vong"),
        ("วชิร", "vajira"),
        ("ภูมิ", "bhumi"),
        ("ศรี", "sri"),
        ("ใจ", "jai"),
        ("วิชัย", "vichai"),
        ("วัฒน์", "vadhana"),
        ("วุฒิ", "vudhi"),
        ("ศักดิ์", "sakdi"),
        ("สุวรรณ", "suvarna"),
        ("กุล", "kul"),
        ("ชาติ", "chart"),
        ("เดช", "dej"),
        ("เลิศ", "lert"),
        ("เรือง", "ruang"),
        ("แก้ว", "kaew"),
        ("เจริญ", "jaroen"),
        ("กวิน", "gavin"),
        ("อยุธยา", "ayudhya"),
        ("รัตนวัชร", "rattanawatchara"),
        ("สุวัฒน์พงศ์กุล", "suwatpongkul"),
        ("แซ่ตั้ง", "saetang"),
        ("มูฮัมหมัด", "muhammad"),
    ],
)
def test_the_spellings_of_passports_are_there(word: str, usual: str) -> None:
    assert usual in spellings(word)


def test_a_writer_keeps_to_a_choice_throughout_a_name() -> None:
    found = spellings("พงศ์พร")
    assert {"phongphon", "pongporn"} <= set(found)
    assert "phongpon" not in found


def test_titles_written_together_with_the_name_are_left_out() -> None:
    plain = thai.parts("สมชาย")
    assert plain
    for title in ("นาย", "พลเอก", "ร้อยตรี", "พล.ต.อ.", "ด.ช."):
        assert thai.parts(f"{title}สมชาย") == plain
    assert thai.parts("นางสาวมาลี") == thai.parts("นางมาลี") == thai.parts("มาลี")
    assert spellings("นายก")[0] == "nayok"  # what is left would be no name


def test_one_word_typed_in_several_ways_is_read_alike() -> None:
    assert thai.parts(unicodedata.normalize("NFKD", "น้ำทิพย์")) == thai.parts("น้ำทิพย์")
    assert thai.parts("พันธ์ุ") == thai.parts("พันธุ์")
    assert thai.parts("เเก้ว") == thai.parts("แก้ว")


def test_what_holds_no_thai_letter_gives_nothing() -> None:
    for word in ("", "Somchai", "สมชาย"[5:], "๑๒๓", "ๆ", "่้", "ເ"):
        assert thai.parts(word) == ()


@pytest.mark.parametrize(
    "word",
    [
        "กร" * 100,
        "เ" * 200,
        "ั" * 200,
        "รร" * 100,
        "ก์" * 100,
        "ฤ" * 200,
        "วรรณพงศ์เดช" * 16,
        "สมชายAbc",
        "ก",
        "ๅๅๅ",
        "ฯพณฯ",
    ],
)
def test_hostile_words_give_few_plain_spellings(word: str) -> None:
    for part in thai.parts(word):
        assert 0 < len(part) <= 16
        assert len(set(part)) == len(part)
        assert all(text.isascii() and text.isalpha() and text.islower() for text in part)


def test_a_common_name_has_few_spellings() -> None:
    assert spellings("สมชาย") == ("somchai",)
    assert len(spellings("มาลี")) <= 2
