"""Ages in completed years, as far as partial dates tell: always the lowest and the highest that a record allows."""

from __future__ import annotations

from collections.abc import Iterable

from naungan.engine.dates import is_placeholder
from naungan.engine.records import PartialDate
from naungan.engine.register.record import Conviction

ADULT = 18
"""Years (Convention on the Rights of the Child, article 1; Act 792 s.2)."""

OPEN_YEARS = 3
"""Years before the judgment in which an undated offence may lie, for the youngest age (expert judgement, to be
estimated)."""

Ages = tuple[int, int]
"""The lowest and the highest."""


def ages_between(birth: PartialDate, day: PartialDate) -> Ages | None:
    """The lowest and highest age in completed years that two partial dates allow; None where a year is unknown."""
    if birth.year is None or day.year is None:
        return None

    def completed(born: tuple[int, int, int], then: tuple[int, int, int]) -> int:
        return then[0] - born[0] - (then[1:] < born[1:])

    return completed(last(birth), first(day)), completed(first(birth), last(day))


def first(given: PartialDate) -> tuple[int, int, int]:
    """The first day that a partial date with a year allows, as numbers that compare."""
    return (given.year or 0, given.month or 1, given.day or 1)


def last(given: PartialDate) -> tuple[int, int, int]:
    """The last day that a partial date with a year allows."""
    return (given.year or 0, given.month or 12, given.day or 31)


def ages_on(births: Iterable[PartialDate], day: PartialDate) -> Ages | None:
    """The ages that any of the birth dates allows on a day; None where they say nothing.

    A birth date that registries enter for "not known", such as 1 January, tells its year only.
    """
    told = (PartialDate(birth.year) if is_placeholder(birth) else birth for birth in births)
    ages = [age for birth in told if (age := ages_between(birth, day)) is not None]
    return (min(low for low, _ in ages), max(high for _, high in ages)) if ages else None


def at_offence(given: Conviction, births: tuple[PartialDate, ...]) -> Ages | None:
    """The offender's ages that the record allows; where it contradicts itself, all that any part of it allows."""
    dated, claimed = _dated(given, births), given.offender_age
    if claimed is None:
        return dated
    if dated is None or not contradicted(given, births):
        return claimed, claimed
    return min(claimed, dated[0]), max(claimed, dated[1])


def contradicted(given: Conviction, births: tuple[PartialDate, ...]) -> bool:
    """Whether the age that the record claims can't be, by the dates of birth and offence, else of the judgment."""
    dated, claimed = _dated(given, births), given.offender_age
    if dated is None or claimed is None:
        return False
    return claimed > dated[1] or (given.offence_on.year is not None and claimed < dated[0])


def _dated(given: Conviction, births: tuple[PartialDate, ...]) -> Ages | None:
    """The ages by the dates alone. An offence without date lies before the judgment: some years for the lowest age."""
    if given.offence_on.year is not None:
        return ages_on(births, given.offence_on)
    judged = ages_on(births, given.convicted_on)
    return (judged[0] - OPEN_YEARS, judged[1]) if judged else None


def gaps(one: Ages, other: Ages) -> Ages:
    """The smallest and the largest difference in years between two persons."""
    nearest = max(0, one[0] - other[1], other[0] - one[1])
    return nearest, max(one[1] - other[0], other[1] - one[0])
