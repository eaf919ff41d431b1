"""Files of pairs made to hurt: a sensible answer or one clear sentence, never a traceback, and nothing half written.

Tests marked as expected failures show known defects; take the mark away with the defect.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = "name_a,dob_a,country_a,name_b,dob_b,country_b\n"
ROW = "Ferdian Hutapea,1984-03-07,IDN,FERDIAN HUTAPEA,1984,ID\n"


class Pairs:
    """The command over one file in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.given, self.out = folder / "given.csv", folder / "out.csv"

    def run(self, content: str | bytes, *, out: str | None = None) -> subprocess.CompletedProcess[str]:
        self.given.write_bytes(content.encode() if isinstance(content, str) else content)
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("NAUNGAN_", "DATABASE_URL", "PYTEST"))}
        environment |= {"NAUNGAN_HOME": str(self.given.parent), "PYTHONPATH": str(ROOT)}
        target = str(self.out) if out is None else out
        return subprocess.run(
            [sys.executable, "-m", "naungan", "screen", "pairs", str(self.given), "--out", target],
            capture_output=True, text=True, env=environment, timeout=120, check=False, cwd=self.given.parent,
        )  # fmt: skip

    def rows(self) -> list[dict[str, str]]:
        with self.out.open(encoding="utf-8", newline="") as written:
            return list(csv.DictReader(written))


@pytest.fixture
def pairs(tmp_path: Path) -> Pairs:
    return Pairs(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + (HEAD + ROW).encode(),
        (HEAD + ROW).replace("\n", "\r\n"),
        HEAD + "\n\n" + ROW + "\n",
        HEAD + ROW.replace("Ferdian Hutapea", '"Ferdian\nHutapea"', 1),
        HEAD + ROW.replace("Ferdian", "Fer\u200bdian", 1),
        HEAD + ROW.replace("Ferdian", "Ferdian\0", 1),
    ],
    ids=["bom", "crlf", "blank lines", "line in a field", "zero width", "null byte"],
)
@pytest.mark.xdist_group("pairs")
def test_files_of_many_programs_are_read(pairs: Pairs, content: str | bytes) -> None:
    done = pairs.run(content)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert [row["match"] for row in pairs.rows()] == ["1"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        b"\xef\xbb\xbf",
        "name_a,name_b\nA,B\n",
        (HEAD + ROW).replace(",", ";"),
        (HEAD + ROW).encode("utf-16"),
        (HEAD + ROW * 3000).encode() + "José,,,JOSE,,\n".encode("latin-1"),
        HEAD + ROW + '"unclosed,,,x,,\n',
        HEAD + ROW + ROW.strip() + ",one field more\n",
        HEAD + ROW + "A" * 2_000_000 + ",,,B,,\n",
    ],
    ids=["empty", "bom alone", "columns", "semicolons", "utf-16", "latin-1 late", "unclosed", "too long", "huge field"],
)
@pytest.mark.xdist_group("pairs")
def test_what_can_not_be_read_is_said_and_leaves_nothing(pairs: Pairs, content: str | bytes) -> None:
    done = pairs.run(content)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("naungan: ")
    assert sorted(path.name for path in pairs.out.parent.glob("out*")) == []


@pytest.mark.xdist_group("pairs")
def test_own_columns_pass(pairs: Pairs) -> None:
    done = pairs.run(f"id,{HEAD.strip()},note\n7,{ROW.strip()},keep\n")
    assert done.returncode == 0
    (row,) = pairs.rows()
    assert (row["id"], row["note"], row["match"]) == ("7", "keep", "1")
    assert float(row["bits"]) > 0


@pytest.mark.parametrize("name", ["bits", "probability", "match", "Match "])
@pytest.mark.xdist_group("pairs")
def test_a_column_that_the_answer_would_replace_is_refused_by_name(pairs: Pairs, name: str) -> None:
    done = pairs.run(f"{HEAD.strip()},{name}\n{ROW.strip()},label\n")
    assert done.returncode == 2
    assert f"column {name.strip()}" in done.stderr
    assert not pairs.out.exists()


@pytest.mark.xdist_group("pairs")
def test_columns_with_capitals_and_spaces_are_found_and_keep_their_names(pairs: Pairs) -> None:
    done = pairs.run("Name A, DOB_A,Country a,NAME_B,dob-b,country_b \n" + ROW)
    assert done.returncode == 0
    assert pairs.out.read_text().startswith("Name A, DOB_A,Country a,NAME_B,dob-b,country_b ,bits,")
    assert pairs.rows()[0]["match"] == "1"
    assert pairs.run(f"{HEAD.strip()},Name A\n{ROW.strip()},x\n").returncode == 2


@pytest.mark.parametrize(("sign", "word"), [(";", "semicolons"), ("\t", "tabs")])
@pytest.mark.xdist_group("pairs")
def test_another_separator_is_named(pairs: Pairs, sign: str, word: str) -> None:
    done = pairs.run((HEAD + ROW).replace(",", sign))
    assert done.returncode == 2
    assert word in done.stderr


@pytest.mark.xdist_group("pairs")
def test_broken_quoting_is_told_with_its_line(pairs: Pairs) -> None:
    done = pairs.run(HEAD + ROW * 4 + '"Ali"x,,,Ali,,\n' + ROW)
    assert done.returncode == 2
    assert "line 6" in done.stderr


@pytest.mark.xdist_group("pairs")
def test_a_dash_is_standard_output_which_stays_empty_where_the_file_is_broken(pairs: Pairs) -> None:
    done = pairs.run(HEAD + ROW, out="-")
    assert done.returncode == 0
    assert [row["match"] for row in csv.DictReader(done.stdout.splitlines())] == ["1"]
    assert not pairs.out.with_name("-").exists()
    broken = pairs.run(HEAD + ROW + '"unclosed,,,x,,\n', out="-")
    assert (broken.returncode, broken.stdout) == (2, "")


@pytest.mark.xdist_group("pairs")
def test_a_file_that_is_written_anew_keeps_its_mode(pairs: Pairs) -> None:
    pairs.out.write_text("old")
    pairs.out.chmod(0o600)
    assert pairs.run(HEAD + ROW).returncode == 0
    assert pairs.out.stat().st_mode & 0o777 == 0o600


@pytest.mark.xdist_group("pairs")
def test_many_thousand_names_in_one_field_are_cut_in_bounded_time(pairs: Pairs) -> None:
    done = pairs.run(HEAD + "Ali Hassan;" * 60_000 + ",,," + "Omar Said;" * 60_000 + ",,\n")
    assert done.returncode == 0
    assert pairs.out.read_text().endswith(",0\n")


@pytest.mark.xdist_group("pairs")
def test_a_folder_that_is_not_there_is_said(pairs: Pairs) -> None:
    done = pairs.run(HEAD + ROW, out="nowhere/out.csv")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


@pytest.mark.xdist_group("pairs")
def test_an_empty_out_is_said(pairs: Pairs) -> None:
    done = pairs.run(HEAD + ROW, out="")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


@pytest.mark.xdist_group("pairs")
def test_the_given_file_is_not_overwritten(pairs: Pairs) -> None:
    done = pairs.run(HEAD + ROW, out=str(pairs.given))
    assert done.returncode == 2
    assert pairs.given.read_text() == HEAD + ROW


@pytest.mark.xdist_group("pairs")
def test_files_beside_the_output_are_left_alone(pairs: Pairs) -> None:
    beside = pairs.out.with_name("out.csv.part")
    beside.write_text("mine")
    assert pairs.run(HEAD + ROW).returncode == 0
    assert beside.read_text() == "mine"


@pytest.mark.xdist_group("pairs")
def test_two_columns_of_one_name_both_pass_or_are_refused(pairs: Pairs) -> None:
    done = pairs.run(f"{HEAD.strip()},,\n{ROW.strip()},first,second\n")
    assert done.returncode == 2 or "first,second" in pairs.out.read_text()


@pytest.mark.xdist_group("pairs")
def test_no_thai_word_ends_the_run(pairs: Pairs) -> None:
    assert pairs.run(HEAD + "เจฤ ใจดี,,THA,JERI JAIDEE,,THA\n").returncode == 0
