"""Rows of CSV and JSON lines, one traveller a line; a row that can't be read costs no other."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple, cast

from naungan.engine.documents.encoding import Bytes, printable
from naungan.engine.documents.fields import Row
from naungan.engine.documents.words import column, field
from naungan.engine.records import Name, NameKind, Problem, Sentence, Traveller, say, sentence

LONGEST: Final = 1 << 20
"""Bytes of the longest line that is read."""

MOST_LINES: Final = 8
"""Lines that a quoted cell may go over; a quote that is never closed then costs one row, not the rest of the list."""

_MOST_VALUES: Final = 20_000
_UNDIVIDED: Final = frozenset({"mrz", "birth_place", "reference", "booking", "conveyance", "departs", "arrives"})
"""Fields in which a semicolon is part of the value."""

_NAME_KINDS: Final = frozenset({"main", "alias", "former", "native", "spelling", "low-quality"})
_NAME_FIELDS: Final[Mapping[str, NameKind]] = {"name": "main", "alias": "alias", "native": "native"}
_DECODED: Final = "It has bytes that are not of the charset; each is shown as \N{REPLACEMENT CHARACTER}."
_CHARSET: Final = "Save the list as UTF-8, or name its charset."


class Line(NamedTuple):
    """One line of text, without its end. `damage` says what was wrong with its bytes."""

    number: int
    text: str
    damage: str = ""
    usable: bool = True


def lines(source: Bytes, codec: str) -> Iterator[Line]:
    """The lines of `source`, numbered from 1; a line longer than LONGEST comes as one that is not usable."""
    end = b"\r" if b"\n" not in source.head and b"\r" in source.head else b"\n"
    number, rest, overlong = 0, b"", False
    for chunk in source.chunks:
        *whole, rest = (rest + chunk).split(end)
        for raw in whole:
            number += 1
            yield _line(number, raw, codec, overlong=overlong)
            overlong = False
        if len(rest) > LONGEST:
            rest, overlong = b"", True
    if rest or overlong:
        yield _line(number + 1, rest, codec, overlong=overlong)


def _line(number: int, raw: bytes, codec: str, *, overlong: bool) -> Line:
    if overlong or len(raw) > LONGEST:
        too_long = say("The line is longer than {most:,} bytes and was passed over.", most=LONGEST)
        return Line(number, "", too_long, usable=False)
    damage = ""
    if b"\0" in raw:
        raw, damage = raw.replace(b"\0", b""), "It holds null bytes; they were left out."
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError:
        text, damage = raw.decode(codec, "replace"), _DECODED
    else:
        if "\N{REPLACEMENT CHARACTER}" in text:
            damage = _DECODED
    return Line(number, text.strip("\r"), damage)


def _place(line: Line) -> Sentence:
    return say("line {line}", line=line.number)


def _finished(row: Row, line: Line) -> Traveller:
    if line.damage:
        row.problem(line.damage, _CHARSET if line.damage == _DECODED else "Compare the row with the travel document.")
    return row.traveller()


# CSV


def recognise(header: str, delimiter: str) -> int:
    """How many columns of this header line are known when it is divided by `delimiter`."""
    return sum(bool(column(cell)) for cell in _cells(header, delimiter)[0])


def csv_travellers(came: Iterator[Line], delimiter: str, today: date) -> Iterator[Traveller | Problem]:
    """The travellers of a CSV list whose first line names its columns."""
    fields: list[str] = []
    for line, cells, closed in _records(came, delimiter):
        if not line.usable:
            yield Problem(line.damage, _place(line), "Ask the sender for the list again.", fatal=True)
        elif not any(cell.strip() for cell in cells) or line.text.lower().startswith("sep="):
            continue
        elif not fields:
            fields = [column(cell) for cell in cells]
            unknown = [printable(cell) for cell in cells if cell.strip() and not column(cell)]
            if unknown:
                left_out = ", ".join(unknown[:20])
                message = say("Columns that are not known were left out: {columns}.", columns=left_out)
                yield Problem(message, _place(line))
        else:
            yield _csv_row(line, cells, fields, today, closed=closed)


def _csv_row(line: Line, cells: list[str], fields: list[str], today: date, *, closed: bool) -> Traveller:
    values: dict[str, list[str]] = {}
    for name, cell in zip(fields, cells, strict=False):
        if name and cell.strip():
            values.setdefault(name, []).extend([cell] if name in _UNDIVIDED else cell.split(";", _MOST_VALUES))
    row = Row(_place(line), today, values)
    if len(cells) > len(fields) and any(cell.strip() for cell in cells[len(fields) :]):
        row.problem(
            say(
                "The row has {count} cells, the header {columns}; the cells may be shifted.",
                count=len(cells),
                columns=len(fields),
            )
        )
    if not closed:
        row.problem("A quotation mark is not closed; the row was read as it stands.")
    return _finished(row, line)


def _records(came: Iterator[Line], delimiter: str) -> Iterator[tuple[Line, list[str], bool]]:
    """Line, cells, and whether its quotes were closed. A quoted cell may go over MOST_LINES lines."""
    waiting: list[Line] = []
    for line in came:
        waiting.append(line)
        quotes = sum(part.text.count('"') for part in waiting)
        if line.usable and quotes % 2 and len(waiting) < MOST_LINES:
            continue
        if quotes % 2 == 0 and line.usable:
            yield _joined(waiting, delimiter)
            waiting = []
            continue
        first, *others = waiting
        yield first, *_cells(first.text, delimiter)
        waiting = []
        # Lines after a stray quote stand for themselves; a further stray one among them costs its own line.
        for other in others:
            yield other, *_cells(other.text, delimiter)
    for line in waiting:
        yield line, *_cells(line.text, delimiter)


def _joined(waiting: list[Line], delimiter: str) -> tuple[Line, list[str], bool]:
    first = waiting[0]
    if len(waiting) == 1:
        return first, *_cells(first.text, delimiter)
    damage = next((line.damage for line in waiting if line.damage), "")
    whole = "\n".join(line.text for line in waiting)
    return first._replace(text=whole, damage=damage), *_cells(whole, delimiter)


def _cells(text: str, delimiter: str) -> tuple[list[str], bool]:
    """The cells of one record and whether every quoted cell is closed."""
    if '"' not in text:
        return text.split(delimiter), True
    try:
        parsed = list(csv.reader([text], delimiter=delimiter, strict=True))
        return (parsed[0] if parsed else []), True
    except csv.Error:
        return text.replace('"', "").split(delimiter), False


# JSON lines


def json_travellers(came: Iterator[Line], today: date) -> Iterator[Traveller | Problem]:
    """The travellers of JSON lines: an object a line, keys as columns of CSV; names and documents may be objects."""
    for line in came:
        if not line.usable:
            yield Problem(line.damage, _place(line), "Ask the sender for the list again.", fatal=True)
            continue
        if not line.text.strip():
            continue
        try:
            found = json.loads(line.text)
        except (ValueError, RecursionError) as wrong:
            deep = say("it is nested too deeply or too large")
            why = sentence(wrong.msg) if isinstance(wrong, json.JSONDecodeError) else deep
            message = say("The line is not a JSON object: {why}.", why=why)
            yield Problem(message, _place(line), "Write each traveller on one line.", fatal=True)
            continue
        if isinstance(found, dict):
            yield _json_row(line, found, today)
        else:
            yield Problem("The line is JSON but not an object.", _place(line), "Write {…} on each line.", fatal=True)


def _json_row(line: Line, given: Mapping[str, object], today: date) -> Traveller:
    row = Row(_place(line), today, {})
    values: dict[str, list[str]] = {}
    unknown: list[str] = []
    for key, value in _flattened(given):
        name = field(key)
        if name in _NAME_FIELDS and _has_objects(value):
            row.names += _names(value, _NAME_FIELDS[name])
        elif name == "number" and _has_objects(value):
            row.papers += [_known_keys(paper) for paper in _objects(value)]
        elif name:
            values.setdefault(name, []).extend(_texts(value, divided=name not in _UNDIVIDED))
        elif value not in (None, "", [], {}):
            unknown.append(printable(key))
    row.values = values
    if unknown:
        row.problem(say("Keys that are not known were left out: {keys}.", keys=", ".join(unknown[:20])), "")
    return _finished(row, line)


def _flattened(given: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Keys and values, those of a nested journey, identity, traveller or birth object among the others."""
    for key, value in given.items():
        if isinstance(value, dict) and key in {"journey", "identity", "person", "traveller", "traveler", "flight"}:
            yield from value.items()
        else:
            yield key, value


def _has_objects(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def _objects(value: object) -> list[Mapping[str, object]]:
    items = value if isinstance(value, list) else [value]
    return [item if isinstance(item, dict) else {"name": item, "number": item} for item in items[:_MOST_VALUES]]


def _names(value: object, usual: NameKind) -> list[Name]:
    found: list[Name] = []
    for given in _objects(value):
        known = _known_keys(given)
        surname, first = known.get("surname", ""), " ".join(filter(None, (known.get("given"), known.get("middle"))))
        text = str(given.get("text") or known.get("name") or f"{surname} {first}").strip()
        said = str(given.get("kind", ""))
        kind = cast("NameKind", said if said in _NAME_KINDS else "alias" if found and usual == "main" else usual)
        whole = bool(surname and first)
        if text:
            script = str(given.get("script", ""))[:4]
            found.append(Name(text, kind, script, surname if whole else "", first if whole else ""))
    return found


def _known_keys(given: Mapping[str, object]) -> dict[str, str]:
    """Texts by field; within an object of a document "type", "country" and "expiry" are enough."""
    short = {"type": "kind", "kind": "kind", "country": "issuer", "no": "number"}
    found: dict[str, str] = {}
    for key, value in given.items():
        name = short.get(key.casefold()) or field(key)
        if name and isinstance(value, str | int) and not isinstance(value, bool):
            found.setdefault(name, str(value))
    return found


def _texts(value: object, *, divided: bool) -> list[str]:
    if isinstance(value, list):
        return [text for item in value[:_MOST_VALUES] for text in _texts(item, divided=divided)]
    if isinstance(value, str):
        return value.split(";", _MOST_VALUES) if divided else [value]
    if isinstance(value, bool) or value is None or isinstance(value, dict):
        return []
    return [str(value)]
