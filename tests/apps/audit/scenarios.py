"""What the crowd does with the audit log: scenarios of tests/crowd.py."""

from __future__ import annotations

import time
from functools import partial
from random import Random

from django.db import connection, transaction

from naungan.audit import actions, queries
from naungan.audit.models import Row
from naungan.engine.accounts import Actor, system
from tests import crowd
from tests.actors import actor

SEQUENCER = system("sequencer")
WRITERS, EACH = 8, 30


def _write(who: Actor, seed: int) -> None:
    dice = Random(seed)
    for number in range(EACH):
        with transaction.atomic():
            actions.record(who, action="register.open", subject=f"entry:{number}")
            time.sleep(dice.uniform(0, 0.004))
            transaction.set_rollback(dice.random() < 0.1)


def _sequence_on() -> None:
    while True:
        actions.sequence(SEQUENCER)
        time.sleep(0.002)


def sequencers_at_once(_dice: Random) -> dict[str, object]:
    """Four sequencers number 200 rows in batches of 5, all at once; one that does not wait for the others fails."""
    for number in range(200):
        with transaction.atomic():
            actions.record(SEQUENCER, action="register.open", subject=f"entry:{number}")
    connection.close()
    actions.BATCH = 5
    crowd.together([partial(actions.sequence, SEQUENCER)] * 4)
    report = queries.verify(SEQUENCER)
    return {"findings": report.found, "size": report.size, "checkpoints": report.checkpoints}


def log_under_fire(dice: Random) -> dict[str, object]:
    """Eight writers, two sequencers at once that are killed at random moments, and a verifier that looks on."""
    reports = []
    with crowd.hunted([_sequence_on] * 2, kills=25, dice=dice):
        children = [
            crowd.start(partial(_write, actor("analyst", name=f"user:{writer}"), dice.getrandbits(30)))
            for writer in range(WRITERS)
        ]
        for _ in range(5):
            time.sleep(0.05)
            reports.append(queries.verify(SEQUENCER).findings)
        connection.close()
        crowd.join(children)
        deadline = time.monotonic() + 60
        while Row.objects.filter(number__isnull=True).exists() and time.monotonic() < deadline:
            time.sleep(0.02)
    report = queries.verify(SEQUENCER)
    numbers = list(Row.objects.order_by("number").values_list("number", flat=True))
    return {
        "during": [str(finding) for findings in reports for finding in findings],
        "after": [str(finding) for finding in report.findings],
        "waiting": report.waiting,
        "size": report.size,
        "numbers": numbers,
        "kept": Row.objects.filter(content__isnull=False).count(),
    }
