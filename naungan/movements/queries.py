"""Questions about crossings: where an entry's person crossed, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from naungan.engine.accounts import Actor, check
from naungan.movements.models import Crossing as CrossingRow


@dataclass(frozen=True, slots=True)
class Crossing:
    """One crossing by someone who may be the entry's person; `probability` says how likely."""

    entry: str
    at: datetime
    direction: str
    post: str
    conveyance: str
    departure_port: str
    arrival_port: str
    probability: float
    source: str
    lawful_basis: str


def crossings_of(actor: Actor, *, entry: str, limit: int = 100) -> list[Crossing]:
    """Crossings that met this entry, the newest first.

    Raises:
        NotPermitted: without movements.read.
    """
    check(actor, "movements.read", on=timezone.localdate())
    found = CrossingRow.objects.filter(entry=entry).order_by("-at")[:limit]
    return [Crossing(**{name: getattr(row, name) for name in Crossing.__slots__}) for row in found]
