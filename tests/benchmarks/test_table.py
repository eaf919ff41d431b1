"""The page of the benchmarks says what the results files say, and notices when it does not."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "table.py", tmp_path)
    shutil.copytree(ROOT / "results", tmp_path / "results")
    assert run(tmp_path).returncode == 0
    return tmp_path / "README.md"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(folder / "table.py"), *words], capture_output=True, text=True, check=False
    )


def test_the_page_holds_the_claim_and_each_median_of_every_results_file(page: Path) -> None:
    text = page.read_text()
    for path in (ROOT / "results").glob("*.json"):
        result = json.loads(path.read_text())
        assert result["claim"] in text
        section = text.split(f"\n## {path.stem}\n")[1].split("\n## ")[0]
        figures = [figure for group in result["figures"].values() for figure in group]
        tables = [len(each["rows"]) + 2 for each in result.get("tables", {}).values()]
        assert section.count("\n| ") == len(figures) + 2 + sum(tables)
        assert all(figure.replace("_", " ") in section for figure in figures)


def test_a_changed_result_makes_the_page_stale_until_it_is_written_anew(page: Path) -> None:
    assert run(page.parent, "--check").returncode == 0
    changed = page.parent / "results" / "readers.json"
    changed.write_text(changed.read_text().replace('"median": ', '"median": 9'))
    found = run(page.parent, "--check")
    assert (found.returncode, found.stderr) == (1, "Stale: benchmarks/README.md. Run: make docs\n")
    run(page.parent)
    assert run(page.parent, "--check").returncode == 0


def test_a_figure_of_the_short_table_that_no_file_holds_is_an_error(page: Path) -> None:
    changed = page.parent / "results" / "readers.json"
    changed.write_text(changed.read_text().replace('"clean_us"', '"other_us"'))
    assert "KeyError: 'clean_us'" in run(page.parent).stderr
