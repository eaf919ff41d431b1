"""The index's material: entries with who they are about, in few questions to the store."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naungan.engine.accounts import system
from naungan.register import actions, queries, sources
from naungan.register.models import Entry
from samples import import_options, make
from tests.apps.register.people import TODAY

pytestmark = [pytest.mark.store, pytest.mark.django_db]


@pytest.fixture
def held(tmp_path: Path) -> int:
    made = make(tmp_path, seed=7, people=80, today=TODAY)
    options = import_options(made.register, TODAY)
    rows = sources.proposals(made.register, options=options, today=TODAY, mapping=made.mapping)
    return actions.import_entries(system("test", role="command-line"), rows=rows, name="sample").accepted


def test_what_is_listed_is_each_entry_s_own_identity(held: int) -> None:
    listed = list(queries.listed(TODAY))
    assert len(listed) == held
    for one, entry in zip(listed, Entry.objects.filter(status="active").order_by("id"), strict=True):
        assert (one.entry, one.version, one.concern, one.sample) == (
            entry.public_id, entry.version, entry.concern, entry.sample,
        )  # fmt: skip
        assert one.identity == queries.identity_of(entry)
    assert queries.listed_entries([one.entry for one in listed], TODAY) == {one.entry: one for one in listed}


def test_a_chunk_of_entries_takes_as_many_questions_as_one_entry(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with CaptureQueriesContext(connection) as all_at_once:
        whole = list(queries.listed(TODAY))
    monkeypatch.setattr(queries, "_CHUNK", 7)
    with CaptureQueriesContext(connection) as in_parts:
        assert list(queries.listed(TODAY)) == whole
    assert len(all_at_once) == 5
    assert len(in_parts) == 1 + 4 * -(-held // 7)


def test_what_has_expired_or_is_held_is_not_listed(held: int) -> None:
    first, second, *_ = queries.listed(TODAY)
    Entry.objects.filter(public_id=first.entry).update(expires_on=TODAY - timedelta(days=1))
    Entry.objects.filter(public_id=second.entry).update(status="held", held_rule="not-classed")
    assert len(list(queries.listed(TODAY))) == held - 2
    assert queries.listed_entries([first.entry, second.entry], TODAY) == {}
