"""Tamil names as Malaysian, Singapore, Sri Lankan and Indian papers spell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import tamil
from naungan.engine.tables import rows
from tests.engine.names_romanise.nearness import keeps_the_contract, missed


def spellings(word: str) -> tuple[str, ...]:
    (part,) = tamil.parts(word)
    return part


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("சுப்பிரமணியம்", "subramaniam"),
        ("கிருஷ்ணன்", "krishnan"),
        ("முனியாண்டி", "muniandy"),
        ("லட்சுமணன்", "letchumanan"),
        ("வேலு", "veloo"),
        ("ராமசாமி", "ramasamy"),
        ("சரஸ்வதி", "saraswathy"),
        ("தனலட்சுமி", "thanaletchumi"),
        ("பெருமாள்", "perumal"),
        ("கோவிந்தசாமி", "govindasamy"),
        ("சிவகாமி", "sivagami"),
        ("கணேசன்", "ganesan"),
        ("ராஜேஸ்வரி", "rajeswari"),
        ("செல்வம்", "selvam"),
        ("விஜயா", "vijaya"),
        ("சுப்பையா", "subbiah"),
        ("சண்முகம்", "shanmugam"),
        ("ஆறுமுகம்", "arumugam"),
    ],
)
def test_names_come_as_malaysian_registers_print_them(word: str, latin: str) -> None:
    assert latin in spellings(word)


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("ஸ்ரீதரன்", "sritharan"),
        ("சிறீதரன்", "sritharan"),
        ("மகாலிங்கம்", "mahalingam"),
        ("செல்வராசா", "selvarajah"),
        ("விக்னேஸ்வரன்", "wigneswaran"),
        ("திருச்செல்வம்", "tiruchelvam"),
        ("சம்பந்தன்", "sampanthan"),
        ("அபேவர்தன", "abeywardena"),
        ("திசாநாயக்க", "dissanayake"),
    ],
)
def test_names_come_as_sri_lankan_papers_print_them(word: str, latin: str) -> None:
    assert latin in spellings(word)


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("முகம்மது", "mohamed"),
        ("முஹம்மத்", "muhammad"),
        ("அப்துல்", "abdul"),
        ("ரகுமான்", "rahman"),
        ("பாத்திமா", "fatima"),
        ("ஜோசப்", "joseph"),
        ("மேரி", "mary"),
        ("அந்தோனி", "anthony"),
        ("சேவியர்", "xavier"),
        ("சிங்", "singh"),
    ],
)
def test_muslim_christian_and_sikh_names_keep_their_own_spelling(word: str, latin: str) -> None:
    assert spellings(word)[0] == latin or latin in spellings(word)[:3]


def test_one_letter_is_read_by_its_place_in_the_word() -> None:
    assert spellings("தங்கப்பன்")[0] == "thangappan"  # t at the start, ng after a nasal, pp doubled
    assert "kabilan" in spellings("கபிலன்")  # p between vowels is b
    assert "pugalenthi" in spellings("புகழேந்தி")
    assert "kadiravan" in spellings("கதிரவன்") or "kathiravan" in spellings("கதிரவன்")
    assert "angajan" in spellings("அங்கஜன்")  # Grantha letters are read one way only


def test_a_vowel_that_only_carries_a_cluster_may_be_left_out() -> None:
    assert {"sumanthiran", "sumandran"} <= set(spellings("சுமந்திரன்"))
    assert "chandran" in spellings("சந்திரன்")
    assert "priya" in spellings("பிரியா")


def test_a_vowel_before_l_and_r_may_be_left_out_at_the_start() -> None:
    assert spellings("இராமநாதன்")[0] == "ramanathan"
    assert "letchumi" in spellings("இலட்சுமி")


def test_zh_is_written_zh_and_l() -> None:
    assert {"kanimozhi", "kanimoli"} <= set(spellings("கனிமொழி"))


@pytest.mark.parametrize(("word", "letter"), [("எஸ்", "s"), ("எம்", "m"), ("கே", "k"), ("மு", "m"), ("இரா", "r")])
def test_initials_are_given_as_one_letter(word: str, letter: str) -> None:
    assert letter in spellings(word)


def test_letters_with_dots_are_parts_of_their_own() -> None:
    assert [part[0] for part in tamil.parts("எம்.ஜி.ராமச்சந்திரன்")] == ["m", "g", "ramachandran"]


def test_words_without_a_tamil_letter_give_nothing() -> None:
    assert tamil.parts("") == tamil.parts("Raman") == tamil.parts("١٢") == tamil.parts("்்") == ()


@pytest.mark.parametrize("word", ["்" * 200, "க்ஷ்ரீ" * 30, "ாிு", "கா\ud800", "சுப்பிரமணிய" * 18, "த்திர" * 33])
def test_hostile_words_keep_to_the_contract(word: str) -> None:
    assert keeps_the_contract(tamil.parts(word))


@given(st.text(st.characters(min_codepoint=0x0B80, max_codepoint=0x0BFF), max_size=200))
def test_any_word_keeps_to_the_contract(word: str) -> None:
    assert keeps_the_contract(tamil.parts(word))


# Words that are not in the table of names, with the spelling of a well-known bearer.
COMPOSED = """
கஜதீரா gajadeera, தயசிரி dayasiri, டிலான் dilan, லொகுகே lokuge, கயந்த gayantha, கெஹெலிய keheliya, மனுசா manusha,
நாணயக்கார nanayakkara, மொஹான் mohan, கிரேரோ grero, பியசேன piyasena, மத்தும madduma, சியம்பலாபிட்டிய siyambalapitiya,
ரோஹித rohitha, சந்திரசேன chandrasena, சீனித்தம்பி seeniththamby, முத்துக்குமாரண muthukumarana, அமுனுகம amunugama,
அடைக்கலநாதன் adaikalanathan, மௌலானா moulana, சுமேதா sumedha, சுசில் susil, தலதா thalatha, ரஞ்சன் ranjan, பிஜு biju,
பூனம் poonam, மகாஜன் mahajan, ஜாதவ் jadhav, லேகி lekhi, கமலாத் gamalath, கோடீசுவரன் kodeeswaran, அங்கஜன் angajan,
காரியவசம் kariyawasam, தொண்டமான் thondaman, திகாம்பரம் digambaram, சாணக்கியன் shanakiyan, தென்னரசு thennarasu,
பொய்யாமொழி poyyamozhi, சிலம்பரசன் silambarasan, புதுச்சேரி puthucheary, ராயர் rayer, இராசமாணிக்கம் rasamanickam
"""


def test_names_of_no_table_are_composed_within_one_letter() -> None:
    assert len(missed(COMPOSED, tamil.parts)) <= COMPOSED.count(",") * 0.05


def test_the_table_holds_at_least_300_whole_words() -> None:
    assert sum(row["at"] == "word" for row in rows("spelling_tamil_names")) >= 300
