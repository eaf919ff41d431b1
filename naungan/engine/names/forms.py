"""A name as written becomes forms to compare: parts in any order, connectives and titles told apart, spellings added.

One name gives one form for each script that it is written in, and for a script other than Latin one more in plain Latin
letters. `@` parts a name from an alias, as identity cards in Malaysia and Singapore print it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from naungan.engine.names import romanise, scripts, spelling
from naungan.engine.records import Name
from naungan.engine.tables import Row, rows

LONGEST: Final = 200
"""Characters of one name that are read; more is noise or an attack. ICAO 9303 part 4 carries 39, registers some 100."""

MOST_PARTS: Final = 12
"""Parts of one name that are compared."""

_MOST_ALIASES: Final = 4
_SEPARATORS: Final = re.compile(r"[<>,;:_()\[\]{}\"“”„«»|·・‧•*=+~!?#%&\\]+")
_PLAIN_SEPARATORS: Final = {sign: " " for sign in range(128) if _SEPARATORS.fullmatch(chr(sign))}
_HYPHENS: Final = re.compile(r"[-‐‑‒–—−]")
_ALIAS: Final = re.compile(r"\s*@\s*|\s+a\.?k\.?a\.?\s+|\s+alias\s+", re.IGNORECASE)
_APOSTROPHES: Final = re.compile(r"['’‘ʼʻ`´ʹʾʿ]")
_DOTS: Final = re.compile(r"[./]")
_ALIAS_WORDS: Final = frozenset({"aka", "alias"})

Role = Literal["", "given", "family", "patronymic"]
Weight = Literal["full", "omissible", "leading"]
_ROLES: Final[dict[str, Role]] = {"patronymic": "patronymic"}


class Part(NamedTuple):
    """One token of a name, with its Latin spellings where it was read from another script: `text` is the first of them.

    `keys` count its bearers (spelling.canonical of each spelling); `glued` is the token with the connectives before it.
    """

    text: str
    keys: tuple[str, ...]
    spellings: tuple[str, ...]
    role: Role = ""
    weight: Weight = "full"
    glued: str = ""
    cut: bool = False
    """May be cut short by its carrier, so that it agrees with whatever begins so."""


class Form(NamedTuple):
    """A name ready to be compared. `derived` names the script that a Latin spelling was made from."""

    text: str
    script: str
    parts: tuple[Part, ...]
    derived: str = ""
    truncated: bool = False
    mixed: bool = False
    """Whether the spellings of a part are of several speeches, as romanise.Reading has them."""

    @property
    def weak(self) -> bool:
        """Whether disagreement proves nothing, since vowels were lost on the way to Latin."""
        return bool(self.derived) and not romanise.has_reader(self.derived) and scripts.floor_is_weak(self.derived)

    @property
    def syllabic(self) -> bool:
        """Whether each part is a syllable of a script that writes a name by them, in an order that does not change."""
        return bool(self.derived) and scripts.by_syllables(self.derived)

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
    roles = _told_roles(name) if name.surname or name.given or "," in name.text else {}
    plain = None if name.truncated else _plain_form(text, roles)
    if plain is not None:
        return (plain,)
    found: list[Form] = []
    aliases = [text]
    if ("@" in text or " a" in text.lower()) and _ALIAS.search(text):
        aliases = [alias for alias in _ALIAS.split(text) if alias.strip()]
    for alias in aliases[:_MOST_ALIASES]:
        for script, words in _by_script(alias).items():
            found.extend(_forms(name, alias, script, words, roles))
    return tuple(found)


def _plain_form(text: str, roles: dict[str, Role]) -> Form | None:
    """The form of a Latin name of which nothing has to be taken away; None where it needs a closer look.

    Most names are of that kind, and a register of millions is read through here: ten times as fast as the way below.
    """
    if not text.isascii() or not text.replace(" ", "").isalpha():
        return None
    words = text.lower().split(" ")
    parts = []
    for word in words:
        part = _plain_part(word)
        if part is None:
            return None
        role = roles.get(word) if roles else None
        parts.append(_part(_Word(word, "", part.weight), role) if role else part)
    if not _pair_starts().isdisjoint(words) and any(f"{one} {two}" in _pairs() for one, two in pairwise(words)):
        return None
    return Form(text, scripts.LATIN, tuple(parts[:MOST_PARTS]))


@lru_cache(maxsize=1 << 18)
def _plain_part(word: str) -> Part | None:
    """The part of a word that is one name and nothing else."""
    if len(word) < 2 or _pieces(word) != (word,) or word in _connectives():
        return None
    if (
        word in _ALIAS_WORDS
        or word in _placeholders()[0]
        or word in _placeholders()[1]
        or _drop(word) in {"always", "leading"}
    ):
        return None
    weight: Weight = "omissible" if _drop(word) == "omissible" else "full"
    return _part(_Word(word, "", weight), "")


def is_cut(name: Name) -> bool:
    """Whether the name is longer than what is read of it."""
    return len(name.text or f"{name.surname} {name.given}") > LONGEST


def is_bare(name: Name) -> bool:
    """Whether the name has words, but only titles and words like bin: it may be anybody's."""
    pieces = pieces_of(name.text)
    return bool(pieces) and all(_drop(piece) == "always" or piece in _connectives() for piece in pieces)


def pieces_of(text: str) -> list[str]:
    """All words of a name, folded, titles and words like bin among them; those of two words (anak lelaki) as one."""
    words = _SEPARATORS.sub(" ", scripts.clean(text[:LONGEST])).split()
    return _join_known([piece for word in words for piece in _pieces(word)])


def tokens(text: str) -> tuple[str, ...]:
    """The comparable tokens of a name in the order written: `Siti binti Dato' Haji Ali` gives siti, ali."""
    return tuple(part.text for form in forms_of(Name(text=text))[:1] for part in form.parts)


def _by_script(alias: str) -> dict[str, list[str]]:
    """The words of a name by script: `WANG Xiaoming 王小明` is one name written twice."""
    found: dict[str, list[str]] = {}
    if alias.isascii():
        latin = [word for word in alias.translate(_PLAIN_SEPARATORS).split() if scripts.has_latin(word)]
        return {scripts.LATIN: latin} if latin else {}
    for word in _SEPARATORS.sub(" ", alias).split():
        script = scripts.LATIN if scripts.has_latin(word) else scripts.script_of(word)
        if script:
            found.setdefault(script, []).append(word)
    return found


def _forms(name: Name, alias: str, script: str, words: list[str], roles: dict[str, Role]) -> list[Form]:
    marked = _mark(_join_known(_without_placeholders([piece for word in words for piece in _pieces(word)])))
    own = _own_parts(marked, script, roles, truncated=name.truncated)
    found = [Form(alias, script, own, truncated=name.truncated)] if own else []
    if script != scripts.LATIN:
        for reading in romanise.readings([word.text for word in marked], script):
            parts = _read_parts(marked, reading.words, roles)
            found.append(Form(alias, scripts.LATIN, parts, script, name.truncated, reading.mixed))
    return found


def _own_parts(marked: list[_Word], script: str, roles: dict[str, Role], *, truncated: bool) -> tuple[Part, ...]:
    """The parts of a name in the script that it is written in."""
    kept: list[_Word] = []
    for word in marked:
        # What is written apart is parted already.
        for text in scripts.family_and_given(word.text, script) if len(marked) == 1 else [word.text]:
            folded = _fold(text, script)
            if folded == word.text and not word.glue:  # nearly always
                kept.append(word)
            elif folded:
                kept.append(word._replace(text=folded, glue=word.glue and _fold(word.glue, script)))
    kept = kept[:MOST_PARTS]
    if truncated:
        kept = _mark_cut(kept, roles)
    return tuple([_part(word, word.role or roles.get(word.text, "")) for word in kept])


def _read_parts(
    marked: list[_Word], reading: tuple[tuple[tuple[str, ...], ...], ...], roles: dict[str, Role]
) -> tuple[Part, ...]:
    """The parts of a name in Latin letters, as one reading of its native script has them."""
    found = []
    for word, parts in zip(marked, reading, strict=True):
        role = word.role or roles.get(word.text, "")
        found.extend([_spelled(part[: romanise.MOST_SPELLINGS], role, word.weight) for part in parts])
    return tuple(found[:MOST_PARTS])


def _bearers_key(text: str) -> str:
    """The key under which a part's bearers are counted: a native one counts with the Latin spelling of its name."""
    if text.isascii():
        return spelling.canonical(text)
    reading = romanise.first_reading([text], scripts.script_of(text))
    return spelling.canonical("".join(part[0] for part in reading.words[0])) if reading else text


@lru_cache(maxsize=65536)
def _spelled(spellings: tuple[str, ...], role: Role, weight: Weight) -> Part:
    keys = tuple(dict.fromkeys(spelling.canonical(text) for text in spellings))
    # A part that any of many spellings fits proves little beside the others (Chinese syllables): see Rarity.
    return Part(spellings[0], keys, spellings, role, weight)


@lru_cache(maxsize=65536)
def _part(word: _Word, role: Role) -> Part:
    also = spelling.stands_for().get(word.text, ())
    return Part(
        text=word.text,
        keys=tuple(dict.fromkeys([_bearers_key(word.text), *map(spelling.canonical, also)])),
        spellings=(word.text, *also),
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
    kept = pieces if words.isdisjoint(pieces) else [piece for piece in pieces if piece not in words]
    return [] if " ".join(kept) in wholes else kept


def _join_known(pieces: list[str]) -> list[str]:
    """Titles and connectives of two words as one piece: tan sri, anak lelaki, a l."""
    if _pair_starts().isdisjoint(pieces):
        return pieces
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
        # A word like bin with nothing behind it is the rest of a name that was cut; Bin ends Chinese names, too.
        if (connective is not None and last and found) or (drop == "leading" and not found and not last):
            weight = "leading"
        found.append(_Word(piece, role, weight, glue) if role or glue or weight != "full" else _plain_word(piece))
        glue = ""
    return found or [_Word(piece) for piece in pieces]


@lru_cache(maxsize=1 << 16)
def _plain_word(piece: str) -> _Word:
    return _Word(piece)


@lru_cache(maxsize=1 << 16)
def _drop(piece: str) -> str:
    row = _titles().get(piece) or _titles().get(spelling.first_form(piece))
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

    A lone surname tells nothing: ICAO 9303 part 3 section 4.6 puts a name that can't be parted there. A comma does:
    lists print the family name before it.
    """
    surname, given = name.surname, name.given
    if not surname and not given:
        if name.text.count(",") != 1:
            return {}
        surname, _, given = name.text[:LONGEST].partition(",")
    if not surname.strip() or not given.strip():
        return {}
    found: dict[str, Role] = {}
    said: tuple[tuple[str, Role], ...] = ((surname, "family"), (given, "given"))
    for text, role in said:
        for word in _SEPARATORS.sub(" ", scripts.clean(text[:LONGEST])).split():
            for piece in _pieces(word):
                if piece.isascii() and piece.isalpha():  # folded already
                    found[piece] = role
                    continue
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
def _pairs() -> frozenset[str]:
    """Titles, connectives and placeholders of several words."""
    known = [*_titles(), *_connectives(), *_placeholders()[1]]
    return frozenset(" ".join(form.split()[:2]) for form in known if " " in form)


@cache
def _pair_starts() -> frozenset[str]:
    return frozenset(pair.split()[0] for pair in _pairs())


@cache
def _placeholders() -> tuple[frozenset[str], frozenset[str]]:
    found = rows("name_placeholders")
    words = frozenset(row["form"] for row in found if row["scope"] == "word")
    return words, frozenset(row["form"] for row in found if row["scope"] == "whole")
