"""Writes README.md beside it from results/*.json: no figure there that a results file does not hold.

`python benchmarks/table.py` writes it; with --check it says whether the page is stale and writes nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

INTRODUCTION = """# Benchmarks

Written by `benchmarks/table.py` from `benchmarks/results/*.json`; do not edit it by hand.

One script for each claim: `make bench` runs them all, `python benchmarks/bench_NAME.py` one of them; each takes a
minute or two. Each writes its results file, with machine, commit, seed and setting; `make docs` writes this page anew.
Times are CPU seconds unless a name says `wall` or a note says otherwise, and the machine did other work beside: ratios
travel, absolute figures don't. Figures are medians of the runs, with the least and the greatest. All persons are
fictional.
"""

SHORT = (
    ("An answer at the counter, one connection, p50 (ms)", "node", "counter_1_connection", "answer_p50_ms"),
    ("An answer at the counter, one connection, p99 (ms)", "node", "counter_1_connection", "answer_p99_ms"),
    ("An answer at the counter, four connections, p99 (ms)", "node", "counter_4_connections", "answer_p99_ms"),
    ("First demo from an empty folder (CPU s)", "node", "demo", "first_cpu_s"),
    ("Second demo (CPU s)", "node", "demo", "second_cpu_s"),
    ("Import into the register (CPU ms a row)", "node", "import", "cpu_ms_per_row"),
    ("Memory of a server process (MB)", "node", "memory", "mb_per_worker"),
    ("Reading a machine-readable zone (µs)", "readers", "zone", "clean_us"),
    ("Reading PAXLST (rows a second)", "readers", "paxlst", "rows_per_second"),
    ("Memory that a list of 50 MB takes, PAXLST (MB)", "readers", "paxlst", "large_memory_rose_mb"),
    ("A question to 2,000 entries, p50 (ms)", "screening", "2000_entries", "question_p50_ms"),
    ("A question to 20,000 entries, p50 (ms)", "screening", "20000_entries", "question_p50_ms"),
    ("A list of 260 against 2,000 entries (s)", "screening", "2000_entries", "list_s"),
)
"""What the first table tells: words, results file, group, figure."""


def main() -> int:
    """Write the page, or say with --check that it is stale."""
    page, text = HERE / "README.md", made(results(HERE / "results"))
    if page.exists() and page.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in sys.argv:
        print("Stale: benchmarks/README.md. Run: make docs", file=sys.stderr)
        return 1
    page.write_text(text, encoding="utf-8")
    return 0


def results(folder: Path) -> dict[str, dict[str, Any]]:
    """What each benchmark measured, by its name."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def made(found: dict[str, dict[str, Any]]) -> str:
    """The page: the short table, then everything."""
    short = [
        [words, told(found[name]["figures"][group][figure]["median"])]
        for words, name, group, figure in SHORT
        if name in found
    ]
    parts = [INTRODUCTION, "\n## In short\n\n", table(["what", "median"], short)]
    for name, result in found.items():
        parts.append(f"\n## {name}\n\n{result['claim']}\n\n{table(HEADER, list(lines(result['figures'])))}\n")
        parts.append(f"{sentence(result)}\n")
    return "".join(parts)


HEADER = ["part", "figure", "median", "least", "greatest", "runs"]


def lines(figures: dict[str, dict[str, dict[str, float]]]) -> Iterator[list[str]]:
    """One line a figure; what did not vary is told once."""
    for group, spreads in figures.items():
        for figure, spread in spreads.items():
            least, median, greatest = (told(spread[key]) for key in ("least", "median", "greatest"))
            same = least == greatest
            runs = str(spread["runs"])
            yield [spoken(group), spoken(figure), median, "" if same else least, "" if same else greatest, runs]


def sentence(result: dict[str, Any]) -> str:
    """Where and how it was measured."""
    machine = result["machine"]
    place = f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, Python {machine['python']}"
    setting = "; ".join(f"{spoken(key)}: {value}" for key, value in result["setting"].items() if key != "note")
    note = result["setting"].get("note", "")
    return (
        f"`{result['command']}`, {result['date']}, commit {result['commit'][:10]}, seed {result['seed']}. {place}. "
        f"Setting: {setting}." + (f" Note: {note}." if note else "")
    )


def spoken(name: str) -> str:
    """A key of a results file as words."""
    return name.replace("_", " ")


def told(value: float) -> str:
    """A number with at most four digits that mean something, thousands parted."""
    text = f"{value:.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:.3f}".rstrip("0").rstrip(".") if "e" in text else text


def table(header: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    return "".join(f"| {' | '.join(row)} |\n" for row in (header, ["---"] * len(header), *rows))


if __name__ == "__main__":
    sys.exit(main())
