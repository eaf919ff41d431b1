"""The register on its store: one door, and what stands behind it leaves when it must."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from naungan.audit.models import Content
from naungan.engine import errors
from naungan.engine.accounts import system
from naungan.engine.records import Name
from naungan.engine.register import Charge, describe
from naungan.register import actions, models, queries
from naungan.register.models import Change, Entry
from tests.actors import actor
from tests.apps.register.people import TODAY, conviction, draft, unclassed, wanted, yesterday

pytestmark = [pytest.mark.store, pytest.mark.django_db]

OFFICER = actor("register-officer", name="user:1")
SUPERVISOR = actor("register-supervisor", name="user:2")
ROOT = Path(__file__).resolve().parents[3]


def changes() -> list[tuple[str, str, int]]:
    return [(change.entry, change.kind, change.version) for change in queries.changes_since(0)]


def audited(action: str) -> list[dict[str, Any]]:
    bodies = Content.objects.filter(action=action).order_by("row_id").values_list("body", flat=True)
    return [json.loads(bytes(body) if not isinstance(body, str) else body) for body in bodies]


def stored(public_id: str) -> Any:
    return queries.entry_record(Entry.objects.get(public_id=public_id))


def test_an_entry_keeps_everything_that_was_proposed_and_its_class() -> None:
    given = draft(convictions=(conviction(offender_age=44),), notices=(wanted(cancelled_on=None),))
    done = actions.propose(OFFICER, draft=given)
    assert (done.outcome, done.public_id) == ("accepted", f"MYS-{TODAY.year}-000001")
    kept = stored(done.public_id)
    assert (kept.status, kept.version, kept.concern) == ("active", 1, "convicted")
    classed = describe(kept.draft)
    assert classed["convictions"][0].pop("crosswalk") == "MYS-792-14"
    assert classed["convictions"][0].pop("crosswalk_dated")
    assert classed["notices"][0]["charges"][0].pop("classed") == "child-abuse:sexual-assault-on-a-minor"
    assert classed == describe(given)
    notice = models.Notice.objects.get()
    assert (notice.type, notice.colour) == ("notice", "red")
    assert changes() == [(done.public_id, "added", 1)]
    assert audited("register.propose")[-1]["subject"] == f"entry:{done.public_id}"


@pytest.mark.parametrize("first", [True, False])
def test_a_fictional_person_is_not_proposed_beside_real_ones_nor_a_real_one_beside_the_samples(first: bool) -> None:
    real = {"sample": False, "lawful_basis": "MYS-CHILD-ACT-REGISTER"}
    standing, other = (draft(), draft("S-2", **real)) if first else (draft(**real), draft("S-2"))
    public_id = actions.propose(OFFICER, draft=standing).public_id
    for given in (other, replace(other, source_reference="S-1")):
        done = actions.propose(OFFICER, draft=given)
        assert (done.outcome, done.rule) == ("refused", "samples-apart")
        assert "DATABASE_URL" in done.sentence
    actions.withdraw(OFFICER, public_id=public_id, reason="to see whether the other kind may come now")
    assert actions.propose(OFFICER, draft=other).rule == "samples-apart"
    assert Entry.objects.count() == 1


def test_a_ground_without_a_basis_leaves_with_the_ground_that_had_one() -> None:
    basis = {"sample": False, "lawful_basis": "MYS-CHILD-ACT-REGISTER"}
    both = actions.propose(OFFICER, draft=draft(notices=(wanted(),), **basis))
    assert (both.outcome, stored(both.public_id).draft.notices) == ("accepted", ())
    gone = draft(convictions=(), notices=(wanted(),), **basis)
    assert (actions.propose(OFFICER, draft=gone).outcome, stored(both.public_id).status) == ("withdrawn", "withdrawn")


def test_numbers_of_entries_follow_each_other() -> None:
    made = [actions.propose(OFFICER, draft=draft(f"S-{number}")).public_id for number in range(3)]
    assert [public_id[-6:] for public_id in made] == ["000001", "000002", "000003"]


def test_the_same_record_again_is_a_duplicate_and_a_changed_one_a_new_version() -> None:
    first = actions.propose(OFFICER, draft=draft())
    again = actions.propose(OFFICER, draft=draft())
    assert (again.outcome, again.public_id) == ("duplicate", first.public_id)
    renamed = draft(identity=replace(draft().identity, names=(Name("Contoh Baharu"),)))
    changed = actions.propose(OFFICER, draft=renamed)
    assert (changed.outcome, changed.public_id) == ("changed", first.public_id)
    kept = stored(first.public_id)
    assert (kept.version, [name.text for name in kept.names]) == (2, ["Contoh Baharu"])
    assert changes() == [(first.public_id, "added", 1), (first.public_id, "changed", 2)]


def test_a_refusal_writes_no_entry_and_its_audit_row_names_the_rule_and_nobody() -> None:
    done = actions.propose(OFFICER, draft=draft(lawful_basis=""))
    assert (done.outcome, done.rule, done.public_id) == ("refused", "no-basis", "")
    assert "lawful basis" in done.sentence
    assert done.say("ms") != done.sentence
    assert not Entry.objects.exists()
    row = audited("register.propose")[-1]
    assert row["detail"] == {"outcome": "refused", "rule": "no-basis"}
    assert "Contoh" not in json.dumps(row)


def test_a_class_that_a_draft_claims_for_itself_counts_for_nothing() -> None:
    claimed = conviction(section="Act 9999 s.1", words="", crosswalk="MYS-792-14", classed_by="user:666")
    charge = Charge("unheard of", "GBR", classed="child-abuse:rape-of-a-child", classed_by="user:666")
    for given in (draft(convictions=(claimed,)), draft("S-2", convictions=(), notices=(wanted(charges=(charge,)),))):
        assert actions.propose(OFFICER, draft=given).outcome == "held"


def test_what_can_not_be_classed_is_held_and_nobody_is_screened_against_it() -> None:
    done = actions.propose(OFFICER, draft=unclassed())
    assert (done.outcome, done.rule) == ("held", "not-classed")
    assert list(queries.listed(TODAY)) == []
    assert queries.standing(done.public_id, TODAY) is None
    assert changes() == []


def test_an_officer_classes_a_held_entry_and_the_class_outlives_later_imports() -> None:
    held = actions.propose(OFFICER, draft=unclassed())
    done = actions.admit_held(SUPERVISOR, public_id=held.public_id, crosswalk="MYS-792-14", reason="judgment read")
    assert done.outcome == "changed"
    kept = stored(held.public_id).draft.convictions[0]
    assert (kept.crosswalk, kept.classed_by, kept.section) == ("MYS-792-14", "user:2", "Act 9999, s.1")
    assert [listed.entry for listed in queries.listed(TODAY)] == [held.public_id]
    assert changes() == [(held.public_id, "added", 2)]
    assert audited("register.admit")[-1]["purpose"] == "judgment read"
    assert actions.propose(OFFICER, draft=unclassed()).outcome == "duplicate"
    assert actions.propose(OFFICER, draft=unclassed(remarks="more")).outcome == "changed"
    assert stored(held.public_id).status == "active"


def test_an_officer_classes_a_charge_of_a_held_notice() -> None:
    given = draft(convictions=(), notices=(wanted(charges=(Charge("words nobody knows", "GBR"),)),))
    held = actions.propose(OFFICER, draft=given)
    row = "child-abuse:sexual-assault-on-a-minor"
    assert actions.admit_held(SUPERVISOR, public_id=held.public_id, crosswalk=row, reason="asked").outcome == "changed"
    assert stored(held.public_id).concern == "wanted"


def test_a_hold_that_is_waived_stays_waived_for_the_same_grounds_only() -> None:
    given = draft(convictions=(conviction(finality=""),))
    held = actions.propose(OFFICER, draft=given)
    assert held.rule == "finality-unknown"
    actions.admit_held(SUPERVISOR, public_id=held.public_id, reason="the court says it is final")
    assert actions.propose(OFFICER, draft=replace(given, remarks="more")).outcome == "changed"
    other = replace(given, convictions=(conviction(finality="", sentence="another"),))
    assert actions.propose(OFFICER, draft=other).outcome == "held"
    assert [kind for _, kind, _ in changes()] == ["added", "changed", "withdrawn"]


def test_what_can_not_be_released_is_not() -> None:
    held = actions.propose(OFFICER, draft=unclassed()).public_id
    appeal = actions.propose(OFFICER, draft=draft("S-2", convictions=(conviction(finality="under-appeal"),))).public_id
    active = actions.propose(OFFICER, draft=draft("S-3")).public_id
    both = actor("register-supervisor", name="user:1")
    for who, public_id, row, refusal in (
        (SUPERVISOR, held, "", errors.Refused),
        (SUPERVISOR, held, "NO-SUCH-ROW", errors.Refused),
        (SUPERVISOR, held, "MYS-SEDITION", errors.Refused),
        (SUPERVISOR, appeal, "", errors.Refused),
        (SUPERVISOR, active, "", errors.Conflict),
        (SUPERVISOR, "MYS-2026-999999", "", errors.NotFound),
        (both, held, "MYS-792-14", errors.Refused),
        (OFFICER, held, "MYS-792-14", errors.NotPermitted),
    ):
        with pytest.raises(refusal) as caught:
            actions.admit_held(who, public_id=public_id, crosswalk=row, reason="because")
        assert str(caught.value)
    with pytest.raises(errors.Refused, match="reason"):
        actions.admit_held(SUPERVISOR, public_id=held, crosswalk="MYS-792-14", reason=" ")
    assert stored(held).status == "held"


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (draft(convictions=(conviction(finality="quashed"),)), "quashed"),
        (draft(convictions=(conviction(pardoned=True),)), "pardoned"),
        (draft(convictions=(), notices=(wanted(cancelled_on=TODAY),)), "notice-cancelled"),
        (draft(expires_on=yesterday()), "expired"),
        (draft(convictions=()), "no-ground"),
    ],
)
def test_an_entry_leaves_when_its_source_now_meets_a_rule(given: Any, rule: str) -> None:
    first = actions.propose(OFFICER, draft=draft()).public_id
    done = actions.propose(OFFICER, draft=given)
    assert (done.outcome, done.rule, done.public_id) == ("withdrawn", rule, first)
    assert queries.standing(first, TODAY) is None
    assert changes()[-1] == (first, "withdrawn", 2)
    assert stored(first).withdrawn_reason == done.sentence


def test_a_record_that_lost_its_basis_is_refused_and_the_entry_stands_as_it_was() -> None:
    first = actions.propose(OFFICER, draft=draft()).public_id
    assert actions.propose(OFFICER, draft=draft(lawful_basis="")).outcome == "refused"
    assert queries.standing(first, TODAY) is not None
    assert len(changes()) == 1


def test_a_withdrawn_entry_never_comes_back_without_an_officer() -> None:
    first = actions.propose(OFFICER, draft=draft()).public_id
    actions.withdraw(OFFICER, public_id=first, reason="wrong person")
    with transaction.atomic():
        assert queries.entry_for_hit(first, TODAY) is None
    assert actions.propose(OFFICER, draft=draft()).outcome == "duplicate"
    for remark in ("a", "b", "b"):
        again = actions.propose(OFFICER, draft=draft(remarks=remark))
        assert queries.standing(first, TODAY) is None
    assert again.outcome == "duplicate"
    assert stored(first).held_rule == "was-withdrawn"
    assert actions.admit_held(SUPERVISOR, public_id=first, reason="it is the right person").outcome == "changed"
    assert queries.standing(first, TODAY) is not None
    assert actions.propose(OFFICER, draft=draft(remarks="b")).outcome == "duplicate"
    assert [kind for _, kind, _ in changes()] == ["added", "withdrawn", "added"]
    actions.withdraw(OFFICER, public_id=first, reason="wrong after all")
    assert actions.propose(OFFICER, draft=draft(remarks="c")).outcome == "held"


def test_withdrawing_needs_a_right_a_reason_and_an_entry_that_stands() -> None:
    first = actions.propose(OFFICER, draft=draft()).public_id
    with pytest.raises(errors.NotPermitted):
        actions.withdraw(actor("counter-officer"), public_id=first, reason="x")
    with pytest.raises(errors.Refused):
        actions.withdraw(OFFICER, public_id=first, reason="")
    actions.withdraw(OFFICER, public_id=first, reason="x")
    with pytest.raises(errors.Conflict):
        actions.withdraw(OFFICER, public_id=first, reason="x")


def test_a_change_by_an_officer_meets_the_same_rules() -> None:
    first = actions.propose(OFFICER, draft=draft()).public_id
    changed = actions.change(OFFICER, public_id=first, draft=draft(remarks="corrected"), reason="typing error")
    assert changed.outcome == "changed"
    assert audited("register.propose")[-1]["purpose"] == "typing error"
    with pytest.raises(errors.NotFound):
        actions.change(OFFICER, public_id=first, draft=draft("S-9"), reason="x")
    with pytest.raises(errors.Refused):
        actions.change(OFFICER, public_id=first, draft=draft(), reason="")


def test_opening_an_entry_leaves_its_purpose_in_the_audit_log() -> None:
    first = actions.propose(OFFICER, draft=draft()).public_id
    opened = actions.open_entry(actor("second-line-officer"), public_id=first, purpose="hit at the counter")
    assert opened.names[0].text == "Contoh bin Rekaan"
    row = audited("register.open")[-1]
    assert (row["subject"], row["purpose"]) == (f"entry:{first}", "hit at the counter")
    with pytest.raises(errors.NotPermitted):
        actions.open_entry(actor("counter-officer"), public_id=first, purpose="x")
    with pytest.raises(errors.Refused):
        actions.open_entry(SUPERVISOR, public_id=first, purpose=" ")
    with pytest.raises(errors.NotFound):
        actions.open_entry(SUPERVISOR, public_id="MYS-2026-999999", purpose="x")


def test_an_expired_entry_is_out_by_its_date_without_anyone_remembering() -> None:
    first = actions.propose(OFFICER, draft=draft(expires_on=TODAY)).public_id
    assert queries.standing(first, TODAY) is not None
    assert queries.standing(first, TODAY + timedelta(days=1)) is None
    assert list(queries.listed(TODAY + timedelta(days=1))) == []
    assert queries.listed_entries([first], TODAY + timedelta(days=1)) == {}


def test_the_list_is_searched_paged_scoped_and_audited_once() -> None:
    for number in range(5):
        identity = replace(draft().identity, names=(Name(f"Rekaan {number}"), Name(f"ชื่อ {number}", "native", "Thai")))
        actions.propose(OFFICER, draft=draft(f"S-{number}", identity=identity))
    actions.propose(OFFICER, draft=unclassed("S-9"))
    page = queries.entries(OFFICER, text="rekaan 3")
    assert [line.name for line in page.lines] == ["Rekaan 3"]
    assert queries.entries(OFFICER, text="ชื่อ 2").total == 1
    assert queries.entries(OFFICER, text="a1234567").total == 6
    assert queries.entries(OFFICER, text="100%_'\0").total == 0
    assert queries.entries(OFFICER, status="held").lines[0].held_rule == "not-classed"
    second = queries.entries(OFFICER, page=2, size=4)
    assert (second.page, second.total, len(second.lines)) == (2, 6, 2)
    assert queries.entries(OFFICER, page=99, size=4).page == 2
    assert len(audited("register.read")) == 7
    with pytest.raises(errors.NotPermitted):
        queries.entries(actor("counter-officer"))
    told = queries.counts(OFFICER)
    assert (told.active, told.held, told.concerns) == (5, 1, {"convicted": 5})


def test_the_number_of_queries_of_a_page_does_not_grow_with_its_rows(django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        actions.propose(OFFICER, draft=draft(f"S-{number}"))
    with django_assert_max_num_queries(10):
        queries.entries(OFFICER)
    with django_assert_max_num_queries(6):
        list(queries.listed(TODAY))


@pytest.mark.parametrize(
    "empty", ["lawful_basis", "source", "source_reference", "owner_state", "owner_agency", "expires_on"]
)
def test_the_database_itself_refuses_an_entry_without_basis_source_owner_or_expiry(empty: str) -> None:
    actions.propose(OFFICER, draft=draft())
    value = None if empty == "expires_on" else ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(**{empty: value})
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(status="other")


def test_nothing_but_the_one_writer_makes_entries() -> None:
    """Entry rows, whole or by parts, are made in register/actions/write.py and nowhere else."""
    makers = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update"}
    kinds = {"Entry", "Name", "BirthDate", "Nationality", "Document", "Conviction", "Notice", "Charge"}
    found = []
    for path in sorted((ROOT / "naungan").rglob("*.py")):
        if "migrations" in path.parts or path.parts[-3:] == ("register", "actions", "write.py"):
            continue
        text = path.read_text(encoding="utf-8")
        if "naungan.register.models" not in text and "from naungan.register import" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                made = called.removeprefix("models.") in kinds and "models" in text and called.startswith("models.")
                entry = called == "Entry"
                through = called.split(".")[-1] in makers and any(f"{kind}.objects" in called for kind in kinds)
                if made or entry or through:
                    found.append(f"{path.name}: {called}")
    assert found == []


def test_every_verb_refuses_an_actor_without_its_right() -> None:
    nobody = system("worker")
    with pytest.raises(errors.NotPermitted):
        actions.propose(nobody, draft=draft())
    with pytest.raises(errors.NotPermitted):
        actions.change(nobody, public_id="x", draft=draft(), reason="x")
    with pytest.raises(errors.NotPermitted):
        actions.import_entries(actor("auditor"), rows=[])
    assert not Change.objects.exists()
