"""What the index costs for a register of a million people: to build, keep, open, hold, ask and change.

The people are `crowd.crowd`'s; the travellers are others, as their passports show them: four in ten with rare names of
the same store, some in their own script, some with an unknown or partial date of birth, half with a document. One query
is `prepare` and `scan`, all lanes and scripts on, the evidence in bits of every match included. Beside it rapidfuzz's
`process.cdist` by brute force over the same names: a distance of names, without birth date, document or reasons.

Builds run in forks of the process that made the people. Each run of queries is a new process that imports the engine,
reads the tables of every script (names.read_tables), opens the snapshot and learns the commonest parts of names
(Population.acquaint), as a server does before it listens; so its first query and its memory are those of a server that
starts. A neighbour maps the same files meanwhile, so that what
processes share counts as shared. The first NEW queries of such a process are told apart; and those that come when it
has met some thousands of travellers, for it remembers what agrees with a part of a name.

`--people N` other than the default is a trial: it prints what it found and writes no results.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from django.conf import settings as django
from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).resolve().parent))
import recorder
from crowd import TODAY, crowd
from persons import Maker
from recorder import Spread

from naungan.engine.names import latin_fold, read_tables
from naungan.engine.records import Document, Identity, PartialDate
from naungan.engine.screening import Answer, Candidate, Population, Settings, prepare, scan
from naungan.screening import snapshot
from samples.people import shares
from samples.travellers import presented

SEED, PEOPLE, RUNS = 20261122, 1_000_000, 5
QUERIES, NEW, OTHERS, LIST, LISTED, CHANGES, BRUTE = 1_000, 100, 3_000, 260, 200, 50, 50
OWN_SCRIPT, NO_BIRTH, BIRTH_YEAR, NO_DOCUMENT = 0.1, 0.05, 0.05, 0.5
SETTINGS = Settings()
CROWD = f"{SEED}/crowd"
MARK = "benchmark"

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Task:
    """What one run of queries is given: where the snapshot lies, and who is asked about, listed, added."""

    home: Path
    travellers: list[Identity]
    later: list[Identity]
    """Others, and behind them those who are asked about when a process has met so many names."""
    passengers: list[Identity]
    listed: list[Candidate]
    added: list[Candidate]


def travellers(maker: Maker, count: int, *, seed: str) -> list[Identity]:
    """People whom the register does not hold, as documents and lists show them."""
    rng = Random(seed)
    return [traveller(rng, maker, custom, state) for custom, state in shares(rng, count)]


def traveller(rng: Random, maker: Maker, custom: str, state: str) -> Identity:
    """One of them."""
    made = maker.make(rng, custom, state)
    shown = presented(rng, made.person, TODAY, naming=made.naming)
    if made.own and rng.random() < OWN_SCRIPT:
        shown = replace(shown, names=(rng.choice(made.own),))
    chance = rng.random()
    if chance < NO_BIRTH:
        shown = replace(shown, births=())
    elif chance < NO_BIRTH + BIRTH_YEAR:
        shown = replace(shown, births=(PartialDate(shown.births[0].year),))
    return replace(shown, documents=()) if rng.random() < NO_DOCUMENT else shown


def met(candidate: Candidate) -> Identity:
    """A listed person under the first of their names, with all else that is listed."""
    return replace(candidate.identity, names=candidate.identity.names[:1])


def added(count: int, *, seed: str) -> list[Candidate]:
    """New entries, each with a passport of its own, so that nobody else's name can push them out of an answer."""
    return [
        Candidate(f"NEW-{place}", 1, replace(one.identity, documents=(Document("passport", f"NEW{place:06d}", "ZZZ"),)))
        for place, one in enumerate(crowd(count, seed=seed))
    ]


def at_home(home: Path) -> None:
    """Let the snapshot's functions find their folder; there is no database."""
    django.configure(HOME=str(home), DATABASES={"default": {"ENGINE": "none", "NAME": MARK}})


_held: list[Candidate] = []
"""The people of the register, in the processes that build it: inherited, not sent."""


def built(home: Path) -> Figures:
    """One build in a process of its own, kept as a snapshot."""
    at_home(home)
    entries = memory()["Rss"]
    found: list[Population] = []

    def build() -> None:
        found.append(Population(_held))
        found[0].segments()

    building = recorder.timed(build)
    peak = _status("VmHWM")
    population = found[0]
    keeping = recorder.timed(lambda: snapshot.keep(population, 1, MARK))
    return {
        "cpu_s": building.cpu, "wall_s": building.wall, "entries_mb": entries, "peak_mb": peak,
        "snapshot_cpu_s": keeping.cpu, "snapshot_wall_s": keeping.wall,
        "rows": population.names, "spellings": len(population.segments()[0].segment.spellings),
    }  # fmt: skip


def asked(task: Task) -> dict[str, Figures]:
    """One run in a new process."""
    at_home(task.home)
    opened: list[Population] = []

    def open_it() -> None:
        found = snapshot.open_newest(1, lambda _: MARK)
        assert found is not None, "there is no snapshot"
        opened.append(found.population)

    tables = recorder.timed(read_tables)
    opening = recorder.timed(open_it)
    population = opened[0]
    before = memory()
    learning = recorder.timed(population.acquaint)
    new = [ask(population, identity)[0] for identity in task.travellers[:NEW]]
    answers = [ask(population, identity) for identity in task.travellers[NEW:]]
    after = memory()
    listing = recorder.timed(lambda: [ask(population, identity) for identity in task.passengers])
    for identity in task.later[:OTHERS]:
        ask(population, identity)
    later = [ask(population, identity)[0] for identity in task.later[OTHERS:]]
    return {
        "opening": {"tables_cpu_ms": tables.cpu * 1000, "cpu_ms": opening.cpu * 1000, "wall_ms": opening.wall * 1000}
        | {"acquainted_cpu_ms": learning.cpu * 1000, "first_query_ms": new[0]}
        | {f"first_{NEW}_queries_{name}": value for name, value in spread(new[1:]).items()},
        "query": spread([took for took, _ in answers])
        | {"with_a_match_share": sum(bool(answer.matches) for _, answer in answers) / len(answers)},
        f"query_after_{QUERIES + OTHERS}_others": spread(later),
        "query_for_a_listed_person": listed(population, task.listed),
        "list_of_260": {"cpu_s": listing.cpu},
        "change": changed(population, task.added),
        "memory": {
            "opened_mb": before["Rss"], "answered_mb": after["Rss"],
            "private_mb": after["Private_Clean"] + after["Private_Dirty"],
            "shared_mb": after["Shared_Clean"] + after["Shared_Dirty"],
        },
    }  # fmt: skip


def ask(population: Population, identity: Identity) -> tuple[float, Answer]:
    """One query from the identity to the answer, and its CPU milliseconds."""
    started = time.process_time()
    answer = scan(population, prepare(identity), settings=SETTINGS)
    return (time.process_time() - started) * 1000, answer


def listed(population: Population, candidates: Sequence[Candidate]) -> Figures:
    """Queries that have an answer, and how many of them do."""
    found = [(ask(population, met(one)), one.entry) for one in candidates]
    hits = sum(any(match.entry == entry for match in answer.matches) for (_, answer), entry in found)
    return spread([took for (took, _), _ in found]) | {"found_share": hits / len(found)}


def changed(population: Population, candidates: Sequence[Candidate]) -> Figures:
    """CPU milliseconds from a change until a query has seen it."""
    seen, gone = [], []
    for one in candidates:
        started = time.process_time()
        population.put(one)
        _, answer = ask(population, met(one))
        seen.append((time.process_time() - started) * 1000)
        assert any(match.entry == one.entry for match in answer.matches), f"{one.entry} was added and is not found"
    for one in candidates:
        started = time.process_time()
        population.withdraw(one.entry)
        _, answer = ask(population, met(one))
        gone.append((time.process_time() - started) * 1000)
        assert all(match.entry != one.entry for match in answer.matches), f"{one.entry} was withdrawn and is found"
    return {f"added_{name}": value for name, value in spread(seen).items()} | {
        f"withdrawn_{name}": value for name, value in spread(gone).items()
    }


def spread(taken: Sequence[float]) -> Figures:
    """p50, p90, p99 and the greatest of milliseconds."""
    found = {f"p{share}_ms": recorder.percentile(taken, share / 100) for share in (50, 90, 99)}
    return found | {"max_ms": max(taken)}


def brute(names: Path, wanted: Sequence[str]) -> Figures:
    """All names by rapidfuzz, one query at a time, in a process of its own."""
    held = names.read_text(encoding="utf-8").splitlines()
    taken = []
    for text in wanted:
        started = time.process_time()
        process.cdist([text], held, scorer=fuzz.token_sort_ratio, score_cutoff=70, workers=1)
        taken.append((time.process_time() - started) * 1000)
    return spread(taken)


def folded(identity: Identity) -> Iterator[str]:
    """The names of a person in plain Latin letters, as rapidfuzz compares them."""
    for name in identity.names:
        yield " ".join(filter(None, map(latin_fold, name.text.split())))


def memory() -> Figures:
    """What this process holds, in MB: Rss and its parts."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="utf-8").splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}


def _status(label: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(label))


def neighbour(home: Path, ready: Event, done: Event) -> None:
    """Another process that has read the whole snapshot through."""
    columns = [np.load(path, mmap_mode="r") for path in home.rglob("*.npy")]
    sum(int(column.view(np.uint8).reshape(-1)[::4096].sum(dtype=np.int64)) for column in columns if column.size)
    ready.set()
    done.wait()


def alone(way: str, work: Callable[..., Figures], *given: object) -> Figures:
    """The work in a process of its own (fork or spawn)."""
    with multiprocessing.get_context(way).Pool(1) as pool:
        return pool.apply(work, given)


def register(people: int, home: Path, builds: int) -> tuple[list[Figures], Figures, list[list[Candidate]]]:
    """Makes the people, builds and keeps; the figures, what is held, and for each run some of the people."""
    _held.extend(crowd(people, seed=CROWD))
    words: set[str] = set()
    names = 0
    with (home / "names.txt").open("w", encoding="utf-8") as lines:
        for one in _held:
            for text in folded(one.identity):
                lines.write(f"{text}\n")
                words.update(text.split())
                names += 1
    runs = [alone("fork", built, home) for _ in range(builds)]
    rng = Random(f"{SEED}/listed")
    some = [rng.sample(_held, min(LISTED, people)) for _ in range(RUNS)]
    newest = max((home / "snapshots").glob("*/[0-9]*"), key=lambda path: path.stat().st_mtime)
    size = sum(path.stat().st_size for path in newest.iterdir()) / 2**20
    counts = {"people": people, "names": names, "distinct_words": len(words), "snapshot_mb": size}
    counts |= {name: runs[0].pop(name) for name in ("rows", "spellings")}
    _held.clear()
    gc.collect()
    return [{name: one[name] for name in runs[0]} for one in runs], counts, some


def measured(people: int, builds: int, home: Path) -> dict[str, dict[str, Spread]]:
    """Everything, as the results file has it."""
    builds_made, counts, some = register(people, home, builds)
    maker = Maker(seed=CROWD, size=people)
    spawn = multiprocessing.get_context("spawn")
    ready, done = spawn.Event(), spawn.Event()
    beside = spawn.Process(target=neighbour, args=(home, ready, done))
    beside.start()
    ready.wait()
    runs: list[dict[str, Figures]] = []
    try:
        for number in range(RUNS):
            strangers = travellers(maker, NEW + QUERIES, seed=f"{SEED}/travellers/{number}")
            passengers = travellers(maker, LIST, seed=f"{SEED}/passengers/{number}")
            more = travellers(maker, OTHERS + QUERIES, seed=f"{SEED}/later/{number}")
            task = Task(home, strangers, more, passengers, some[number], added(CHANGES, seed=f"{SEED}/added/{number}"))
            found = alone("spawn", asked, task)
            wanted = [text for one in strangers for text in folded(one) if text][:BRUTE]
            runs.append(found | {"rapidfuzz_brute_force": alone("spawn", brute, home / "names.txt", wanted)})
    finally:
        done.set()
        beside.join()
    kept = {"register": {name: Spread.of([value]) for name, value in counts.items()}}
    kept["build"] = {name: Spread.of([one[name] for one in builds_made]) for name in builds_made[0]}
    for part, values in runs[0].items():
        kept[part] = {name: Spread.of([one[part][name] for one in runs]) for name in values}
    return kept


def main() -> None:
    """Measure; keep the figures unless it is a trial."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=PEOPLE, help="how many the register holds")
    parser.add_argument("--builds", type=int, default=RUNS, help="how often it is built")
    told = parser.parse_args()
    with TemporaryDirectory(prefix="naungan-index-") as home:
        kept = measured(told.people, told.builds, Path(home))
    if told.people != PEOPLE:
        medians = {part: {name: value.median for name, value in values.items()} for part, values in kept.items()}
        print(json.dumps(medians, indent=2))
        return
    recorder.write(
        "index",
        claim="Among a million people one traveller is answered, with reasons, in milliseconds, and so is who was "
        "listed a moment ago.",
        seed=SEED,
        setting={
            "queries_a_run": QUERIES, "listed_people_asked_a_run": LISTED, "changes_a_run": CHANGES,
            "peer": f"rapidfuzz process.cdist, token_sort_ratio, cutoff 70, one thread, {BRUTE} queries a run, names "
            "folded beforehand",
            "note": "CPU time of one process; the people are fictional, 40 % with made-up rare names; the travellers "
            f"of query are no entries, {OWN_SCRIPT:.0%} of those who have one in their own script, {NO_BIRTH:.0%} "
            f"without and {BIRTH_YEAR:.0%} with only the year of birth, {NO_DOCUMENT:.0%} without document; first "
            "query: in a process that has only just opened; entries mb: what the process held before it built; "
            "private mb: with Python and its libraries, beside a process that maps the same snapshot",
        },
        figures=kept,
    )  # fmt: skip


if __name__ == "__main__":
    main()
