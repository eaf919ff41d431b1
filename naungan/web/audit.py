"""The audit log: its last rows, for a stated purpose; and the proof that nothing in it was changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from naungan.audit import actions, queries
from naungan.engine import errors
from naungan.engine.accounts import Actor
from naungan.web.frame import may, show
from naungan.web.page import page, whole_number

ROWS = 50
"""Rows on one page."""


@page("GET", "POST", right="audit.verify")
def audit(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The head of the tree; `do=read` shows rows, which is itself recorded, and `do=verify` recomputes everything."""
    context: dict[str, object] = {
        "here": "audit",
        "may_read": may(actor, "audit.read"),
        "noted": queries.noted(actor),
        "asked": {
            name: request.POST.get(name, "").strip()[:200] for name in ("purpose", "who", "subject", "size", "root")
        },
    }
    status = 200
    try:
        if request.POST.get("do") == "read":
            context |= _rows(request, actor)
        elif request.POST.get("do") == "verify":
            context["report"] = actions.verify(actor, expected=_noted_on_paper(request))
    except (errors.Unreadable, errors.Refused) as error:
        status = 422
        context["read_error" if request.POST.get("do") == "read" else "verify_error"] = error
    return show(request, "audit/audit.html", context, actor=actor, status=status)


def _rows(request: HttpRequest, actor: Actor) -> dict[str, object]:
    purpose = request.POST.get("purpose", "").strip()[:300]
    if not purpose:
        raise errors.Refused(_("Say why you look: the log is opened for a purpose."), rule="audit.purpose")
    before = request.POST.get("before", "").strip()
    if before and whole_number(before) is None:
        raise errors.Refused(_("There are no rows before this number: start again without it."), rule="audit.before")
    rows = actions.read(
        actor,
        purpose=purpose,
        subject=request.POST.get("subject", "").strip()[:200],
        of=request.POST.get("who", "").strip()[:100],
        before=whole_number(before),
        limit=ROWS,
    )
    return {"rows": rows, "older": rows[-1].id if len(rows) == ROWS else None}


def _noted_on_paper(request: HttpRequest) -> tuple[int, str] | None:
    """Size and root as someone noted them; None where neither was given.

    Raises:
        Unreadable: one without the other, or a size that is no number.
    """
    size, root = request.POST.get("size", "").strip(), request.POST.get("root", "").strip().lower()
    if not size and not root:
        return None
    number = whole_number(size)
    if number is None or not root:
        raise errors.Unreadable(_("Give both the number of rows and the root, as they were noted."))
    return number, root
