"""Verbs of screening: ask for one traveller, for a list, explain an answer, delete what has run out."""

from naungan.screening.actions.asking import explain, screen_document, screen_person
from naungan.screening.actions.clearing import clear
from naungan.screening.actions.forgetting import forget
from naungan.screening.actions.listing import screen_list
from naungan.screening.actions.numbering import number

__all__ = ["clear", "explain", "forget", "number", "screen_document", "screen_list", "screen_person"]
