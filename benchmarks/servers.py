"""The databases that benchmarks run on: an SQLite file, or a PostgreSQL server of its own that syncs to disk."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def child(script: str, url: str, *words: str) -> str:
    """Run the script as a process on the database of `url` ("postgresql" starts a server); returns what it printed."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "naungan.settings", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, script, *words]
    if url == "postgresql":
        command = [str(ROOT / "tools" / "postgres"), "--durable", *command]
    else:
        environment["DATABASE_URL"] = url
    done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def cpu() -> float:
    """CPU seconds so far of this process, of children that it waited for, and of connections that the server ended."""
    from django.db import connection

    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    spent = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (backend,) = cursor.fetchone()
        postmaster = _stat(backend)[1]
        spent += sum(int(_stat(int(postmaster))[place]) for place in (13, 14)) / os.sysconf("SC_CLK_TCK")
        connection.close()
    return spent


def _stat(process: int) -> list[str]:
    """/proc/PROCESS/stat from the state on: 1 is the parent; 13 and 14 the CPU ticks of children that it waited for."""
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()


def prepare() -> None:
    """Set Django up in the child and make its tables."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
