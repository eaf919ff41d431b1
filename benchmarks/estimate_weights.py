"""Estimates the weights of names from the estimating half of the real aliases, and the curve for pairs in files.

    python benchmarks/estimate_weights.py            shows them beside what the tables hold
    python benchmarks/estimate_weights.py --write    writes them into tables/match_weights and tables/pair_selection

Names: every alias against another name of its person (one person), against the names of those others that are nearest
to it, and against some drawn by chance (two persons). Each pair of two persons counts as often as such pairs occur
among all, so that bits are log2(m / u) over pairs drawn at random. A logistic regression in base 2 (Newton's method, a
small ridge) gives what each level adds: slope and value. What the house decides and no list can tell is not estimated:
conflicts of given names, kin, syllables; the tables say so.

The curve: bits of names of pairs of fictional people (benchmarks/pairs.py, estimating part: half of the strangers are
nearest neighbours) against the share that are one person; monotone by pooling neighbours (Ayer and others 1955).
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from math import log, log2
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))
import aliases
import numpy as np
import pairs
import scorers
from aliases import Listed
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from naungan.engine.compare import Frequencies, Standing, standing
from naungan.engine.compare.weights import name_weights
from naungan.engine.names import Form, forms_of
from naungan.engine.records import Name

Floats = NDArray[np.float64]
TABLES = Path(__file__).resolve().parents[1] / "naungan" / "engine" / "tables" / "data"
SEED, NEAREST, BY_CHANCE, RIDGE = 20261124, 6, 40, 0.3
LEVELS = ("same", "group", "variant", "skeleton", "near-1", "near-2", "skeleton-1", "joined")
PLAIN = ("initial", "missing", "head-missing", "scrambled")
HOUSE = ("alone", "whole", "different", "conflicts", "lone head")
"""What the house decides: fitted beside the others, so that they do not take its part, and not taken."""
FITTED = "estimated by benchmarks/estimate_weights.py from the estimating half of the aliases"
RARITY = Frequencies({}, 0)

PairOfNames = tuple[str, str]


@cache
def latin(text: str) -> Form | None:
    """The Latin form of a name that is written in Latin letters."""
    return next((form for form in forms_of(Name(text)) if form.script == "Latn" and not form.derived), None)


def features(one: str, other: str) -> dict[str, float]:
    """What the scorer sees between two names: for each level the rarity and the number of its pairs, and the rest."""
    ours, theirs = latin(one), latin(other)
    assert ours is not None
    assert theirs is not None
    stand = standing(ours, theirs, RARITY)
    found = dict.fromkeys([f"{level} {what}" for level in LEVELS for what in ("rarity", "count")], 0.0)
    found |= dict.fromkeys([*PLAIN, *HOUSE, "kin"], 0.0)
    for pair in stand.pairs:
        level, single = pair.level, len(ours.parts[pair.ours[0]].text) == 1
        if level == "initial" or (level == "same" and single):
            found["initial"] += 1
            continue
        if level not in LEVELS:
            continue
        found[f"{level} rarity"] += pair.tail / quality(level)
        found[f"{level} count"] += 1
    _note_rest(stand, found)
    return found


def _note_rest(stand: Standing, found: dict[str, float]) -> None:
    against = dict(stand.against)
    left = len(stand.left_ours), len(stand.left_theirs)
    found["conflicts"] = float(min(left)) if stand.pairs else 0.0
    found["lone head"] = float("head-conflict" in against)
    found["kin"] = float("kin" in against)
    for level in ("alone", "head-missing", "scrambled"):
        found[level] = float(level in against)
    found["missing"] = float(sum(left)) if "missing" in against else 0.0


@cache
def quality(level: str) -> float:
    """The share of a token's rarity that counts towards the tail, which turns a tail back into a rarity."""
    with (TABLES / "match_weights.csv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return next(float(row["quality"]) for row in rows if (row["element"], row["level"]) == ("name", level))


def weighed_pairs(persons: Sequence[Listed]) -> Iterator[tuple[PairOfNames, bool, float]]:
    """Pairs of names, whether of one person, and how many pairs each stands for."""
    rng = Random(SEED)
    names = [_names(person) for person in persons]
    flat = [(place, name) for place, listed in enumerate(names) for name in listed]
    owners = np.array([place for place, _ in flat])
    folded = [aliases.folded(name) for _, name in flat]
    ratios = process.cdist(folded, folded, scorer=fuzz.token_sort_ratio, dtype=np.uint8)
    share = 1.0 / len(persons)
    for number, (place, name) in enumerate(flat):
        own = [other for other in names[place] if other != name]
        for other in own:
            yield (name, other), True, 1.0 / len(own)
        met = {place}
        for near in np.argsort(-ratios[number].astype(int), kind="stable").tolist():
            if len(met) > NEAREST:
                break
            if owners[near] not in met and _strangers(persons[place], persons[owners[near]]):
                met.add(int(owners[near]))
                yield (name, flat[near][1]), False, share
        for _ in range(BY_CHANCE):
            other = rng.randrange(len(flat))
            if owners[other] not in met and _strangers(persons[place], persons[owners[other]]):
                yield (name, flat[other][1]), False, (1 - NEAREST * share) / BY_CHANCE


def _names(person: Listed) -> list[str]:
    every = [person.main, *(alias.name for alias in person.aliases)]
    return [name for name in dict.fromkeys(every) if aliases.script_of(name) == "Latin" and latin(name)]


def _strangers(one: Listed, other: Listed) -> bool:
    """Whether two entries are surely two persons: sixty-six are listed twice, and some with other birth years."""
    years = [{birth[:4] for birth in person.births} for person in (one, other)]
    return frozenset((one.id, other.id)) not in aliases.twins() and not years[0] & years[1]


def regression(columns: Floats, offsets: Floats, labels: Floats, weights: Floats) -> Floats:
    """Coefficients of a logistic regression in base 2, without an intercept."""
    found = np.zeros(columns.shape[1])
    for _ in range(100):
        chance = 1 / (1 + np.exp2(-np.clip(columns @ found + offsets, -60, 60)))
        slope = log(2) * columns.T @ (weights * (chance - labels)) + RIDGE * found
        bend = log(2) ** 2 * (columns * (weights * chance * (1 - chance))[:, None]).T @ columns
        step = np.linalg.solve(bend + RIDGE * np.eye(len(found)), slope)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    return found


def name_table() -> dict[str, tuple[float, float]]:
    """Slope and value of each level of names."""
    seen = [(features(*names), same, weight) for names, same, weight in weighed_pairs(aliases.of("estimating"))]
    seen = [one for one in seen if not one[0]["kin"]]
    columns = [
        *(f"{level} {what}" for level in LEVELS for what in ("rarity", "count")),
        *PLAIN,
        *HOUSE,
    ]
    matrix = np.array([[found[name] for name in columns] for found, _, _ in seen])
    tails = sum(matrix[:, columns.index(f"{level} rarity")] * quality(level) for level in LEVELS)
    held = name_weights()
    beyond = np.where(matrix[:, columns.index("conflicts")] > 0, 0.0, np.maximum(tails - held.tail_from, 0.0))
    offsets = held.tail_slope * beyond
    labels, weights = np.array([float(same) for _, same, _ in seen]), np.array([weight for *_, weight in seen])
    values = dict(zip(columns, regression(matrix, offsets, labels, weights), strict=True))
    kept = {name: round(values[name], 2) for name in HOUSE}
    print("not taken, since the house decides:", kept)
    found = {level: (values[f"{level} rarity"], values[f"{level} count"]) for level in LEVELS}
    return found | {name: (0.0, values[name]) for name in PLAIN}


def curve() -> list[tuple[float, float]]:
    """Points of the curve: bits of the names, bits that count.

    From the fictional people alone: of real aliases with one part in common and another in conflict, more than half are
    one person; but then a shared family name with another given name would be a match, and that must not be.
    """
    held = pairs.noisy_pairs("estimating", count=6000)
    bits = np.array(scorers.bits(list(pairs.views(held, dated=False))))
    labels = np.array([float(pair.match) for pair in held])
    points = []
    for group in np.array_split(np.argsort(bits, kind="stable"), 40):
        share = (labels[group].sum() + 0.5) / (len(group) + 1)
        points.append((float(np.mean(bits[group])), share, float(len(group))))
    return [(round(at, 2), round(log2(share / (1 - share)), 2)) for at, share, _ in _pooled(points)]


Point = tuple[float, float, float]
"""Bits, the share that are one person, and how many pairs say so."""


def _pooled(points: Sequence[Point]) -> list[Point]:
    """Monotone: neighbours that go down, or lie close, become one."""
    pooled: list[Point] = []
    for point in points:
        pooled.append(point)
        while len(pooled) > 1 and (pooled[-2][1] >= pooled[-1][1] or pooled[-1][0] - pooled[-2][0] < 0.3):
            (at, share, size), (at_before, share_before, size_before) = pooled.pop(), pooled.pop()
            both = size + size_before
            middle = (at * size + at_before * size_before) / both
            pooled.append((middle, (share * size + share_before * size_before) / both, both))
    return pooled


def write(names: dict[str, tuple[float, float]], points: Sequence[tuple[float, float]]) -> None:
    """Put the figures into the tables."""
    path = TABLES / "match_weights.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    for row in rows:
        if row["element"] == "name" and row["level"] in names:
            slope, value = names[row["level"]]
            row["slope"], row["value"], row["source"] = f"{slope:.3f}" if slope else "", f"{value:.2f}", FITTED
    _save(path, head, rows)
    path = TABLES / "pair_selection.csv"
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    source = "estimated by benchmarks/estimate_weights.py from the estimating parts of the labelled pairs"
    _save(path, head, [{"name_bits": f"{at:g}", "counted_bits": f"{to:g}", "source": source} for at, to in points])


def _save(path: Path, head: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    told = io.StringIO()
    writer = csv.DictWriter(told, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text("\n".join([*head, told.getvalue()]), encoding="utf-8")


def main() -> None:
    """Estimate, show, and write where asked."""
    only_curve = "--curve" in sys.argv
    names = {} if only_curve else name_table()
    for level, (slope, value) in names.items():
        print(f"{level:14s} slope {slope:6.3f}  value {value:6.2f}")
    points = curve()
    print(points)
    if "--write" in sys.argv:
        write(names, points)


if __name__ == "__main__":
    main()
