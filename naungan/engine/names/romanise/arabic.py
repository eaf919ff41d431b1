"""Names in Arabic script in Latin letters: Arabic, Malay (Jawi), Persian and Urdu, since the script does not say which.

A word is looked up whole first (table spelling_arabic_names). Then it is taken apart: the article, what is written
together (abd, abu, -uddin, -ullah, two names), endings after a listed name (-i, -a, -ian). What remains is composed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple, TypeAlias

from naungan.engine.names.romanise.arabic_composed import (
    LONGEST,
    composed,
    key_of,
    language_of,
    letters_of,
    respelled,
    starts_of,
)
from naungan.engine.names.romanise.composing import MOST, distinct
from naungan.engine.tables import rows

Spellings: TypeAlias = tuple[str, ...]

_ARTICLE: Final = "ال"
_GOD: Final = "الله"
_FEMININE: Final = "ه"
_LEAST_NAME: Final = 3
"""Letters of a listed name that may be part of a longer word; shorter ones are in too many words by chance."""

_LONG_NAME: Final = 4
"""Letters of each of two listed names that are written together without a sign."""

_LEAST: Final = {"any": _LEAST_NAME, "long": _LONG_NAME}

_BESIDE: Final = 4
"""Composed spellings beside those derived from a listed name."""

_VOWELS: Final = frozenset("aeiou")
_YA: Final = frozenset("يی")


class _Joint(NamedTuple):
    """What is written together with a name."""

    form: str
    spellings: Spellings
    least: int
    """Letters that any other word must have beside it; none for listed names only."""

    def joins(self, rest: str) -> bool:
        """Whether it may be written together with the word whose key is `rest`."""
        return bool(_name(rest)) or 0 < self.least <= len(rest)


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[Spellings, ...]:
    """The parts of a word in Arabic script with their Latin spellings, most usual first; empty where none can be read.

    عبدالرحمن gives two parts, abdul and rahman: Latin writes them together or apart. The article is no part of its own.
    """
    letters = letters_of(word)
    if not letters or len(letters) > LONGEST:
        return ()
    key = key_of(letters)
    listed = _listed(key)
    if listed:
        return listed if len(listed) > 1 else (_single(letters),)
    if key.startswith(_ARTICLE) and len(key) > len(_ARTICLE) + 1 and not key.startswith(_GOD):
        rest = _from(letters, len(_ARTICLE))
        return (_with_article(_single(rest, "arabic"), key[len(_ARTICLE)]),)
    return (() if _derived(key) else _compound(letters, key)) or _nothing_empty((_single(letters),))


def _nothing_empty(found: tuple[Spellings, ...]) -> tuple[Spellings, ...]:
    return found if all(found) else ()


def _single(letters: str, language: str = "any") -> Spellings:
    """The spellings of a word as one part: listed, derived from a listed name, or composed.

    `language` is what the words around tell; the word's own letters tell better.
    """
    key = key_of(letters)
    listed = _listed(key)
    derived = _derived(key)
    if listed:
        whole = listed[0] if len(listed) == 1 else tuple("".join(pieces) for pieces in zip(*listed, strict=False))
        more = derived or (_as_nisba(letters) if all(spelling[-1] == "a" for spelling in whole) else ())
        return (*whole, *distinct(more, beside=whole))[:MOST]
    told = language_of(letters)
    made = composed(letters, language if told == "any" else told)
    if not derived:
        return made
    return (*derived, *distinct(made, _BESIDE, beside=derived))[:MOST]


def _as_nisba(letters: str) -> Spellings:
    """Readings in -i of a word that is listed in -a: both may be written with the same letter (يمنى, يمني)."""
    return composed(letters, "any", _BESIDE) if letters[-1] in _YA else ()


def _with_article(spellings: Spellings, letter: str) -> Spellings:
    """A name and its forms with the article: passports print Hassan, Alhassan, Elhassan, Lahcen, Urrahman."""
    forms = [*spellings[:9], *("al" + name for name in spellings[:2]), *("el" + name for name in spellings[:2])]
    sun = _sun().get(letter, "")
    if sun:
        forms.extend(vowel + sun[1:] + spellings[0] for vowel in "aeu")
    else:
        forms.append("ul" + spellings[0])
        forms.extend(("l" if name[0] in _VOWELS else "la") + name for name in spellings[:2])
    return tuple(dict.fromkeys(forms))[:MOST]


def _compound(letters: str, key: str) -> tuple[Spellings, ...]:
    """The parts of a word in which two names, or a name and abd, abu, -uddin and the like, are written together."""
    for cut in (_before_last, _after_abd, _around_article, _after_first, _two_names):
        found = cut(letters, key)
        if found and all(found):
            return found
    return ()


def _after_abd(letters: str, key: str) -> tuple[Spellings, ...]:
    """What ends in the article: abdul, abul, nurul."""
    return _after(letters, key, tuple(joint for joint in _joints("first") if joint.form.endswith(_ARTICLE)))


def _after_first(letters: str, key: str) -> tuple[Spellings, ...]:
    return _after(letters, key, _joints("first"))


def _after(letters: str, key: str, joints: tuple[_Joint, ...]) -> tuple[Spellings, ...]:
    for joint in joints:
        rest = key[len(joint.form) :]
        if key.startswith(joint.form) and len(rest) >= _LEAST_NAME and joint.joins(rest):
            return _before_sun(joint, rest[0]), _single(_from(letters, len(joint.form)))
    return ()


def _before_sun(joint: _Joint, letter: str) -> Spellings:
    """Abdul before r is also Abdur, before s Abdus."""
    article = _sun().get(letter, "")
    if not article or not joint.form.endswith(_ARTICLE):
        return joint.spellings
    like = tuple(spelling[:-1] + article[1:] for spelling in joint.spellings[:2] if spelling.endswith("l"))
    return tuple(dict.fromkeys((*joint.spellings[:2], *like, *joint.spellings[2:])))


def _before_last(letters: str, key: str) -> tuple[Spellings, ...]:
    for joint in _joints("last"):
        stem = key[: -len(joint.form)]
        if not key.endswith(joint.form):
            continue
        short = len(stem) == 2 and len(joint.form) > _LEAST_NAME and bool(_listed(stem))
        if short or (len(stem) >= _LEAST_NAME and joint.joins(stem)):
            return _single(_until(letters, len(stem))), joint.spellings
    return ()


def _around_article(letters: str, key: str) -> tuple[Spellings, ...]:
    """Two names with the article between: نورالهدى gives nur, nurul and huda."""
    del letters
    place = key.find(_ARTICLE, _LEAST_NAME - 1)
    while place > 0:
        first, last = _name(key[:place]), _name(key[place + len(_ARTICLE) :])
        if first and last:
            ending = [spelling + vowel + "l" for vowel in "ue" for spelling in first[:2] if spelling[-1] not in _VOWELS]
            return tuple(dict.fromkeys((*first[:8], *ending))), last
        place = key.find(_ARTICLE, place + 1)
    return ()


def _two_names(letters: str, key: str) -> tuple[Spellings, ...]:
    del letters
    for place in range(len(key) - _LONG_NAME, _LONG_NAME - 1, -1):
        first, last = _name(key[:place]), _name(key[place:])
        if first and last:
            return first, last
    return ()


def _derived(key: str) -> Spellings:
    """Spellings of a listed name with an ending: حسن and ي give hasani."""
    for ending in _endings():
        stem = key[: -len(ending.form)]
        if len(stem) < _LEAST_NAME or not key.endswith(ending.form):
            continue
        spellings = _name(stem) or (_name(stem + _FEMININE) if ending.form != _FEMININE else ())
        if spellings:
            joined = (_joined(spelling, end) for spelling in spellings[:8] for end in ending.spellings)
            return tuple(dict.fromkeys(joined))[: MOST - _BESIDE]
    return ()


def _joined(spelling: str, ending: str) -> str:
    """A stem and an ending: of two vowels that meet, that of the stem goes (fatimah, -i: fatimi)."""
    if ending[0] in _VOWELS:
        bare = spelling.removesuffix("h") if spelling[-2:] in {"ah", "eh"} else spelling
        if bare[-1] in "ae" and len(bare) > _LEAST_NAME:
            return bare[:-1] + ending
    return spelling + ending


def _name(key: str) -> Spellings:
    """The spellings of a listed name of one part that is long enough to be known within a word."""
    if len(key) < _LEAST_NAME:
        return ()
    listed = _listed(key)
    return listed[0] if len(listed) == 1 else ()


def _from(letters: str, place: int) -> str:
    """The letters from the one at `place` in the key."""
    return letters[starts_of(letters)[place] :]


def _until(letters: str, place: int) -> str:
    return letters[: starts_of(letters)[place]]


@lru_cache(maxsize=8192)
def _listed(key: str) -> tuple[Spellings, ...]:
    """The parts of a listed word; of several languages' spellings in turn, each language's most usual first."""
    found = _words().get(key)
    if found is None:
        return ()
    by_tongue = [(tongue, latin.split()) for tongue, latin in found]
    if any("+" in latin for _, latin in found):
        pieces = zip(*(spelling.split("+") for _, spelled in by_tongue for spelling in spelled), strict=False)
        return tuple(tuple(dict.fromkeys(piece))[:MOST] for piece in pieces)
    spellings = tuple(dict.fromkeys(_in_turn([spelled for _, spelled in by_tongue])))
    others = (other for tongue, spelled in by_tongue for other in respelled(key, spelled[:1], tongue))
    return ((*spellings, *distinct(others, beside=spellings))[:MOST],)


def _in_turn(lists: list[list[str]]) -> Iterator[str]:
    for place in range(max(len(spelled) for spelled in lists)):
        yield from (spelled[place] for spelled in lists if place < len(spelled))


@cache
def _words() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("spelling_arabic_names"):
        found.setdefault(key_of(letters_of(row["word"])), []).append((row["tongue"], row["latin"]))
    return found


@cache
def _joints(kind: str) -> tuple[_Joint, ...]:
    """First or last pieces of compounds, the longest first."""
    found = [
        _Joint(key_of(row["form"]), tuple(row["spellings"].split()), _LEAST.get(row["family"], 0))
        for row in rows("spelling_arabic_rules")
        if row["kind"] == kind
    ]
    return tuple(sorted(found, key=lambda joint: -len(joint.form)))


@cache
def _endings() -> tuple[_Joint, ...]:
    return _joints("ending")


@cache
def _sun() -> dict[str, str]:
    """Letters that the article becomes like, with the article before them."""
    return {row["form"]: row["spellings"] for row in rows("spelling_arabic_rules") if row["kind"] == "sun"}
