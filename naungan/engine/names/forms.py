"""A name as written becomes forms to compare: parts in any order, connectives and titles told apart, spellings added.

One name gives one form for each script that it is written in, and for a script other than Latin one more in plain Latin
letters. `@` parts a name from an alias, as identity cards in Malaysia and Singapore print it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from naungan.engine.names import scripts, spelling
from naungan.engine.records import Name
from naungan.engine.tables import Row, rows

LONGEST: Final = 200
"""Characters of one name that are read; more is noise or an attack. ICAO 9303 part 4 carries 39, registers some 100."""

MOST_PARTS: Final = 12
"""Parts of one name that are compared."""

_MOST_ALIASES: Final = 4
_SEPARATORS: Final = re.compile(r"[<,;:_()\[\]{}\"“”„«»|·・‧•*=+~!?#%&\\]+")
_HYPHENS: Final = re.compile(r"[-‐‑‒–—−]")
_ALIAS: Final = re.compile(r"\s*@\s*|\s+a\.?k\.?a\.?\s+|\s+alias\s+", re.IGNORECASE)
_APOSTROPHES: Final = re.compile(r"['’‘ʼʻ`´ʹʾʿ]")
_DOTS: Final = re.compile(r"[./]")

Role = Literal["", "given", "family", "patronymic"]
Weight = Literal["full", "omissible", "leading"]
_ROLES: Final[dict[str, Role]] = {"patronymic": "patronymic"}


@dataclass(frozen=True, slots=True)
class Part:
    """One token of a name. `key` counts its bearers; `glued` is the token with the connectives before it."""

    text: str
    key: str
    role: Role = ""
    weight: Weight = "full"
    glued: str = ""
    cut: bool = False
    """May be cut short by its carrier, so that it agrees with whatever begins so."""


@dataclass(frozen=True, slots=True)
class Form:
    """A name ready to be compared. `derived` names the script that a Latin spelling was made from."""

    text: str
    script: str
    parts: tuple[Part, ...]
    derived: str = ""
    truncated: bool = False

    @property
    def weak(self) -> bool:
        """Whether disagreement proves nothing, since vowels were lost on the way to Latin."""
        return bool(self.derived) and scripts.floor_is_weak(self.derived)

    @property
    def patronymic(self) -> bool:
        """Whether the name says itself which part is the father's name."""
        return any(part.role == "patronymic" for part in self.parts)


class _Word(NamedTuple):
    text: str
    role: Role = ""
    weight: Weight = "full"
    glue: str = ""
    cut: bool = False


def forms_of(name: Name) -> tuple[Form, ...]:
    """The forms of one name, in the order written; none where it is empty or a placeholder (FNU, no name).

    Reads at most LONGEST characters and MOST_PARTS parts: see `is_cut`.
    """
    text = scripts.clean((name.text or f"{name.surname} {name.given}")[:LONGEST])[:LONGEST]
    roles = _told_roles(name)
    found: list[Form] = []
    for alias in [alias for alias in _ALIAS.split(text) if alias.strip()][:_MOST_ALIASES]:
        for script, words in _by_script(alias).items():
            found.extend(_forms(name, alias, script, words, roles))
    return tuple(found)


def is_cut(name: Name) -> bool:
    """Whether the name is longer than what is read of it."""
    return len(name.text or f"{name.surname} {name.given}") > LONGEST


def tokens(text: str) -> tuple[str, ...]:
    """The comparable tokens of a name in the order written: `Siti binti Dato' Haji Ali` gives siti, ali."""
    return tuple(part.text for form in forms_of(Name(text=text))[:1] for part in form.parts)


def _by_script(alias: str) -> dict[str, list[str]]:
    """The words of a name by script: `WANG Xiaoming 王小明` is one name written twice."""
    found: dict[str, list[str]] = {}
    for word in _SEPARATORS.sub(" ", alias).split():
        script = scripts.LATIN if scripts.has_latin(word) else scripts.script_of(word)
        if script:
            found.setdefault(script, []).append(word)
    return found


def _forms(name: Name, alias: str, script: str, words: list[str], roles: dict[str, Role]) -> list[Form]:
    latin = _parts(words, script=scripts.LATIN, source=script, roles=roles, truncated=name.truncated)
    if script == scripts.LATIN:
        return [Form(alias, script, latin, truncated=name.truncated)] if latin else []
    native = _parts(words, script=script, source=script, roles=roles, truncated=name.truncated)
    found = [Form(alias, script, native, truncated=name.truncated)] if native else []
    if latin:
        found.append(Form(alias, scripts.LATIN, latin, derived=script, truncated=name.truncated))
    return found


def _parts(words: list[str], *, script: str, source: str, roles: dict[str, Role], truncated: bool) -> tuple[Part, ...]:
    pieces = _without_placeholders([piece for word in words for piece in _pieces(word)])
    folded = [
        _Word(_fold(text, script), word.role, word.weight, word.glue and _fold(word.glue, script))
        for word in _mark(_join_known(pieces))
        for text in scripts.family_and_given(word.text, source)
    ]
    kept = [word for word in folded if word.text][:MOST_PARTS]
    if truncated:
        kept = _mark_cut(kept, roles)
    return tuple(_part(word, word.role or roles.get(word.text, "")) for word in kept)


@lru_cache(maxsize=65536)
def _part(word: _Word, role: Role) -> Part:
    return Part(
        text=word.text,
        key=spelling.canonical(word.text),
        role=role,
        weight="leading" if len(word.text) == 1 and word.text.isascii() else word.weight,
        glued=word.glue + word.text if word.glue else "",
        cut=word.cut,
    )


def _fold(word: str, script: str) -> str:
    return scripts.latin_fold(word) if script == scripts.LATIN else scripts.native_fold(word, script)


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[str, ...]:
    """A word parted at hyphens and dots, but for known abbreviations; `al-Hassan` gives `al` and `hassan`."""
    word = _APOSTROPHES.sub("", word.casefold()).strip("/")
    if scripts.has_latin(word):
        word = scripts.plain(word)  # so that Thị and Văn are found in the tables
    if word in _connectives() or word in _titles():
        return (word,)
    found: list[str] = []
    parts = _HYPHENS.split(word)
    for place, part in enumerate(parts):
        hyphened = f"{part}-"
        if place < len(parts) - 1 and hyphened in _connectives():
            found.append(hyphened)
        elif part in spelling.abbreviations():
            found.append(spelling.abbreviations()[part])
        elif part in _connectives() or part in _titles():
            found.append(part)
        else:
            found.extend(piece for piece in _DOTS.split(part) if piece)
    return tuple(found)


def _without_placeholders(pieces: list[str]) -> list[str]:
    words, wholes = _placeholders()
    kept = [piece for piece in pieces if piece not in words]
    return [] if " ".join(kept) in wholes else kept


def _join_known(pieces: list[str]) -> list[str]:
    """Titles and connectives of two words as one piece: tan sri, anak lelaki, a l."""
    found: list[str] = []
    place = 0
    while place < len(pieces):
        pair = " ".join(pieces[place : place + 2])
        known = pair in _titles() or (pair in _connectives() and 0 < place < len(pieces) - 2)
        if known and len(pieces) > place + 1:
            found.append(pair)
            place += 2
        else:
            found.append(pieces[place])
            place += 1
    return found


def _mark(pieces: list[str]) -> list[_Word]:
    """Titles and connectives away, their meaning kept in what follows; never so that nothing is left."""
    found: list[_Word] = []
    role: Role = ""
    glue = ""
    for place, piece in enumerate(pieces):
        last = place == len(pieces) - 1
        connective = _connectives().get(piece)
        if connective is not None and not last and (connective["position"] == "any" or found or glue):
            role = _ROLES.get(connective["role"], role)
            glue += piece
            continue
        drop = _drop(piece)
        if drop == "always" and (found or not last):
            continue
        weight: Weight = "omissible" if drop == "omissible" else "full"
        if drop == "leading" and not found and not last:
            weight = "leading"
        found.append(_Word(piece, role, weight, glue))
        glue = ""
    return found or [_Word(piece) for piece in pieces]


def _drop(piece: str) -> str:
    row = _titles().get(piece) or _titles().get(spelling.canonical(piece))
    # Only names are omissible in every spelling; a title is known by its own.
    if row is None or (row["form"] != piece and row["drop"] != "omissible"):
        return ""
    return row["drop"]


def _mark_cut(words: list[_Word], roles: dict[str, Role]) -> list[_Word]:
    """The last part of the name, and of surname and given names where told, may be cut short."""
    cut = {len(words) - 1}
    for role in ("family", "given"):
        cut.update([place for place, word in enumerate(words) if roles.get(word.text) == role][-1:])
    return [word._replace(cut=place in cut) for place, word in enumerate(words)]


def _told_roles(name: Name) -> dict[str, Role]:
    """Folded word to role, where the source told family and given names apart.

    A lone surname tells nothing: ICAO 9303 part 3 section 4.6 puts a name that can't be parted there.
    """
    if not name.surname.strip() or not name.given.strip():
        return {}
    found: dict[str, Role] = {}
    said: tuple[tuple[str, Role], ...] = ((name.surname, "family"), (name.given, "given"))
    for text, role in said:
        for word in _SEPARATORS.sub(" ", scripts.clean(text[:LONGEST])).split():
            for piece in _pieces(word):
                found[scripts.latin_fold(piece)] = role
                found[scripts.native_fold(piece, scripts.script_of(piece))] = role
    return found


@cache
def _connectives() -> dict[str, Row]:
    return {row["form"]: row for row in rows("name_connectives")}


@cache
def _titles() -> dict[str, Row]:
    return {row["form"]: row for row in rows("name_titles")}


@cache
def _placeholders() -> tuple[frozenset[str], frozenset[str]]:
    found = rows("name_placeholders")
    words = frozenset(row["form"] for row in found if row["scope"] == "word")
    return words, frozenset(row["form"] for row in found if row["scope"] == "whole")
