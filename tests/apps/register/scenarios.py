"""What the crowd does with the register: scenarios of tests/crowd.py."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import Any

from django.db import connection

from naungan.engine.accounts import system
from naungan.register import actions, models, queries
from naungan.register.actions import imports
from naungan.register.models import Entry
from tests import crowd
from tests.apps.register.people import TODAY, many, rows

OPERATOR = system("cli:sample", role="command-line")
EACH, IMPORTERS = 40, 8


def _import(importer: int, seed: int, times: int) -> None:
    """One file, which overlaps with its neighbours' by half; its importer is killed and started again."""
    imports.CHUNK = 7
    crowd.killed(partial(_run, importer), times=times, dice=Random(seed), longest=0.3)


def _run(importer: int) -> None:
    actions.import_entries(OPERATOR, rows=rows(*many(EACH, first=1 + importer * EACH // 2)))


def imports_under_fire(dice: Random) -> dict[str, Any]:
    """Eight importers of overlapping files, each killed a few times; then a follower builds its copy from the feed."""
    connection.close()
    crowd.together([partial(_import, importer, dice.getrandbits(30), 2) for importer in range(IMPORTERS)])
    changes = queries.changes_since(0, 100_000)
    followed: dict[str, int] = {}
    for change in changes:
        if change.kind == "withdrawn":
            followed.pop(change.entry, None)
        else:
            followed[change.entry] = change.version
    return {
        "entries": Entry.objects.count(),
        "references": Entry.objects.values("source_reference").distinct().count(),
        "wanted": EACH * (IMPORTERS + 1) // 2,
        "numbers": [change.number for change in changes],
        "followed": sorted(followed.items()),
        "listed": sorted((listed.entry, listed.version) for listed in queries.listed(TODAY)),
        "parts": models.Conviction.objects.count(),
    }
