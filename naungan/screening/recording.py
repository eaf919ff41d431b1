"""Answers into rows: hits read again from the register, screenings and one audit row, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor
from naungan.engine.documents.mrz import MrzReading
from naungan.engine.records import Problem, Traveller, describe_text
from naungan.engine.register.record import EntryRecord, Listed
from naungan.engine.screening import Answer, Match, Prior, Query, Settings, explain, prepare, scan
from naungan.register import queries as register
from naungan.screening import index
from naungan.screening.models import Hit as HitRow
from naungan.screening.models import ListMessage, PassengerList, Screening
from naungan.screening.sheet import STRENGTH, Hit, Outcome, Screened, describe_evidence, describe_identity

NOT_LOOKED_FOR = frozenset({"no-evidence", "no-name", "name-cut", "names-cut"})
"""Notes of the matcher (tables/match_notes) that say that a name was missing or not wholly read."""

DECISIVE = frozenset({"number", "birth_date", "composite"})
"""Fields of a zone whose wrong check digit means that the traveller was not compared as the document has it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A traveller scanned but not yet recorded."""

    traveller: Traveller
    query: Query
    answer: Answer
    prior_bits: float
    reading: MrzReading | None = None
    problems: tuple[Problem, ...] = ()
    message: ListMessage | None = None

    @property
    def named(self) -> bool:
        """Whether every name was looked for. Otherwise "nothing found" would be no clearance, and is never answered."""
        return all(note.kind not in NOT_LOOKED_FOR for note in self.answer.notes)

    @property
    def wholly_read(self) -> bool:
        """Whether what was compared is what the document says: a wrong check digit leaves that open."""
        wrong = {check.field for check in self.reading.checks if not check.right} if self.reading else set()
        return not wrong & DECISIVE


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where and how travellers were met."""

    channel: Screening.Channel
    post: str = ""
    direction: str = ""
    received: PassengerList | None = None


def thresholds() -> Settings:
    """The operator's prior and thresholds; the register's size is the population's own."""
    prior = Prior(listed_share=settings.LISTED_SHARE)
    return Settings(prior=prior, possible_from=settings.POSSIBLE_FROM, probable_from=settings.PROBABLE_FROM)


def ask(travellers: Iterable[Traveller], *, readings: Sequence[MrzReading | None] = ()) -> list[Asked]:
    """Scan travellers against the register as it stands now; nothing is written.

    The index is given back between two travellers: a list in one thread must not keep a counter in another waiting.
    """
    limits = thresholds()
    asked = []
    for number, traveller in enumerate(travellers):
        query = prepare(traveller.identity)
        with index.population() as population:
            prior_bits = limits.prior.bits(len(population))
            answer = scan(population, query, settings=limits)
        reading = readings[number] if number < len(readings) else None
        asked.append(Asked(traveller, query, answer, prior_bits, reading, traveller.problems))
    return asked


def record(actor: Actor, asked: Sequence[Asked], occasion: Occasion) -> list[Screened]:
    """Write answers in the caller's transaction; what is returned is what was written.

    Each matched entry is read again: one that was withdrawn, held or has expired is no hit any more; one that changed
    since the index saw it is compared anew. The feed's numbers come later (`actions.number`), so that no question
    waits for another's commit.
    """
    if not asked:
        return []
    today = timezone.localdate()
    named = {match.entry for one in asked for match in one.answer.matches}
    standing = register.entries_for_hits(named, today) if named else {}
    settled = [_settle(one, standing, today=today) for one in asked]
    _audit(actor, asked, settled, occasion)
    keep_until = today + timedelta(days=settings.KEEP_SCREENINGS_DAYS)
    rows = [_row(actor, one, hits, occasion, keep_until=keep_until) for one, hits in zip(asked, settled, strict=True)]
    Screening.objects.bulk_create(rows)
    made = [_hit_row(row, hit) for row, hits in zip(rows, settled, strict=True) for hit in hits]
    HitRow.objects.bulk_create(made)
    ids = iter(made)
    return [
        Screened(
            id=row.pk,
            traveller=one.traveller,
            outcome=_outcome(one, hits),
            hits=tuple(replace(hit, id=next(ids).pk) for hit in hits),
            reading=one.reading,
            notes=one.answer.notes,
            problems=one.problems,
        )
        for row, one, hits in zip(rows, asked, settled, strict=True)
    ]


def digest(traveller: Traveller) -> str:
    """The keyed digest of the first document: says whether this document was screened, to who holds the document."""
    for document in traveller.identity.documents:
        if document.number:
            value = f"{document.issuer}:{document.number}".upper()
            return salted_hmac("naungan.screening.document", value, algorithm="sha256").hexdigest()
    return ""


def _audit(actor: Actor, asked: Sequence[Asked], settled: Sequence[Sequence[Hit]], occasion: Occasion) -> None:
    """One row for a traveller, or for a part of a list: who asked, about how many, and which entries were shown."""
    received = occasion.received
    audit.record(
        actor,
        action="screening.screen" if received is None else "screening.list",
        subject=f"document:{digest(asked[0].traveller)[:40]}" if received is None else f"list:{received.pk}",
        detail={
            "channel": str(occasion.channel),
            "post": occasion.post,
            "direction": occasion.direction,
            "travellers": len(asked),
            "entries": sorted({hit.entry.public_id for hits in settled for hit in hits}),
        },
    )


def _settle(one: Asked, standing: Mapping[str, EntryRecord], *, today: date) -> tuple[Hit, ...]:
    hits = []
    for match in one.answer.matches:
        entry = standing.get(match.entry)
        if entry is None:
            continue
        true = match if entry.version == match.version else compared(one.query, entry)
        if true.outcome != "none":
            hits.append(shown(true, entry, prior_bits=one.prior_bits, today=today))
    return tuple(hits)


def compared(query: Query, entry: EntryRecord) -> Match:
    """A traveller against an entry as it stands, whatever comes of it."""
    listed = Listed(entry.public_id, entry.version, entry.identity, entry.concern, entry.sample)
    with index.population() as population:
        return explain(query, index.candidate(listed), population, thresholds())


def shown(match: Match, entry: EntryRecord, *, prior_bits: float, today: date) -> Hit:
    """A match beside its entry, on this day and in this state."""
    return Hit(id=0, match=match, entry=entry, prior_bits=prior_bits, on=today, node_state=settings.STATE)


def _outcome(one: Asked, hits: Sequence[Hit]) -> Outcome:
    found: Outcome = "none" if one.named and one.wholly_read else "unreadable"
    for hit in hits:
        if STRENGTH[hit.match.outcome] > STRENGTH[found]:
            found = hit.match.outcome
    return found


def _row(actor: Actor, one: Asked, hits: Sequence[Hit], occasion: Occasion, *, keep_until: date) -> Screening:
    return Screening(
        at=timezone.now(),
        actor=actor.id,
        agency=actor.agency,
        channel=occasion.channel,
        post=occasion.post,
        direction=occasion.direction,
        list=occasion.received,
        message=one.message,
        place=describe_text(one.traveller.place),
        action=one.traveller.action,
        document_digest=digest(one.traveller),
        outcome=_outcome(one, hits),
        traveller=describe_identity(one.traveller.identity) if hits else None,
        expires_on=keep_until,
    )


def _hit_row(row: Screening, hit: Hit) -> HitRow:
    match = hit.match
    return HitRow(
        screening=row,
        entry=match.entry,
        entry_version=hit.entry.version,
        listed_name=match.name,
        outcome=match.outcome,
        probability=match.probability,
        bits=match.bits,
        prior_bits=hit.prior_bits,
        evidence=[describe_evidence(evidence) for evidence in match.evidence],
    )
