"""The commands as a person runs them: a real process, real files, exit codes, one clear line for each mistake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import samples

ROOT = Path(__file__).resolve().parent.parent.parent


class Node:
    """A node in a folder of its own, with the small fictional register imported."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.set = samples.make(home / "samples", seed=2026, people=120, today=date.today())  # noqa: DTZ011

    def run(self, *arguments: str, given: str | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("NAUNGAN_", "DATABASE_URL", "PYTEST"))}
        environment |= {"NAUNGAN_HOME": str(self.home), "PYTHONPATH": str(ROOT), **extra}
        return subprocess.run(
            [sys.executable, "-m", "naungan", *arguments],
            input=given, capture_output=True, text=True, env=environment, timeout=120, check=False,
        )  # fmt: skip

    def json(self, *arguments: str, **extra: str) -> Any:
        done = self.run(*arguments, "--json", **extra)
        assert done.returncode == 0, done.stderr + done.stdout
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Node:
    made = Node(tmp_path_factory.mktemp("node"))
    (report,) = made.json("import", str(made.set.register), "--mapping", str(made.set.mapping))
    assert report["accepted"] > 60
    return made


def zones(node: Node) -> list[list[str]]:
    blocks: list[list[str]] = []
    for line in node.set.zones.read_text().splitlines():
        if line.startswith("#"):
            blocks.append([])
        elif line.strip():
            blocks[-1].append(line)
    return [block for block in blocks if block]


@pytest.mark.xdist_group("cli")
class TestScreen:
    def test_mrz_prints_one_object_with_the_document_and_the_outcome(self, node: Node) -> None:
        outcomes = set()
        for lines in zones(node):
            done = node.run("screen", "mrz", *lines, "--json")
            if done.returncode == 2:
                outcomes.add(json.loads(done.stdout)["error"]["kind"])
                continue
            assert done.returncode == 0, done.stdout
            (found,) = [json.loads(line) for line in done.stdout.splitlines()]
            wanted = {"format", "number", "issuer", "nationality", "birth_date", "sex", "expiry", "checks"}
            assert wanted <= set(found["document"])
            assert all({"field", "digit", "expected", "right"} <= set(check) for check in found["document"]["checks"])
            outcomes.add(found["outcome"])
            for hit in found["hits"]:
                assert hit["reasons"]
                assert all(reason["sentence"] for reason in hit["reasons"])
        assert {"none", "probable", "Unreadable"} <= outcomes

    def test_list_prints_one_object_a_traveller_with_its_place(self, node: Node) -> None:
        rows = node.json("screen", "list", str(node.set.passengers))
        assert len(rows) >= 25
        assert all(row["place"] and row["outcome"] in {"none", "possible", "probable", "unreadable"} for row in rows)
        hits = [row for row in rows if row["hits"]]
        assert hits
        assert {"id", "names"} <= set(hits[0]["hits"][0]["entry"])
        assert 0 < hits[0]["hits"][0]["probability"] <= 1

    def test_list_reads_standard_input(self, node: Node) -> None:
        done = node.run("screen", "list", "-", "--json", given="name,birth_date\nContoh Rekaan,1990-01-02\n")
        assert done.returncode == 0
        assert json.loads(done.stdout)["outcome"] == "none"

    def test_person_and_explain_speak_in_bits(self, node: Node) -> None:
        (row, *_) = [r for r in node.json("screen", "list", str(node.set.passengers)) if r["hits"]]
        hit = row["hits"][0]
        name, birth = hit["entry"]["names"][0]["text"], hit["entry"]["births"][0]
        (person,) = node.json("screen", "person", "--name", name, "--birth", birth)
        assert any(found["entry"]["id"] == hit["entry"]["id"] for found in person["hits"])
        (told,) = node.json("screen", "explain", hit["entry"]["id"], "--name", "Mawar Tenang", "--birth", "1999-01-02")
        assert told["outcome"] == "none"
        assert told["reasons"]

    def test_a_typed_passport_stays_a_passport_and_a_name_alone_gets_no_note(self, node: Node) -> None:
        for option in ("--card", "--document-kind"):
            typed = ["--name", "Mawar Tenang", "--document-number", "Z7654321", "--issuer", "MYS", option, "passport"]
            (person,) = node.json("screen", "person", *typed)
            assert person["traveller"]["documents"][0]["kind"] == "passport"
            assert person["problems"] == []
        alone = node.run("screen", "person", "--name", "Mawar Tenang")
        assert (alone.stderr, alone.stdout.strip()) == ("", "Nothing found")

    def test_a_child_on_a_pass_is_screened_and_tied_to_it(self, node: Node) -> None:
        typed = ["--name", "Mawar Tenang", "--birth", "2010-01-02", "--card", "my-th-pass", "--carried-by", "K123456"]
        (child,) = node.json("screen", "person", *typed)
        assert child["traveller"]["carried_by"] == "K123456"
        assert child["traveller"]["documents"] == []
        assert "carries children below 15" in child["problems"][0]

    def test_thresholds_tell_what_they_may_cost_and_what_came(self, node: Node) -> None:
        node.json("screen", "list", str(node.set.passengers))
        (told,) = node.json("screen", "thresholds", NAUNGAN_POSSIBLE_FROM="0.1")
        assert told["entries"] > 60
        possible, probable = told["thresholds"]
        assert (possible["from"], probable["from"]) == (0.1, 0.8)
        assert possible["expected_at_most"]["wrong"] == pytest.approx(
            9 * possible["expected_at_most"]["right"], rel=1e-3
        )
        assert 0 < probable["observed"]["alerts"] <= possible["observed"]["alerts"] <= told["screenings"]
        assert all(one["beyond"] for one in told["thresholds"]), "the sample list is full of listed people"
        shown = node.run("screen", "thresholds", COLUMNS="200").stdout
        assert "NAUNGAN_PROBABLE_FROM 0.8" in shown
        assert all(sentence in shown for sentence in probable["sentences"])

    def test_text_output_shows_reasons_to_a_person(self, node: Node) -> None:
        done = node.run("screen", "list", str(node.set.passengers), COLUMNS="160")
        assert done.returncode == 0
        assert "rows:" in done.stdout
        assert "Name" in done.stdout


@pytest.mark.xdist_group("cli")
class TestMistakes:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["screen", "mrz", "hello"], "line"),
            (["screen", "mrz"], "LINE"),
            (["screen", "list", "nowhere.edi"], "nowhere.edi"),
            (["screen", "explain", "MYS-2026-000001"], "--name"),
            (["screen", "explain", "MYS-1999-000009", "--name", "Contoh Rekaan"], "MYS-1999-000009"),
            (["import", "nowhere.csv"], "nowhere.csv"),
            (["screen", "person", "--birth", "31/02/1980"], "no name"),
            (["screen", "person", "--name", "Contoh", "--card", "library"], "my-th-pass"),
            (["screen", "person", "--name", "Contoh", "--document-kind", "library"], "travel-document"),
            (["screen", "explain", "MYS-2026-000001", "--name", "Contoh", "--card", "library"], "my-th-pass"),
            (["fly"], "fly"),
        ],
    )
    def test_a_users_error_is_one_clear_line_and_exit_code_2(
        self, node: Node, arguments: list[str], words: str
    ) -> None:
        done = node.run(*arguments)
        assert done.returncode == 2, done.stdout + done.stderr
        assert words in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_picture_is_no_list(self, node: Node, tmp_path: Path) -> None:
        picture = tmp_path / "x.png"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
        done = node.run("screen", "list", str(picture), "--json")
        assert done.returncode == 2
        assert json.loads(done.stdout.splitlines()[-1])["error"]["message"]

    def test_a_database_that_is_down_is_exit_code_3_and_says_so(self, node: Node) -> None:
        done = node.run("check", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
        assert done.returncode == 3
        assert "DATABASE_URL" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_wrong_setting_is_named(self, node: Node) -> None:
        done = node.run("check", NAUNGAN_LISTED_SHARE="many")
        assert done.returncode == 2
        assert "NAUNGAN_LISTED_SHARE" in done.stderr

    def test_a_taken_port_is_one_line_with_the_way_out(self, node: Node) -> None:
        import socket

        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = node.run("serve", "--port", str(port))
        assert done.returncode == 3
        assert str(port) in done.stderr
        assert f"--port {port + 1}" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.xdist_group("cli")
class TestOperator:
    def test_import_twice_changes_nothing_and_a_dry_run_writes_nothing(self, node: Node) -> None:
        (again,) = node.json("import", str(node.set.register), "--mapping", str(node.set.mapping))
        assert again["accepted"] == 0
        assert again["duplicate"] > 60
        owner = ["--owner-state", "MYS", "--owner-agency", "Sample bureau", "--source", "Sample (fictional)"]
        basis = ["--basis", "SAMPLE-BASIS", "--expires", "2027-06-30", "--sample"]
        (dry,) = node.json("import", str(node.set.notices), "--dry-run", *owner, *basis)
        assert dry["dry_run"] is True
        (check,) = node.json("check")
        assert check["well"] is True

    def test_the_log_is_whole_and_a_noted_head_is_taken(self, node: Node) -> None:
        node.json("work", "--once")
        (report,) = node.json("audit", "verify")
        assert report["ok"] is True
        assert report["size"] > 0
        assert node.run("audit", "verify", "--expect", str(report["size"]), report["root"]).returncode == 0
        wrong = node.run("audit", "verify", "--expect", str(report["size"]), "0" * 64)
        assert wrong.returncode == 3

    def test_a_log_that_was_changed_is_found_by_the_command(self, node: Node, tmp_path: Path) -> None:
        import shutil
        import sqlite3

        node.json("work", "--once")
        copy = tmp_path / "copy"
        shutil.copytree(node.home, copy)
        with sqlite3.connect(copy / "naungan.sqlite3") as database:
            database.execute("DROP TRIGGER IF EXISTS audit_content_guard_update")
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
                database.execute(f"DROP TRIGGER {name}")
            database.execute("UPDATE audit_content SET body = replace(body, 'cli:', 'cli_') WHERE row_id = 3")
        done = node.run("audit", "verify", NAUNGAN_HOME=str(copy))
        assert done.returncode == 3
        assert "NOT whole" in done.stdout

    def test_every_command_has_help_and_json(self, node: Node) -> None:
        single = ["serve", "work", "check", "import", "migrate"]
        double = ["screen mrz", "screen person", "screen list", "screen explain", "screen thresholds", "audit verify"]
        for command in single + double:
            told = node.run(*command.split(), "--help")
            assert told.returncode == 0
            assert "--json" in told.stdout
            assert len(told.stdout) > 150
