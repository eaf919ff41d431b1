"""Snapshots: opened instead of a rebuild, caught up by the feed, refused where they are not this database's."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from naungan.engine.accounts import system
from naungan.engine.errors import NotPermitted
from naungan.engine.records import Identity, Name, PartialDate
from naungan.engine.screening import Candidate, Population
from naungan.register import actions as register
from naungan.screening import actions, index, snapshot
from naungan.screening.actions.keeping import WITHIN
from tests.apps.screening.conftest import OFFICER, REGISTRAR, propose, wanted_person, zone

pytestmark = [pytest.mark.django_db, pytest.mark.store]
WORKER = system("worker:screening.keep_snapshot")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Settings) -> None:
    settings.HOME = tmp_path


def _kept() -> list[Path]:
    return sorted(snapshot.folder().glob("[0-9]*"))


def _found() -> list[str]:
    return [hit.entry.public_id for hit in actions.screen_document(OFFICER, text=zone()).hits]


def test_a_question_is_answered_from_a_snapshot_without_reading_the_register_anew(
    entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert actions.keep_snapshot(WORKER) == 1
    index.forget()
    monkeypatch.setattr(index, "_whole_register", lambda: pytest.fail("the register was read anew"))
    assert _found() == [entry]


def test_what_came_and_went_after_the_snapshot_counts(entry: str) -> None:
    actions.keep_snapshot(WORKER)
    other = propose(wanted_person("S-78"))
    register.withdraw(REGISTRAR, public_id=entry, reason="quashed")
    index.forget()
    assert _found() == [other]


def test_the_snapshot_of_another_database_is_not_opened(entry: str) -> None:
    actions.keep_snapshot(WORKER)
    about = _kept()[0] / "about.json"
    told = json.loads(about.read_text(encoding="utf-8"))
    for changed in ({"mark": "somebody else"}, {"made_by": "other tables"}, {"position": 10_000}):
        about.write_text(json.dumps(told | changed), encoding="utf-8")
        assert snapshot.open_newest(told["position"], lambda _number: told["mark"]) is None
    index.forget()
    assert _found() == [entry]


def test_a_broken_snapshot_is_passed_over(entry: str) -> None:
    actions.keep_snapshot(WORKER)
    (_kept()[0] / "row_units.npy").write_bytes(b"\x80\x04 no array")
    index.forget()
    assert _found() == [entry]


def test_a_snapshot_is_for_its_owner_alone_and_old_ones_go(entry: str) -> None:
    assert entry
    for _ in range(4):
        actions.keep_snapshot(WORKER)
    assert len(_kept()) == 1, "nothing changed, nothing is written again"
    assert _kept()[0].stat().st_mode & 0o077 == 0
    for number in range(3):
        propose(wanted_person(f"S-8{number}"))
        assert index.keep(at_least=1, within=WITHIN)
    assert len(_kept()) == 1
    assert not list(snapshot.folder().glob("part-*"))


def test_who_was_withdrawn_leaves_the_files_within_a_day(entry: str) -> None:
    actions.keep_snapshot(WORKER)
    other = propose(wanted_person("S-78"))
    register.withdraw(REGISTRAR, public_id=entry, reason="quashed")
    assert actions.keep_snapshot(WORKER) == 0, "one change is not worth a new snapshot at once"
    about = _kept()[0] / "about.json"
    os.utime(about, (0, 0))
    assert actions.keep_snapshot(WORKER) == 1
    (kept,) = _kept()
    held = (kept / "packed.npy").read_bytes()
    assert other.encode() in held
    assert entry.encode() not in held


def test_an_officer_does_not_write_snapshots(entry: str) -> None:
    assert entry
    with pytest.raises(NotPermitted):
        actions.keep_snapshot(OFFICER)


def test_a_snapshot_keeps_who_shares_a_name() -> None:
    name, years = Name("Thaddeus Everard Whitford"), (1950, 1960, 1970, 1980)
    people = [Candidate(f"n{year}", 1, Identity((name,), (PartialDate(year, 3, 4),))) for year in years]
    population = Population(people)
    assert snapshot.keep(population, 7, "mark")
    opened = snapshot.open_newest(7, lambda _number: "mark")
    assert opened is not None
    assert opened.population.rarity.wholes == population.rarity.wholes
    assert list(population.rarity.wholes.values()) == [len(years)]
