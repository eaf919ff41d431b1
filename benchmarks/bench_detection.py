"""Detection of listed persons who are met under noise, beside how many clean travellers are alerted on.

A register of 100,000 fictional people (--size, --million) holds some thousands who travel, each under a name and a
birth date that are noisy by the mix of real aliases (benchmarks/noise.py, pairs.SLIPS), with the nationality, without
any document number. Clean travellers are other people of the same making, none of them listed; chance namesakes with
the birth date of an entry are left out and counted. Settings are the program's own. The noise counts where rapidfuzz
with the birth date, at its best, alerts on 5 clean travellers of 1,000 or more where it detects .97.

Told for three kinds of noise, each a part of the one before: all of it; only what leaves no part of the name replaced
by another (a part left out and one added is a second name, in part); only what neither leaves out nor adds a part.
`--misses N` prints what was missed in the N weakest customs, with the reasons, and writes no results.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import curve
import noise
import numpy as np
import oracle
import recorder
from aliases import Absent
from curve import Line, Point
from detection import (
    EACH,
    MET,
    NOISES,
    SEED,
    SETTINGS,
    WANTED,
    Measured,
    Places,
    Wanted,
    alerted,
    as_listed,
    at_level,
    detected,
    measure,
    own_names,
    places,
    ranked,
    rapid_at_level,
    rapid_best,
)
from persons import Traveller
from recorder import Spread

from naungan.engine.compare import compare, profile
from naungan.engine.screening import Population, prepare

SIZE, MILLION, CLEAN = 100_000, 1_000_000, 20_000
THRESHOLDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 0.9)
LEVELS = (1, 5)
"""Alerts per 1,000 at which Naungan and rapidfuzz are told side by side."""

ASKED = {"token_sort_ratio": 4000, "token_set_ratio": 500, "WRatio": 250}
ASKED_MILLION = {"token_sort_ratio": 2000}
"""How many clean travellers each ratio of rapidfuzz is asked about: the others cost ten times as much."""

QUESTIONS, SMALL = 300, 5000
"""For the index beside the exhaustive scorer: noisy questions (four times as many aliases), entries of the register."""

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"


def figures(found: Measured) -> Iterator[tuple[str, dict[str, float]]]:
    """Groups of figures: the clean, the noises, the thresholds, kinds of noise, then customs from the weakest."""
    rare = np.array([one.made.rare for one in found.clean])
    over = found.top >= SETTINGS.possible_from
    yield (
        "clean",
        {
            "travellers": len(found.clean),
            "namesakes_left_out": found.namesakes,
            "alerted_per_1000": alerted(found),
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
    yield from customs(found)


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
    for place, one in enumerate(found.met[:MET]):
        for value in of(one):
            groups[value].append(place)
    rows = [(value, np.array(at, dtype=np.intp)) for value, at in groups.items()]
    for value, at in sorted(rows, key=lambda row: detected(found, row[1])):
        yield f"{what} {value}", {"travellers": len(at), "detected": detected(found, at)}


def customs(found: Measured) -> Iterator[tuple[str, dict[str, float]]]:
    """By custom and its script, the weakest first by what is met under own names; all the met count, and the clean."""
    for key, at in ranked(found):
        own = at[[own_names(found.met[place]) for place in at]]
        known = own[[as_listed(found.met[place]) for place in own]]
        theirs = [place for place, one in enumerate(found.clean) if one.made.person.custom == key[0]]
        yield (
            f"custom {key[0]} ({key[1]})",
            {
                "travellers": len(at),
                "detected": detected(found, at),
                "detected_own_names": detected(found, own),
                "detected_own_names_birth_date_as_listed": detected(found, known),
                "clean_alerted_per_1000": 1000 * float(np.mean(found.top[theirs] >= SETTINGS.possible_from))
                if theirs
                else 0.0,
            },
        )


def index(questions: int, size: int) -> dict[str, dict[str, float]]:
    """The index beside the exhaustive scorer; what differs is printed."""
    kept: dict[str, dict[str, float]] = {}
    for name, results in (
        ("noise", oracle.noisy(questions, size, f"{SEED}/index")),
        ("aliases", oracle.of_aliases(4 * questions, str(SEED))),
    ):
        for settings, one in zip(oracle.SETTINGS, results, strict=True):
            kept[f"index, {name}, possible_from {settings.possible_from:g}"] = {
                "questions": one.questions, "matches_of_the_exhaustive": one.matches, "found_by_the_index": one.recall,
                "different_answers": len(one.different),
            }  # fmt: skip
            for line in one.different:
                print(f"differs ({name}, {settings.possible_from:g}): {line}", file=sys.stderr)
    return kept


def tell_misses(found: Measured, most: int) -> None:
    """Print what was missed under own names in the weakest customs, and why."""
    rarity = Population(found.entries).rarity
    for (name, script), at in ranked(found)[:most]:
        print(f"\n{name} ({script})")
        for place in at:
            one = found.met[place]
            if found.own[place] >= SETTINGS.possible_from or not own_names(one):
                continue
            compared = compare(prepare(one.identity).profile, profile(found.entries[place].identity), rarity)
            told = ", ".join(f"{each.element} {each.level} {each.bits:.1f}" for each in compared.evidence if each.bits)
            parts = ", ".join(
                f"{each.ours}/{each.theirs} {each.level} {each.bits:.1f}" for each in compared.evidence[0].parts
            )
            names = " = ".join(listed.text for listed in one.made.identity.names)
            asked = one.identity.names[0].text
            print(f"  {names} | {asked} | {noise.spoken(one.met.mix)}; birth {one.slip}"
                  f" | {compared.bits:.1f}: {told} [{parts}]")  # fmt: skip


def lines(found: Measured) -> Iterator[Line]:
    """Naungan's curves and rapidfuzz's for each noise."""
    for colour, (name, wanted) in enumerate(NOISES.items()):
        at = places(found, wanted)
        told = name.replace("_", " ")
        yield Line(f"Naungan, {told}", colour, ours(found, at), mark=(alerted(found), detected(found, at)))
        yield Line(f"rapidfuzz, {told}", colour, theirs(found, at), dashed=True)


def ours(found: Measured, at: Places) -> list[Point]:
    """Detection at each number of clean travellers alerted on that some threshold gives."""
    cuts = sorted({float(one) for one in found.top if one > 0} | set(THRESHOLDS), reverse=True)
    return [(alerted(found, cut), detected(found, at, cut)) for cut in cuts]


def theirs(found: Measured, at: Places) -> list[Point]:
    """The same of rapidfuzz, each point by the way that is best there."""
    levels = [each * 10**power for power in (-1, 0, 1) for each in (1, 2, 3, 5, 7)]
    return [(level, rapid_at_level(found, at, level)) for level in levels]


def main() -> None:
    """Measure, or print the misses."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=SIZE, help="entries of the register")
    parser.add_argument("--million", action="store_true", help="a register of 1,000,000")
    parser.add_argument("--clean", type=int, default=CLEAN, help="clean travellers")
    parser.add_argument("--misses", type=int, metavar="N", help="print what is missed in the N weakest customs")
    asked = parser.parse_args()
    size = MILLION if asked.million else asked.size
    found = measure(size, asked.clean, ASKED_MILLION if asked.million else ASKED)
    if asked.misses:
        tell_misses(found, asked.misses)
        return
    kept = dict(figures(found)) | index(QUESTIONS, SMALL)
    name = {SIZE: "detection", MILLION: "detection_million"}.get(size, "")
    if name:
        title = f"Detection against alerts, {size:,} people in the register"
        curve.draw(IMAGES / f"{name}.svg", title, list(lines(found)), least=0.1, most=20.0)
        write(name, found, kept)
    else:
        show(kept)


def show(kept: dict[str, dict[str, float]]) -> None:
    """The figures of a register of another size, which no file keeps."""
    for group, those in kept.items():
        print(f"{group}: " + ", ".join(f"{name} {value:.4g}" for name, value in those.items()))


def write(name: str, found: Measured, kept: dict[str, dict[str, float]]) -> None:
    """Keep the figures."""
    ways = {noise: str(rapid_best(found, places(found, wanted)).way) for noise, wanted in NOISES.items()}
    recorder.write(
        name,
        claim="Listed persons who are met under noise are detected, and few clean travellers are alerted on.",
        seed=SEED,
        setting={
            "register": found.size, "listed_persons_met": MET, "of_each_custom_at_least": EACH,
            "clean_travellers": len(found.clean), "possible_from": SETTINGS.possible_from,
            "listed_share": SETTINGS.prior.listed_share, "wanted_detection": WANTED,
            "rapidfuzz_clean_travellers": {ratio: len(held) for ratio, held in found.rapid_clean.items()},
            "rapidfuzz_at_its_best": ways,
            "note": "the noise is the mix of changes in the estimating half of real aliases, noms de guerre left out; "
            "own names: no part is replaced by another; spelling only: no part is left out or added; birth date as "
            "listed: the entry holds the very date that the traveller tells, and the nationality; rapidfuzz at each "
            "figure with the bonus and the loss that are best there; customs from the weakest; fictional people",
        },
        figures={group: {name: Spread.of([value]) for name, value in those.items()} for group, those in kept.items()},
    )  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    except Absent as absent:
        print(f"Not measured. {absent}", file=sys.stderr)
