"""Passenger lists in whatever form they come: PAXLST, CSV or JSON lines, told apart by their first bytes.

All forms yield the same rows: a ListMessage, Travellers, Problems that belong to no traveller, a ListTotal. Input is
bytes or pieces of bytes; memory stays within a few chunks and one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from naungan.engine.documents.encoding import Bytes, Source, even, looks_like, printable
from naungan.engine.documents.paxlst import ListMessage, ListTotal, Row, read_paxlst
from naungan.engine.documents.paxlst.separators import find
from naungan.engine.documents.rows import csv_travellers, json_travellers, lines, recognise
from naungan.engine.errors import Unreadable
from naungan.engine.records import Problem, Traveller, say

ListFormat = Literal["paxlst", "csv", "jsonl"]

_ACCEPTED: Final = say("Send PAXLST (UN/EDIFACT), CSV with a header line, or JSON lines (one object a line).")


def read_list(source: Source, *, today: date, charset: str = "") -> Iterator[Row]:
    """The lists, travellers and problems of a passenger list in any accepted form.

    `charset` is a Python codec name for CSV and JSON lines that are not UTF-8; PAXLST says its own.

    Raises:
        Unreadable: it is none of the accepted forms; the message says what was found and what is accepted.
    """
    if charset and not _known(charset):
        raise Unreadable(
            say("The charset “{charset}” is not known.", charset=printable(charset)),
            remedy="Use for example utf-8, cp1252 or cp874.",
        )
    given = even(source)
    form = sniff(given.head)
    if form == "paxlst":
        yield from read_paxlst(_again(given), today=today)
        return
    codec = "utf-8" if given.unicode else charset or "utf-8"
    came = lines(given, codec)
    if form == "csv":
        found = csv_travellers(came, _columns(given.head, codec)[1], today)
    else:
        found = json_travellers(came, today)
    yield from _framed(found)


def sniff(head: bytes) -> ListFormat:
    """The form of a list by its first bytes (byte-order mark and UTF-16 already undone).

    Raises:
        Unreadable: none that is accepted.
    """
    start = head.lstrip(b" \t\r\n")
    if start.startswith(b"{"):
        return _objects(start)
    # UNA or UNB stands first, or after the lines of a telex or a mail, which may by chance name a column.
    interchange = find(head) is not None
    if interchange and start[:3] in {b"UNA", b"UNB", b"UNH"}:
        return "paxlst"
    known, _ = _columns(head, "utf-8")
    if known > 1 or (known and not interchange):
        return "csv"
    if interchange:
        return "paxlst"
    raise _refusal(head)


def _objects(start: bytes) -> ListFormat:
    first = start.split(b"\n", 1)[0].strip()
    if not first.endswith(b"}") and len(first) < 2000 and b"\n" in start:
        raise Unreadable(
            "This is JSON, but its first object goes over several lines.",
            place=say("line {line}", line=1),
            remedy="Write each traveller as one object on one line (JSON lines).",
        )
    return "jsonl"


def _columns(head: bytes, codec: str) -> tuple[int, str]:
    """How many columns of the header line are known, and the character that divides it into the most of them."""
    for raw in head.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")[:20]:
        text = raw[:20_000].decode(codec, "replace").strip("\ufeff\0 ")
        if text.strip() and not (text.lower().startswith("sep=") and len(text) == 5):
            return max((recognise(text, mark), mark) for mark in ",;\t|")
    return 0, ","


def _refusal(head: bytes) -> Unreadable:
    found = looks_like(head)
    if found.startswith("text") and head.lstrip()[:1] == b"[":
        return Unreadable(
            "This is a JSON array.",
            place=say("line {line}", line=1),
            remedy="Write each traveller as one object on one line (JSON lines).",
        )
    if found.startswith("text"):
        return Unreadable(
            say(
                "This is no passenger list that can be read: it is {found}, "
                "and no column of a traveller is named there.",
                found=found,
            ),
            place="the beginning",
            remedy=say(
                "{accepted} A header line has columns such as name, birth date, nationality, passport.",
                accepted=_ACCEPTED,
            ),
        )
    return Unreadable(
        say("This is no passenger list that can be read: it is {found}.", found=found),
        place="the beginning",
        remedy=_ACCEPTED,
    )


def _framed(rows: Iterator[Traveller | Problem]) -> Iterator[Row]:
    """The rows between a header and a total, as a PAXLST message has them."""
    yield ListMessage(1, say("line {line}", line=1))
    crew = travellers = 0
    for row in rows:
        if isinstance(row, Traveller):
            travellers += 1
            crew += row.role == "crew"
        yield row
    yield ListTotal(1, "the end", passengers=travellers - crew, crew=crew)


def _again(given: Bytes) -> Iterator[bytes]:
    """The chunks once more for a reader that undoes the byte-order mark itself; it is put back where there was one."""
    if given.unicode:
        yield b"\xef\xbb\xbf"
    yield from given.chunks


def _known(charset: str) -> bool:
    try:
        return isinstance("a".encode(charset), bytes) and "\n".encode(charset) == b"\n"
    except (LookupError, UnicodeError, ValueError):
        return False
