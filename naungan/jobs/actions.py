"""Verbs of later work: enqueue, claim with a lease, finish or fail; and `work_once`, which does these around a handler.

A job's effects and its `finish` belong in one transaction: then they happen once, though its handler may start
several times. A worker that dies leaves a lease that runs out; one that comes too late finds its lease taken.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from naungan.audit.actions import record
from naungan.engine import errors
from naungan.engine.accounts import Actor, check
from naungan.engine.records import say
from naungan.jobs.models import Job

Payload = Mapping[str, object]
Handler = Callable[[Actor, Payload], None]

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 8
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """A job in the hands of one worker until `until`; `token` proves it."""

    job: int
    name: str
    key: str
    payload: Payload
    attempts: int
    token: str
    until: datetime


def enqueue(
    actor: Actor,
    *,
    name: str,
    payload: Payload | None = None,
    key: str = "",
    due: datetime | None = None,
    most_attempts: int = MOST_ATTEMPTS,
) -> int | None:
    """Ask for work later, as a part of the action that asks, whose right and audit row cover it; returns its number.

    While a job of this name and key is open, asking again makes none: then the answer is None.
    """
    now = timezone.now()
    job = Job(
        name=name,
        key=key,
        payload=dict(payload or {}),
        asked_by=actor.id,
        asked_at=now,
        due=due or now,
        most_attempts=most_attempts,
    )
    with transaction.atomic():
        if not key:
            job.save(force_insert=True)
            return job.pk
        return _insert_unless_open(job)


def _insert_unless_open(job: Job) -> int | None:
    """Insert the job unless one of its name and key is open. The index decides: two askers at once make one job."""
    if _open(job.name, job.key).exists():
        return None
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        return None
    return job.pk


def _open(name: str, key: str) -> QuerySet[Job]:
    return Job.objects.filter(name=name, key=key, state__in=[Job.State.WAITING, Job.State.RUNNING])


def claim(
    actor: Actor, *, names: Sequence[str], worker: str, lease: timedelta = LEASE, now: datetime | None = None
) -> Claim | None:
    """Take the job that fell due first, or one whose worker's lease ran out; None when nothing is due.

    Workers pass over jobs that another is just taking. `recover` parks those whose last attempt ended with its worker.

    Raises:
        NotPermitted: without jobs.run.
    """
    check(actor, "jobs.run", on=timezone.localdate())
    now = now or timezone.now()
    lost = Q(state=Job.State.RUNNING, lease_until__lte=now, attempts__lt=F("most_attempts"))
    with transaction.atomic():
        found = Job.objects.filter(Q(state=Job.State.WAITING, due__lte=now) | lost, name__in=names).order_by(
            "due", "id"
        )
        job = found.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked).first()
        if job is None:
            return None
        job.state = Job.State.RUNNING
        job.attempts += 1
        job.leased_by = f"{worker[:60]} {secrets.token_hex(8)}"
        job.lease_until = now + lease
        job.save(update_fields=["state", "attempts", "leased_by", "lease_until"])
        return Claim(job.pk, job.name, job.key, job.payload, job.attempts, job.leased_by, job.lease_until)


def renew(actor: Actor, *, held: Claim, lease: timedelta = LEASE, now: datetime | None = None) -> None:
    """Hold a long job for longer.

    Raises:
        NotPermitted: without jobs.run.
        Conflict: the lease ran out and another worker has the job.
    """
    check(actor, "jobs.run", on=timezone.localdate())
    _settle(held, lease_until=(now or timezone.now()) + lease)


def finish(actor: Actor, *, held: Claim, now: datetime | None = None) -> None:
    """The job is done; call it in the transaction of the job's effects, and they happen once.

    Raises:
        NotPermitted: without jobs.run.
        Conflict: the lease ran out and another worker has the job; undo the effects.
    """
    check(actor, "jobs.run", on=timezone.localdate())
    _settle(held, state=Job.State.DONE, leased_by="", lease_until=None, last_error="", ended_at=now or timezone.now())


def fail(actor: Actor, *, held: Claim, error: str, now: datetime | None = None) -> None:
    """The job failed: try again after a pause that doubles, or park it when its attempts are used up.

    Raises:
        NotPermitted: without jobs.run.
        Conflict: the lease ran out and another worker has the job.
    """
    check(actor, "jobs.run", on=timezone.localdate())
    now = now or timezone.now()
    error = error.replace("\0", "")[:2000]
    with transaction.atomic():
        most = Job.objects.filter(pk=held.job).values_list("most_attempts", flat=True).first() or 0
        if held.attempts < most:
            due = now + _pause(held.attempts)
            _settle(held, state=Job.State.WAITING, leased_by="", lease_until=None, last_error=error, due=due)
            return
        _settle(held, state=Job.State.PARKED, leased_by="", lease_until=None, last_error=error, ended_at=now)
        record(
            actor, action="jobs.park", subject=f"job:{held.job}", detail={"name": held.name, "attempts": held.attempts}
        )


def revive(actor: Actor, *, job: int, reason: str) -> None:
    """Let a parked job start again, with all its attempts.

    Raises:
        NotPermitted: without jobs.revive.
        Conflict: the job is not parked, or a newer one of its key is open.
    """
    check(actor, "jobs.revive", on=timezone.localdate())
    with transaction.atomic():
        parked = Job.objects.select_for_update().filter(pk=job, state=Job.State.PARKED).first()
        if parked is None:
            raise errors.Conflict(say("Job {job} is not parked.", job=job), remedy="List the parked jobs again.")
        if parked.key and _open(parked.name, parked.key).exists():
            message = say("A newer job {name} for {key} is open.", name=parked.name, key=parked.key)
            raise errors.Conflict(message, remedy="Let that one run.")
        Job.objects.filter(pk=job).update(
            state=Job.State.WAITING, attempts=0, due=timezone.now(), ended_at=None, lease_until=None
        )
        record(actor, action="jobs.revive", subject=f"job:{job}", purpose=reason, detail={"name": parked.name})


def recover(actor: Actor, *, now: datetime | None = None) -> int:
    """Park jobs whose last allowed attempt ended with its worker, for starting them may be what killed it; how many.

    Raises:
        NotPermitted: without jobs.run.
    """
    check(actor, "jobs.run", on=timezone.localdate())
    now = now or timezone.now()
    lost = Job.objects.filter(state=Job.State.RUNNING, lease_until__lte=now, attempts__gte=F("most_attempts"))
    if not lost.exists():
        return 0
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        found = list(lost.select_for_update(skip_locked=skip))
        for job in found:
            job.state, job.leased_by, job.lease_until, job.ended_at = Job.State.PARKED, "", None, now
            job.last_error = f"Its worker was gone after each of {job.attempts} attempts."
            job.save(update_fields=["state", "leased_by", "lease_until", "ended_at", "last_error"])
            _tell_parked(actor, job.pk, job.name, job.attempts)
    return len(found)


def work_once(
    actor: Actor,
    *,
    handlers: Mapping[str, Handler],
    worker: str,
    outside: Mapping[str, Handler] | None = None,
    lease: timedelta = LEASE,
    now: datetime | None = None,
) -> bool:
    """Claim one due job and do it: its handler's effects and `finish` in one transaction. False when nothing was due.

    Handlers in `outside` speak to the world (mail) and run before that transaction: none stays open for a network.

    Raises:
        NotPermitted: without jobs.run.
    """
    outside = outside or {}
    held = claim(actor, names=[*handlers, *outside], worker=worker, lease=lease, now=now)
    if held is None:
        return False
    try:
        if held.name in outside:
            outside[held.name](actor, held.payload)
        with transaction.atomic():
            if held.name in handlers:
                handlers[held.name](actor, held.payload)
            finish(actor, held=held, now=now)
    except Exception as error:
        log.exception("job %s %s failed (attempt %s)", held.job, held.name, held.attempts)
        try:
            fail(actor, held=held, error=f"{type(error).__name__}: {error}", now=now)
        except errors.Conflict:
            log.warning("job %s was taken over by another worker", held.job)
    return True


def forget(actor: Actor, *, before: datetime) -> int:
    """Delete jobs that were done before then; parked ones stay for a person. Returns how many.

    Raises:
        NotPermitted: without jobs.run.
    """
    check(actor, "jobs.run", on=timezone.localdate())
    with transaction.atomic():
        gone, _ = Job.objects.filter(state=Job.State.DONE, ended_at__lt=before).delete()
        if gone:
            record(actor, action="jobs.forget", detail={"before": before, "deleted": gone})
    return gone


def _pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 15 seconds, doubled each time, an hour at most."""
    return min(FIRST_PAUSE * (1 << min(max(attempts - 1, 0), 20)), LONGEST_PAUSE)


def _tell_parked(actor: Actor, job: int, name: str, attempts: int) -> None:
    record(actor, action="jobs.park", subject=f"job:{job}", detail={"name": name, "attempts": attempts})


def _settle(held: Claim, **changes: object) -> None:
    """Change the job if this claim still holds it; one statement, so that only one of two workers can win."""
    mine = Job.objects.filter(pk=held.job, leased_by=held.token, state=Job.State.RUNNING)
    if not mine.update(**changes):
        raise errors.Conflict(
            say("Job {job} is no longer yours: its lease ran out and it was taken over.", job=held.job)
        )
