"""The tables of names: what they hold is reachable, stands once, and keeps near names of different people apart."""

from __future__ import annotations

from itertools import combinations

import pytest

from naungan.engine.names import canonical, forms_of, kept_apart, latin_fold, same_name, script_of, tokens
from naungan.engine.names.spelling import first_form
from naungan.engine.records import Name
from naungan.engine.tables import Row, rows

NATIVE = {
    "Arab": "محمود",
    "Beng": "রহমান",
    "Cyrl": "Иванов",
    "Deva": "राम",
    "Grek": "Νίκος",
    "Gujr": "રામ",
    "Guru": "ਰਾਮ",
    "Hang": "철수",
    "Hani": "小明",
    "Hebr": "דוד",
    "Khmr": "សុខ",
    "Laoo": "ບຸນ",
    "Mymr": "အောင်",
    "Sinh": "රාම",
    "Taml": "முருகன்",
    "Thai": "สมชาย",
}

APART = """\
maria mario; hassan hasnah; hasan hasnah; siti sita; amir amira; farid farida; aminah aminuddin; ahmad hamad; rahman
rahmat; rahman rahim; somchai somchit; somsak somsri; carlo carla; daniel danilo; daniel daniela; ismail ishak; ali
aliah; zainal zainab; kumar kumari; faizal faizul; nasir nazir; nizar nisar; khalid khalil; hamid hamidah; jamil
jamal; salim salman; ghaffar ghafoor; shahril shahrul; anna anne; john juan; joseph jose; mary maria; francis frances;
francisco francisca; martin martina; eric erica; nattapol nattaporn; thanapol thanaporn; jiraporn jirapol; wichai
wichit; sunisa sunita; suharto suharno; sudarsono suhartono; suparman suparno; budi rudi; dewi dwi; andi andri; ratna
retno; krishnan krishna; murugan murugappan; rajendran rajendra; ramesh rajesh; nadarajah nadarajan; gnanasekaran
gunasekaran; pedersen petersen; tatsuya tetsuya; ryoichi ryuichi; hiroshi hitoshi; xiaoming xiaoping; jianming
jianping; sokha sopha; sophea sopheap; bounmy bounma; chanthavong phanthavong; moreau morel; ivanov ivanova; hussain
hassan; saleh saleha; leonard leonardo; sergio sergei; wei wen; ng ang; van thi; saeed sayed"""

ONE_NAME = """\
mohd muhammad; mohamed muhammad; muhammed mohammad; abd abdul; abdulrahman abdurrahman; zainuddin zaenuddin; nuruddin
nordin; shamsuddin syamsudin; fatimah fatima; aisyah ayesha; khadijah khadija; yusof youssef; hussein hossain; ishak
isaac; soekarno sukarno; soeharto suharto; djoko joko; tjandra chandra; widjaja wijaya; jusuf yusuf; boediono budiono;
krishna krisna; krishnan krisnan; subramaniam subramanian; laxmi letchumi; teo teoh; yeo yeoh; rhee lee; pak park;
choe choi; jihoon jihun; sato satoh; nattapong natthapong; siriporn siriphon; phommachanh phommachan; bounmy bunmi;
sergey sergei; serhiy sergei; dmytro dmitri; yuri iouri; yevgeny evgeny; sasha aleksandr; bill william; gonzalez
gonzales; muller mueller; catherine katherine; sean shawn; karthik kartik; chowdhury choudhary; saraswathy sarasvathi;
jayawardena jayawardene; nadia nadya; nurulhuda nurulhoda; mahmud mohamud"""


def _pairs(text: str) -> list[tuple[str, str]]:
    found = [pair.split() for pair in text.split(";")]
    return [(one, other) for one, other in found if one != other]


def _forms(row: Row) -> list[str]:
    return [form.strip() for form in row["forms"].split(";")]


def test_common_names_stand_once_folded_and_with_a_share() -> None:
    found = [row["token"] for row in rows("name_common")]
    assert len(found) == len(set(found)) > 6000
    for row in rows("name_common"):
        assert 0 < float(row["share"]) <= 0.05, row
        token = row["token"]
        assert not token.isascii() or latin_fold(token) == token, row


def test_a_spelling_stands_in_one_group_only_and_is_folded() -> None:
    seen: set[str] = set()
    assert len(rows("name_equivalents")) > 1200
    for row in rows("name_equivalents"):
        forms = _forms(row)
        assert len(forms) > 1, row
        assert not seen.intersection(forms), seen.intersection(forms)
        seen.update(forms)
        for form in forms:
            assert latin_fold(form) == form.removesuffix("."), row


def test_the_first_form_of_a_group_is_the_key_of_all() -> None:
    for row in rows("name_equivalents"):
        forms = [form for form in _forms(row) if not form.endswith(".")]
        assert {first_form(form) for form in forms} == {forms[0]}, row
        assert len({canonical(form) for form in forms}) == 1, row


@pytest.mark.parametrize(("one", "other"), _pairs(APART))
def test_two_near_names_are_two_people(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert kept_apart(one, other)


@pytest.mark.parametrize(("one", "other"), _pairs(ONE_NAME))
def test_two_spellings_are_one_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


def test_a_title_that_is_always_taken_away_is_nobodys_name() -> None:
    """`puan` is a Malay title first, and a Chinese syllable seldom."""
    names = {row["token"] for row in rows("name_common")} | {
        form for row in rows("name_equivalents") for form in _forms(row)
    }
    always = {row["form"] for row in rows("name_titles") if row["drop"] == "always"}
    assert always & names <= {"puan"}


def test_titles_and_connectives_stand_once() -> None:
    for table in ("name_titles", "name_connectives", "name_placeholders"):
        found = [row["form"] for row in rows(table)]
        assert sorted(found) == sorted(set(found)), table
    assert {row["drop"] for row in rows("name_titles")} == {"always", "leading", "omissible"}
    assert {row["position"] for row in rows("name_connectives")} == {"any", "mid"}


def test_every_latin_title_that_is_always_taken_away_goes() -> None:
    for row in rows("name_titles"):
        if row["drop"] == "always" and row["form"].isascii():
            assert tokens(f"{row['form'].upper()} Whitford Xaverius") == ("whitford", "xaverius"), row


def test_every_native_title_that_is_always_taken_away_goes() -> None:
    for row in rows("name_titles"):
        if row["drop"] == "always" and not row["form"].isascii():
            script = script_of(row["form"])
            name = NATIVE.get(script, NATIVE["Hani"])
            with_title = forms_of(Name(f"{row['form']} {name}"))
            native = [form for form in with_title if not form.derived and form.script == script_of(name)]
            assert [part.text for part in native[0].parts] == [part.text for part in forms_of(Name(name))[0].parts], row


def test_every_latin_connective_goes_between_two_names_and_stays_in_what_is_glued() -> None:
    for row in rows("name_connectives"):
        form = row["form"]
        if form.isascii():
            between = form if form.endswith("-") else f"{form} "
            (found,) = forms_of(Name(f"Whitford {between}Xaverius"))
            assert [part.text for part in found.parts] == ["whitford", "xaverius"], row
            assert found.parts[1].role == row["role"], row
            assert found.parts[1].glued.endswith("xaverius"), row


def test_a_word_that_tells_of_its_bearer_is_a_title_or_a_connective_and_tells_one_thing() -> None:
    known = {row["form"] for table in ("name_titles", "name_connectives") for row in rows(table)}
    found = [(row["form"], row["place"]) for row in rows("name_tells")]
    assert len(found) == len(set(found))
    for row in rows("name_tells"):
        assert row["form"] in known, row
        assert row["place"] in {"between", "first", "second", "behind"}, row
        assert row["tells"] in {"sex": "MF", "generation": "1234"}[row["kind"]], row


def test_every_placeholder_says_nothing() -> None:
    for row in rows("name_placeholders"):
        assert tokens(row["form"]) == (), row
        assert tokens(row["form"].upper()) == (), row
        if row["scope"] == "word":
            assert tokens(f"{row['form']} Whitford") == ("whitford",), row


def test_every_homoglyph_reads_as_its_latin_letter_beside_latin_letters() -> None:
    for row in rows("name_homoglyphs"):
        assert tokens(f"w{row['letter']}w") == (f"w{row['latin']}w",), row


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("YAB Dato' Seri Haji Whitford", "whitford"),
        ("Engr. Whitford Xaverius III", "whitford xaverius"),
        ("Atty. Whitford Xaverius, Jr.", "whitford xaverius"),
        ("Ir. H. Whitford Xaverius, S.H., M.Si.", "h whitford xaverius"),
        ("Lt. Gen. Whitford Xaverius (Ret.)", "whitford xaverius"),
        ("Samdech Oknha Whitford", "whitford"),
        ("Nangsao Whitford Xaverius", "whitford xaverius"),
        ("M.L. Whitford na Xaverius", "whitford xaverius"),
        ("M. Whitford", "m whitford"),
        ("Whitford Xaverius oglu", "whitford xaverius"),
        ("Sean O Whitford", "sean whitford"),
        ("Whitford ould Xaverius", "whitford xaverius"),
        ("Zia ul Haq", "zia haq"),
        ("Ma. Whitford", "maria whitford"),
        ("Mg. Whitford", "maung whitford"),
        ("Sta. Maria, Whitford", "santa maria whitford"),
    ],
)
def test_titles_suffixes_and_particles_of_many_customs_go(text: str, expected: str) -> None:
    assert tokens(text) == tuple(expected.split())


def test_the_members_of_a_group_are_one_name_each_with_each() -> None:
    for row in rows("name_equivalents"):
        forms = [form for form in _forms(row) if not form.endswith(".")]
        for one, other in combinations(forms, 2):
            assert same_name(one, other), (one, other)
