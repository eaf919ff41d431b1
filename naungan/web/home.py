"""The first page: what this person may do, what was screened lately, and how the node is."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from naungan import __version__
from naungan.audit import queries as audit
from naungan.engine import tables
from naungan.engine.accounts import Actor, roles
from naungan.jobs import queries as jobs
from naungan.register import queries as register
from naungan.screening import queries as screening
from naungan.web import words
from naungan.web.frame import language, may, show
from naungan.web.page import page

NEWEST = 5
"""Lists shown on the first page."""


@page()
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everyone's first page; each part is shown to those who may see it."""
    names = roles()
    counts = register.counts(actor) if may(actor, "register.read") else None
    context = {
        "here": "home",
        "roles": [names[code].name(language()) for code in names if code in actor.roles(on=timezone.localdate())],
        "rights": [row[language()] for row in tables.rows("right_names") if may(actor, row["right"])],
        "lists": screening.lists(actor, limit=NEWEST) if may(actor, "screening.read") else None,
        "held": counts.held if counts and may(actor, "register.admit") else 0,
        "node": list(_node(actor, counts)),
        "may_see_alerts": screening.may_see_alerts(actor),
    }
    return show(request, "home/home.html", context, actor=actor)


def _node(actor: Actor, counts: register.Counts | None) -> Iterator[tuple[str, object]]:
    yield _("State"), words.country(settings.STATE)
    yield _("Version"), __version__
    if counts:
        yield _("Entries in force"), counts.active
        yield _("Entries held for an officer"), counts.held
    if may(actor, "screening.read"):
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        tally = screening.tally(actor, since=midnight)
        yield _("Screened today"), tally.screenings
        yield _("Matches waiting for an officer"), tally.open_hits
    if may(actor, "jobs.read"):
        load = jobs.load(actor)
        yield _("Work waiting"), load.waiting
        yield _("Work that failed and needs a person"), load.parked
    if may(actor, "audit.verify"):
        yield _("Audit rows not yet numbered"), audit.waiting()
