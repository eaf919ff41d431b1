"""What every reader of an import yields, and how bytes become lines: a broken one costs itself, never the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from naungan.engine import dates, errors
from naungan.engine.records import UNKNOWN_DATE, PartialDate, Problem, say, sentence
from naungan.engine.register.record import Channel, EntryDraft
from naungan.engine.tables.countries import code_of

LONGEST_LINE = 8 * 1024 * 1024
"""Bytes of one line; a longer one is passed over. Ten thousand names of one person fit."""

_MARKS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": say("a spreadsheet or archive"),
    b"%PDF": say("a PDF"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row of an import: the draft, unless a fatal problem stands beside it."""

    place: str
    draft: EntryDraft | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the file itself does not say and the importing officer answers for."""

    owner_state: str = ""
    owner_agency: str = ""
    source: str = ""
    lawful_basis: str = ""
    expires_on: date | None = None
    verified_on: date | None = None
    """The day on which the file was taken from its service."""
    channel: Channel = "public"
    colour: str = ""
    """The notices' colour, where the file does not say it."""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: number from 1, text without its end, and what is wrong with it."""

    number: int
    text: str
    problem: Problem | None = None


def lines(chunks: Iterable[bytes]) -> Iterator[Line]:
    """The lines of a file in UTF-8. A line that is not text, or too long, carries a fatal problem.

    Raises:
        Unreadable: the file is of another kind (UTF-16, a spreadsheet, a PDF).
    """
    for number, raw in enumerate(_raw_lines(chunks), start=1):
        if number == 1:
            raw = _first(raw)  # noqa: PLW2901 - the byte order mark is no part of the line
        place = say("line {line}", line=number)
        if raw is None:
            remedy = "Split the record, or remove what does not identify the person."
            yield Line(number, "", Problem("The line is longer than 8 MB.", place, remedy, fatal=True))
            continue
        text = raw.decode("utf-8", errors="replace").removesuffix("\r")
        yield Line(number, text, _damage(raw, place))


def _first(raw: bytes | None) -> bytes | None:
    for mark, kind in _MARKS.items():
        if raw is not None and raw.startswith(mark):
            raise errors.Unreadable(
                say("This is {kind}, not text in UTF-8.", kind=kind), remedy="Save it as UTF-8 text and try again."
            )
    return raw.removeprefix(b"\xef\xbb\xbf") if raw is not None else None


def _damage(raw: bytes, place: str) -> Problem | None:
    """What makes a line unfit to be read: a null byte, or bytes that are not UTF-8, with their position."""
    null = raw.find(b"\0")
    if null >= 0:
        remedy = "Remove it, or export the file again."
        at = say("{place}, byte {byte}", place=sentence(place), byte=null + 1)
        return Problem("There is a null byte in the line.", at, remedy, fatal=True)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        remedy = "Export the file again as UTF-8."
        at = say("{place}, byte {byte}", place=sentence(place), byte=wrong.start + 1)
        return Problem("The text is not UTF-8.", at, remedy, fatal=True)
    return None


def _raw_lines(chunks: Iterable[bytes]) -> Iterator[bytes | None]:
    """Lines as bytes without their end; None for one that is too long, of which nothing is kept."""
    held, too_long = bytearray(), False
    for chunk in chunks:
        parts = chunk.split(b"\n")
        for part in parts[:-1]:
            held += part
            yield None if too_long or len(held) > LONGEST_LINE else bytes(held)
            held, too_long = bytearray(), False
        if not too_long:
            held += parts[-1]
        if len(held) > LONGEST_LINE:
            held, too_long = bytearray(), True
    if held or too_long:
        yield None if too_long else bytes(held)


def read_date(text: str, what: str, *, today: date, place: str, problems: list[Problem]) -> PartialDate:
    """The date a field says; where it can't be one, a problem is noted and the date stays unknown."""
    try:
        return dates.parse_date(text, today=today)
    except errors.Unreadable as wrong:
        problems.append(Problem(say("{what}: {message}", what=what, message=wrong.message), place, wrong.remedy))
        return UNKNOWN_DATE


def read_day(text: str, what: str, *, today: date, place: str, problems: list[Problem]) -> date | None:
    """A full day; None where nothing is said. A date without its day is a problem, since a day is needed."""
    found = read_date(text, what, today=today, place=place, problems=problems)
    if not found.exact:
        if found.known:
            message = say("{what}: {text!r} names no day.", what=what, text=text.strip()[:40])
            problems.append(Problem(message, place, "Write it as 2027-05-12."))
        return None
    return date(found.year or 1, found.month or 1, found.day or 1)


def read_states(words: Iterable[str], what: str, *, place: str, problems: list[Problem]) -> tuple[str, ...]:
    """Alpha-3 codes for codes or names of states; unknown ones are noted and left out."""
    found = []
    for word in filter(None, (word.strip() for word in words)):
        code = code_of(word)
        if code:
            found.append(code)
        else:
            remedy = "Use a code or an English or Malay name."
            message = say("{what}: {word!r} is not a known state.", what=what, word=word[:40])
            problems.append(Problem(message, place, remedy))
    return tuple(dict.fromkeys(found))


def read_sex(text: str) -> str:
    """F, M or X as ICAO 9303 has it, from a letter or an English, Malay or Indonesian word; else empty."""
    return _SEXES.get(text.strip().casefold(), "")


_SEXES = {
    "f": "F", "female": "F", "perempuan": "F", "p": "F", "wanita": "F", "woman": "F",
    "m": "M", "male": "M", "lelaki": "M", "l": "M", "laki-laki": "M", "pria": "M", "man": "M",
    "x": "X", "other": "X", "unspecified": "X",
}  # fmt: skip
