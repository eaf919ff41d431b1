"""Later words about the same journey: a correction, a replacement, a cancellation, the same file once more."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from naungan.screening.models import Hit, ListMessage, PassengerList, Screening

REPLACES = {"replace", "cancel"}
"""The earlier message falls as a whole; a `change` speaks of single travellers; a `close` leaves all standing."""


def supersede(received: PassengerList, messages: Sequence[ListMessage]) -> int:
    """Mark the hits of what this list takes the place of; returns how many. Called in the list's last transaction."""
    hits = 0
    for message in messages:
        if not message.whole:
            continue  # what is broken takes nobody's place: the earlier hits stand, and the page says why
        earlier = _earlier(message)
        # A list that was interrupted and is sent again counts once, whatever the new one calls itself.
        broken = [one for one in earlier if one.list.state == PassengerList.State.FAILED]
        if message.function in REPLACES:
            hits += sum(_mark(one, message) for one in earlier)
        elif broken:
            hits += sum(_mark(one, message) for one in broken)
        elif message.function == "change":
            hits += _travellers(earlier, message)
        if message.function == "cancel":
            hits += _close(Hit.objects.filter(screening__message=message))
    return hits + _same_file(received, messages)


def _earlier(message: ListMessage) -> list[ListMessage]:
    """What a correction or cancellation speaks of: the same sender's earlier message by its reference."""
    reference = message.earlier_reference or message.reference
    if not reference:
        return []
    named = Q(reference=reference) | Q(earlier_reference=reference)
    found = ListMessage.objects.filter(named, sender=message.sender, kind=message.kind, state=ListMessage.State.CURRENT)
    return list(found.filter(pk__lt=message.pk).select_related("list"))


def _travellers(earlier: Sequence[ListMessage], message: ListMessage) -> int:
    """A change: each traveller it names, by document, loses the earlier hits; those it removes lose all."""
    named = Screening.objects.filter(message=message).exclude(document_digest="").values("document_digest")
    before = Hit.objects.filter(screening__message__in=earlier, screening__document_digest__in=named)
    removed = Hit.objects.filter(screening__message=message, screening__action="delete")
    return _close(before) + _close(removed)


def _same_file(received: PassengerList, messages: Sequence[ListMessage]) -> int:
    """The same bytes once more, perhaps because the register grew: the newer answer counts."""
    hits = 0
    for same in PassengerList.objects.filter(sha256=received.sha256).exclude(pk=received.pk):
        for earlier, later in zip(same.messages.order_by("id"), messages, strict=False):
            if earlier.state == ListMessage.State.CURRENT:
                hits += _mark(earlier, later)
        hits += _close(Hit.objects.filter(screening__list=same))
    return hits


def _mark(earlier: ListMessage, later: ListMessage) -> int:
    cancelled = later.function == "cancel"
    earlier.state = ListMessage.State.CANCELLED if cancelled else ListMessage.State.SUPERSEDED
    earlier.superseded_by = later
    earlier.save(update_fields=["state", "superseded_by"])
    return _close(Hit.objects.filter(screening__message=earlier))


def _close(hits: QuerySet[Hit]) -> int:
    return take_back(hits, Hit.State.SUPERSEDED)


def take_back(hits: QuerySet[Hit], state: Hit.State) -> int:
    """Close open hits, and tell their screenings once more in the feed, so that followers take back what they built.

    A row without a number waits for a new one (docs/adr/0004-feeds.md): that is all that telling again takes. A
    traveller whose last hit was withdrawn is forgotten: nothing speaks for keeping who it was.
    """
    found = list(hits.filter(state=Hit.State.OPEN).values_list("pk", "screening_id"))
    screenings = {screening for _, screening in found}
    Screening.objects.filter(pk__in=screenings).update(number=None)
    closed = Hit.objects.filter(pk__in=[hit for hit, _ in found]).update(state=state)
    if state == Hit.State.WITHDRAWN:
        Hit.objects.filter(pk__in=[hit for hit, _ in found]).update(evidence=[], listed_name="")
        still = Hit.objects.filter(screening__in=screenings).exclude(state=state).values("screening")
        Screening.objects.filter(pk__in=screenings).exclude(pk__in=still).update(traveller=None)
    return closed
