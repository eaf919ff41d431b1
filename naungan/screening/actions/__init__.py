"""Verbs of screening: ask for one traveller, for a list, explain an answer, delete what has run out."""

from naungan.screening.actions.asking import explain, screen_document, screen_person
from naungan.screening.actions.clearing import clear, sweep
from naungan.screening.actions.forgetting import forget
from naungan.screening.actions.keeping import keep_snapshot
from naungan.screening.actions.listing import screen_list
from naungan.screening.actions.numbering import number
from naungan.screening.actions.opening import open_hit

__all__ = [
    "clear",
    "explain",
    "forget",
    "keep_snapshot",
    "number",
    "open_hit",
    "screen_document",
    "screen_list",
    "screen_person",
    "sweep",
]
