"""Dates of a machine-readable zone: six characters YYMMDD without a century (ICAO Doc 9303-3 section 4.8)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from naungan.engine.records import UNKNOWN_DATE, PartialDate, say

EXPIRY_WINDOW = 50
"""Years that an expiry may lie behind today before its two digits are read as the next century: expert judgement.

No state issues for longer than some fifteen years, so both ends of the window are far from real documents.
"""
SOON = 366
"""Days ahead of today within which a birth date is more likely a slip than a hundredth birthday: expert judgement."""


def birth_date(text: str, *, today: date) -> tuple[PartialDate, str]:
    """A birth date and, where something is wrong with it, a sentence. Parts that are << are unknown.

    The century is the latest that does not put the birth after `today`. Of an impossible date the parts that can be
    true are kept: the year where the month is impossible, year and month where the day is.
    """
    found, problem = _parts(text)
    if found.year is None:
        return found, problem
    year = today.year - today.year % 100 + found.year
    if _earliest(year, found) > today:
        wait = (_earliest(year, found) - today).days
        if wait <= SOON and not problem:
            problem = say(
                "The date of birth {text} would be in the future as {year}; it was read as {earlier}.",
                text=text,
                year=year,
                earlier=year - 100,
            )
        year -= 100
    return _real(year, found, problem)


def expiry_date(text: str, *, today: date) -> tuple[PartialDate, str]:
    """An expiry date and, where something is wrong with it, a sentence: within fifty years of `today`."""
    found, problem = _parts(text)
    if found.year is None:
        return found, problem
    year = today.year - today.year % 100 + found.year
    if year <= today.year - EXPIRY_WINDOW:
        year += 100
    elif year > today.year + EXPIRY_WINDOW:
        year -= 100
    return _real(year, found, problem)


def six(found: PartialDate) -> str:
    """A date as six characters, unknown parts as <<."""
    year = None if found.year is None else found.year % 100
    return "".join("<<" if part is None else f"{part:02d}" for part in (year, found.month, found.day))


def _parts(text: str) -> tuple[PartialDate, str]:
    """Year within its century, month and day; the month and day only where they can be true."""
    pairs = (text[:2], text[2:4], text[4:])
    if any(not pair.isdigit() and pair != "<<" for pair in pairs):
        return UNKNOWN_DATE, say("The date {text} holds characters that are no digits.", text=text)
    year, month, day = (int(pair) if pair.isdigit() else None for pair in pairs)
    problem = ""
    if month == 0 or day == 0:
        # Some states print 00 where Doc 9303 asks for <<.
        problem = say("The date {text} has 00 for an unknown part.", text=text)
        month, day = month or None, day or None
    if month is not None and month > 12:
        return PartialDate(year), say("The date {text} can't be: there is no month {month}.", text=text, month=month)
    if day is not None and day > (31 if month is None else monthrange(2000, month)[1]):
        return PartialDate(year, month), say(
            "The date {text} can't be: the month has no day {day}.", text=text, day=day
        )
    return PartialDate(year, month, day), problem


def _earliest(year: int, found: PartialDate) -> date:
    """The first day that the known parts allow."""
    month = found.month or 1
    return date(year, month, min(found.day or 1, monthrange(year, month)[1]))


def _real(year: int, found: PartialDate, problem: str) -> tuple[PartialDate, str]:
    """The date in its century; 29 February leaves its day behind in a common year."""
    if (found.month, found.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return PartialDate(year, 2), say("The date can't be: {year} has no 29 February.", year=year)
    return PartialDate(year, found.month, found.day), problem


def possible(text: str) -> bool:
    """Whether six characters can be a date in some century."""
    return not _parts(text)[1]
