"""Dates as people write them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.dates import from_iso, is_placeholder, parse_date, spoken
from naungan.engine.errors import Unreadable
from naungan.engine.records import UNKNOWN_DATE, PartialDate
from naungan.engine.tables import rows

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1980-05-12", "1980-05-12"),
        ("1980/5/12", "1980-05-12"),
        ("19800512", "1980-05-12"),
        ("25121980", "1980-12-25"),
        ("12/05/1980", "1980-05-12"),
        ("12.5.80", "1980-05-12"),
        ("12.5.30", "1930-05-12"),
        ("12-05-26", "2026-05-12"),
        ("05/13/1980", "1980-05-13"),
        ("12MAY1980", "1980-05-12"),
        ("12may80", "1980-05-12"),
        ("12 Ogos 1980", "1980-08-12"),
        ("12 Disember 1980", "1980-12-12"),
        ("12 Agustus 1980", "1980-08-12"),
        ("12 Mei 1980", "1980-05-12"),
        ("May 12, 1980", "1980-05-12"),
        ("12th of May 1980", "1980-05-12"),
        ("1980 May 12", "1980-05-12"),
        ("May 1980", "1980-05"),
        ("05/1980", "1980-05"),
        ("1980-05", "1980-05"),
        ("1980", "1980"),
        ("circa 1970", "1970"),
        ("c. 1970", "1970"),
        ("sekitar 1970", "1970"),
        ("1970~", "1970"),
        ("1970?", "1970"),
        ("1980-XX-07", "1980-XX-07"),
        ("1980-05-XX", "1980-05"),
        ("XXXX-05-12", "XXXX-05-12"),
        ("1980-00-00", "1980"),
        ("198X", ""),
        ("12/05/2523", "1980-05-12"),
        ("29/02/2543", "2000-02-29"),
        ("2523 B.E.", "1980"),
        ("พ.ศ. 2523", "1980"),
        ("๑๒ พฤษภาคม ๒๕๒๓", "1980-05-12"),
        ("12 พ.ค. 23", "1980-05-12"),
        ("1984年3月7日", "1984-03-07"),
        ("1984年3月", "1984-03"),
        ("1984년 3월 7일", "1984-03-07"),
        ("ngày 7 tháng 3 năm 1984", "1984-03-07"),
        ("ວັນທີ 7 ເດືອນ ມີນາ ປີ 1984", "1984-03-07"),
        ("ថ្ងៃទី៧ ខែមីនា ឆ្នាំ១៩៨៤", "1984-03-07"),
        ("၁၉၈၄ ခုနှစ် မတ်လ ၇ ရက်", "1984-03-07"),
        ("7 de marzo de 1984", "1984-03-07"),
        ("٧ مارس ١٩٨٤", "1984-03-07"),
        ("ค.ศ. 1980", "1980"),
        ("١٢/٠٥/١٩٨٠", "1980-05-12"),
        ("១២/០៥/១៩៨០", "1980-05-12"),
        ("໑໒/໐໕/໑໙໘໐", "1980-05-12"),
        ("၁၂/၀၅/၁၉၈၀", "1980-05-12"),
        ("1980-05-12T00:00:00Z", "1980-05-12"),
        ("12\u200f/05/1980", "1980-05-12"),
        ("", ""),
        ("  ", ""),
        ("unknown", ""),
        ("Tidak diketahui", ""),
        ("XX/XX/XXXX", ""),
        ("-", ""),
    ],
)
def test_a_date_is_read_as_written(text: str, expected: str) -> None:
    assert str(parse_date(text, today=TODAY)) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31/02/1980", "29 days"),
        ("30.02.1981", "28 days"),
        ("1980-13-01", "month 13"),
        ("25-25-1980", "month 25"),
        ("1066", "year 1066"),
        ("31/06/2523", "30 days"),
        ("800512", "more than one date"),
        ("12/05", "not a date"),
        ("yesterday", "not a date"),
        ("1970-1975", "month"),
        ("1/2/3/4", "not a date"),
        ("\x00\x00", ""),
        ("9" * 5000, "too long"),
        ("12/05/198", "no year"),
    ],
)
def test_an_impossible_date_is_refused_in_a_sentence(text: str, why: str) -> None:
    if not why:
        assert parse_date(text, today=TODAY) == UNKNOWN_DATE
        return
    with pytest.raises(Unreadable, match=why) as raised:
        parse_date(text, today=TODAY)
    assert "1980-05-12" in str(raised.value)
    assert len(str(raised.value)) < 250


def test_month_first_reads_ambiguous_dates_the_american_way() -> None:
    assert parse_date("05/12/1980", today=TODAY, day_first=False) == PartialDate(1980, 5, 12)
    assert parse_date("05/12/1980", today=TODAY) == PartialDate(1980, 12, 5)
    assert parse_date("13/12/1980", today=TODAY, day_first=False) == PartialDate(1980, 12, 13)


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2299, 12, 31)))
def test_every_day_survives_each_of_its_spellings(day: date) -> None:
    expected = PartialDate(day.year, day.month, day.day)
    thai = f"{day.day}/{day.month}/{day.year + 543}"
    forms = [
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%Y%m%d}",
        spoken(expected),
        spoken(expected, "ms"),
        f"{day:%d%b%Y}",
    ]
    assert all(parse_date(form, today=TODAY) == expected for form in forms)
    if 2400 <= day.year + 543 <= 2700:
        assert parse_date(thai, today=TODAY) == expected


@given(st.text(max_size=80))
def test_any_text_gives_a_date_or_a_clear_refusal(text: str) -> None:
    try:
        found = parse_date(text, today=TODAY)
    except Unreadable:
        return
    assert from_iso(str(found)) == found


def test_days_that_stand_for_unknown_are_known_as_such() -> None:
    assert is_placeholder(PartialDate(1980, 1, 1))
    assert is_placeholder(PartialDate(1900, 1, 1))
    assert is_placeholder(PartialDate(1970, 7, 1))
    assert not is_placeholder(PartialDate(1980, 5, 12))
    assert not is_placeholder(PartialDate(1980))
    assert not is_placeholder(UNKNOWN_DATE)


def test_dates_are_spoken_in_both_languages() -> None:
    assert spoken(PartialDate(1980, 5, 12)) == "12 May 1980"
    assert spoken(PartialDate(1980, 5, 12), "ms") == "12 Mei 1980"
    assert spoken(PartialDate(1980, 8), "ms") == "Ogos 1980"
    assert spoken(PartialDate(1980)) == "1980"
    assert spoken(PartialDate(None, 5, 12)) == "12 May"
    assert spoken(PartialDate(1980, None, 7)) == "1980-XX-07"
    assert spoken(UNKNOWN_DATE) == ""
    with pytest.raises(Unreadable):
        from_iso("12 May 1980")


def test_no_month_has_a_name_of_digits_and_signs_alone() -> None:
    names = {name for row in rows("month_names") for name in row["names"].split(";")}
    assert [name for name in names if re.fullmatch(r"[\d\sx?/.,\-]+", name.casefold())] == []
