"""Opening a hit: a look at an entry's person, and so an action with its audit row."""

from __future__ import annotations

from django.db import transaction

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor
from naungan.screening import queries
from naungan.screening.sheet import Hit, Screened


def open_hit(actor: Actor, *, hit_id: int) -> tuple[Screened, Hit]:
    """One hit beside its screening, the entry as it stands now; who looked is kept.

    Raises:
        NotPermitted: without screening.read.
        NotFound: there is no such hit, or its entry was withdrawn since.
    """
    with transaction.atomic():
        screened, hit = queries.hit(actor, hit_id=hit_id)
        audit.record(actor, action="screening.read", subject=f"entry:{hit.entry.public_id}", detail={"hit": hit_id})
    return screened, hit
