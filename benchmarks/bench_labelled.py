"""Labelled pairs, with and without birth dates: F1 of Naungan, logic-v2 and rapidfuzz, and Naungan's calibration.

Naungan twice: the scorer of a search, and what `naungan screen pairs` says, which knows that pairs in files are alike
because somebody put them together (`naungan_pairs`).

Sets: pairs of real aliases (the judging half of the persons), fictional people of ASEAN customs with noise (people whom
no weight was learnt from), and nomenklatura's own cases where NAUNGAN_NAME_BENCH names them: benchmarks/pairs.py makes
them. `best`: the threshold that suits each scorer best on the set. `default`: on half of the pairs, at each scorer's
own threshold (Naungan: probability one half at a prior of one half; logic-v2: .70), rapidfuzz's found on the others.

Calibration is measured on more pairs of the same making, by Naungan alone: the error of its probability, at the share
of matches among the pairs, of all pairs and of those of each nationality. Beside each stands the error that chance
alone would make of these very probabilities if they were true.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import judging
import pairs
import recorder
import scorers
from aliases import Absent, Part
from pairs import Labelled
from recorder import Spread
from scorers import DATING, DEFAULTS, NAMING, PAIRED

LEAST = 200
"""Groups with fewer pairs are not told: their calibration is noise."""

EACH, COUNT = 8, 1000
"""For calibration: couples of names of each listed person, and fictional persons of each state."""


def sets(part: Part) -> dict[str, list[Labelled]]:
    """Every set that is there; says which are not."""
    found = {"noise": pairs.noisy_pairs(part)}
    for name, made in (("aliases", lambda: pairs.alias_pairs(part)), ("name_bench", pairs.cases)):
        try:
            found[name] = made()
        except Absent as absent:
            print(absent, file=sys.stderr)
    return found


def figures(held: Sequence[Labelled], *, dated: bool) -> dict[str, Spread]:
    """F1 of every scorer, and how far ours is calibrated."""
    compared = (PAIRED, *(DATING if dated else NAMING))
    scored = scorers.scores(list(pairs.views(held, dated=dated)), compared)
    labels = [pair.match for pair in held]
    found = {"pairs": float(len(held)), "matches": float(sum(labels))}
    for name in compared:
        found[f"f1_best_{name}"] = judging.best_f1(scored[name], labels).f1
        found[f"f1_default_{name}"] = default_f1(name, scored[name], labels)
    return {name: Spread.of([value]) for name, value in found.items()}


def default_f1(name: str, scores: Sequence[float], labels: Sequence[bool]) -> float:
    """F1 on every other eight pairs, at the scorer's own threshold or one found on the eights between.

    Eights, since the sets take turns: one person or two, near or random, born within two years or not.
    """
    dev = [place for place in range(len(scores)) if place // 8 % 2 == 0]
    held_out = [place for place in range(len(scores)) if place // 8 % 2]
    at = DEFAULTS.get(name)
    if at is None:
        at = judging.best_f1([scores[place] for place in dev], [labels[place] for place in dev]).at
    return judging.f1_at([scores[place] for place in held_out], [labels[place] for place in held_out], at)


def calibration(held: Sequence[Labelled], *, dated: bool) -> dict[str, Spread]:
    """The calibration error of all pairs and of each group of at least LEAST, each beside what chance would make."""
    bits = scorers.bits(pairs.views(held, dated=dated))
    found = error(held, bits, "all")
    for group in sorted({pair.group for pair in held}):
        places = [place for place, pair in enumerate(held) if pair.group == group]
        if len(places) >= LEAST:
            found |= error([held[at] for at in places], [bits[at] for at in places], group)
    return {name: Spread.of([value]) for name, value in found.items()}


def error(held: Sequence[Labelled], bits: Sequence[float], name: str) -> dict[str, float]:
    """The error of Naungan's probability at the share of matches among these pairs, and what chance makes of it."""
    labels = [pair.match for pair in held]
    probabilities = [scorers.probability(one, sum(labels) / len(labels)) for one in bits]
    return {
        f"error {name}": judging.calibration_error(probabilities, labels),
        f"by_chance {name}": judging.calibration_by_chance(probabilities, seed=pairs.SEED),
    }


def calibrated(part: Part) -> dict[str, list[Labelled]]:
    """More pairs of the same making."""
    found = {
        "noise": [pair for state in sorted(pairs.ASEAN) for pair in pairs.noisy_pairs(part, count=COUNT, state=state)]
    }
    try:
        found["aliases"] = pairs.alias_pairs(part, each=EACH)
    except Absent:
        return found
    return found


def main() -> None:
    """Every set, names alone and with birth dates."""
    kept = {}
    for name, held in sets("judging").items():
        kept[f"{name}_names"] = figures(held, dated=False)
        if any(pair.asked.births for pair in held):
            kept[f"{name}_births"] = figures(held, dated=True)
    for name, held in calibrated("judging").items():
        kept[f"{name}_names_calibration"] = calibration(held, dated=False)
        kept[f"{name}_births_calibration"] = calibration(held, dated=True)
    recorder.write(
        "labelled",
        claim="Pairs of one person and of two are told apart better than by the peers, with probabilities that hold.",
        seed=pairs.SEED,
        setting={
            "peers": scorers.versions(), "slips_of_birth_dates": dict(pairs.SLIPS),
            "near_and_random": "half of the pairs of two persons each",
            "note": "token_sort and wratio are rapidfuzz's, with _birth 0 where birth years lie more than two apart, "
            ".05 more where dates are equal; the error is over ten bins of equal mass; no countries are told; names of "
            "the OFAC and UN lists are of real persons, the others are fictional or another project's",
        },
        figures=kept,
    )  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    except Absent as absent:
        print(f"Not measured. {absent}", file=sys.stderr)
