"""Alphabets that write their vowels, spelled by systems: Cyrillic and Greek.

A table names letters and groups of letters (щ, ский, ου) with their spellings in each system, by their place in the
word. The longest group that fits is taken; in one system a letter may have several spellings, the most usual first.
Systems are not mixed within one word, since who writes ya also writes zh.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from naungan.engine.names.romanise.composing import best
from naungan.engine.tables import Row

_SILENT: Final = "-"
_ANY: Final = "any"

Group = Mapping[str, Row]
"""Place in the word to the row that spells a group of letters there."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The groups of letters of one language, and the letters that make the places."""

    groups: dict[str, dict[str, Row]]
    longest: int
    after: dict[str, frozenset[str]]
    """Places that the letter before makes: vowel, soft."""
    before: dict[str, frozenset[str]]
    """Places that the letter after makes: voiced, front."""


def alphabet(
    table: Sequence[Row],
    tongue: str = "",
    *,
    after: Mapping[str, frozenset[str]],
    before: Mapping[str, frozenset[str]],
) -> Alphabet:
    """The alphabet of one language: its own rows, and the general ones where it has none for that group and place.

    A language's own row for any place stands before the general rows for special places.
    """
    groups: dict[str, dict[str, Row]] = {}
    for row in table:
        if not row.get("tongue"):
            groups.setdefault(row["form"], {})[row["place"]] = row
    own = [row for row in table if tongue and row.get("tongue") == tongue]
    for form in {row["form"] for row in own if row["place"] == _ANY}:
        groups[form] = {}
    for row in own:
        groups.setdefault(row["form"], {})[row["place"]] = row
    longest = max(len(form) for form in groups)
    return Alphabet(groups, longest, dict(after), dict(before))


def grouped(word: str, letters: Alphabet) -> tuple[Row, ...]:
    """The rows that spell a word, in order; letters that no row holds are left out."""
    found = []
    place = 0
    while place < len(word):
        for size in range(min(letters.longest, len(word) - place), 0, -1):
            group = letters.groups.get(word[place : place + size])
            row = _placed(group, word, place, size, letters) if group else None
            if row:
                found.append(row)
                place += size
                break
        else:
            place += 1
    return tuple(found)


def spelled(groups: Sequence[Row], system: str, first: str, most: int) -> tuple[str, ...]:
    """The likeliest spellings of a word's groups in one system; an empty field is as in the system `first`."""
    slots = []
    for row in groups:
        written = (row[system] or row[first]).split()
        slots.append(tuple("" if spelling == _SILENT else spelling for spelling in written))
    return best(slots, most)


def _placed(group: Group, word: str, place: int, size: int, letters: Alphabet) -> Row | None:
    """The row of a group for its place in the word: start and end before what stands beside it, before any."""
    end = place + size
    if place == 0 and "start" in group:
        return group["start"]
    if end == len(word) and place > 0 and "end" in group:
        return group["end"]
    for name, beside in letters.after.items():
        if name in group and place > 0 and word[place - 1] in beside:
            return group[name]
    for name, beside in letters.before.items():
        if name in group and word[end : end + 1] in beside and end < len(word):
            return group[name]
    return group.get(_ANY)
