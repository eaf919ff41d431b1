"""Work that nobody waits for: a table of timers, each a named action with a period.

A worker may die at any moment and another may start beside it: each action takes its own lock or lease and
commits what it has done. Nothing is lost; a late worker catches up.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import close_old_connections, connection
from django.utils import timezone

from naungan.accounts import actions as accounts
from naungan.audit import actions as audit
from naungan.engine.accounts import Actor, system
from naungan.jobs import actions as jobs
from naungan.movements import actions as movements
from naungan.notices import actions as notices
from naungan.screening import actions as screening

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Timer:
    """An action that runs every `period` seconds."""

    name: str
    action: Callable[[Actor], object]
    period: float


KEEP_JOBS = timedelta(days=30)


def forget_jobs(actor: Actor) -> int:
    """Delete what was done a month ago."""
    return jobs.forget(actor, before=timezone.now() - KEEP_JOBS)


TIMERS = (
    Timer("audit.sequence", audit.sequence, 0.5),
    Timer("screening.number", screening.number, 0.5),
    Timer("screening.clear", screening.clear, 1.0),
    Timer("screening.sweep", screening.sweep, 600.0),
    Timer("screening.keep_snapshot", screening.keep_snapshot, 60.0),
    Timer("movements.follow", movements.follow, 1.0),
    Timer("notices.deliver", notices.deliver, 5.0),
    Timer("jobs.recover", jobs.recover, 30.0),
    Timer("jobs.forget", forget_jobs, 3600.0),
    Timer("accounts.forget_brakes", accounts.forget_brakes, 3600.0),
    Timer("screening.forget", screening.forget, 3600.0),
    Timer("movements.forget", movements.forget, 3600.0),
)


def run(stop: threading.Event, *, parent: int | None = None, once: bool = False) -> None:
    """Run the timers until `stop` is set, or until process `parent` is gone (a server that was killed)."""
    due = dict.fromkeys((timer.name for timer in TIMERS), 0.0)
    while not stop.is_set():
        if parent is not None and os.getppid() != parent:
            return
        now = time.monotonic()
        for timer in TIMERS:
            if now >= due[timer.name]:
                run_timer(timer)
                due[timer.name] = time.monotonic() + timer.period
        if once:
            return
        stop.wait(max(0.05, min(due.values()) - time.monotonic()))


def run_timer(timer: Timer) -> None:
    """Run one timer as its own system actor; a failure is logged and does not stop the others."""
    try:
        timer.action(system(f"worker:{timer.name}"))
    except Exception:
        log.exception("timer %s failed; it runs again in %s s", timer.name, timer.period)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
    finally:
        close_old_connections()
