"""Reads a zone: fields, check digits, dates and what is wrong with them (ICAO Doc 9303 parts 3 to 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

from naungan.engine.documents.mrz import corrections, suspicions
from naungan.engine.documents.mrz.dates import birth_date, expiry_date
from naungan.engine.documents.mrz.layout import (
    DIGITS,
    FIELD_WORDS,
    FILLER,
    CheckDigit,
    Layout,
    at,
    check_digit,
    checks_of,
    long_number_tail,
)
from naungan.engine.documents.mrz.lines import arrange, spot
from naungan.engine.documents.mrz.reading import Alternative, Check, MrzReading, split_names
from naungan.engine.records import DocumentKind, PartialDate, Problem, Sentence, Sex, say

SEXES: dict[str, Sex] = {"M": "M", "F": "F", FILLER: "X", "X": "X"}
"""ICAO Doc 9303-4 section 4.2.2.2: < where the visual zone has X, unspecified. Some print X itself."""
COMPARE = "Compare it with the document."


def read(text: str | Sequence[str], *, today: date) -> MrzReading:
    """The zone that `text` holds: its lines as a sequence or one string, as a passport reader or a person typed them.

    `today` settles the centuries of the two-digit years. Only what is no zone at all is refused; a wrong check digit,
    an impossible date, an unknown state are problems of a reading that still stands.

    Raises:
        Unreadable: too short, too long, or characters that no zone can hold; says where, and what to do.
    """
    arranged = arrange(text)
    layout, lines = arranged.layout, arranged.lines
    digits = checks_of(layout, lines)
    checks = tuple(_checked(lines, check) for check in digits)
    names = layout.text(lines, "names")
    surname, given = split_names(names)
    born, expires, doubts = _dates(layout, lines, today)
    alternatives = tuple(_alternatives(layout, lines, digits, checks))
    issuer, nationality = layout.text(lines, "issuer"), layout.text(lines, "nationality")
    state = suspicions.known_state(nationality)
    code = layout.text(lines, "document_code").rstrip(FILLER)
    tail = long_number_tail(layout, lines)
    return MrzReading(
        format=layout.format,
        lines=lines,
        document_code=code,
        kind=_kind(code),
        number=(layout.text(lines, "number") + tail[:-1]).rstrip(FILLER),
        issuer=suspicions.known_state(issuer) or issuer.rstrip(FILLER),
        issuer_printed=issuer,
        nationality=state or nationality.rstrip(FILLER),
        nationality_printed=nationality,
        surname=surname,
        given=given,
        truncated=names[-1] != FILLER,
        birth_date=born,
        sex=SEXES.get(layout.text(lines, "sex"), ""),
        expiry=expires,
        optional_data=_optional(layout.text(lines, "optional_data"), tail),
        optional_data_2=layout.text(lines, "optional_data_2").rstrip(FILLER),
        nationality_known=state is not None,
        checks=checks,
        alternatives=alternatives,
        problems=(
            *arranged.problems,
            *_wrong_digits(checks, alternatives),
            *doubts,
            *_wrong_codes(layout, lines, code),
            *_wrong_names(layout, names),
        ),
    )


def _checked(lines: tuple[str, ...], check: CheckDigit) -> Check:
    guarded = at(lines, check.covers)
    line, position = check.place
    expected, found = check_digit(guarded), lines[line][position]
    right = found == expected or (check.field != "composite" and corrections.is_right(expected, found, guarded))
    return Check(check.field, expected, found, right, line + 1, position + 1)


def _dates(layout: Layout, lines: tuple[str, ...], today: date) -> tuple[PartialDate, PartialDate, list[Problem]]:
    """Birth, expiry, and what is wrong with them."""
    born, born_wrong = birth_date(layout.text(lines, "birth_date"), today=today)
    expires, expires_wrong = expiry_date(layout.text(lines, "expiry"), today=today)
    problems = [
        Problem(message, _place(layout, name), COMPARE)
        for name, message in (("birth_date", born_wrong), ("expiry", expires_wrong))
        if message
    ]
    if born.exact and expires.exact and expires < born:
        message = say(
            "The document expires on {expires}, before its holder was born on {born}.", expires=expires, born=born
        )
        problems.append(Problem(message, _place(layout, "expiry"), COMPARE))
    return born, expires, problems


def _alternatives(
    layout: Layout, lines: tuple[str, ...], digits: tuple[CheckDigit, ...], checks: tuple[Check, ...]
) -> Iterator[Alternative]:
    """All corrections that can be offered, those of guarded fields first."""
    wrong = {check.field for check in checks if not check.right}
    # A letter can weigh as much as the digit it stands for, so a right check digit does not clear a date.
    wrong |= {name for name in ("birth_date", "expiry") if not _numeric(layout.text(lines, name))}
    if wrong:
        yield from corrections.for_checks(layout, lines, digits, frozenset(wrong))
    yield from suspicions.in_optional_data(layout, lines)
    yield from suspicions.in_codes(layout, lines)
    yield from suspicions.in_sex(layout, lines)
    yield from suspicions.in_names(layout, lines)


def _numeric(text: str) -> bool:
    return not text.strip(DIGITS + FILLER)


def _wrong_digits(checks: tuple[Check, ...], alternatives: tuple[Alternative, ...]) -> Iterator[Problem]:
    """A sentence for each wrong check digit, naming what the field may have been."""
    for check in checks:
        if check.right:
            continue
        offers = [option.value for option in alternatives if option.field == check.field]
        message = say(
            "The check digit of the {field} is {found}; {expected} was expected.",
            field=FIELD_WORDS[check.field],
            found=check.found,
            expected=check.expected,
        )
        others_wrong = not all(other.right for other in checks if other is not check)
        yield Problem(message, spot(check.line, check.position), _remedy(check, offers, others_wrong=others_wrong))


def _remedy(check: Check, offers: list[str], *, others_wrong: bool) -> str:
    """What to do about a wrong check digit: `offers` are the values that would make it right."""
    if len(offers) == 1:
        return say("Compare the field with the document: it may be {offer}.", offer=offers[0])
    if offers:
        return say(
            "Compare the field with the document: {count} readings would fit, {offers}.",
            count=len(offers),
            offers=", ".join(offers),
        )
    if check.field == "composite" and others_wrong:
        return "It guards all fields with numbers: settle those named before it first."
    return "Compare the field with the document, and read it again."


def _wrong_codes(layout: Layout, lines: tuple[str, ...], code: str) -> Iterator[Problem]:
    for name in ("issuer", "nationality"):
        printed = layout.text(lines, name)
        if suspicions.known_state(printed) is None:
            message = say("The {field} {printed} is no code that is known.", field=FIELD_WORDS[name], printed=printed)
            yield Problem(message, _place(layout, name), COMPARE)
    if code[:1] not in suspicions.document_kinds():
        message = say("The document code {code} is none that ICAO Doc 9303 names.", code=code or FILLER)
        yield Problem(message, _place(layout, "document_code"), COMPARE)
    sex = layout.text(lines, "sex")
    if sex not in SEXES:
        yield Problem(say("The sex is {sex}; M, F or < was expected.", sex=sex), _place(layout, "sex"), COMPARE)


def _wrong_names(layout: Layout, names: str) -> Iterator[Problem]:
    place = _place(layout, "names")
    if not names.strip(FILLER):
        yield Problem("The name field is empty.", place, COMPARE)
    elif any(sign.isdigit() for sign in names):
        yield Problem("A digit stands in the name.", _digit_place(layout, names), COMPARE)
    elif "<<" in names.partition("<<")[2].strip(FILLER):
        yield Problem("The name goes on after a run of fillers; all of it was read.", place, COMPARE)


def _digit_place(layout: Layout, names: str) -> Sentence:
    field = layout.fields["names"]
    offset = next(index for index, sign in enumerate(names) if sign.isdigit())
    return spot(field.line + 1, field.start + offset + 1)


def _optional(text: str, tail: str) -> str:
    """Optional data without the rest of a long document number, its check digit and the filler after it."""
    return (text[len(tail) + 1 :] if tail else text).rstrip(FILLER)


def _kind(code: str) -> DocumentKind:
    kinds = suspicions.document_kinds()
    return cast(DocumentKind, kinds.get(code) or kinds.get(code[:1]) or "other")


def _place(layout: Layout, name: str) -> Sentence:
    field = layout.fields[name]
    return spot(field.line + 1, field.start + 1)
