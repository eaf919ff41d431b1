"""What the crowd does with offences: scenarios of tests/crowd.py."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

from django.db import connection

from naungan.cases import actions
from naungan.cases.models import Offence, OffenceChange
from tests import crowd
from tests.actors import actor
from tests.apps.cases.test_cases import GIVEN, ROUNDS

WRITERS = 4


def _record(writer: int, start: float) -> None:
    """Each round a reference that nobody has recorded yet, by all writers at the same moment."""
    analyst = actor("analyst", name=f"user:{writer}")
    for number in range(ROUNDS):
        time.sleep(max(0.0, start + number * 0.05 - time.monotonic()))
        draft = replace(GIVEN, reference=f"SAMPLE-{number}", place=f"Sample town {writer % 2}")
        actions.record_offence(analyst, draft=draft)


def first_calls_together(dice: Random) -> dict[str, Any]:
    """Writers who meet at the first record of each reference, half of them with other content."""
    connection.close()
    start = time.monotonic() + 0.5 + dice.random() / 10
    crowd.together([partial(_record, writer, start) for writer in range(WRITERS)])
    steps = OffenceChange.objects.order_by("number").values_list("offence__public_id", "version")
    told: dict[str, list[int]] = {}
    for public_id, version in steps:
        told.setdefault(public_id, []).append(version)
    return {
        "versions": sorted(told.values()),
        "standing": sorted(Offence.objects.values_list("version", flat=True)),
        "behaviours": [offence.behaviours.count() for offence in Offence.objects.all()],
    }
