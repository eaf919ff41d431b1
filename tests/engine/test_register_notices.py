"""What an officer is told beside a hit, in English and Malay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from string import Formatter

import pytest

from naungan.engine.records import Identity, Name, PartialDate
from naungan.engine.register import (
    Charge,
    Conviction,
    EntryDraft,
    EntryRecord,
    Notice,
    advice,
    advice_on_entry,
    kinds,
    law,
)
from naungan.engine.register.law import LawRow
from naungan.engine.tables import rows

TODAY = date(2026, 11, 22)
RED = Notice("red", "2026/1", bureau="INTERPOL NCB Utopia", charges=(Charge("x", "GBR"),), last_verified=TODAY)
YELLOW = replace(RED, kind="yellow", charges=())


def sentences(notice: Notice, language: str = "en") -> list[str]:
    return [one.sentence for one in advice(notice, today=TODAY, node_state="MYS", language=language)]  # type: ignore[arg-type]


def test_a_red_notice_is_a_request_and_not_a_warrant_in_malaysia() -> None:
    assert sentences(RED) == [
        "In Malaysia a red notice is a request, not a warrant: arrest needs an order of this state."
    ]
    assert "permintaan, bukan waran" in sentences(RED, "ms")[0]


def test_a_national_warrant_is_a_warrant_in_the_state_that_issued_it_only(monkeypatch: pytest.MonkeyPatch) -> None:
    abroad = replace(RED, kind="national-warrant")
    own = replace(abroad, charges=(Charge("x", "MYS"),))
    told = "A warrant has no force outside the state that issued it: unless that is Malaysia, arrest needs an order"
    for row in ((), (LawRow("X", "MYS", "Act 1", "s.9", "red-notice", "warrant", None, None, "", "", "", "test"),)):
        monkeypatch.setattr(law, "table", lambda row=row: row)
        assert sentences(abroad) == [f"{told} of this state."]
        assert sentences(replace(abroad, charges=())) == sentences(abroad)
        assert sentences(own)[0].startswith("This warrant was issued in Malaysia: have the issuing authority confirm")
        assert sentences(own, "ms")[0].startswith("Waran ini dikeluarkan di Malaysia")


@pytest.mark.parametrize("code", sorted(code for code, kind in kinds().items() if kind.kept))
def test_no_kind_of_notice_is_said_to_be_what_it_is_not(code: str) -> None:
    said = " ".join(sentences(replace(RED, kind=code)))
    assert ("is a request, not a warrant" in said) == (code in {"red", "wanted-diffusion"})
    assert "warrant of a state" not in said


def test_only_a_law_row_with_its_section_makes_a_red_notice_a_warrant(monkeypatch: pytest.MonkeyPatch) -> None:
    for section, warrant in (("s.9", True), ("", False)):
        row = LawRow("X", "MYS", "Act 1", section, "red-notice", "warrant", None, None, "", "", "", "test")
        monkeypatch.setattr(law, "table", lambda row=row: (row,))
        said = advice(RED, today=TODAY, node_state="MYS")
        assert (said[0].code == "treated-as-warrant") == warrant
    assert "Act 1 s.9" in LawRow("X", "MYS", "Act 1", "s.9", "t", "", None, None, "e", "m", "", "t").say()


def test_a_missing_child_calls_for_the_protector_before_anything_else() -> None:
    said = advice(YELLOW, today=TODAY, node_state="MYS")
    assert said[0].urgent
    assert said[0].sentence.startswith("Missing child: call the duty Protector.")


def test_a_stale_copy_says_with_whom_to_recheck_and_how_old_it_is() -> None:
    stale = replace(RED, last_verified=TODAY - timedelta(days=400))
    assert "Recheck with INTERPOL NCB Utopia: this copy was last verified 400 days ago." in sentences(stale)
    assert any("400 hari" in sentence for sentence in sentences(stale, "ms"))


@pytest.mark.parametrize("code", sorted(code for code, kind in kinds().items() if kind.kept))
def test_a_copy_is_stale_one_day_after_its_limit_and_not_before(code: str) -> None:
    limit = kinds()[code].stale_after_days
    for days, stale in ((limit, False), (limit + 1, True)):
        notice = replace(RED, kind=code, last_verified=TODAY - timedelta(days=days))
        assert any("last verified" in sentence for sentence in sentences(notice)) == stale


def test_a_copy_that_nobody_verified_is_to_be_rechecked() -> None:
    assert any("nobody has verified" in sentence for sentence in sentences(replace(RED, last_verified=None, bureau="")))


def test_a_cancelled_notice_says_only_that() -> None:
    assert sentences(replace(RED, cancelled_on=TODAY)) == ["This notice was cancelled on 2026-11-22: do not act on it."]


def test_a_warning_is_no_ground_to_detain() -> None:
    assert any("no ground to detain" in sentence for sentence in sentences(replace(RED, kind="green")))


def test_an_entrys_advice_says_each_thing_once_and_the_urgent_things_first() -> None:
    conviction = Conviction("Act 792 s.14", court_state="GBR", crosswalk="MYS-792-14", in_absentia=True)
    draft = EntryDraft(
        Identity(names=(Name("Contoh"),), births=(PartialDate(2015),)), "s", "r", "MYS", "a", "b", TODAY,
        convictions=(conviction, conviction), notices=(YELLOW, YELLOW), sample=True,
    )  # fmt: skip
    said = advice_on_entry(
        EntryRecord("MYS-2026-000001", 1, "active", "convicted", draft), today=TODAY, node_state="MYS"
    )
    assert [one.code for one in said] == ["missing-child", "sample", "convicted", "in-absentia"]


def test_every_advice_has_the_same_blanks_in_both_languages() -> None:
    for row in rows("advice"):
        blanks = [{name for _, name, _, _ in Formatter().parse(row[column]) if name} for column in ("en", "ms")]
        assert blanks[0] == blanks[1], row["code"]


def test_every_law_row_is_dated_and_says_its_status() -> None:
    codes = [row.code for row in law.table()]
    assert len(codes) == len(set(codes))
    for row in law.table():
        assert row.status
        assert row.text_en
        assert row.text_ms
        assert row.since is None or row.until is None or row.since <= row.until
    assert law.of("retention", state="MYS", on=TODAY) is not None


def test_a_row_of_the_state_goes_before_the_row_of_every_state() -> None:
    found = law.of("red-notice", state="MYS", on=TODAY)
    assert found is not None
    assert found.code == "MYS-RED-NOTICE"
    other = law.of("red-notice", state="SGP", on=TODAY)
    assert other is not None
    assert other.code == "ALL-RED-NOTICE"


def test_a_law_counts_only_from_its_first_day_to_its_last() -> None:
    row = LawRow("X", "MYS", "A", "1", "t", "7", date(2020, 1, 1), date(2020, 12, 31), "", "", "", "")
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [law.days("t", state="MYS", on=day, law=(row,)) for day in days] == [None, 7, 7, None]
