"""The index beside the exhaustive scorer: what it finds of all that is to be found, and how many answers differ.

Two sets of questions, see oracle.py: noisy fictional people, and aliases of the judging half of real persons.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import oracle
import recorder
from aliases import Absent
from recorder import Spread

SEED = 20261122
QUESTIONS, SIZE = 200, 4000
"""Noisy questions (three times as many aliases), entries of the register."""


def main() -> None:
    """Both sets; what differs is printed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="noisy questions")
    parser.add_argument("--size", type=int, default=SIZE, help="entries of the register")
    asked = parser.parse_args()
    kept: dict[str, dict[str, Spread]] = {}
    for name, results in (
        ("noise", oracle.noisy(asked.questions, asked.size, f"{SEED}/index")),
        ("aliases", oracle.of_aliases(3 * asked.questions, str(SEED))),
    ):
        for settings, one in zip(oracle.SETTINGS, results, strict=True):
            figures = {
                "questions": one.questions, "matches_of_the_exhaustive": one.matches, "found_by_the_index": one.recall,
                "different_answers": len(one.different),
            }  # fmt: skip
            kept[f"{name}, possible_from {settings.possible_from:g}"] = {
                key: Spread.of([value]) for key, value in figures.items()
            }
            for line in one.different:
                print(f"differs ({name}, {settings.possible_from:g}): {line}", file=sys.stderr)
    recorder.write(
        "oracle",
        claim="The index finds what comparing everything finds, and tells the same of it.",
        seed=SEED,
        setting={"register_of_fictional_people": asked.size},
        figures=kept,
    )


if __name__ == "__main__":
    try:
        main()
    except Absent as absent:
        print(f"Not measured. {absent}", file=sys.stderr)
