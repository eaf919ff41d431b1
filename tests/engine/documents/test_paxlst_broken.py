"""PAXLST that arrives broken: each fault costs what it touches, and no more. All persons are fictional."""

from __future__ import annotations

import itertools

import pytest

from naungan.engine.documents.paxlst import ListMessage, ListTotal, read_paxlst
from naungan.engine.errors import Unreadable
from naungan.engine.records import Document, Name, PartialDate, Traveller
from tests.engine.documents.paxlst_lists import (
    HEADER,
    OTHER,
    PASSENGER,
    TODAY,
    interchange,
    message,
    only,
    problems,
    read,
    travellers,
)


@pytest.mark.parametrize("sent", ["720230", "20261301:102", "19800931:102", "NEVER", "99999999", "9999999999999"])
def test_an_impossible_date_is_a_problem_and_the_row_is_still_done(sent: str):
    (traveller,) = travellers(read(interchange(message(*HEADER, OTHER[0], f"DTM+329:{sent}'", *OTHER[3:]))))
    assert traveller.identity.births == ()
    assert traveller.identity.documents[0].number == "X7654321"
    assert len(traveller.problems) == 1
    assert "(DTM)" in traveller.problems[0].place
    assert traveller.problems[0].remedy


@pytest.mark.parametrize(
    ("trailer", "words"),
    [
        ("UNT+99+PAX001'", "UNT counts 99 segments; 16 came"),
        ("UNT+16+PAX009'", "another reference number"),
    ],
)
def test_a_message_trailer_that_disagrees_is_a_problem(trailer: str, words: str):
    text = message(*HEADER, *OTHER).rsplit("UNT", 1)[0] + trailer
    text = text.replace("UNT+16", f"UNT+{len(HEADER) + len(OTHER) + 2}")
    words = words.replace("16 came", f"{len(HEADER) + len(OTHER) + 2} came")
    rows = read(interchange(text))
    assert words in str(problems(rows)[0])
    assert len(travellers(rows)) == 1


def test_counts_of_interchange_and_travellers_that_disagree_are_problems():
    rows = read(interchange(message(*HEADER, *OTHER, "CNT+42:3'"), count=2))
    said = " ".join(map(str, problems(rows)))
    assert "counts 3 passengers (CNT); 1 came" in said
    assert "UNZ counts 2 messages or groups; 1 came" in said


def test_groups_are_counted_by_their_trailers():
    group = "UNG+PAXLST+A+B+261121:2200+5+UN+D:05B'" + message(*HEADER, *OTHER) + "UNE+1+5'"
    assert not problems(read(interchange(group)))
    assert "UNE counts 4" in str(problems(read(interchange(group.replace("UNE+1", "UNE+4"))))[0])


def test_a_list_in_parts_is_counted_together_and_a_part_that_is_missing_is_named():
    parts = [
        message(*HEADER, *OTHER, "CNT+42:3'", number=str(part), transfer=f"+ZZ123+{part:02d}{mark}")
        for part, mark in ((1, ":C"), (2, ""), (3, ":F"))
    ]
    rows = read(interchange(*parts))
    assert not problems(rows)
    assert [(row.part, row.last) for row in rows if isinstance(row, ListMessage)] == [(1, False), (2, False), (3, True)]
    gap = read(interchange(parts[0], parts[2]))
    assert any("Part 2 of list “ZZ123” did not come" in str(problem) for problem in problems(gap))


def test_a_list_cut_off_in_transmission_keeps_what_came():
    whole = interchange(message(*HEADER, *PASSENGER, *OTHER, "CNT+42:2'"))
    rows = read(whole[: whole.index(b"DOC+P+X765") + 9])
    assert [t.identity.names[0].text for t in travellers(rows)] == ["CONTOH SITI AMINAH", "REKAAN BUDI"]
    assert not only(rows, ListTotal).complete
    assert "cut off in transmission" in " ".join(map(str, problems(rows)))
    assert any("cut off here" in str(problem) for problem in travellers(rows)[-1].problems)


def test_a_list_cut_off_before_another_costs_only_its_own_end():
    first, second = interchange(message(*HEADER, *OTHER)), interchange(message(*HEADER, *PASSENGER))
    rows = read(first[: first.index(b"UNT")] + second)
    assert [t.identity.names[0].text for t in travellers(rows)] == ["REKAAN BUDI", "CONTOH SITI AMINAH"]
    assert [problem.message for problem in problems(rows)] == [
        "This message has no end (UNT).",
        "The interchange has no end (UNZ): it was cut off in transmission.",
    ]


def test_every_cut_of_a_list_is_read_without_an_error_and_loses_no_finished_traveller():
    whole = interchange(message(*HEADER, *PASSENGER, *OTHER))
    second = whole.index(b"NAD+FL+++REKAAN")
    for cut in range(whole.index(b"BGM"), len(whole)):
        found = travellers(read(whole[:cut]))
        if cut > second:
            assert found[0].identity.documents == (Document("passport", "A12345678", "MYS", PartialDate(2031, 12, 31)),)


def test_a_broken_segment_costs_that_element_only():
    segments = [s.replace("ATT+2", "A?T+2") for s in OTHER]
    first, second = travellers(read(interchange(message(*HEADER, *segments, *PASSENGER))))
    assert first.identity.sex == ""
    assert first.identity.births == (PartialDate(1980, 1, 2),)
    assert "could not be read" in first.problems[0].message
    assert second.problems == ()


def test_a_broken_name_segment_does_not_pour_its_traveller_into_the_one_before():
    broken = ["NA", *PASSENGER[1:]]
    broken[0] = "%%%%FL CONTOH'"
    first, second = travellers(read(interchange(message(*HEADER, *OTHER, *broken))))
    assert first.identity.births == (PartialDate(1980, 1, 2),)
    assert first.identity.sex == "M"
    assert second.identity.names == ()
    assert second.identity.births == (PartialDate(1972, 9, 7),)
    assert second.identity.documents[0].number == "A12345678"
    assert "name could not be read" in second.problems[0].message


def test_a_misspelt_name_segment_is_recognised_by_its_party_code():
    rows = travellers(read(interchange(message(*HEADER, OTHER[0].replace("NAD", "NXD"), *OTHER[1:]))))
    assert rows[0].identity.names[0].text == "REKAAN BUDI"
    assert "read as NAD" in rows[0].problems[0].message


def test_a_lost_terminator_before_a_name_does_not_lose_the_traveller():
    glued = "".join([*PASSENGER, *OTHER]).replace("LOC+91+MYS'NAD", "LOC+91+MYSNAD")
    first, second = travellers(read(interchange(message(*HEADER, glued))))
    assert second.identity.names[0].text == "REKAAN BUDI"
    assert first.identity.documents[0].issuer == "MYS"


def test_an_unknown_party_code_keeps_the_row_as_other():
    rows = travellers(read(interchange(message(*HEADER, OTHER[0].replace("+FL+", "+QQ+"), *OTHER[1:]))))
    assert rows[0].role == "other"
    assert "QQ" in rows[0].problems[0].message


def test_telex_lines_before_the_list_and_a_notice_after_it_are_passed_over():
    telex = b"QU KULIM7X\r\n.HDQCRA9 130631\r\n"
    data = telex + interchange(message(*HEADER, *OTHER)) + b"\r\n\r\nChecked for viruses\r\n"
    rows = read(data)
    assert len(travellers(rows)) == 1
    assert not problems(rows)


def test_lines_wrapped_at_a_fixed_width_are_joined_again():
    data = interchange(message(*HEADER, *PASSENGER, *OTHER))
    wrapped = b"\r\n".join(data[start : start + 64] for start in range(0, len(data), 64))
    assert [t.identity for t in travellers(read(wrapped))] == [t.identity for t in travellers(read(data))]


@pytest.mark.parametrize("marks", ["*:!~", "+:?'", "\x1d\x1f?\x1c", "|^?\n"])
def test_other_separators_are_read_when_they_are_declared(marks: str):
    element, component, release, terminator = marks
    table = str.maketrans({"+": element, ":": component, "?": release, "'": terminator})
    body = interchange(message(*HEADER, *OTHER)).decode()[9:].translate(table)
    data = f"UNA{component}{element}.{release} {terminator}{body}".encode()
    rows = read(data)
    assert not problems(rows)
    assert travellers(rows)[0].identity.names[0].text == "REKAAN BUDI"


@pytest.mark.parametrize("marks", ["*:~", "+:\n", "\x1d\x1f\x1c"])
def test_undeclared_separators_are_read_off_the_header_and_said(marks: str):
    element, component, terminator = marks
    body = interchange(message(*HEADER, *OTHER)).decode()[9:]
    data = body.translate(str.maketrans({"+": element, ":": component, "'": terminator})).encode()
    rows = read(data)
    assert "not declared" in str(problems(rows)[0])
    assert travellers(rows)[0].identity.births == (PartialDate(1980, 1, 2),)


def test_a_second_interchange_may_declare_other_separators():
    first = interchange(message(*HEADER, *OTHER))
    table = str.maketrans({"+": "*", ":": "!", "'": "~"})
    second = "UNA!*.? ~" + first.decode()[9:].translate(table)
    rows = read(first + b"\r\n" + second.encode())
    assert len(travellers(rows)) == 2
    assert not problems(rows)


def test_release_characters_are_undone():
    (traveller,) = travellers(read(interchange(message(*HEADER, "NAD+FL+++O?'CONTOH??:A?+B?:C'"))))
    assert traveller.identity.names[0] == Name("O'CONTOH? A+B:C", surname="O'CONTOH?", given="A+B:C")


@pytest.mark.parametrize(
    ("charset", "codec", "name"),
    [
        ("UNOC", "iso8859-1", "MÜLLER"),
        ("UNOD", "iso8859-2", "NOVÁK"),
        ("UNOE", "iso8859-5", "ИВАНОВ"),
        ("UNOI", "iso8859-6", "محمد"),
        ("UNOW", "utf-8", "สมชาย"),
        ("UNOY", "utf-16", "ສົມສັກ"),
        ("UNOY", "utf-16-le", "REKAAN"),
        ("UNOW", "utf-8-sig", "กมล"),
    ],
)
def test_the_charset_that_unb_names_is_read(charset: str, codec: str, name: str):
    text = interchange(message(*HEADER, f"NAD+FL+++{name}:BUDI'"), charset=charset).decode()
    (traveller,) = travellers(read(text.encode(codec)))
    assert traveller.identity.names[0].surname == name
    assert traveller.problems == ()


def test_a_wrong_charset_is_said_at_the_row_and_the_row_survives():
    data = interchange(message(*HEADER, *OTHER, *PASSENGER)).replace(b"REKAAN:", b"M\xdcLLER:")
    first, second = travellers(read(data))
    assert first.identity.names[0].surname == "M\N{REPLACEMENT CHARACTER}LLER"
    assert "bytes that are not of its charset" in first.problems[0].message
    assert "(NAD)" in first.problems[0].place
    assert second.problems == ()
    told = interchange(message(*HEADER, *OTHER), charset="UNOC").replace(b"REKAAN", "MÜLLER".encode())
    (utf8,) = travellers(read(told))
    assert utf8.identity.names[0].surname == "MÜLLER"
    assert "read as UTF-8" in utf8.problems[0].message


def test_null_bytes_are_left_out_and_said():
    (traveller,) = travellers(read(interchange(message(*HEADER, *OTHER)).replace(b"REKAAN", b"REK\0AAN")))
    assert traveller.identity.names[0].surname == "REKAAN"
    assert "null bytes" in traveller.problems[0].message


def test_ten_thousand_names_for_one_person_are_bounded_and_said():
    names = ":".join(f"NAME{number}" for number in range(6000))
    (traveller,) = travellers(read(interchange(message(*HEADER, f"NAD+FL++{names}+REKAAN:BUDI'", *OTHER[1:]))))
    assert len(traveller.identity.names) == 50
    assert "6,000 names" in traveller.problems[0].message
    more = ":".join(f"NAME{number}" for number in range(10_000))
    rows = read(interchange(message(*HEADER, *PASSENGER, f"NAD+FL++{more}+REKAAN:BUDI'", *OTHER[1:])))
    first, second = travellers(rows)
    assert first.identity.births == (PartialDate(1972, 9, 7),)
    assert second.identity.documents[0].number == "X7654321"
    assert "longer than 65,536 bytes" in str(first.problems)


def test_a_segment_that_never_ends_is_passed_over_in_bounded_memory():
    head = interchange(message(*HEADER, *OTHER))[:-9].replace(b"UNT", b"UNX")
    chunks = itertools.chain([head, b"FTX+"], itertools.repeat(b"A" * 10_000, 300))
    rows = list(read_paxlst(chunks, today=TODAY))
    assert len(travellers(rows)) == 1


def test_what_is_not_edifact_is_refused_in_words():
    for data, words in (
        (b"", "an empty file"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04....", "spreadsheet"),
        (b"<?xml version='1.0'?><list/>", "an XML file"),
        (b"Dear colleague, the list follows", "text of another kind"),
        (bytes(range(256)) * 8, "binary"),
    ):
        with pytest.raises(Unreadable) as refusal:
            read(data)
        assert words in str(refusal.value)
        assert "PAXLST" in refusal.value.remedy


def test_an_interchange_without_a_passenger_list_is_refused_and_said_what_it_is():
    pnrgov = interchange("UNH+1+PNRGOV:11:1:IA'MSG+:22'UNT+3+1'")
    with pytest.raises(Unreadable, match="it holds PNRGOV"):
        read(pnrgov)
    both = read(interchange("UNH+1+PNRGOV:11:1:IA'MSG+:22'UNT+3+1'", message(*HEADER, *OTHER)))
    assert len(travellers(both)) == 1


def test_chunks_of_any_size_give_the_same_rows():
    data = interchange(message(*HEADER, *PASSENGER), message(*HEADER, *OTHER, number="2"))
    whole = read(data)
    for size in (1, 7, 64, 1000):
        pieces = (data[start : start + size] for start in range(0, len(data), size))
        assert list(read_paxlst(pieces, today=TODAY)) == whole


def test_no_traveller_of_a_long_list_is_held_back_in_memory():
    body = "".join(OTHER)

    def chunks():
        yield interchange(message(*HEADER, *OTHER)).split(b"CNT")[0].replace(b"UNT", b"FTX")[:-9]
        for _ in range(400):
            yield (body * 50).encode()

    seen = 0
    for row in read_paxlst(chunks(), today=TODAY):
        seen += isinstance(row, Traveller)
        if seen == 100:
            break
    assert seen == 100
