"""Pages of screening: the counter, a person typed, lists and the sheet of a hit."""

from __future__ import annotations

from naungan.web.screening.counter import counter, person
from naungan.web.screening.lists import hit, lists, report

__all__ = ["counter", "hit", "lists", "person", "report"]
