"""Where each field of a machine-readable zone stands, and what its check digits cover (ICAO Doc 9303 parts 3 to 7)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import cycle
from operator import mul
from typing import Literal, TypeAlias, cast

from naungan.engine.records import say
from naungan.engine.tables import rows

Format: TypeAlias = Literal["TD1", "TD2", "TD3", "MRV-A", "MRV-B"]
Place: TypeAlias = tuple[int, int]
"""Line and position, both counted from 0 within the engine; people are told them from 1."""

FILLER = "<"
DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CHARACTERS = frozenset(DIGITS + LETTERS + FILLER)

VALUES = {FILLER: 0, **{sign: value for value, sign in enumerate(DIGITS + LETTERS)}}
"""What a character counts for in a check digit: ICAO Doc 9303-3 section 4.9."""
WEIGHTS = (7, 3, 1)

FIELD_WORDS = {
    "document_code": say("document code"),
    "issuer": say("issuing state"),
    "names": say("name"),
    "number": say("document number"),
    "nationality": say("nationality"),
    "birth_date": say("date of birth"),
    "sex": say("sex"),
    "expiry": say("date of expiry"),
    "optional_data": say("optional data"),
    "optional_data_2": say("second optional data"),
    "composite": say("whole zone"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `line` from 0, the slice [start, end) of that line, and what kind of characters may stand there."""

    name: str
    line: int
    start: int
    end: int
    characters: str

    @property
    def places(self) -> tuple[Place, ...]:
        """The place of each character."""
        return tuple((self.line, position) for position in range(self.start, self.end))


@dataclass(frozen=True, slots=True)
class CheckDigit:
    """A check digit: the field that it guards, where it stands, and the places that it is computed over, in order."""

    field: str
    place: Place
    covers: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A format: its lines are all `width` characters long."""

    format: Format
    height: int
    width: int
    fields: dict[str, Field]
    checks: tuple[CheckDigit, ...]

    def text(self, lines: tuple[str, ...], name: str) -> str:
        """The characters of field `name`, fillers included; empty where this format has no such field."""
        field = self.fields.get(name)
        return "" if field is None else lines[field.line][field.start : field.end]


@cache
def layouts() -> dict[Format, Layout]:
    """All formats, from the table mrz_layouts."""
    fields: dict[Format, dict[str, Field]] = {}
    checks: dict[Format, list[CheckDigit]] = {}
    for row in rows("mrz_layouts"):
        name = cast(Format, row["format"])
        field = Field(row["field"], int(row["line"]) - 1, int(row["first"]) - 1, int(row["last"]), row["characters"])
        fields.setdefault(name, {})[field.name] = field
        if row["covers"]:
            guarded = field.name.removesuffix("_check")
            checks.setdefault(name, []).append(CheckDigit(guarded, field.places[0], _places(row["covers"])))
    return {
        name: Layout(
            format=name,
            height=max(field.line for field in found.values()) + 1,
            width=max(field.end for field in found.values()),
            fields=found,
            checks=tuple(checks[name]),
        )
        for name, found in fields.items()
    }


def _places(covers: str) -> tuple[Place, ...]:
    """`2:1-10 2:14-20` as single places counted from 0."""
    found: list[Place] = []
    for stretch in covers.split():
        line, _, positions = stretch.partition(":")
        first, _, last = positions.partition("-")
        found.extend((int(line) - 1, position) for position in range(int(first) - 1, int(last)))
    return tuple(found)


def checksum(text: str) -> int:
    """The sum of character values under the weights 7, 3, 1, modulo 10 (ICAO Doc 9303-3 section 4.9)."""
    total: int = sum(map(mul, map(VALUES.__getitem__, text), cycle(WEIGHTS)))
    return total % 10


def check_digit(text: str) -> str:
    """The check digit over `text`, which holds A to Z, 0 to 9 and < only."""
    return DIGITS[checksum(text)]


def at(lines: tuple[str, ...], places: tuple[Place, ...]) -> str:
    """The characters of `lines` at `places`, in that order."""
    return "".join([lines[line][position] for line, position in places])


def checks_of(layout: Layout, lines: tuple[str, ...]) -> tuple[CheckDigit, ...]:
    """The check digits of these very lines: a document number over nine characters takes its own along.

    ICAO Doc 9303-5 section 4.2.2 note j and 4.2.4, 9303-6 the same: position 15 (TD1) or 10 (TD2) holds <, the rest of
    the number opens the optional data, then come its check digit and a filler. The < is left out of the sum.
    """
    tail = long_number_tail(layout, lines)
    if not tail:
        return layout.checks
    head, optional = layout.fields["number"].places, layout.fields["optional_data"].places
    long = CheckDigit("number", optional[len(tail) - 1], head + optional[: len(tail) - 1])
    return tuple(long if check.field == "number" else check for check in layout.checks)


def long_number_tail(layout: Layout, lines: tuple[str, ...]) -> str:
    """The rest of a long document number with its check digit, as it opens the optional data; else empty."""
    if layout.format not in {"TD1", "TD2"} or layout.text(lines, "number_check") != FILLER:
        return ""
    if FILLER in layout.text(lines, "number"):
        return ""
    tail = layout.text(lines, "optional_data").partition(FILLER)[0]
    return tail if len(tail) > 1 else ""
