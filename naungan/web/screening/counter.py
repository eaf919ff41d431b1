"""The counter: one field for a passport reader, a form for papers without lines, and the answer to both."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from naungan.engine import errors
from naungan.engine.accounts import Actor
from naungan.engine.records import Problem
from naungan.engine.tables.sentences import in_language
from naungan.screening import actions
from naungan.screening.sheet import Screened
from naungan.web import words
from naungan.web.frame import language, may, partial, show
from naungan.web.page import page
from naungan.web.screening.sides import side
from naungan.web.screening.zone import zone

LONGEST = 2_000
"""Characters of a zone with room for blanks; a longer text is no zone."""

PERSON_FIELDS = (
    "name",
    "birth",
    "sex",
    "nationality",
    "document_kind",
    "document_number",
    "issuer",
    "birth_place",
)


def answer(screened: Screened, actor: Actor) -> dict[str, object]:
    """What the answer's templates need."""
    hits = [side(hit, screened.traveller.identity) for hit in screened.hits]
    protect = bool(hits) and all(hit.shade == "protect" for hit in hits)
    names = screened.traveller.identity.names
    return {
        "outcome": screened.outcome,
        "shade": "protect" if protect else screened.outcome,
        "protect": protect,
        "who": names[0].text if names else "",
        "reading": zone(screened.reading) if screened.reading else None,
        "hits": hits,
        "may_open": may(actor, "register.open"),
        "notes": (
            *(note.say(language()) for note in screened.notes),
            *(in_language(p, language()) for p in _own(screened)),
        ),
    }


def _own(screened: Screened) -> tuple[Problem, ...]:
    """Problems of the traveller that the document's own list does not show already."""
    shown = screened.reading.problems if screened.reading else ()
    return tuple(problem for problem in screened.problems if problem not in shown)


@page("GET", "POST", right="screening.screen")
def counter(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The field, and the answer to what was read into it: alone for htmx, in the whole page for others."""
    context: dict[str, object] = _here(request)
    if request.method == "GET":
        return show(request, "screening/counter.html", context, actor=actor)
    text = request.POST.get("text", "")[:LONGEST]
    try:
        screened = actions.screen_document(actor, text=text, **_here_told(request))
    except errors.Unreadable as error:
        template = "screening/unreadable.html" if partial(request) else "screening/counter.html"
        return show(request, template, {**context, "error": error, "typed": text}, actor=actor, status=422)
    template = "screening/counter_part.html" if partial(request) else "screening/counter.html"
    return show(request, template, {**context, **answer(screened, actor)}, actor=actor)


@page("GET", "POST", right="screening.screen")
def person(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A person typed from a card or pass without lines."""
    typed = {name: request.POST.get(name, "").strip()[:400] for name in PERSON_FIELDS}
    context: dict[str, object] = {
        **_here(request),
        "typed": typed,
        "kinds": words.DOCUMENTS.items(),
        "sexes": words.SEXES.items(),
    }
    if request.method == "GET":
        return show(request, "screening/person.html", context, actor=actor)
    try:
        screened = actions.screen_person(actor, fields=_told(typed), **_here_told(request))
    except errors.Unreadable as error:
        return show(request, "screening/person.html", {**context, "error": error}, actor=actor, status=422)
    return show(request, "screening/person.html", {**context, **answer(screened, actor)}, actor=actor)


def _told(typed: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in typed.items() if text}


def _here_told(request: HttpRequest) -> dict[str, str]:
    """Post and direction as the form says, kept for the next traveller at this counter."""
    direction = request.POST.get("direction", "")
    told = {
        "post": request.POST.get("post", "").strip()[:40],
        "direction": direction if direction in words.DIRECTIONS else "arrival",
    }
    for key, value in told.items():
        if request.session.get(key) != value:
            request.session[key] = value
    return told


def _here(request: HttpRequest) -> dict[str, object]:
    return {
        "here": "counter",
        "post": request.POST.get("post", request.session.get("post", "")),
        "direction": request.POST.get("direction", request.session.get("direction", "arrival")),
        "directions": words.DIRECTIONS.items(),
    }
