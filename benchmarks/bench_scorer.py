"""What comparing two persons costs: pairs per CPU second of Naungan, logic-v2 and rapidfuzz, side by side.

Fictional people as entries (all names that they are listed under, birth dates, nationality) and others as their
passports show them. `prepared_rows`: one query at a time against every entry of a segment, as the index scores those
that it can't leave out: the making of the query and its look-up within the time, the bits exactly those of `compare`,
no sentences. `prepared_pairs`: the same by `compare` pair by pair, with all evidence. `raw`: both sides of every pair
made from their strings within the time, no name twice; half of these pairs are of one person. `raw_one_name`: such
pairs with the main name alone, as files of pairs have it.

logic-v2's counterparts: `cold`, its entities made beforehand but none compared before; `warm`, the same again with all
that it remembers; `raw` and `raw_one_name`. Each run is a process of its own that has read its tables by comparing
a few others; what it then remembers of words it met before, it may use, as it does in service.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bench_native
import recorder
import scorers
from aliases import Absent
from crowd import TODAY, crowd
from recorder import Spread
from scorers import Pair, Person

from naungan.engine.compare import Profile, compare, profile
from naungan.engine.compare.identity import comparable
from naungan.engine.compare.pairing import compare_pair
from naungan.engine.compare.weights import name_weights, weight
from naungan.engine.names import Form
from naungan.engine.records import Identity
from naungan.engine.screening import Candidate
from naungan.engine.screening.agreeing import ask
from naungan.engine.screening.births import day_key, key_bits
from naungan.engine.screening.board import Board
from naungan.engine.screening.population import build
from naungan.engine.screening.rows import score
from naungan.engine.screening.segment import WEAK, country_codes
from naungan.engine.screening.spellings import Ints
from samples.people import make_person, shares
from samples.travellers import presented

SEED, RUNS = 20261122, 5
ENTRIES, QUESTIONS = 800, 20
"""Fewer entries than logic-v2 remembers (1,000), so that its warm figure is its best."""
MANY, RAW, CHECKED = 20_000, 4_000, 1_000

Floats = NDArray[np.float32]
Marks = NDArray[np.bool_]


class Ready:
    """Entries made ready to be scored all at once: their segment, and the script of the name in each row."""

    def __init__(self, entries: Sequence[Identity]) -> None:
        self.segment, self.rarity = build(Candidate(str(at), 1, one) for at, one in enumerate(entries))
        self.board = Board(self.segment)
        self._rows: Ints = np.arange(self.segment.rows, dtype=np.int32)
        self._first = self.segment.arrays["slot_rows"][:-1]
        self._weak = (self.segment.arrays["row_kinds"] & WEAK) != 0
        forms = [form for slot in range(self.segment.slots) for form in self.segment.profile(slot).forms or (None,)]
        self._forms = {(form.script, form.derived): form for form in forms if form is not None}
        scripts = {key: number for number, key in enumerate(self._forms)}
        self._scripts = np.array([-1 if form is None else scripts[form.script, form.derived] for form in forms])
        self.compared = 0
        """Entries that were left to the exact comparison."""

    def bits(self, query: Profile) -> Floats:
        """The bits of every entry, by slot, to the hair those of `compare`.

        Where the row scorer gives only a bound (words written together), and where elements are weighed with
        each other (names that speak for a match, the very same day of birth), `compare` itself is asked.
        """
        strong, weak = (np.full(self.segment.rows, -np.inf, dtype=np.float32) for _ in range(2))
        doubtful = np.zeros(self.segment.rows, dtype=np.bool_)
        for form in query.forms:
            asked = ask(self.segment, form, self.rarity, self.board.memory)
            self.board.write(asked)
            found = score(self.segment, self.board, asked, self._rows)
            self.board.wipe(asked)
            rows = self._comparable(form)
            faint = self._weak | form.weak
            np.maximum(strong, found.bits, out=strong, where=rows & ~faint)
            np.maximum(weak, found.bits, out=weak, where=rows & faint & (found.bits > 0))
            doubtful |= found.open & rows
        names = np.maximum.reduceat(np.maximum(strong, weak), self._first)
        alike = ~np.isneginf(names) & (names != np.float32(name_weights().different))
        bits = np.where(np.isneginf(names), np.float32(0), names) + self._around(query, alike)
        exact = np.logical_or.reduceat(doubtful, self._first) | (names > 0) | self._same_day(query)
        for slot in np.flatnonzero(exact).tolist():
            bits[slot] = compare(query, self.segment.profile(slot), self.rarity).bits
            self.compared += 1
        return bits

    def _comparable(self, form: Form) -> Marks:
        """Rows of names that can be compared with one in this form."""
        fit = [comparable(form, other) for other in self._forms.values()]
        return np.array([*fit, False], dtype=np.bool_)[self._scripts]

    def _around(self, query: Profile, alike: Marks) -> Floats:
        """Birth date and nationality as compare.identity gives them, for every slot."""
        arrays, around = self.segment.arrays, np.zeros(self.segment.slots, dtype=np.float32)
        if query.births:
            best = np.maximum.reduceat(key_bits(arrays["births"], query.births), arrays["slot_births"][:-1])
            around += np.where(np.isneginf(best), np.float32(0), best)
        if query.nationalities:
            held = arrays["nationalities"]
            shared = np.isin(held, country_codes(query.nationalities)).any(axis=1)
            joint = np.where(shared, weight("joint", "shared-alike"), weight("joint", "differs-alike"))
            plain = np.where(shared, weight("nationality", "shared"), weight("nationality", "differs"))
            around += np.where(held[:, 0] == 0, 0, np.where(alike, joint, plain)).astype(np.float32)
        return around

    def _same_day(self, query: Profile) -> Marks:
        """Slots with the very date of birth."""
        days = [day_key(birth) for birth in query.births if birth.exact]
        held = np.isin(self.segment.arrays["births"], days)
        return np.logical_or.reduceat(held, self.segment.arrays["slot_births"][:-1])

    def check(self, queries: Sequence[Profile], rng: Random) -> None:
        """That the bits are those of `compare`: the best entry of each query, and others by chance."""
        for query in queries:
            bits = self.bits(query)
            slots = [int(bits.argmax()), *rng.choices(range(self.segment.slots), k=CHECKED // len(queries))]
            for slot in slots:
                exact = compare(query, self.segment.profile(slot), self.rarity).bits
                assert abs(exact - bits[slot]) < 1e-3, (query.forms[0].text, self.segment.candidate(slot), exact)


def told(identity: Identity) -> Person:
    """What both scorers are told of a person: no documents, sex or place of birth."""
    names = tuple(name.text for name in identity.names)
    return Person(names, tuple(map(str, identity.births)), identity.nationalities)


def met(count: int, seed: str) -> list[Person]:
    """Travellers; none of them is an entry."""
    rng = Random(seed)
    made = [make_person(rng, today=TODAY, custom=custom, state=state) for custom, state in shares(rng, count)]
    return [told(presented(rng, person, TODAY)) for person in made]


def listed(count: int, seed: str) -> list[Person]:
    """Entries."""
    return [told(one.identity) for one in crowd(count, seed=seed)]


def raw_pairs(run: int) -> dict[str, list[Pair]]:
    """Pairs to be compared from their strings: with all names, and others with the main name alone."""
    whole, short = (list(pairs_of(f"{SEED}/{name}/{run}")) for name in ("raw", "raw_one_name"))
    return {"raw": whole, "raw_one_name": [(one, replace(other, names=other.names[:1])) for one, other in short]}


def pairs_of(seed: str) -> Iterator[Pair]:
    """RAW pairs; no name stands in two of them. Every other pair is of one person, under a listed name."""
    rng = Random(seed)
    seen: set[str] = set()
    entries = [one for one in listed(2 * RAW, f"{seed}/listed") if _new(seen, one)][:RAW]
    strangers = [one for one in met(4 * RAW, f"{seed}/met") if _new(seen, one)]
    for place, one in enumerate(entries):
        own = replace(one, names=(rng.choice(one.names).upper(),))
        yield (own if place % 2 else strangers[place // 2]), one


def _new(seen: set[str], person: Person) -> bool:
    names = {name.upper() for name in person.names}
    new = seen.isdisjoint(names)
    seen.update(names)
    return new


def first_of_scripts() -> list[Pair]:
    """A public name in each script with its Latin spelling: who has compared them has read the tables."""
    found = []
    for path in sorted(bench_native.SETS.glob("*.csv")):
        row = bench_native.read(path, "mend")[0]
        found.append((Person((row.native,), ("1960-01-02",), ("SGP",)), Person((row.latin,), ("1961",), ("MYS",))))
    return found


def ours(
    asked: Sequence[Person], entries: Sequence[Person], many: Sequence[Person], raw: Mapping[str, Sequence[Pair]]
) -> dict[str, float]:
    """Naungan's pairs per CPU second; in a process that has compared nobody of these yet."""
    for one, other in first_of_scripts():
        compare_pair(profile(scorers.identity(one)), profile(scorers.identity(other)))
    found = {}
    for name, pairs in raw.items():
        identities = [(scorers.identity(one), scorers.identity(other)) for one, other in pairs]
        started = time.process_time()
        for query, row in identities:
            compare_pair(profile(query), profile(row))
        found[name] = len(pairs) / (time.process_time() - started)
    queries = list(map(scorers.identity, asked))
    rows = list(map(scorers.identity, entries))
    started = time.process_time()
    profiles = list(map(profile, rows))
    found["entries_made_ready"] = len(rows) / (time.process_time() - started)
    for name, ready in (("prepared_rows", Ready(rows)), (f"prepared_{MANY}", Ready(list(map(scorers.identity, many))))):
        started = time.process_time()
        for query in queries:
            ready.bits(profile(query))
        found[name] = len(queries) * ready.segment.slots / (time.process_time() - started)
        found[f"{name}_compared_share"] = ready.compared / (len(queries) * ready.segment.slots)
        ready.check(list(map(profile, queries)), Random(SEED))
    started = time.process_time()
    for query in queries:
        question = profile(query)
        for row in profiles:
            compare(question, row, scorers.RARITY)
    found["prepared_pairs"] = len(queries) * len(rows) / (time.process_time() - started)
    return found


def alone(*given: object) -> dict[str, float]:
    """One run of ours in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(ours, given)


def run(number: int) -> dict[str, dict[str, float]]:
    """One run of everybody over the same people."""
    asked, entries = met(QUESTIONS, f"{SEED}/asked/{number}"), listed(ENTRIES, f"{SEED}/entries/{number}")
    raw = raw_pairs(number)
    found = alone(asked, entries, listed(MANY, f"{SEED}/many/{number}"), raw)
    theirs = scorers.peers_speed(asked, entries, raw=raw, first=first_of_scripts())
    shares_compared = {name: found.pop(name) for name in list(found) if name.endswith("_share")}
    return {
        "naungan_pairs_per_second": found,
        "naungan": shares_compared | {f"{name}_pairs": len(pairs) for name, pairs in raw.items()},
        "logic_v2_pairs_per_second": {name: theirs[name] for name in (*raw, "cold", "warm")},
        "rapidfuzz_pairs_per_second": {"all_names": theirs["rapidfuzz"]},
        "naungan_times_logic_v2": {
            "prepared_rows_to_cold": found["prepared_rows"] / theirs["cold"],
            "prepared_rows_to_warm": found["prepared_rows"] / theirs["warm"],
            f"prepared_{MANY}_to_cold": found[f"prepared_{MANY}"] / theirs["cold"],
            f"prepared_{MANY}_to_warm": found[f"prepared_{MANY}"] / theirs["warm"],
            "prepared_pairs_to_cold": found["prepared_pairs"] / theirs["cold"],
        }
        | {name: found[name] / theirs[name] for name in raw},
    }


def main() -> None:
    """All runs; medians."""
    runs = [run(number) for number in range(RUNS)]
    figures = {
        part: {name: Spread.of([one[part][name] for one in runs]) for name in values}
        for part, values in runs[0].items()
    }
    names = sum(len(one.names) for one in listed(ENTRIES, f"{SEED}/entries/0")) / ENTRIES
    recorder.write(
        "scorer",
        claim="One traveller is scored against prepared entries twenty times as fast as by logic-v2; a pair from its "
        "strings takes about as long.",
        seed=SEED,
        setting={
            "entries": ENTRIES, "names_an_entry": round(names, 2), "questions": QUESTIONS, "peers": scorers.versions(),
            "note": "CPU time of one process; both are told names, birth dates and nationality; prepared_rows gives "
            "exact bits without evidence, checked against compare; prepared_pairs and raw give all evidence; "
            "logic-v2's figures leave out the making of its entities but for raw; rapidfuzz gives two ratios of folded "
            "names, no reasons; nobody remembers a person or a pair of an earlier run, but words met within one",
        },
        figures=figures,
    )  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    except Absent as absent:
        print(f"Not measured. {absent}", file=sys.stderr)
