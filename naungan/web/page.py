"""The door of every page: who asks, whether they may, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from naungan.accounts import queries as accounts
from naungan.engine import errors
from naungan.engine.accounts import Actor, check
from naungan.web import refusals
from naungan.web.frame import partial
from naungan.web.intake import clean

P = ParamSpec("P")
MOST = 2**63 - 1
"""The largest number that the databases hold."""
View: TypeAlias = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]
Door: TypeAlias = Callable[Concatenate[HttpRequest, P], HttpResponse]


def page(*methods: str, right: str = "") -> Callable[[View[P]], Door[P]]:
    """A page for people who are logged in: the `methods` it takes (GET where none is named) and the `right` it needs.

    The view gets the actor after the request. What an action refuses becomes a page that says why.
    """
    taken = methods or ("GET",)

    def decorate(view: View[P]) -> Door[P]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in taken:
                return HttpResponseNotAllowed(taken)
            if not request.user.is_authenticated:
                return to_login(request)
            actor = accounts.actor_of(request.user)
            if faulty := clean(request):
                return faulty
            try:
                _representable(kwargs)
                if right:
                    check(actor, right, on=timezone.localdate())
                return view(request, actor, *args, **kwargs)
            except errors.NaunganError as error:
                return refusals.refused(request, error, actor=actor)

        return answer

    return decorate


def _representable(kwargs: Mapping[str, object]) -> None:
    """Refuse numbers in an address that no database row can have.

    Raises:
        NotFound: one of them is such a number.
    """
    if any(isinstance(value, int) and value > MOST for value in kwargs.values()):
        raise errors.NotFound(_("Nothing stands under this number."), remedy=_("Check the address."))


def whole_number(text: str) -> int | None:
    """The number that a form's field holds; None where it holds none, or one that no database row can have."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > len(str(MOST)):
        return None
    number = int(plain)
    return number if number <= MOST else None


def to_login(request: HttpRequest) -> HttpResponse:
    """To the log-in page and back again; htmx, which wanted a part of a page, takes the whole page along."""
    if partial(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("login")
        return response
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
