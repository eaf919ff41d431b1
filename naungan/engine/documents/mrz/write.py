"""Writes a zone, so that samples and tests are made and never borrowed (ICAO Doc 9303 parts 3 to 7)."""

from __future__ import annotations

from naungan.engine.documents.mrz.dates import six
from naungan.engine.documents.mrz.layout import (
    CHARACTERS,
    FILLER,
    LETTERS,
    Format,
    Layout,
    at,
    check_digit,
    checks_of,
    layouts,
)
from naungan.engine.documents.mrz.names import name_field
from naungan.engine.documents.mrz.transliteration import components
from naungan.engine.errors import Refused
from naungan.engine.records import UNKNOWN_DATE, PartialDate, Sex, say

LONG_NUMBER = "ICAO Doc 9303-5 section 4.2.2 note j"


def write_mrz(
    format_: Format,
    *,
    document_code: str,
    issuer: str,
    number: str,
    surname: str,
    given: str = "",
    nationality: str = "",
    birth_date: PartialDate = UNKNOWN_DATE,
    sex: Sex = "",
    expiry: PartialDate = UNKNOWN_DATE,
    optional_data: str = "",
    optional_data_2: str = "",
) -> tuple[str, ...]:
    """The lines of a zone, check digits computed, names transliterated and cut as the format asks.

    Codes are alpha-3 (DEU is written D); an empty nationality takes the issuer's. Blanks and signs in numbers become
    fillers.

    Raises:
        Refused: a field is too long for the format or holds what no zone can show; names the field and the rule.
    """
    layout = layouts()[format_]
    issuer, nationality = issuer.upper(), (nationality or issuer).upper()
    principal, tail = _number(layout, _plain("number", number))
    rest = _plain("optional_data", optional_data)
    values = {
        "document_code": _code("document_code", document_code),
        "issuer": _state("issuer", issuer),
        "nationality": _state("nationality", nationality),
        "number": principal,
        "optional_data": f"{tail}{FILLER}{rest}" if tail and rest else tail + rest,
        "optional_data_2": _plain("optional_data_2", optional_data_2),
        "birth_date": six(birth_date),
        "sex": sex if sex in {"M", "F"} else FILLER,
        "expiry": six(expiry),
    }
    if not values["optional_data_2"] and "optional_data_2" not in layout.fields:
        del values["optional_data_2"]
    place = layout.fields["names"]
    names = components(surname, issuer=issuer), components(given, issuer=issuer)
    values["names"] = name_field(*names, place.end - place.start)
    return _with_digits(layout, _filled(layout, values), long=bool(tail))


def _filled(layout: Layout, values: dict[str, str]) -> tuple[str, ...]:
    """Lines of fillers with the values set in."""
    lines = [[FILLER] * layout.width for _ in range(layout.height)]
    for name, value in values.items():
        field = layout.fields.get(name)
        room = field.end - field.start if field else 0
        if field is None or len(value) > room:
            raise Refused(
                say(
                    "The {name} {value} has {count} characters; {format} has room for {room}.",
                    name=name,
                    value=value,
                    count=len(value),
                    format=layout.format,
                    room=room,
                ),
                rule="ICAO Doc 9303 parts 4 to 7, data structure",
                remedy="Shorten it, or choose a format with more room.",
            )
        lines[field.line][field.start : field.start + len(value)] = value
    return tuple("".join(line) for line in lines)


def _with_digits(layout: Layout, lines: tuple[str, ...], *, long: bool) -> tuple[str, ...]:
    """The lines with all check digits; that of a long document number already stands in the optional data."""
    for check in checks_of(layout, lines) if long else layout.checks:
        line, position = check.place
        row = lines[line]
        digit = check_digit(at(lines, check.covers))
        lines = (*lines[:line], row[:position] + digit + row[position + 1 :], *lines[line + 1 :])
    return lines


def _number(layout: Layout, number: str) -> tuple[str, str]:
    """The principal nine characters, and for a longer number the rest with its check digit."""
    if len(number) <= 9:
        return number, ""
    room = layout.fields["optional_data"].end - layout.fields["optional_data"].start
    if layout.format not in {"TD1", "TD2"} or len(number) - 9 > room - 2 or FILLER in number:
        raise Refused(
            say(
                "The document number {number} has {count} characters; {format} can't hold it.",
                number=number,
                count=len(number),
                format=layout.format,
            ),
            rule=LONG_NUMBER,
            remedy="TD1 holds 22 and TD2 holds 14 without blanks and signs, the others 9.",
        )
    return number[:9], number[9:] + check_digit(number)


def _plain(name: str, value: str) -> str:
    """A number in capitals, every sign and blank a filler."""
    plain = "".join(sign if sign in CHARACTERS else FILLER for sign in value.strip().upper())
    if not value.isascii():
        raise Refused(
            say("The {name} {value} holds letters outside A to Z.", name=name, value=value),
            rule="ICAO Doc 9303-3 section 4.3",
            remedy="Write it with A to Z and 0 to 9.",
        )
    return plain.rstrip(FILLER)


def _state(name: str, code: str) -> str:
    return "D" if code == "DEU" else _code(name, code)


def _code(name: str, code: str) -> str:
    plain = code.upper().rstrip(FILLER)
    if not plain or not set(LETTERS).issuperset(plain):
        raise Refused(
            say("The {name} {code} is no code of letters A to Z.", name=name, code=code),
            rule="ICAO Doc 9303-3 section 4.7",
            remedy="Give the code as the document shows it.",
        )
    return plain
