"""Which grounds are kept: what a basis does not cover, or an officer has yet to class, is left out and told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from naungan.engine.records import PartialDate
from naungan.engine.register import Charge, EntryDraft, concern_of, law
from tests.engine.test_register_admission import GOOD, JUDGED, MISSING, WANTED, judge, with_conviction, with_notice


def test_nothing_that_is_left_to_an_officer_lies_inside_an_entry_that_stands() -> None:
    open_ = replace(JUDGED, section="Act 9999 s.1", words="")
    appealed = replace(JUDGED, section="Act 792 s.12", finality="under-appeal")
    charges = (Charge("something else", "GBR"), *WANTED.charges, Charge("Murder", "GBR"))
    notice = replace(WANTED, charges=charges)
    found = judge(replace(GOOD, convictions=(open_, JUDGED, appealed), notices=(notice,), lawful_basis="SAMPLE-BASIS"))
    assert found.outcome == "accepted"
    assert all(conviction.crosswalk for conviction in found.draft.convictions)
    assert [charge.words for charge in found.draft.notices[0].charges] == ["Sexual assault on a minor"]
    assert {(finding.rule, finding.about) for finding in found.left_out} == {
        ("not-classed", "Act 9999 s.1"), ("not-final", "Act 792 s.12"),
        ("charge-not-classed", "something else"), ("other-conduct", "Murder"),
    }  # fmt: skip


MIXED_ACTS = [
    ("Children and Young Persons Act (Chapter 219), s.31", "BRN"),
    ("Children and Young Persons Act (Chapter 219), s.12", "BRN"),
    ("Law 35/2014, art. 88", "IDN"),
    ("UU No. 35 Tahun 2014, pasal 76I", "IDN"),
    ("RA 9208 s.4", "PHL"),
    ("Act 670, s.14", "MYS"),
]


@pytest.mark.parametrize("victim", ["child", ""])
@pytest.mark.parametrize(("section", "state"), MIXED_ACTS)
def test_an_act_that_also_holds_labour_or_begging_is_left_to_an_officer(section: str, state: str, victim: str) -> None:
    found = judge(with_conviction(section=section, words="", court_state=state, victim=victim))
    assert (found.outcome, found.rule) == ("held", "not-classed")


BASES = [
    (GOOD, "MYS-CHILD-ACT-REGISTER", True),
    (GOOD, "MYS-CHILD-ACT-PROTECTION", False),
    (GOOD, "INT-INTERPOL-DATA", False),
    (with_notice(WANTED), "INT-INTERPOL-DATA", True),
    (with_notice(WANTED), "MYS-CHILD-ACT-REGISTER", False),
    (with_notice(WANTED, kind="green", channel="bureau"), "INT-INTERPOL-DATA", True),
    (with_notice(WANTED, kind="green", channel="bureau"), "MYS-CRIMINAL-RECORD", False),
    (with_notice(MISSING, birth=PartialDate(2015)), "MYS-CHILD-ACT-PROTECTION", True),
    (with_notice(MISSING, birth=PartialDate(2015)), "MYS-CHILD-ACT-REGISTER", False),
]


@pytest.mark.parametrize(("draft", "basis", "covered"), BASES)
def test_a_lawful_basis_counts_for_the_grounds_that_it_covers_and_for_no_other(
    draft: EntryDraft, basis: str, covered: bool
) -> None:
    found = judge(replace(draft, lawful_basis=basis))
    assert (found.outcome, found.rule) == (("accepted", "") if covered else ("refused", "basis-of-another-ground")), (
        found.sentence
    )
    assert found.leaves is not covered
    assert covered or basis in found.sentence


def test_a_ground_that_the_basis_does_not_cover_is_left_out_beside_one_that_it_does() -> None:
    found = judge(replace(GOOD, notices=(WANTED,)))
    assert (found.outcome, found.draft.notices, concern_of(found.draft)) == ("accepted", (), "convicted")
    assert [(finding.rule, finding.about) for finding in found.left_out] == [("basis-of-another-ground", WANTED.number)]


def test_a_held_ground_is_refused_where_the_basis_does_not_cover_it() -> None:
    open_ = replace(GOOD, convictions=(replace(JUDGED, finality=""),), lawful_basis="INT-INTERPOL-DATA")
    assert judge(open_).rule == "basis-of-another-ground"
    assert judge(with_conviction(finality="quashed")).rule == "quashed"
    assert judge(replace(with_conviction(finality="quashed"), lawful_basis="INT-INTERPOL-DATA")).rule == "quashed"


def test_every_basis_of_the_law_table_says_what_it_covers() -> None:
    for row in law.table():
        if row.topic in {"lawful-basis", "lawful-basis-of-samples"}:
            assert row.concerns, row.code
            assert row.concerns <= {"convicted", "wanted", "missing", "informational"}, row.code


def test_a_held_notice_keeps_the_charges_that_are_open_and_tells_of_the_others() -> None:
    found = judge(with_notice(WANTED, charges=(Charge("Murder", "GBR"), Charge("something else", "GBR"))))
    assert (found.outcome, found.rule) == ("held", "charge-not-classed")
    assert [charge.words for charge in found.draft.notices[0].charges] == ["something else"]
    assert [(finding.rule, finding.about) for finding in found.left_out] == [("other-conduct", "Murder")]
