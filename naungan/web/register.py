"""The register: a searched, paged list; an entry, opened for a stated purpose; its release and its withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from naungan.engine.accounts import Actor
from naungan.engine.records import PartialDate
from naungan.engine.register import admission, law
from naungan.engine.register.crosswalk import CrosswalkRow, conduct_label
from naungan.engine.register.crosswalk import table as crosswalk
from naungan.engine.register.notices import advice_on_entry, conduct, kinds
from naungan.engine.register.record import Charge, Conviction, EntryRecord, Notice
from naungan.engine.tables import rows
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


@dataclass(frozen=True, slots=True)
class Group:
    """Rows to choose from under one heading; each is its id and its words."""

    label: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """Why an entry is held and what lets it go on: `class` (a row of `groups`), `officer` (a reason) or `change`."""

    sentence: str
    release: str
    groups: tuple[Group, ...]


@page(right="register.read")
def entries(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, newest first, of entries whose name or number holds the words, of one status or of all."""
    status = request.GET.get("status", "")
    status = status if status in words.STATUSES else ""
    text = request.GET.get("q", "").strip()[:200]
    wanted = request.GET.get("page", "1")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 7 else 1
    found = queries.entries(actor, text=text, status=status, page=number)
    context = {
        "here": "register",
        "q": text,
        "status": status,
        "statuses": words.STATUSES.items(),
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
    told = {**context, **_opened(opened), **_open_to(opened, actor)}
    return show(request, "register/entry.html", told, actor=actor)


@page("POST", right="register.withdraw")
def withdraw(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Take the entry out of screening, with a reason."""
    actions.withdraw(actor, public_id=public_id, reason=_reason(request))
    said = _("Entry %(entry)s is withdrawn: nobody is matched against it any more.")
    messages.success(request, said % {"entry": public_id})
    return redirect(f"{reverse('register')}?{urlencode({'q': public_id})}")


@page("POST", right="register.admit")
def release(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Let a held entry go on, with a reason and, where its offence is not classed, the row that fits."""
    row = request.POST.get("crosswalk", "")[:200]
    made = actions.admit_held(actor, public_id=public_id, reason=_reason(request), crosswalk=row)
    if made.outcome == "held":
        said = _("Entry %(entry)s is still held, now for another reason: %(why)s")
        messages.warning(request, said % {"entry": public_id, "why": made.say(language())})
    else:
        said = _("Entry %(entry)s is released: travellers are screened against it.")
        messages.success(request, said % {"entry": public_id})
    return redirect(f"{reverse('register')}?{urlencode({'status': 'held'})}")


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").replace("\0", " ").strip()[:300]


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
        "held": _held(opened) if opened.status == "held" and opened.held_rule in admission.rules() else None,
    }


def _open_to(opened: EntryRecord, actor: Actor) -> dict[str, object]:
    """What this actor may do with the entry as it stands."""
    return {
        "may_release": opened.status == "held" and may(actor, "register.admit"),
        "may_withdraw": opened.status != "withdrawn" and may(actor, "register.withdraw"),
    }


def _held(opened: EntryRecord) -> Held:
    rule = admission.rules()[opened.held_rule]
    said = admission.say(rule.code, opened.held_values, language())
    return Held(said, rule.release, tuple(_groups(opened)) if rule.release == "class" else ())


def _groups(opened: EntryRecord) -> Iterator[Group]:
    """The rows that may class what is not classed: the crosswalk of the states concerned, and phrases for charges.

    Where the crosswalk has no row of those states, all of its rows are shown.
    """
    draft = opened.draft
    charges = [charge for notice in draft.notices for charge in notice.charges if not charge.classed]
    states = {given.court_state for given in draft.convictions if not given.crosswalk}
    states |= {charge.state for charge in charges}
    known = {row.state for row in crosswalk()}
    for state in sorted(states & known or (set() if charges else known), key=words.country):
        choices = tuple((row.id, _choice(row)) for row in crosswalk() if row.state == state)
        yield Group(_("Crosswalk of %(state)s") % {"state": words.country(state)}, choices)
    phrases = [row for row in rows("charge_phrases") if row["kind"] == "child-abuse"] if charges else []
    for code in dict.fromkeys(row["conduct"] for row in phrases):
        choices = tuple((row["id"], row["phrase"]) for row in phrases if row["conduct"] == code)
        yield Group(_("Charges: %(conduct)s") % {"conduct": conduct_label(code, language())}, choices)


def _choice(row: CrosswalkRow) -> str:
    sections = "" if row.sections == ("*",) else f", {', '.join(row.sections)}"
    conduct_said = conduct_label(row.conduct, language())
    said = row.label_ms if language() == "ms" else row.label_en
    return f"{row.law}{sections}: {conduct_said if row.kind == 'child-abuse' else said}"


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
