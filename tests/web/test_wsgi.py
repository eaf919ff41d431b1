"""What a server runs: it starts without a database, and with one the first answer is as quick as the next."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def start(home: Path, code: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"NAUNGAN_HOME": str(home), "DATABASE_URL": f"sqlite:///{home}/naungan.sqlite3"}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )


def test_a_server_starts_where_the_tables_are_missing_and_says_so(tmp_path: Path) -> None:
    done = start(tmp_path, "from naungan.wsgi import application; print(callable(application))")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "True"
    assert "waits for the database" in done.stderr


def test_the_index_is_built_before_the_first_question(tmp_path: Path) -> None:
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "import naungan.wsgi\n"
        "from naungan.screening import index; print(index._process.position)"
    )
    done = start(tmp_path, code)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == 0, "the head of an empty register, no longer -1"
