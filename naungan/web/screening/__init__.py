"""Pages of screening: the counter, a person typed, lists, the sheet of a hit, and the thresholds."""

from __future__ import annotations

from naungan.web.screening.counter import counter, person
from naungan.web.screening.lists import hit, lists, report
from naungan.web.screening.thresholds import thresholds

__all__ = ["counter", "hit", "lists", "person", "report", "thresholds"]
