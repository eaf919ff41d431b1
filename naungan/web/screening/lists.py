"""Lists: upload, outcomes by strength, broken rows with place and reason; and the sheet of one hit."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naungan.engine import errors
from naungan.engine.accounts import Actor
from naungan.screening import actions, queries
from naungan.screening.sheet import Hit, Screened
from naungan.web import words
from naungan.web.frame import language, may, show
from naungan.web.page import page
from naungan.web.screening.sides import paper, side

NEWEST = 30
"""Lists on one page."""
REASONS = 2
"""Reasons shown in a row of the table; the sheet of the hit has all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One hit as a row: who, where in the list, against which entry, how strong and mainly why."""

    id: int
    place: str
    who: str
    born: str
    paper: str
    entry: str
    sample: bool
    outcome: str
    shade: str
    probability: float
    state: str
    reasons: tuple[str, ...]


@page("GET", "POST", right="screening.read")
def lists(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The newest lists, and a form for another."""
    if request.method == "GET":
        return _lists(request, actor)
    try:
        file = _uploaded(request)
        made = actions.screen_list(actor, name=file.name or "list", chunks=file.chunks(), size=file.size or 0)
    except (errors.Unreadable, errors.Refused) as error:
        return _lists(request, actor, error=error)
    if made.superseded:
        said = ngettext(
            "This list replaced an earlier one: %(counter)s of its matches no longer counts.",
            "This list replaced an earlier one: %(counter)s of its matches no longer count.",
            made.superseded,
        )
        messages.info(request, said % {"counter": made.superseded})
    return redirect("list", number=made.id)


def _lists(request: HttpRequest, actor: Actor, *, error: errors.NaunganError | None = None) -> HttpResponse:
    context: dict[str, object] = {
        "here": "lists",
        "lists": queries.lists(actor, limit=NEWEST),
        "may_screen": may(actor, "screening.list"),
        "largest": settings.LIST_MAX_BYTES // 1024**2,
        "error": error,
    }
    return show(request, "screening/lists.html", context, actor=actor, status=422 if error else 200)


def _uploaded(request: HttpRequest) -> UploadedFile[bytes]:
    """The file, of which nothing was read yet.

    Raises:
        Unreadable: none was chosen, it is empty, or it is larger than this node reads.
    """
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise errors.Unreadable(_("No file was chosen."), remedy=_("Choose a file, then press the button."))
    place = file.name or ""
    if not file.size:
        raise errors.Unreadable(_("The file is empty."), place=place, remedy=_("Ask the sender for the list again."))
    if file.size > settings.LIST_MAX_BYTES:
        raise errors.Unreadable(
            _("The file has %(size)s MB; this node reads %(largest)s MB at most.")
            % {"size": file.size // 1024**2, "largest": settings.LIST_MAX_BYTES // 1024**2},
            place=place,
            remedy=_("Ask the sender for several smaller lists."),
        )
    return file


@page(right="screening.read")
def report(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One list: its counts, its hits from the strongest on, and what could not be read."""
    found = queries.list_report(actor, list_id=number)
    lines = [line(screened, hit) for screened in found.hits for hit in screened.hits]
    lines.sort(key=lambda one: -one.probability)
    context = {"here": "lists", "list": found, "lines": lines}
    return show(request, "screening/report.html", context, actor=actor)


def line(screened: Screened, hit: Hit) -> Line:
    """A hit in one row, in the page's language."""
    identity = screened.traveller.identity
    telling = sorted(hit.evidence, key=lambda one: -abs(one.bits))
    return Line(
        id=hit.id,
        place=screened.place,
        who=identity.names[0].text if identity.names else "",
        born=", ".join(words.day(birth) for birth in identity.births if birth.known),
        paper=", ".join(map(paper, identity.documents)),
        entry=hit.entry.public_id,
        sample=hit.entry.sample,
        outcome=hit.match.outcome,
        shade="protect" if hit.entry.concern == "missing" else hit.match.outcome,
        probability=hit.probability,
        state=hit.state,
        reasons=tuple(one.say(language()) for one in telling[:REASONS]),
    )


@page(right="screening.read")
def hit(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The sheet of one hit: both sides and every weight."""
    screened, found = actions.open_hit(actor, hit_id=number)
    context = {
        "here": "lists",
        "hit": side(found, screened.traveller.identity),
        "may_open": may(actor, "register.open"),
        "place": screened.place,
        "number": number,
        "of": 1,
    }
    return show(request, "screening/hit.html", context, actor=actor)
