"""Writes what a benchmark measured to results/NAME.json, with what a reader needs to judge it.

Machine, commit, seed and date stand beside the figures. Times are wall-clock seconds where a name says so, else CPU
seconds of this process and its children. Figures are medians of n runs, with the least and the greatest beside them.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several runs between the least and the greatest."""

    median: float
    least: float
    greatest: float
    runs: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Of values from several runs, rounded to four digits."""
        median, least, greatest = (_rounded(value) for value in (statistics.median(values), min(values), max(values)))
        return cls(median, least, greatest, len(values))


@dataclass(frozen=True, slots=True)
class Timed:
    """What one run took: wall-clock and CPU seconds (of this process and the children that it waited for)."""

    wall: float
    cpu: float


def timed(work: Callable[[], object]) -> Timed:
    """Run the work once."""
    before, started = _cpu(), time.perf_counter()
    work()
    return Timed(time.perf_counter() - started, _cpu() - before)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def machine() -> dict[str, object]:
    """Processor, cores this process may use, memory, operating system, Python."""
    return {
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
    }


def write(
    name: str,
    *,
    claim: str,
    seed: int,
    setting: Mapping[str, object],
    figures: Mapping[str, object],
    more: Mapping[str, object] | None = None,
) -> None:
    """Keep the figures as results/`name`.json and show them. `more`: points of curves, tables."""
    kept = {
        "claim": claim,
        "command": f"python benchmarks/{Path(sys.argv[0]).name}",
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _git("rev-parse", "HEAD") + (" and changes since" if _git("status", "--porcelain") else ""),
        "seed": seed,
        "machine": machine(),
        "setting": setting,
        "figures": figures,
        **(more or {}),
    }
    text = json.dumps(kept, indent=2, ensure_ascii=False, default=_plain) + "\n"
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / f"{name}.json").write_text(text, encoding="utf-8")
    print(text)


def _plain(value: object) -> object:
    if isinstance(value, Spread):
        return {"median": value.median, "least": value.least, "greatest": value.greatest, "runs": value.runs}
    raise TypeError(f"{type(value).__name__} can't be written")


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")


def _cpu() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _first(path: str, label: str) -> str:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(label)), "")


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=HERE, capture_output=True, text=True, check=False)
    return done.stdout.strip()
