"""Questions to the register. Lists are scoped, paged and audited once; opening an entry is an action."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine import records
from naungan.engine.accounts import Actor, check
from naungan.engine.register import law, record
from naungan.engine.register.notices import kinds
from naungan.engine.register.record import Change, EntryDraft, EntryRecord, Listed, partial_date
from naungan.register import models
from naungan.register.models import Entry

FEED = "register"
PAGE = 50
MOST_ON_A_PAGE = 200
_CHUNK = 500
_IDENTITY = ("names", "births", "nationalities", "documents")
WHOLE = (*_IDENTITY, "convictions", "notices__charges")
_MISSING_KINDS = [kind.code for kind in kinds().values() if kind.concern == "missing"]
_LISTED = ("id", "public_id", "version", "concern", "sample", "sex", "birth_place")


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of a list of entries."""

    public_id: str
    name: str
    births: tuple[records.PartialDate, ...]
    nationalities: tuple[str, ...]
    concern: str
    status: str
    expired: bool
    owner_state: str
    owner_agency: str
    source: str
    expires_on: date
    held_rule: str
    sample: bool


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of a list: its lines, the page's number from 1, and how many lines there are in all."""

    lines: tuple[EntryLine, ...]
    page: int
    size: int
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries stand, by status and by concern of those that are screened against."""

    active: int
    held: int
    withdrawn: int
    expired: int
    concerns: dict[str, int]


def changes_since(number: int, limit: int = 1000) -> list[Change]:
    """The changes after `number` in the order of the feed, at most `limit`."""
    rows = models.Change.objects.filter(number__gt=number).order_by("number")[:limit]
    found = rows.values_list("number", "entry__public_id", "kind", "version")
    return [Change(number, entry, kind, version) for number, entry, kind, version in found]  # type: ignore[arg-type]


def change_mark(number: int) -> str:
    """What tells this database's change of that number from another database's; empty where there is none."""
    found = models.Change.objects.filter(number=number).values_list("entry__public_id", "version", "at").first()
    return "|".join(map(str, found)) if found else ""


def listed(today: date) -> Iterator[Listed]:
    """Every entry that travellers are screened against today, in the order of their making: an index's material."""
    entries = _screened(today).order_by("id").values_list(*_LISTED).iterator(chunk_size=_CHUNK)
    while chunk := list(islice(entries, _CHUNK)):
        yield from _listed(chunk)


def listed_entries(public_ids: Iterable[str], today: date) -> dict[str, Listed]:
    """Those of the named entries that are screened against today; what is missing has to leave the index."""
    entries = _screened(today).filter(public_id__in=list(public_ids)).values_list(*_LISTED)
    return {listed.entry: listed for listed in _listed(list(entries))}


def standing(public_id: str, today: date) -> EntryRecord | None:
    """The entry as it stands at this moment; None where it is withdrawn, held or expired, or never was."""
    entry = _screened(today).filter(public_id=public_id).prefetch_related(*WHOLE).first()
    return entry_record(entry) if entry is not None else None


def standing_entries(public_ids: Iterable[str], today: date) -> dict[str, EntryRecord]:
    """Those of the named entries that are screened against today, as they stand: for lists of hits."""
    found = _screened(today).filter(public_id__in=set(public_ids)).prefetch_related(*WHOLE)
    return {entry.public_id: entry_record(entry) for entry in found}


def entry_for_hit(public_id: str, today: date) -> EntryRecord | None:
    """As `entries_for_hits`, for one entry."""
    return entries_for_hits([public_id], today).get(public_id)


def entries_for_hits(public_ids: Iterable[str], today: date) -> dict[str, EntryRecord]:
    """Entries read again for hits, in the transaction that records them; without those that nobody may be matched to.

    No lock is taken, so that writers and screenings never wait for each other: what is withdrawn while a hit is
    being recorded is left out when the hit is next shown (`standing`), and its follower sweeps it.

    Raises:
        RuntimeError: called outside a transaction; a defect of the caller.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a hit's entry must be read again in the transaction that records the hit")
    return standing_entries(public_ids, today)


def entries(
    actor: Actor, *, text: str = "", status: str = "", concern: str = "", page: int = 1, size: int = PAGE
) -> EntryPage:
    """A page of entries whose name, public id or document number holds `text`; audited once a list.

    Raises:
        NotPermitted: without register.read.
    """
    today = timezone.localdate()
    check(actor, "register.read", on=today)
    size = min(max(size, 1), MOST_ON_A_PAGE)
    found = _search(text, status, concern, today)
    with transaction.atomic():
        total = found.count()
        page = min(max(page, 1), max(1, -(-total // size)))
        shown = found.order_by("-id").prefetch_related("names", "births", "nationalities")[
            (page - 1) * size : page * size
        ]
        standing = set(_screened(today).filter(pk__in=[entry.pk for entry in shown]).values_list("pk", flat=True))
        lines = tuple(_line(entry, today, stands=entry.pk in standing) for entry in shown)
        detail = {"text": text[:200], "status": status, "concern": concern, "page": page, "found": total}
        audit.record(actor, action="register.read", subject="register", detail=detail)
    return EntryPage(lines, page, size, total)


def counts(actor: Actor) -> Counts:
    """How many entries stand.

    Raises:
        NotPermitted: without register.read.
    """
    today = timezone.localdate()
    check(actor, "register.read", on=today)
    told = Entry.objects.aggregate(
        active=Count("id", filter=Q(status=Entry.Status.ACTIVE)),
        held=Count("id", filter=Q(status=Entry.Status.HELD)),
        withdrawn=Count("id", filter=Q(status=Entry.Status.WITHDRAWN)),
    )
    screened = size(today)
    concerns = _screened(today).order_by().values_list("concern").annotate(Count("id"))
    return Counts(screened, told["held"], told["withdrawn"], told["active"] - screened, dict(concerns))


def exists(public_id: str) -> bool:
    """Whether an entry of that public id was ever made: for those who refer to one without opening it."""
    return Entry.objects.filter(public_id=public_id).exists()


def holds_real_people() -> bool:
    """Whether any entry is not fictional: the samples never enter such a register."""
    return Entry.objects.filter(sample=False).exists()


def size(today: date) -> int:
    """How many entries travellers are screened against today."""
    return _screened(today).count()


def _screened(today: date) -> QuerySet[Entry]:
    """Entries that stand today: not expired, on a lawful basis in force, with a ground that no cancellation has ended.

    The day itself ends an expiry, a basis and a cancelled notice: nothing has to be written for it.
    """
    convicted = models.Conviction.objects.filter(entry=OuterRef("pk")).exclude(crosswalk="")
    noticed = models.Notice.objects.filter(
        Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=today),
        Q(kind__in=_MISSING_KINDS) | Exists(models.Charge.objects.filter(notice=OuterRef("pk")).exclude(classed="")),
        entry=OuterRef("pk"),
    )
    return Entry.objects.filter(
        Exists(convicted) | Exists(noticed),
        Q(lawful_basis__in=law.bases(sample=False, on=today))
        | Q(lawful_basis__in=law.bases(sample=True, on=today), sample=True),
        status=Entry.Status.ACTIVE,
        expires_on__gte=today,
    )


def _search(text: str, status: str, concern: str, today: date) -> QuerySet[Entry]:
    found = Entry.objects.all()
    if status == "expired":
        found = found.filter(status=Entry.Status.ACTIVE).exclude(pk__in=_screened(today).values("pk"))
    elif status == Entry.Status.ACTIVE:
        found = _screened(today)
    elif status:
        found = found.filter(status=status)
    if concern:
        found = found.filter(concern=concern)
    for word in text.replace("\0", " ").split()[:10]:
        named = models.Name.objects.filter(text__icontains=word).values("entry")
        numbered = models.Document.objects.filter(number__iexact=word).values("entry")
        found = found.filter(Q(id__in=named) | Q(id__in=numbered) | Q(public_id__iexact=word))
    return found


def _line(entry: Entry, today: date, *, stands: bool) -> EntryLine:
    names, births, states = entry.names.all(), entry.births.all(), entry.nationalities.all()
    return EntryLine(
        public_id=entry.public_id,
        name=names[0].text if names else "",
        births=tuple(records.PartialDate(birth.year, birth.month, birth.day) for birth in births),
        nationalities=tuple(nationality.state for nationality in states),
        concern=entry.concern,
        status=entry.status,
        expired=entry.expires_on < today or (entry.status == Entry.Status.ACTIVE and not stands),
        owner_state=entry.owner_state,
        owner_agency=entry.owner_agency,
        source=entry.source,
        expires_on=entry.expires_on,
        held_rule=entry.held_rule,
        sample=entry.sample,
    )


def _listed(entries: Sequence[Sequence[Any]]) -> Iterator[Listed]:
    """Entries, given as rows of _LISTED, with who they are about: as `identity_of`, without a model for each part."""
    ids = [row[0] for row in entries]

    def parts(model: type[Any], *fields: str) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        for entry, *values in model.objects.filter(entry__in=ids).values_list("entry_id", *fields):
            found.setdefault(entry, []).append(values)
        return found

    names = parts(models.Name, "text", "kind", "script", "surname", "given", "truncated")
    births = parts(models.BirthDate, "year", "month", "day")
    states = parts(models.Nationality, "state")
    papers = parts(models.Document, "kind", "number", "issuer", "expires")
    for pk, public_id, version, concern, sample, sex, birth_place in entries:
        identity = records.Identity(
            names=tuple(records.Name(*name) for name in names.get(pk, ())),
            births=tuple(records.PartialDate(*birth) for birth in births.get(pk, ())),
            sex=sex,
            nationalities=tuple(state for (state,) in states.get(pk, ())),
            documents=tuple(
                records.Document(kind, number, issuer, partial_date(expires))
                for kind, number, issuer, expires in papers.get(pk, ())
            ),
            birth_place=birth_place,
        )
        yield Listed(public_id, version, identity, concern, sample)


def identity_of(entry: Entry) -> records.Identity:
    """Who an entry is about."""
    return records.Identity(
        names=tuple(
            records.Name(name.text, name.kind, name.script, name.surname, name.given, name.truncated)  # type: ignore[arg-type]
            for name in entry.names.all()
        ),
        births=tuple(records.PartialDate(birth.year, birth.month, birth.day) for birth in entry.births.all()),
        sex=entry.sex,  # type: ignore[arg-type]
        nationalities=tuple(nationality.state for nationality in entry.nationalities.all()),
        documents=tuple(
            records.Document(paper.kind, paper.number, paper.issuer, partial_date(paper.expires))  # type: ignore[arg-type]
            for paper in entry.documents.all()
        ),
        birth_place=entry.birth_place,
    )


def entry_record(entry: Entry) -> EntryRecord:
    """The whole of an entry as a frozen value."""
    convictions, notices = grounds_of(entry)
    draft = EntryDraft(
        identity=identity_of(entry),
        source=entry.source,
        source_reference=entry.source_reference,
        owner_state=entry.owner_state,
        owner_agency=entry.owner_agency,
        lawful_basis=entry.lawful_basis,
        expires_on=entry.expires_on,
        convictions=convictions,
        notices=notices,
        remarks=entry.remarks,
        sample=entry.sample,
    )
    return EntryRecord(
        public_id=entry.public_id,
        version=entry.version,
        status=entry.status,  # type: ignore[arg-type]
        concern=entry.concern,  # type: ignore[arg-type]
        draft=draft,
        held_rule=entry.held_rule,
        held_values=tuple((str(key), str(value)) for key, value in entry.held_values),
        withdrawn_reason=records.text_from(entry.withdrawn_told),
    )


def grounds_of(entry: Entry) -> tuple[tuple[record.Conviction, ...], tuple[record.Notice, ...]]:
    """An entry's convictions and notices, as they were classed."""
    return tuple(map(_conviction, entry.convictions.all())), tuple(map(_notice, entry.notices.all()))


def _conviction(row: models.Conviction) -> record.Conviction:
    return record.Conviction(
        section=row.section,
        words=row.words,
        outcome=row.outcome,  # type: ignore[arg-type]
        court=row.court,
        court_state=row.court_state,
        offence_state=row.offence_state,
        convicted_on=partial_date(row.convicted_on),
        offence_on=partial_date(row.offence_on),
        sentence=row.sentence,
        finality=row.finality,  # type: ignore[arg-type]
        appeal=row.appeal,
        pardoned=row.pardoned,
        in_absentia=row.in_absentia,
        offender_age=row.offender_age,
        victim=row.victim,  # type: ignore[arg-type]
        victim_age=row.victim_age,
        consensual=row.consensual,
        crosswalk=row.crosswalk,
        crosswalk_dated=row.crosswalk_dated,
        classed_by=row.classed_by,
    )


def _notice(row: models.Notice) -> record.Notice:
    return record.Notice(
        kind=row.kind,
        number=row.number,
        bureau=row.bureau,
        channel=row.channel,  # type: ignore[arg-type]
        issued=partial_date(row.issued),
        charges=tuple(
            record.Charge(charge.words, charge.state, charge.translation, charge.classed, charge.classed_by)
            for charge in row.charges.all()
        ),
        last_verified=row.last_verified,
        cancelled_on=row.cancelled_on,
    )
