"""What the crowd does with feeds and jobs: scenarios of tests/crowd.py."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from functools import partial
from random import Random

from django.db import connection, models, transaction

from naungan.engine.accounts import Actor, system
from naungan.jobs import actions, feed
from naungan.jobs.models import Job
from tests import crowd

WORKER = system("worker")
WRITERS, EACH = 8, 25


def _table(name: str, columns: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} ({columns})")
    connection.close()  # forks must not share it


def _rows(sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


# --- feeds ---
def _write(writer: int, seed: int) -> None:
    dice = Random(seed)
    for number in range(EACH):
        with transaction.atomic():
            count = dice.choice((1, 1, 3))
            time.sleep(dice.uniform(0, 0.002))
            first = feed.publish("changes", count)
            for place in range(count):
                _rows("INSERT INTO change VALUES (%s, %s)", (first + place, f"{writer}:{number}:{place}"))
            transaction.set_rollback(dice.random() < 0.1)  # who changes their mind gives the numbers back


def _follow(follower: str, seed: int) -> None:
    dice = Random(seed + os.getpid())
    while True:
        with feed.reading("changes", follower=follower) as cursor:
            found = _rows(
                "SELECT number, what FROM change WHERE number > %s ORDER BY number LIMIT 7", (cursor.position,)
            )
            for number, what in found:
                _rows("INSERT INTO seen VALUES (%s, %s, %s)", (follower, number, what))
                cursor.position = int(str(number))
            time.sleep(dice.uniform(0, 0.004))
        time.sleep(0.001)


def feed_under_fire(dice: Random) -> dict[str, object]:
    """Eight writers, two followers that are killed at random moments."""
    _table("change", "number BIGINT PRIMARY KEY, what VARCHAR(40) NOT NULL")
    _table("seen", "follower VARCHAR(10), number BIGINT, what VARCHAR(40) NOT NULL")
    followers = [partial(_follow, name, dice.getrandbits(30)) for name in ("one", "two")]
    with crowd.hunted(followers, kills=25, dice=dice):
        crowd.together([partial(_write, writer, dice.getrandbits(30)) for writer in range(WRITERS)])
        written = _rows("SELECT number, what FROM change ORDER BY number")
        deadline = time.monotonic() + 60
        while _rows("SELECT count(*) FROM seen")[0][0] < 2 * len(written) and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.2)  # long enough to repeat something
    seen = {
        name: _rows("SELECT number, what FROM seen WHERE follower = %s ORDER BY number", (name,))
        for name in ("one", "two")
    }
    return {"written": written, "head": feed.head("changes"), "seen": seen}


# --- a busy log, numbered later ---
class Line(models.Model):
    """A row of a busy log, in the process of this scenario only."""

    number = models.BigIntegerField(null=True, unique=True)
    what = models.CharField(max_length=40)

    class Meta:
        app_label = "jobs"
        managed = False
        db_table = "line"

    def __str__(self) -> str:
        return self.what


def _log(writer: int, seed: int) -> None:
    dice = Random(seed)
    for number in range(EACH):
        with transaction.atomic():
            Line.objects.create(what=f"{writer}:{number}")
            time.sleep(dice.uniform(0, 0.004))
            transaction.set_rollback(dice.random() < 0.1)


def _number_on() -> None:
    while True:
        feed.number_waiting("lines", Line.objects.filter(number__isnull=True), limit=5)
        time.sleep(0.001)


def _follow_lines(seed: int) -> None:
    dice = Random(seed + os.getpid())
    while True:
        with feed.reading("lines", follower="one") as cursor:
            for line in Line.objects.filter(number__gt=cursor.position).order_by("number")[:7]:
                _rows("INSERT INTO seen VALUES ('one', %s, %s)", (line.number, line.what))
                cursor.position = line.number or 0
        time.sleep(dice.uniform(0, 0.004))


def log_under_fire(dice: Random) -> dict[str, object]:
    """Eight writers of rows without a number, two who number them and a follower, who are killed at random moments."""
    with connection.schema_editor() as editor:
        editor.create_model(Line)
    _table("seen", "follower VARCHAR(10), number BIGINT, what VARCHAR(40) NOT NULL")
    with crowd.hunted([_number_on, _number_on, partial(_follow_lines, dice.getrandbits(30))], kills=25, dice=dice):
        crowd.together([partial(_log, writer, dice.getrandbits(30)) for writer in range(WRITERS)])
        written = Line.objects.count()
        deadline = time.monotonic() + 60
        while _rows("SELECT count(*) FROM seen")[0][0] < written and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.1)
    lines = list(Line.objects.order_by("number").values_list("number", "what"))
    return {
        "written": lines,
        "head": feed.head("lines"),
        "seen": _rows("SELECT number, what FROM seen ORDER BY number"),
    }


# --- jobs ---
def _effect(_actor: Actor, payload: actions.Payload) -> None:
    _rows("INSERT INTO effect VALUES (%s)", (payload["number"],))
    time.sleep(0.001)


def _work() -> None:
    while actions.work_once(
        WORKER, handlers={"count": _effect}, worker=f"w{os.getpid()}", lease=timedelta(seconds=0.4)
    ):
        pass


def _work_on() -> None:
    while True:
        _work()
        time.sleep(0.005)


def _ask(writer: int) -> None:
    for number in range(EACH):
        with transaction.atomic():  # every job is asked for by two writers
            actions.enqueue(
                WORKER, name="count", payload={"number": f"{writer % 4}:{number}"}, key=f"{writer % 4}:{number}"
            )


def jobs_under_fire(dice: Random) -> dict[str, object]:
    """Eight askers, two for each job, before three workers that are killed at random moments."""
    _table("effect", "what VARCHAR(40) NOT NULL")
    crowd.together([partial(_ask, writer) for writer in range(WRITERS)])
    asked = Job.objects.count()
    connection.close()
    with crowd.hunted([_work_on] * 3, kills=20, dice=dice, longest=0.08):
        deadline = time.monotonic() + 60
        while Job.objects.exclude(state="done").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
    effects = sorted(str(row[0]) for row in _rows("SELECT what FROM effect"))
    states = sorted(Job.objects.values_list("state", flat=True).distinct())
    return {"asked": asked, "effects": effects, "states": states}
