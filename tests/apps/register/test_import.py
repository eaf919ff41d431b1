"""Imports on their store: every outcome told with its place, stopped at any moment, run again, never twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from naungan.audit.models import Content
from naungan.engine import errors
from naungan.engine.accounts import system
from naungan.engine.records import Problem
from naungan.engine.register import Charge, EntryDraft, Notice, crosswalk
from naungan.engine.register.reading import ImportOptions, Proposal
from naungan.engine.tables import rows as table_rows
from naungan.register import actions, models, queries, sources
from naungan.register.actions import imports
from naungan.register.models import Change, Entry
from tests import crowd
from tests.actors import actor
from tests.apps.register.people import TODAY, conviction, draft, many, rows, unclassed, wanted

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]

OPERATOR = system("cli:sample", role="command-line")
OPTIONS = ImportOptions(
    owner_state="MYS", owner_agency="Sample bureau", source="Sample notices (fictional)",
    lawful_basis="INT-INTERPOL-DATA", expires_on=draft().expires_on, verified_on=TODAY, sample=True,
)  # fmt: skip
TABLES = (
    Entry, Change, models.Name, models.BirthDate, models.Nationality, models.Document, models.Conviction,
    models.Notice, models.Charge, models.EntryCounter,
)  # fmt: skip


def counted(report: imports.ImportReport) -> dict[str, int]:
    told = {name: getattr(report, name) for name in imports._COUNTED if name != "rows"}
    return {name: count for name, count in told.items() if count}


def contents() -> list[list[tuple[Any, ...]]]:
    return [list(table.objects.order_by("pk").values_list()) for table in TABLES]


def mixed() -> list[Proposal]:
    """One of everything: accepted, a duplicate in the file, a clash, held, refused for two reasons, unreadable."""
    found = rows(
        draft("S-1"), draft("S-1"), draft("S-1", remarks="other"), unclassed("S-2"),
        draft("S-3", lawful_basis=""), draft("S-4", convictions=(conviction(section="Penal Code s.377B"),)), None,
        draft("S-5", convictions=(), notices=(wanted(),)),
    )  # fmt: skip
    found[6] = replace(
        found[6], problems=(Problem("The text is not UTF-8.", "line 7", "Export it again.", fatal=True),)
    )
    found[7] = replace(found[7], problems=(Problem("birth_date: '1975-02-31' is no day.", "line 8", "Mend it."),))
    return found


def test_what_is_left_out_of_an_accepted_row_stands_in_the_report_with_its_rule() -> None:
    quashed = conviction(section="Act 792 s.12", finality="quashed")
    unknown = conviction(section="Act 9999, s.1", words="words of a court")
    charges = (*wanted().charges, Charge("words nobody knows", "GBR"))
    given = draft(convictions=(conviction(), unknown, quashed), notices=(wanted(charges=charges),))
    for dry_run, outcome in ((True, "accepted"), (False, "accepted"), (False, "duplicate")):
        report = actions.import_entries(OPERATOR, rows=rows(given), dry_run=dry_run)
        assert (counted(report), report.told == []) == ({outcome: 1}, outcome != "held")
        assert [(told.place, told.outcome, told.reference, told.rule) for told in report.problems] == [
            ("line 1", outcome, "S-1", "not-classed"), ("line 1", outcome, "S-1", "charge-not-classed"),
            ("line 1", outcome, "S-1", "quashed"),
        ]  # fmt: skip
    assert report.problems[0].entry == Entry.objects.get().public_id
    assert report.problems[2].sentence.startswith("“Act 792 s.12” is left out of the entry. The conviction was quashed")
    assert report.problems[2].sentence_ms.startswith("“Act 792 s.12” ditinggalkan daripada entri. Sabitan")
    kept = queries.entry_record(Entry.objects.get()).draft
    assert [ground.section for ground in kept.convictions] == [conviction().section]
    assert [len(notice.charges) for notice in kept.notices] == [1]


def test_what_a_held_row_leaves_out_is_told_too() -> None:
    quashed = conviction(section="Act 792 s.12", finality="quashed")
    given = draft(convictions=(conviction(section="Act 9999, s.1", words=""), quashed))
    report = actions.import_entries(OPERATOR, rows=rows(given))
    assert [told.rule for told in report.told] == ["not-classed"]
    assert [(told.outcome, told.rule) for told in report.problems] == [("held", "quashed")]


def test_a_ground_that_the_tables_have_learnt_since_comes_in_with_the_same_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = draft(convictions=(conviction(), conviction(section="Act 9999, s.1", words="words of a court")))
    actions.import_entries(OPERATOR, rows=rows(given))
    learnt = {
        key: value for row in table_rows("crosswalk") if row["id"] == "MYS-792-14" for key, value in row.items()
    } | {"id": "LEARNT", "aliases": "act 9999", "sections": "1", "in_force_from": ""}
    table = (*crosswalk.table(), crosswalk.crosswalk_row(learnt))
    monkeypatch.setattr(crosswalk, "table", lambda: table)
    assert counted(actions.import_entries(OPERATOR, rows=rows(given))) == {"changed": 1}
    kept = queries.entry_record(Entry.objects.get()).draft
    assert [ground.crosswalk for ground in kept.convictions] == ["MYS-792-14", "LEARNT"]
    assert counted(actions.import_entries(OPERATOR, rows=rows(given))) == {"duplicate": 1}


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_fictional_and_real_people_never_come_into_one_register(
    first: bool, dry_run: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "CHUNK", 2)
    basis = {True: "SAMPLE-BASIS", False: "MYS-CHILD-ACT-REGISTER"}

    def of(number: int, sample: bool) -> EntryDraft:
        return draft(f"S-{number}", sample=sample, lawful_basis=basis[sample])

    refused = draft("S-0", sample=not first, lawful_basis="")
    given = rows(refused, *(of(number, first is bool(number % 2)) for number in range(1, 7)))
    report = actions.import_entries(OPERATOR, rows=given, dry_run=dry_run)
    assert counted(report) == {"accepted": 3, "refused": 4}
    assert [told.rule for told in report.told] == ["no-basis"] + ["samples-apart"] * 3
    assert set(Entry.objects.values_list("sample", flat=True)) == (set() if dry_run else {first})
    again = actions.import_entries(OPERATOR, rows=rows(of(9, not first)), dry_run=dry_run)
    assert counted(again) == ({"accepted": 1} if dry_run else {"refused": 1})


def test_rows_without_a_reference_are_each_told_so_and_none_stands_twice() -> None:
    report = actions.import_entries(OPERATOR, rows=rows(draft(""), draft(" ", remarks="a"), draft("", remarks="b")))
    assert counted(report) == {"refused": 3}
    assert [told.rule for told in report.told] == ["no-reference"] * 3


MIXED = {"accepted": 2, "duplicate": 1, "held": 1, "refused": 3, "unreadable": 1}


def test_each_row_is_told_with_its_place_its_rule_and_what_to_do() -> None:
    report = actions.import_entries(OPERATOR, rows=mixed(), name="sample.csv")
    assert counted(report) == MIXED
    assert report.rows == 8
    told = {line.place: (line.outcome, line.rule) for line in report.told}
    assert told == {
        "line 3": ("refused", "reference-twice"), "line 4": ("held", "not-classed"), "line 5": ("refused", "no-basis"),
        "line 6": ("refused", "adult-consensual"), "line 7": ("unreadable", ""),
    }  # fmt: skip
    assert all(line.sentence for line in report.told)
    assert "line 1" in next(line.sentence for line in report.told if line.place == "line 3")
    assert [line.place for line in report.problems] == ["line 8"]
    assert json.loads(json.dumps(report.describe()))["by_rule"]["no-basis"] == 1


def test_a_dry_run_decides_the_same_and_writes_nothing_but_its_audit_row() -> None:
    actions.import_entries(OPERATOR, rows=rows(draft("S-5", remarks="earlier")))
    before, audited = contents(), Content.objects.count()
    dry = actions.import_entries(OPERATOR, rows=mixed(), dry_run=True)
    assert contents() == before
    assert Content.objects.count() == audited + 1
    real = actions.import_entries(OPERATOR, rows=mixed())
    assert replace(dry, dry_run=False).describe() | {"told": 0} == real.describe() | {"told": 0}
    assert [(line.place, line.outcome, line.rule) for line in dry.told] == [
        (line.place, line.outcome, line.rule) for line in real.told
    ]


def test_the_same_file_again_changes_nothing() -> None:
    actions.import_entries(OPERATOR, rows=mixed())
    before = contents()
    again = actions.import_entries(OPERATOR, rows=mixed())
    assert counted(again) == {"duplicate": 4, "refused": 3, "unreadable": 1}
    assert contents() == before


def test_an_import_in_chunks_numbers_its_entries_and_changes_without_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "CHUNK", 7)
    seen: list[tuple[int, int]] = []
    report = actions.import_entries(OPERATOR, rows=rows(*many(40)), progress=lambda done, of: seen.append((done, of)))
    assert (report.accepted, seen[0], seen[-1]) == (40, (7, 0), (40, 0))
    assert [change.number for change in queries.changes_since(0)] == list(range(1, 41))
    assert [change.number for change in queries.changes_since(30, 5)] == [31, 32, 33, 34, 35]
    assert sorted(Entry.objects.values_list("public_id", flat=True))[-1].endswith("-000040")
    subjects = Content.objects.filter(action="register.import", subject__startswith="entry:")
    assert subjects.count() == 40


def test_an_import_that_is_interrupted_keeps_whole_chunks_and_goes_on_when_run_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(imports, "CHUNK", 10)

    def stopping() -> Iterator[Proposal]:
        yield from rows(*many(25))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.import_entries(OPERATOR, rows=stopping())
    assert Entry.objects.count() == 20
    report = actions.import_entries(OPERATOR, rows=rows(*many(40)))
    assert counted(report) == {"accepted": 20, "duplicate": 20}


def test_a_failure_inside_a_chunk_leaves_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> int:
        raise OSError("the disk is full")

    monkeypatch.setattr("naungan.register.actions.write.feed.publish", fail)
    before = contents()
    with pytest.raises(OSError, match="disk is full"):
        actions.import_entries(OPERATOR, rows=rows(*many(5)))
    assert contents() == before


def test_a_cancelled_notice_in_a_later_file_takes_its_entry_out() -> None:
    first = draft(convictions=(), notices=(wanted(),))
    actions.import_entries(OPERATOR, rows=rows(first))
    gone = replace(first, notices=(wanted(cancelled_on=TODAY),))
    report = actions.import_entries(OPERATOR, rows=rows(gone))
    assert counted(report) == {"withdrawn": 1}
    assert report.told[0].rule == "notice-cancelled"
    assert list(queries.listed(TODAY)) == []


def test_a_report_stops_telling_rows_but_goes_on_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MOST_TOLD", 3)
    report = actions.import_entries(OPERATOR, rows=rows(*(replace(given, source="") for given in many(8))))
    assert (report.refused, len(report.told), report.left_off) == (8, 3, 5)


def test_importing_needs_its_right() -> None:
    with pytest.raises(errors.NotPermitted):
        actions.import_entries(actor("counter-officer"), rows=rows(draft()))
    assert counted(actions.import_entries(actor("register-officer"), rows=rows(draft()))) == {"accepted": 1}


def test_a_hits_entry_can_not_be_read_again_outside_the_hits_transaction() -> None:
    with pytest.raises(RuntimeError, match="in the transaction that records the hit"):
        queries.entry_for_hit("MYS-2026-000001", TODAY)


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.csv", "source_reference,name\nR1,Contoh\n", "csv"),
        ("b.json", '{"_embedded": {"notices": []}}', "interpol"),
        ("c.json", '\n[{"entity_id": "2026/1"}]', "interpol"),
        ("d.jsonl", '{"id": "x", "schema": "Person", "properties": {}}', "ftm"),
    ],
)
def test_the_format_of_a_file_is_found_by_its_beginning(tmp_path: Path, name: str, text: str, form: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert sources.sniff(tmp_path / name) == form


def test_files_of_all_formats_go_through_the_same_door(tmp_path: Path) -> None:
    told: dict[str, Any] = {
        "entity_id": "2026/99901", "name": "REKAAN", "forename": "CONTOH", "date_of_birth": "1975/03/02",
        "_links": {"self": {"href": "https://service.invalid/notices/v1/red/2026-99901"}},
        "arrest_warrants": [{"issuing_country_id": "GB", "charge": "Sexual assault on a minor"}],
    }  # fmt: skip
    (tmp_path / "n.json").write_text(json.dumps(told), encoding="utf-8")
    person = {
        "id": "p1", "schema": "Person",
        "properties": {
            "name": ["Contoh"], "topics": ["wanted"],
            "sanctions": [{"properties": {"authority": ["Sample police"], "reason": ["Sexual assault on a minor"]}}],
        },
    }  # fmt: skip
    (tmp_path / "f.jsonl").write_text(json.dumps(person), encoding="utf-8")
    (tmp_path / "t.csv").write_text(
        "ref,who,why\nR1,Contoh,Sexual assault on a minor\n", encoding="utf-8"
    )  # fmt: skip
    (tmp_path / "t.toml").write_text(
        '[entry]\nsource_reference = "ref"\nname = "who"\n[[notice]]\nkind = {constant = "national-warrant"}\n'
        'number = "ref"\ncharge = "why"\nbureau = {constant = "Sample police"}\n',
        encoding="utf-8",
    )
    for name, mapping in (("n.json", None), ("f.jsonl", None), ("t.csv", tmp_path / "t.toml")):
        found = sources.proposals(tmp_path / name, options=OPTIONS, today=TODAY, mapping=mapping)
        assert counted(actions.import_entries(OPERATOR, rows=found, name=name)) == {"accepted": 1}, name
    kinds = {kind for listed in queries.listed(TODAY) for kind in [listed.concern]}
    assert kinds == {"wanted"}


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(tmp_path: Path, settings: Any) -> None:
    settings.LIST_MAX_BYTES = 10
    (tmp_path / "big.csv").write_text("name\n" * 10, encoding="utf-8")
    with pytest.raises(errors.Unreadable, match="NAUNGAN_LIST_MAX_MB"):
        sources.proposals(tmp_path / "big.csv", options=OPTIONS, today=TODAY)


def test_importers_beside_each_other_that_are_killed_leave_each_entry_once(store: str) -> None:
    found: Any = crowd.run(store, "tests.apps.register.scenarios:imports_under_fire", seed=20261122)
    assert found["entries"] == found["references"] == found["wanted"]
    assert found["numbers"] == list(range(1, len(found["numbers"]) + 1))
    assert found["followed"] == found["listed"]
    assert found["parts"] == found["entries"]


def test_a_notice_without_a_kind_that_is_known_is_refused_and_not_an_error() -> None:
    given = draft(convictions=(), notices=(Notice(kind="pink", number="1"),))
    assert actions.import_entries(OPERATOR, rows=rows(given)).told[0].rule == "notice-kind"
