"""Names in Devanagari as India and Nepal print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import devanagari
from naungan.engine.tables import rows
from tests.engine.names_romanise.nearness import keeps_the_contract, missed


def spellings(word: str) -> tuple[str, ...]:
    (part,) = devanagari.parts(word)
    return part


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("शर्मा", "sharma"),
        ("सिंह", "singh"),
        ("नरेंद्र", "narendra"),
        ("नरेन्द्र", "narender"),
        ("लक्ष्मी", "laxmi"),
        ("ज्ञानेश्वर", "dnyaneshwar"),
        ("चट्टोपाध्याय", "chattopadhyay"),
        ("चौधरी", "chowdhury"),
        ("खान", "khan"),
        ("मोहम्मद", "mohammad"),
        ("सिद्दीकी", "siddiqui"),
        ("विष्णु", "bishnu"),
        ("दाहाल", "dahal"),
        ("श्रेष्ठ", "shrestha"),
        ("तामाङ", "tamang"),
        ("जॉर्ज", "george"),
        ("अमरिंदर", "amarinder"),
        ("फडणवीस", "fadnavis"),
    ],
)
def test_common_names_come_with_their_usual_spelling(word: str, latin: str) -> None:
    assert latin in spellings(word)


@pytest.mark.parametrize(
    ("word", "latin"),
    [("गणगुण", "gangun"), ("टुकरवाल", "tukarwal"), ("कासवान", "kaswan"), ("चटमल", "chatmal"), ("बनसोडे", "bansode")],
)
def test_the_inherent_vowel_is_silent_at_the_end_and_between_single_consonants(word: str, latin: str) -> None:
    assert latin in spellings(word)


def test_a_silent_vowel_may_be_written_all_the_same() -> None:
    assert {"rakma", "rakama"} <= set(spellings("रकमा"))


def test_a_last_cluster_keeps_its_vowel() -> None:
    assert spellings("चन्द्र")[0] == "chandra"
    assert "amatya" in spellings("अमात्य")


def test_a_nasal_sign_is_read_by_the_letter_after_it() -> None:
    assert spellings("कंचन")[0] == "kanchan"
    assert "khimbu" in spellings("खिंबु")
    assert {"sanyam", "samyam"} & set(spellings("संयम"))


def test_v_is_written_v_w_and_in_nepal_b() -> None:
    assert {"vikal", "bikal"} <= set(spellings("विकल"))
    assert {"jivan", "jiwan"} <= set(spellings("जीवन"))


@pytest.mark.parametrize("pair", [("सुनिल", "सुनील"), ("चंद", "चन्द"), ("ज़ाकिर", "जाकिर"), ("कार्कि", "कार्की")])
def test_spellings_that_writers_exchange_find_the_same_name(pair: tuple[str, str]) -> None:
    one, other = map(spellings, pair)
    assert one[0] == other[0]


def test_ends_that_latin_writes_apart_are_parts_of_their_own() -> None:
    assert [part[0] for part in devanagari.parts("कृष्णबहादुर")] == ["krishna", "bahadur"]
    assert [part[0] for part in devanagari.parts("गिरिजाप्रसाद")] == ["girija", "prasad"]
    assert [part[0] for part in devanagari.parts("बहादुर")] == ["bahadur"]


def test_letters_with_the_sign_of_abbreviation_are_parts_of_their_own() -> None:
    assert [part[0] for part in devanagari.parts("एम॰के॰गांधी")] == ["m", "k", "gandhi"]


@pytest.mark.parametrize(("word", "letter"), [("एस", "s"), ("के", "k"), ("पु", "p"), ("बि", "b")])
def test_initials_are_given_as_one_letter(word: str, letter: str) -> None:
    assert letter in spellings(word)


# Words of members of parliaments and assemblies, taken one by one.
COMPOSED = """
अफिलाल afilal, बलायर balayar, रोकाया rokaya, बसुन्धारा basundhara, उखेडा ukheda, तारिणी tarini, चटौत chataut, कलसा kalasha,
आरजु aarju, ठगुन्ना thagunna, पुस्करनाथ puskarnath, दुलारी dulari, मैकु maiku, बाल्मिकी balmiki, हलुवाईनि haluwaini, दहित dahit,
जमिन्द्रमान jamindraman, तप्त tapta, डिल्ली dilli, काफ्ले kafle, तुलाराज tularaj, टुकाभद्र tukabhadra, भुइहार bhuihar,
स्यान्ग्तांग syantang, फुल्झारी phuljhari, केडिया kedia, तिवाडेवाल tiwadewal, बंग्सिधर bangsidhar, चेम्जोङ्ग chemjong,
टुहुरे tuhure, खड्गी khadgi, गच्छाधर gachhadhar, भोटनि bhotni, मिनेन्द्र minendra, गोल्छा golchha, शयन्द्र shayandra,
वान्तवा bantawa, थरुनी tharuni, सिवाकोटी siwakoti, मोक्तान moktan, लावती lawati, थेबे thebe, सुनुवार sunuwar,
खातिवोड़ा khatiwoda, हुक्केरी hukkeri, लेखी lekhi, अहलावत ahlawat, कटारिया kataria, शिरोळे shirole, गावित gavit, खडसे khadase,
अडसूळ adsul, बैजयंत baijayant, कोश्यारी koshyari, पुंडलिकराव pundlikrao, गवली gawali, चन्दूमाजरा chandumajra,
पटसानी patasani, पिनाकी pinaki, गोहेन gohain
"""


def test_names_of_no_table_are_composed_within_one_letter() -> None:
    assert len(missed(COMPOSED, devanagari.parts)) <= COMPOSED.count(",") * 0.05


def test_words_without_a_letter_give_nothing() -> None:
    assert devanagari.parts("") == devanagari.parts("Ram") == devanagari.parts("॰॰।") == devanagari.parts("्") == ()


@given(st.text(st.characters(min_codepoint=0x0900, max_codepoint=0x097F), max_size=200))
def test_any_word_keeps_to_the_contract(word: str) -> None:
    assert keeps_the_contract(devanagari.parts(word))


def test_the_table_holds_at_least_300_whole_words() -> None:
    assert sum(row["at"] == "word" for row in rows("spelling_devanagari_names")) >= 300
