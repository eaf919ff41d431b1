"""A whole node, as people meet it: from an empty folder to the answer at a counter.

`naungan demo --no-serve` twice, the import by itself, then `naungan serve` with two workers, and a client that puts
travellers' zones to the counter over one connection and over four at once, with a logged-in session.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))
import recorder
import servers

SEED, RUNS, STARTS, PEOPLE = 20261122, 3, 3, 2000
WORKERS, ANSWERS, CONNECTIONS = 2, 300, (1, 4)
PASSWORD = "naungan-sample-2026"  # noqa: S105 - published: fictional people only
NAUNGAN = (sys.executable, "-m", "naungan")


def environment(home: Path) -> dict[str, str]:
    """What a node in this folder is started with."""
    return os.environ | {"NAUNGAN_HOME": str(home), "PYTHONPATH": str(servers.ROOT), "DATABASE_URL": ""}


def demo(home: Path) -> recorder.Timed:
    """The main job on fictional people, to the end of its printed outcome."""
    command = [*NAUNGAN, "demo", "--no-serve"]
    work = partial(subprocess.run, command, env=environment(home), cwd=servers.ROOT, capture_output=True, check=True)
    return recorder.timed(work)


def demos(folder: Path) -> dict[str, float]:
    """A first and a second run in one folder."""
    first, second = demo(folder), demo(folder)
    return {
        "first_wall_s": first.wall, "first_cpu_s": first.cpu,
        "second_wall_s": second.wall, "second_cpu_s": second.cpu,
    }  # fmt: skip


def import_once() -> None:
    """The main file of the samples into an empty register; prints rows, wall and CPU seconds."""
    servers.prepare()
    from django.utils import timezone

    from naungan.engine.accounts import system
    from naungan.register import actions, sources
    from samples import import_options, make

    today = timezone.localdate()
    with tempfile.TemporaryDirectory() as folder:
        made = make(Path(folder), seed=SEED, people=PEOPLE, today=today)
        options = import_options(made.register, today)
        found: list[int] = []

        def work() -> None:
            rows = sources.proposals(made.register, options=options, today=today, mapping=made.mapping)
            actor = system("benchmark", role="command-line")
            found.append(actions.import_entries(actor, rows=rows, name=made.register.name).rows)

        taken = recorder.timed(work)
    print(json.dumps({"rows": found[0], "wall": taken.wall, "cpu": taken.cpu}))


def importing(folder: Path, number: int) -> dict[str, float]:
    """One import into a database of its own."""
    told = json.loads(servers.child(__file__, f"sqlite:///{folder}/import{number}.sqlite3", "import").splitlines()[-1])
    return {
        "rows": told["rows"],
        "rows_per_second_wall": told["rows"] / told["wall"],
        "cpu_ms_per_row": told["cpu"] / told["rows"] * 1000,
    }


@contextmanager
def serving(home: Path) -> Iterator[tuple[int, int, float]]:
    """A served node: its port, its process, and the seconds until its first page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = time.perf_counter()
    command = [*NAUNGAN, "serve", "--port", str(port), "--workers", str(WORKERS)]
    process = subprocess.Popen(command, env=environment(home), cwd=servers.ROOT, stderr=subprocess.DEVNULL)
    try:
        while not answers(port):
            assert process.poll() is None, "the node did not start"
            time.sleep(0.01)
        yield port, process.pid, time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def answers(port: int) -> bool:
    """Whether the page to log in comes."""
    try:
        return request(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "GET", "/login", {})[0] == 200
    except ConnectionError:
        return False


def request(
    connection: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], **fields: str
) -> tuple[int, str, list[str]]:
    """Status, text and cookies of one request."""
    form = {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}
    connection.request(method, path, urlencode(fields) if method == "POST" else None, headers | form)
    response = connection.getresponse()
    cookies = [value.partition(";")[0].strip() for value in response.headers.get_all("set-cookie") or []]
    return response.status, response.read().decode(), cookies


def log_in(port: int) -> dict[str, str]:
    """The headers of a counter officer who has logged in, as the counter's page sends them."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    token_cookie = request(connection, "GET", "/login", {})[2]
    token = token_cookie[0].partition("=")[2]
    cookie = {"Cookie": "; ".join(token_cookie)}
    typed = {"username": "counter-officer", "password": PASSWORD, "csrfmiddlewaretoken": token}
    status, text, cookies = request(connection, "POST", "/login", cookie, **typed)
    assert status == 302, re.sub(r"<[^>]*>", " ", text)
    token = next(value for value in cookies if value.startswith("csrftoken=")).partition("=")[2]
    return {"Cookie": "; ".join(cookies), "X-CSRFToken": token, "HX-Request": "true"}


def zones(count: int) -> list[str]:
    """Passport zones of fictional travellers."""
    from naungan.engine.documents import mrz
    from samples.people import make_person, shares
    from samples.travellers import presented

    rng, today, found = Random(SEED), date.today(), []  # noqa: DTZ011 - expiries lie ahead of it
    for custom, state in shares(rng, count):
        who = presented(rng, make_person(rng, today=today, custom=custom, state=state), today)
        paper, main = who.documents[0], who.names[0]
        lines = mrz.write_mrz(
            "TD3", document_code="P", issuer=paper.issuer, number=paper.number, surname=main.surname or main.text,
            given=main.given, nationality=paper.issuer, birth_date=who.births[0], sex=who.sex, expiry=paper.expires,
        )  # fmt: skip
        found.append("\n".join(lines))
    return found


def ask(port: int, headers: dict[str, str], texts: list[str]) -> list[float]:
    """Put each zone to the counter over one connection; returns the seconds until each answer was there."""
    connection, taken = http.client.HTTPConnection("127.0.0.1", port), []
    for text in texts:
        started = time.perf_counter()
        status, page, _ = request(connection, "POST", "/screening/counter", headers, text=text)
        taken.append(time.perf_counter() - started)
        assert status == 200, page
    return taken


def workers(process: int) -> list[int]:
    """The server's worker processes: its children that carry its own command line."""
    own = Path(f"/proc/{process}/cmdline").read_bytes()
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [int(child) for child in children if Path(f"/proc/{child}/cmdline").read_bytes() == own]


def spent(processes: list[int]) -> float:
    """CPU seconds of these processes so far."""
    stats = [Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split() for one in processes]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def memory(process: int) -> float:
    """Megabytes of one process, shared pages counted by their share (Pss)."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def at_counter(home: Path) -> dict[str, dict[str, float]]:
    """One start of the server, and what a counter sees of it."""
    texts = zones(ANSWERS)
    found: dict[str, dict[str, float]] = {}
    fork = multiprocessing.get_context("fork")
    with serving(home) as (port, process, started):
        headers, own = log_in(port), workers(process)
        first = ask(port, headers, texts[:1])[0]
        found["start"] = {"first_page_s": started, "first_answer_ms": first * 1000}
        for _ in range(8):  # fresh connections, so that each worker has answered
            ask(port, headers, texts[:2])
        for count in CONNECTIONS:
            parts = [texts[place::count] for place in range(count)]
            before = spent(own)
            with fork.Pool(count) as pool:
                taken = [one for some in pool.map(partial(ask, port, headers), parts, chunksize=1) for one in some]
            found[f"counter_{count}_connection{'s'[: count - 1]}"] = {
                **{f"answer_p{share}_ms": recorder.percentile(taken, share / 100) * 1000 for share in (50, 95, 99)},
                "worker_cpu_ms_per_answer": (spent(own) - before) / len(taken) * 1000,
            }
        found["memory"] = {"mb_per_worker": sum(map(memory, own)) / len(own)}
    return found


def spread(runs: list[dict[str, float]]) -> dict[str, recorder.Spread]:
    """The figures of several runs."""
    return {name: recorder.Spread.of([run[name] for run in runs]) for name in runs[0]}


def main() -> None:
    """Everything in turn, each part RUNS times."""
    if sys.argv[1:] == ["import"]:
        import_once()
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        homes = [folder / f"node{number}" for number in range(RUNS)]
        demonstrated = [demos(home) for home in homes]
        imported = [importing(folder, number) for number in range(RUNS)]
        served = [at_counter(homes[0]) for _ in range(STARTS)]
    figures = {"demo": spread(demonstrated), "import": spread(imported)}
    figures |= {part: spread([one[part] for one in served]) for part in served[0]}
    recorder.write(
        "node",
        claim="One counter has its answer well within 200 ms; of several at once, some wait for SQLite's one writer.",
        seed=SEED,
        setting={
            "people": PEOPLE, "database": "SQLite in a fresh folder, WAL, synchronous=FULL", "workers": WORKERS,
            "answers_a_run": ANSWERS, "server": "naungan serve (Granian, WSGI), with its timers' process beside it",
            "note": "answers are timed by a client on the same machine and include its own work and the loopback; "
            "each leaves its screening and its audit row; memory is proportional (Pss); the demo leaves out the "
            "making of .venv; server, client and other work share the cores",
        },
        figures=figures,
    )  # fmt: skip


if __name__ == "__main__":
    main()
