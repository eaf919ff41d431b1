"""Two dates of birth, of which parts may be unknown: exact, slips, placeholders, partial, different."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from naungan.engine.compare.evidence import Evidence
from naungan.engine.compare.weights import weight
from naungan.engine.dates import is_placeholder
from naungan.engine.records import PartialDate


def compare_births(ours: Sequence[PartialDate], theirs: Sequence[PartialDate]) -> Evidence:
    """The best agreement of any of our dates with any of theirs; 0 bits where one side has none."""
    best: Evidence | None = None
    for our in ours:
        for their in theirs:
            level = birth_level(our, their)
            bits = weight("birth", level)
            # An unknown date beside a known one is no way out of disagreement.
            if level != "unknown" and (best is None or bits > best.bits):
                best = Evidence("birth", level, bits, _written(our), _written(their))
    return best or Evidence("birth", "unknown", 0.0, _first(ours), _first(theirs))


def birth_level(ours: PartialDate, theirs: PartialDate) -> str:
    """The level of tables/match_weights at which two dates of birth stand. Symmetric."""
    if ours.exact and theirs.exact:
        return _exact_level(ours, theirs)
    if ours.year is None or theirs.year is None:
        return _yearless_level(ours, theirs)
    return _partial_level(ours, theirs)


def _exact_level(ours: PartialDate, theirs: PartialDate) -> str:
    placeholders = is_placeholder(ours) + is_placeholder(theirs)
    if ours == theirs:
        return "placeholder" if placeholders else "exact"
    if placeholders:
        return _year_level(ours, theirs)
    if ours.year == theirs.year:
        return _same_year_level(ours, theirs)
    if (ours.month, ours.day) == (theirs.month, theirs.day) and _year_slip(ours, theirs):
        return "year-off"
    return "day-off" if _day_off(ours, theirs) else "differs"


def _same_year_level(ours: PartialDate, theirs: PartialDate) -> str:
    if (ours.month, ours.day) == (theirs.day, theirs.month):
        return "swapped"
    if _day_off(ours, theirs):
        return "day-off"
    if ours.day == theirs.day and abs((ours.month or 0) - (theirs.month or 0)) == 1:
        return "month-off"
    return "same-year"


def _partial_level(ours: PartialDate, theirs: PartialDate) -> str:
    """Both years known, some day or month not."""
    if ours.year != theirs.year:
        return _year_level(ours, theirs)
    months_known = ours.month is not None and theirs.month is not None
    if months_known and ours.month == theirs.month:
        return "month"
    days_differ = ours.day is not None and theirs.day is not None and ours.day != theirs.day
    return "same-year" if (months_known and not _vague(ours, theirs)) or days_differ else "year"


def _yearless_level(ours: PartialDate, theirs: PartialDate) -> str:
    day = (ours.month, ours.day)
    if None in day or None in (theirs.month, theirs.day):
        return "unknown"
    return "day-and-month" if day == (theirs.month, theirs.day) else "differs"


def _year_level(ours: PartialDate, theirs: PartialDate) -> str:
    gap = abs((ours.year or 0) - (theirs.year or 0))
    return "year" if gap == 0 else "near-year" if gap <= 2 else "differs"


def _vague(ours: PartialDate, theirs: PartialDate) -> bool:
    return is_placeholder(ours) or is_placeholder(theirs)


def _year_slip(ours: PartialDate, theirs: PartialDate) -> bool:
    """One year off, or one digit wrong, as in 1980 and 1988."""
    one, other = f"{ours.year:04d}", f"{theirs.year:04d}"
    slips = sum(left != right for left, right in zip(one, other, strict=True))
    return slips == 1 or abs(int(one) - int(other)) == 1


def _day_off(ours: PartialDate, theirs: PartialDate) -> bool:
    one, other = _day_number(ours), _day_number(theirs)
    return one is not None and other is not None and abs(one - other) == 1


def _day_number(given: PartialDate) -> int | None:
    try:
        return date(given.year or 0, given.month or 0, given.day or 0).toordinal()
    except ValueError:  # a day that does not exist, as a damaged document may carry
        return None


def _written(given: PartialDate) -> str:
    """ISO 8601; of one that is wholly known in one step, as nearly all are."""
    return f"{given.year:04d}-{given.month:02d}-{given.day:02d}" if given.exact else str(given)


def _first(dates: Sequence[PartialDate]) -> str:
    return str(dates[0]) if dates else ""
