"""Filters that say a value in the page's language, and the symbols that stand beside every outcome."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from naungan.engine.tables.sentences import in_language
from naungan.web import words
from naungan.web.frame import language

register = template.Library()

register.filter("country", words.country)
register.filter("day", words.day)
register.filter("bits", words.bits)
register.filter("percent", words.percent)

TABLES = {
    "outcome": words.OUTCOMES,
    "next_step": words.NEXT_STEPS,
    "sex": words.SEXES,
    "document": words.DOCUMENTS,
    "concern": words.CONCERNS,
    "name_kind": words.NAME_KINDS,
    "hit_state": words.HIT_STATES,
    "status": words.STATUSES,
    "finality": words.FINALITIES,
    "direction": words.DIRECTIONS,
}

# Shapes differ as well as colours: circle, triangle, diamond, square.
SHAPES = {
    "none": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-1.4 13-4-4 1.6-1.6 2.4 2.4 5-5L17.2 9.4z",
    "possible": "M12 2.5 23 21.5H1zM11 9v6h2V9zm0 7.5v2h2v-2z",
    "probable": "M12 1 23 12 12 23 1 12zM11 6.5v7h2v-7zm0 8.5v2.2h2V15z",
    "unreadable": "M3 3h18v18H3zM7 11v2h10v-2z",
    "protect": (
        "M12 2 4 5v6c0 5 3.4 9 8 11 4.6-2 8-6 8-11V5zm0 5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z"
        "m-4 9.5c.5-2.3 2-3.5 4-3.5s3.5 1.2 4 3.5z"
    ),
}


@register.filter
def told(said: object) -> str:
    """A sentence of the engine or an action, or a whole problem or refusal, in the page's language.

    What gettext translates is in that language already.
    """
    return str(said) if isinstance(said, Promise) else in_language(said, language())  # type: ignore[arg-type]


@register.simple_tag
def word(table: str, code: object) -> str:
    """The word for a code of a named table."""
    return words.word(TABLES[table], str(code))


@register.simple_tag
def symbol(outcome: str) -> SafeString:
    """The outcome's shape; a word always stands beside it, so it is hidden from readers."""
    shape = SHAPES.get(outcome, SHAPES["unreadable"])
    return format_html(
        '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path fill="currentColor" fill-rule="evenodd" d="{}"/></svg>',
        shape,
    )


@register.simple_tag
def said(evidence: object) -> str:
    """The sentence of a piece of evidence, or of anything that can `say` itself, in the page's language."""
    return str(evidence.say(language()))  # type: ignore[attr-defined]


@register.simple_tag
def written(name: object) -> SafeString:
    """A name with the language and direction of its script; the text is escaped."""
    script = getattr(name, "script", "")
    text = getattr(name, "text", name)
    tag = words.SCRIPT_LANGUAGES.get(script)
    if tag is None:
        return format_html('<bdi translate="no">{}</bdi>', text)
    direction = "rtl" if script in words.RIGHT_TO_LEFT else "ltr"
    return format_html('<bdi lang="{}" dir="{}" translate="no">{}</bdi>', tag, direction, text)
