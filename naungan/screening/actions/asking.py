"""One traveller: by machine-readable zone, by typed fields; and the explanation of an answer."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor, check
from naungan.engine.documents import cards, mrz
from naungan.engine.errors import NotFound, Unreadable
from naungan.engine.records import Identity, Traveller, say, together, whole
from naungan.engine.screening import prepare
from naungan.register import queries as register
from naungan.screening import index
from naungan.screening.models import Screening
from naungan.screening.recording import Asked, Occasion, ask, compared, record, shown, thresholds
from naungan.screening.sheet import Hit, Screened


def screen_document(actor: Actor, *, text: str, post: str = "", direction: str = "arrival") -> Screened:
    """Screen the holder of a document by its machine-readable zone, as typed or read.

    A wrong check digit does not stop it: the zone is screened as read, and the likely corrections are offered. But
    where number or birth date are doubtful and nothing was found, the answer is "unreadable", never "none".

    Raises:
        NotPermitted: without screening.screen.
        Unreadable: the text is no machine-readable zone; says which line and position.
    """
    check(actor, "screening.screen", on=timezone.localdate())
    reading = mrz.read(text, today=timezone.localdate())
    traveller = Traveller(identity=reading.identity(), problems=reading.problems)
    asked = ask([traveller], readings=[reading])
    return _answer(actor, asked, Occasion(Screening.Channel.DOCUMENT, post=post, direction=direction))


def screen_person(actor: Actor, *, fields: Mapping[str, str], post: str = "", direction: str = "arrival") -> Screened:
    """Screen someone by typed fields: a card, a border pass, a child on a parent's pass, a name over the telephone.

    Raises:
        NotPermitted: without screening.screen.
        Unreadable: no name and no document number, or a field that can't be understood.
    """
    check(actor, "screening.screen", on=timezone.localdate())
    traveller = cards.read_card(fields, today=timezone.localdate())
    asked = ask([traveller])
    return _answer(actor, asked, Occasion(Screening.Channel.PERSON, post=post, direction=direction))


def explain(actor: Actor, *, identity: Identity, entry: str) -> Hit:
    """Compare one traveller with one entry, whatever comes of it: why was, or wasn't, this a hit?

    Opens the entry, and leaves the audit row of that. Nothing else is recorded.

    Raises:
        NotPermitted: without screening.explain.
        NotFound: no such entry is screened against (withdrawn, held, expired, or never there).
    """
    today = timezone.localdate()
    check(actor, "screening.explain", on=today)
    with transaction.atomic():
        found = register.entry_for_hit(entry, today)
        if found is None:
            message = say("No entry {entry} is screened against.", entry=entry)
            raise NotFound(message, remedy="It may be withdrawn, held or expired.")
        match = compared(prepare(identity), found)
        audit.record(
            actor,
            action="screening.explain",
            subject=f"entry:{found.public_id}",
            detail={"outcome": match.outcome, "bits": round(match.bits, 2)},
        )
    with index.population() as population:
        prior_bits = thresholds().prior.bits(len(population))
    return shown(match, found, prior_bits=prior_bits, today=today)


def _answer(actor: Actor, asked: list[Asked], occasion: Occasion) -> Screened:
    if not asked[0].named and not asked[0].answer.matches:
        # "Nothing found" would be a lie: nobody was looked for by name.
        told = together(map(whole, asked[0].problems)) or asked[0].answer.notes[0].sentence
        raise Unreadable(told, remedy="Give a name.")
    with transaction.atomic():
        return record(actor, asked, occasion)[0]
