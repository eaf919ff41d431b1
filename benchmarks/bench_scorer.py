"""What comparing two persons costs: pairs per CPU second of Naungan, logic-v2 and rapidfuzz, side by side.

Fictional people as entries (all names that they are listed under, birth dates, nationality) and others as their
passports show them. `prepared`: one question at a time against entries made ready beforehand, the making of the
question within the time. `raw`: both sides of every pair made from their strings within the time. logic-v2's
counterparts: `cold`, its entities made beforehand but none compared before; `warm`, the same once more with all that it
remembers; `raw`. Each run is a process of its own, for Naungan too, that has read its tables by comparing two others.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))
import recorder
import scorers
from aliases import Absent
from pairs import TODAY
from recorder import Spread
from scorers import RARITY, Person

from naungan.engine.compare import compare, profile
from naungan.engine.records import Identity
from samples.people import make_person, shares
from samples.travellers import presented

SEED, RUNS = 20261122, 5
ENTRIES, QUESTIONS = 800, 20
"""Fewer entries than logic-v2 remembers (1,000), so that its warm figure is its best."""


def people(run: int) -> tuple[list[Identity], list[Identity]]:
    """Travellers and entries of one run; no traveller is an entry."""
    rng = Random(f"{SEED}/{run}")
    made = [make_person(rng, today=TODAY, custom=custom, state=state) for custom, state in shares(rng, ENTRIES)]
    others = [make_person(rng, today=TODAY, custom=custom, state=state) for custom, state in shares(rng, QUESTIONS)]
    return [presented(rng, person, TODAY) for person in others], [person.identity for person in made]


def told(identity: Identity) -> Person:
    """What both scorers are told of a person: no documents, sex or place of birth."""
    names = tuple(name.text for name in identity.names)
    return Person(names, tuple(map(str, identity.births)), identity.nationalities)


def ours(asked: Sequence[Person], listed: Sequence[Person]) -> dict[str, float]:
    """Naungan's pairs per CPU second; in a process that has compared nobody yet."""
    one, other = Person(("Tara Nobody",), ("1900",)), Person(("ธารา โนบอดี้", "陈无名"), ("1901",))
    compare(profile(scorers.identity(one)), profile(scorers.identity(other)), RARITY)
    queries, rows = [list(map(scorers.identity, side)) for side in (asked, listed)]
    started = time.process_time()
    for place, query in enumerate(queries):
        for row in rows[place :: len(queries)]:
            compare(profile(query), profile(row), RARITY)
    raw = len(rows) / (time.process_time() - started)
    started = time.process_time()
    ready = [profile(row) for row in rows]
    readying = len(rows) / (time.process_time() - started)
    started = time.process_time()
    for query in queries:
        question = profile(query)
        for row in ready:
            compare(question, row, RARITY)
    prepared = len(queries) * len(rows) / (time.process_time() - started)
    return {"prepared": prepared, "raw": raw, "entries_made_ready": readying}


def alone(asked: Sequence[Person], listed: Sequence[Person]) -> dict[str, float]:
    """One run in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(ours, (asked, listed))


def run(number: int) -> dict[str, dict[str, float]]:
    """One run of everybody over the same people."""
    asked, listed = (list(map(told, side)) for side in people(number))
    found, theirs = alone(asked, listed), scorers.peers_speed(asked, listed)
    return {
        "naungan_pairs_per_second": found,
        "logic_v2_pairs_per_second": {name: theirs[name] for name in ("raw", "cold", "warm")},
        "rapidfuzz_pairs_per_second": {"all_names": theirs["rapidfuzz"]},
        "naungan_times_logic_v2": {
            "prepared_to_cold": found["prepared"] / theirs["cold"],
            "prepared_to_warm": found["prepared"] / theirs["warm"],
            "raw_to_raw": found["raw"] / theirs["raw"],
        },
    }


def main() -> None:
    """All runs; medians."""
    runs = [run(number) for number in range(RUNS)]
    figures = {
        part: {name: Spread.of([one[part][name] for one in runs]) for name in values}
        for part, values in runs[0].items()
    }
    names = sum(len(row.names) for row in people(0)[1]) / ENTRIES
    recorder.write(
        "scorer",
        claim="One pair of persons is compared many times faster than by the peers, with reasons.",
        seed=SEED,
        setting={
            "entries": ENTRIES, "names_an_entry": round(names, 2), "questions": QUESTIONS, "peers": scorers.versions(),
            "note": "CPU time of one process; both are told names, birth dates and nationality; logic-v2's figures "
            "leave out the making of its entities but for raw; rapidfuzz gives two ratios of folded names, no reasons",
        },
        figures=figures,
    )  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    except Absent as absent:
        print(f"Not measured. {absent}", file=sys.stderr)
