"""What people are told, in their language: the Malay of every sentence, by its English template.

Most stand in tables/data/sentences; rules, rights, roles, kinds of card, shapes of numbers and notes of the matcher
carry both languages in tables of their own. English is the source: what has no Malay is said in English.
"""

from __future__ import annotations

from functools import cache

from naungan.engine.records import Sentence, Told, sentence, whole
from naungan.engine.tables import rows

SOURCES = (
    ("sentences", "template_en", "template_ms"),
    ("admission_rules", "en", "ms"),
    ("admission_rules", "remedy_en", "remedy_ms"),
    ("card_kinds", "name_en", "name_ms"),
    ("id_numbers", "shape_en", "shape_ms"),
    ("match_notes", "sentence_en", "sentence_ms"),
    ("right_names", "en", "ms"),
    ("roles", "name_en", "name_ms"),
)
"""Tables that carry texts in both languages: table, English column, Malay column."""


def in_language(said: str | Told, language: str) -> str:
    """A text, or all that a problem or refusal tells, in English (en) or Malay (ms); other languages get English.

    A plain text is translated where it is a template without placeholders. Values of a Sentence are translated where
    they are Sentences themselves: what stood in the input stays as it was.
    """
    text = sentence(said if isinstance(said, str) else whole(said))
    if language != "ms":
        return text
    template = malay().get(text.template, text.template)
    told = {
        name: in_language(value, language) if isinstance(value, Sentence) else value
        for name, value in text.values.items()
    }
    return template.format(**told) if told else template


@cache
def malay() -> dict[str, str]:
    """The Malay template for each English one."""
    return {row[english]: row[other] for table, english, other in SOURCES for row in rows(table) if row[english]}
