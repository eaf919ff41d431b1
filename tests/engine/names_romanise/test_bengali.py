"""Names in Bengali letters as Bangladesh and India print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import bengali
from naungan.engine.tables import rows
from tests.engine.names_romanise.nearness import keeps_the_contract, missed


def spellings(word: str) -> tuple[str, ...]:
    (part,) = bengali.parts(word)
    return part


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("চট্টোপাধ্যায়", "chattopadhyay"),
        ("চট্টোপাধ্যায়", "chatterjee"),
        ("মুখোপাধ্যায়", "mukherjee"),
        ("বন্দ্যোপাধ্যায়", "bandyopadhyay"),
        ("চক্রবর্তী", "chakraborty"),
        ("দত্ত", "dutta"),
        ("রায়", "roy"),
        ("বিশ্বাস", "biswas"),
        ("লক্ষ্মী", "laxmi"),
        ("সুব্রত", "subrata"),
        ("বড়ুয়া", "barua"),
        ("শৰ্মা", "sarma"),
    ],
)
def test_hindu_and_buddhist_names_come_with_their_usual_spelling(word: str, latin: str) -> None:
    assert latin in spellings(word)


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("মোঃ", "md"),
        ("মোহাম্মদ", "mohammad"),
        ("রহমান", "rahman"),
        ("হোসেন", "hossain"),
        ("ইসলাম", "islam"),
        ("বেগম", "begum"),
        ("খাতুন", "khatun"),
        ("আক্তার", "akter"),
        ("চৌধুরী", "chowdhury"),
        ("মিয়া", "miah"),
        ("উদ্দিন", "uddin"),
        ("জিয়াউর", "ziaur"),
        ("মিজানুর", "mizanur"),
        ("শফিকুল", "shafiqul"),
        ("হক", "haque"),
        ("মোসাঃ", "mosammat"),
        ("আনোয়ার", "anwar"),
        ("ইউসুফ", "yusuf"),
    ],
)
def test_muslim_names_come_as_bangladesh_prints_them(word: str, latin: str) -> None:
    assert latin in spellings(word)


def test_the_inherent_vowel_is_a_or_o_and_silent_at_the_end() -> None:
    assert {"kanak", "konok"} <= {*spellings("কনক")}
    assert "dhrubo" in spellings("ধ্রুব") or "dhruba" in spellings("ধ্রুব")


def test_v_after_a_sibilant_is_w_b_or_silent() -> None:
    assert {"swarna", "sarna"} & set(spellings("স্বর্ণ"))
    assert "bishwanathpal" in spellings("বিশ্বনাথপাল") or "biswanathpal" in spellings("বিশ্বনাথপাল")


@pytest.mark.parametrize("pair", [("নূরুল", "নুরুল"), ("শামসুল", "সামসুল"), ("আজিজ", "আযিয"), ("শঙ্কর", "শংকর")])
def test_letters_that_are_spoken_alike_find_the_same_name(pair: tuple[str, str]) -> None:
    one, other = map(spellings, pair)
    assert set(one) & set(other)


def test_a_dot_below_makes_one_letter_of_two_characters() -> None:
    assert bengali.parts("রা\u09df") == bengali.parts("রা\u09af\u09bc")


def test_ends_that_latin_writes_apart_are_parts_of_their_own() -> None:
    assert [part[0] for part in bengali.parts("বিধানচন্দ্র")] == ["bidhan", "chandra"]


def test_initials_are_given_as_one_letter() -> None:
    assert [part[0] for word in ("এ", "কে", "এম") for part in bengali.parts(word)] == ["a", "k", "m"]


# Words of members of parliaments, taken one by one.
COMPOSED = """
আমিনী amini, ওসমানী osmani, ওয়াদুদ wadud, আফরোজ afroz, চুমকি chumki, তারানা tarana, রাজিয়া razia, সাজেদা sajeda,
মওদুদ moudud, মন্নুজান monnujan, সুফিয়ান sufian, তর্কবাগীশ tarkabagish, ফায়েজুল faezul, উকিল ukil, সাঈদী sayeedi,
হান্নান hannan, হোসনে hosne, পলক palak, হাজরা hazra, মুর্শিদ murshid, মেনন menon, সাবের saber, সাহারা sahara, আশরাফুল ashraful,
সুরঞ্জিত suranjit, তোফায়েল tofael, হাশিম hashim, রানাতুঙ্গা ranatunga, আডবাণী advani, মাশরাফি mashrafe, তাসকিন taskin,
মাতঙ্গিনী matangini, ক্ষুদিরাম khudiram, ফিরহাদ firhad, কাকলি kakoli, দস্তিদার dastidar, ঝুলন jhulan, ভাসানী bhashani
"""


def test_names_of_no_table_are_composed_within_one_letter() -> None:
    assert len(missed(COMPOSED, bengali.parts)) <= COMPOSED.count(",") * 0.05


def test_words_without_a_letter_give_nothing() -> None:
    assert bengali.parts("") == bengali.parts("Rahman") == bengali.parts("্ঃ ঁ"[:1]) == ()


@given(st.text(st.characters(min_codepoint=0x0980, max_codepoint=0x09FF), max_size=200))
def test_any_word_keeps_to_the_contract(word: str) -> None:
    assert keeps_the_contract(bengali.parts(word))


def test_the_table_holds_at_least_300_whole_words() -> None:
    assert sum(row["at"] == "word" for row in rows("spelling_bengali_names")) >= 300
