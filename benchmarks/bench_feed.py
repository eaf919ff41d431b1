"""Which number should a feed follow? Eight writers on PostgreSQL, one follower, three ways to number.

`sequence`: the database's own sequence, taken when the row is inserted. `counter`: feed.publish, a counter row updated
last in the transaction. `later`: rows are committed without a number and feed.number_waiting numbers them, as the
sequencer of the audit log does. Each transaction also leaves its audit row, as every action does. A row is lost when
the follower has passed its number unseen.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import recorder
import servers

SEED, RUNS, WRITERS, EACH, PAUSE = 20261122, 5, 8, 250, 0.02
WAYS = ("sequence", "counter", "later")


def write_one(way: str, writer: int) -> list[float]:
    """EACH transactions of one writer; returns their durations."""
    from django.db import connection, transaction

    from naungan.audit.actions import record
    from naungan.engine.accounts import system
    from naungan.jobs import feed

    actor, taken = system(f"writer{writer}"), []
    number = {"sequence": "nextval('log_numbers')", "counter": "%s", "later": "NULL"}[way]
    insert = f"INSERT INTO log (number, at) VALUES ({number}, %s)"  # noqa: S608  no input goes in
    for _ in range(EACH):
        started = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            if way != "counter":
                cursor.execute(insert, [time.time()])
            record(actor, action="screening.screen", subject="traveller", detail={"outcome": "none"})
            if way == "counter":
                cursor.execute(insert, [feed.publish("log"), time.time()])
        taken.append(time.perf_counter() - started)
    return taken


def follow(pipe: multiprocessing.connection.Connection) -> None:
    """Read on by number until told to stop; send how many were seen and how long after the insert."""
    from django.db import connection

    position, delays = 0, []
    with connection.cursor() as cursor:
        while not pipe.poll():
            cursor.execute("SELECT number, at FROM log WHERE number > %s ORDER BY number LIMIT 500", [position])
            for number, at in cursor.fetchall():
                position = number
                delays.append(time.time() - at)
            time.sleep(0.001)
    pipe.send(delays)


def number_later() -> None:
    """The sequencer of `later`: numbers what was committed, again and again."""
    from django.db import models

    from naungan.jobs import feed

    class Line(models.Model):
        number = models.BigIntegerField(null=True)

        class Meta:
            app_label, managed, db_table = "jobs", False, "log"

    while True:
        feed.number_waiting("log", Line.objects.filter(number__isnull=True))
        time.sleep(PAUSE)


def run(way: str) -> dict[str, float]:
    """One run of one way on fresh tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS log")
        cursor.execute("DROP SEQUENCE IF EXISTS log_numbers")
        cursor.execute("CREATE SEQUENCE log_numbers")
        cursor.execute(
            "CREATE TABLE log (id BIGSERIAL PRIMARY KEY, number BIGINT UNIQUE, at DOUBLE PRECISION NOT NULL)"
        )
        cursor.execute("CREATE INDEX ON log (id) WHERE number IS NULL")
        cursor.execute("DELETE FROM jobs_feedcounter")
    connection.close()
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()
    follower = fork.Process(target=follow, args=(there,))
    sequencer = fork.Process(target=number_later)
    follower.start()
    if way == "later":
        sequencer.start()
    before, started = servers.cpu(), time.perf_counter()
    with fork.Pool(WRITERS) as pool:
        taken = [one for some in pool.map(partial(write_one, way), range(WRITERS), chunksize=1) for one in some]
    wall = time.perf_counter() - started
    time.sleep(0.5)
    here.send("stop")
    delays = here.recv()
    follower.join()
    if way == "later":
        os.kill(sequencer.pid or 0, signal.SIGKILL)
        sequencer.join()
    time.sleep(0.2)  # the server notices that the killed sequencer's connection is gone
    return {
        "rows": float(WRITERS * EACH),
        "lost": float(WRITERS * EACH - len(delays)),
        "cpu_ms_per_commit": (servers.cpu() - before) / (WRITERS * EACH) * 1000,
        "commits_per_second_wall": WRITERS * EACH / wall,
        "commit_p50_ms": recorder.percentile(taken, 0.5) * 1000,
        "commit_p99_ms": recorder.percentile(taken, 0.99) * 1000,
        "seen_after_p50_ms": recorder.percentile(delays, 0.5) * 1000,
        "seen_after_p99_ms": recorder.percentile(delays, 0.99) * 1000,
    }


def main() -> None:
    """Start a server, run each way in turn, RUNS times, and keep the figures."""
    if sys.argv[1:] == ["on-server"]:
        servers.prepare()
        runs = {way: [] for way in WAYS}
        for _ in range(RUNS):
            for way in WAYS:
                runs[way].append(run(way))
        print(json.dumps(runs))
        return
    found = json.loads(servers.child(__file__, "postgresql", "on-server").splitlines()[-1])
    recorder.write(
        "feed",
        claim="A plain sequence loses rows to a follower; a counter row and numbering later lose none.",
        seed=SEED,
        setting={
            "database": "PostgreSQL, fsync on, unix socket",
            "writers": WRITERS,
            "transactions_each": EACH,
            "transaction": "one log row and one audit row with its content",
            "sequencer_pause_ms": PAUSE * 1000,
            "note": "server, writers, follower and other work share the cores; the ways take turns; CPU is everyone's",
        },
        figures={
            way: {name: recorder.Spread.of([run[name] for run in runs]) for name in runs[0]}
            for way, runs in found.items()
        },
    )


if __name__ == "__main__":
    main()
