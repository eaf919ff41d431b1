"""Dates as people write them, read into what is known of them: partial dates, Buddhist era, digits of many scripts.

One reading or none: where a text can't be a date the error says so, and nothing is guessed. Parts written as
00, X or ? are unknown parts (EDTF, ISO 8601-2:2019, unspecified digits; ICAO 9303 part 3 section 4.8).
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from functools import cache
from typing import Final

from naungan.engine.errors import Unreadable
from naungan.engine.records import UNKNOWN_DATE, PartialDate, Sentence, say
from naungan.engine.tables import rows

BUDDHIST_OFFSET: Final = 543
"""Years between the Buddhist era as Thailand, Laos and Cambodia count it and the Gregorian calendar."""

_BUDDHIST_YEARS: Final = range(2400, 2701)
_YEARS: Final = range(1800, 2300)
_LONGEST: Final = 60
_REMEDY: Final = "Write it as year-month-day, for example 1980-05-12, or the year alone."

_UNKNOWN_WORDS: Final = frozenset(
    {"unknown", "unk", "n/a", "na", "none", "nil", "null", "not known", "no date", "nan", "tiada", "ไม่ทราบ"}
    | {"tidak diketahui", "tidak dikenal", "tidak tahu"}
)
_ABOUT: Final = re.compile(
    r"^(?:circa|approximately|approx|about|abt|around|born|year|lahir|sekitar|kira-kira|lebih kurang|tahun|ca|c)"
    r"(?![a-z])[.\s]*"
)
_BUDDHIST_ERA: Final = re.compile(r"(?<![a-z])b\.?\s?e(?![a-z])\.?|พ\.?\s?ศ\.?|ພ\.?\s?ສ\.?|ព\.?\s?ស\.?")
_COMMON_ERA: Final = re.compile(r"(?<![a-z])(?:c\.?\s?e|a\.?\s?d)(?![a-z])\.?|ค\.?\s?ศ\.?|ຄ\.?\s?ສ\.?|គ\.?\s?ស\.?")
_DOUBT: Final = re.compile(r"(?<=\d{4})\s?[?~%]$|^~\s?")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)(?![a-z])(?: of )?")
_CLOCK: Final = re.compile(r"(?<=\d)[t ]\d{1,2}:\d{2}.*$")
_PART: Final = re.compile(r"m\d{1,2}m|[\dx?]+")
_SHAPE: Final = re.compile(r"(?:m\d{1,2}m|[\dx?\s/.,\-])+")

_SIGNED: Final = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일号號]?)?")
"""1984年3月7日 and 1984년 3월 7일."""

_NUMBERED_MONTH: Final = re.compile(r"(?:ngày |ngay )?(?:(\d{1,2}) )?(?:tháng|thang) (\d{1,2})(?: năm| nam|,)? (\d{4})")
"""Ngày 7 tháng 3 năm 1984."""

_FILLERS: Final = re.compile(
    r"(?<![a-z])(?:de|del|of|tanggal|haribulan|hb|tarikh)(?![a-z])|ថ្ងៃទី|ថ្ងៃ|ខែ|ឆ្នាំ|ວັນທີ|ເດືອນ|ປີ|วันที่|เดือน|ปี|ခုနှစ်|ရက်နေ့|ရက်|လ|[,،၊]"
)
"""Words for day, month and year beside a month's name; they say nothing that the numbers don't."""

_Parts = tuple[str, str, str]
"""Year, month and day as written; empty where not told."""


def parse_date(text: str, *, today: date, day_first: bool = True) -> PartialDate:
    """The date that `text` says, with unknown parts left open; the unknown date where it says nothing.

    Reads 1980-05-12, 1980/05, 19800512, 12/05/1980, 12.5.80, 12MAY1980, May 12, 1980, 1980, circa 1970, 1980-XX-07,
    and Buddhist years (2400 to 2700, less 543), with the month names of tables/month_names and any script's digits.
    A year of two digits is the latest such year that is not after `today`'s. `day_first` decides between day and
    month only where both readings are possible.

    Raises:
        Unreadable: the text is no date, or names a day that does not exist.
    """
    said = " ".join(text[: _LONGEST + 1].split())
    if len(text) > 4 * _LONGEST or len(said) > _LONGEST:
        raise _unreadable(f"{said[:_LONGEST]}…", say("is too long for a date."))
    plain = _plain(said)
    if plain in _UNKNOWN_WORDS or not set(plain) - set("x?0-/., "):
        return UNKNOWN_DATE
    without_era = _BUDDHIST_ERA.sub(" ", plain)
    marked, thai = _months_marked(_strip(_signs_read(without_era)))
    if not _SHAPE.fullmatch(marked):
        raise _unreadable(said, say("is not a date."))
    year, month, day = _split(said, _PART.findall(marked), day_first=day_first)
    buddhist = without_era != plain or (thai and len(year) == 2)
    return _checked(said, _year(said, year, today=today, buddhist=buddhist), _number(month), _number(day))


def is_placeholder(given: PartialDate) -> bool:
    """Whether this is a day that registries enter for "not known" (1 January, …; tables/date_placeholders)."""
    if given.month is None or given.day is None:
        return False
    days = _placeholders()
    return (None, given.month, given.day) in days or (given.year, given.month, given.day) in days


def spoken(given: PartialDate, language: str = "en") -> str:
    """The date in words of the language (en, ms): 12 May 1980, May 1980, 12 May, 1980; empty where unknown."""
    parts = ("" if given.day is None else str(given.day), _month_in(language, given.month))
    year = "" if given.year is None else str(given.year)
    if given.day is not None and given.month is None:
        return str(given)
    return " ".join(part for part in (*parts, year) if part)


def from_iso(text: str) -> PartialDate:
    """The date that `str()` of a PartialDate wrote; the inverse of it, for text that this program made.

    Raises:
        Unreadable: the text is of another shape.
    """
    shape = re.fullmatch(r"(\d{4}|XXXX)(?:-(\d\d|XX)(?:-(\d\d))?)?", text)
    if not text:
        return UNKNOWN_DATE
    if shape is None:
        raise _unreadable(text, say("is not a date as this program writes it."))
    year, month, day = (_number(part or "") for part in shape.groups())
    return PartialDate(year, month, day)


@cache
def _months_in(language: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for row in rows("month_names"):
        if row["language"] == language:
            found.setdefault(int(row["month"]), row["names"].split(";")[0])
    return found


def _month_in(language: str, month: int | None) -> str:
    return "" if month is None else _months_in(language).get(month) or _months_in("en").get(month, str(month))


@cache
def _placeholders() -> frozenset[tuple[int | None, int, int]]:
    return frozenset(
        (int(row["year"]) if row["year"] else None, int(row["month"]), int(row["day"]))
        for row in rows("date_placeholders")
    )


@cache
def _month_names() -> tuple[tuple[re.Pattern[str], int, bool], ...]:
    """Pattern, month, and whether it is Thai; longest name first, so that "ogos" is not read as "ogo"."""
    found = [
        (unicodedata.normalize("NFKC", name).casefold(), int(row["month"]), row["language"] == "th")
        for row in rows("month_names")
        for name in row["names"].split(";")
    ]
    found.sort(key=lambda entry: -len(entry[0]))
    return tuple((_month_pattern(name), month, thai) for name, month, thai in found)


def _month_pattern(name: str) -> re.Pattern[str]:
    # A Latin month stands between things that are not letters ("12may1980"); Thai is written without spaces.
    return re.compile(rf"(?<![a-z]){re.escape(name)}(?![a-z])\.?" if name.isascii() else re.escape(name))


def _plain(said: str) -> str:
    """Lower case, ASCII digits and hyphens, no invisible characters, no "circa", no clock, no common era."""
    folded = unicodedata.normalize("NFKC", said).casefold()
    plain = _strip("".join(_letter(letter) for letter in folded))
    while (shorter := _ABOUT.sub("", plain)) != plain:
        plain = shorter
    return _strip(_DOUBT.sub("", _CLOCK.sub("", _ORDINAL.sub("", _COMMON_ERA.sub(" ", plain)))))


def _strip(text: str) -> str:
    return text.strip(" .,")


def _letter(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(letter)
    if category in {"Cf", "Cc"}:
        return ""
    return "-" if category == "Pd" else letter


def _signs_read(plain: str) -> str:
    """Dates whose parts are marked by a sign or a word behind or before the number, with hyphens instead."""
    signed = _SIGNED.fullmatch(plain)
    if signed:
        return "-".join(part for part in signed.groups() if part)
    numbered = _NUMBERED_MONTH.fullmatch(plain)
    return "-".join(part for part in reversed(numbered.groups()) if part) if numbered else plain


def _months_marked(plain: str) -> tuple[str, bool]:
    """The month's name replaced by m5m, so that only digits and separators are left; and whether it was Thai."""
    if _SHAPE.fullmatch(plain):
        return plain, False  # no letters that a month could be named in
    for pattern, month, thai in _month_names():
        marked, count = pattern.subn(f" m{month}m ", plain, count=1)
        if count:
            return _FILLERS.sub(" ", marked).strip(), thai
    return plain, False


def _split(said: str, parts: list[str], *, day_first: bool) -> _Parts:
    named = [part for part in parts if part.startswith("m")]
    numbers = [part for part in parts if not part.startswith("m")]
    if named:
        return _with_named_month(said, named[0].strip("m"), numbers)
    match numbers:
        case [only]:
            return _unseparated(said, only)
        case [year, month] if len(year) == 4:
            return year, month, ""
        case [month, year] if len(year) == 4:
            return year, month, ""
        case [year, month, day] if len(year) == 4:
            return year, month, day
        case [first, second, year]:
            return (year, *_month_and_day(first, second, day_first=day_first))
    raise _unreadable(said, say("is not a date."))


def _with_named_month(said: str, month: str, numbers: list[str]) -> _Parts:
    match numbers:
        case []:
            return "", month, ""
        case [only]:
            return (only, month, "") if len(only) > 2 else ("", month, only)
        case [year, day] if len(year) == 4:
            return year, month, day
        case [day, year]:
            return year, month, day
    raise _unreadable(said, say("is not a date."))


def _unseparated(said: str, digits: str) -> _Parts:
    if len(digits) == 4:
        return digits, "", ""
    if len(digits) == 8:
        month = _number(digits[4:6])
        if month is None or month <= 12:
            return digits[:4], digits[4:6], digits[6:]
        return digits[4:], digits[2:4], digits[:2]  # 25121980 can only be day, month, year
    raise _unreadable(said, say("can be read as more than one date."))


def _month_and_day(first: str, second: str, *, day_first: bool) -> tuple[str, str]:
    month, day = (second, first) if day_first else (first, second)
    impossible = (_number(month) or 1) > 12
    return (day, month) if impossible else (month, day)


def _number(part: str) -> int | None:
    """The number of a month or day; None where it is 00, X or empty."""
    return None if not part.isdecimal() else int(part) or None


def _year(said: str, part: str, *, today: date, buddhist: bool) -> int | None:
    if not part.isdecimal() or (int(part) == 0 and len(part) == 4):
        return None
    year = int(part)
    if len(part) == 2:
        latest = today.year + (BUDDHIST_OFFSET if buddhist else 0)
        year = latest - (latest - year) % 100
    elif len(part) != 4:
        raise _unreadable(said, say("has no year of two or four digits."))
    if buddhist or year in _BUDDHIST_YEARS:
        year -= BUDDHIST_OFFSET
    if year not in _YEARS:
        raise _unreadable(said, say("is in the year {year}, which can't be right.", year=year))
    return year


def _checked(said: str, year: int | None, month: int | None, day: int | None) -> PartialDate:
    if month is not None and month > 12:
        raise _unreadable(said, say("names month {month}; a year has 12.", month=month))
    # Without a year, 29 February is possible; without a month, 31 is.
    last = 31 if month is None else calendar.monthrange(2000 if year is None else year, month)[1]
    if day is not None and day > last:
        raise _unreadable(said, say("names day {day} of a month that has {last} days.", day=day, last=last))
    return PartialDate(year, month, day)


def _unreadable(said: str, why: Sentence) -> Unreadable:
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in said)
    return Unreadable(say("“{shown}” {why}", shown=shown, why=why), remedy=_REMEDY)
