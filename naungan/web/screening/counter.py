"""The counter: one field for a passport reader, a form for papers without lines, and the answer to both."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from naungan.engine import errors
from naungan.engine.accounts import Actor
from naungan.engine.documents import cards
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
    "card",
    "document_number",
    "issuer",
    "expires",
    "birth_place",
    "carried_by",
)
NOT_COMPARED: Mapping[str, Promise] = MappingProxyType(
    {
        "birth": lazy(
            "No date of birth could be read, so none was compared. Look at the document, type what it says, and screen"
            " again."
        ),
        "slip": lazy(
            "The lines were compared as they were read, but a check digit is wrong: what the document says was perhaps"
            " not compared. Look at it, and screen the lines that are right."
        ),
    }
)
"""What is said where nothing was found, but a part of the traveller was not looked for."""


def answer(screened: Screened, actor: Actor, *, birth: str = "") -> dict[str, object]:
    """What the answer's templates need. `birth`: the date of birth as it was typed, where it was."""
    hits = [side(hit, screened.traveller.identity) for hit in screened.hits]
    protect = bool(hits) and all(hit.shade == "protect" for hit in hits)
    names = screened.traveller.identity.names
    gap = _not_compared(screened, birth)
    return {
        "outcome": screened.outcome,
        "shade": "protect" if protect else "unreadable" if gap else screened.outcome,
        "headline": _headline(screened, gap),
        "not_compared": NOT_COMPARED.get(gap, ""),
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


def _not_compared(screened: Screened, birth: str) -> str:
    """Which part of a traveller of whom nothing was found was not looked for; empty where all was, or nothing."""
    reading, identity = screened.reading, screened.traveller.identity
    if screened.outcome not in {"none", "unreadable"} or not identity.names:
        return ""
    if (reading or birth) and not identity.births:
        return "birth"
    return "slip" if reading and not reading.valid else ""


def _headline(screened: Screened, gap: str) -> str:
    if gap and screened.outcome == "none":
        return _("Nothing found so far")
    return words.word(words.OUTCOMES, screened.outcome)


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
        "cards": _cards(),
        "sexes": words.SEXES.items(),
    }
    if request.method == "GET":
        return show(request, "screening/person.html", context, actor=actor)
    try:
        screened = actions.screen_person(actor, fields=_told(typed), **_here_told(request))
    except errors.Unreadable as error:
        return show(request, "screening/person.html", {**context, "error": error}, actor=actor, status=422)
    answered = answer(screened, actor, birth=typed["birth"])
    return show(request, "screening/person.html", {**context, **answered}, actor=actor)


def _cards() -> tuple[tuple[str, list[tuple[str, str]]], ...]:
    """The kinds of card, those of any state first."""
    named = {kind.kind: kind.name_ms if language() == "ms" else kind.name_en for kind in cards.card_kinds().values()}
    general = [(code, named.pop(code)) for code in cards.general_kinds()]
    return ((_("Of any state"), general), (_("Of one state"), list(named.items())))


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
