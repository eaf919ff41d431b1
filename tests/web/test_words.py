"""Values in words: dates with unknown parts, bits with a sign, probabilities that never claim certainty."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from naungan.engine.records import PartialDate
from naungan.web import words


@pytest.mark.parametrize(
    ("value", "english", "malay"),
    [
        (PartialDate(1980, 5, 12), "12 May 1980", "12 Mei 1980"),
        (PartialDate(1980, 5), "May 1980", "Mei 1980"),
        (PartialDate(1980), "1980", "1980"),
        (PartialDate(1980, None, 7), "1980-XX-07", "1980-XX-07"),
        (PartialDate(None, 5, 7), "XXXX-05-07", "XXXX-05-07"),
        (PartialDate(1981, 2, 30), "1981-02-30", "1981-02-30"),
        (PartialDate(), "", ""),
        (None, "", ""),
        (date(2030, 1, 1), "1 January 2030", "1 Januari 2030"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(value: PartialDate | date | None, english: str, malay: str) -> None:
    with translation.override("en"):
        assert words.day(value) == english
    with translation.override("ms"):
        assert words.day(value) == malay


@pytest.mark.parametrize(
    ("value", "shown"), [(12.34, "+12.3"), (-4.0, "−4.0"), (0.0, "0.0"), (-0.04, "0.0"), (0.05, "+0.1")]
)
def test_bits_carry_their_sign(value: float, shown: str) -> None:
    assert words.bits(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.0, "more than 99.9 %"),
        (0.9995, "more than 99.9 %"),
        (0.973, "97.3 %"),
        (0.42, "42 %"),
        (0.055, "5.5 %"),
        (0.0005, "0.05 %"),
        (1e-9, "less than 0.01 %"),
        (0.0, "less than 0.01 %"),
    ],
)
def test_a_probability_never_claims_certainty(value: float, shown: str) -> None:
    with translation.override("en"):
        assert words.percent(value).replace("\N{NO-BREAK SPACE}", " ") == shown


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert words.word(words.CONCERNS, "strange") == "strange"
