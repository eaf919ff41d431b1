"""What a machine-readable zone says, as values: fields, check digits, corrections offered, problems."""

from __future__ import annotations

from dataclasses import dataclass

from naungan.engine.documents.mrz.layout import Format
from naungan.engine.records import (
    UNKNOWN_DATE,
    Document,
    DocumentKind,
    Identity,
    Name,
    NameKind,
    PartialDate,
    Problem,
    Sex,
)

UNSPECIFIED_NATIONALITY = "XXX"
"""ICAO Doc 9303-3 section 5 part E: nothing is said of the nationality, so nothing can agree or disagree with it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check digit: what was computed, what stands there. `line` and `position` count from 1."""

    field: str
    expected: str
    found: str
    right: bool
    line: int
    position: int


@dataclass(frozen=True, slots=True)
class Correction:
    """One character that may have been misread. `line` and `position` count from 1."""

    line: int
    position: int
    found: str
    offered: str
    reason: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to read one field: offered to a person with its corrections, never taken by itself.

    `value` is the field's text with the corrections, without trailing fillers. `confirmed`: the composite check digit
    of the whole zone becomes right as well.
    """

    field: str
    corrections: tuple[Correction, ...]
    value: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class MrzReading:
    """A machine-readable zone as read. Codes are alpha-3 where known, otherwise as printed; see `problems`.

    `surname` and `given`: the primary and secondary identifier with single spaces (ICAO Doc 9303-3 section 4.6).
    `truncated`: the name field is full to its last position, so the name counts as cut short (9303-4 section 4.2.3).
    `alternatives` stand best first within each field.
    """

    format: Format
    lines: tuple[str, ...]
    document_code: str
    kind: DocumentKind
    number: str
    issuer: str
    issuer_printed: str
    nationality: str
    nationality_printed: str
    surname: str
    given: str
    truncated: bool
    birth_date: PartialDate = UNKNOWN_DATE
    sex: Sex = ""
    expiry: PartialDate = UNKNOWN_DATE
    optional_data: str = ""
    optional_data_2: str = ""
    nationality_known: bool = True
    checks: tuple[Check, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether every check digit is right."""
        return all(check.right for check in self.checks)

    @property
    def names(self) -> tuple[Name, ...]:
        """The name as read, and the likeliest other spelling where digits or misread fillers stand in it."""
        found = [_name(self.surname, self.given, truncated=self.truncated)]
        offered = next((option for option in self.alternatives if option.field == "names"), None)
        if offered:
            found.append(_name(*split_names(offered.value), truncated=self.truncated, kind="spelling"))
        return tuple(name for name in found if name.text)

    def document(self) -> Document | None:
        """The document, its number without the fillers that stand for signs; None where no number could be read."""
        number = self.number.replace("<", "")
        return Document(self.kind, number, self.issuer, self.expiry) if number else None

    def identity(self) -> Identity:
        """Who the document says its holder is. Document numbers are taken as read, never as corrected."""
        document = self.document()
        told = self.nationality_known and self.nationality != UNSPECIFIED_NATIONALITY
        return Identity(
            names=self.names,
            births=(self.birth_date,) if self.birth_date.known else (),
            sex=self.sex,
            nationalities=(self.nationality,) if told else (),
            documents=(document,) if document else (),
        )


def split_names(field: str) -> tuple[str, str]:
    """Primary and secondary identifier of a name field, fillers as single spaces (ICAO Doc 9303-3 section 4.6)."""
    primary, _, secondary = field.partition("<<")
    return " ".join(primary.replace("<", " ").split()), " ".join(secondary.replace("<", " ").split())


def _name(surname: str, given: str, *, truncated: bool, kind: NameKind = "main") -> Name:
    text = f"{surname} {given}".strip()
    return Name(text=text, kind=kind, script="Latn", surname=surname, given=given, truncated=truncated)


def corrected(lines: tuple[str, ...], alternative: Alternative) -> tuple[str, ...]:
    """The lines with the alternative's corrections made: for the person who took it, to be read anew."""
    rows = [list(line) for line in lines]
    for slip in alternative.corrections:
        rows[slip.line - 1][slip.position - 1] = slip.offered
    return tuple("".join(row) for row in rows)


def describe(reading: MrzReading) -> dict[str, object]:
    """The reading as plain values for JSON. Dates are ISO 8601, unknown parts as X.

    A correction of two characters gives two rows of `corrections` with the same number in `alternative`.
    """
    return {
        "format": reading.format,
        "document_code": reading.document_code,
        "kind": reading.kind,
        "number": reading.number,
        "issuer": reading.issuer,
        "nationality": reading.nationality,
        "surname": reading.surname,
        "given_names": reading.given,
        "names": [name.text for name in reading.names],
        "truncated": reading.truncated,
        "birth_date": str(reading.birth_date),
        "sex": reading.sex,
        "expiry": str(reading.expiry),
        "optional_data": reading.optional_data,
        "optional_data_2": reading.optional_data_2,
        "checks": [
            {"field": check.field, "digit": check.found, "expected": check.expected, "right": check.right}
            for check in reading.checks
        ],
        "valid": reading.valid,
        "corrections": [
            {
                "field": alternative.field,
                "line": slip.line,
                "position": slip.position,
                "found": slip.found,
                "offered": slip.offered,
                "value": alternative.value,
                "reason": slip.reason,
                "alternative": number,
                "confirmed": alternative.confirmed,
            }
            for number, alternative in enumerate(reading.alternatives, start=1)
            for slip in alternative.corrections
        ],
        "problems": [
            {"message": problem.message, "place": problem.place, "remedy": problem.remedy}
            for problem in reading.problems
        ],
    }
