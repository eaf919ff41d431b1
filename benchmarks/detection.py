"""Listed persons who are met under noise, and clean travellers, put to a register: what came out, and shares of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import aliases
import crowd
import numpy as np
import rapid
from numpy.typing import NDArray
from persons import Made, Maker, Traveller
from rapid import Floats

from naungan.engine.records import Identity
from naungan.engine.screening import Candidate, Match, Population, Settings, prepare, scan
from samples.people import shares

SEED = 20261122

SETTINGS = Settings()
LOW = Settings(possible_from=0.001, limit=1_000_000)
WANTED = 0.97
"""The detection that is aimed at."""

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many are asked about."""

    size: int
    """Entries of the register."""
    met: int
    """Listed persons who are met, by the shares of the customs."""
    each: int
    """Of each custom at least."""
    clean: int
    asked: Mapping[str, int]
    """How many clean travellers each ratio of rapidfuzz is asked about."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was asked and what came out; probabilities are 0 below LOW's threshold."""

    plan: Plan
    met: list[Traveller]
    entries: list[Candidate]
    """The entry of each of the met."""
    own: NDArray[np.float64]
    """The probability of the own entry."""
    within: NDArray[np.bool_]
    """Whether the own entry is among the strongest that an answer tells by default."""
    clean: list[Traveller]
    top: NDArray[np.float64]
    """The probability of the strongest entry."""
    strongest: dict[int, Match]
    """The strongest entry itself, of those clean who are alerted on, by place."""
    namesakes: int
    rapid_met: dict[str, Floats]
    rapid_clean: dict[str, Floats]


Wanted = Callable[[Traveller], bool]


def own_names(one: Traveller) -> bool:
    """Whether no part of the name is replaced by another."""
    return not one.met.kinds >= {"left out", "added"}


def spelling_only(one: Traveller) -> bool:
    """Whether no part of the name is left out or added."""
    return one.met.kinds.isdisjoint({"left out", "added"})


def as_listed(one: Traveller) -> bool:
    """Whether the entry holds the birth date in full and the nationality, and the traveller tells both."""
    held = one.made.identity
    return one.identity.births[0] in held.births and one.identity.nationalities[0] in held.nationalities


NOISES: dict[str, Wanted] = {"all_noise": lambda _: True, "own_names": own_names, "spelling_only": spelling_only}


def met_persons(maker: Maker, rng: Random, count: int, each: int) -> list[Made]:
    """`count` persons by the shares of the customs, then as many more as every custom needs to have `each`."""
    chosen = shares(rng, count)
    held = Counter(custom for custom, _ in chosen)
    homes = dict(sorted(set(shares(Random(SEED), 2000))))
    for custom, state in homes.items():
        chosen += [(custom, state)] * max(0, each - held[custom])
    return [maker.make(rng, custom, state) for custom, state in chosen]


def strangers(maker: Maker, rng: Random, count: int, listed: set[tuple[str, str]]) -> tuple[list[Traveller], int]:
    """`count` clean travellers, and how many were left out as namesakes of an entry with the same birth date."""
    found = [maker.clean(rng, custom, state) for custom, state in shares(rng, count)]
    kept = [one for one in found if not listed & _keys(one.identity)]
    return kept, len(found) - len(kept)


def _keys(identity: Identity) -> set[tuple[str, str]]:
    """Words of each name with each full birth date."""
    words = {" ".join(sorted(aliases.folded(name.text).split())) for name in identity.names}
    return {(text, str(birth)) for text in words for birth in identity.births if birth.exact}


def measure(plan: Plan) -> Measured:
    """Everything about a register of this size."""
    seed, rng = f"{SEED}/register", Random(f"{SEED}/travellers")
    maker = Maker(seed=seed, size=plan.size)
    made = met_persons(maker, rng, plan.met, plan.each)
    entries = [Candidate(f"ZM-{place}", 1, one.identity) for place, one in enumerate(made)]
    travellers = [maker.met(rng, one) for one in made]
    register = [*crowd.crowd(plan.size - len(entries), seed=seed), *entries]
    listed = {key for entry in register for key in _keys(entry.identity)}
    others, namesakes = strangers(maker, rng, plan.clean, listed)
    names = rapid.Names(register)
    population = Population(register)
    del register, listed
    own, within = _own(population, travellers, entries)
    best = [_top(population, one.identity) for one in others]
    top = np.array([match.probability if match else 0.0 for match in best])
    strongest = {at: match for at, match in enumerate(best) if match and match.probability >= SETTINGS.possible_from}
    pairs = [(one.identity, entry) for one, entry in zip(travellers, entries, strict=True)]
    theirs = {ratio: rapid.own(pairs, ratio) for ratio in plan.asked}
    clean_theirs = {
        ratio: names.best([one.identity for one in others[:most]], ratio) for ratio, most in plan.asked.items()
    }
    return Measured(plan, travellers, entries, own, within, others, top, strongest, namesakes, theirs, clean_theirs)


def _own(
    population: Population, travellers: Sequence[Traveller], entries: Sequence[Candidate]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    own, within = np.zeros(len(entries)), np.zeros(len(entries), dtype=np.bool_)
    for place, (one, entry) in enumerate(zip(travellers, entries, strict=True)):
        matches = scan(population, prepare(one.identity), settings=LOW).matches
        for rank, match in enumerate(matches):
            if match.entry == entry.entry:
                own[place], within[place] = match.probability, rank < SETTINGS.limit
    return own, within


def _top(population: Population, identity: Identity) -> Match | None:
    matches = scan(population, prepare(identity), settings=LOW).matches
    return matches[0] if matches else None


def places(found: Measured, wanted: Wanted) -> Places:
    """The places of those among the met by the shares of the customs: what was added for rare customs is not told."""
    return np.array([place for place, one in enumerate(found.met[: found.plan.met]) if wanted(one)], dtype=np.intp)


def detected(found: Measured, at: Places, threshold: float = SETTINGS.possible_from) -> float:
    """The share of these whose entry is told, at this probability or above."""
    return float(np.mean(found.own[at] >= threshold)) if len(at) else 0.0


def alerted(found: Measured, threshold: float = SETTINGS.possible_from) -> float:
    """Clean travellers per 1,000 with an entry at this probability or above."""
    return 1000 * float(np.mean(found.top >= threshold))


TOLD_IN_FULL = frozenset({"exact", "swapped", "day-off", "month-off", "year-off", "same-year", "differs"})
"""Levels of birth dates of which both are told to the day."""


def alerted_as_told(found: Measured) -> float:
    """Clean travellers per 1,000 whose strongest entry tells, as they do, a full birth date and a nationality."""
    kept = 0
    for match in found.strongest.values():
        levels = {each.element: each.level for each in match.evidence if each.element != "joint"}
        kept += levels["birth"] in TOLD_IN_FULL and levels["nationality"] != "unknown"
    return 1000 * kept / len(found.top)


def rapid_best(found: Measured, at: Places) -> rapid.Found:
    return rapid.best({ratio: held[at] for ratio, held in found.rapid_met.items()}, found.rapid_clean, WANTED)


def at_level(noisy: Floats | NDArray[np.float64], clean: Floats | NDArray[np.float64], level: float) -> float:
    """The share of the noisy above the score that at most `level` of 1,000 clean ones pass."""
    least = np.sort(clean)[::-1][int(level * len(clean) / 1000)]
    return float(np.mean((noisy > least) & (noisy > 0))) if len(noisy) else 0.0


def rapid_at_level(found: Measured, at: Places, level: float) -> float:
    return max(
        at_level(way.scores(found.rapid_met[way.ratio][at]), way.scores(found.rapid_clean[way.ratio]), level)
        for way in rapid.ways(found.rapid_met)
    )


@dataclass(frozen=True, slots=True)
class Row:
    """Those of one custom whose name is shown in one script (ISO 15924), or of all customs or all scripts."""

    custom: str
    script: str
    at: Places
    """All who are met so."""
    known: Places
    """Of them those under their own names whose birth date and nationality are as listed."""


ALL = "all"


def shown(one: Traveller) -> str:
    """The script in which the name is shown."""
    return one.identity.names[0].script or "Latn"


def broken_down(found: Measured) -> list[Row]:
    """Custom and script, the weakest first; then every script and everybody. All the met count.

    Weak is told with one more found and one more missed, so that a single miss among few does not lead.
    """
    held: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(found.met):
        for key in ((one.made.person.custom, shown(one)), (ALL, shown(one)), (ALL, ALL)):
            held[key].append(place)
    rows = []
    for (custom, script), at in held.items():
        known = [place for place in at if own_names(found.met[place]) and as_listed(found.met[place])]
        rows.append(Row(custom, script, np.array(at, dtype=np.intp), np.array(known, dtype=np.intp)))

    def strength(row: Row) -> tuple[int, float]:
        hits = int(np.sum(found.own[row.known] >= SETTINGS.possible_from))
        return (row.custom == ALL) + (row.script == ALL), (hits + 1) / (len(row.known) + 2)

    return sorted(rows, key=strength)
