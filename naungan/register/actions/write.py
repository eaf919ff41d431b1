"""The only place where entries are written: whatever the door, row, audit row and feed number come from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor
from naungan.engine.records import Name, PartialDate, describe_text
from naungan.engine.register import admission, sameness
from naungan.engine.register.notices import kinds
from naungan.engine.register.record import Charge, Conviction, EntryDraft
from naungan.jobs import feed
from naungan.register import models, queries
from naungan.register.admission import Decision
from naungan.register.models import Change, Entry, EntryCounter

_RELEASE = "register.admit"
_PARTS = (models.Name, models.BirthDate, models.Nationality, models.Document, models.Conviction, models.Notice)


@dataclass(slots=True)
class _Batch:
    """Rows that are written together at the end."""

    now: datetime
    changes: list[tuple[Entry, str]] = field(default_factory=list)
    parts: dict[type[Any], list[Any]] = field(default_factory=dict)
    charges: list[models.Charge] = field(default_factory=list)
    cleared: list[int] = field(default_factory=list)
    deeds: list[audit.Deed] = field(default_factory=list)


def write(
    actor: Actor, decisions: Sequence[Decision], *, right: str, purpose: str = "", waived: Sequence[str] = ()
) -> list[str]:
    """Write what was decided, in the caller's transaction; returns the public id of each (empty where none stands).

    One audit row for each entry that is written, one feed number for each that screening has to learn of.
    """
    batch = _Batch(timezone.now())
    new = [decision for decision in decisions if decision.existing is None and decision.status]
    numbers = iter(_public_ids(len(new), batch.now))
    made = {id(decision): _new_entry(actor, decision, next(numbers), batch.now) for decision in new}
    Entry.objects.bulk_create(made.values())
    found = []
    for decision in decisions:
        entry = made.get(id(decision), decision.existing)
        found.append(entry.public_id if entry is not None else "")
        if entry is None or not decision.status:
            continue
        before = decision.existing.status if decision.existing is not None else ""
        if decision.existing is not None:
            _change(entry, decision, batch, waived)
            _count_proposer(entry, decision, "" if right == _RELEASE else actor.id)
            entry.save()
        if decision.status != "withdrawn":
            _collect(entry, decision.admission.draft, batch)
        _note(batch, entry, before)
        batch.deeds.append(_deed(entry, decision, right=right, purpose=purpose))
    audit.record_all(actor, deeds=batch.deeds)
    _save(batch)
    _publish(batch)
    return found


def withdraw_entry(actor: Actor, entry: Entry, *, reason: str, right: str) -> None:
    """Take an entry out of screening for good, in the caller's transaction."""
    batch = _Batch(timezone.now())
    before = entry.status
    _leave(entry, reason)
    entry.held_rule, entry.held_values, entry.waived = "", [], []
    entry.version += 1
    entry.changed_at = batch.now
    entry.save()
    _note(batch, entry, before)
    detail = {"version": entry.version, "status": entry.status}
    audit.record(actor, action=right, subject=f"entry:{entry.public_id}", purpose=reason, detail=detail)
    _publish(batch)


def _public_ids(count: int, now: datetime) -> list[str]:
    """The next numbers of this node's state and year: MYS-2026-000123. The counter's row is the lock."""
    if not count:
        return []
    series = f"{settings.STATE}-{timezone.localtime(now).year}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {EntryCounter._meta.db_table} (series, last) VALUES (%s, %s) ON CONFLICT (series) DO UPDATE "  # noqa: S608, SLF001 - a name of our own
            f"SET last = {EntryCounter._meta.db_table}.last + excluded.last RETURNING last",  # noqa: SLF001
            [series, count],
        )
        last = int(cursor.fetchone()[0])
    return [f"{series}-{number:06d}" for number in range(last - count + 1, last + 1)]


def _new_entry(actor: Actor, decision: Decision, public_id: str, now: datetime) -> Entry:
    entry = Entry(public_id=public_id, proposers=[actor.id], created_at=now)
    _fill(entry, decision, now)
    return entry


def _fill(entry: Entry, decision: Decision, now: datetime) -> None:
    draft = decision.admission.draft
    for name in ("owner_state", "owner_agency", "source", "source_reference", "lawful_basis", "remarks", "sample"):
        setattr(entry, name, getattr(draft, name))
    assert draft.expires_on is not None  # noqa: S101 - the rule no-expiry refused it
    entry.expires_on = draft.expires_on
    entry.sex, entry.birth_place = draft.identity.sex, draft.identity.birth_place
    if entry.grounds != decision.grounds:
        entry.grounds, entry.waived = decision.grounds, []
    entry.reference_key, entry.person_key = sameness.entry_key(draft), sameness.person_key(draft)
    entry.fingerprint, entry.status = decision.fingerprint, decision.status
    entry.concern = admission.concern_of(draft)
    held = decision.status == "held"
    entry.held_rule = decision.admission.rule if held else ""
    entry.held_values = [list(pair) for pair in decision.admission.values] if held else []
    entry.withdrawn_reason = entry.withdrawn_told = ""
    entry.changed_at = now


def _change(entry: Entry, decision: Decision, batch: _Batch, waived: Sequence[str]) -> None:
    if decision.status == "withdrawn":
        _leave(entry, decision.admission.sentence)
        entry.held_rule, entry.held_values, entry.waived, entry.changed_at = "", [], [], batch.now
        entry.fingerprint = decision.fingerprint
    else:
        _fill(entry, decision, batch.now)
        batch.cleared.append(entry.pk)
    if waived:
        entry.waived = sorted(waived)
    entry.version += 1


def _count_proposer(entry: Entry, decision: Decision, proposer: str) -> None:
    """Who changes an entry is one of its proposers, until an officer's release (an empty `proposer`) makes it stand."""
    if proposer and decision.status != "withdrawn":
        entry.proposers = sorted({*entry.proposers, proposer})
    elif not proposer and decision.status == "active":
        entry.proposers = []


def _leave(entry: Entry, reason: str) -> None:
    entry.status = Entry.Status.WITHDRAWN
    entry.withdrawn_reason, entry.withdrawn_told = reason, describe_text(reason)


def _collect(entry: Entry, draft: EntryDraft, batch: _Batch) -> None:
    identity = draft.identity

    def add(model: type[Any], **fields: Any) -> Any:
        row = model(entry=entry, **fields)
        batch.parts.setdefault(model, []).append(row)
        return row

    for name in identity.names:
        add(models.Name, **_fields(name))
    for birth in identity.births:
        add(models.BirthDate, **_fields(birth))
    for state in identity.nationalities:
        add(models.Nationality, state=state)
    for paper in identity.documents:
        add(
            models.Document, kind=paper.kind, number=paper.number, issuer=paper.issuer, expires=str(paper.expires)
        )  # fmt: skip
    for conviction in draft.convictions:
        fields = _fields(conviction)
        fields["convicted_on"], fields["offence_on"] = str(conviction.convicted_on), str(conviction.offence_on)
        add(models.Conviction, **fields)
    for notice in draft.notices:
        kind = kinds()[notice.kind]
        row = add(
            models.Notice, kind=notice.kind, type=kind.type, colour=kind.colour, number=notice.number,
            bureau=notice.bureau, channel=notice.channel, issued=str(notice.issued),
            last_verified=notice.last_verified, cancelled_on=notice.cancelled_on,
        )  # fmt: skip
        batch.charges += [models.Charge(notice=row, **_fields(charge)) for charge in notice.charges]


def _fields(value: Name | PartialDate | Conviction | Charge) -> dict[str, Any]:
    """The fields of a flat value, as they are: `dataclasses.asdict` copies each to its depth."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _save(batch: _Batch) -> None:
    for model in _PARTS:
        if batch.cleared:
            model._default_manager.filter(entry__in=batch.cleared).delete()  # noqa: SLF001 - the typed default manager
        if batch.parts.get(model):
            model._default_manager.bulk_create(batch.parts[model], batch_size=500)  # noqa: SLF001
    if batch.charges:
        models.Charge.objects.bulk_create(batch.charges, batch_size=500)


def _note(batch: _Batch, entry: Entry, before: str) -> None:
    """What screening has to learn: the entry came, changed or went; a held entry is as good as none."""
    was, now = before == Entry.Status.ACTIVE, entry.status == Entry.Status.ACTIVE
    if now:
        batch.changes.append((entry, Change.Kind.CHANGED if was else Change.Kind.ADDED))
    elif was:
        batch.changes.append((entry, Change.Kind.WITHDRAWN))


def _deed(entry: Entry, decision: Decision, *, right: str, purpose: str) -> audit.Deed:
    detail: dict[str, object] = {
        "outcome": decision.outcome,
        "version": entry.version,
        "fingerprint": decision.fingerprint,
        "rules": [finding.rule for finding in decision.admission.findings],
    }
    return audit.Deed(right, f"entry:{entry.public_id}", purpose, detail)


def _publish(batch: _Batch) -> None:
    """Last of all: from here to the commit other writers of the feed wait."""
    if not batch.changes:
        return
    first = feed.publish(queries.FEED, len(batch.changes))
    Change.objects.bulk_create(
        Change(number=first + place, entry=entry, kind=kind, version=entry.version, at=batch.now)
        for place, (entry, kind) in enumerate(batch.changes)
    )
