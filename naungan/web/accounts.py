"""Logging in and out, and the language of the pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naungan.accounts import actions, addresses, queries
from naungan.engine import errors
from naungan.engine.accounts import roles, system
from naungan.engine.tables.sentences import in_language
from naungan.web.frame import language as page_language
from naungan.web.frame import show
from naungan.web.intake import clean

YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The log-in page; a log-in leads back to the page that was asked for."""
    target = _inside(request, request.POST.get("next") or request.GET.get("next") or "")
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(target)
    context: dict[str, object] = {"next": target, "samples": _samples(), "password": _sample_password()}
    if request.method == "GET":
        if auth.SESSION_KEY in request.session:
            context["error"] = _(
                "Your session no longer holds: the account was switched off, or it is a sample login and this node is "
                "not in the sample mode."
            )
        return show(request, "accounts/login.html", context)
    if faulty := clean(request):
        return faulty
    username = request.POST.get("username", "")
    try:
        user = actions.log_in(
            system("console"),
            username=username,
            password=request.POST.get("password", ""),
            address=addresses.of_request(request.META),
        )
    except errors.Refused as error:
        context |= {"error": in_language(error, page_language()), "username": username[:60]}
        return show(request, "accounts/login.html", context, status=403)
    auth.login(request, user)
    response = redirect(target)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        _keep_language(response, user.language)
    return response


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session, and leave the row of that."""
    if request.user.is_authenticated:
        actions.log_out(queries.actor_of(request.user))
    auth.logout(request)
    return redirect("login")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages on this browser, and go back to where the change was asked for."""
    if faulty := clean(request):
        return faulty
    response = redirect(_inside(request, request.POST.get("next", "")))
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        _keep_language(response, code)
    return response


def _keep_language(response: HttpResponse, code: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def _inside(request: HttpRequest, target: str) -> str:
    """The target where it lies on this node, otherwise the first page."""
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if allowed else reverse("home")


def _samples() -> list[dict[str, str]]:
    """The sample logins, one a role; none on a real node."""
    if not settings.SAMPLE_MODE:
        return []
    grantable = [role for role in roles().values() if role.grantable]
    return [{"username": role.code, "role": role.name(page_language())} for role in grantable]


def _sample_password() -> str:
    return str(getattr(settings, "SAMPLE_PASSWORD", "")) if settings.SAMPLE_MODE else ""
