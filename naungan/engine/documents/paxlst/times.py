"""Dates and times of DTM segments, by format code (UNTDID data element 2379) or, where it is missing, by length."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

from naungan.engine.dates import parse_date
from naungan.engine.documents.paxlst.codes import meanings
from naungan.engine.errors import Unreadable
from naungan.engine.records import UNKNOWN_DATE, PartialDate, say

_BY_LENGTH: Final = {4: "602", 6: "101", 8: "102", 10: "201", 12: "203", 14: "204"}
_LETTERS: Final = {"C": "century", "Y": "year", "M": "month", "D": "day", "H": "hour", "N": "minute"}

BIRTH_AHEAD: Final = 0
"""A two-digit year of birth is the latest such year that is not after today's."""

EXPIRY_AHEAD: Final = 30
"""A two-digit year of expiry may lie this many years ahead; documents are valid for 5 to 15. Expert judgement."""

_JOURNEY_AHEAD: Final = 5


def read_day(value: str, code: str, *, today: date, ahead: int = 0) -> PartialDate:
    """The date of a DTM value; parts sent as zeros or X are unknown. `ahead`: years that YY may lie after today's.

    Raises:
        Unreadable: it is no date, or names a day that does not exist.
    """
    value = value.strip()
    parts = _parts(value, code)
    if not parts:
        if not value.strip("0X?- "):
            return UNKNOWN_DATE
        return parse_date(value, today=date(today.year + ahead, 12, 31))
    year, month, day = _year(parts, today.year + ahead), _known(parts.get("month")), _known(parts.get("day"))
    if month is not None and month > 12:
        raise Unreadable(say("“{value}” names month {month}; a year has 12.", value=value, month=month))
    last = 31 if month is None else calendar.monthrange(2000 if year is None else year, month)[1]
    if day is not None and day > last:
        raise Unreadable(
            say("“{value}” names day {day} of a month that has {last} days.", value=value, day=day, last=last)
        )
    return PartialDate(year, month, day)


def read_moment(value: str, code: str, *, today: date) -> str:
    """The time of a DTM value in ISO 8601 without zone (local at the place it belongs to): 2013-06-21T09:00.

    Raises:
        Unreadable: it is no date, or names a day or an hour that does not exist.
    """
    value = value.strip()
    day = read_day(value, code, today=today, ahead=_JOURNEY_AHEAD)
    parts = _parts(value, code)
    hour, minute = parts.get("hour", ""), parts.get("minute", "")
    if not hour or not minute:
        return str(day)
    if int(hour) > 24 or int(minute) > 59:
        raise Unreadable(
            say(
                "“{value}” names the time {hour}:{minute}, which does not exist.",
                value=value,
                hour=hour,
                minute=minute,
            )
        )
    return f"{day}T{hour}:{minute}"


def _parts(value: str, code: str) -> dict[str, str]:
    """The digits by part, empty where format and value don't fit; then the length decides."""
    pattern = meanings("2379").get(code, "")
    if len(pattern) != len(value):
        pattern = meanings("2379").get(_BY_LENGTH.get(len(value), ""), "")
    plain = value.upper().replace("X", "0").replace("?", "0")
    if not pattern or not (plain.isascii() and plain.isdecimal()):
        return {}
    found: dict[str, str] = {}
    for letter, digit in zip(pattern, plain, strict=True):
        if part := _LETTERS.get(letter):
            found[part] = found.get(part, "") + digit
    return found


def _year(parts: dict[str, str], latest: int) -> int | None:
    if "year" not in parts:
        return None
    if "century" in parts:
        year = int(parts["century"] + parts["year"])
        if year and not 1800 <= year < 2300:
            raise Unreadable(say("The year {year} can't be right.", year=year))
        return year or None
    return latest - (latest - int(parts["year"])) % 100


def _known(digits: str | None) -> int | None:
    return int(digits) or None if digits else None
