"""Reads CSV by a mapping: a small TOML text that says which column holds which of our fields.

    [entry]                        # a column's name, several names (joined by a blank), or a table:
    name = ["given", "family"]
    sex = {column = "gender", values = {"1" = "M", "2" = "F"}}
    source = {constant = "Register of Utopia"}
    aliases = {column = "other_names", separator = ";"}
    [[conviction]]                 # as many as a row can hold
    section = "section_1"
    [[notice]]
    kind = {constant = "national-warrant"}

Fields: ENTRY, CONVICTION, NOTICE below. A mapping without a table for convictions and notices expects columns of
the fields' own names, prefixed: conviction_section, notice_number.
"""

from __future__ import annotations

import csv
import tomllib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from naungan.engine import errors
from naungan.engine.records import Problem, say, together
from naungan.engine.register.reading import LONGEST_LINE, Line

ENTRY: Final = (
    "source_reference", "source", "owner_state", "owner_agency", "lawful_basis", "expires_on", "remarks", "sample",
    "name", "surname", "given", "aliases", "former_names", "native_names", "low_quality_names",
    "birth_date", "sex", "nationality", "birth_place", "passports", "id_cards", "documents",
)  # fmt: skip
CONVICTION: Final = (
    "section", "words", "outcome", "court", "court_state", "offence_state", "convicted_on", "offence_on", "sentence",
    "finality", "appeal", "pardoned", "in_absentia", "offender_age", "victim", "victim_age", "consensual",
)  # fmt: skip
NOTICE: Final = (
    "kind", "number", "bureau", "channel", "issued", "charge", "charge_state", "translation", "last_verified",
    "cancelled_on",
)  # fmt: skip
MANY: Final = frozenset(
    {"aliases", "former_names", "native_names", "low_quality_names", "birth_date", "nationality", "passports"}
    | {"id_cards", "documents"}
)
"""Fields that hold several values, cut at the separator (; unless told otherwise)."""

MOST_COLUMNS = 500
_MOST_JOINED = 50


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field's value comes from."""

    columns: tuple[str, ...] = ()
    constant: str | None = None
    separator: str = ";"
    values: tuple[tuple[str, str], ...] = ()

    def take(self, row: Mapping[str, str]) -> str:
        """The value for one row."""
        if self.constant is not None:
            return self.constant
        told = " ".join(part for column in self.columns if (part := row.get(column, "").strip()))
        return dict(self.values).get(told, told)


Fields = Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Mapped:
    """One row by our names: each field a text, grounds apart."""

    entry: dict[str, str]
    convictions: tuple[dict[str, str], ...]
    notices: tuple[dict[str, str], ...]
    separators: dict[str, str]


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A mapping that was read and checked."""

    entry: Fields
    convictions: tuple[Fields, ...]
    notices: tuple[Fields, ...]
    delimiter: str = ""

    def columns(self) -> set[str]:
        """All columns that it names."""
        parts = (self.entry, *self.convictions, *self.notices)
        return {column for part in parts for source in part.values() for column in source.columns}

    def apply(self, row: Mapping[str, str]) -> Mapped:
        """One row by our names."""

        def taken(fields: Fields) -> dict[str, str]:
            return {field: source.take(row) for field, source in fields.items()}

        return Mapped(
            taken(self.entry),
            tuple(map(taken, self.convictions)),
            tuple(map(taken, self.notices)),
            {field: source.separator for field, source in self.entry.items()},
        )


def default_mapping() -> ColumnMapping:
    """The mapping where the columns have our own names: name, birth_date, conviction_section, and so on."""
    return ColumnMapping(
        {field: Source((field,)) for field in ENTRY},
        ({field: Source((f"conviction_{field}",)) for field in CONVICTION},),
        ({field: Source((f"notice_{field}",)) for field in NOTICE},),
    )


def parse_mapping(text: str, *, place: str = "the mapping") -> ColumnMapping:
    """A mapping from its TOML text.

    Raises:
        Unreadable: it is not TOML, or names a field that does not exist.
    """
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise errors.Unreadable(
            say("The mapping is not TOML: {wrong}.", wrong=wrong), place=place, remedy="Mend it there."
        ) from None
    unknown = set(told) - {"entry", "conviction", "notice", "delimiter"}
    if unknown or not isinstance(told.get("entry"), dict):
        remedy = "It has a table [entry], tables [[conviction]] and [[notice]], and delimiter; nothing else."
        raise errors.Unreadable("The mapping lacks [entry] or has unknown parts.", place=place, remedy=remedy)
    return ColumnMapping(
        _fields(told["entry"], ENTRY, together((place, "[entry]"), ", ")),
        tuple(
            _fields(part, CONVICTION, together((place, "[[conviction]]"), ", "))
            for part in _tables(told, "conviction", place)
        ),
        tuple(_fields(part, NOTICE, together((place, "[[notice]]"), ", ")) for part in _tables(told, "notice", place)),
        str(told.get("delimiter", "")),
    )


def _tables(told: Mapping[str, Any], name: str, place: str) -> list[dict[str, Any]]:
    found = told.get(name, [])
    if isinstance(found, list) and all(isinstance(part, dict) for part in found):
        return found
    raise errors.Unreadable(
        say("[{name}] must be written [[{name}]].", name=name), place=place, remedy="Use two brackets."
    )


def _fields(part: Mapping[str, Any], known: tuple[str, ...], place: str) -> dict[str, Source]:
    unknown = [field for field in part if field not in known]
    if unknown:
        remedy = say("The fields are: {fields}.", fields=", ".join(known))
        raise errors.Unreadable(say("There is no field {field!r}.", field=unknown[0]), place=place, remedy=remedy)
    return {field: _source(told, together((place, field), ", ")) for field, told in part.items()}


def _source(told: Any, place: str) -> Source:
    if isinstance(told, str):
        return Source((told,))
    if isinstance(told, list) and all(isinstance(column, str) for column in told):
        return Source(tuple(told))
    if isinstance(told, dict) and set(told) <= {"column", "constant", "separator", "values"}:
        column = told.get("column", ())
        values = told.get("values", {})
        if isinstance(values, dict):
            return Source(
                (column,) if isinstance(column, str) else tuple(map(str, column)),
                str(told["constant"]) if "constant" in told else None,
                str(told.get("separator") or ";"),
                tuple((str(key), str(value)) for key, value in values.items()),
            )
    remedy = 'Write a column\'s name, a list of names, or {column = "…", separator = ";", values = {…}}.'
    raise errors.Unreadable("This says no column.", place=place, remedy=remedy)


def table_rows(lines: Iterable[Line], mapping: ColumnMapping) -> Iterator[tuple[str, Mapped | Problem]]:
    """Each row of a CSV with its place, or the problem that costs it; a row may run over several lines in quotes.

    Raises:
        Unreadable: the first line names none of the mapping's columns, or none that holds the source's reference.
    """
    records = _records(lines, mapping.delimiter)
    first = next(records, None)
    header = first[1] if first is not None and not isinstance(first[1], Problem) else []
    header = [name.strip() for name in header]
    _check_header(header, mapping)
    for place, record in records:
        if isinstance(record, Problem):
            yield place, record
        elif len(record) != len(header):
            remedy = "Check the quotes and separators of this row."
            message = say("The row has {count} fields, the heading {columns}.", count=len(record), columns=len(header))
            yield place, Problem(message, place, remedy, fatal=True)
        else:
            yield place, mapping.apply(dict(zip(header, record, strict=True)))


def _check_header(header: list[str], mapping: ColumnMapping) -> None:
    named = mapping.columns()
    shown = ", ".join(header[:8]) or say("nothing")
    remedy = "Say in a mapping which column is source_reference, name and so on (docs/how-to/import.md)."
    if not header or (named and not named & set(header)):
        message = say("None of the columns that the first line names is known: {shown}.", shown=shown)
        raise errors.Unreadable(message, place=say("line {line}", line=1), remedy=remedy)
    reference = mapping.entry.get("source_reference", Source())
    if reference.constant is None and not set(reference.columns) & set(header):
        message = say("No column holds the source's own reference; the first line names: {shown}.", shown=shown)
        raise errors.Unreadable(message, place=say("line {line}", line=1), remedy=remedy)
    if len(header) > MOST_COLUMNS:
        message = say("The file has more than {most} columns.", most=MOST_COLUMNS)
        raise errors.Unreadable(message, place=say("line {line}", line=1), remedy="Check the separator.")


def _records(lines: Iterable[Line], delimiter: str) -> Iterator[tuple[str, list[str] | Problem]]:
    """Records of a CSV. A quote that never closes costs its own line: the following lines are read anew."""
    waiting: deque[Line] = deque()
    source = iter(lines)
    while (line := waiting.popleft() if waiting else next(source, None)) is not None:
        place = say("line {line}", line=line.number)
        if line.problem is not None:
            yield place, line.problem
            continue
        if not line.text.strip():
            continue
        delimiter = delimiter or _delimiter(line.text)
        record = _cut(line.text, delimiter) or _joined(line, waiting, source, delimiter)
        if record is None:
            remedy = "Close the quote, or double it inside a quoted field."
            yield place, Problem("A quote is opened and not closed.", place, remedy, fatal=True)
        else:
            yield place, record


def _joined(line: Line, waiting: deque[Line], source: Iterator[Line], delimiter: str) -> list[str] | None:
    """The record that begins at `line` and runs over following lines, which are taken; None where it never closes."""
    text = line.text
    for taken in range(_MOST_JOINED):
        if taken == len(waiting):
            following = next(source, None)
            if following is None:
                return None
            waiting.append(following)
        if waiting[taken].problem is not None:
            return None
        text = f"{text}\n{waiting[taken].text}"
        record = _cut(text, delimiter)
        if record is not None:
            for _ in range(taken + 1):
                waiting.popleft()
            return record
    return None


def _cut(text: str, delimiter: str) -> list[str] | None:
    """The fields of one record; None where a quote stays open or stands where it can't."""
    csv.field_size_limit(2 * LONGEST_LINE)
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None


def _delimiter(header: str) -> str:
    return max(",;\t|", key=header.count)
