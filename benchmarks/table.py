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

One script for each claim: `make bench` runs them all, `python benchmarks/bench_NAME.py` one of them. Most take some
minutes; `index` and `detection`, with registers of up to a million people, the better part of an hour and some 6 GB of
memory. Each writes its results file, with machine, commit, seed and setting; `make docs` writes this page anew. Times
are CPU seconds unless a name says `wall` or a note says otherwise, and the machine did other work beside: ratios
travel, absolute figures don't. Figures are medians of the runs, with the least and the greatest.

Persons are fictional, made by the generator of `samples`, with these exceptions. Aliases (in `aliases`, `labelled` and
`calibration`) are those of real persons on public lists, OFAC's and the United Nations'; they are read from outside
the repository and no name of them is kept in it. The native sets (`native`) are public names of known people, in
their own script and in Latin; each row of `data/native` says where it is from. The cases of `name_bench` (in
`labelled`) are nomenklatura's own, read from outside as well. What needs the peers (`peers/README.md`) or those names
and does not find them measures nothing, and the results of an earlier run stay.
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
    ("One query among 1,000,000 people, evidence included, p50 (CPU ms)", "index", "query", "p50_ms"),
    ("One query among 1,000,000 people, evidence included, p99 (CPU ms)", "index", "query", "p99_ms"),
    ("The same names by brute force, rapidfuzz, p50 (CPU ms)", "index", "rapidfuzz_brute_force", "p50_ms"),
    ("Somebody added to them until a query finds them, p50 (CPU ms)", "index", "change", "added_p50_ms"),
    ("A list of 260 passengers against them (CPU s)", "index", "list_of_260", "cpu_s"),
    ("Building that index (CPU s)", "index", "build", "cpu_s"),
    ("Memory a process has for itself beside the shared snapshot (MB)", "index", "memory", "private_mb"),
    (
        "Times faster than nomenklatura's index and scorer, 100,000 people, one query (CPU)",
        "peer_index",
        "naungan_times_faster",
        "query_cpu",
    ),
    (
        "Found there under noise, at no more alarms than the peer",
        "peer_index",
        "naungan",
        "found_noise_at_peers_alarms",
    ),
    ("Found there under noise by nomenklatura", "peer_index", "nomenklatura", "found_noise"),
    (
        "Times the pairs per second of logic-v2, entries prepared",
        "scorer",
        "naungan_times_logic_v2",
        "prepared_rows_to_cold",
    ),
    ("Times the pairs per second of logic-v2, from strings", "scorer", "naungan_times_logic_v2", "raw_one_name"),
    ("Real aliases found by the name alone, 3 % false alarms", "aliases", "without_noms_de_guerre", "recall_naungan"),
    ("The same by logic-v2", "aliases", "without_noms_de_guerre", "recall_logic_v2"),
    ("Thai names found under their Latin spelling, 3 % false alarms", "native", "thai", "recall_naungan"),
    ("The same by logic-v2", "native", "thai", "recall_logic_v2"),
    (
        "Chinese names found under Malaysian and Singaporean spellings, 3 % false alarms",
        "native",
        "chinese_dialect",
        "recall_naungan",
    ),
    ("The same by logic-v2", "native", "chinese_dialect", "recall_logic_v2"),
    (
        "F1 of pairs from real aliases with birth dates, own threshold",
        "labelled",
        "aliases_births",
        "f1_default_naungan",
    ),
    ("The same by logic-v2", "labelled", "aliases_births", "f1_default_logic_v2"),
    *(
        (words.format(size=size), name, group, figure)
        for size, name in (("100,000", "detection"), ("1,000,000", "detection_million"))
        for words, group, figure in (
            ("Noisy listed persons detected, {size} in the register", "own_names", "detected_birth_date_as_listed"),
            ("Clean travellers alerted on there, per 1,000", "clean", "alerted_per_1000"),
            (
                "The same by rapidfuzz with the birth date where it detects .97",
                "own_names",
                "rapidfuzz_alerted_per_1000_at_97_birth_date_as_listed",
            ),
        )
    ),
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
        for title, told_apart in result.get("tables", {}).items():
            rows = [[cell if isinstance(cell, str) else told(cell) for cell in row] for row in told_apart["rows"]]
            parts.append(f"{title}\n\n{table(told_apart['header'], rows)}\n")
        if "picture" in result:
            parts.append(f"![{result['picture']['told']}]({result['picture']['path']})\n\n")
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
