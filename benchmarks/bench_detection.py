"""Detection of listed persons who are met under noise, beside how many clean travellers are alerted on.

A register of 100,000 fictional people (--size, --million) holds some thousands who travel, each under a name and a
birth date that are noisy by the mix of real aliases (benchmarks/noise.py, pairs.SLIPS), with the nationality, without
any document number. Clean travellers are other people of the same making, none of them listed; chance namesakes with
the birth date of an entry are left out and counted. Settings are the program's own. The noise counts where rapidfuzz
with the birth date, at its best, alerts on 5 clean travellers of 1,000 or more where it detects .97.

Told for three kinds of noise, each a part of the one before: all of it; only what leaves no part of the name replaced
by another (a part left out and one added is a second name, in part); only what neither leaves out nor adds a part.
One table breaks it down by naming custom and by the script of the name that is shown, the weakest row first; the curve
of detection against alerts is drawn by benchmarks/plot_detection.py. Only a register of 100,000 or of 1,000,000 writes
results. `--misses N` prints what was missed in the N weakest rows and which clean travellers were alerted on, with the
reasons, and writes no results.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import noise
import numpy as np
import recorder
from aliases import Absent
from detection import (
    ALL,
    NOISES,
    SEED,
    SETTINGS,
    WANTED,
    Measured,
    Plan,
    Wanted,
    alerted,
    alerted_as_told,
    as_listed,
    at_level,
    broken_down,
    detected,
    measure,
    places,
    rapid_at_level,
    rapid_best,
)
from persons import Traveller
from recorder import Spread

from naungan.engine.compare import compare, profile
from naungan.engine.screening import Population, prepare

PLANS = {
    100_000: Plan(100_000, 4000, 60, 20_000, {"token_sort_ratio": 4000, "token_set_ratio": 500, "WRatio": 250}),
    1_000_000: Plan(1_000_000, 1500, 20, 5000, {"token_sort_ratio": 600}),
}
"""The ratios of rapidfuzz that are asked about fewer cost ten times as much."""

RESULTS = {100_000: "detection", 1_000_000: "detection_million"}
THRESHOLDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 0.9)
CUTS = (*(float(f"{10 ** (power / 8):.3g}") for power in range(-24, 0)), 0.8, 0.9, 0.95, 0.99)
"""Thresholds of the curve."""

STEPS = tuple(each * 10.0**power for power in (-1, 0, 1) for each in (1, 2, 3, 5, 7))
"""Alerts per 1,000 at which rapidfuzz's curve is told."""

LEVELS = (1, 5)
"""Alerts per 1,000 at which Naungan and rapidfuzz are told side by side."""

HEADER = [
    "custom", "script shown", "met", "detected", "under own names, birth date as listed", "detected of these",
    "clean alerted on per 1,000",
]  # fmt: skip


def figures(found: Measured) -> Iterator[tuple[str, dict[str, float]]]:
    """Groups of figures: the clean, the noises, the thresholds, kinds of noise."""
    rare = np.array([one.made.rare for one in found.clean])
    over = found.top >= SETTINGS.possible_from
    yield (
        "clean",
        {
            "travellers": len(found.clean),
            "namesakes_left_out": found.namesakes,
            "alerted_per_1000": alerted(found),
            "alerted_per_1000_birth_date_and_nationality_told": alerted_as_told(found),
            "alerted_per_1000_common_names": 1000 * float(np.mean(over[~rare])),
            "alerted_per_1000_rare_names": 1000 * float(np.mean(over[rare])),
        },
    )
    for name, wanted in NOISES.items():
        yield name, of_noise(found, wanted)
    for threshold in THRESHOLDS:
        yield (
            f"possible_from {threshold:g}",
            {
                "alerted_per_1000": alerted(found, threshold),
                **{
                    f"detected_{name}": detected(found, places(found, wanted), threshold)
                    for name, wanted in NOISES.items()
                },
            },
        )
    yield from _by("birth date", found, lambda one: [one.slip])
    yield from _by("kind", found, lambda one: sorted(one.met.kinds) or ["no change"])


def of_noise(found: Measured, wanted: Wanted) -> dict[str, float]:
    """What one part of the noise comes to, Naungan beside rapidfuzz."""
    at = places(found, wanted)
    known = places(found, lambda one: wanted(one) and as_listed(one))
    kept = {
        "travellers": len(at),
        "detected": detected(found, at),
        "detected_birth_date_as_listed": detected(found, known),
        "told_within_the_first_ten": float(np.mean(found.within[at][found.own[at] >= SETTINGS.possible_from])),
        "rapidfuzz_alerted_per_1000_at_97": 1000 * rapid_best(found, at).alerted,
        "rapidfuzz_alerted_per_1000_at_97_birth_date_as_listed": 1000 * rapid_best(found, known).alerted,
    }
    for level in LEVELS:
        for name, held in (("", at), ("_birth_date_as_listed", known)):
            kept[f"detected_at_{level}_per_1000{name}"] = at_level(found.own[held], found.top, level)
            kept[f"rapidfuzz_detected_at_{level}_per_1000{name}"] = rapid_at_level(found, held, level)
    return kept


def _by(what: str, found: Measured, of: Callable[[Traveller], Sequence[str]]) -> Iterator[tuple[str, dict[str, float]]]:
    """Detection by a trait, the weakest first."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(found.met[: found.plan.met]):
        for value in of(one):
            groups[value].append(place)
    rows = [(value, np.array(at, dtype=np.intp)) for value, at in groups.items()]
    for value, at in sorted(rows, key=lambda row: detected(found, row[1])):
        yield f"{what} {value}", {"travellers": len(at), "detected": detected(found, at)}


def by_custom_and_script(found: Measured) -> list[list[object]]:
    """The rows of the table, the weakest first; what the clean come to is told of a custom and of everybody."""
    rows: list[list[object]] = []
    for row in broken_down(found):
        clean = [place for place, one in enumerate(found.clean) if row.custom in {ALL, one.made.person.custom}]
        told = row.script in {"Latn", ALL} and (row.custom != ALL or row.script == ALL) and clean
        alerts = 1000 * float(np.mean(found.top[clean] >= SETTINGS.possible_from)) if told else ""
        shares = [_rounded(detected(found, at)) for at in (row.at, row.known)]
        rows.append([row.custom, row.script, len(row.at), shares[0], len(row.known), shares[1], alerts])
    return rows


def _rounded(share: float) -> float:
    return float(f"{share:.4g}")


def tell_misses(found: Measured, most: int) -> None:
    """Print what was missed of those known in the weakest rows, and why."""
    rarity = Population(found.entries).rarity
    for row in broken_down(found)[:most]:
        print(f"\n{row.custom} ({row.script})")
        for place in row.known:
            if found.own[place] >= SETTINGS.possible_from:
                continue
            one = found.met[place]
            compared = compare(prepare(one.identity).profile, profile(found.entries[place].identity), rarity)
            told = ", ".join(f"{each.element} {each.level} {each.bits:.1f}" for each in compared.evidence if each.bits)
            parts = ", ".join(
                f"{each.ours}/{each.theirs} {each.level} {each.bits:.1f}" for each in compared.evidence[0].parts
            )
            names = " = ".join(listed.text for listed in one.made.identity.names)
            asked = one.identity.names[0].text
            print(f"  {names} | {asked} | {noise.spoken(one.met.mix)}; birth {one.slip}"
                  f" | {compared.bits:.1f}: {told} [{parts}]")  # fmt: skip


def tell_alerts(found: Measured) -> None:
    """Print the clean travellers alerted on, and why."""
    print("\nclean, alerted on")
    for place in np.argsort(-found.top)[: int(np.sum(found.top >= SETTINGS.possible_from))]:
        one, match = found.clean[place], found.strongest[place]
        evidence = "; ".join(f"{each.element} {each.level} {each.bits:.1f}" for each in match.evidence if each.bits)
        born = one.identity.births[0]
        print(f"  {one.made.person.custom}: {one.identity.names[0].text}, {born} | {match.name} | {evidence}")


def curves(found: Measured) -> dict[str, object]:
    """By noise, birth date and nationality as listed: the points of Naungan's curve and of rapidfuzz's."""
    kept: dict[str, object] = {}
    for name, wanted in NOISES.items():
        at = places(found, lambda one, wanted=wanted: wanted(one) and as_listed(one))  # type: ignore[misc]
        kept[name] = {
            "naungan": [
                {
                    "possible_from": cut,
                    "alerted_per_1000": _rounded(alerted(found, cut)),
                    "detected": _rounded(detected(found, at, cut)),
                }
                for cut in CUTS
            ],
            "rapidfuzz": [
                {"alerted_per_1000": level, "detected": _rounded(rapid_at_level(found, at, level))} for level in STEPS
            ],
            "default": {
                "alerted_per_1000": _rounded(alerted(found)),
                "detected": _rounded(detected(found, at)),
            },
        }
    return kept


def main() -> None:
    """Measure, or print the misses."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=min(PLANS), help="entries of the register")
    parser.add_argument("--million", action="store_true", help="a register of 1,000,000")
    parser.add_argument("--people", type=int, metavar="N", help="N clean travellers and N // 5 listed, as a trial")
    parser.add_argument("--misses", type=int, metavar="N", help="print what is missed in the N weakest rows")
    asked = parser.parse_args()
    size = max(PLANS) if asked.million else asked.size
    plan = replace(PLANS.get(size, PLANS[min(PLANS)]), size=size)
    if asked.people:
        plan = replace(plan, met=asked.people // 5, each=10, clean=asked.people)
    found = measure(plan)
    if asked.misses:
        tell_misses(found, asked.misses)
        tell_alerts(found)
    elif plan == PLANS.get(size):
        write(RESULTS[size], found)
    else:
        show(found)


def show(found: Measured) -> None:
    """The figures of a trial, which no file keeps."""
    for group, those in figures(found):
        print(f"{group}: " + ", ".join(f"{name} {value:.4g}" for name, value in those.items()))
    for row in by_custom_and_script(found):
        print(" | ".join(f"{cell:.3g}" if isinstance(cell, float) else str(cell) for cell in row))


def write(name: str, found: Measured) -> None:
    """Keep the figures."""
    ways = {noise: str(rapid_best(found, places(found, wanted)).way) for noise, wanted in NOISES.items()}
    plan = found.plan
    recorder.write(
        name,
        claim="Listed persons who are met under noise are detected, and few clean travellers are alerted on.",
        seed=SEED,
        setting={
            "register": plan.size, "listed_persons_met": plan.met, "of_each_custom_at_least": plan.each,
            "clean_travellers": len(found.clean), "possible_from": SETTINGS.possible_from,
            "listed_share": SETTINGS.prior.listed_share, "wanted_detection": WANTED,
            "rapidfuzz_clean_travellers": {ratio: len(held) for ratio, held in found.rapid_clean.items()},
            "rapidfuzz_at_its_best": ways,
            "note": "the noise is the mix of changes in the estimating half of real aliases, noms de guerre left out; "
            "own names: no part is replaced by another; spelling only: no part is left out or added; birth date as "
            "listed: the entry holds the very date that the traveller tells, and the nationality; rapidfuzz at each "
            "figure with the bonus and the loss that are best there; fictional people",
        },
        figures={
            group: {figure: Spread.of([value]) for figure, value in those.items()} for group, those in figures(found)
        },
        more={
            "tables": {
                "By naming custom and script of the name that is shown, the weakest first.": {
                    "header": HEADER,
                    "rows": by_custom_and_script(found),
                }
            },
            "curves": curves(found),
            "picture": {
                "told": "Noisy listed persons detected over clean travellers alerted on, Naungan beside rapidfuzz",
                "path": "../docs/images/detection.svg",
            },
        },
    )  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    except Absent as absent:
        print(f"Not measured. {absent}", file=sys.stderr)
