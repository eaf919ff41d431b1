"""What an intruder with the whole database in hand can write, the check reads and tells; it never fails on a byte."""

from __future__ import annotations

import logging
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from naungan.audit import actions, headfile, queries
from naungan.audit.models import Checkpoint, Head, Row
from naungan.engine import errors
from tests.actors import actor
from tests.apps.audit.test_log import AUDITOR, SYSTEM, findings, guards, numbered, tamper, write

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]
ON_SQLITE = [
    "UPDATE audit_content SET body = x'ff'",
    "UPDATE audit_content SET body = CAST(x'ff' AS TEXT)",
    "UPDATE audit_content SET body = 5",
    "UPDATE audit_content SET actor = x'ff', subject = CAST(x'fe' AS TEXT)",
    "UPDATE audit_content SET salt = 'text'",
    "UPDATE audit_row SET at = 'garbage'",
    "UPDATE audit_row SET at = x'ff'",
    "UPDATE audit_row SET at = 7",
    "UPDATE audit_row SET at = '0001-01-01T00:00:00+23:59'",
    "UPDATE audit_row SET commitment = 'short'",
    "UPDATE audit_row SET number = 'none' WHERE number = 2",
    "UPDATE audit_row SET number = 2.5 WHERE number = 2",
    "UPDATE audit_row SET number = -3 WHERE number = 2",
    "UPDATE audit_checkpoint SET at = 'garbage'",
    "UPDATE audit_checkpoint SET root = 'text', peaks = 7",
    "UPDATE audit_checkpoint SET size = 'none' WHERE size = 6",
    "UPDATE audit_head SET size = 'none'",
    "UPDATE audit_head SET peaks = 'text', seal = 3",
]
ON_BOTH = [
    "UPDATE audit_content SET body = '{}'",
    "UPDATE audit_content SET body = '[1'",
    "DELETE FROM audit_content",
    "DELETE FROM audit_head",
    "UPDATE audit_head SET size = -1",
    "UPDATE audit_head SET size = 9000000000000000000",
    "UPDATE audit_checkpoint SET at = '2020-01-01 00:00:00+00'",
    "DELETE FROM audit_checkpoint WHERE size = 3",
    "DELETE FROM audit_checkpoint WHERE size = 6",
    "DELETE FROM audit_checkpoint",
]
ON_POSTGRESQL = [
    "UPDATE audit_row SET at = 'infinity'",
    "UPDATE audit_row SET at = '-infinity'",
    "UPDATE audit_row SET at = '0044-03-15 12:00:00+00 BC'",
    "UPDATE audit_checkpoint SET at = 'infinity'",
    "UPDATE audit_row SET commitment = ''",
    "UPDATE audit_checkpoint SET root = '', peaks = ''",
]


HERE = ON_POSTGRESQL if "postgresql" in settings.DATABASES["default"]["ENGINE"] else ON_SQLITE


@pytest.mark.parametrize("statement", ON_BOTH + HERE)
def test_whatever_is_written_over_the_log_is_told_and_the_log_can_still_be_read(statement: str) -> None:
    numbered(3)
    numbered(3)
    tamper(statement)
    assert findings() != []
    queries.noted(AUDITOR)
    assert len(queries.entries(AUDITOR)) in {0, 6}


def test_one_row_that_can_not_be_read_does_not_hide_another() -> None:
    numbered(6)
    garbage = "'infinity'" if connection.vendor == "postgresql" else "'garbage'"
    tamper(f"UPDATE audit_row SET at = {garbage} WHERE number = 1",
           "UPDATE audit_content SET body = REPLACE(body, 'entry:4', 'entry:5')")  # fmt: skip
    found = [(finding.first, finding.message) for finding in queries.verify(AUDITOR).findings]
    assert (1, "The time of this row can't be read: it was overwritten.") in found
    assert (4, "The content is not what was written.") in found


def test_a_row_that_waits_is_checked_against_its_own_commitment() -> None:
    numbered(2)
    write(2)
    assert findings() == []
    tamper("UPDATE audit_content SET body = '{}' WHERE row_id IN (SELECT id FROM audit_row WHERE number IS NULL)")
    assert findings() == ["The content is not what was written."] * 2


# --- the file of heads -----------------------------------------------------------------------------------------------
def emptied() -> None:
    tamper("DELETE FROM audit_content", "DELETE FROM audit_erasure", "DELETE FROM audit_row",
           "DELETE FROM audit_checkpoint", "DELETE FROM audit_head")  # fmt: skip


def test_the_sequencer_keeps_the_head_in_a_file_that_only_its_owner_reads() -> None:
    numbered(3)
    numbered(2)
    first, second = headfile.path().read_text().splitlines()
    assert second.split()[:2] == ["5", queries.noted(AUDITOR).root]
    assert first.startswith("3 ")
    assert stat.S_IMODE(headfile.path().stat().st_mode) == 0o600
    report = queries.verify(AUDITOR)
    assert (report.ok, report.heads) == (True, 2)


def test_a_log_that_was_emptied_is_no_whole_log() -> None:
    numbered(5)
    emptied()
    (found,) = findings()
    assert found.startswith("The file of heads knows 5 rows, the log has 0")
    write(2)
    actions.sequence(SYSTEM)
    assert any("knows 5 rows, the log has 2" in message for message in findings()), "and stays so while it grows"


def test_a_log_emptied_and_filled_beyond_its_old_size_is_found() -> None:
    numbered(3)
    emptied()
    numbered(5)
    assert findings() == ["The root after 3 rows is not the one kept in the file of heads: the log was rewritten."]


def test_a_tail_whose_numbers_were_taken_and_that_was_forged_is_found() -> None:
    numbered(2)
    early = Head.objects.get()
    numbered(3)
    guards.remove(connection)
    early.save()
    Checkpoint.objects.filter(size__gt=2).delete()
    Row.objects.filter(number__gte=2).update(number=None)
    guards.install(connection)
    assert any("knows 5 rows, the log has 2" in message for message in findings())
    tamper("DELETE FROM audit_content WHERE row_id IN (SELECT MAX(id) FROM audit_row)",
           "DELETE FROM audit_row WHERE id IN (SELECT MAX(id) FROM audit_row)")  # fmt: skip
    actions.sequence(SYSTEM)
    assert any("knows 5 rows, the log has 4" in message for message in findings())
    numbered(2)
    assert any("The root after 5 rows is not the one kept" in message for message in findings())


@pytest.mark.parametrize(
    "line", ["no head", "7 abc 2026-01-01T00:00:00+00:00", "1 " + "0" * 64 + " soon", "", "x" * 500]
)
def test_a_line_of_the_file_that_was_changed_is_told(line: str) -> None:
    numbered(3)
    with headfile.path().open("a") as file:
        file.write(f"{line}\n")
    numbered(2)
    assert "Line 2 of the file of heads can't be read: it was changed." in findings()


def test_a_line_torn_by_a_fallen_machine_does_not_spoil_the_next() -> None:
    numbered(3)
    with headfile.path().open("a") as file:
        file.write("5 ab")
    numbered(2)
    assert findings() == ["Line 2 of the file of heads can't be read: it was changed."]
    assert queries.verify(AUDITOR).heads == 2


def test_the_head_is_kept_every_few_seconds_and_the_last_one_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "KEEP_EVERY", timedelta(seconds=10))
    numbered(3)
    numbered(2)
    assert len(headfile.path().read_text().splitlines()) == 1
    assert "The file of heads reaches to row 2 only." in queries.verify(AUDITOR).caveats
    later = datetime.now(UTC) + timedelta(seconds=11)
    monkeypatch.setattr(actions.timezone, "now", lambda: later)
    assert actions.sequence(SYSTEM) == 0
    assert len(headfile.path().read_text().splitlines()) == 2


def test_a_home_that_can_not_be_written_stops_no_numbering_and_is_said(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HOME = tmp_path / "missing"
    with caplog.at_level(logging.WARNING):
        numbered(3)
    assert "not kept beside the database" in caplog.text
    report = queries.verify(AUDITOR)
    assert (report.ok, report.size) == (True, 3)
    assert any("There is no file of heads" in caveat for caveat in report.caveats)


def test_the_answer_says_when_no_head_noted_elsewhere_was_compared() -> None:
    numbered(3)
    note = queries.noted(AUDITOR)
    (caveat,) = queries.verify(AUDITOR).caveats
    assert caveat.startswith("No head noted elsewhere was compared")
    assert queries.verify(AUDITOR, expected=(note.size, note.root)).caveats == ()


# --- who verifies ----------------------------------------------------------------------------------------------------
def test_a_verification_leaves_its_row() -> None:
    numbered(3)
    report = actions.verify(AUDITOR)
    (told,) = queries.entries(AUDITOR, limit=1)
    assert (told.action, told.actor) == ("audit.verify", AUDITOR.id)
    assert told.detail == {"size": 3, "root": report.root, "found": 0, "compared": False}


def test_a_verification_without_the_right_leaves_none() -> None:
    with pytest.raises(errors.NotPermitted):
        actions.verify(actor("counter-officer"))
    assert Row.objects.count() == 0
