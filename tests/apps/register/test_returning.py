"""Who was withdrawn comes back through an officer only, and nobody releases a change of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from naungan.engine import errors
from naungan.engine.accounts import system
from naungan.engine.records import Name, PartialDate
from naungan.engine.register import EntryDraft
from naungan.register import actions, queries
from naungan.register.models import Entry
from tests.actors import actor
from tests.apps.register.people import TODAY, conviction, draft, rows, unclassed, wanted

pytestmark = [pytest.mark.store, pytest.mark.django_db]

OFFICER = actor("register-officer", name="user:1")
SUPERVISOR = actor("register-supervisor", name="user:2")
OTHER = actor("register-supervisor", name="user:3")
OPERATOR = system("cli:sample", role="command-line")


def withdrawn(given: EntryDraft) -> str:
    made = actions.propose(OFFICER, draft=given)
    assert made.outcome == "accepted"
    actions.withdraw(OFFICER, public_id=made.public_id, reason="wrong person")
    return made.public_id


def renamed(given: EntryDraft, text: str = "Orang Lain Rekaan") -> EntryDraft:
    return replace(given, identity=replace(given.identity, names=(Name(text), *given.identity.names[1:])))


@pytest.mark.parametrize("respelled", ["a-1", "A-1\u200b", "A\u00ad-1", " A - 1 ", "A\u20111", "Ａ-1", "A-1\ufe0f"])
def test_a_reference_that_is_respelled_is_the_same_entry(respelled: str) -> None:
    gone = withdrawn(draft("A-1"))
    again = actions.propose(OFFICER, draft=draft(respelled))
    assert (again.outcome, again.rule, again.public_id) == ("held", "was-withdrawn", gone)
    assert Entry.objects.count() == 1
    assert list(queries.listed(TODAY)) == []


@pytest.mark.parametrize("field", ["source", "owner_agency"])
def test_an_owner_or_source_that_is_respelled_is_the_same(field: str) -> None:
    gone = withdrawn(draft())
    told = getattr(draft(), field)
    again = actions.propose(OFFICER, draft=draft(**{field: told.upper().replace(" ", "\u200b \u00a0")}))
    assert (again.rule, again.public_id) == ("was-withdrawn", gone)


def test_references_that_differ_by_more_than_spelling_are_two_entries() -> None:
    for reference in ("A-1", "A-11", "A/1", "A1"):
        given = renamed(draft(reference), f"Rekaan {reference}")
        assert actions.propose(OFFICER, draft=given).outcome == "accepted"
    assert Entry.objects.count() == 4


def test_a_reference_that_is_respelled_stands_in_a_file_twice() -> None:
    report = actions.import_entries(OPERATOR, rows=rows(draft("A-1"), draft("a-1", remarks="other")))
    assert (report.accepted, report.refused) == (1, 1)
    assert report.told[0].rule == "reference-twice"


@pytest.mark.parametrize("dry_run", [True, False])
def test_the_same_person_and_ground_under_another_reference_is_held(dry_run: bool) -> None:
    gone = withdrawn(draft("A-1"))
    again = renamed(draft("B-7"), "CONTOH  BIN REKAAN")
    report = actions.import_entries(OPERATOR, rows=rows(again), dry_run=dry_run)
    assert (report.held, report.told[0].rule) == (1, "same-as-withdrawn")
    assert gone in report.told[0].sentence
    assert gone in report.told[0].sentence_ms
    assert list(queries.listed(TODAY)) == []


def test_one_shared_birth_date_and_one_shared_ground_are_enough_to_hold() -> None:
    withdrawn(draft("A-1"))
    identity = replace(draft().identity, births=(PartialDate(1976, None, 2),))
    other = conviction(section="Sexual Offences against Children Act 2017 [Act 792], s.12", words="")
    given = draft("B-7", identity=identity, convictions=(other, conviction()))
    assert actions.propose(OFFICER, draft=given).rule == "same-as-withdrawn"


def test_a_withdrawn_notice_under_another_reference_is_held() -> None:
    withdrawn(draft("A-1", convictions=(), notices=(wanted(),)))
    given = draft("B-7", convictions=(), notices=(wanted(number="2026/5", last_verified=None),))
    assert actions.propose(OFFICER, draft=given).rule == "same-as-withdrawn"


@pytest.mark.parametrize(
    "given",
    [
        renamed(draft("B-7")),
        draft("B-7", identity=replace(draft().identity, births=(PartialDate(1975, 3, 9),))),
        draft("B-7", owner_agency="Another sample agency"),
        draft(
            "B-7",
            convictions=(
                conviction(
                    section="Penal Code s.377E", words="inciting a child", offender_age=43, offence_on=PartialDate(2018)
                ),
            ),
        ),
    ],
)
def test_another_person_owner_or_ground_is_not_held_for_a_withdrawn_one(given: EntryDraft) -> None:
    withdrawn(draft("A-1"))
    assert actions.propose(OFFICER, draft=given).outcome == "accepted"


def test_what_an_officer_lets_back_stays_until_person_or_ground_change() -> None:
    withdrawn(draft("A-1"))
    again = actions.propose(OFFICER, draft=draft("B-7")).public_id
    assert actions.propose(OFFICER, draft=draft("B-7")).outcome == "duplicate"
    assert actions.propose(OFFICER, draft=draft("B-7", remarks="more")).rule == "same-as-withdrawn"
    assert actions.admit_held(SUPERVISOR, public_id=again, reason="it is the right person").outcome == "changed"
    assert actions.propose(OFFICER, draft=draft("B-7", remarks="more")).outcome == "duplicate"
    assert actions.propose(OFFICER, draft=draft("B-7", remarks="even more")).outcome == "changed"
    changed = draft("B-7", convictions=(conviction(sentence="another"),))
    assert actions.propose(OFFICER, draft=changed).rule == "same-as-withdrawn"


def test_an_entry_that_turns_into_a_withdrawn_person_is_held() -> None:
    withdrawn(draft("A-1"))
    stands = actions.propose(OFFICER, draft=renamed(draft("B-7")))
    assert stands.outcome == "accepted"
    assert actions.propose(OFFICER, draft=draft("B-7")).rule == "same-as-withdrawn"
    assert queries.standing(stands.public_id, TODAY) is None


def test_whoever_changed_a_held_entry_does_not_release_it_either() -> None:
    held = actions.propose(OFFICER, draft=unclassed()).public_id
    both = replace(SUPERVISOR, grants=(*SUPERVISOR.grants, *OFFICER.grants))
    assert actions.propose(both, draft=unclassed(remarks="changed by the one who would release it")).outcome == "held"
    for who in (both, actor("register-supervisor", name="user:1")):
        with pytest.raises(errors.Refused) as caught:
            actions.admit_held(who, public_id=held, crosswalk="MYS-792-14", reason="judgment read")
        assert caught.value.rule == "own-proposal"
    done = actions.admit_held(OTHER, public_id=held, crosswalk="MYS-792-14", reason="judgment read")
    assert done.outcome == "changed"


def test_after_a_release_the_count_of_proposers_begins_anew() -> None:
    held = actions.propose(OFFICER, draft=unclassed()).public_id
    actions.admit_held(SUPERVISOR, public_id=held, crosswalk="MYS-792-14", reason="judgment read")
    assert Entry.objects.get().proposers == []
    assert actions.propose(OTHER_OFFICER, draft=renamed(unclassed())).outcome == "held"
    assert Entry.objects.get().proposers == ["user:3"]
    with pytest.raises(errors.Refused):
        actions.admit_held(OTHER, public_id=held, crosswalk="MYS-792-14", reason="judgment read")


OTHER_OFFICER = actor("register-officer", name="user:3")


@pytest.mark.parametrize(
    "changed",
    [
        renamed,
        lambda given: replace(given, identity=replace(given.identity, births=(PartialDate(1975, 3, 3),))),
        lambda given: replace(given, identity=replace(given.identity, births=())),
    ],
)
@pytest.mark.parametrize(
    ("given", "row", "rule"),
    [
        (unclassed(), "MYS-792-14", "not-classed"),
        (draft(convictions=(conviction(finality=""),)), "", "finality-unknown"),
    ],
)
def test_an_officers_class_or_waiver_is_for_that_person_and_no_other(
    changed: Any, given: EntryDraft, row: str, rule: str
) -> None:
    held = actions.propose(OFFICER, draft=given).public_id
    actions.admit_held(SUPERVISOR, public_id=held, crosswalk=row, reason="judgment read")
    assert queries.standing(held, TODAY) is not None
    again = actions.propose(OFFICER, draft=changed(given))
    assert (again.outcome, again.rule) == ("held", rule)
    assert queries.standing(held, TODAY) is None
    assert Entry.objects.get().waived == []


def test_an_officers_class_outlives_a_respelling_of_the_same_person() -> None:
    held = actions.propose(OFFICER, draft=unclassed()).public_id
    actions.admit_held(SUPERVISOR, public_id=held, crosswalk="MYS-792-14", reason="judgment read")
    assert actions.propose(OFFICER, draft=renamed(unclassed(), "CONTOH BIN REKAAN")).outcome == "changed"
    assert queries.standing(held, TODAY) is not None
