"""A whole list: read as it comes, screened in parts, each part committed by itself; a broken row costs that row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor, check
from naungan.engine.documents.lists import read_list
from naungan.engine.documents.paxlst import ListMessage as MessageRead
from naungan.engine.documents.paxlst import ListTotal
from naungan.engine.errors import NaunganError, Unreadable
from naungan.engine.records import Identity, Problem, Traveller, describe_text, say, whole
from naungan.screening.models import ListMessage, ListProblem, PassengerList, Screening
from naungan.screening.recording import Occasion, ask, record
from naungan.screening.sheet import ListReport, Screened, describe_problem
from naungan.screening.superseding import supersede

PART = 100
"""Travellers a transaction: small enough that progress moves and a lock is short, large enough to be quick."""

MOST_PROBLEMS = 10_000
"""Problems kept for one list; more of them say nothing new."""

MOST_MESSAGES = 1000
"""Messages of one list: a day of an airport has fewer."""

MOST_TOLD = 200
"""Problems that the report itself tells; the list's page has them all."""

Progress = Callable[[int, int], None]
Row = Callable[[Screened], None]


@dataclass(slots=True)
class _Run:
    """One list on its way through: what was read and what is still to be screened."""

    actor: Actor
    received: PassengerList
    on_row: Row
    hash: hashlib._Hash = field(default_factory=hashlib.sha256)
    read: int = 0
    messages: list[ListMessage] = field(default_factory=list)
    created: int = 0
    """So many of them stand in the database."""
    waiting: list[tuple[ListMessage | None, Traveller | Problem]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stored: int = 0
    lost: set[int] = field(default_factory=set)
    """Places in `messages` of those that lost a row."""

    def take(self, item: object) -> None:
        match item:
            case Traveller() | Problem():
                self.waiting.append((self.messages[-1] if self.messages else None, item))
                if isinstance(item, Problem) and item.fatal:
                    self.lost.add(len(self.messages) - 1)
                if len(self.waiting) >= PART:
                    self.screen()
            case MessageRead():
                self._begin(item)
            case ListTotal():
                self._end(item)

    def screen(self) -> None:
        """Screen and commit what waits; rows are told in the order of the list."""
        waiting, self.waiting = self.waiting, []
        rows = [row for _, row in waiting]
        asked = ask([row for row in rows if isinstance(row, Traveller)])
        with transaction.atomic():
            ListMessage.objects.bulk_create(self.messages[self.created :])
            self.created = len(self.messages)
            told_in = (message for message, row in waiting if isinstance(row, Traveller))
            asked = [replace(one, message=message) for one, message in zip(asked, told_in, strict=True)]
            self._keep_problems(rows)
            answers = iter(record(self.actor, asked, Occasion(Screening.Channel.LIST, received=self.received)))
            told = [next(answers) if isinstance(row, Traveller) else _lost(row) for row in rows if _is_row(row)]
            self._count(told)
        for screened in told:
            self.on_row(screened)

    def _keep_problems(self, rows: Iterable[Traveller | Problem]) -> None:
        found = [p for row in rows for p in (row.problems if isinstance(row, Traveller) else (row,))]
        self.problems += found[: max(0, MOST_TOLD - len(self.problems))]
        kept = found[: max(0, MOST_PROBLEMS - self.stored)]
        self.stored += len(kept)
        ListProblem.objects.bulk_create(
            ListProblem(list=self.received, told=describe_problem(problem), fatal=problem.fatal) for problem in kept
        )

    def _count(self, answered: Iterable[Screened]) -> None:
        for row in answered:
            self.received.rows += 1
            self.received.clear += row.outcome == "none"
            self.received.possible += row.outcome == "possible"
            self.received.probable += row.outcome == "probable"
            self.received.unreadable += row.outcome == "unreadable"
        self.received.save(update_fields=["rows", "clear", "possible", "probable", "unreadable"])

    def _begin(self, read: MessageRead) -> None:
        if len(self.messages) >= MOST_MESSAGES:
            raise Unreadable(
                say("The list has more than {most} messages.", most=MOST_MESSAGES),
                place=read.place,
                remedy="Split it.",
            )
        journey = read.journey
        told = {name: getattr(journey, name) for name in journey.__slots__ if getattr(journey, name)}
        self.messages.append(
            ListMessage(
                list=self.received,
                place=read.place[:120],
                kind=read.kind,
                function=read.function,
                sender=read.sender[:120],
                reference=read.reference[:120],
                earlier_reference=read.earlier[:120],
                journey=told,
            )
        )

    def _end(self, total: ListTotal) -> None:
        if not self.messages:
            return
        message = self.messages[-1]
        declared = [count for count in (total.declared_passengers, total.declared_crew) if count is not None]
        message.declared = sum(declared) if declared else None
        agrees = message.declared in {None, total.travellers}
        message.whole = total.complete and agrees and len(self.messages) - 1 not in self.lost

    @property
    def complete(self) -> bool:
        """Whether every message of the list came whole."""
        return all(message.whole for message in self.messages)


def _is_row(row: Traveller | Problem) -> bool:
    """Whether it stands for a traveller: a problem does where it cost one."""
    return isinstance(row, Traveller) or row.fatal


def _lost(problem: Problem) -> Screened:
    """The traveller that a problem cost."""
    lost = Traveller(identity=Identity(), place=problem.place, problems=(problem,))
    return Screened(id=0, traveller=lost, outcome="unreadable", problems=(problem,))


def screen_list(
    actor: Actor,
    *,
    name: str,
    chunks: Iterable[bytes],
    size: int = 0,
    progress: Progress | None = None,
    on_row: Row | None = None,
) -> ListReport:
    """Screen a passenger or crew list (PAXLST, CSV, JSON lines) as it is read; returns its report.

    `size` in bytes, where known, lets `progress` (bytes read, size) show how far it is; `on_row` is told each traveller
    once its part is committed. A correction, replacement or cancellation supersedes the hits of the earlier message.

    Raises:
        NotPermitted: without screening.list.
        Unreadable: it is no list that can be read, or larger than NAUNGAN_LIST_MAX_MB; what was screened until
            then stands, and the list is marked as failed.
    """
    check(actor, "screening.list", on=timezone.localdate())
    run = _Run(actor, _receive(actor, name=name, size=size), on_row or _ignore)
    try:
        for item in read_list(_counted(chunks, run, progress), today=timezone.localdate()):
            run.take(item)
        run.screen()
    except NaunganError as failed:
        _finish(run, PassengerList.State.FAILED, error=describe_text(whole(failed)))
        raise
    except BaseException:
        # Interrupted, or whoever was told the rows has left: what was screened stands, and the list says so.
        _finish(run, PassengerList.State.FAILED, error=describe_text(say("The reading was stopped before its end.")))
        raise
    _finish(run, PassengerList.State.DONE)
    done = run.received
    return ListReport(
        id=done.pk,
        name=done.name,
        state=done.state,
        received_at=done.received_at,
        rows=done.rows,
        clear=done.clear,
        possible=done.possible,
        probable=done.probable,
        unreadable=done.unreadable,
        superseded=done.superseded,
        complete=run.complete,
        problems=tuple(run.problems),
    )


def _receive(actor: Actor, *, name: str, size: int) -> PassengerList:
    now = timezone.now()
    with transaction.atomic():
        received = PassengerList.objects.create(
            name=name[-255:],
            size=size,
            received_at=now,
            received_by=actor.id,
            expires_on=timezone.localdate() + timedelta(days=settings.KEEP_SCREENINGS_DAYS),
        )
        audit.record(
            actor, action="screening.list", subject=f"list:{received.pk}", detail={"name": name[-255:], "size": size}
        )
    return received


def _counted(chunks: Iterable[bytes], run: _Run, progress: Progress | None) -> Iterator[bytes]:
    """The chunks, hashed and counted on their way; a list without end is stopped."""
    for chunk in chunks:
        run.read += len(chunk)
        if run.read > settings.LIST_MAX_BYTES:
            most = settings.LIST_MAX_BYTES // 2**20
            raise Unreadable(
                say("The list is larger than {most} MiB.", most=most),
                place=say("byte {byte}", byte=settings.LIST_MAX_BYTES),
                remedy="Split it, or raise NAUNGAN_LIST_MAX_MB.",
            )
        run.hash.update(chunk)
        yield chunk
        if progress is not None:
            progress(run.read, run.received.size)


def _finish(run: _Run, state: PassengerList.State, *, error: object = "") -> None:
    """Close the list's row; a complete one takes the place of what it corrects, cancels or repeats."""
    with transaction.atomic():
        row = run.received
        row.state, row.error, row.finished_at = state, error, timezone.now()
        row.sha256, row.size = run.hash.hexdigest(), run.read
        ListMessage.objects.bulk_update(run.messages[: run.created], ["declared", "whole"], batch_size=200)
        if state == PassengerList.State.DONE:
            row.superseded = supersede(row, run.messages)
        row.save()
        audit.record(
            run.actor,
            action="screening.list",
            subject=f"list:{row.pk}",
            detail={
                "state": str(state),
                "sha256": row.sha256,
                "rows": row.rows,
                "possible": row.possible,
                "probable": row.probable,
                "unreadable": row.unreadable,
                "superseded": row.superseded,
            },
        )


def _ignore(_row: Screened) -> None:
    return None
