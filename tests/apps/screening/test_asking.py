"""One traveller: what is answered, what is kept, and what a withdrawal does at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from naungan.audit.models import Content
from naungan.engine.accounts import system
from naungan.engine.errors import NotFound, NotPermitted, Unreadable
from naungan.engine.records import Identity, Name, PartialDate
from naungan.register import actions as register
from naungan.register.models import Entry
from naungan.screening import actions, index, queries
from naungan.screening.models import Hit, Screening
from tests.actors import actor
from tests.apps.register.people import draft
from tests.apps.screening.conftest import BORN, OFFICER, REGISTRAR, propose, wanted_person, zone

pytestmark = [pytest.mark.store, pytest.mark.django_db]


def test_a_listed_traveller_is_a_probable_match_with_a_reason_for_each_element(entry: str) -> None:
    screened = actions.screen_document(OFFICER, text=zone())
    assert screened.outcome == "probable"
    (hit,) = screened.hits
    assert hit.entry.public_id == entry
    assert {"name", "birth", "document", "nationality", "sex"} <= {e.element for e in hit.evidence}
    assert all(e.sentence and e.say("ms") and e.sentence != e.say("ms") for e in hit.evidence)
    assert sum(e.bits for e in hit.evidence) == pytest.approx(hit.bits)


def test_a_stranger_is_answered_with_nothing_and_leaves_no_name(entry: str) -> None:
    screened = actions.screen_document(OFFICER, text=zone(number="ZZ7654321", surname="TENANG", given="MAWAR"))
    assert (screened.outcome, screened.hits) == ("none", ())
    (row,) = Screening.objects.all()
    assert row.traveller is None
    assert row.document_digest
    kept = " ".join(
        str(value) for value in [*Screening.objects.values().get().values(), *Content.objects.values_list("body")]
    )
    assert "MAWAR" not in kept
    assert "ZZ7654321" not in kept


def test_the_database_refuses_to_keep_a_traveller_without_a_hit(entry: str) -> None:
    actions.screen_document(OFFICER, text=zone(number="ZZ7654321", surname="TENANG", given="MAWAR"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Screening.objects.update(traveller={"names": []})


def test_the_same_document_leaves_the_same_digest_and_another_document_another(entry: str) -> None:
    for number in ("ZZ7654321", "ZZ7654321", "ZZ7654322"):
        actions.screen_document(OFFICER, text=zone(number=number, surname="TENANG", given="MAWAR"))
    first, second, third = Screening.objects.order_by("id").values_list("document_digest", flat=True)
    assert first == second != third


def test_a_withdrawn_entry_is_no_hit_even_where_the_index_still_holds_it(
    entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert actions.screen_document(OFFICER, text=zone()).outcome == "probable"
    with monkeypatch.context() as stale:
        stale.setattr(index.feed, "head", lambda _feed: index._process.position)  # an index that hears nothing
        register.withdraw(REGISTRAR, public_id=entry, reason="the conviction was quashed (sample)")
        with index.population() as population:
            assert entry in population
        screened = actions.screen_document(OFFICER, text=zone())
    assert (screened.outcome, screened.hits) == ("none", ())
    assert Hit.objects.filter(screening=screened.id).count() == 0


def test_a_changed_entry_is_compared_as_it_stands_even_where_the_index_is_behind(
    entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.screen_document(OFFICER, text=zone())
    other = replace(wanted_person().identity, births=(PartialDate(1950, 1, 2),), documents=())
    with monkeypatch.context() as stale:
        stale.setattr(index.feed, "head", lambda _feed: index._process.position)
        assert propose(replace(wanted_person(), identity=other)) == entry
        screened = actions.screen_document(OFFICER, text=zone())
    births = [e.level for hit in screened.hits for e in hit.evidence if e.element == "birth"]
    assert "exact" not in births
    assert all(hit.entry.version == 2 for hit in screened.hits)


def test_an_addition_a_change_and_a_withdrawal_reach_the_next_question(entry: str) -> None:
    assert actions.screen_document(OFFICER, text=zone()).outcome == "probable"
    second = propose(wanted_person("S-78"))
    assert {hit.entry.public_id for hit in actions.screen_document(OFFICER, text=zone()).hits} == {entry, second}
    register.withdraw(REGISTRAR, public_id=second, reason="entered twice (sample)")
    assert {hit.entry.public_id for hit in actions.screen_document(OFFICER, text=zone()).hits} == {entry}


def test_a_held_entry_is_not_screened_against(db: None) -> None:
    unclassed = replace(draft().convictions[0], section="Act 9999, s.1", words="words of a court")
    assert register.propose(REGISTRAR, draft=wanted_person(convictions=(unclassed,))).outcome == "held"
    assert actions.screen_document(OFFICER, text=zone()).outcome == "none"


def test_a_wrong_check_digit_is_told_and_the_zone_is_screened_as_read(entry: str) -> None:
    lines = zone().splitlines()
    broken = lines[1][:9] + str((int(lines[1][9]) + 1) % 10) + lines[1][10:]
    screened = actions.screen_document(OFFICER, text=f"{lines[0]}\n{broken}")
    assert screened.reading is not None
    assert [check.field for check in screened.reading.checks if not check.right][:1] == ["number"]
    assert screened.outcome == "probable"


def test_text_that_is_no_zone_is_refused_and_nothing_is_recorded(entry: str) -> None:
    with pytest.raises(Unreadable):
        actions.screen_document(OFFICER, text="hello")
    assert Screening.objects.count() == 0


def test_typed_fields_find_a_person_without_a_zone(entry: str) -> None:
    fields = {"name": "Sukmawati Wulandari Prakoso", "birth": "23/08/1971", "nationality": "Indonesia", "sex": "F"}
    screened = actions.screen_person(OFFICER, fields=fields)
    assert screened.outcome in {"possible", "probable"}
    assert screened.hits[0].entry.public_id == entry


def test_an_explanation_speaks_also_where_nothing_matches(entry: str) -> None:
    stranger = Identity(names=(Name("Mawar Tenang"),), births=(PartialDate(1999, 1, 2),))
    hit = actions.explain(OFFICER, identity=stranger, entry=entry)
    assert hit.match.outcome == "none"
    assert {"name", "birth"} <= {e.element for e in hit.evidence}
    assert hit.bits < 0
    with pytest.raises(NotFound):
        actions.explain(OFFICER, identity=stranger, entry="MYS-2026-999999")


@pytest.mark.parametrize("role", ["auditor", "operator", "register-officer"])
def test_roles_without_the_right_may_not_screen(entry: str, role: str) -> None:
    with pytest.raises(NotPermitted):
        actions.screen_document(actor(role), text=zone())
    assert Screening.objects.count() == 0


def test_each_screening_leaves_one_audit_row_that_names_the_entries_shown(entry: str) -> None:
    before = Content.objects.count()
    actions.screen_document(OFFICER, text=zone(), post="KLIA-1")
    (row,) = Content.objects.order_by("-row_id")[: Content.objects.count() - before]
    assert (row.action, row.actor) == ("screening.screen", "user:7")
    assert entry in row.body
    assert "KLIA-1" in row.body


def test_a_hit_is_shown_again_as_it_was_and_vanishes_with_its_entry(entry: str) -> None:
    screened = actions.screen_document(OFFICER, text=zone())
    again, hit = queries.hit(OFFICER, hit_id=screened.hits[0].id)
    assert hit.match == screened.hits[0].match
    assert again.traveller.identity.births == (BORN,)
    register.withdraw(REGISTRAR, public_id=entry, reason="quashed (sample)")
    with pytest.raises(NotFound):
        queries.hit(OFFICER, hit_id=screened.hits[0].id)
    assert queries.recent(OFFICER) == []


def test_who_cannot_be_asked_about_is_never_answered_with_nothing_found(entry: str) -> None:
    with pytest.raises(Unreadable, match="name"):
        actions.screen_person(OFFICER, fields={"birth": "1971-08-23", "nationality": "IDN"})
    with pytest.raises(Unreadable):
        actions.screen_person(OFFICER, fields={"name": "XXX FNU"})
    assert Screening.objects.count() == 0


def test_a_withdrawal_takes_its_open_hits_back_and_leaves_the_others(entry: str) -> None:
    other = propose(wanted_person("S-78"))
    actions.screen_document(OFFICER, text=zone())
    assert Hit.objects.filter(state=Hit.State.OPEN).count() == 2
    register.withdraw(REGISTRAR, public_id=entry, reason="quashed (sample)")
    assert actions.clear(system("worker:screening.clear")) == 1
    assert actions.clear(system("worker:screening.clear")) == 0
    assert list(Hit.objects.filter(state=Hit.State.OPEN).values_list("entry", flat=True)) == [other]


def test_a_zone_that_was_not_wholly_read_is_never_answered_with_nothing_found(entry: str) -> None:
    first, second = zone().splitlines()
    swapped = actions.screen_document(OFFICER, text=f"{second}\n{first}")
    assert (swapped.outcome, swapped.hits) == ("unreadable", ())
    letter = second[:14] + "O" + second[15:]  # a birth date with a letter in it
    stranger = zone(number="ZZ7654321", surname="TENANG", given="MAWAR").splitlines()
    assert actions.screen_document(OFFICER, text="\n".join(stranger)).outcome == "none"
    broken = stranger[1][:14] + "O" + stranger[1][15:]
    assert actions.screen_document(OFFICER, text=f"{stranger[0]}\n{broken}").outcome == "unreadable"
    assert actions.screen_document(OFFICER, text=f"{first}\n{letter}").outcome == "probable"


def test_the_digest_of_a_document_is_keyed(entry: str, settings: Any) -> None:
    actions.screen_document(OFFICER, text=zone(number="ZZ7654321", surname="TENANG", given="MAWAR"))
    settings.SECRET_KEY = "another key, as another node has it"
    actions.screen_document(OFFICER, text=zone(number="ZZ7654321", surname="TENANG", given="MAWAR"))
    first, second = Screening.objects.order_by("id").values_list("document_digest", flat=True)
    assert first != second


def test_each_look_at_hits_leaves_its_audit_row_and_takes_its_right(entry: str) -> None:
    hit = actions.screen_document(OFFICER, text=zone()).hits[0]
    looks = [
        lambda who: actions.open_hit(who, hit_id=hit.id),
        queries.recent,
    ]
    for look in looks:
        before = Content.objects.count()
        look(OFFICER)
        (row,) = Content.objects.order_by("-row_id")[: Content.objects.count() - before]
        assert (row.action, row.actor) == ("screening.read", "user:7")
        assert entry in row.body + row.subject
        with pytest.raises(NotPermitted):
            look(actor("counter-officer"))


def test_what_was_withdrawn_leaves_no_traveller_behind_and_leaves_its_audit_row(entry: str) -> None:
    actions.screen_document(OFFICER, text=zone())
    register.withdraw(REGISTRAR, public_id=entry, reason="quashed (sample)")
    before = Content.objects.filter(action="screening.clear").count()
    actions.clear(system("worker:screening.clear"))
    assert Content.objects.filter(action="screening.clear").count() == before + 1
    assert Screening.objects.get().traveller is None
    assert Hit.objects.get().evidence == []


def test_a_hit_on_an_entry_that_expired_is_swept(entry: str) -> None:
    actions.screen_document(OFFICER, text=zone())
    Entry.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert actions.clear(system("worker:screening.clear")) == 0
    assert actions.sweep(system("worker:screening.sweep")) == 1
    assert Hit.objects.filter(state=Hit.State.OPEN).count() == 0
