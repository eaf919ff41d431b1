"""What in a record can't be true, or is missing so that nobody can say: each is left to an officer, by a named rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from naungan.engine.records import PartialDate
from naungan.engine.register import ages, charges
from naungan.engine.register.ages import first, last
from naungan.engine.register.findings import Finding
from naungan.engine.register.notices import NoticeKind
from naungan.engine.register.record import Conviction, Notice

_Dates = Iterable[tuple[str, PartialDate]]


def of_conviction(given: Conviction, births: tuple[PartialDate, ...], *, today: date) -> Iterator[Finding]:
    """The rules that a conviction of a person with these birth dates meets, in the order of admission_rules.csv."""
    if not given.outcome:
        yield Finding("no-outcome")
    if given.convicted_on.year is None and given.outcome != "charged":
        yield Finding("no-date")
    told = [("date of conviction", given.convicted_on), ("date of offence", given.offence_on)]
    yield from _future([*told, *(("birth date", birth) for birth in births)], today)
    yield from _order(given, births)
    if ages.contradicted(given, births):
        yield Finding.of("age-contradicted", age=given.offender_age)
    if charges.contradicts(given.words):
        yield Finding.of("words-contradicted", value=given.words)


def of_notice(given: Notice, kind: NoticeKind, births: tuple[PartialDate, ...], *, today: date) -> Iterator[Finding]:
    """The same of a notice."""
    if kind.type == "list" and kind.concern == "wanted" and not (given.number.strip() and given.bureau.strip()):
        yield Finding("warrant-unnamed")
    told = [("date of issue", given.issued), *(("birth date", birth) for birth in births)]
    if given.last_verified is not None:
        verified = given.last_verified
        told.append(("date of verification", PartialDate(verified.year, verified.month, verified.day)))
    yield from _future(told, today)
    born = [birth for birth in births if _before(given.issued, birth)]
    if born:
        yield _contradicted("birth date", born[0], given.issued)


def _future(dates: _Dates, today: date) -> Iterator[Finding]:
    now = (today.year, today.month, today.day)
    for what, day in dates:
        if day.year is not None and first(day) > now:
            yield Finding.of("future-date", what=what, value=day)


def _order(given: Conviction, births: tuple[PartialDate, ...]) -> Iterator[Finding]:
    if _before(given.convicted_on, given.offence_on):
        yield _contradicted("date of offence", given.offence_on, given.convicted_on)
    for day in (given.offence_on, given.convicted_on):
        for birth in births:
            if _before(day, birth):
                yield _contradicted("birth date", birth, day)


def _before(one: PartialDate, other: PartialDate) -> bool:
    """Whether one day certainly lies before the other."""
    return one.year is not None and other.year is not None and last(one) < first(other)


def _contradicted(what: str, day: PartialDate, then: PartialDate) -> Finding:
    return Finding.of("dates-contradicted", what=what, value=day, then=then)
