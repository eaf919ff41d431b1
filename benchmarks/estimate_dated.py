"""Estimates what names that are alike are worth beside the very same date of birth: joint, dated of match_weights.

The bits of a name are summed from its parts as if a search met near names everywhere. Whoever shares the date of birth
to the day is drawn from all people, and of those hardly anybody has a name that agrees at all. So the names of listed
persons under noise (benchmarks/noise.py, from the estimating half of the real aliases) are told from those of strangers
by a logistic regression on the bits of the name, where they are alike: its line, less the shares of both kinds that
are, is log2(m / u). The people are fictional, of another seed than any that is judged.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))
import crowd
import numpy as np
from numpy.typing import NDArray
from persons import Maker

from naungan.engine.compare import Frequencies, Profile, profile
from naungan.engine.compare.identity import compare_names, whole_names
from samples.people import shares

SEED, ENTRIES, MET, CLEAN, EACH = "dated/20261124", 20_000, 4000, 5000, 100
"""Strangers: each of CLEAN travellers beside EACH entries."""


def alike(couples: list[tuple[Profile, Profile]], rarity: Frequencies) -> tuple[NDArray[np.float64], float]:
    """The bits of the names (identity.whole_names) that speak for a match; and the share of such couples."""
    found = [compare_names(ours.forms, theirs.forms, rarity) for ours, theirs in couples]
    bits = np.array([name.bits for name in found if whole_names(name) and name.bits > 0])
    return bits, len(bits) / len(couples)


def line(true: NDArray[np.float64], false: NDArray[np.float64]) -> tuple[float, float]:
    """Slope and value of log2(m / u) of the bits, given those of either kind: logistic regression by Newton's steps."""
    bits = np.concatenate([true, false])
    told = np.concatenate([np.ones(len(true)), np.zeros(len(false))])
    # Either kind weighs the same in all, so that the line has no prior in it.
    weights = np.concatenate([np.full(len(true), 1 / len(true)), np.full(len(false), 1 / len(false))])
    design = np.stack([np.ones_like(bits), bits], axis=1)
    found = np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ found))
        step = weights * chance * (1 - chance)
        found += np.linalg.solve((design * step[:, None]).T @ design, design.T @ (weights * (told - chance)))
    value, slope = found / np.log(2)
    return float(slope), float(value)


def main() -> None:
    """Print slope and value."""
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
    (true, m), (false, u) = alike(met, rarity), alike(strangers, rarity)
    slope, value = line(true, false)
    print(f"alike: m {m:.4f} of {len(met)}, u {u:.6f} of {len(strangers)} ({len(false)} couples)")
    print(f"joint,dated: slope {slope:.3f}, value {value + np.log2(m / u):.2f}")
    for least, most in ((0, 2), (2, 4), (4, 6), (6, 8), (8, 10), (10, 13), (13, 17), (17, 60)):
        here, there = ((bits >= least) & (bits < most) for bits in (true, false))
        share = (here.mean() * m) / (there.mean() * u) if there.any() else np.inf
        print(f"  {least} to {most} bits: log2(m / u) {np.log2(share):.1f} ({here.sum()} and {there.sum()} couples)")


if __name__ == "__main__":
    main()
