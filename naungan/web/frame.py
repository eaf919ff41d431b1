"""The frame around every page: menu by right, person, language, and the banner of a node with fictional people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naungan.engine.accounts import Actor, Language, can


@dataclass(frozen=True, slots=True)
class Place:
    """A page that can be reached from the menu, and the right that it takes."""

    name: str
    label: Promise
    about: Promise
    right: str

    @property
    def url(self) -> str:
        """Its path."""
        return reverse(self.name)


PLACES = (
    Place(
        "counter",
        _("Counter"),
        _("Read a passport or type a card, and see at once what the register says."),
        "screening.screen",
    ),
    Place(
        "lists",
        _("Lists"),
        _("Screen a passenger or crew list, and see each outcome with its reasons."),
        "screening.read",
    ),
    Place(
        "register",
        _("Register"),
        _("Search the entries of the register, and open one for a stated purpose."),
        "register.read",
    ),
    Place(
        "audit",
        _("Audit"),
        _("See who did what and for which purpose, and verify that nothing was changed."),
        "audit.verify",
    ),
)


def may(actor: Actor, right: str) -> bool:
    """Whether the actor has the right today."""
    return can(actor, right, on=timezone.localdate())


def places(actor: Actor) -> list[Place]:
    """The pages that this actor may open."""
    return [place for place in PLACES if may(actor, place.right)]


def language() -> Language:
    """The page's language, as the engine's tables name it."""
    return "ms" if (get_language() or "").startswith("ms") else "en"


def partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    actor: Actor | None = None,
    status: int = 200,
) -> HttpResponse:
    """A template within the frame."""
    frame: dict[str, object] = {
        "actor": actor,
        "menu": places(actor) if actor else [],
        "languages": settings.LANGUAGES,
        "sample_mode": settings.SAMPLE_MODE,
    }
    return render(request, template, {**frame, **(context or {})}, status=status)
