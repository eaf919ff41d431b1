"""The snapshot of the register that processes start from, kept up to date by a timer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor, check
from naungan.screening import index

CHANGES = 1000
"""Changes of the register after which a new snapshot is worth its writing."""

WITHIN = 24 * 3600.0
"""Seconds after which one change is enough: so long at most a snapshot holds who was withdrawn."""


def keep_snapshot(actor: Actor) -> int:
    """Write a snapshot where there is none, or the register has changed much since; returns the entries in it.

    Raises:
        NotPermitted: without screening.keep.
    """
    check(actor, "screening.keep", on=timezone.localdate())
    # Minutes of reading for a large register: no transaction is held open meanwhile.
    entries = index.keep(at_least=CHANGES, within=WITHIN)
    if entries:
        with transaction.atomic():
            audit.record(actor, action="screening.keep", detail={"entries": entries})
    return entries
