"""Whole lists: broken rows, corrections, cancellations, sizes, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from naungan.engine.accounts import system
from naungan.engine.errors import NotPermitted, Unreadable
from naungan.screening import actions, queries
from naungan.screening.models import Hit, ListMessage, ListProblem, PassengerList, Screening
from naungan.screening.sheet import Screened
from tests.actors import actor
from tests.apps.screening.conftest import HER, OFFICER, OTHERS, propose, wanted_person

pytestmark = [pytest.mark.store, pytest.mark.django_db]
Write = Callable[..., bytes]


def screen(data: bytes, *, piece: int = 512) -> list[Screened]:
    rows: list[Screened] = []
    chunks = (data[at : at + piece] for at in range(0, len(data), piece))
    actions.screen_list(OFFICER, name="sample.edi", chunks=chunks, size=len(data), on_row=rows.append)
    return rows


def open_hits() -> int:
    return Hit.objects.filter(state=Hit.State.OPEN).count()


def test_the_person_on_the_list_is_found_at_her_place_among_the_others(entry: str, passenger_list: Write) -> None:
    rows = screen(passenger_list([*OTHERS[:5], HER, *OTHERS[5:]]))
    found = [row for row in rows if row.hits]
    assert len(rows) == 13
    assert [row.hits[0].entry.public_id for row in found] == [entry]
    assert "message 1" in found[0].place
    report = queries.lists(OFFICER)[0]
    assert (report.state, report.rows, report.clear, report.probable) == ("done", 13, 12, 1)


def test_of_those_without_a_hit_nothing_is_kept_but_place_and_digest(entry: str, passenger_list: Write) -> None:
    screen(passenger_list(OTHERS))
    assert Screening.objects.filter(traveller__isnull=False).count() == 0
    assert Screening.objects.exclude(document_digest="").count() == len(OTHERS)


def test_numbers_of_the_feed_follow_each_other_across_parts_of_a_list(
    entry: str, passenger_list: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("naungan.screening.actions.listing.PART", 4)
    screen(passenger_list([*OTHERS, HER]))
    assert actions.number(system("worker:screening.number")) == 13
    assert list(Screening.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 14))
    assert [change.number for change in queries.changes_since(5, 3)] == [6, 7, 8]


def test_a_broken_segment_in_the_middle_costs_no_other_row(entry: str, passenger_list: Write) -> None:
    data = passenger_list([*OTHERS[:3], HER, *OTHERS[3:]])
    broken = data.replace(b"CONTOHB", b"CONTOHB'\x00\x00ZZZ?+++'")
    rows = screen(broken)
    assert [row.outcome for row in rows].count("probable") == 1
    assert len([row for row in rows if row.outcome != "unreadable"]) >= 12
    assert any(kept.told.get("place") for kept in ListProblem.objects.all())


def test_a_replacement_supersedes_the_earlier_lists_hits(entry: str, passenger_list: Write) -> None:
    screen(passenger_list([*OTHERS, HER]))
    assert open_hits() == 1
    screen(passenger_list(OTHERS, function="replace"))
    assert open_hits() == 0
    assert set(ListMessage.objects.values_list("state", flat=True)) == {"superseded", "current"}


def test_a_cancellation_leaves_no_open_hit(entry: str, passenger_list: Write) -> None:
    screen(passenger_list([*OTHERS, HER]))
    screen(passenger_list([HER], function="cancel"))
    assert open_hits() == 0
    assert ListMessage.objects.filter(state=ListMessage.State.CANCELLED).count() == 1


def test_a_change_touches_only_the_travellers_it_names(entry: str, passenger_list: Write) -> None:
    second = propose(wanted_person("S-78", identity=replace(wanted_person().identity, documents=())))
    screen(passenger_list([*OTHERS, HER]))
    before = open_hits()
    assert before == 2
    gone = replace(OTHERS[0], action="delete")
    screen(passenger_list([gone], function="change"))
    assert open_hits() == before
    screen(passenger_list([replace(HER, action="delete")], function="change"))
    assert open_hits() == 0
    assert second


def test_another_senders_list_of_the_same_reference_supersedes_nothing(entry: str, passenger_list: Write) -> None:
    screen(passenger_list([*OTHERS, HER]))
    screen(passenger_list(OTHERS, function="replace", sender="YYAIR"))
    assert open_hits() == 1


def test_the_same_file_twice_leaves_one_open_hit(entry: str, passenger_list: Write) -> None:
    data = passenger_list([*OTHERS, HER])
    screen(data)
    screen(data)
    assert Hit.objects.count() == 2
    assert open_hits() == 1


def test_what_is_no_list_fails_clearly_and_is_marked_so(entry: str) -> None:
    with pytest.raises(Unreadable) as refused:
        screen(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    assert refused.value.message
    (kept,) = PassengerList.objects.all()
    assert kept.state == PassengerList.State.FAILED
    assert kept.error


def test_a_list_over_the_limit_is_refused_while_it_is_read(entry: str, settings: object) -> None:
    settings.LIST_MAX_BYTES = 4096  # type: ignore[attr-defined]

    def endless() -> Iterator[bytes]:
        yield b"name,birth_date\n"
        while True:
            yield b"Contoh Rekaan,1990-01-02\n" * 20

    with pytest.raises(Unreadable, match="NAUNGAN_LIST_MAX_MB"):
        actions.screen_list(OFFICER, name="endless.csv", chunks=endless())


def test_csv_and_json_lines_find_her_too(entry: str) -> None:
    header, clear = b"name,birth_date,nationality,sex\n", b"Mawar Tenang,1999-01-02,MYS,F\n"
    table = header + clear + b"Prakoso Wulandari Sukmawati,1971-08-23,IDN,F\n"
    assert [row.outcome for row in screen(table)] == ["none", "probable"]
    line = '{"name": "Wulandari Sukmawati Prakoso", "birth_date": "1971-08-23", "nationality": "IDN", "sex": "F"}\n'
    assert [row.outcome for row in screen(line.encode())] == ["probable"]


def test_progress_is_told_up_to_the_size_of_the_list(entry: str, passenger_list: Write) -> None:
    data = passenger_list(OTHERS)
    told: list[tuple[int, int]] = []
    chunks = (data[at : at + 100] for at in range(0, len(data), 100))
    actions.screen_list(
        OFFICER, name="x.edi", chunks=chunks, size=len(data), progress=lambda done, total: told.append((done, total))
    )
    assert told[-1] == (len(data), len(data))
    assert told == sorted(told)


def test_a_counter_officer_may_not_screen_lists(entry: str) -> None:
    with pytest.raises(NotPermitted):
        actions.screen_list(actor("counter-officer"), name="x.edi", chunks=[b"x"])
    assert PassengerList.objects.count() == 0


def test_what_has_run_out_is_deleted_by_the_timer_and_nothing_else(entry: str, passenger_list: Write) -> None:
    screen(passenger_list([*OTHERS, HER]))
    screen(passenger_list(OTHERS, reference="ANOTHER"))
    yesterday = timezone.localdate() - timedelta(days=1)
    first = PassengerList.objects.order_by("id").first()
    assert first is not None
    Screening.objects.filter(list=first).update(expires_on=yesterday)
    PassengerList.objects.filter(pk=first.pk).update(expires_on=yesterday)
    assert actions.forget(system("worker:screening.forget")) > 0
    assert PassengerList.objects.count() == 1
    assert Screening.objects.count() == len(OTHERS)
    assert Hit.objects.count() == 0


def cut(data: bytes) -> bytes:
    return data[: data.index(b"UNT")]


def endless_name(data: bytes) -> bytes:
    return data.replace(b"CONTOHA", b"A" * 70_000)


@pytest.mark.parametrize("breaking", [cut, endless_name, lambda data: data[: data.index(b"NAD+FL")]])
def test_a_broken_replacement_takes_nobodys_place(
    entry: str, passenger_list: Write, breaking: Callable[[bytes], bytes]
) -> None:
    screen(passenger_list([*OTHERS, HER]))
    data = breaking(passenger_list([OTHERS[0]], function="replace"))
    report = actions.screen_list(OFFICER, name="x.edi", chunks=[data])
    assert not report.complete
    assert open_hits() == 1


def test_an_interrupted_list_says_so_and_counts_once_when_it_is_sent_again(
    entry: str, passenger_list: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("naungan.screening.actions.listing.PART", 3)
    data = passenger_list([HER, *OTHERS])

    def leave(row: Screened) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        actions.screen_list(OFFICER, name="x.edi", chunks=[data], on_row=leave)
    assert PassengerList.objects.get().state == PassengerList.State.FAILED
    assert open_hits() == 1
    screen(data)
    assert open_hits() == 1


def test_thousands_of_empty_messages_cost_no_transaction_each(
    entry: str, passenger_list: Write, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    message = b"UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'UNT+3+1'"
    data = b"UNA:+.? 'UNB+UNOA:4+A+B+261122:0800+1'" + message * 900 + b"UNZ+900+1'"
    with django_assert_max_num_queries(400):
        actions.screen_list(OFFICER, name="x.edi", chunks=[data])
    assert ListMessage.objects.count() == 900


def test_matches_are_read_again_in_one_batch_however_many_travellers(
    entry: str, passenger_list: Write, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    same = [replace(HER, reference=f"R{n}") for n in range(60)]
    data = passenger_list(same)
    with django_assert_max_num_queries(120):
        actions.screen_list(OFFICER, name="x.edi", chunks=[data])
    assert Hit.objects.count() == 60


def test_a_refused_file_leaves_nothing_of_its_text(entry: str) -> None:
    with pytest.raises(Unreadable):
        screen(b"JOHNSECRET SMITHSECRET P12345678 1980-01-01\n" * 50)
    assert "SECRET" not in str(PassengerList.objects.values().get())
