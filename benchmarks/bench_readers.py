"""What reading costs: a machine-readable zone, and passenger lists in the three forms, up to 50 MB.

pydifact splits the same PAXLST into segments in the same run. It stops there: no traveller, no date, no place of an
error is made of them, so the line beside it is our own splitting, and the whole reading stands apart.
"""

from __future__ import annotations

import csv
import json
import multiprocessing
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from io import StringIO
from itertools import cycle, islice
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))
import recorder

from naungan.engine.documents import mrz
from naungan.engine.documents.encoding import even
from naungan.engine.documents.lists import read_list
from naungan.engine.documents.paxlst import write_paxlst
from naungan.engine.documents.paxlst.segments import Segments
from naungan.engine.records import Identity, Journey, Traveller
from samples.people import make_person, shares
from samples.travellers import presented

SEED, RUNS, TODAY = 20261122, 5, date(2026, 11, 22)
ZONES, READS = 200, 2000
TRAVELLERS, LARGE = 2000, 50_000_000
"""Travellers of a list; bytes of the large list, which is that list again and again."""


def people(count: int) -> list[Identity]:
    """Fictional people as their passports show them."""
    rng = Random(SEED)
    made = (make_person(rng, today=TODAY, custom=custom, state=state) for custom, state in shares(rng, count))
    return [presented(rng, person, TODAY) for person in made]


def zones(found: list[Identity]) -> tuple[list[str], list[str]]:
    """Passport zones of these people: as printed, and with one digit of the second line wrong."""
    rng, clean, wrong = Random(SEED), [], []
    for who in found:
        paper, main = who.documents[0], who.names[0]
        first, second = mrz.write_mrz(
            "TD3", document_code="P", issuer=paper.issuer, number=paper.number, surname=main.surname or main.text,
            given=main.given, nationality=paper.issuer, birth_date=who.births[0], expiry=paper.expires,
        )  # fmt: skip
        clean.append(f"{first}\n{second}")
        at = rng.choice([place for place, sign in enumerate(second) if sign.isdigit()])
        digit = str((int(second[at]) + rng.randrange(1, 10)) % 10)
        wrong.append(f"{first}\n{second[:at]}{digit}{second[at + 1 :]}")
    return clean, wrong


def lists(found: list[Identity]) -> dict[str, tuple[bytes, bytes]]:
    """By form: what stands once at the beginning, and what may follow any number of times."""
    travellers = [Traveller(who, reference=f"ZZ{place:05d}") for place, who in enumerate(found)]
    journey = Journey("ZZ", "ZZ526", "BKK", "KUL", "2026-11-22T14:05", "2026-11-22T17:20")
    paxlst = write_paxlst(travellers, journey, prepared=datetime(2026, 11, 22, 9, tzinfo=UTC), charset="UNOW")
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    lines = []
    for row in travellers:
        who, paper = row.identity, row.identity.documents[0]
        born, expires = str(who.births[0]), str(paper.expires)
        name, state = who.names[0].text, who.nationalities[0]
        writer.writerow((row.reference, name, born, who.sex, state, paper.number, paper.issuer, expires))
        document = {"kind": paper.kind, "number": paper.number, "issuer": paper.issuer, "expires": expires}
        plain = {"reference": row.reference, "name": name, "birth": born, "sex": who.sex, "nationality": state}
        lines.append(json.dumps(plain | {"document": document}, ensure_ascii=False) + "\n")
    header = b"Reference,Name,Date of birth,Sex,Nationality,Passport no,Issuing country,Expiry date\n"
    return {
        "paxlst": (b"", paxlst),
        "csv": (header, table.getvalue().encode()),
        "jsonl": (b"", "".join(lines).encode()),
    }


def pieces(head: bytes, body: bytes, size: int) -> Iterator[bytes]:
    """About `size` bytes of list, as an upload comes: 64 KB at a time, the body again and again."""
    if head:
        yield head
    block = 1 << 16
    parts = [body[start : start + block] for start in range(0, len(body), block)]
    yield from islice(cycle(parts), max(1, round(size / len(body))) * len(parts))


def read_zones(texts: list[str]) -> Callable[[], object]:
    return lambda: [mrz.read(text, today=TODAY) for text in islice(cycle(texts), READS)]


def read(head: bytes, body: bytes, size: int) -> int:
    """Read a list of about `size` bytes to its end; returns the travellers in it."""
    rows = read_list(pieces(head, body, size), today=TODAY)
    return sum(isinstance(row, Traveller) for row in rows)


def large(head: bytes, body: bytes) -> dict[str, float]:
    """Read the large list in a process of its own: speed, and by how much its memory rose above what it began with."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()

    def work() -> None:
        before = resident("VmRSS")
        counted: list[int] = []
        taken = recorder.timed(lambda: counted.append(read(head, body, LARGE)))
        there.send((counted[0], taken.cpu, resident("VmHWM") - before))

    process = fork.Process(target=work)
    process.start()
    rows, cpu, grown = here.recv()
    process.join()
    return {"rows": rows, "rows_per_second": rows / cpu, "mb_per_second": LARGE / 1e6 / cpu, "memory_rose_mb": grown}


def resident(label: str) -> float:
    """Megabytes of this process: VmRSS now, VmHWM the most so far (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(label)) / 1024


def split_by_pydifact(text: str) -> int:
    """The segments that pydifact finds."""
    from pydifact.parser import Parser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of directories that it has no definitions of
        return sum(1 for _ in Parser().parse(text))


def small(body: bytes) -> dict[str, float]:
    """One run over the PAXLST once: split by both, in turns."""
    size, text, found = len(body) / 1e6, body.decode(), []
    ours = recorder.timed(lambda: found.append(sum(1 for _ in Segments(even(body)))))
    theirs = recorder.timed(lambda: found.append(split_by_pydifact(text)))
    assert abs(found[0] - found[1]) <= 1, f"{found} segments"  # one of them counts UNA
    return {
        "split_mb_per_second": size / ours.cpu,
        "split_mb_per_second_pydifact": size / theirs.cpu,
        "split_times_pydifact": theirs.cpu / ours.cpu,
    }


def main() -> None:
    """Everything in turn."""
    found = people(TRAVELLERS)
    clean, wrong = zones(found[:ZONES])
    forms = lists(found)
    for texts in (clean, wrong):
        read_zones(texts)()  # tables are read once a process
    one_zone: dict[str, list[float]] = {"clean_us": [], "wrong_digit_us": []}
    for _ in range(RUNS):
        for name, texts in (("clean_us", clean), ("wrong_digit_us", wrong)):
            one_zone[name].append(recorder.timed(read_zones(texts)).cpu / READS * 1e6)
    splitting = [small(forms["paxlst"][1]) for _ in range(RUNS)]
    figures: dict[str, object] = {
        "zone": {name: recorder.Spread.of(values) for name, values in one_zone.items()},
        "splitting": {name: recorder.Spread.of([run[name] for run in splitting]) for name in splitting[0]},
    }
    for form, (head, body) in forms.items():
        rows = read(head, body, len(body))
        short = [recorder.timed(partial(read, head, body, len(body))).cpu for _ in range(RUNS)]
        whole = large(head, body)
        figures[form] = {
            "rows_per_second": recorder.Spread.of([rows / cpu for cpu in short]),
            "mb_per_second": recorder.Spread.of([len(body) / 1e6 / cpu for cpu in short]),
            **{f"large_{name}": recorder.Spread.of([value]) for name, value in whole.items()},
        }
    recorder.write(
        "readers",
        claim="A zone is read in well under a millisecond, a list of 50 MB in flat memory.",
        seed=SEED,
        setting={
            "zones": ZONES, "reads_a_run": READS, "travellers_a_list": TRAVELLERS, "large_list_bytes": LARGE,
            "list_bytes": {form: len(head + body) for form, (head, body) in forms.items()},
            "note": "CPU time; fictional people; the large list is the small one repeated, read in pieces of 64 KB; "
            "memory is how far a process rose above what it held before it read",
        },
        figures=figures,
    )  # fmt: skip


if __name__ == "__main__":
    main()
