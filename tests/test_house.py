"""The tree itself: nothing of one machine in it, every table sourced, every number in prose measured."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from naungan.engine import tables

ROOT = Path(__file__).resolve().parent.parent


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("name", tables.names())
def test_every_table_loads_and_each_row_has_a_source(name: str) -> None:
    assert tables.rows(name)


def test_a_table_without_a_source_does_not_load() -> None:
    with pytest.raises(tables.TableError, match="source"):
        tables.parse("x", "code,label\nA,a\n")
    with pytest.raises(tables.TableError, match="row 1: no source"):
        tables.parse("x", "code,source\nA,\n")


def test_locks_carry_hashes_and_no_address() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert "://" not in text
        pins = re.findall(r"^[\w.-]+==", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)


def test_no_file_is_larger_than_a_mebibyte() -> None:
    assert [str(path) for path in tracked() if path.stat().st_size > 2**20] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    pattern = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/|/tmp/(?:bash|brief)")
    texts = {".py", ".md", ".toml", ".csv", ".html", ".css", ".js", ".json", ".lock", ".po", ""}
    found = [
        str(path)
        for path in tracked()
        if path.suffix in texts
        and path != Path(__file__)
        and pattern.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_benchmark_results_say_machine_commit_and_seed() -> None:
    for path in (ROOT / "benchmarks" / "results").glob("*.json"):
        result = json.loads(path.read_text())
        assert {"machine", "commit", "seed"} <= set(result), path


def test_links_between_the_pages_lead_somewhere() -> None:
    broken = [
        f"{page.name} -> {target}"
        for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []
