"""Naungan end to end beside nomenklatura's blocking index with logic-v2, over the same people and the same queries.

The people are fictional, as persons.Maker makes them, by the customs and states of the samples. Those who are asked
about are listed people of ASEAN states as they are met: half under the noise of pairs.noisy (spelt otherwise, in
another order, short of a word or a link, a slip, written together, or as it is), half under that of noise.py, whose mix
is that of the aliases of sanctions lists and much harder; all with the slips of pairs.SLIPS in their dates of birth.
Beside them, as many are asked about whom nobody listed. Both sides are told names, dates of birth and nationality
alone; the peer as FollowTheMoney entities of schema Person with name, alias, birthDate and nationality.

An answer is what reaches the threshold of each: .70 of logic-v2, the lower one of Naungan's settings. Found: the listed
person is in the answer; first: at its head. Thresholds are choices: `at_peers_alarms` is what Naungan finds at the one
at which no more strangers have an answer than the peer gives one, `at_naungans_alarms` the opposite. Each has answered
a few others before it is timed.

`--people N` other than the default is a trial: it prints what it found and writes no results.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import pairs
import recorder
import scorers
from aliases import Absent
from persons import TODAY, Made, Maker
from recorder import Spread
from scorers import DEFAULTS, LOGIC, Person

from naungan.engine.records import Identity
from naungan.engine.screening import Candidate, Population, Settings, prepare, scan
from naungan.engine.tables import countries
from samples.people import shares
from samples.travellers import presented

SEED, PEOPLE, QUERIES, FIRST = 20261122, 100_000, 100, 10
KINDS = ("noise", "aliases")
"""How listed people are met: by pairs.noisy, by noise.noisy."""

SETTINGS, WIDE = Settings(), Settings(possible_from=1e-6, limit=1_000)
"""WIDE: all that could matter at any threshold; not timed."""

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of a kind, and which entry it should find; none for a stranger."""

    id: str
    kind: str
    person: Person
    entry: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """Everybody who is listed, and whom both are asked about: first those who are not timed."""

    people: dict[str, Person]
    first: list[Asked]
    queries: list[Asked]


@dataclass(frozen=True, slots=True)
class Answered:
    """Who is in an answer, the strongest first, and what it took in milliseconds; `scores`: of those below as well."""

    entries: tuple[str, ...]
    cpu: float
    wall: float
    scores: Mapping[str, float]


def told(identity: Identity) -> Person:
    """What both are told of a person."""
    names = tuple(name.text for name in identity.names)
    return Person(names, tuple(map(str, identity.births)), identity.nationalities)


def world(count: int) -> World:
    """People, some of them met again, and strangers."""
    rng = Random(f"{SEED}/world")
    maker = Maker(seed=f"{SEED}/world", size=count)
    made = [maker.make(rng, custom, state) for custom, state in shares(rng, count)]
    near = [place for place, one in enumerate(made) if one.person.state in pairs.ASEAN]
    chosen = [(place, KINDS[number % 2]) for number, place in enumerate(rng.sample(near, QUERIES + FIRST))]
    met = [
        Asked(f"Q-{number}", kind, noisy(rng, maker, made[place], kind), f"ZZ-{place}")
        for number, (place, kind) in enumerate(chosen)
    ]
    homes = [(custom, state) for custom, state in shares(rng, 4 * QUERIES) if state in pairs.ASEAN][:QUERIES]
    strangers = [
        Asked(f"S-{number}", "stranger", told(maker.clean(rng, custom, state).identity))
        for number, (custom, state) in enumerate(homes)
    ]
    people = {f"ZZ-{place}": told(one.identity) for place, one in enumerate(made)}
    return World(people, met[:FIRST], met[FIRST:] + strangers)


def noisy(rng: Random, maker: Maker, made: Made, kind: str) -> Person:
    """A listed person as they are met."""
    if kind == "aliases":
        return told(maker.met(rng, made).identity)
    shown = presented(rng, made.person, TODAY, naming=made.naming)
    name = pairs.noisy(rng, replace(made.person, naming=made.naming), shown.names[0].text)
    return Person((name,), (pairs.slipped(rng, str(shown.births[0])),), shown.nationalities)


def ours(given: World) -> tuple[Figures, list[Answered]]:
    """Naungan: build, then ask one by one."""
    population = Population()

    def build() -> None:
        for entry, person in given.people.items():
            population.put(Candidate(entry, 1, scorers.identity(person)))
        population.segments()

    building = recorder.timed(build)
    for one in given.first:
        scan(population, prepare(scorers.identity(one.person)), settings=SETTINGS)
    found = []
    for one in given.queries:
        cpu, wall = time.process_time(), time.perf_counter()
        answer = scan(population, prepare(scorers.identity(one.person)), settings=SETTINGS)
        took = (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000
        whole = scan(population, prepare(scorers.identity(one.person)), settings=WIDE)
        scores = {match.entry: match.bits for match in whole.matches}
        found.append(Answered(tuple(match.entry for match in answer.matches), *took, scores))
    return {"build_cpu_s": building.cpu, "build_wall_s": building.wall, "peak_mb": _peak()}, found


def _peak() -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def alone(given: World) -> tuple[Figures, list[Answered]]:
    """Naungan's part in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(ours, (given,))


def theirs(given: World) -> tuple[Figures, list[Answered], dict[str, Any]]:
    """nomenklatura, under its own interpreter; and its answers to all queries at once.

    Raises:
        Absent: the peers' environment is not made.
    """
    python = scorers.PEERS / ".venv" / "bin" / "python"
    if not python.exists():
        raise Absent("The peers are not installed: run benchmarks/peers/setup first.")
    with TemporaryDirectory(prefix="naungan-peer-") as name:
        folder = Path(name)
        write(folder / "people.json", given.people)
        for part, those in (("first", given.first), ("queries", given.queries)):
            write(folder / f"{part}.json", {one.id: one.person for one in those})
        command = [str(python), str(scorers.PEERS / "index.py"), str(folder)]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    build = {f"build_{name}" if name.endswith("_s") else name: value for name, value in found["build"].items()}
    answers = [
        Answered(_above(one), one["cpu_ms"], one["wall_ms"], {key: score for score, key in one["scored"]})
        for one in found["answers"]
    ]
    proposed = {one["id"]: one["proposed"] for one in found["answers"]}
    return build, answers, found["batch"] | {"proposed": proposed}


def _above(answer: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(key for score, key in answer["scored"] if score >= DEFAULTS[LOGIC])


def write(path: Path, people: Mapping[str, Person]) -> None:
    """FollowTheMoney entities, a line each."""
    with path.open("w", encoding="utf-8") as lines:
        for key, one in people.items():
            properties = {"name": one.names[:1], "alias": one.names[1:], "birthDate": one.births}
            codes = [countries.by_alpha3().get(code) for code in one.countries]
            properties["nationality"] = tuple(country.alpha2.lower() for country in codes if country is not None)
            lines.write(json.dumps({"id": key, "schema": "Person", "properties": properties}) + "\n")


def judged(queries: Sequence[Asked], answers: Sequence[Answered]) -> Figures:
    """How fast and how right the answers are."""
    both = list(zip(queries, answers, strict=True))
    found = {}
    for name, taken in (("cpu", [one.cpu for one in answers]), ("wall", [one.wall for one in answers])):
        found |= {f"query_{name}_p{share}_ms": recorder.percentile(taken, share / 100) for share in (50, 90, 99)}
    for kind in KINDS:
        of = [(one.entry, answer.entries) for one, answer in both if one.kind == kind]
        found[f"found_{kind}"] = sum(entry in entries for entry, entries in of) / len(of)
        found[f"first_{kind}"] = sum(entries[:1] == (entry,) for entry, entries in of) / len(of)
        found[f"others_in_an_answer_{kind}"] = sum(len(set(entries) - {entry}) for entry, entries in of) / len(of)
    strangers = [answer.entries for one, answer in both if not one.entry]
    return found | {"strangers_with_an_answer": sum(map(bool, strangers)) / len(strangers)}


def at_alarms(queries: Sequence[Asked], answers: Sequence[Answered], share: float, whose: str) -> Figures:
    """What is found at the threshold at which this share of the strangers has an answer, or less."""
    both = list(zip(queries, answers, strict=True))
    alarms = sorted((max(answer.scores.values(), default=0.0) for one, answer in both if not one.entry), reverse=True)
    limit = [*alarms, 0.0][int(share * len(alarms))]
    found = {f"threshold_at_{whose}_alarms": limit}
    for kind in KINDS:
        of = [answer.scores.get(one.entry, 0.0) > limit for one, answer in both if one.kind == kind]
        found[f"found_{kind}_at_{whose}_alarms"] = sum(of) / len(of)
    return found


def measured(people: int) -> dict[str, Figures]:
    """Both, and how they compare."""
    given = world(people)
    theirs_built, theirs_answered, batch = theirs(given)
    ours_built, ours_answered = alone(given)
    us = ours_built | judged(given.queries, ours_answered)
    them = theirs_built | judged(given.queries, theirs_answered)
    us |= at_alarms(given.queries, ours_answered, them["strangers_with_an_answer"], "peers")
    them |= at_alarms(given.queries, theirs_answered, us["strangers_with_an_answer"], "naungans")
    count = len(given.queries)
    them |= {f"batch_{name}_ms_a_query": batch[f"{name}_s"] * 1000 / count for name in ("cpu", "wall")}
    in_batch = {one["id"].removesuffix("-again"): _above(one) for one in batch["answers"]}
    for kind in KINDS:
        of = [one for one in given.queries if one.kind == kind]
        them[f"proposed_{kind}"] = sum(one.entry in batch["proposed"][one.id] for one in of) / len(of)
        them[f"batch_found_{kind}"] = sum(one.entry in in_batch[one.id] for one in of) / len(of)
    times = {f"query_{name}": them[f"query_{name}_p50_ms"] / us[f"query_{name}_p50_ms"] for name in ("cpu", "wall")}
    times["build_cpu"] = them["build_cpu_s"] / us["build_cpu_s"]
    times["query_cpu_to_batch"] = them["batch_cpu_ms_a_query"] / us["query_cpu_p50_ms"]
    return {"naungan": us, "nomenklatura": them, "naungan_times_faster": times}


def main() -> None:
    """Measure; keep the figures unless it is a trial."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=PEOPLE, help="how many are listed")
    people = parser.parse_args().people
    figures = measured(people)
    if people != PEOPLE:
        print(json.dumps(figures, indent=2))
        return
    recorder.write(
        "peer_index",
        claim="A query of a register of 100,000 is answered a hundred times faster than by the peer's index and "
        "scorer, and at equal alarms more are found.",
        seed=SEED,
        setting={
            "people": people, "listed_asked": QUERIES, "strangers_asked": QUERIES, "peers": scorers.versions(),
            "thresholds": f"probability {SETTINGS.possible_from} and logic-v2 {DEFAULTS[LOGIC]}",
            "slips_of_birth_dates": dict(pairs.SLIPS),
            "note": "one query: from the strings to the scored answer, one at a time; the peer's CPU is of all its "
            "threads; batch: all queries in one call of the peer's index, as it is meant to be used, the time shared "
            "out; its build leaves out the loading of the entities, ours does not; proposed: by the peer's index, "
            "before it scores; fictional people; nobody is told a document, sex or place",
        },
        figures={
            part: {name: Spread.of([value]) for name, value in values.items()} for part, values in figures.items()
        },
    )  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    except Absent as absent:
        print(f"Not measured. {absent}", file=sys.stderr)
