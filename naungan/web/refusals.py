"""Refusals as pages: one sentence that says what, where and what to do next; never a bare status code."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naungan.engine import errors
from naungan.engine.accounts import Actor
from naungan.web.frame import partial, show

STATUS: tuple[tuple[type[errors.NaunganError], int, Promise], ...] = (
    (errors.NotPermitted, 403, _("You may not do this")),
    (errors.NotFound, 404, _("Nothing stands here")),
    (errors.Conflict, 409, _("Someone was faster")),
    (errors.Unreadable, 422, _("This could not be read")),
    (errors.Refused, 422, _("A rule says no")),
    (errors.Unavailable, 503, _("Something that the node needs is not there")),
    (errors.NaunganError, 422, _("This could not be done")),
)


def refused(request: HttpRequest, error: errors.NaunganError, *, actor: Actor | None = None) -> HttpResponse:
    """The page, or the part of a page, for a refusal by the engine or an action."""
    status, title = next((status, title) for kind, status, title in STATUS if isinstance(error, kind))
    context: dict[str, object] = {"title": title, "error": error, "sentence": error.message, "remedy": error.remedy}
    if isinstance(error, errors.NotPermitted):
        context |= {"right": error.right, "remedy": ""}
    return _answer(request, context, actor=actor, status=status)


def _answer(request: HttpRequest, context: Mapping[str, object], *, actor: Actor | None, status: int) -> HttpResponse:
    template = "refusals/part.html" if partial(request) else "refusals/page.html"
    return show(request, template, context, actor=actor, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's handler404)
    """No such page."""
    context = {
        "title": _("There is no such page"),
        "sentence": _("Nothing is served under this address."),
        "remedy": _("Check the address, or go back to the first page."),
    }
    return _answer(request, context, actor=None, status=404)


def not_taken(request: HttpRequest, *, status: int, sentence: Promise, remedy: Promise) -> HttpResponse:
    """A request that no page was asked about: its body or its address is none that this node takes."""
    context = {"title": _("This was not taken"), "sentence": sentence, "remedy": remedy}
    return _answer(request, context, actor=None, status=status)


def failed(request: HttpRequest) -> HttpResponse:
    """A defect of ours: plain, without the frame, since anything may be broken."""
    return show(request, "refusals/failed.html", status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (CSRF_FAILURE_VIEW)
    """The form was too old or came from elsewhere (CSRF): nothing was done."""
    context = {
        "title": _("This form is too old"),
        "sentence": _("The form was made before you last logged in, or it came from another site. Nothing was done."),
        "remedy": _("Go back, reload the page and send it again."),
    }
    return _answer(request, context, actor=None, status=403)
