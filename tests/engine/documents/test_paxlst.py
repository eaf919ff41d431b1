"""PAXLST read: the guide's shapes, versions, functions, parts and dates. All persons are fictional."""

from __future__ import annotations

import pytest

from naungan.engine.documents.paxlst import ListMessage, ListTotal
from naungan.engine.records import Document, Journey, Name, PartialDate, Traveller
from tests.engine.documents.paxlst_lists import (
    HEADER,
    OTHER,
    PASSENGER,
    interchange,
    message,
    only,
    problems,
    read,
    travellers,
)


def test_a_passenger_list_is_read_with_every_element_of_the_guide():
    rows = read(interchange(message(*HEADER, *PASSENGER, "CNT+42:1'")))
    assert not problems(rows)
    header, traveller, total = rows
    assert isinstance(header, ListMessage)
    assert (header.kind, header.function, header.reference, header.revision) == (
        "passengers",
        "original",
        "KUL1122",
        "1",
    )
    assert (header.sender, header.recipient, header.contact) == ("ZZAIR", "IMIGRESEN", "CONTOH HELP DESK")
    assert (header.version, header.prepared, header.interchange) == ("D.05B", "2026-11-21T22:00", "77")
    leg = Journey("ZZ", "ZZ123", "KUL", "SIN", "2026-11-22T09:00", "2026-11-22T10:10")
    assert header.journey == leg
    assert isinstance(traveller, Traveller)
    who = traveller.identity
    assert who.names == (Name("CONTOH SITI AMINAH", surname="CONTOH", given="SITI AMINAH"),)
    assert who.births == (PartialDate(1972, 9, 7),)
    assert (who.sex, who.nationalities, who.birth_place) == ("F", ("MYS",), "IPOH MYS")
    assert who.documents == (Document("passport", "A12345678", "MYS", PartialDate(2031, 12, 31)),)
    assert (traveller.role, traveller.reference, traveller.booking) == ("passenger", "ABC123", "TYR123")
    assert (traveller.residence, traveller.journey.origin_port, traveller.journey.clearance_port) == (
        "MYS",
        "KUL",
        "SIN",
    )
    assert traveller.place.startswith("message 1, segment 11 (NAD), line 1, byte ")
    assert isinstance(total, ListTotal)
    assert (total.passengers, total.declared_passengers, total.complete) == (1, 1, True)


@pytest.mark.parametrize("version", ["D:02B", "D:05B", "D:12B", "D:15B"])
def test_the_four_directories_of_the_field_are_read_alike(version: str):
    rows = read(interchange(message(*HEADER, *PASSENGER, version=version)))
    assert only(rows, ListMessage).version == version.replace(":", ".")
    assert len(travellers(rows)) == 1
    assert not problems(rows)


def test_the_place_of_a_traveller_points_at_its_bytes():
    data = interchange(message(*HEADER, *PASSENGER, *OTHER)).replace(b"'", b"'\r\n")
    for traveller in travellers(read(data)):
        line, byte = (int(part.split()[-1]) for part in traveller.place.split(", ")[-2:])
        assert data[byte:].startswith(b"NAD+FL")
        assert data[:byte].count(b"\n") == line - 1


def test_crew_and_transit_codes_give_roles():
    crew = message("BGM+250+C'", *HEADER[1:], *(s.replace("+FL+", "+FM+") for s in OTHER), "CNT+41:1'", number="2")
    transit = message(
        *HEADER, *(s.replace("+FL+", "+DDU+") for s in OTHER), *(s.replace("+FL+", "+DDT+") for s in OTHER)
    )
    rows = read(interchange(transit, crew))
    assert [t.role for t in travellers(rows)] == ["transit", "crew", "crew"]
    assert [row.kind for row in rows if isinstance(row, ListMessage)] == ["passengers", "crew"]
    assert [row.reference for row in rows if isinstance(row, ListMessage)] == ["KUL1122", "KUL1122"]
    assert [(row.passengers, row.crew) for row in rows if isinstance(row, ListTotal)] == [(1, 1), (0, 1)]


@pytest.mark.parametrize(
    ("bgm", "function", "action", "kind"),
    [
        ("BGM+745++9'", "original", "", "passengers"),
        ("BGM+745++1'", "cancel", "", "passengers"),
        ("BGM+745++2'", "change", "add", "passengers"),
        ("BGM+745++3'", "change", "delete", "passengers"),
        ("BGM+745++4'", "change", "change", "passengers"),
        ("BGM+745++5'", "replace", "", "passengers"),
        ("BGM+745+CP'", "change", "change", "passengers"),
        ("BGM+745+XR'", "change", "delete", "passengers"),
        ("BGM+745+RP'", "change", "delete", "passengers"),
        ("BGM+266+CLOB'", "close", "confirm", "status"),
        ("BGM+266+CLNB'", "close", "delete", "status"),
        ("BGM+250+C'", "original", "", "crew"),
        ("BGM+336+D'", "original", "", "master-crew"),
    ],
)
def test_corrections_say_what_they_ask_of_each_row(bgm: str, function: str, action: str, kind: str):
    rows = read(interchange(message(bgm, *HEADER[1:], *OTHER)))
    header = only(rows, ListMessage)
    assert (header.function, header.kind) == (function, kind)
    assert header.earlier == ("" if function == "original" else "KUL1122")
    assert travellers(rows)[0].action == action


def test_a_correction_names_the_earlier_list_by_its_own_number_or_by_acw():
    rows = read(interchange(message("BGM+745+L-2+5'", "RFF+ACW:L-1'", *HEADER[2:], *OTHER)))
    assert (only(rows, ListMessage).reference, only(rows, ListMessage).earlier) == ("L-2", "L-1")


def test_a_cancellation_without_travellers_is_a_list_too():
    rows = read(interchange(message("BGM+745++1'", *HEADER[1:])))
    assert only(rows, ListMessage).function == "cancel"
    assert only(rows, ListTotal).travellers == 0


def test_a_correction_that_does_not_say_of_what_is_reported():
    rows = read(interchange(message("BGM+745++5'", *HEADER[4:], *OTHER)))
    assert "does not say which" in str(problems(rows)[0])


def test_several_names_and_documents_are_kept():
    segments = [
        "NAD+FL++CONTOH ALIAS:SECOND ALIAS+CONTOH:SITI'",
        "DOC+P+A1'",
        "LOC+91+MYS'",
        "DOC+V+V2'",
        "DTM+36:270101'",
    ]
    (traveller,) = travellers(read(interchange(message(*HEADER, *segments))))
    assert [(n.text, n.kind) for n in traveller.identity.names] == [
        ("CONTOH SITI", "main"),
        ("CONTOH ALIAS", "alias"),
        ("SECOND ALIAS", "alias"),
    ]
    assert [(d.kind, d.number, d.issuer, str(d.expires)) for d in traveller.identity.documents] == [
        ("passport", "A1", "MYS", ""),
        ("visa", "V2", "", "2027-01-01"),
    ]


def test_the_leg_that_crosses_the_border_is_the_journey_of_a_flight_with_two_sectors():
    legs = ["TDT+20+ZZ1+++ZZ'", "LOC+125+BKK'", "LOC+87+KUL'", "TDT+20+ZZ1+++ZZ'", "LOC+92+KUL'", "LOC+92+PEN'"]
    header = only(read(interchange(message("BGM+745'", *legs, *OTHER))), ListMessage)
    assert header.journey.arrival_port == "KUL"
    assert [(leg.departure_port, leg.arrival_port) for leg in header.legs] == [("BKK", "KUL"), ("KUL", "PEN")]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("329:720907", "1972-09-07"),
        ("329:19720907:102", "1972-09-07"),
        ("329:19720907", "1972-09-07"),
        ("329:1972:602", "1972"),
        ("329:197209:610", "1972-09"),
        ("329:070972:2", "1972-09-07"),
        ("329:07091972:4", "1972-09-07"),
        ("329:197209071200:203", "1972-09-07"),
        ("329:7209071200:201", "1972-09-07"),
        ("329:0907:106", "XXXX-09-07"),
        ("329:720000:101", "1972"),
        ("329:1972XX07:102", "1972-XX-07"),
        ("329: 720907 ", "1972-09-07"),
        ("329:1972-09-07", "1972-09-07"),
        ("329:261122", "2026-11-22"),
        ("329:270101", "1927-01-01"),
    ],
)
def test_birth_dates_are_read_in_every_format_code(sent: str, expected: str):
    rows = read(interchange(message(*HEADER, OTHER[0], f"DTM+{sent}'")))
    assert [str(birth) for birth in travellers(rows)[0].identity.births] == [expected]
    assert not travellers(rows)[0].problems
