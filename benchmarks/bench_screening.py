"""What the exhaustive matcher costs: building it, one question, a passenger list of 260, for 2,000 and 20,000 entries.

Beside it, in the same run and over the same names, rapidfuzz's `process.cdist` by brute force: the least that any
matcher without an index pays. It gives a distance of names and nothing else: no birth date, no document, no reasons.
What is found, and what is not, is not measured here.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))
import recorder
from rapidfuzz import fuzz, process

from naungan.engine.names import latin_fold
from naungan.engine.records import Identity
from naungan.engine.screening import Candidate, Population, Settings, prepare, scan
from samples.people import make_person, shares
from samples.travellers import presented

SEED, RUNS, TODAY = 20261122, 5, date(2026, 11, 22)
SIZES, QUESTIONS, LIST, ALONE = (2_000, 20_000), 500, 260, 100
SETTINGS = Settings()


def entries(count: int) -> list[Candidate]:
    """A register of fictional people, with their aliases and native scripts."""
    rng = Random(f"{SEED}/entries")
    made = (make_person(rng, today=TODAY, custom=custom, state=state) for custom, state in shares(rng, count))
    return [Candidate(f"ZZ-{place}", 1, person.identity) for place, person in enumerate(made)]


def travellers(count: int, run: int) -> list[Identity]:
    """Other fictional people, as their passports show them."""
    rng = Random(f"{SEED}/travellers/{run}")
    made = (make_person(rng, today=TODAY, custom=custom, state=state) for custom, state in shares(rng, count))
    return [presented(rng, person, TODAY) for person in made]


def folded(identity: Identity) -> list[str]:
    """The names of a person in plain Latin letters, as the peer compares them."""
    return [" ".join(filter(None, map(latin_fold, name.text.split()))) for name in identity.names]


def ask(population: Population, identity: Identity) -> float:
    """One question from the identity to the answer; CPU seconds."""
    started = time.process_time()
    scan(population, prepare(identity), settings=SETTINGS)
    return time.process_time() - started


def run(held: list[Candidate], number: int) -> dict[str, float]:
    """One run: build, ask one by one, ask a list, and the peer over the same names."""
    built: list[Population] = []
    building = recorder.timed(lambda: built.append(Population(held)))
    population = built[0]
    asked = travellers(QUESTIONS, number)
    first = ask(population, asked[0])
    taken = [ask(population, identity) for identity in asked]
    listed = travellers(LIST, -1 - number)
    screening = recorder.timed(lambda: [ask(population, identity) for identity in listed])
    names = [text for candidate in held for text in folded(candidate.identity)]
    wanted = [folded(identity)[0] for identity in listed]
    one = [recorder.timed(lambda text=text: distances([text], names)).cpu for text in wanted[:ALONE]]
    whole = recorder.timed(lambda: distances(wanted, names))
    return {
        "names": len(names),
        "build_s": building.cpu,
        "first_question_ms": first * 1000,
        "question_p50_ms": recorder.percentile(taken, 0.5) * 1000,
        "question_p99_ms": recorder.percentile(taken, 0.99) * 1000,
        "list_s": screening.cpu,
        "rapidfuzz_question_p50_ms": recorder.percentile(one, 0.5) * 1000,
        "rapidfuzz_question_p99_ms": recorder.percentile(one, 0.99) * 1000,
        "rapidfuzz_list_s": whole.cpu,
    }


def distances(wanted: list[str], names: list[str]) -> None:
    """Every wanted name against every listed one, words in any order."""
    process.cdist(wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=70, workers=1)


def alone(held: list[Candidate], number: int) -> dict[str, float]:
    """One run in a process of its own, which remembers nothing of an earlier one."""
    fork = multiprocessing.get_context("fork")
    with fork.Pool(1) as pool:
        return pool.apply(run, (held, number))


def main() -> None:
    """Each size in turn."""
    figures = {}
    for size in SIZES:
        held = entries(size)
        runs = [alone(held, number) for number in range(RUNS)]
        figures[f"{size}_entries"] = {name: recorder.Spread.of([one[name] for one in runs]) for name in runs[0]}
    recorder.write(
        "screening",
        claim="The exhaustive matcher answers with reasons in milliseconds of CPU, and a passenger list in seconds.",
        seed=SEED,
        setting={
            "questions_a_run": QUESTIONS, "travellers_a_list": LIST, "peer": "rapidfuzz process.cdist, "
            "token_sort_ratio, cutoff 70, one thread, names folded beforehand",
            "note": "CPU time of one process; build includes reading the tables; fictional people, none of the "
            "travellers is an entry; the peer gives distances of names without birth date, document or reasons",
        },
        figures=figures,
    )  # fmt: skip


if __name__ == "__main__":
    main()
