"""Naungan's scorer and its peers over the same pairs of persons.

Naungan's score is `compare(...).bits` without knowledge of a register (no counts), its probability that of bits at a
prior: what a search has. `naungan_pairs` is what `naungan screen pairs` says of two sides of a file, `compare_pair`.
The peers run under their own interpreter: benchmarks/peers/setup makes it, benchmarks/peers/scores.py is it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log2
from pathlib import Path

from aliases import Absent

from naungan.engine.compare import Frequencies, Profile, compare, profile
from naungan.engine.compare.pairing import compare_pair
from naungan.engine.records import Identity, Name, PartialDate

PEERS = Path(__file__).resolve().parent / "peers"
PAIRED = "naungan_pairs"
OURS, LOGIC, SORTED, WEIGHTED = "naungan", "logic_v2", "token_sort", "wratio"
SORTED_DATED, WEIGHTED_DATED = "token_sort_birth", "wratio_birth"
NAMING = (OURS, LOGIC, SORTED, WEIGHTED)
"""Who is asked about names alone."""
DATING = (OURS, LOGIC, SORTED_DATED, WEIGHTED_DATED)
"""Who is asked about names and birth dates."""
DEFAULTS = {OURS: 0.0, PAIRED: 0.0, LOGIC: 0.70}
"""Where each says match by itself: Naungan at a probability of one half with a prior of one half (0 bits), logic-v2 as
its users have it. rapidfuzz has no such threshold."""

RARITY = Frequencies({}, 0)


@dataclass(frozen=True, slots=True)
class Person:
    """What both sides are told: names as written, ISO birth dates as far as known, countries as alpha-3."""

    names: tuple[str, ...]
    births: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    @property
    def dated(self) -> Person:
        """With names and birth dates, without countries."""
        return replace(self, countries=())

    @property
    def named(self) -> Person:
        """With the names alone."""
        return Person(self.names)

    def told(self) -> dict[str, Sequence[str]]:
        """As benchmarks/peers/scores.py reads it."""
        return {"names": self.names, "birth": self.births, "countries": self.countries}


Pair = tuple[Person, Person]
"""The one asked about, the one listed."""


def identity(person: Person) -> Identity:
    """The person as Naungan has it."""
    names = tuple(Name(text) for text in person.names)
    return Identity(names=names, births=tuple(map(partial, person.births)), nationalities=person.countries)


def partial(text: str) -> PartialDate:
    """1963, 1963-12 or 1963-12-13."""
    return PartialDate(*(int(part) for part in text.split("-")))


def bits(pairs: Iterable[Pair], scorer: str = OURS) -> list[float]:
    """Naungan's score of each pair, by the scorer of a search or by that of files of pairs."""
    ready: dict[Person, Profile] = {}

    def made(person: Person) -> Profile:
        if person not in ready:
            ready[person] = profile(identity(person))
        return ready[person]

    if scorer == PAIRED:
        return [compare_pair(made(one), made(other)).bits for one, other in pairs]
    return [compare(made(one), made(other), RARITY).bits for one, other in pairs]


def probability(found: float, prior: float = 0.5) -> float:
    """The probability of one person, of bits at a prior."""
    odds = found + log2(prior / (1 - prior))
    return 1 / (1 + 2.0 ** -max(-500.0, min(500.0, odds)))


def scores(pairs: Sequence[Pair], names: Sequence[str] = NAMING) -> dict[str, list[float]]:
    """The scores of the named scorers for each pair; ours always among them.

    Raises:
        Absent: the peers' environment is not made.
    """
    theirs = [name for name in names if name not in {OURS, PAIRED}]
    found = peers(pairs) if theirs else []
    own = {name: bits(pairs, name) for name in (OURS, PAIRED) if name == OURS or name in names}
    return own | {name: [one[name] for one in found] for name in theirs}


def peers(pairs: Iterable[Pair]) -> list[dict[str, float]]:
    """What benchmarks/peers/scores.py says of each pair."""
    lines = "".join(f"{json.dumps({'a': one.told(), 'b': other.told()})}\n" for one, other in pairs)
    return [json.loads(line) for line in _asked(lines).splitlines()]


def peers_speed(
    queries: Sequence[Person], rows: Sequence[Person], *, raw: Mapping[str, Iterable[Pair]], first: Iterable[Pair]
) -> dict[str, float]:
    """Pairs per CPU second of the peers, in a process of their own: see `speed` in benchmarks/peers/scores.py."""
    asked = {
        "queries": [one.told() for one in queries],
        "rows": [one.told() for one in rows],
        "raw": {name: list(map(_both, pairs)) for name, pairs in raw.items()},
        "first": list(map(_both, first)),
    }
    found: dict[str, float] = json.loads(_asked(json.dumps(asked), "speed"))
    return found


def _both(pair: Pair) -> list[dict[str, Sequence[str]]]:
    return [one.told() for one in pair]


def versions() -> str:
    """The peers and their versions, as the requirements pin them."""
    lines = (PEERS / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = ("nomenklatura", "rigour", "rapidfuzz")
    return ", ".join(line.replace("==", " ") for line in lines if line.lower().startswith(wanted))


def _asked(text: str, *words: str) -> str:
    python = PEERS / ".venv" / "bin" / "python"
    if not python.exists():
        raise Absent("The peers are not installed: run benchmarks/peers/setup first.")
    command = [str(python), str(PEERS / "scores.py"), *words]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
