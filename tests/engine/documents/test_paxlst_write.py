"""PAXLST written and read back, and segments cut as pydifact cuts them. All persons are fictional."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydifact.parser import Parser

from naungan.engine.documents.encoding import even
from naungan.engine.documents.paxlst import ListMessage, ListTotal, read_paxlst, write_paxlst
from naungan.engine.documents.paxlst.segments import Segments
from naungan.engine.documents.paxlst.separators import Separators
from naungan.engine.documents.paxlst.write import VERSIONS
from naungan.engine.errors import Refused, Unreadable
from naungan.engine.records import (
    UNKNOWN_DATE,
    Document,
    Identity,
    Journey,
    Name,
    PartialDate,
    Problem,
    Traveller,
)

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, 30)  # noqa: DTZ001
LEG = Journey("ZZ", "ZZ123", "KUL", "SIN", "2026-11-22T09:00", "2026-11-22T10:10")
SITI = Traveller(
    Identity((Name("CONTOH SITI", surname="CONTOH", given="SITI"),), (PartialDate(1980, 5, 7),), "F", ("MYS",)),
    journey=LEG,
)

text = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
single = st.text("ABCXYZ '+:?-", max_size=20).map(lambda said: " ".join(said.split()))


def some(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return strategy.filter(bool)


words = text | some(single)
codes = st.sampled_from(["MYS", "IDN", "THA", "SGP", "VNM", "GBR"])
partial_dates = st.one_of(
    st.dates(date(1900, 1, 1), TODAY).map(lambda day: PartialDate(day.year, day.month, day.day)),
    st.builds(PartialDate, st.integers(1900, 2025), st.none() | st.integers(1, 12), st.none()),
    st.builds(PartialDate, st.none(), st.integers(1, 12), st.integers(1, 28)),
    st.builds(PartialDate, st.integers(1900, 2025), st.none(), st.integers(1, 31)),
)
names = st.builds(
    lambda surname, given: Name(f"{surname} {given}", surname=surname, given=given), words, words
) | words.map(Name)
documents = st.builds(
    Document,
    st.sampled_from(["passport", "id-card", "border-pass", "visa", "residence", "crew", "travel-document", "other"]),
    words,
    codes | st.just(""),
    partial_dates | st.just(UNKNOWN_DATE),
)
identities = st.builds(
    lambda main, aliases, **rest: Identity(names=(main, *(Name(alias, kind="alias") for alias in aliases)), **rest),
    names,
    st.lists(words, max_size=5),
    births=partial_dates.map(lambda birth: (birth,)) | st.just(()),
    sex=st.sampled_from(["F", "M", "X", ""]),
    nationalities=st.lists(codes, unique=True, max_size=3).map(tuple),
    documents=st.lists(documents, max_size=3).map(tuple),
    birth_place=words | st.just(""),
)
journeys = st.builds(
    lambda origin, destination, clearance: replace(
        LEG, origin_port=origin, destination_port=destination, clearance_port=clearance
    ),
    *[words | st.just("")] * 3,
)
rows = st.builds(
    Traveller,
    identities,
    role=st.sampled_from(["passenger", "crew", "transit", "other"]),
    reference=words | st.just(""),
    journey=journeys,
    booking=words | st.just(""),
    residence=codes | st.just(""),
)


def read(data: bytes) -> tuple[list[ListMessage], list[Traveller], list[ListTotal]]:
    found = list(read_paxlst(data, today=TODAY))
    assert [row for row in found if isinstance(row, Problem)] == []
    travellers = [row for row in found if isinstance(row, Traveller)]
    assert all(row.problems == () for row in travellers)
    headers = [row for row in found if isinstance(row, ListMessage)]
    totals = [row for row in found if isinstance(row, ListTotal)]
    assert [total.declared_passengers or 0 for total in totals] == [total.passengers for total in totals]
    return headers, [replace(row, place="") for row in travellers], totals


CORRECTIONS = [
    *(("original", ""), ("replace", ""), ("cancel", "")),
    *(("change", "add"), ("change", "delete"), ("change", "change")),
    *(("close", ""), ("close", "confirm"), ("close", "delete")),
]


@pytest.mark.parametrize("version", VERSIONS)
@settings(max_examples=35, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    given_rows=st.lists(rows, max_size=4),
    correction=st.sampled_from(CORRECTIONS),
    size=st.integers(1, 5),
    reference=words,
)
def test_what_is_written_is_read_back_the_same(
    version: str, given_rows: list[Traveller], correction: tuple[str, str], size: int, reference: str
):
    function, action = correction
    sent = [replace(row, action=action) for row in given_rows]
    earlier = "" if function == "original" else "L-1"
    data = write_paxlst(
        sent,
        LEG,
        prepared=NOW,
        version=version,
        function=function,  # type: ignore[arg-type]
        reference=reference,
        earlier=earlier,
        sender="ZZAIR",
        contact="CONTOH DESK",
        charset="UNOW",
        per_message=size,
    )
    headers, came, _ = read(data)
    assert came == sent
    assert headers
    for header in headers:
        assert (header.function, header.reference, header.earlier) == (function, reference, earlier)
        assert (header.version, header.journey, header.sender) == (version, LEG, "ZZAIR")
        assert (header.contact, header.prepared) == ("CONTOH DESK", "2026-11-22T08:30")


def test_crew_and_parts_come_in_messages_of_their_own():
    crew = replace(SITI, role="crew")
    headers, came, totals = read(write_paxlst([SITI] * 5 + [crew], LEG, prepared=NOW, reference="L1", per_message=2))
    assert [(header.kind, header.part, header.last) for header in headers] == [
        ("passengers", 1, False),
        ("passengers", 2, False),
        ("passengers", 3, True),
        ("crew", 1, True),
    ]
    assert [total.travellers for total in totals] == [2, 2, 1, 1]
    assert len(came) == 6


def test_other_separators_are_written_and_read():
    marks = Separators("!", "*", "%", "~")
    odd = replace(SITI, identity=replace(SITI.identity, names=(Name("A*B!C%D~E'F+G"),)))
    _, came, _ = read(write_paxlst([odd], LEG, prepared=NOW, separators=marks))
    assert came == [odd]


@pytest.mark.parametrize("charset", ["UNOA", "UNOC", "UNOE"])
def test_text_that_the_charset_cannot_carry_is_refused(charset: str):
    thai = replace(SITI, identity=replace(SITI.identity, names=(Name("สมชาย"),)))
    with pytest.raises(Refused, match="can't be written") as refusal:
        write_paxlst([thai], LEG, prepared=NOW, charset=charset)
    assert "UNOW" in refusal.value.remedy


@pytest.mark.parametrize(
    "wrong",
    [{"version": "D.96B"}, {"charset": "UNOZ"}, {"reference": "x", "travellers": "six names"}, {"time": "noon"}],
)
def test_what_paxlst_cannot_say_is_refused(wrong: dict[str, str]):
    many = replace(SITI, identity=replace(SITI.identity, names=tuple(Name(f"N{n}") for n in range(7))))
    rows = [many] if wrong.pop("travellers", "") else [SITI]
    leg = replace(LEG, departs_at=wrong.pop("time", LEG.departs_at))
    with pytest.raises(Refused):
        write_paxlst(rows, leg, prepared=NOW, **wrong)  # type: ignore[arg-type]


# The tokeniser and its oracle

loose = st.text("AB:+?'1 ", max_size=40)


@settings(max_examples=200, deadline=None)
@given(bodies=st.lists(loose, max_size=6), size=st.integers(1, 50))
def test_segments_are_cut_and_split_as_pydifact_does(bodies: list[str], size: int):
    marks = Separators()
    known = [f"FTX+{marks.released(body)}+{marks.released(body[::-1])}:X" for body in bodies]
    sent = "UNA:+.? 'UNB+UNOA:4+A+B+261122:0830+1'" + "".join(f"{segment}'" for segment in known)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = [[segment.tag, *segment.elements] for segment in Parser().parse(sent)][1:]
    pieces = (sent.encode()[start : start + size] for start in range(0, len(sent), size))
    cut = Segments(even(pieces))
    ours = [cut.separators.split(segment.text) for segment in cut]
    assert [segment[0] for segment in ours] == [[segment[0]] for segment in theirs]
    assert [_joined(segment) for segment in ours] == [_joined(segment) for segment in theirs]


def _joined(segment: list[list[str]] | list[str]) -> list[str]:
    """Elements as text: pydifact drops empty components at the end and strips nothing else."""
    return ["|".join(element if isinstance(element, list) else [element]).rstrip("|") for element in segment]


@settings(max_examples=200, deadline=None)
@given(loose)
def test_released_text_is_one_component_again(said: str):
    marks = Separators()
    assert marks.split(f"A+{marks.released(said)}") == [["A"], [said]]


# Fuzz: whatever comes, nothing but Unreadable is raised

SAMPLE = write_paxlst([SITI, replace(SITI, role="crew")], LEG, prepared=NOW, reference="L1")


def read_all(data: bytes) -> None:
    try:
        for row in read_paxlst(data, today=TODAY):
            assert isinstance(row, ListMessage | ListTotal | Traveller | Problem)
    except Unreadable as refusal:
        said = str(refusal)
    else:
        said = "read"
    assert said


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_read_or_refused(data: bytes):
    read_all(data)
    read_all(b"UNB+UNOA:4+A+B'UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+X'NAD+FL+++A:B'" + data)


@settings(max_examples=250, deadline=None)
@given(
    at=st.integers(0, len(SAMPLE) - 1),
    cut=st.integers(0, 12),
    put=st.binary(max_size=6)
    | st.sampled_from([b"'", b"?", b"+", b":", b"\0", b"\r\n", b"\xff\xfe", b"UNA", b"NAD+FL"]),
    again=st.integers(0, len(SAMPLE) - 1),
)
def test_a_message_changed_anywhere_is_read_or_refused(at: int, cut: int, put: bytes, again: int):
    changed = SAMPLE[:at] + put + SAMPLE[at + cut :]
    read_all(changed[:again] + put + changed[again:])


TAGS = "UNA UNB UNG UNH UNT UNE UNZ BGM RFF DTM NAD TDT LOC ATT NAT DOC CNT MEA XXX"
ELEMENTS = "745 FL FM A:B 329:720907 329:9:102 36:0000 189:2611229999:201 PAXLST:D:05B:UN 42:x 2 MYS 178 91 P TN:1 02:C"
segments = st.lists(
    st.builds(
        lambda tag, parts: "+".join([tag, *parts]),
        st.sampled_from(TAGS.split()),
        st.lists(
            st.sampled_from(["", *ELEMENTS.split(), "9" * 50, "²", "?", "UNOA:4", "260000:9999"]),
            max_size=8,
        ),
    ),
    max_size=25,
)


@settings(max_examples=250, deadline=None)
@given(segments)
def test_segments_in_any_order_are_read_or_refused(given_segments: list[str]):
    read_all(("UNB+UNOA:4+A+B'" + "'".join(["UNH+1+PAXLST:D:05B:UN", *given_segments]) + "'").encode())
