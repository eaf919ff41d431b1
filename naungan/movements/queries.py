"""Questions about crossings: where an entry's person crossed, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor, check
from naungan.movements.models import Crossing as CrossingRow


@dataclass(frozen=True, slots=True)
class Crossing:
    """One crossing by someone who may be the entry's person; `probability` says how likely."""

    entry: str
    at: datetime
    announced: bool
    direction: str
    post: str
    conveyance: str
    departure_port: str
    arrival_port: str
    probability: float
    source: str
    lawful_basis: str


def crossings_of(actor: Actor, *, entry: str, limit: int = 100) -> list[Crossing]:
    """Crossings that met this entry, the newest first. Audited once a list.

    Raises:
        NotPermitted: without movements.read.
    """
    check(actor, "movements.read", on=timezone.localdate())
    found = list(CrossingRow.objects.filter(entry=entry).order_by("-at")[:limit])
    with transaction.atomic():
        audit.record(actor, action="movements.read", subject=f"entry:{entry}", detail={"crossings": len(found)})
    return [Crossing(**{name: getattr(row, name) for name in Crossing.__slots__}) for row in found]
