"""Jobs: leases, retries, parking; and that a late worker can't finish what was taken over."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from naungan.engine import errors
from naungan.engine.accounts import Actor, system
from naungan.jobs import actions, queries
from naungan.jobs.models import Job
from tests.actors import actor

pytestmark = [pytest.mark.store, pytest.mark.django_db]
WORKER = system("worker")
OPERATOR = actor("operator")
NOW = datetime(2030, 1, 1, 8, tzinfo=UTC)
LEASE = timedelta(minutes=5)


def ask(**more: Any) -> int | None:
    return actions.enqueue(WORKER, **({"name": "mail", "due": NOW} | more))


def take(now: datetime = NOW, names: tuple[str, ...] = ("mail",)) -> actions.Claim | None:
    return actions.claim(WORKER, names=names, worker="test", lease=LEASE, now=now)


def held(now: datetime = NOW) -> actions.Claim:
    claim = take(now)
    assert claim is not None
    return claim


def test_a_key_makes_one_job_while_it_is_open_and_another_afterwards() -> None:
    first = ask(key="a")
    assert first is not None
    assert ask(key="a") is None
    assert ask(key="b") is not None
    assert ask(key="a", name="other") is not None
    actions.finish(WORKER, held=held())
    assert ask(key="a") is not None


def test_a_job_asked_for_in_a_transaction_that_fails_is_not_there() -> None:
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_jobs_are_taken_by_due_time_and_none_before_it() -> None:
    late, early = ask(due=NOW + timedelta(hours=1)), ask()
    assert take(NOW - timedelta(seconds=1)) is None
    assert held().job == early
    assert take() is None
    assert held(NOW + timedelta(hours=1, minutes=-30)).job == early  # its lease ran out
    assert held(NOW + timedelta(hours=1)).job in {late, early}


def test_a_worker_takes_only_jobs_that_it_knows() -> None:
    ask(name="unknown")
    assert take() is None


def test_a_worker_whose_lease_ran_out_can_neither_finish_nor_fail_nor_renew() -> None:
    ask()
    first = held()
    second = held(NOW + LEASE)
    assert (second.job, second.attempts) == (first.job, 2)
    for late in (
        lambda: actions.finish(WORKER, held=first),
        lambda: actions.fail(WORKER, held=first, error="late"),
        lambda: actions.renew(WORKER, held=first),
    ):
        with pytest.raises(errors.Conflict, match="no longer yours"):
            late()
    actions.finish(WORKER, held=second)
    with pytest.raises(errors.Conflict):
        actions.finish(WORKER, held=second)


def test_a_renewed_lease_keeps_others_away() -> None:
    ask()
    actions.renew(WORKER, held=held(), lease=LEASE, now=NOW + timedelta(minutes=4))
    assert take(NOW + timedelta(minutes=8)) is None
    assert take(NOW + timedelta(minutes=9)) is not None


def test_pauses_double_and_stop_at_an_hour() -> None:
    ask(most_attempts=12)
    now, pauses = NOW, []
    for _ in range(11):
        claim = held(now)
        actions.fail(WORKER, held=claim, error="down", now=now)
        due = Job.objects.get().due
        pauses.append((due - now).total_seconds())
        now = due
    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_a_job_that_fails_too_often_is_parked_shown_and_can_be_revived() -> None:
    number = ask(most_attempts=2, key="k")
    actions.fail(WORKER, held=held(), error="first", now=NOW)
    later = NOW + timedelta(hours=1)
    actions.fail(WORKER, held=held(later), error="second\0", now=later)
    assert take(NOW + timedelta(days=9)) is None
    (parked,) = queries.parked(OPERATOR)
    assert (parked.id, parked.attempts, parked.last_error) == (number, 2, "second")
    actions.revive(OPERATOR, job=number or 0, reason="the server is back")
    assert held(NOW + timedelta(days=3650)).attempts == 1
    with pytest.raises(errors.Conflict, match="is not parked"):
        actions.revive(OPERATOR, job=number or 0, reason="again")


def test_a_parked_job_is_not_revived_beside_a_newer_one_of_its_key() -> None:
    number = ask(most_attempts=1, key="k")
    actions.fail(WORKER, held=held(), error="down", now=NOW)
    ask(key="k")
    with pytest.raises(errors.Conflict, match="newer job"):
        actions.revive(OPERATOR, job=number or 0, reason="the server is back")


def test_a_job_that_takes_its_worker_down_each_time_is_parked() -> None:
    ask(most_attempts=2)
    held()
    held(NOW + LEASE)
    end = NOW + 2 * LEASE
    assert take(end) is None
    assert actions.recover(WORKER, now=end) == 1
    assert actions.recover(WORKER, now=end) == 0
    assert "gone after each of 2 attempts" in queries.parked(OPERATOR)[0].last_error


def test_a_handler_that_fails_leaves_no_effect_and_its_error_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    ask()

    def handler(who: Actor, _payload: actions.Payload) -> None:
        actions.enqueue(who, name="effect")
        raise ValueError("broken")

    with caplog.at_level(logging.CRITICAL):
        assert actions.work_once(WORKER, handlers={"mail": handler}, worker="test", now=NOW)
    job = Job.objects.get()
    assert (job.state, job.last_error) == ("waiting", "ValueError: broken")


def test_a_handler_that_was_overtaken_leaves_no_effect(caplog: pytest.LogCaptureFixture) -> None:
    ask()

    def handler(who: Actor, _payload: actions.Payload) -> None:
        actions.enqueue(who, name="effect")
        Job.objects.filter(name="mail").update(leased_by="another worker")

    with caplog.at_level(logging.CRITICAL):
        actions.work_once(WORKER, handlers={"mail": handler}, worker="test", now=NOW)
    assert not Job.objects.filter(name="effect").exists()


def test_work_is_done_with_its_payload_and_then_there_is_none() -> None:
    ask(payload={"n": 5})
    seen: list[object] = []
    handlers = {"mail": lambda _who, payload: seen.append(payload["n"])}
    assert actions.work_once(WORKER, handlers=handlers, worker="test", now=NOW)
    assert not actions.work_once(WORKER, handlers=handlers, worker="test", now=NOW)
    assert seen == [5]
    assert actions.forget(WORKER, before=NOW + timedelta(seconds=1)) == 1


def test_the_load_is_counted_and_the_oldest_overdue_job_told() -> None:
    ask(due=NOW - timedelta(hours=2))
    ask(due=NOW + timedelta(hours=2))
    ask(due=NOW - timedelta(hours=3))
    held()
    load = queries.load(OPERATOR, now=NOW)
    assert (load.waiting, load.running, load.parked) == (2, 1, 0)
    assert load.overdue_since == NOW - timedelta(hours=2)


def test_work_is_run_by_the_system_and_seen_by_operators_only() -> None:
    for act in (
        lambda: actions.claim(OPERATOR, names=["mail"], worker="test"),
        lambda: actions.recover(OPERATOR),
        lambda: queries.parked(actor("analyst")),
        lambda: actions.revive(actor("analyst"), job=1, reason="no"),
    ):
        with pytest.raises(errors.NotPermitted):
            act()
