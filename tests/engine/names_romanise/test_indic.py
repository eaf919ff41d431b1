"""Names in Telugu, Kannada, Malayalam, Gujarati, Gurmukhi, Oriya and Sinhala letters, and what Indic scripts share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise import abugida, indic, sounds
from tests.engine.names_romanise.nearness import keeps_the_contract, missed


def spellings(word: str, script: str) -> tuple[str, ...]:
    (part,) = indic.parts(word, script)
    return part


@pytest.mark.parametrize(
    ("script", "word", "latin"),
    [
        ("Telu", "రెడ్డి", "reddy"),
        ("Telu", "వెంకటేశ్వరరావు", "venkateswararao"),
        ("Telu", "మహమ్మద్", "mohammed"),
        ("Knda", "ಸಿದ್ದರಾಮಯ್ಯ", "siddaramaiah"),
        ("Knda", "ಗೌಡ", "gowda"),
        ("Knda", "ಹೆಗಡೆ", "hegde"),
        ("Mlym", "ഉമ്മൻ", "oommen"),
        ("Mlym", "ഗോപാലകൃഷ്ണൻ", "gopalakrishnan"),
        ("Mlym", "ഗൗഡ", "gowda"),
        ("Mlym", "വർഗീസ്", "varghese"),
        ("Gujr", "પટેલ", "patel"),
        ("Gujr", "ધીરુભાઈ", "dhirubhai"),
        ("Gujr", "ઝાલા", "zala"),
        ("Guru", "ਸਿੰਘ", "singh"),
        ("Guru", "ਬਲਵਿੰਦਰ", "balwinder"),
        ("Guru", "ਸ਼ਰਮਾ", "sharma"),
        ("Orya", "ପଟ୍ଟନାୟକ", "patnaik"),
        ("Orya", "ମିଶ୍ର", "misra"),
        ("Sinh", "රාජපක්ෂ", "rajapaksa"),
        ("Sinh", "වික්රමසිංහ", "wickremesinghe"),
        ("Sinh", "ජයවර්ධන", "jayawardena"),
        ("Sinh", "පෙරේරා", "perera"),
        ("Sinh", "බණ්ඩාරනායක", "bandaranaike"),
    ],
)
def test_common_names_come_with_their_usual_spelling(script: str, word: str, latin: str) -> None:
    assert latin in spellings(word, script)


def test_the_south_speaks_the_vowel_that_gujarati_leaves_out() -> None:
    assert spellings("సులభ", "Telu")[0] == "sulabha"
    assert spellings("સુલભ", "Gujr")[0] == "sulabh"


COMPOSED = {
    "Telu": """ప్రేమచంద్రన్ premachandran, తాపీరామ్ tapiram, హుక్కేరి hukkeri, అహ్లువాలియా ahluwalia, శాహ్ shah, అహలావాత్ ahlawat,
        కటారియా kataria, కుషవాహా kushawaha, స్వాయిన్ swain, బల్యాన్ balyan, హెగ్డె hegde, మేఘవాల్ meghwal, కోశియారీ koshyari,
        పుండలిక్రావ్ pundlikrao, రణతుంగ ranatunga""",
    "Gujr": """શાનવાસ shanavas, ગૌડ઼ા gowda, તાપીરામ tapiram, સોલંકી solanki, શિરોલે shirole, રાઠવા rathwa, બનસોડે bansode,
        અડસુલ adsul, કોશ્યારી koshyari, ગવલી gawali""",
    "Mlym": """ഷാനവാസ് shanavas, ഹർഷവർധൻ harshavardhan, ബലിയാൻ balyan, അഡ്വാണി advani, മുല്ലപ്പള്ളി mullappally,
        വെള്ളാപ്പള്ളി vellappally, കണ്ണന്താനം kannanthanam, കുമ്മനം kummanam, രാജശേഖരൻ rajasekharan, കൊടിക്കുന്നിൽ kodikunnil""",
    "Knda": """ಬಂಗಾರಪ್ಪ bangarappa, ಕಟೀಲ್ kateel, ತೇಜಸ್ವಿ tejasvi, ಕುಂಬ್ಳೆ kumble, ಜಾವಗಲ್ javagal, ಕಾಸರವಳ್ಳಿ kasaravalli,
        ಭೈರಪ್ಪ bhyrappa, ದ್ರಾವಿಡ್ dravid""",
    "Guru": "ਬਲਿਆਨ balyan, ਜਾਖੜ jakhar, ਕੈਰੋਂ kairon, ਭਿੰਡਰਾਂਵਾਲੇ bhindranwale, ਪਾਤਰ patar, ਗਾਰਗੀ gargi, ਵੜੈਚ waraich",
    "Orya": "ଲେଖୀ lekhi, ନିଷାଦ nishad, ଖଡ଼ସେ khadase, ବିଠୋବା vithoba, ବୈଜୟନ୍ତ baijayant, ଗାୱଲୀ gawali",
    "Sinh": """සුමතිපාල sumathipala, කිරිඇල්ල kiriella, විජිතමුණි vijithamuni, මාන්නප්පෙරුම mannapperuma, ප්රියංකර priyankara,
        කාරියවසම් kariyawasam, අලුත්ගමගේ aluthgamage, රඹුක්වැල්ල rambukwella, සියඹලාපිටිය siyambalapitiya, වන්නිආරච්චි wanniarachchi,
        හඳුන්නෙත්ති handunnetti, ගම්මන්පිල gammanpila""",
}


@pytest.mark.parametrize("script", COMPOSED)
def test_names_of_no_table_are_composed_within_one_letter(script: str) -> None:
    assert missed(COMPOSED[script], lambda word: indic.parts(word, script)) == []


def test_scripts_that_the_module_does_not_read_give_nothing() -> None:
    assert indic.parts("ราม", "Thai") == indic.parts("", "Telu") == indic.parts("Rao", "Telu") == ()


@given(
    st.text(st.characters(min_codepoint=0x0A00, max_codepoint=0x0DFF), max_size=200),
    st.sampled_from(sorted(indic.SCRIPTS)),
)
def test_any_word_keeps_to_the_contract(word: str, script: str) -> None:
    assert keeps_the_contract(indic.parts(word, script))


def test_sounds_write_the_inherent_vowel_out() -> None:
    assert sounds.sounds_of("கணேசன்") == "கஅணஏசஅன"
    assert sounds.sounds_of("कृष्ण") == "कऋषणअ"
    assert sounds.sounds_of("ৎ") == "ত"


def test_a_nukta_belongs_to_its_letter_even_in_wrong_order() -> None:
    assert sounds.sounds_of("क\u093c") == "\u0958अ"
    assert sounds.sounds_of("क्\u093c") in {"\u0958", "क"}
    assert sounds.sounds_of("\u093c") == ""


def test_silent_vowels_are_found_from_the_end() -> None:
    marked = sounds.without_schwas(sounds.sounds_of("कमलनाथ"))
    assert marked == "कअमअल्नआथ्"


def test_rows_of_letters_win_by_length_and_then_by_order() -> None:
    letters = [
        {"letters": "க்", "before": "^", "after": "", "latin": "k"},
        {"letters": "க்", "before": "", "after": "", "latin": "g"},
        {"letters": "ங்க்", "before": "", "after": "", "latin": "ng"},
        {"letters": "அ", "before": "", "after": "$", "latin": "a;ah=1"},
        {"letters": "அ", "before": "", "after": "", "latin": "a"},
    ]
    known = abugida.grammar(letters, [], fold=str, mark=str)
    assert abugida.parts_of(known, sounds.sounds_of("ககங்க")) == (("kaganga",),)


def test_names_inside_a_word_come_before_its_letters() -> None:
    letters = [
        {"letters": letter, "before": "", "after": "", "latin": latin} for letter, latin in (("க்", "k"), ("அ", "a"))
    ]
    names = [{"name": "கக", "at": "start", "latin": "gaga"}]
    known = abugida.grammar(letters, names, fold=str, mark=str)
    assert abugida.parts_of(known, sounds.sounds_of("ககக")) == (("gagaka", "kakaka"),)


def test_a_dear_spelling_is_not_given() -> None:
    letters = [
        {"letters": "க்", "before": "", "after": "", "latin": "k;g=3"},
        {"letters": "அ", "before": "", "after": "", "latin": "a"},
    ]
    known = abugida.grammar(letters, [], fold=str, mark=str)
    (found,) = abugida.parts_of(known, sounds.sounds_of("ககக"))
    assert found[0] == "kakaka"
    assert "gagaga" not in found
