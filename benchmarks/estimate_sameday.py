"""Estimates what names are worth beside the very same date of birth: joint, dated and joint, respelt of match_weights.

Whoever shares the date of birth to the day is drawn from all people, and of those hardly anybody has a name that agrees
at all. So the names of listed persons under noise (benchmarks/noise.py, from the estimating half of the real aliases)
are told from those of strangers by logistic regressions: on the bits of the name, where nothing conflicts, and on the
likeness of its letters, where they may be one name respelt (compare.sameday). Each line, with log2 of the ratio of the
shares of both kinds that it holds for, is log2(m / u). The people are fictional, of another seed than any that is
judged.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))
import crowd
import numpy as np
from numpy.typing import NDArray
from persons import Maker

from naungan.engine.compare import Frequencies, Profile, profile
from naungan.engine.compare.identity import compare_names
from naungan.engine.compare.sameday import may_be_dated, nearest
from samples.people import shares

SEED, ENTRIES, MET, CLEAN, EACH = "sameday/20261125", 20_000, 8000, 8000, 100
"""Strangers: each of CLEAN travellers beside EACH entries."""

Floats = NDArray[np.float64]
Couples = Sequence[tuple[Profile, Profile]]


def bits_of_whole(couples: Couples, rarity: Frequencies) -> Floats:
    """The bits of the names in which nothing conflicts and more than one part of several agrees."""
    found = [compare_names(ours.forms, theirs.forms, rarity) for ours, theirs in couples]
    return np.array([name.bits for name in found if name.bits > 0 and may_be_dated(name)])


def likeness_of_respelt(couples: Couples, rarity: Frequencies) -> Floats:
    """The likeness of letters of the names that may be respelt and do not agree so far as to count by their bits."""
    found = []
    for ours, theirs in couples:
        like = nearest(ours.forms, theirs.forms)[0]
        if like > 0:
            name = compare_names(ours.forms, theirs.forms, rarity)
            if not (name.bits > 0 and may_be_dated(name)):
                found.append(like)
    return np.array(found)


def line(true: Floats, false: Floats) -> tuple[float, float]:
    """Slope and value of log2(m / u) of what was measured, given that of either kind: regression by Newton's steps."""
    measured = np.concatenate([true, false])
    told = np.concatenate([np.ones(len(true)), np.zeros(len(false))])
    # Either kind weighs the same in all, so that the line has no prior in it.
    weights = np.concatenate([np.full(len(true), 1 / len(true)), np.full(len(false), 1 / len(false))])
    design = np.stack([np.ones_like(measured), measured], axis=1)
    found = np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ found))
        step = weights * chance * (1 - chance)
        found += np.linalg.solve((design * step[:, None]).T @ design, design.T @ (weights * (told - chance)))
    value, slope = found / np.log(2)
    return float(slope), float(value)


def tell(level: str, true: Floats, false: Floats, of: tuple[int, int], edges: Sequence[float]) -> None:
    """Print slope and value of a level, and the same counted in ranges."""
    m, u = len(true) / of[0], len(false) / of[1]
    slope, value = line(true, false)
    print(f"joint,{level}: slope {slope:.3f}, value {value + np.log2(m / u):.2f}; m {m:.4f}, u {u:.6f}")
    for least, most in pairwise(edges):
        here, there = ((measured >= least) & (measured < most) for measured in (true, false))
        share = (here.sum() / of[0]) / (there.sum() / of[1]) if there.any() else np.inf
        print(f"  {least} to {most}: log2(m / u) {np.log2(share):.1f} ({here.sum()} and {there.sum()} couples)")


def main() -> None:
    """Print slopes and values."""
    rng = Random(SEED)
    maker = Maker(seed=SEED, size=ENTRIES)
    register = [profile(entry.identity) for entry in crowd.crowd(ENTRIES, seed=SEED)]
    made = [maker.make(rng, custom, state) for custom, state in shares(rng, MET)]
    entries = [profile(one.identity) for one in made]
    counts = Counter(
        key
        for one in register + entries
        for key in {key for form in one.forms for part in form.parts for key in part.keys}
    )
    rarity = Frequencies(counts, len(register) + len(entries))
    met = [(profile(maker.met(rng, one).identity), entry) for one, entry in zip(made, entries, strict=True)]
    strangers = [
        (theirs, entry)
        for custom, state in shares(rng, CLEAN)
        for theirs in [profile(maker.clean(rng, custom, state).identity)]
        for entry in rng.sample(register, EACH)
    ]
    kinds: list[tuple[str, Callable[[Couples, Frequencies], Floats], Sequence[float]]] = [
        ("dated", bits_of_whole, (0, 2, 4, 6, 8, 10, 13, 17, 60)),
        ("respelt", likeness_of_respelt, (0.62, 0.66, 0.7, 0.74, 0.78, 0.82, 0.86, 0.9, 1.01)),
    ]
    for level, measure, edges in kinds:
        tell(level, measure(met, rarity), measure(strangers, rarity), (len(met), len(strangers)), edges)


if __name__ == "__main__":
    main()
