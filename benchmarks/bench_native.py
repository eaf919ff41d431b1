"""Names in their own scripts against their Latin spellings: how many are found at equal false alarms, set by set.

Each set is a file of benchmarks/data/native: columns id, native, latin, part, source. Each native name of the part
`judge` is compared with its own Latin spelling (one pair of one person) and with every other Latin spelling of that
part; the best of those is its pair of two persons. So each scorer meets its own hardest neighbour. The threshold is
where 3 % of the names have a neighbour that is flagged. Neither birth date nor country is told.

`--part mend` measures the other part, writes no results and prints what is missed and what is mistaken, to be read by
whoever mends a table; `--set NAME` takes one set alone.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import judging
import recorder
import scorers
from aliases import Absent, folded
from recorder import Spread
from scorers import LOGIC, OURS, SORTED, Person

SETS = Path(__file__).resolve().parent / "data" / "native"
SEED, SHARE, MOST = 20261122, 0.03, 200
"""MOST names of a set are taken, chosen by a digest of their id: every name meets every spelling."""

COMPARED = (OURS, LOGIC, SORTED)


@dataclass(frozen=True, slots=True)
class Row:
    """One name in two scripts."""

    id: str
    native: str
    latin: str


def read(path: Path, part: str) -> list[Row]:
    """The rows of one part; lines that start with # are comments."""
    with path.open(encoding="utf-8", newline="") as lines:
        told = csv.DictReader(line for line in lines if not line.startswith("#"))
        found = [Row(row["id"], row["native"], row["latin"]) for row in told if row["part"] == part]
    found.sort(key=lambda row: sha256(row.id.encode()).hexdigest())
    return found[:MOST]


@dataclass(frozen=True, slots=True)
class Met:
    """A native name's score against its own spelling and its best against another's."""

    row: Row
    own: float
    other: float
    mistaken: Row


def met(rows: Sequence[Row], names: Sequence[str] = COMPARED) -> dict[str, list[Met]]:
    """Each scorer's scores of all names; spellings that are the same words as one's own are no other's."""
    crossed = _crossed(rows)
    asked = [(Person((one.native,)), Person((other.latin,))) for one, other in crossed]
    scored = scorers.scores(asked, names)
    return {name: _met(crossed, values) for name, values in scored.items()}


def _crossed(rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    return [(one, other) for one in rows for other in rows if one is other or _apart(one, other)]


def _met(crossed: Sequence[tuple[Row, Row]], values: Sequence[float]) -> list[Met]:
    own: dict[str, tuple[Row, float]] = {}
    best: dict[str, tuple[Row, float]] = {}
    for (one, other), value in zip(crossed, values, strict=True):
        if one is other:
            own[one.id] = one, value
        elif one.id not in best or value > best[one.id][1]:
            best[one.id] = other, value
    return [Met(row, value, best[key][1], best[key][0]) for key, (row, value) in own.items() if key in best]


def _apart(one: Row, other: Row) -> bool:
    same_latin = sorted(folded(one.latin).split()) == sorted(folded(other.latin).split())
    return not same_latin and one.native != other.native


def recall(found: Sequence[Met]) -> float:
    """The share of the names found at the allowed share of false alarms."""
    return judging.recall([one.own for one in found], [one.other for one in found], SHARE)


def figures(found: dict[str, list[Met]]) -> dict[str, Spread]:
    """The recall of each scorer, how often its best spelling of all is the right one, and how many names there are."""
    values = {"names": float(len(found[OURS]))}
    for name, those in found.items():
        values[f"recall_{name}"] = recall(those)
        values[f"first_{name}"] = sum(one.own > one.other for one in those) / len(those)
    return {name: Spread.of([value]) for name, value in values.items()}


def tell(name: str, found: Sequence[Met]) -> None:
    """Print what a set's threshold misses and what it mistakes."""
    least = judging.threshold([one.other for one in found], SHARE).score
    print(f"\n{name}: recall {recall(found):.3f} of {len(found)}, threshold {least:.2f}")
    for one in sorted(found, key=lambda one: one.own):
        if one.own <= least:
            print(f"  missed   {one.own:7.2f}  {one.row.native} | {one.row.latin}  ({one.row.id})")
    for one in sorted(found, key=lambda one: -one.other):
        if one.other >= least:
            print(f"  mistaken {one.other:7.2f}  {one.row.native} | {one.mistaken.latin}  (is {one.row.latin})")


def main() -> None:
    """Measure every set, or print what is to be mended."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=("judge", "mend"), default="judge")
    parser.add_argument("--set", help="one set alone, by the name of its file")
    asked = parser.parse_args()
    paths = sorted(SETS.glob(f"{asked.set or '*'}.csv"))
    if not paths:
        raise Absent("There is no such set in benchmarks/data/native.")
    kept: dict[str, dict[str, Spread]] = {}
    for path in paths:
        rows = read(path, asked.part)
        if len(rows) < 2:
            print(f"{path.stem}: no rows of part {asked.part}", file=sys.stderr)
            continue
        if asked.part == "mend":
            tell(path.stem, met(rows, (OURS,))[OURS])
        else:
            kept[path.stem] = figures(met(rows))
    if asked.part == "judge" and asked.set:
        print({name: {figure: value.median for figure, value in those.items()} for name, those in kept.items()})
    elif kept:
        write(kept)


def write(kept: dict[str, dict[str, Spread]]) -> None:
    """Keep the figures of all sets."""
    recorder.write(
        "native",
        claim="A name in its own script is found under its official Latin spelling, where the peers find few.",
        seed=SEED,
        setting={
            "false_alarms": SHARE, "names_a_set_at_most": MOST, "peers": scorers.versions(),
            "note": "each scorer meets the other spelling that it likes best; first: how often it likes none better "
            "than the right one; every file of benchmarks/data/native says where its names are from",
        },
        figures=kept,
    )  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    except Absent as absent:
        print(f"Not measured. {absent}", file=sys.stderr)
