"""The index beside the exhaustive scorer: does `scan` find what comparing everything finds, and say the same of it?

Everything is compared as `naive_scan` does, but with each entry prepared once.

Two sets of questions to one register each: noisy fictional people to a crowd that holds them, and the aliases of the
judging half of real persons (benchmarks/aliases.py), with slips in their birth dates, to those persons' main names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import aliases
import crowd
import pairs
from persons import Maker
from scorers import partial

from naungan.engine.compare import Profile, Rarity, compare, profile
from naungan.engine.records import Identity, Name
from naungan.engine.screening import Candidate, Population, Query, Settings, prepare, scan
from samples.people import shares

SETTINGS = (Settings(limit=1_000_000), Settings(possible_from=0.001, limit=1_000_000))
"""The program's own, and one that asks for much more."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How the index stood beside the exhaustive scorer."""

    questions: int
    matches: int
    """That the exhaustive scorer found."""
    found: int
    """Of those, by the index."""
    different: tuple[str, ...]
    """Questions with another answer: more or fewer matches, other bits, another name, another order."""

    @property
    def recall(self) -> float:
        """The share of the exhaustive scorer's matches that the index found."""
        return self.found / self.matches if self.matches else 1.0


def noisy(questions: int, size: int, seed: str) -> list[Compared]:
    """Noisy fictional people against a crowd of `size` that holds them; for each of SETTINGS."""
    rng, maker = Random(f"{seed}/oracle"), Maker(seed=seed, size=size)
    made = [maker.make(rng, custom, state) for custom, state in shares(rng, questions)]
    entries = [Candidate(f"ZM-{place}", 1, one.identity) for place, one in enumerate(made)]
    register = [*crowd.crowd(size - questions, seed=seed), *entries]
    return compared(register, [maker.met(rng, one).identity for one in made])


def of_aliases(most: int, seed: str) -> list[Compared]:
    """Aliases of the judging half, `most` at most, by chance; for each of SETTINGS.

    Raises:
        aliases.Absent: there is no file of aliases.
    """
    rng = Random(f"{seed}/aliases")
    persons = aliases.of("judging")
    register = [
        Candidate(person.id, 1, Identity((Name(person.main),), tuple(map(partial, person.births))))
        for person in persons
    ]
    asked = [
        Identity((Name(alias.name),), tuple(partial(pairs.slipped(rng, birth)) for birth in person.births))
        for person in persons
        for alias in person.aliases
    ]
    return compared(register, rng.sample(asked, min(most, len(asked))))


Told = tuple[str, float, str]
"""An entry, its bits, the listed name that fits best."""


def exhaustive(entries: Sequence[tuple[str, Profile]], query: Query, rarity: Rarity, least: float) -> list[Told]:
    """Every entry compared in full; those that reach `least` bits, as an answer has them."""
    if not (query.profile.forms or query.profile.papers):
        return []
    told = ((entry, compare(query.profile, prepared, rarity)) for entry, prepared in entries)
    found = [(entry, round(one.bits, 6), one.name) for entry, one in told if one.bits >= least]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def compared(register: Sequence[Candidate], asked: Sequence[Identity]) -> list[Compared]:
    """Every question both ways, everything at the lowest threshold once; for each of SETTINGS."""
    population = Population(register)
    entries = [(candidate.entry, profile(candidate.identity)) for candidate in register]
    lowest = min(settings.least_bits(len(population)) for settings in SETTINGS)
    counts = [[0, 0] for _ in SETTINGS]
    different: list[list[str]] = [[] for _ in SETTINGS]
    for identity in asked:
        query = prepare(identity)
        whole = exhaustive(entries, query, population.rarity, lowest)
        for place, settings in enumerate(SETTINGS):
            wanted = [told for told in whole if told[1] >= settings.least_bits(len(population))]
            matches = scan(population, query, settings=settings).matches
            got = [(match.entry, round(match.bits, 6), match.name) for match in matches]
            counts[place][0] += len(wanted)
            counts[place][1] += len({entry for entry, *_ in wanted} & {entry for entry, *_ in got})
            if wanted != got:
                births = ", ".join(map(str, identity.births))
                different[place].append(f"{identity.names[0].text} ({births}): {wanted} but {got}")
    return [
        Compared(len(asked), matches, found, tuple(each))
        for (matches, found), each in zip(counts, different, strict=True)
    ]
