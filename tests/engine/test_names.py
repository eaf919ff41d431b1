"""Names made comparable: scripts, customs, spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names import (
    LONGEST,
    MOST_PARTS,
    canonical,
    clean,
    forms_of,
    is_cut,
    kept_apart,
    latin_fold,
    same_name,
    script_of,
    share,
    tokens,
)
from naungan.engine.records import Name
from naungan.engine.tables import rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Siti binti Dato' Haji Ali", "siti ali"),
        ("AHMAD<BIN<<ALI<<<<", "ahmad ali"),
        ("Tan Sri Mohd. Faizal b. Hassan", "muhammad faizal hassan"),
        ("RAJU A/L MUTHU", "raju muthu"),
        ("RAJU A L MUTHU", "raju muthu"),
        ("Devi d/o Suppiah", "devi suppiah"),
        ("Al-Hassan, Omar", "hassan omar"),
        ("Omar as-Sabah", "omar sabah"),
        ("dela Cruz, Ma. Teresa", "cruz maria teresa"),
        ("Nguyễn Văn An", "nguyen an"),
        ("Le Van", "le van"),
        ("Đặng Thị Lan", "dang thi lan"),
        ("van der Berg, Jan", "berg jan"),
        ("J.P. Santos", "j p santos"),
        ("O'Brien", "obrien"),
        ("Mu’min", "mumin"),
        ("Jean-Pierre", "jean pierre"),
        ("Anak Agung Gde", "anak agung gde"),
        ("Jugah anak Barieng", "jugah barieng"),
        ("Haji", "haji"),
        ("Straße", "strasse"),
        ("A\u200bli\u202e", "ali"),
        ("Mаria", "maria"),
        ("😀 Ali 123", "ali"),
        ("ＡＬＩ", "ali"),
        ("FNU Ali", "ali"),
        ("Fnu Lnu", ""),
        ("NO NAME", ""),
        ("xxx", ""),
        ("tiada nama", ""),
        ("...", ""),
        ("\x00", ""),
        ("", ""),
    ],
)
def test_a_name_becomes_its_tokens(text: str, expected: str) -> None:
    assert tokens(text) == tuple(expected.split())


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Ali", "Latn"),
        ("Đặng", "Latn"),
        ("สมชาย", "Thai"),
        ("王小明", "Hani"),
        ("សុខ", "Khmr"),
        ("ບຸນ", "Laoo"),
        ("အောင်", "Mymr"),
        ("முருகன்", "Taml"),
        ("محمد", "Arab"),
        ("Мария", "Cyrl"),
        ("김철수", "Hang"),
        ("राम", "Deva"),
        ("123", ""),
        ("", ""),
    ],
)
def test_the_script_of_a_name_is_told(text: str, script: str) -> None:
    assert script_of(text) == script


def test_a_native_name_gives_its_own_script_and_a_latin_spelling() -> None:
    native, mandarin, *others, chinese, japanese = forms_of(Name("王小明", kind="native"))
    assert (native.script, [part.text for part in native.parts]) == ("Hani", ["王", "小明"])
    assert (chinese.script, chinese.derived, chinese.syllabic) == ("Latn", "Hani", True)
    assert [part.text for part in chinese.parts] == ["wang", "xiao", "ming"]
    assert [{"wang", "ong", "wong"} <= set(part.spellings) for part in chinese.parts] == [True, False, False]
    assert [part.text for part in mandarin.parts] == ["wang", "xiao", "ming"]
    assert [form.mixed for form in (mandarin, *others, chinese, japanese)] == [
        False,
        *([False] * len(others)),
        True,
        False,
    ], "all speeches at once are one reading, behind those of one speech"
    assert japanese.derived == "Hani"
    assert not chinese.weak
    assert not forms_of(Name("สมชาย"))[1].weak
    assert forms_of(Name("ᬓᬢᬸᬢ᭄"))[1].weak, "a script without spelling tables"


def test_a_name_in_two_scripts_is_two_forms_and_an_alias_after_at_is_another() -> None:
    found = forms_of(Name("WANG Xiaoming 王小明"))
    assert [form.script for form in found if not form.derived] == ["Latn", "Hani"]
    assert {(form.script, form.derived) for form in found if form.derived} == {("Latn", "Hani")}
    assert [[part.text for part in form.parts] for form in forms_of(Name("Tan Ah Kow @ Tan Kok Keong"))] == [
        ["tan", "ah", "kow"],
        ["tan", "kok", "keong"],
    ]


def test_vowel_signs_stay_and_accents_go() -> None:
    assert forms_of(Name("กิน"))[0].parts[0].text == "กิน"
    assert forms_of(Name("فَاطِمَة"))[0].parts == forms_of(Name("فاطمه"))[0].parts


def test_roles_come_from_connectives_and_from_the_source() -> None:
    (form,) = forms_of(Name("Ali bin Hassan"))
    assert [part.role for part in form.parts] == ["", "patronymic"]
    assert form.patronymic
    (form,) = forms_of(Name("SANTOS MARIA TERESA", surname="SANTOS", given="MARIA TERESA"))
    assert [part.role for part in form.parts] == ["family", "given", "given"]
    (form,) = forms_of(Name("SUHARTO", surname="SUHARTO"))
    assert form.parts[0].role == ""


def test_the_last_given_name_and_surname_of_a_truncated_name_may_be_cut() -> None:
    (form,) = forms_of(Name("SRISUPHAN NATTHAPH", surname="SRISUPHAN", given="NATTHAPH", truncated=True))
    assert [part.cut for part in form.parts] == [True, True]
    (form,) = forms_of(Name("ABDUL RAHMAN BIN MUHAM", truncated=True))
    assert [part.cut for part in form.parts] == [False, False, True]


def test_courtesy_titles_that_are_also_names_are_kept_but_not_missed() -> None:
    (form,) = forms_of(Name("U Aung Kyaw"))
    assert [part.weight for part in form.parts] == ["leading", "full", "full"]
    (form,) = forms_of(Name("Mohd Ali bin Hassan"))
    assert [part.weight for part in form.parts] == ["omissible", "full", "full"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mohd", "muhammad"),
        ("yusof", "yusuf"),
        ("aminah", "amina"),
        ("soekarno", "sukarno"),
        ("noor", "nur"),
        ("phommachanh", "phommachan"),
        ("mueller", "muller"),
        ("hasan", "hassan"),
        ("bill", "william"),
    ],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maria", "mario"),
        ("hassan", "hasnah"),
        ("siti", "sita"),
        ("fernando", "fernanda"),
        ("daniel", "daniela"),
        ("yuli", "yulia"),
        ("rahman", "rahim"),
        ("somchai", "somsak"),
        ("andrea", "andrew"),
        ("faizal", "fauzi"),
    ],
)
def test_two_names_that_are_near_are_kept_apart(one: str, other: str) -> None:
    assert kept_apart(one, other)
    assert kept_apart(other, one)
    assert not same_name(one, other)


def test_common_names_have_their_share_and_unknown_ones_the_least() -> None:
    assert share(canonical("mohd")) == share(canonical("muhammad")) > share(canonical("dimaculangan"))
    assert share("zzyzx") < share("zzy"), "short names are few, and have more bearers"


def test_each_spelling_stands_in_one_group() -> None:
    seen: dict[str, str] = {}
    for row in rows("name_equivalents"):
        forms = row["forms"].split(";")
        assert len(forms) == len(set(forms)), row["forms"]
        for form in forms:
            assert seen.setdefault(form, forms[0]) == forms[0], form


def test_a_name_of_5000_characters_is_cut_and_says_so() -> None:
    name = Name("Abdullah " * 700)
    assert is_cut(name)
    assert all(len(form.parts) <= MOST_PARTS for form in forms_of(name))
    assert not is_cut(Name("A" * LONGEST))


def test_whether_a_name_is_written_with_marks_or_not_it_folds_the_same() -> None:
    assert latin_fold("Nguyễn") == latin_fold("NGUYEN") == "nguyen"
    assert clean("a\x00b\u200b\u202ec") == "a bc"


@given(st.text(max_size=300), st.booleans())
def test_any_text_gives_bounded_forms(text: str, truncated: bool) -> None:
    forms = forms_of(Name(text, truncated=truncated))
    assert len(forms) <= 4 * 2 * 30
    for form in forms:
        assert 0 < len(form.parts) <= MOST_PARTS
        assert all(part.text for part in form.parts)


@given(
    st.lists(st.sampled_from(["ahmad", "faizal", "tan", "wei", "nguyen", "santos", "suharto"]), min_size=1, max_size=6)
)
def test_tokens_survive_being_written_again(words: list[str]) -> None:
    text = " ".join(words)
    assert tokens(text) == tokens(text.upper()) == tokens(text.replace(" ", "<")) == tuple(words)


@given(st.text(st.characters(max_codepoint=0x7F), max_size=30))
def test_plain_text_is_cleaned_as_text_with_an_accent_is(text: str) -> None:
    beside = clean(f"{text} é")
    assert clean(text) == beside.removesuffix("é").strip()


@pytest.mark.parametrize("text", ["Ahmad Hafiz bin", "Nasir Hasan al", "Kumar Raj a/l"])
def test_a_connective_with_nothing_behind_it_is_no_part_that_can_be_missed(text: str) -> None:
    assert forms_of(Name(text))[0].parts[-1].weight == "leading"
