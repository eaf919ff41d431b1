"""Whether the probability of a pair holds: of pairs that are told 80 %, are eight in ten one person?

As `naungan screen pairs` tells it (engine.compare.pairing), at a prior of one half, which is the share of matches in
these pairs. Sets: pairs of real aliases (the judging half of the persons) and fictional people of ASEAN customs with
noise; names alone, and names with birth dates (benchmarks/pairs.py makes both). All pairs of one person and of two were
put together for their likeness, half of the latter being nearest neighbours, as in the estimating parts from which the
weights and the curve for pairs come. It says nothing of pairs that were put together otherwise, nor of a search.

The results file has the points of the curves beside the figures: benchmarks/plot_calibration.py draws them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parent))
import judging
import pairs
import recorder
import scorers
from aliases import Absent
from pairs import Labelled
from recorder import Spread
from scorers import Person

from naungan.engine.compare import Profile, profile
from naungan.engine.compare.pairing import compare_pair

EACH, COUNT, BINS = 8, 3000, 10
"""Couples of names of each listed person, fictional persons, and bins of equal width."""

DEVIATIONS = 1.645
"""Of the normal distribution: nine in ten lie within."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of nearly one probability: how many, the mean probability, the share that are one person.

    `low` to `high`: where the true share lies, nine times in ten (Wilson 1927).
    """

    pairs: int
    predicted: float
    observed: float
    low: float
    high: float


def sets() -> dict[str, list[Labelled]]:
    """Every set that is there; says which are not."""
    found = {"noise": pairs.noisy_pairs("judging", count=COUNT)}
    try:
        found["aliases"] = pairs.alias_pairs("judging", each=EACH)
    except Absent as absent:
        print(absent, file=sys.stderr)
    return found


def probabilities(held: Sequence[Labelled], *, dated: bool) -> list[float]:
    """The probability of each pair."""
    ready: dict[Person, Profile] = {}

    def made(person: Person) -> Profile:
        if person not in ready:
            ready[person] = profile(scorers.identity(person))
        return ready[person]

    views = pairs.views(held, dated=dated)
    return [compare_pair(made(one), made(other)).probability for one, other in views]


def bins(predicted: Sequence[float], labels: Sequence[bool], count: int = BINS) -> list[Bin]:
    """The curve: bins of equal width from 0 to 1, those without pairs left out."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(count)]
    for one, label in zip(predicted, labels, strict=True):
        held[min(int(one * count), count - 1)].append((one, label))
    return [_bin(found) for found in held if found]


def _bin(found: Sequence[tuple[float, bool]]) -> Bin:
    size, observed = len(found), fmean(label for _, label in found)
    middle, spare = observed + DEVIATIONS**2 / (2 * size), DEVIATIONS**2 / size
    reach = DEVIATIONS * sqrt(observed * (1 - observed) / size + spare / (4 * size))
    low, high = (middle - reach) / (1 + spare), (middle + reach) / (1 + spare)
    return Bin(size, fmean(one for one, _ in found), observed, max(low, 0.0), min(high, 1.0))


def figures(predicted: Sequence[float], labels: Sequence[bool]) -> dict[str, Spread]:
    """How many pairs, the error over ten bins of equal mass, and what chance alone would make of it."""
    found = {
        "pairs": float(len(labels)),
        "matches": float(sum(labels)),
        "error": judging.calibration_error(predicted, labels),
        "error_by_chance": judging.calibration_by_chance(predicted, seed=pairs.SEED),
    }
    return {name: Spread.of([value]) for name, value in found.items()}


def main() -> None:
    """Every set, names alone and with birth dates."""
    kept, curves = {}, {}
    for name, held in sets().items():
        labels = [pair.match for pair in held]
        for view, dated in (("names", False), ("births", True)):
            predicted = probabilities(held, dated=dated)
            kept[f"{name}_{view}"] = figures(predicted, labels)
            curves[f"{name}_{view}"] = bins(predicted, labels)
    recorder.write(
        "calibration",
        claim="How far the probability of a pair can be believed, told against what is true.",
        seed=pairs.SEED,
        setting={
            "prior": 0.5,
            "slips_of_birth_dates": dict(pairs.SLIPS),
            "note": "aliases are of real persons of the OFAC and UN lists, the others are fictional; half of the pairs "
            "of two persons are nearest neighbours by name; no countries are told; the curves' points stand in the "
            "results file",
        },
        figures=kept,
    )
    _add(curves)


def _add(curves: dict[str, list[Bin]]) -> None:
    """The points of the curves, beside the figures."""
    path = recorder.HERE / "results" / "calibration.json"
    result = json.loads(path.read_text(encoding="utf-8"))
    names = Bin.__slots__
    result["curves"] = {
        key: [{name: float(f"{getattr(one, name):.4g}") for name in names} for one in found]
        for key, found in curves.items()
    }
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
