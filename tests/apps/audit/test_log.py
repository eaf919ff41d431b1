"""The audit log on its store: rows stand with what they record; tampering is refused by guards, found by the check."""

from __future__ import annotations

import hashlib
import json
from importlib import import_module
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from naungan.audit import actions, headfile, queries
from naungan.audit.models import Checkpoint, Content, Head, Row
from naungan.engine import audit, errors
from naungan.engine.accounts import system
from tests.actors import actor

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]
SYSTEM = system("sequencer")
AUDITOR = actor("auditor")
guards: Any = import_module("naungan.audit.migrations.0002_guards")


def write(count: int = 1, **more: Any) -> None:
    for number in range(count):
        with transaction.atomic():
            actions.record(actor("analyst"), action="register.open", subject=f"entry:{number}", **more)


def numbered(count: int) -> None:
    write(count)
    actions.sequence(SYSTEM)


def tamper(*statements: str) -> None:
    """What an intruder with the whole database in hand can do: the guards are taken away first."""
    guards.remove(connection)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    guards.install(connection)


def findings(**more: Any) -> list[str]:
    return [finding.message for finding in queries.verify(AUDITOR, **more).findings]


def test_a_row_is_refused_outside_the_transaction_that_it_records() -> None:
    with pytest.raises(RuntimeError, match="in the transaction that it records"):
        actions.record(SYSTEM, action="register.open")
    assert Row.objects.count() == 0


def test_a_row_goes_when_the_transaction_that_it_records_goes() -> None:
    with transaction.atomic():
        actions.record(SYSTEM, action="register.open")
        transaction.set_rollback(True)
    assert Row.objects.count() == 0


def test_a_row_commits_to_its_content_with_a_salt_of_its_own() -> None:
    write(2, purpose="to see", detail={"fields": ("name", "birth")})
    one, other = Content.objects.select_related("row").order_by("row_id")
    assert bytes(one.row.commitment) == hashlib.sha256(bytes(one.salt) + one.body.encode()).digest()
    assert bytes(one.salt) != bytes(other.salt)
    body = json.loads(one.body)
    assert body["actor"] == "user:1"
    assert body["detail"] == {"fields": ["name", "birth"]}
    assert body["purpose"] == "to see"


@pytest.mark.parametrize("subject", ["x" * 201, "entry:\0"])
def test_a_subject_that_no_look_up_column_can_hold_is_refused_before_anything_is_written(subject: str) -> None:
    with pytest.raises(ValueError, match="subject of an audit row"), transaction.atomic():
        actions.record(SYSTEM, action="register.open", subject=subject)


def test_text_of_any_kind_is_kept_and_verified() -> None:
    with transaction.atomic():
        actions.record(SYSTEM, action="x.y", purpose="null \0, half \ud83d, ไทย, 😀", detail={"\0": 1.25})
    actions.sequence(SYSTEM)
    assert findings() == []


def test_sequencing_numbers_from_zero_without_gap_in_batches_and_again_does_nothing(monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "BATCH", 4)
    write(10)
    assert actions.sequence(SYSTEM) == 10
    assert actions.sequence(SYSTEM) == 0
    assert list(Row.objects.order_by("id").values_list("number", flat=True)) == list(range(10))
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [4, 8, 10]
    leaves = [audit.leaf(audit.entry(row.at, bytes(row.commitment))) for row in Row.objects.order_by("number")]
    assert [bytes(stone.root) for stone in Checkpoint.objects.order_by("size")] == [
        audit.root(leaves[:4]), audit.root(leaves[:8]), audit.root(leaves),
    ]  # fmt: skip


def test_a_log_as_written_verifies_and_tells_size_root_and_what_waits() -> None:
    numbered(7)
    write(2)
    told: list[tuple[int, int]] = []
    report = queries.verify(AUDITOR, progress=lambda done, of: told.append((done, of)))
    note = queries.noted(AUDITOR)
    assert report.ok
    assert (report.size, report.contents, report.erased, report.waiting) == (7, 7, 0, 2)
    assert report.oldest_waiting is not None
    assert (note.size, note.root) == (report.size, report.root)
    assert told[-1] == (7, 7)
    assert findings(expected=(note.size, note.root)) == []


def test_an_empty_log_verifies() -> None:
    report = queries.verify(AUDITOR)
    assert (report.ok, report.size, report.root) == (True, 0, audit.EMPTY_ROOT.hex())
    assert queries.noted(AUDITOR).root == audit.EMPTY_ROOT.hex()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_row SET number = 99 WHERE number = 3",
        "UPDATE audit_row SET number = NULL WHERE number = 3",
        "UPDATE audit_row SET at = '2020-01-01 00:00:00+00' WHERE number = 3",
        "UPDATE audit_row SET commitment = (SELECT commitment FROM audit_row WHERE number = 4) WHERE number IS NULL",
        "DELETE FROM audit_content; DELETE FROM audit_row WHERE number = 3",
        "UPDATE audit_content SET body = '{}'",
        "UPDATE audit_content SET actor = 'user:2'",
        "UPDATE audit_checkpoint SET at = '2020-01-01 00:00:00+00'",
        "DELETE FROM audit_checkpoint",
        "UPDATE audit_head SET size = 2",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(statement: str) -> None:
    numbered(5)
    write()
    *first, last = statement.split("; ")
    with transaction.atomic(), connection.cursor() as cursor:
        for part in first:
            cursor.execute(part)
        with pytest.raises(DatabaseError, match=r"never|only erased"):
            cursor.execute(last)
        transaction.set_rollback(True)
    assert findings() == []


def test_the_log_is_not_emptied_as_a_whole_either() -> None:
    numbered(3)
    emptying = "TRUNCATE audit_row CASCADE" if connection.vendor == "postgresql" else "DELETE FROM audit_row"
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(emptying)
    assert findings() == []


def test_changed_content_is_found() -> None:
    numbered(5)
    tamper("UPDATE audit_content SET body = REPLACE(body, 'entry:3', 'entry:4')")
    (found,) = queries.verify(AUDITOR).findings
    assert (found.first, found.message) == (3, "The content is not what was written.")
    assert found.at == Row.objects.get(number=3).at


def test_swapped_rows_are_found() -> None:
    numbered(5)
    tamper("UPDATE audit_row SET number = -1 WHERE number = 1", "UPDATE audit_row SET number = 1 WHERE number = 2",
           "UPDATE audit_row SET number = 2 WHERE number = -1")  # fmt: skip
    assert "This row stands out of order: rows were swapped." in findings()


def test_deleted_rows_are_found() -> None:
    numbered(5)
    row = Row.objects.get(number=2).pk
    tamper(f"DELETE FROM audit_content WHERE row_id = {row}", f"DELETE FROM audit_row WHERE id = {row}")
    (found,) = queries.verify(AUDITOR).findings
    assert (found.first, found.last, found.message) == (2, 2, "Deleted: the numbers leave a gap here.")


def test_deleted_content_without_an_erasure_is_found() -> None:
    numbered(5)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_content WHERE subject = 'entry:2'")
    assert findings() == ["The content is gone, and no erasure is on record."]


def test_a_forged_checkpoint_is_found() -> None:
    numbered(5)
    numbered(5)
    zeros = "decode(repeat('00', 32), 'hex')" if connection.vendor == "postgresql" else "zeroblob(32)"
    tamper(f"UPDATE audit_checkpoint SET root = {zeros} WHERE size = 5")
    unsealed, found = queries.verify(AUDITOR).findings
    assert (unsealed.first, "seal" in unsealed.message) == (4, True)
    assert (found.first, "forged" in found.message) == (4, True)


def test_a_head_that_was_set_back_is_found() -> None:
    numbered(2)
    early = bytes(Head.objects.get().peaks)
    numbered(3)
    guards.remove(connection)
    Head.objects.update(size=2, peaks=early)
    guards.install(connection)
    assert findings() == [
        "The last checkpoint is not the one that the head of the log names.",
        "The file of heads knows 5 rows, the log has 2: its end was cut off, or an older copy was put back.",
        "The head of the log was set back: 3 rows and 1 checkpoints stand beyond it.",
    ]


def cut() -> queries.Noted:
    """Five rows, of which the last three are cut off and everything is wound back to match; the note made before."""
    numbered(2)
    early = Head.objects.get()
    numbered(3)
    note = queries.noted(AUDITOR)
    guards.remove(connection)
    early.save()
    guards.install(connection)
    tamper("DELETE FROM audit_content WHERE row_id IN (SELECT id FROM audit_row WHERE number >= 2)",
           "DELETE FROM audit_row WHERE number >= 2", "DELETE FROM audit_checkpoint WHERE size > 2")  # fmt: skip
    return note


def test_a_cut_tail_is_found_with_the_root_that_was_noted() -> None:
    note = cut()
    headfile.path().unlink()
    assert findings() == []
    assert "its end was cut off" in findings(expected=(note.size, note.root))[0]


def test_an_expected_root_that_is_none_is_refused_with_what_to_do() -> None:
    with pytest.raises(errors.Unreadable, match=r"not 64 hexadecimal digits\. Copy it whole"):
        queries.verify(AUDITOR, expected=(1, "abc"))


def test_erasing_takes_content_and_salt_and_leaves_the_proof() -> None:
    numbered(5)
    kept = queries.noted(AUDITOR)
    gone = Row.objects.get(number=2).pk
    assert actions.erase(SYSTEM, rows=[gone], reason="retention is over") == 1
    actions.sequence(SYSTEM)
    report = queries.verify(AUDITOR, expected=(kept.size, kept.root))
    assert (report.ok, report.erased, report.contents) == (True, 1, 5)
    assert not Content.objects.filter(row_id=gone).exists()
    told = Content.objects.get(action="audit.erase")
    assert json.loads(told.body)["detail"] == {"ids": [gone]}


def test_an_erasure_is_refused_without_reason_for_waiting_rows_and_for_rows_that_tell_of_erasures() -> None:
    numbered(3)
    first, second, _ = Row.objects.order_by("id").values_list("id", flat=True)
    with pytest.raises(errors.Refused, match="needs its reason"):
        actions.erase(SYSTEM, rows=[first], reason=" ")
    with pytest.raises(errors.NotPermitted):
        actions.erase(AUDITOR, rows=[first], reason="no")
    actions.erase(SYSTEM, rows=[first], reason="retention is over")
    told = Content.objects.get(action="audit.erase").row_id
    for row in (told, first):
        with pytest.raises(errors.Refused, match=f"Row {row} can't be erased"):
            actions.erase(SYSTEM, rows=[row, second], reason="again")
    actions.sequence(SYSTEM)
    with pytest.raises(errors.Refused, match=f"Row {told} can't be erased"):
        actions.erase(SYSTEM, rows=[told], reason="again")
    assert findings() == []


def test_looking_into_the_log_needs_a_purpose_and_leaves_a_row() -> None:
    write(3)
    with pytest.raises(errors.Refused, match="opened for a purpose"):
        actions.read(AUDITOR, purpose=" ")
    found = actions.read(AUDITOR, purpose="complaint 7", subject="entry:1")
    assert [(entry.subject, entry.actor, entry.number) for entry in found] == [("entry:1", "user:1", None)]
    newest = queries.entries(AUDITOR, of=AUDITOR.id, limit=1)[0]
    assert (newest.action, newest.purpose, newest.detail["shown"]) == ("audit.read", "complaint 7", 1)


def test_entries_come_newest_first_and_a_page_at_a_time() -> None:
    write(5)
    page = queries.entries(AUDITOR, limit=2)
    rest = queries.entries(AUDITOR, before=page[-1].id)
    assert [entry.subject for entry in [*page, *rest]] == [f"entry:{number}" for number in (4, 3, 2, 1, 0)]
    assert page[0].at <= timezone.now()


@pytest.mark.parametrize("role", ["counter-officer", "register-officer", "access-officer"])
def test_who_has_no_right_to_the_log_sees_nothing_of_it(role: str) -> None:
    for ask in (queries.verify, queries.noted, queries.entries):
        with pytest.raises(errors.NotPermitted):
            ask(actor(role))
    for act in (actions.sequence, lambda who: actions.read(who, purpose="to see")):
        with pytest.raises(errors.NotPermitted):
            act(actor(role))
