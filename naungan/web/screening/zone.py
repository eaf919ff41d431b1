"""The machine-readable zone as the counter shows it: fields, check digits, and corrections to take or leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from naungan.engine.documents.mrz import Alternative, MrzReading, corrected
from naungan.engine.tables.sentences import in_language
from naungan.web import words
from naungan.web.frame import language

FIELDS: Mapping[str, Promise] = MappingProxyType(
    {
        "document_code": lazy("Document code"),
        "issuer": lazy("Issuing state"),
        "names": lazy("Name"),
        "number": lazy("Document number"),
        "nationality": lazy("Nationality"),
        "birth_date": lazy("Date of birth"),
        "sex": lazy("Sex"),
        "expiry": lazy("Date of expiry"),
        "optional_data": lazy("Optional data"),
        "optional_data_2": lazy("Second optional data"),
        "composite": lazy("Whole zone"),
    }
)
OFFERED = 6
"""Corrections shown at most: more would not be read at a counter."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check digit in words."""

    label: str
    found: str
    expected: str
    right: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A correction as a button: `text` is the whole zone with it made."""

    label: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Zone:
    """What a template needs of a reading. `attention`: an officer should look before the hits."""

    format: str
    lines: tuple[str, ...]
    valid: bool
    attention: bool
    facts: tuple[tuple[str, str], ...]
    checks: tuple[CheckLine, ...]
    corrections: tuple[Offer, ...]
    problems: tuple[str, ...]


def zone(reading: MrzReading) -> Zone:
    """The reading in the page's language."""
    return Zone(
        format=reading.format,
        lines=reading.lines,
        valid=reading.valid,
        attention=not reading.valid or bool(reading.problems),
        facts=_facts(reading),
        checks=tuple(
            CheckLine(words.word(FIELDS, check.field), check.found, check.expected, check.right)
            for check in reading.checks
        ),
        corrections=tuple(_offer(reading, alternative) for alternative in reading.alternatives[:OFFERED]),
        problems=tuple(in_language(problem, language()) for problem in reading.problems),
    )


def _facts(reading: MrzReading) -> tuple[tuple[str, str], ...]:
    kind = words.word(words.DOCUMENTS, reading.kind)
    name = reading.names[0].text if reading.names else ""
    return (
        (_("Document"), f"{kind} {reading.number}".strip()),
        (_("Issuing state"), words.country(reading.issuer)),
        (_("Name"), _("%(name)s (cut short by the zone)") % {"name": name} if reading.truncated else name),
        (_("Date of birth"), words.day(reading.birth_date)),
        (_("Sex"), words.word(words.SEXES, reading.sex)),
        (_("Nationality"), words.country(reading.nationality)),
        (_("Date of expiry"), words.day(reading.expiry)),
    )


def _offer(reading: MrzReading, alternative: Alternative) -> Offer:
    """One button. Its label names the field and what it would say; its reason the characters that would change."""
    slips = [
        _("line %(line)s, position %(position)s: %(offered)s for %(found)s")
        % {"line": slip.line, "position": slip.position, "found": slip.found, "offered": slip.offered}
        for slip in alternative.corrections
    ]
    label = f"{words.word(FIELDS, alternative.field)}: {alternative.value.replace('<', ' ').strip()}"
    reason = "; ".join(slips)
    if alternative.confirmed:
        reason = _("%(slips)s; the check digit of the whole zone agrees") % {"slips": reason}
    return Offer(label, reason, "\n".join(corrected(reading.lines, alternative)))
