"""Headers and words of lists in the languages that senders use (tables/list_columns, tables/list_words)."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from naungan.engine.tables import countries, rows


def fold(text: str) -> str:
    """`text` without case, spaces, marks and punctuation: "Tarikh lahir" and "TARIKH_LAHIR" are the same."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


@cache
def _columns() -> dict[str, str]:
    """Headers by their folded form; a field's own name is one of them."""
    told = {fold(row["header"]): row["field"] for row in rows("list_columns")}
    return {fold(name): name for name in told.values()} | told


@cache
def _fields() -> frozenset[str]:
    return frozenset(_columns().values())


@cache
def _words(kind: str) -> dict[str, str]:
    found = {fold(row["word"]): row["value"] for row in rows("list_words") if row["kind"] == kind}
    found.pop("", None)
    return found


def column(header: str) -> str:
    """The field that a header or key names; empty where it is not known. "Alias 2" is the same field as "Alias"."""
    folded = fold(header[:200])
    return _columns().get(folded) or _columns().get(folded.rstrip("0123456789"), "")


def field(key: str) -> str:
    """The field that a key of an object or form names: the field's own name, or any header that means it."""
    return key if key in _fields() else column(key)


@lru_cache(maxsize=4096)
def word(kind: str, said: str) -> str | None:
    """The value of a word for `kind` (sex, role, document, action); None where it is not known."""
    folded = fold(said[:200])
    return _words(kind).get(folded) if folded else ""


@lru_cache(maxsize=4096)
def country(said: str) -> str:
    """The alpha-3 code of a country as written in a list; empty where it is not known."""
    return countries.code_of(said[:200])
