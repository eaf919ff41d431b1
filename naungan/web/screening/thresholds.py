"""The two thresholds, with the alerts to be expected of each beside those that came. It names nobody."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from naungan.engine.accounts import Actor
from naungan.engine.records import Sentence
from naungan.engine.screening.alerts import Expected, Observed, at_most, percent
from naungan.screening import queries
from naungan.web.frame import show
from naungan.web.page import page


@dataclass(frozen=True, slots=True)
class Row:
    """One threshold as a row: where it lies, what it may cost, what came."""

    outcome: str
    at: str
    bits: float
    most: str
    right: str
    wrong: str
    came: int
    rate: str
    beyond: bool
    verdict: Sentence


@page()
def thresholds(request: HttpRequest, actor: Actor) -> HttpResponse:
    """For whoever reads screenings, and for the operator, who sets them; the query refuses others."""
    found = queries.alerts(actor)
    rows = [row(one, found.observed) for one in found.expected]
    context = {
        "here": "thresholds",
        "alerts": found,
        "share": percent(found.listed_share),
        "rows": rows,
        "verdicts": list({one.verdict: one for one in rows}.values()),
    }
    return show(request, "screening/thresholds.html", context, actor=actor)


def row(one: Expected, observed: Observed) -> Row:
    """A threshold in one row."""
    return Row(
        outcome=one.outcome,
        at=percent(one.at),
        bits=one.bits,
        most=at_most(one.most),
        right=at_most(one.right),
        wrong=at_most(one.wrong),
        came=observed.raised(one.outcome),
        rate=f"{observed.rate(one.outcome):.3g}",
        beyond=observed.beyond(one),
        verdict=observed.verdict(one),
    )
