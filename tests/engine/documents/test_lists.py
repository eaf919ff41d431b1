"""Lists as CSV, JSON lines and PAXLST, told apart and read row by row. All persons are fictional."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naungan.engine.documents.lists import read_list, sniff
from naungan.engine.documents.mrz import write_mrz
from naungan.engine.documents.paxlst import ListMessage, ListTotal, write_paxlst
from naungan.engine.documents.words import column, fold
from naungan.engine.errors import Unreadable
from naungan.engine.records import Document, Identity, Journey, Name, PartialDate, Problem, Traveller
from naungan.engine.tables import rows

TODAY = date(2026, 11, 22)


def read(data: bytes | str | Iterable[bytes], charset: str = "") -> tuple[list[Traveller], list[Problem]]:
    found = list(read_list(data.encode() if isinstance(data, str) else data, today=TODAY, charset=charset))
    assert isinstance(found[0], ListMessage)
    assert any(isinstance(row, ListTotal) for row in found)
    return [row for row in found if isinstance(row, Traveller)], [row for row in found if isinstance(row, Problem)]


CSV = """Surname,Given names,Date of birth,Sex,Nationality,Passport no.,Expiry date,Issuing country,Ref
CONTOH,Siti Aminah,1980-05-07,F,MYS,A12345678,2031-12-31,Malaysia,r1
REKAAN,Budi,02/01/1979,M,Indonesia,X7654321,,ID,r2
"""


def test_a_csv_list_is_read_by_its_header():
    (first, second), problems = read(CSV)
    assert not problems
    assert first == Traveller(
        Identity(
            (Name("CONTOH Siti Aminah", surname="CONTOH", given="Siti Aminah"),),
            (PartialDate(1980, 5, 7),),
            "F",
            ("MYS",),
            (Document("passport", "A12345678", "MYS", PartialDate(2031, 12, 31)),),
        ),
        place="line 2",
        reference="r1",
    )
    assert second.identity.births == (PartialDate(1979, 1, 2),)
    assert second.identity.nationalities == ("IDN",)
    assert (second.place, second.problems) == ("line 3", ())


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found(mark: str, end: str):
    assert read(CSV.replace(",", mark).replace("\n", end))[0] == read(CSV)[0]


@pytest.mark.parametrize(
    "header",
    [
        "Nama penuh;Tarikh lahir;Jantina;Warganegara;No. pasport",
        "nama lengkap;tgl. lahir;jenis kelamin;kewarganegaraan;nomor paspor",
        "Họ và tên;Ngày sinh;Giới tính;Quốc tịch;Số hộ chiếu",
        "ชื่อ-นามสกุล;วันเกิด;เพศ;สัญชาติ;เลขที่หนังสือเดินทาง",
        "姓名;出生日期;性别;国籍;护照号码",
        "Nome completo;Data de nascimento;Sexo;Nacionalidade;Passaporte",
        "FULL_NAME;DOB;GENDER;CITIZENSHIP;PASSPORT_NUMBER",
    ],
)
def test_headers_of_the_languages_of_the_region_are_known(header: str):
    ((traveller,), problems) = read(f"{header}\nCONTOH SITI;1980-05-07;perempuan;MYS;A1\n")
    assert not problems
    assert traveller.problems == ()
    who = traveller.identity
    assert (who.names[0].text, who.sex, who.births) == ("CONTOH SITI", "F", (PartialDate(1980, 5, 7),))
    assert who.documents == (Document("passport", "A1"),)


def test_no_header_belongs_to_two_fields():
    owners: dict[str, str] = {}
    for row in rows("list_columns"):
        assert owners.setdefault(fold(row["header"]), row["field"]) == row["field"], row["header"]
        assert column(row["header"]) == row["field"]


def test_several_values_stand_in_one_cell():
    text = "name,alias,nationality,dob,document number,document type\nA B,C D;E F,MYS;IDN,1980;1981,P1;I2,P;I\n"
    ((traveller,), _) = read(text)
    who = traveller.identity
    assert [name.text for name in who.names] == ["A B", "C D", "E F"]
    assert [name.kind for name in who.names] == ["main", "alias", "alias"]
    assert who.nationalities == ("MYS", "IDN")
    assert who.births == (PartialDate(1980), PartialDate(1981))
    assert [(document.kind, document.number) for document in who.documents] == [("passport", "P1"), ("id-card", "I2")]


def test_quoted_cells_hold_delimiters_quotes_and_line_ends():
    text = 'name,place of birth,dob\n"CONTOH, SITI ""TI""","Ipoh\nPerak",1980\nREKAAN BUDI,Medan,1981\n'
    (first, second), _ = read(text)
    assert first.identity.names[0].text == 'CONTOH, SITI "TI"'
    assert first.identity.birth_place == "Ipoh\nPerak"
    assert (second.place, second.identity.births) == ("line 4", (PartialDate(1981),))


def test_a_quote_that_is_never_closed_costs_one_row_only():
    lines = "".join(f"PERSON {number},19{number % 100:02d}\n" for number in range(30))
    travellers, _ = read(f'name,dob\n"BROKEN ROW,1980\n{lines}')
    assert [traveller.identity.names[0].text for traveller in travellers[1:]] == [f"PERSON {n}" for n in range(30)]
    assert travellers[0].identity.names[0].text == "BROKEN ROW"
    assert "not closed" in travellers[0].problems[0].message


def test_two_stray_quotes_far_apart_do_not_swallow_the_rows_between():
    lines = [f"PERSON {number},19{number:02d}" for number in range(10, 50)]
    lines[3], lines[30] = '"PERSON 13,1913', '"PERSON 40,1940'
    travellers, _ = read("name,dob\n" + "\n".join(lines))
    assert [traveller.identity.births for traveller in travellers] == [(PartialDate(1900 + n),) for n in range(10, 50)]


def test_impossible_dates_unknown_words_and_shifted_cells_are_problems_of_their_row():
    header = "name,dob,sex,nationality,expiry,passport"
    text = f"{header}\nA B,30/02/1980,sometimes,Atlantis,20261301,P1,left over\nC D,1981,,,,P2\n"
    (first, second), _ = read(text)
    said = " ".join(map(str, first.problems))
    for words in ("30/02/1980", "sometimes", "Atlantis", "20261301", "7 cells"):
        assert words in said
    assert all(problem.place == "line 2" for problem in first.problems)
    assert first.identity.births == ()
    assert first.identity.documents == (Document("passport", "P1"),)
    assert second.problems == ()


def test_columns_that_are_not_known_are_named_once():
    _, problems = read("name,dob,shoe size\nA B,1980,41\n")
    assert [str(problem) for problem in problems] == ["line 1: Columns that are not known were left out: shoe size."]


def test_an_empty_name_keeps_the_row_when_there_is_a_document():
    (first, second), _ = read("name,passport\n,P1\nA B,\n")
    assert first.identity.documents[0].number == "P1"
    assert "no name" in first.problems[0].message
    assert second.problems == ()


def test_a_child_on_a_parents_pass_does_not_bear_its_number():
    (parent, child), _ = read("name,passport,carried by\nSITI CONTOH,K1,\nALI CONTOH,K1,K1\n")
    assert [document.number for document in parent.identity.documents] == ["K1"]
    assert child.identity.documents == ()
    assert child.carried_by == "K1"


def test_invalid_bytes_and_null_bytes_are_said_at_their_row():
    data = b"name,dob\nM\xdcLLER A,1980\nA\0B C,1981\nC D,1982\n"
    (first, second, third), _ = read(data)
    assert first.identity.names[0].text == "M\N{REPLACEMENT CHARACTER}LLER A"
    assert "charset" in first.problems[0].message
    assert second.identity.names[0].text == "AB C"
    assert "null bytes" in second.problems[0].message
    assert third.problems == ()
    (told, *_), _ = read(data, charset="cp1252")
    assert told.identity.names[0].text == "MÜLLER A"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_found(codec: str):
    text = "name,dob,nationality,passport\nสมชาย ตัวอย่าง,1980,THA,AA1234567\n"
    if codec != "utf-8-sig":
        text = text.replace("สมชาย ตัวอย่าง", "SOMCHAI TUAYANG")
    ((traveller,), _) = read(text.encode(codec))
    assert traveller.identity.births == (PartialDate(1980),)
    assert traveller.problems == ()


def test_an_unknown_charset_is_refused():
    with pytest.raises(Unreadable, match="charset"):
        read(CSV, charset="rot13")
    with pytest.raises(Unreadable, match="charset"):
        read(CSV, charset="klingon")


@pytest.mark.parametrize("split", [False, True])
def test_a_machine_readable_zone_in_a_column_is_read(split: bool):
    zone = write_mrz(
        "TD3",
        document_code="P",
        issuer="MYS",
        number="A12345678",
        surname="CONTOH",
        given="SITI",
        birth_date=PartialDate(1980, 5, 7),
        sex="F",
        expiry=PartialDate(2031, 12, 31),
    )
    header, row = ("MRZ 1,MRZ 2", ",".join(zone)) if split else ("MRZ", "".join(zone))
    ((traveller,), _) = read(f"{header},ref\n{row},r1\n")
    assert traveller.mrz == ("\n".join(zone) if split else "".join(zone))
    assert traveller.identity.names[0].surname == "CONTOH"
    assert traveller.identity.documents == (Document("passport", "A12345678", "MYS", PartialDate(2031, 12, 31)),)
    ((broken,), _) = read("name,MRZ\nA B,NOT A ZONE\n")
    assert "machine-readable zone could not be read" in broken.problems[0].message
    assert broken.identity.names[0].text == "A B"


def test_ten_thousand_names_for_one_person_are_bounded_and_said():
    many = ";".join(f"NAME {number}" for number in range(10_000))
    (first, second), _ = read(f"name,alias\nA B,{many}\nC D,\n")
    assert len(first.identity.names) == 50
    assert "10,001 names" in first.problems[0].message
    assert second.problems == ()
    ((quoted,), _) = read(f'name,alias\nA B,"{many}, "\n')
    assert len(quoted.identity.names) == 50


def test_a_line_without_end_is_passed_over_in_bounded_memory():
    chunks = itertools.chain([b"name,dob\nA B,1980\n"], itertools.repeat(b"x" * 100_000, 200), [b"\nC D,1981\n"])
    travellers, problems = read(chunks)
    assert [traveller.place for traveller in travellers] == ["line 2", "line 4"]
    assert "longer than 1,048,576 bytes" in str(problems[0])


JSON = {
    "names": [{"surname": "CONTOH", "given": "Siti"}, {"text": "ตัวอย่าง", "kind": "native", "script": "Thai"}, "SITI C"],
    "birth": "1980-05-07",
    "sex": "F",
    "nationality": ["MYS", "THA"],
    "documents": [
        {"type": "P", "number": "A1", "country": "MYS", "expiry": "2031-12-31"},
        {"kind": "border pass", "no": "B2"},
    ],
    "journey": {"carrier": "ZZ", "flight": "ZZ123", "from": "KUL", "to": "SIN"},
    "reference": 17,
    "booking": "TYR123",
    "role": "crew",
}


def test_json_lines_hold_names_and_documents_as_objects():
    ((traveller,), problems) = read(json.dumps(JSON) + "\n")
    assert not problems
    assert traveller == Traveller(
        Identity(
            (
                Name("CONTOH Siti", surname="CONTOH", given="Siti"),
                Name("ตัวอย่าง", "native", "Thai"),
                Name("SITI C", "alias"),
            ),
            (PartialDate(1980, 5, 7),),
            "F",
            ("MYS", "THA"),
            (Document("passport", "A1", "MYS", PartialDate(2031, 12, 31)), Document("border-pass", "B2")),
        ),
        place="line 1",
        role="crew",
        reference="17",
        journey=Journey("ZZ", "ZZ123", "KUL", "SIN"),
        booking="TYR123",
    )


def test_flat_json_lines_are_read_as_columns():
    line = {
        "full_name": "A B",
        "dob": 1980,
        "passport": "P1",
        "nationality": "MYS",
        "birth_place": "Ipoh; Perak",
        "x": 1,
    }
    ((traveller,), _) = read(json.dumps(line))
    assert traveller.identity.births == (PartialDate(1980),)
    assert traveller.identity.birth_place == "Ipoh; Perak"
    assert [problem.message for problem in traveller.problems] == ["Keys that are not known were left out: x."]


def test_broken_json_lines_cost_themselves_only():
    good = json.dumps({"name": "A B"})
    text = "\n".join([good, '{"name": ', "[1]", '{"a":' * 100_000, good, "7" * 6000, "", good])
    travellers, problems = read(text)
    assert [traveller.place for traveller in travellers] == ["line 1", "line 5", "line 8"]
    assert [problem.place for problem in problems] == ["line 2", "line 3", "line 4", "line 6"]
    assert all(problem.fatal for problem in problems)


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"UNA:+.? 'UNB+UNOA:4+A+B'", "paxlst"),
        (b"UNB+UNOA:4+A+B'", "paxlst"),
        (b"QU KULIMM\r\nTO\r\nUNB+UNOA:4+A+B'", "paxlst"),
        (b"UNH+1+PAXLST:D:05B:UN'", "paxlst"),
        (b'{"name": "A"}\n', "jsonl"),
        (b"name,dob\n", "csv"),
        (b"sep=;\nname;dob\n", "csv"),
        (b"\n\nNama\tTarikh lahir\n", "csv"),
        (b"name\nA B\n", "csv"),
    ],
)
def test_the_form_is_told_by_the_first_bytes(head: bytes, form: str):
    assert sniff(head) == form


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"\n\n\n", "an empty file"),
        (b"\0" * 50, "null bytes"),
        (b"%PDF-1.7", "a PDF file"),
        (b"PK\x03\x04", "spreadsheet"),
        (b"<html>", "HTML"),
        (b"CONTOH,1980-05-07,MYS\n", "text of another kind"),
        (b'[{"name": "A"}]', "JSON array"),
        (b'{\n  "name": "A"\n}\n', "over several lines"),
        (bytes(range(128, 256)), "a binary file"),
    ],
)
def test_what_is_no_list_is_refused_with_what_was_found_and_what_is_accepted(data: bytes, found: str):
    with pytest.raises(Unreadable) as refusal:
        read(data)
    assert found in str(refusal.value)
    assert "JSON lines" in refusal.value.remedy


def test_paxlst_goes_through_the_same_door_in_any_encoding():
    sent = Traveller(Identity((Name("สมชาย"),)), journey=Journey("ZZ", "ZZ1", "KUL", "BKK"))
    data = write_paxlst([sent], sent.journey, prepared=datetime(2026, 11, 22, 8, 30), charset="UNOW")  # noqa: DTZ001
    for given_data in (data, data.decode().encode("utf-16"), data.decode().encode("utf-8-sig")):
        ((traveller,), problems) = read(given_data)
        assert not problems
        assert traveller.identity == sent.identity


def test_chunks_of_any_size_give_the_same_rows():
    for size in (1, 3, 1000):
        data = CSV.encode()
        assert read(data[start : start + size] for start in range(0, len(data), size)) == read(CSV)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"name,dob,mrz\n", b"name;passport\n", b'{"name": "A"}\n', b"\xff\xfe"]),
)
def test_arbitrary_bytes_are_read_or_refused(data: bytes, head: bytes):
    try:
        list(read_list(head + data, today=TODAY))
    except Unreadable as refusal:
        said = str(refusal)
    else:
        said = "read"
    assert said


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
keys = st.sampled_from(
    ["name", "names", "documents", "birth", "sex", "journey", "mrz", "nationality", "alias", "passport"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(keys | st.text(max_size=5), values, max_size=6), min_size=1, max_size=4))
def test_any_json_objects_are_read(objects: list[dict[str, object]]):
    text = "\n".join(json.dumps(given_object) for given_object in objects)
    travellers, problems = read(text)
    assert len(travellers) + len(problems) == len(objects)
