"""National identity numbers of ASEAN: what they say of their holder, and whether they can be right.

A check finds typing slips and contradictions; it never proves that a number was issued, and never refuses anyone.
Shapes and sources: tables/id_numbers, tables/card_kinds.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from naungan.engine.records import UNKNOWN_DATE, PartialDate, Sentence, Sex, say
from naungan.engine.tables import Row, rows

_SPACING: Final = re.compile(r"[\s.\-‐‑‒–]")


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What a number says. `doubts` are sentences; none means that nothing speaks against it."""

    number: str
    """Without spaces, dots and hyphens, in capitals."""
    birth: PartialDate = UNKNOWN_DATE
    sex: Sex = ""
    birth_place: str = ""
    birth_country: str = ""
    doubts: tuple[str, ...] = ()


def read_number(rule: str, text: str, *, today: date) -> NumberReading:
    """The number `text` by `rule` (tables/id_numbers): mykad, nik, thai, nric, philsys, cccd, brunei, nrc.

    Raises:
        KeyError: there is no such rule.
    """
    row = _rule(rule)
    number = _SPACING.sub("", text[:100]).upper()
    if not re.fullmatch(row["pattern"], number, re.ASCII):
        shape = Sentence(row["shape_en"])
        return NumberReading(number, doubts=(say("The number does not have the form expected: {shape}.", shape=shape),))
    reader = _READERS.get(rule)
    return reader(number, today) if reader else NumberReading(number)


@cache
def _rule(rule: str) -> Row:
    for row in rows("id_numbers"):
        if row["rule"] == rule:
            return row
    raise KeyError(rule)


@cache
def _places() -> dict[str, Row]:
    return {row["code"]: row for row in rows("mykad_places")}


def _mykad(number: str, today: date) -> NumberReading:
    """YYMMDD-PB-###G."""
    birth, doubts = _birth(number[:2], number[2:4], int(number[4:6]), today)
    place = _places().get(number[6:8])
    if place is None:
        doubts.append(say("The birth-place code {code} is not in use.", code=number[6:8]))
    return NumberReading(
        number,
        birth,
        "M" if int(number[11]) % 2 else "F",
        place["name"] if place and place["country"] else "",
        place["country"] if place else "",
        tuple(doubts),
    )


def _nik(number: str, today: date) -> NumberReading:
    """RRRRRR DDMMYY SSSS, 40 added to the day of women."""
    day = int(number[6:8])
    birth, doubts = _birth(number[10:12], number[8:10], day - 40 if day > 40 else day, today)
    if number.endswith("0000"):
        doubts.append("The serial 0000 is not given out.")
    return NumberReading(number, birth, "F" if day > 40 else "M", doubts=tuple(doubts))


def _thai(number: str, _today: date) -> NumberReading:
    """Twelve digits weighted 13 to 2; 11 less the sum modulo 11, last digit."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:12], range(13, 1, -1), strict=True))
    expected = (11 - total % 11) % 10
    return NumberReading(number, doubts=_check(number[-1], str(expected), say("digit")))


_NRIC_WEIGHTS: Final = (2, 7, 6, 5, 4, 3, 2)
_NRIC_LETTERS: Final = {
    "S": (0, "JZIHGFEDCBA"),
    "T": (4, "JZIHGFEDCBA"),
    "F": (0, "XWUTRQPNMLK"),
    "G": (4, "XWUTRQPNMLK"),
    "M": (3, "XWUTRQPNJLK"),
}


def _nric(number: str, _today: date) -> NumberReading:
    """Seven digits weighted 2765432, an offset by series, modulo 11, a letter."""
    offset, letters = _NRIC_LETTERS[number[0]]
    total = offset + sum(int(digit) * weight for digit, weight in zip(number[1:8], _NRIC_WEIGHTS, strict=True))
    return NumberReading(number, doubts=_check(number[-1], letters[total % 11], say("letter")))


def _cccd(number: str, today: date) -> NumberReading:
    """PPP G YY SSSSSS: G even for men, odd for women, 0 and 1 for the 1900s, 2 and 3 for the 2000s, and so on."""
    mark = int(number[3])
    year = 1900 + mark // 2 * 100 + int(number[4:6])
    sex: Sex = "F" if mark % 2 else "M"
    if year > today.year:
        doubt = say("The number says that its holder was born in {year}, which lies ahead.", year=year)
        return NumberReading(number, UNKNOWN_DATE, sex, doubts=(doubt,))
    return NumberReading(number, PartialDate(year), sex)


def _birth(year: str, month: str, day: int, today: date) -> tuple[PartialDate, list[str]]:
    """The date of a two-digit year: the latest one that is not after `today`."""
    number = int(month)
    if not 1 <= number <= 12:
        return UNKNOWN_DATE, [say("The number names month {month}; a year has 12.", month=month)]
    full = today.year - (today.year - int(year)) % 100
    if (full, number, day) > (today.year, today.month, today.day):
        full -= 100
    if not 1 <= day <= calendar.monthrange(full, number)[1]:
        doubt = say("The number names day {day} of month {month}, which does not exist.", day=day, month=number)
        return UNKNOWN_DATE, [doubt]
    return PartialDate(full, number, day), []


def _check(found: str, expected: str, what: str) -> tuple[str, ...]:
    if found == expected:
        return ()
    return (
        say(
            "The check {what} {found} does not fit the number; {expected} would. One character may be mistyped.",
            what=what,
            found=found,
            expected=expected,
        ),
    )


_READERS: Final[dict[str, Callable[[str, date], NumberReading]]] = {
    "mykad": _mykad,
    "nik": _nik,
    "thai": _thai,
    "nric": _nric,
    "cccd": _cccd,
}
