"""How many real aliases are found by the names alone, at equal false alarms: Naungan, logic-v2, rapidfuzz.

Each alias of each person of the judging half is asked against that person's main name (one pair of one person) and
against the nearest main name of another (one pair of two): nearest by rapidfuzz's token_sort_ratio of folded text over
all listed persons, entries of the other list for the same person left out (aliases.twins says by which rule). Neither
birth date nor country is told. Each scorer's threshold is where it flags 3 % of the pairs of two. Told again without
the aliases that have nothing of the main name (aliases.told_apart says by which rule), and by kind, origin and script
at the same threshold.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).resolve().parent))
import aliases
import judging
import recorder
import scorers
from aliases import Absent, Alias, Listed
from recorder import Spread
from scorers import LOGIC, NAMING, OURS, Person

SEED, SHARE = 20261122, 0.03


@dataclass(frozen=True, slots=True)
class Asked:
    """An alias, whose it is, and the nearest other person; `twin`: nearer still, but the same person listed twice."""

    person: Listed
    alias: Alias
    other: Listed
    twin: Listed | None


def asked(persons: Sequence[Listed]) -> list[Asked]:
    """Every alias of these persons with its nearest other person."""
    everybody = aliases.everybody()
    mains = [aliases.folded(person.main) for person in everybody]
    found = [(person, alias) for person in persons for alias in person.aliases]
    texts = [aliases.folded(alias.name) for _, alias in found]
    ratios = process.cdist(texts, mains, scorer=fuzz.token_sort_ratio, dtype=np.float32)
    return [Asked(person, alias, *nearest(person, row)) for (person, alias), row in zip(found, ratios, strict=True)]


def nearest(person: Listed, ratios: np.ndarray) -> tuple[Listed, Listed | None]:
    """The nearest other person, and the nearer entry for the same person where the lists hold one."""
    everybody, twin = aliases.everybody(), None
    for place in np.argsort(-ratios, kind="stable"):
        other = everybody[place]
        if other.id == person.id:
            continue
        if frozenset({person.id, other.id}) not in aliases.twins():
            return other, twin
        twin = twin or other
    raise ValueError("nobody else is listed")


def scored(texts: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """Each scorer's scores of pairs of names."""
    return scorers.scores([(Person((one,)), Person((other,))) for one, other in texts])


@dataclass(frozen=True, slots=True)
class Scored:
    """Every alias with each scorer's score of it against its own person and against another."""

    rows: list[Asked]
    own: dict[str, list[float]]
    others: dict[str, list[float]]

    def recalls(self, wanted: Callable[[Asked], bool], *, anew: bool = False) -> dict[str, float]:
        """Each scorer's recall among the wanted rows; at their own threshold where `anew`, else at that of all."""
        places = [place for place, row in enumerate(self.rows) if wanted(row)]
        return {name: self.recall(name, places, places if anew else None) for name in NAMING}

    def recall(self, name: str, places: Sequence[int], false: Sequence[int] | None = None) -> float:
        """The recall of one scorer among rows, the false alarms counted among others (None: all)."""
        others = self.others[name] if false is None else [self.others[name][place] for place in false]
        return judging.recall([self.own[name][place] for place in places], others, SHARE)


def figures(found: Scored) -> Iterator[tuple[str, dict[str, Spread]]]:
    """Groups of figures: all, without noms de guerre, then kinds, origins and scripts."""
    yield "all_aliases", told(found, lambda _: True) | interval(found, lambda _: True)
    yield "without_noms_de_guerre", told(found, findable, anew=True) | interval(found, findable)
    ways: dict[str, Callable[[Asked], str]] = {
        "kind": lambda row: row.alias.kind,
        "from": lambda row: row.person.group,
        "script": lambda row: aliases.script_of(row.alias.name),
    }
    for way, of in ways.items():
        for value in sorted({of(row) for row in found.rows}):
            yield f"{way} {value}", told(found, lambda row, of=of, value=value: of(row) == value)


def findable(row: Asked) -> bool:
    """Whether the alias has something of the main name."""
    return not aliases.told_apart(row.person.main, row.alias)


def told(found: Scored, wanted: Callable[[Asked], bool], *, anew: bool = False) -> dict[str, Spread]:
    """How many aliases, each scorer's recall, and ours as a multiple of logic-v2's."""
    recalls = found.recalls(wanted, anew=anew)
    values = {"aliases": float(sum(map(wanted, found.rows)))}
    values |= {f"recall_{name}": value for name, value in recalls.items()}
    if recalls[LOGIC]:
        values["times_logic_v2"] = recalls[OURS] / recalls[LOGIC]
    return {name: Spread.of([value]) for name, value in values.items()}


def interval(found: Scored, wanted: Callable[[Asked], bool]) -> dict[str, Spread]:
    """The multiple over samples of persons with replacement: between the 5th and the 95th percentile."""
    held: dict[str, list[int]] = {}
    for place, row in enumerate(found.rows):
        if wanted(row):
            held.setdefault(row.person.id, []).append(place)
    persons = list(held.values())

    def times(chosen: list[int]) -> float:
        places = [place for person in chosen for place in persons[person]]
        ours, theirs = (found.recall(name, places, places) for name in (OURS, LOGIC))
        return ours / theirs if theirs else 0.0

    least, greatest = judging.spread(len(persons), times, seed=SEED, times=100)
    return {"times_logic_v2_p05": Spread.of([least]), "times_logic_v2_p95": Spread.of([greatest])}


def twice_listed(found: Scored) -> Scored:
    """The same where an entry of the other list for the same person counts as another person."""
    changed = [place for place, row in enumerate(found.rows) if row.twin]
    texts = [(found.rows[place].alias.name, found.rows[place].twin.main) for place in changed]
    others = {name: list(values) for name, values in found.others.items()}
    for name, values in scored(texts).items():
        for place, value in zip(changed, values, strict=True):
            others[name][place] = value
    return Scored(found.rows, found.own, others)


def measured(part: aliases.Part = "judging") -> Scored:
    """All scores of one half."""
    rows = asked(aliases.of(part))
    own = scored([(row.alias.name, row.person.main) for row in rows])
    return Scored(rows, own, scored([(row.alias.name, row.other.main) for row in rows]))


def main() -> None:
    """Measure the judging half."""
    found = measured()
    kept = dict(figures(found))
    kept["other_list_counts_as_another_person"] = told(twice_listed(found), lambda _: True)
    left_out = sum(not findable(row) for row in found.rows)
    recorder.write(
        "aliases",
        claim="Of real aliases, by the names alone, more are found at equal false alarms than by the peers.",
        seed=SEED,
        setting={
            "false_alarms": SHARE, "persons": len(aliases.of("judging")), "all_persons": len(aliases.everybody()),
            "listed_twice": len(aliases.twins()), "noms_de_guerre_left_out": left_out,
            "peers": scorers.versions(),
            "note": "names of the OFAC and UN lists, the half of the persons that no weight was learnt from; a nom de "
            "guerre is a Latin alias no word of which lies within two edits (fewer than half of its letters) of a word "
            "of the main name; p05 and p95 are of samples of the persons; these persons are real",
        },
        figures=kept,
    )  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    except Absent as absent:
        print(f"Not measured. {absent}", file=sys.stderr)
