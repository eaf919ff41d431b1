"""Dates of birth in a segment: which keys of the sorted column stand at which level with a traveller's date.

A key is year * 512 + month * 32 + day, unknown parts 0. Levels are those of compare.birth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare.birth import birth_level
from naungan.engine.compare.weights import weight
from naungan.engine.records import PartialDate
from naungan.engine.tables import rows

Keys = NDArray[np.int32]


class Nearby(NamedTuple):
    """Keys near a date, the best level first: `bits` of each level, and where its keys end among `keys`."""

    keys: Keys
    bits: NDArray[np.float64]
    ends: NDArray[np.int64]


def day_key(birth: PartialDate) -> int:
    """A date as a number that sorts; 0 where nothing is known."""
    return (birth.year or 0) * 512 + (birth.month or 0) * 32 + (birth.day or 0)


def date_of(key: int) -> PartialDate:
    """The date of a key."""
    return PartialDate(key >> 9 or None, key >> 5 & 15 or None, key & 31 or None)


@lru_cache(maxsize=1 << 15)
def nearby(birth: PartialDate) -> Nearby:
    """For an exact date that is no placeholder, all keys that agree with it better than by year alone."""
    found: dict[str, list[int]] = {}
    for candidate in dict.fromkeys(_near(birth)):
        level = birth_level(birth, candidate)
        if level not in _WEAK:
            found.setdefault(level, []).append(day_key(candidate))
    month, day = birth.month or 0, birth.day or 0
    slips = found.setdefault("year-off", [])
    slips.extend(year * 512 + month * 32 + day for year in _year_slips(birth.year or 0))
    ordered = sorted(found, key=lambda level: -weight("birth", level))
    return Nearby(
        np.array([key for level in ordered for key in found[level]], dtype=np.int32),
        np.array([weight("birth", level) for level in ordered]),
        np.cumsum([len(found[level]) for level in ordered]),
    )


def is_day(birth: PartialDate) -> bool:
    """Whether a date is told in full and stands for no unknown day."""
    return birth.exact and day_key(birth) not in placeholder_keys(birth.year or 0)


def most(given: Sequence[PartialDate]) -> float:
    """The bits that any date can give these at most."""
    if not given:
        return 0.0
    levels = _FULL if any(map(is_day, given)) else _VAGUE
    return max(0.0, *(weight("birth", level) for level in levels))


def most_apart() -> float:
    """The bits that a date which is not nearby can give a full one at most."""
    return max(weight("birth", level) for level in _WEAK)


_WEAK: Final = frozenset({"same-year", "near-year", "differs", "unknown"})

_VAGUE: Final = _WEAK | {"placeholder", "month", "day-and-month", "year"}
"""What a date can come to that is told in part, or stands for an unknown day."""

_FULL: Final = _VAGUE | {"exact", "swapped", "day-off", "month-off", "year-off"}


def _near(birth: PartialDate) -> Iterator[PartialDate]:
    year, month, day = birth.year or 0, birth.month or 0, birth.day or 0
    yield birth
    if day <= 12:
        yield PartialDate(year, day, month)
    yield from _neighbours(birth)
    for other in (month - 1, month + 1):
        if 1 <= other <= 12:
            yield PartialDate(year, other, day)
    yield from (PartialDate(year, month, None), PartialDate(year, None, None), PartialDate(None, month, day))
    yield PartialDate(year, None, day)
    yield from (date_of(key) for key in placeholder_keys(year))


def _neighbours(birth: PartialDate) -> Iterator[PartialDate]:
    try:
        day = date(birth.year or 0, birth.month or 0, birth.day or 0)
    except ValueError:  # a day that does not exist, as a damaged document may carry
        return
    for step in (-1, 1):
        try:
            other = day + timedelta(days=step)
        except OverflowError:
            continue
        yield PartialDate(other.year, other.month, other.day)


@cache
def _year_slips(year: int) -> tuple[int, ...]:
    """Years one digit or one year off."""
    found = {year - 1, year + 1}
    text = f"{year:04d}"
    for place in range(4):
        found.update(int(text[:place] + digit + text[place + 1 :]) for digit in "0123456789")
    return tuple(sorted(other for other in found - {year} if 1 <= other <= 9999))


@cache
def placeholder_keys(year: int) -> tuple[int, ...]:
    """The days of a year that stand for an unknown day, by tables/date_placeholders."""
    return tuple(
        day_key(PartialDate(year, int(row["month"]), int(row["day"])))
        for row in rows("date_placeholders")
        if row["year"] in {"", str(year)}
    )


@lru_cache(maxsize=1 << 16)
def _level_bits(key: int, birth: PartialDate) -> float:
    level = birth_level(birth, date_of(key))
    return -np.inf if level == "unknown" else weight("birth", level)


def key_bits(keys: Keys, births: Sequence[PartialDate]) -> NDArray[np.float32]:
    """For each key the best bits of any of the traveller's dates, as compare.birth gives them.

    Keys repeat: each distinct one is compared once.
    """
    distinct, places = np.unique(keys, return_inverse=True)
    if not len(distinct):
        return np.zeros(0, dtype=np.float32)
    best = np.full(len(distinct), -np.inf, dtype=np.float32)
    for birth in births:
        if is_day(birth):
            np.maximum(best, _day_bits(distinct, birth), out=best)
        else:
            np.maximum(best, [_level_bits(key, birth) for key in distinct.tolist()], out=best)
    return best[places]


def _day_bits(keys: Keys, birth: PartialDate) -> NDArray[np.float32]:
    """The bits of some distinct, sorted keys beside a full date that is no placeholder."""
    years, days = keys >> 9, keys & 511
    gaps = np.abs(years - (birth.year or 0))
    whole = (days & 31 != 0) & (days >> 5 != 0)
    # Of another year only what is vague is near at all; a day and a month without a year are another day here.
    vague = (years != 0) & (~whole | _placeholders(keys))
    level = np.where((gaps <= 2) & vague, weight("birth", "near-year"), weight("birth", "differs"))
    level = np.where(gaps == 0, weight("birth", "same-year"), level)
    bits: NDArray[np.float32] = np.where((years == 0) & ~whole, -np.inf, level).astype(np.float32)
    near = nearby(birth)
    ends = near.ends.tolist()
    for first, last, value in reversed([*zip([0, *ends], ends, near.bits.tolist(), strict=False)]):
        places = np.minimum(keys.searchsorted(near.keys[first:last]), len(keys) - 1)
        bits[places[keys[places] == near.keys[first:last]]] = value
    return bits


def _placeholders(keys: Keys) -> NDArray[np.bool_]:
    """Which keys stand for an unknown day, by tables/date_placeholders."""
    found = np.zeros(len(keys), dtype=np.bool_)
    for row in rows("date_placeholders"):
        day = int(row["month"]) * 32 + int(row["day"])
        found |= keys == int(row["year"]) * 512 + day if row["year"] else keys & 511 == day
    return found
