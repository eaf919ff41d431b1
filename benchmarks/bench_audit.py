"""What the audit log costs: rows appended by 1 and by 8 writers, numbered, and verified; SQLite (FULL) and PostgreSQL.

Also the memory that a verification takes for a small and for a large log, which should not differ, and the longest
wait of a writer.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import recorder
import servers

SEED, RUNS, WRITERS, EACH = 20261122, 5, 8, 250
SMALL, VERIFIED = 20_000, 3
LARGE = {"sqlite": 1_000_000, "postgresql": 200_000}


def append(count: int, writer: int) -> list[float]:
    """Transactions of one audit row each; returns their durations."""
    from django.db import transaction

    from naungan.audit.actions import record
    from naungan.engine.accounts import system

    actor, taken = system(f"writer{writer}"), []
    for number in range(count):
        started = time.perf_counter()
        with transaction.atomic():
            record(actor, action="screening.screen", subject=f"entry:{number}", detail={"outcome": "none", "hits": 0})
        taken.append(time.perf_counter() - started)
    return taken


def fill(count: int) -> None:
    """Many rows at once, numbered."""
    from django.db import transaction
    from django.utils import timezone

    from naungan.audit.actions import sequence
    from naungan.audit.models import Content, Row
    from naungan.engine import audit
    from naungan.engine.accounts import system

    columns = {"actor": "system:filler", "action": "screening.screen", "subject": "entry:1"}
    for start in range(0, count, 5000):
        salts, bodies, rows = [], [], []
        for number in range(start, min(start + 5000, count)):
            at, salt = timezone.now(), number.to_bytes(32, "big")
            body = audit.canonical({**columns, "name": "filler", "agency": "", "purpose": "", "detail": {}, "at": at})
            salts.append(salt)
            bodies.append(body)
            rows.append(Row(at=at, commitment=audit.commitment(salt, body)))
        with transaction.atomic():
            made = Row.objects.bulk_create(rows)
            Content.objects.bulk_create(
                Content(row=row, salt=salt, body=body, **columns)
                for row, salt, body in zip(made, salts, bodies, strict=True)
            )
        sequence(system("sequencer"))


def verified() -> float:
    """Verify the log in a process of its own; returns the most memory of its own (no mapped files) in megabytes."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()

    def work() -> None:
        from naungan.audit.queries import verify
        from naungan.engine.accounts import system

        peak = [0.0]
        report = verify(system("verifier"), progress=lambda _done, _of: peak.append(own_memory()))
        assert report.ok, report.findings
        there.send(max(peak))

    process = fork.Process(target=work)
    process.start()
    peak = float(here.recv())
    process.join()
    return peak


def own_memory() -> float:
    """Megabytes of this process that are not mapped files (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def run() -> dict[str, float]:
    """One run on the database as it stands."""
    from django.db import connection

    from naungan.audit.actions import sequence
    from naungan.engine.accounts import system

    found: dict[str, float] = {}
    fork = multiprocessing.get_context("fork")
    sequence(system("sequencer"))
    connection.close()
    for writers in (1, WRITERS):
        before, started = servers.cpu(), time.perf_counter()
        with fork.Pool(writers) as pool:
            taken = [one for some in pool.map(partial(append, EACH), range(writers), chunksize=1) for one in some]
        found[f"appended_per_second_wall_{writers}_writers"] = writers * EACH / (time.perf_counter() - started)
        time.sleep(0.2)  # the server notices that connections are gone
        found[f"cpu_ms_per_append_{writers}_writers"] = (servers.cpu() - before) / (writers * EACH) * 1000
        found[f"append_p99_ms_{writers}_writers"] = recorder.percentile(taken, 0.99) * 1000
        found[f"append_longest_ms_{writers}_writers"] = max(taken) * 1000
    numbering = recorder.timed(lambda: sequence(system("sequencer")))
    found["numbered_per_second_wall"] = (1 + WRITERS) * EACH / numbering.wall
    connection.close()
    return found


def on_database() -> None:
    """All runs; prints the figures."""
    servers.prepare()
    from django.db import connection

    from naungan.audit.models import Row

    runs = [run() for _ in range(RUNS)]
    fill(SMALL - Row.objects.count())
    connection.close()
    small_peak = verified()
    large = LARGE[connection.vendor]
    fill(large - SMALL)
    connection.close()
    large_peaks: list[float] = []
    verifying = [recorder.timed(lambda: large_peaks.append(verified())) for _ in range(VERIFIED)]
    figures = {name: [one[name] for one in runs] for name in runs[0]}
    figures["verified_per_second_cpu_of_verifier"] = [large / one.cpu for one in verifying]
    figures["verified_per_second_wall"] = [large / one.wall for one in verifying]
    figures["verify_memory_mb_small"] = [small_peak]
    figures["verify_memory_mb_large"] = large_peaks
    print(json.dumps(figures))


def main() -> None:
    """Both databases in turn."""
    if sys.argv[1:] == ["on-database"]:
        on_database()
        return
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, url in (("sqlite_full", f"sqlite:///{folder}/audit.sqlite3"), ("postgresql", "postgresql")):
            found[name] = json.loads(servers.child(__file__, url, "on-database").splitlines()[-1])
    recorder.write(
        "audit",
        claim="The audit log keeps up with its writers and verifies in flat memory.",
        seed=SEED,
        setting={
            "rows_each_writer": EACH, "small_log": SMALL, "large_logs": LARGE,
            "sqlite": "WAL, IMMEDIATE, synchronous=FULL", "postgresql": "fsync on, unix socket",
            "note": "writers, server and other work share the cores; one row and its content in each transaction",
        },
        figures={
            database: {name: recorder.Spread.of(values) for name, values in figures.items()}
            for database, figures in found.items()
        },
    )  # fmt: skip


if __name__ == "__main__":
    main()
