"""The register: a searched, paged list; and an entry, opened for a stated purpose and recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from naungan.engine.accounts import Actor
from naungan.engine.records import PartialDate
from naungan.engine.register import admission, law
from naungan.engine.register.notices import advice_on_entry, conduct, kinds
from naungan.engine.register.record import Charge, Conviction, EntryRecord, Notice
from naungan.register import actions, queries
from naungan.web import words
from naungan.web.frame import language, may, show
from naungan.web.page import page

SHORTEST_PURPOSE = 4
"""Characters below which a purpose says nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the list, in words."""

    public_id: str
    name: str
    born: str
    nationalities: str
    concern: str
    status: str
    owner: str
    sample: bool


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice with its kind in words."""

    label: str
    number: str
    bureau: str
    issued: PartialDate
    last_verified: date | None
    cancelled_on: date | None
    charges: tuple[Charge, ...]


@dataclass(frozen=True, slots=True)
class ConvictionView:
    """A conviction with its class in words; `verbatim` is the court's own."""

    verbatim: Conviction
    conduct: str


@page(right="register.read")
def entries(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, newest first, of entries whose name or number holds the words."""
    text = request.GET.get("q", "").strip()[:200]
    wanted = request.GET.get("page", "1")
    found = queries.entries(actor, text=text, page=int(wanted) if wanted.isdecimal() and len(wanted) < 7 else 1)
    context = {
        "here": "register",
        "q": text,
        "lines": [_line(entry) for entry in found.lines],
        "total": found.total,
        "page": found.page,
        "more": found.page * found.size < found.total,
        "may_open": may(actor, "register.open"),
    }
    return show(request, "register/entries.html", context, actor=actor)


def _line(entry: queries.EntryLine) -> Line:
    return Line(
        public_id=entry.public_id,
        name=entry.name,
        born=", ".join(words.day(birth) for birth in entry.births if birth.known),
        nationalities=", ".join(words.country(code) for code in entry.nationalities),
        concern=entry.concern,
        status="expired" if entry.status == "active" and entry.expired else entry.status,
        owner=f"{entry.owner_state}, {entry.owner_agency}",
        sample=entry.sample,
    )


@page("GET", "POST", right="register.open")
def entry(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """First the question why; with an answer, the entry."""
    purpose = request.POST.get("purpose", "").strip()[:300]
    context: dict[str, object] = {"here": "register", "public_id": public_id[:40], "purpose": purpose}
    if request.method == "GET":
        return show(request, "register/purpose.html", context, actor=actor)
    if len(purpose) < SHORTEST_PURPOSE:
        context["error"] = _("Say in a few words why you open it: the purpose is recorded.")
        return show(request, "register/purpose.html", context, actor=actor, status=422)
    opened = actions.open_entry(actor, public_id=public_id, purpose=purpose)
    return show(request, "register/entry.html", {**context, **_opened(opened)}, actor=actor)


def _opened(opened: EntryRecord) -> dict[str, object]:
    today = timezone.localdate()
    draft = opened.draft
    basis = law.basis(draft.lawful_basis, sample=draft.sample, on=today)
    said = advice_on_entry(opened, today=today, node_state=settings.STATE, language=language())
    return {
        "entry": opened,
        "status": "expired" if opened.status == "active" and opened.expired(today) else opened.status,
        "advice": [one for one in said if one.code != "sample"],
        "basis": basis.say(language()) if basis else "",
        "convictions": [ConvictionView(one, conduct(one, language())) for one in draft.convictions],
        "notices": [_notice(one) for one in draft.notices],
        "held": admission.say(opened.held_rule, opened.held_values, language()) if opened.held_rule else "",
    }


def _notice(notice: Notice) -> NoticeView:
    kind = kinds().get(notice.kind)
    return NoticeView(
        label=kind.label(language()) if kind else notice.kind,
        number=notice.number,
        bureau=notice.bureau,
        issued=notice.issued,
        last_verified=notice.last_verified,
        cancelled_on=notice.cancelled_on,
        charges=notice.charges,
    )
