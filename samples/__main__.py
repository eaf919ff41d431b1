"""Command line: python -m samples --seed 2026 --people 2000 --out DIR."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from samples import LEAST_PEOPLE, make


def main(arguments: list[str] | None = None) -> int:
    """Make a sample set; 0, or 2 where the arguments make none."""
    parser = argparse.ArgumentParser("python -m samples", description="Make fictional people and lists.")
    parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same set (default 2026)")
    parser.add_argument("--people", type=int, default=2000, help=f"people in the register, at least {LEAST_PEOPLE}")
    parser.add_argument("--passengers", type=int, help="passengers of the flight (default by the number of people)")
    parser.add_argument("--today", type=date.fromisoformat, help="the day that expiries and the flight count from")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")
    told = parser.parse_args(arguments)
    if told.people < LEAST_PEOPLE:
        parser.error(f"--people must be {LEAST_PEOPLE} or more")
    if told.passengers is not None and told.passengers < 20:
        parser.error("--passengers must be 20 or more")
    today = told.today or datetime.now(UTC).date()
    made = make(told.out, seed=told.seed, people=told.people, today=today, passengers=told.passengers)
    print(f"{told.people} fictional people and their lists are in {made.folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
