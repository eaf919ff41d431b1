"""Questions about screening: lists, hits, the feed that movements follow. Reads only, the actor first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor, can, check
from naungan.engine.errors import NotFound
from naungan.engine.records import Problem, Traveller, say, text_from
from naungan.engine.register.record import EntryRecord
from naungan.engine.screening import Match
from naungan.engine.screening.alerts import Expected, Observed, expected
from naungan.register import queries as register
from naungan.screening.models import Hit as HitRow
from naungan.screening.models import PassengerList, Screening
from naungan.screening.recording import thresholds
from naungan.screening.sheet import Hit, ListReport, Screened, evidence_from, identity_from, problem_from


@dataclass(frozen=True, slots=True)
class Change:
    """One screening as the feed tells it, once more whenever a hit of it was taken back."""

    number: int
    screening: int
    at: datetime
    outcome: str
    channel: str
    post: str
    direction: str
    journey: dict[str, Any]
    entries: tuple[tuple[str, float], ...]
    """Entries that the traveller probably is, each with its probability; without hits that were taken back."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened since a time: screenings, and hits that wait."""

    screenings: int
    lists: int
    open_hits: int


@dataclass(frozen=True, slots=True)
class Alerts:
    """What the operator's thresholds promise, and what came of what is kept. Counts only: it names nobody."""

    entries: int
    listed_share: float
    days: int
    """For how many days a screening is kept, and so counted."""
    expected: tuple[Expected, Expected]
    observed: Observed


def changes_since(number: int, limit: int) -> list[Change]:
    """Screenings after `number` in the feed "screening", in its order, at most `limit`."""
    found = Screening.objects.filter(number__gt=number).order_by("number").select_related("message")
    return [
        Change(
            number=row.number or 0,
            screening=row.pk,
            at=row.at,
            outcome=row.outcome,
            channel=row.channel,
            post=row.post,
            direction=row.direction,
            journey=row.message.journey if row.message else {},
            entries=tuple(
                (hit.entry, hit.probability)
                for hit in row.hits.all()
                if hit.state == HitRow.State.OPEN and hit.outcome == "probable"
            ),
        )
        for row in found.prefetch_related("hits")[:limit]
    ]


def tally(actor: Actor, *, since: datetime) -> Tally:
    """How much was screened since then, and how many hits are open now.

    Raises:
        NotPermitted: without screening.read.
    """
    check(actor, "screening.read", on=timezone.localdate())
    return Tally(
        screenings=Screening.objects.filter(at__gte=since).count(),
        lists=PassengerList.objects.filter(received_at__gte=since).count(),
        open_hits=HitRow.objects.filter(state=HitRow.State.OPEN).count(),
    )


def may_see_alerts(actor: Actor) -> bool:
    """Whether the actor may see how many alerts come: whoever reads screenings, and whoever runs the node."""
    today = timezone.localdate()
    return can(actor, "screening.read", on=today) or can(actor, "jobs.read", on=today)


def alerts(actor: Actor) -> Alerts:
    """Both thresholds with the alerts to be expected of them, and the alerts of every screening that is kept.

    Raises:
        NotPermitted: with neither screening.read nor jobs.read (the operator sets the thresholds and sees no content).
    """
    today = timezone.localdate()
    if not may_see_alerts(actor):
        check(actor, "screening.read", on=today)
    settled, entries = thresholds(), register.size(today)
    counted = Screening.objects.filter(expires_on__gte=today).aggregate(
        screenings=Count("pk"),
        possible=Count("pk", filter=Q(outcome=Screening.Outcome.POSSIBLE)),
        probable=Count("pk", filter=Q(outcome=Screening.Outcome.PROBABLE)),
    )
    return Alerts(
        entries=entries,
        listed_share=settled.prior.listed_share,
        days=settings.KEEP_SCREENINGS_DAYS,
        expected=expected(settled, entries),
        observed=Observed(**counted),
    )


def lists(actor: Actor, *, limit: int = 50, offset: int = 0) -> list[ListReport]:
    """The newest lists first, without their rows.

    Raises:
        NotPermitted: without screening.read.
    """
    check(actor, "screening.read", on=timezone.localdate())
    return [_report(row) for row in PassengerList.objects.order_by("-id")[offset : offset + limit]]


def list_report(actor: Actor, *, list_id: int, most: int = 500) -> ListReport:
    """One list with its hits, strongest first, and its problems; `most` bounds both. Audited once a list.

    Raises:
        NotPermitted: without screening.read.
        NotFound: there is no such list.
    """
    check(actor, "screening.read", on=timezone.localdate())
    row = PassengerList.objects.filter(pk=list_id).first()
    if row is None:
        raise NotFound(say("There is no list {list}.", list=list_id), remedy="It may have been deleted by its date.")
    hits = Screening.objects.filter(list=row, traveller__isnull=False).prefetch_related("hits")
    strongest = sorted(_screened(hits), key=lambda found: -max((hit.bits for hit in found.hits), default=0.0))
    problems = tuple(problem_from(kept.told, fatal=kept.fatal) for kept in row.problems.order_by("id")[:most])
    with transaction.atomic():
        _look(actor, f"list:{list_id}", strongest[:most])
    return _report(row, hits=tuple(strongest[:most]), problems=problems)


def hit(actor: Actor, *, hit_id: int) -> tuple[Screened, Hit]:
    """One hit with its screening, the entry as it stands now: for `actions.open_hit`, which leaves the audit row.

    Raises:
        NotPermitted: without screening.read.
        NotFound: there is no such hit, or its entry was withdrawn since.
    """
    check(actor, "screening.read", on=timezone.localdate())
    row = HitRow.objects.filter(pk=hit_id).select_related("screening").first()
    found = next(iter(_screened([row.screening])), None) if row else None
    shown = next((h for h in found.hits if h.id == hit_id), None) if found else None
    if found is None or shown is None:
        message = say("There is no hit {hit}.", hit=hit_id)
        raise NotFound(message, remedy="Its entry may have been withdrawn: it no longer counts.")
    return found, shown


def recent(actor: Actor, *, limit: int = 50) -> list[Screened]:
    """The newest screenings that hit, with what is still in the register. Audited once a list.

    Raises:
        NotPermitted: without screening.read.
    """
    check(actor, "screening.read", on=timezone.localdate())
    rows = Screening.objects.filter(traveller__isnull=False).order_by("-id").prefetch_related("hits")
    found = list(_screened(rows[:limit]))
    with transaction.atomic():
        _look(actor, "recent", found)
    return found


def _look(actor: Actor, subject: str, shown: Iterable[Screened]) -> None:
    """One audit row for a list of hits: which entries were shown to whom."""
    entries = sorted({hit.entry.public_id for screened in shown for hit in screened.hits})
    audit.record(actor, action="screening.read", subject=subject, detail={"entries": entries})


def _report(row: PassengerList, *, hits: tuple[Screened, ...] = (), problems: tuple[Problem, ...] = ()) -> ListReport:
    return ListReport(
        id=row.pk,
        name=row.name,
        state=row.state,
        received_at=row.received_at,
        superseded=row.superseded,
        complete=not row.messages.filter(whole=False).exists(),
        rows=row.rows,
        clear=row.clear,
        possible=row.possible,
        probable=row.probable,
        unreadable=row.unreadable,
        hits=hits,
        problems=problems,
        error=text_from(row.error),
    )


def _screened(rows: Iterable[Screening]) -> Iterator[Screened]:
    """Kept screenings as they were shown, each entry as it stands today; what was withdrawn is left out."""
    today = timezone.localdate()
    kept = [row for row in rows if row.traveller is not None]
    standing = register.standing_entries((hit.entry for row in kept for hit in row.hits.all()), today)
    for row in kept:
        hits = tuple(_hit(hit, standing[hit.entry], today=today) for hit in row.hits.all() if hit.entry in standing)
        if hits:
            traveller = Traveller(identity=identity_from(row.traveller or {}), place=text_from(row.place))
            yield Screened(id=row.pk, traveller=traveller, outcome=row.outcome, hits=hits)  # type: ignore[arg-type]


def _hit(row: HitRow, entry: EntryRecord, *, today: date) -> Hit:
    match = Match(
        entry=row.entry,
        version=row.entry_version,
        bits=row.bits,
        probability=row.probability,
        outcome=row.outcome,  # type: ignore[arg-type]
        evidence=tuple(evidence_from(kept) for kept in row.evidence),
        name=row.listed_name,
        concern=entry.concern,
    )
    return Hit(row.pk, match, entry, prior_bits=row.prior_bits, on=today, node_state=settings.STATE, state=row.state)
