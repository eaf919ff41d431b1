"""Many processes on one store: writers beside each other, and workers that are killed at any moment.

`python -m tests.crowd MODULE:SCENARIO SEED` sets Django up once on the store of DATABASE_URL, runs the scenario, and
prints what it returns as JSON. A scenario forks: children cost milliseconds, have their own connection, and can be
killed with SIGKILL.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 180.0


def run(url: str, scenario: str, seed: int) -> object:
    """Run a scenario in a process of its own on the store of `url`; returns what it returned."""
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "naungan.settings"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.crowd", scenario, str(seed)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST + 30, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def migrate(url: str) -> None:
    """Make the tables on the store of `url`."""
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "naungan.settings"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"]
    subprocess.run(command, cwd=ROOT, env=environment, timeout=LONGEST, check=True)


def start(work: Callable[[], object]) -> int:
    """Fork a child that does the work and leaves; returns its process id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001  a child must never go on as its parent
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def together(works: Sequence[Callable[[], object]]) -> None:
    """Do all at once, each in its own process, and wait for all; fails when one failed."""
    join([start(work) for work in works])


def join(children: list[int]) -> None:
    """Wait for children; fails when one failed."""
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert not any(codes), f"children ended with {codes}"


@contextmanager
def hunted(works: list[Callable[[], None]], *, kills: int, dice: Random, longest: float = 0.12) -> Iterator[None]:
    """Keep the endless works alive around the block, while a hunter kills one at random moments and restarts it.

    Fails when one of them ended by itself: they may be killed, but not fail.
    """
    hunter = start(lambda: _hunt(works, kills, dice, longest))
    try:
        yield
    finally:
        os.kill(hunter, signal.SIGTERM)
        code = os.waitstatus_to_exitcode(os.waitpid(hunter, 0)[1])
    assert code == 0, "a worker failed; its error stands above"


def killed(work: Callable[[], None], *, times: int, dice: Random, longest: float) -> None:
    """Start the work again and again, each time killed after a random while; afterwards let it run to its end once."""
    for _ in range(times):
        child = start(work)
        time.sleep(dice.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    join([start(work)])


def _hunt(works: list[Callable[[], None]], kills: int, dice: Random, longest: float) -> None:
    stopping: list[bool] = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    running = {start(work): work for work in works}
    while not stopping:
        time.sleep(dice.uniform(0, longest))
        if kills and not stopping:
            kills -= 1
            victim = dice.choice(sorted(running))
            _kill(victim)
            work = running.pop(victim)
            running[start(work)] = work
    for child in running:
        _kill(child)


def _kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == -signal.SIGKILL, f"it had ended with {code} before it was killed"


def sqlite_url(path: Path) -> str:
    """The DATABASE_URL of an SQLite file."""
    return f"sqlite:///{quote(str(path))}"


def main() -> None:
    """Run one scenario: see the module's first lines."""
    import importlib

    import django

    module, _, name = sys.argv[1].partition(":")
    signal.alarm(int(LONGEST))  # nothing outlives its test
    django.setup()
    found = getattr(importlib.import_module(module), name)(Random(int(sys.argv[2])))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
