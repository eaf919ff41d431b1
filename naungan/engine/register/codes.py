"""The codes of a draft: states, kinds, ages and dates as the tables and ISO 8601 know them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from naungan.engine.records import DocumentKind, NameKind, PartialDate, Sex
from naungan.engine.register.record import (
    Channel,
    Conviction,
    EntryDraft,
    Finality,
    Notice,
    Outcome,
    Victim,
    partial_date,
)
from naungan.engine.tables.countries import by_alpha3

OLDEST = 150
"""Years: an age beyond it is a mistake."""


def unknown(draft: EntryDraft) -> Iterator[tuple[str, object]]:
    """Each field, by its name, that holds what is no code, with what it holds."""
    identity = draft.identity
    yield from _not_in("sex", identity.sex, get_args(Sex))
    for state in identity.nationalities:
        yield from _state("nationality", state, empty=False)
    for name in identity.names:
        yield from _not_in("name kind", name.kind, get_args(NameKind))
        if len(name.script) not in {0, 4}:
            yield "name script", name.script
    for birth in identity.births:
        yield from _date("birth date", birth)
    for paper in identity.documents:
        yield from _not_in("document kind", paper.kind, get_args(DocumentKind))
        yield from _state("document issuer", paper.issuer)
        yield from _date("document expiry", paper.expires)
    for conviction in draft.convictions:
        yield from _of_conviction(conviction)
    for notice in draft.notices:
        yield from _of_notice(notice)


def _of_conviction(conviction: Conviction) -> Iterator[tuple[str, object]]:
    yield from _not_in("outcome", conviction.outcome, get_args(Outcome))
    yield from _not_in("finality", conviction.finality, get_args(Finality))
    yield from _not_in("victim", conviction.victim, get_args(Victim))
    yield from _state("court state", conviction.court_state)
    yield from _state("offence state", conviction.offence_state)
    yield from _date("date of conviction", conviction.convicted_on)
    yield from _date("date of offence", conviction.offence_on)
    for what, age in (("offender age", conviction.offender_age), ("victim age", conviction.victim_age)):
        if age is not None and not 0 <= age <= OLDEST:
            yield what, age


def _of_notice(notice: Notice) -> Iterator[tuple[str, object]]:
    yield from _not_in("channel", notice.channel, get_args(Channel))
    yield from _date("date of issue", notice.issued)
    for charge in notice.charges:
        yield from _state("charge state", charge.state)


def _not_in(what: str, value: object, known: tuple[object, ...]) -> Iterator[tuple[str, object]]:
    if value not in known:
        yield what, value


def _state(what: str, value: str, *, empty: bool = True) -> Iterator[tuple[str, object]]:
    if value not in by_alpha3() and not (empty and not value):
        yield what, value


def _date(what: str, value: PartialDate) -> Iterator[tuple[str, object]]:
    try:
        sane = partial_date(str(value)) == value or not value.known
    except ValueError:
        sane = False
    if not sane or not 1 <= (value.month or 1) <= 12 or not 1 <= (value.day or 1) <= 31:
        yield what, str(value)
