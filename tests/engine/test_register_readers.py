"""The readers of an import: whatever is broken costs itself, says where, and leaves every other row done."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine import errors
from naungan.engine.records import Document, Name, PartialDate
from naungan.engine.register import Charge, admit, columns, ftm, interpol
from naungan.engine.register.mapping import CONVICTION, ENTRY, NOTICE, default_mapping, parse_mapping
from naungan.engine.register.reading import LONGEST_LINE, ImportOptions, Proposal, lines
from naungan.engine.tables.sentences import in_language

TODAY = date(2026, 11, 22)
OPTIONS = ImportOptions(
    owner_state="MYS", owner_agency="Sample bureau", source="Sample notices (fictional)",
    lawful_basis="INT-INTERPOL-DATA", expires_on=date(2027, 6, 1), verified_on=TODAY, sample=True,
)  # fmt: skip


def notice(number: str = "2026/99901", colour: str = "red", **changes: Any) -> dict[str, Any]:
    """A fictional notice in the shape of the service."""
    told: dict[str, Any] = {
        "arrest_warrants": [
            {"issuing_country_id": "GB", "charge": "Sexual assault on a minor", "charge_translation": None}
        ],
        "date_of_birth": "1975/03/02",
        "entity_id": number,
        "forename": "CONTOH",
        "name": "REKAAN",
        "nationalities": ["MY", "GB"],
        "sex_id": "M",
        "country_of_birth_id": "MY",
        "place_of_birth": "SAMPLE TOWN",
        "languages_spoken_ids": ["MAY"],
        "_embedded": {"links": []},
        "_links": {"self": {"href": f"https://service.invalid/notices/v1/{colour}/{number.replace('/', '-')}"}},
    }
    if colour == "yellow":
        del told["arrest_warrants"]
    return told | changes


def read_notices(text: str | bytes, **changes: Any) -> list[Proposal]:
    data = text.encode() if isinstance(text, str) else text
    options = ImportOptions(**{slot: getattr(OPTIONS, slot) for slot in ImportOptions.__slots__} | changes)
    return list(interpol.read([data], options=options, today=TODAY))


def listed(*notices: dict[str, Any]) -> dict[str, Any]:
    return {
        "total": len(notices),
        "query": {"page": 1},
        "_embedded": {"notices": list(notices)},
        "_links": {"self": {}},
    }


def test_a_single_red_notice_is_read_whole() -> None:
    (row,) = read_notices(json.dumps(notice()))
    assert row.problems == ()
    draft = row.draft
    assert draft is not None
    assert draft.identity.names == (Name("CONTOH REKAAN", surname="REKAAN", given="CONTOH"),)
    assert draft.identity.births == (PartialDate(1975, 3, 2),)
    assert (draft.identity.sex, draft.identity.nationalities) == ("M", ("MYS", "GBR"))
    assert draft.identity.birth_place == "SAMPLE TOWN, Malaysia"
    assert draft.source_reference == "red/2026/99901"
    found = draft.notices[0]
    assert (found.kind, found.number, found.issued) == ("red", "2026/99901", PartialDate(2026))
    assert found.charges == (Charge("Sexual assault on a minor", "GBR"),)
    assert found.last_verified == TODAY
    assert admit(draft, node_state="MYS", today=TODAY).outcome == "accepted"


def test_a_list_of_the_service_is_read_and_its_notices_without_warrants_are_held() -> None:
    short = {key: value for key, value in notice().items() if key != "arrest_warrants"}
    rows = read_notices(json.dumps(listed(short, notice("2026/99902", "yellow", date_of_birth="2015"))))
    outcomes = [admit(row.draft, node_state="MYS", today=TODAY) for row in rows if row.draft]
    assert [(found.outcome, found.rule) for found in outcomes] == [("held", "no-charge"), ("accepted", "")]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_broken_notice_in_the_middle_costs_itself_only(indent: int | None) -> None:
    text = json.dumps(listed(*(notice(f"2026/9990{number}") for number in range(5))), indent=indent)
    at = text.index('"2026/99902"')
    rows = read_notices(text[:at] + '"2026/999' + text[at + 12 :])
    assert [row.draft.source_reference for row in rows if row.draft] == [
        f"red/2026/9990{number}" for number in (0, 1, 3, 4)
    ]
    (broken,) = [row for row in rows if row.draft is None]
    assert broken.place.startswith("line ")
    assert broken.problems[0].fatal
    assert broken.problems[0].remedy


def test_a_file_that_was_cut_off_keeps_what_came() -> None:
    text = json.dumps(listed(*(notice(f"2026/9990{number}") for number in range(3))))
    rows = read_notices(text[: text.index("2026/99902") + 20])
    assert [bool(row.draft) for row in rows] == [True, True, False]


def test_notices_as_lines_are_read_with_their_line() -> None:
    rows = read_notices("\n".join(json.dumps(notice(f"2026/{number}")) for number in (1, 2)))
    assert [row.place for row in rows] == ["line 1, notice 2026/1", "line 2, notice 2026/2"]


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"forename": None}, "REKAAN"),
        ({"forename": "-"}, "REKAAN"),
        ({"name": None}, "CONTOH"),
        ({"date_of_birth": None, "nationalities": None, "sex_id": None, "arrest_warrants": None}, "CONTOH REKAAN"),
    ],
)
def test_fields_that_the_service_leaves_empty_are_empty(changes: dict[str, Any], names: str) -> None:
    (row,) = read_notices(json.dumps(notice(**changes)))
    assert row.draft is not None
    assert row.draft.identity.names[0].text == names
    assert row.problems == ()


def test_what_is_wrong_in_a_notice_is_told_and_the_rest_is_used() -> None:
    (row,) = read_notices(json.dumps(notice(date_of_birth="1975/02/31", nationalities=["MY", "Q9"])))
    assert row.draft is not None
    assert (row.draft.identity.births, row.draft.identity.nationalities) == ((), ("MYS",))
    assert len(row.problems) == 2
    assert all(problem.remedy for problem in row.problems)


def test_a_notice_that_is_not_utf8_or_has_no_number_is_unreadable() -> None:
    (row,) = read_notices(json.dumps(notice(name="X\u00e9Y"), ensure_ascii=False).encode("latin-1"))
    assert row.draft is None
    assert "UTF-8" in row.problems[0].message
    assert read_notices(json.dumps(notice(entity_id=None)))[0].draft is None


def test_the_colour_comes_from_the_notices_address_then_from_the_officer() -> None:
    bare = {key: value for key, value in notice("2026/5", "yellow").items() if key != "_links"}
    assert read_notices(json.dumps(bare))[0].draft is None
    (row,) = read_notices(json.dumps(bare), colour="yellow")
    assert row.draft is not None
    assert row.draft.notices[0].kind == "yellow"


@pytest.mark.parametrize("text", ["", "[]", '{"total": 0}', "name,birth\nx,y", "\0\0", "{" * 5000, '{"name":' * 3000])
def test_a_file_without_any_notice_is_unreadable_or_full_of_problems(text: str) -> None:
    try:
        rows = read_notices(text)
    except errors.Unreadable as wrong:
        assert wrong.remedy  # noqa: PT017
    else:
        assert all(row.draft is None for row in rows)


def person(number: int = 1, **properties: Any) -> dict[str, Any]:
    """A fictional FollowTheMoney person."""
    told = {
        "name": ["Contoh Rekaan"], "alias": ["C. Rekaan"], "weakAlias": ["Con"], "birthDate": ["1975-03"],
        "nationality": ["my"], "gender": ["male"], "passportNumber": ["A1234567"], "topics": ["crime"],
    }  # fmt: skip
    return {"id": f"sample-{number}", "schema": "Person", "properties": told | properties}


def sanction(entity: str, **properties: Any) -> dict[str, Any]:
    told = {
        "entity": [entity], "country": ["gb"], "authority": ["Crown Court at Sample"],
        "reason": ["Sexual Offences Act 2003 s.8"], "listingDate": ["2015-01-02"],
    }  # fmt: skip
    return {"id": f"s-{entity}", "schema": "Sanction", "properties": told | properties}


def read_ftm(*entities: Any) -> list[Proposal]:
    text = "\n".join(entity if isinstance(entity, str) else json.dumps(entity) for entity in entities).encode()
    links = ftm.gather(lines([text]))
    return list(ftm.read(lines([text]), links, options=OPTIONS, today=TODAY))


@pytest.mark.parametrize("before", [True, False])
def test_a_person_is_read_with_the_sanctions_and_documents_that_point_to_it(before: bool) -> None:
    parts = [
        sanction("sample-1"),
        {"id": "p", "schema": "Passport",
         "properties": {"holder": ["sample-1"], "number": ["A1234567"], "country": ["my"], "endDate": ["2030-01-01"]}},
    ]  # fmt: skip
    rows = read_ftm(*(parts if before else []), person(), *([] if before else parts))
    (row,) = rows
    draft = row.draft
    assert draft is not None
    assert draft.source_reference == "sample-1"
    assert draft.identity.names == (
        Name("Contoh Rekaan"), Name("C. Rekaan", "alias"), Name("Con", "low-quality"),
    )  # fmt: skip
    assert draft.identity.births == (PartialDate(1975, 3),)
    assert draft.identity.documents == (Document("passport", "A1234567", "MYS", PartialDate(2030, 1, 1)),)
    conviction = draft.convictions[0]
    assert (conviction.section, conviction.court_state) == ("Sexual Offences Act 2003 s.8", "GBR")
    convicted = replace(draft, lawful_basis="MYS-CHILD-ACT-REGISTER")
    assert admit(convicted, node_state="MYS", today=TODAY).rule == "finality-unknown"
    assert admit(draft, node_state="MYS", today=TODAY).rule == "basis-of-another-ground"


def test_a_nested_file_is_read_like_a_flat_one() -> None:
    nested = person(sanctions=[sanction("sample-1")])
    flat = read_ftm(person(), sanction("sample-1"))[0].draft
    assert read_ftm(nested)[0].draft == flat


def test_a_wanted_person_gets_a_notice_and_an_interpol_listing_its_colour() -> None:
    wanted = person(topics=["wanted"])
    told = {"authority": ["INTERPOL"], "program": ["Red Notices"], "reason": ["Sexual assault on a minor"]}
    (row,) = read_ftm(wanted, sanction("sample-1", **told))
    assert row.draft is not None
    assert (row.draft.notices[0].kind, row.draft.convictions) == ("red", ())
    (row,) = read_ftm(wanted, sanction("sample-1", reason=["Rape of a child"]))
    assert row.draft is not None
    assert row.draft.notices[0].kind == "national-warrant"


def test_a_person_without_crime_or_warrant_has_no_ground() -> None:
    (row,) = read_ftm(person(topics=["role.pep"]))
    assert row.draft is not None
    assert admit(row.draft, node_state="MYS", today=TODAY).rule == "no-ground"


def test_a_sanction_that_ended_cancels_its_notice() -> None:
    (row,) = read_ftm(person(topics=["wanted"]), sanction("sample-1", reason=["child rape"], endDate=["2020-01-01"]))
    assert row.draft is not None
    assert admit(row.draft, node_state="MYS", today=TODAY).rule == "notice-cancelled"


def test_a_broken_line_between_two_persons_costs_itself_only() -> None:
    rows = read_ftm(person(1), '{"id": "x", "schema": "Person"', '{"no": "schema"}', "[1]", person(2))
    assert [(row.place.split(",")[0], bool(row.draft)) for row in rows] == [
        ("line 1", True), ("line 2", False), ("line 3", False), ("line 4", False), ("line 5", True),
    ]  # fmt: skip


def test_ten_thousand_names_for_one_person_are_read_and_refused_with_the_limit() -> None:
    rows = read_ftm(person(1, name=[f"Rekaan {number}" for number in range(10_000)]), person(2))
    found = [admit(row.draft, node_state="MYS", today=TODAY) for row in rows if row.draft]
    assert found[0].rule == "too-large"
    assert "500" in found[0].sentence
    assert found[1].rule != "too-large"


HEADER = (
    "source_reference,name,birth_date,nationality,conviction_section,conviction_court_state,conviction_convicted_on"
)
GOOD = 'R1,Contoh Rekaan,1975-03-02,MYS,"Act 792, s.14",MYS,2020-01-01'


def read_csv(text: str | bytes, mapping: str = "") -> list[Proposal]:
    data = text.encode() if isinstance(text, str) else text
    used = parse_mapping(mapping) if mapping else default_mapping()
    return list(columns.read(lines([data]), used, options=OPTIONS, today=TODAY))


def test_columns_with_our_own_names_need_no_mapping() -> None:
    (row,) = read_csv(f"{HEADER}\n{GOOD}\n")
    assert row.draft is not None
    assert row.draft.identity.names == (Name("Contoh Rekaan"),)
    assert row.draft.convictions[0].section == "Act 792, s.14"
    assert row.draft.notices == ()


MAPPING = """
delimiter = ";"
[entry]
source_reference = "no"
name = ["given", "family"]
surname = "family"
given = "given"
sex = {column = "jantina", values = {"1" = "M", "2" = "F"}}
source = {constant = "Register of Utopia (fictional)"}
aliases = {column = "other", separator = "|"}
native_names = "native"
passports = "passports"
[[conviction]]
section = "law"
court_state = {constant = "MYS"}
convicted_on = "judged"
finality = {constant = "final"}
victim = {column = "victim", values = {"kanak-kanak" = "child"}}
"""


def test_a_mapping_names_columns_constants_values_and_separators() -> None:
    text = (
        "no;given;family;jantina;other;native;passports;law;judged;victim\n"
        "7;Contoh;Rekaan;1;C. Rekaan|Rekaan C.;Thai:ตัวอย่าง;MYS:A1:2030-05-01;Act 792 s.14;4 Mei 2020;kanak-kanak\n"
    )
    (row,) = read_csv(text, MAPPING)
    assert row.problems == ()
    draft = row.draft
    assert draft is not None
    assert draft.identity.names == (
        Name("Contoh Rekaan", surname="Rekaan", given="Contoh"), Name("C. Rekaan", "alias"),
        Name("Rekaan C.", "alias"), Name("ตัวอย่าง", "native", script="Thai"),
    )  # fmt: skip
    assert (draft.identity.sex, draft.source) == ("M", "Register of Utopia (fictional)")
    assert draft.identity.documents == (Document("passport", "A1", "MYS", PartialDate(2030, 5, 1)),)
    assert draft.convictions[0].convicted_on == PartialDate(2020, 5, 4)
    assert draft.convictions[0].victim == "child"


@pytest.mark.parametrize(
    "text",
    [
        "entry = 3", "[entry", "[entry]\nnonsense = 'x'", "[entry]\nname = 3",
        "[entry]\nname='n'\n[conviction]\nsection='s'",
        "[entry]\nname='n'\n[[conviction]]\nkind='s'", "[other]\nname='n'", "[entry]\nname={colum='x'}",
    ],
)  # fmt: skip
def test_a_mapping_that_is_wrong_says_where_and_what_to_do(text: str) -> None:
    with pytest.raises(errors.Unreadable) as caught:
        parse_mapping(text, place="mapping.toml")
    assert "mapping.toml" in str(caught.value)
    assert caught.value.remedy


def test_the_fields_of_a_mapping_are_those_of_the_records() -> None:
    mapping = default_mapping()
    assert set(mapping.entry) == set(ENTRY)
    assert set(mapping.convictions[0]) == set(CONVICTION)
    assert set(mapping.notices[0]) == set(NOTICE)


BROKEN = [
    (b'R2,"open quote,1975,MYS,a,MYS,2020', "quote"),
    (b"R2,too,few", "fields"),
    (b"R2,a,b,c,d,e,f,g,h", "fields"),
    (b"R2,Nama\0Rosak,1975,MYS,a,MYS,2020", "null byte"),
    (b"R2,Nama\xff\xfeRosak,1975,MYS,a,MYS,2020", "UTF-8"),
    (b"R2," + b"x" * (LONGEST_LINE + 1) + b",1975,MYS,a,MYS,2020", "longer than"),
]


@pytest.mark.parametrize(("line", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_a_broken_row_in_the_middle_costs_itself_only_and_says_where(line: bytes, said: str) -> None:
    good = [GOOD.replace("R1", f"R{number}").encode() for number in (1, 3, 4)]
    rows = read_csv(b"\r\n".join([HEADER.encode(), good[0], line, *good[1:], b""]))
    assert [row.draft.source_reference for row in rows if row.draft] == ["R1", "R3", "R4"]
    (broken,) = [row for row in rows if row.draft is None]
    assert broken.place == "line 3"
    assert said in broken.problems[0].message
    assert broken.problems[0].remedy


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("id,person,dob", "None of the columns that the first line names is known: id, person, dob."),
        ("name,birth_date", "No column holds the source's own reference; the first line names: name, birth_date."),
        ("", "None of the columns that the first line names is known: nothing."),
    ],
)
def test_a_file_whose_columns_are_not_known_is_refused_at_once_with_what_it_names(header: str, said: str) -> None:
    with pytest.raises(errors.Unreadable) as caught:
        read_csv(f"{header}\n1,Contoh,1975\n" if header else "")
    assert caught.value.message == said
    assert "mapping" in caught.value.remedy
    assert in_language(caught.value, "ms") not in {"", str(caught.value)}


def test_a_mapping_without_the_reference_is_refused_and_a_constant_one_is_not() -> None:
    with pytest.raises(errors.Unreadable, match="reference"):
        read_csv("who\nContoh\n", '[entry]\nname = "who"\n')
    assert read_csv("who\nContoh\n", '[entry]\nname = "who"\nsource_reference = {constant = "R1"}\n')[0].draft


def test_a_row_may_run_over_several_lines_in_quotes() -> None:
    rows = read_csv(
        f'{HEADER}\n{GOOD.replace("Contoh", chr(34) + "Contoh")[:12]}\nRekaan",1975,MYS,a,MYS,2020\n{GOOD}\n'
    )
    assert [row.place for row in rows] == ["line 2", "line 4"]
    assert all(row.draft for row in rows)


FATAL = [
    ("conviction_finality", "quashd"), ("conviction_pardoned", "maybe"), ("conviction_outcome", "guilty"),
    ("conviction_offender_age", "sixteen"), ("expires_on", "soon"), ("notice_cancelled_on", "31/02/2020"),
    ("sample", "perhaps"), ("notice_kind", "pink"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), FATAL)
def test_a_code_that_decides_and_is_not_known_makes_the_row_unreadable(field: str, value: str) -> None:
    head = f"{HEADER},notice_number,{field}"
    rows = read_csv(f"{head}\n{GOOD},N1,{value}\n")
    assert rows[0].draft is None
    assert value in str(rows[0].problems[-1]) or field in str(rows[0].problems)


@pytest.mark.parametrize("data", [b"", b"what,is,this\n1,2,3\n", b"\xff\xfea\0b\0", b"PK\x03\x04zip", b"%PDF-1.7"])
def test_a_file_of_another_kind_is_unreadable_and_says_what_to_do(data: bytes) -> None:
    with pytest.raises(errors.Unreadable) as caught:
        read_csv(data)
    assert caught.value.remedy


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_lines_are_the_same_however_the_bytes_are_cut(chunks: list[bytes]) -> None:
    def told(cut: Iterable[bytes]) -> object:
        try:
            return [(line.number, line.text, line.problem) for line in lines(cut)]
        except errors.Unreadable as wrong:
            return str(wrong)

    assert told(chunks) == told([b"".join(chunks)])


@given(st.binary(max_size=400))
def test_any_bytes_are_proposals_or_unreadable_in_every_reader(data: bytes) -> None:
    for read in (read_csv, read_notices):
        try:
            rows = read(HEADER.encode() + b"\n" + data if read is read_csv else data)
        except errors.Unreadable:
            continue
        assert all(row.draft is not None or row.problems for row in rows)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(list(notice())), json_values),
    st.dictionaries(st.sampled_from(list(person()["properties"])), json_values),
)
def test_fields_of_any_shape_never_break_a_reader(changes: dict[str, Any], properties: dict[str, Any]) -> None:
    for row in read_notices(json.dumps(notice(**changes))):
        assert row.draft is not None or row.problems
    for row in read_ftm(person(**properties)):
        assert row.draft is not None or row.problems


def test_what_stands_between_two_notices_is_told_and_costs_no_notice() -> None:
    good = '{"entity_id": "2025/90000%d", "forename": "CONTOH", "name": "REKAAN"}'
    text = f'{{"_embedded": {{"notices": ["hello", {{}}, {good % 1}, 7, {good % 2}, {{"x": 1}}]}}, "_links": {{}}}}'
    options = ImportOptions(colour="red")
    rows = list(interpol.read([text.encode()], options=options, today=TODAY))
    assert [row.draft is not None for row in rows] == [False, True, False, True, False]
    assert all(row.problems for row in rows if row.draft is None)
