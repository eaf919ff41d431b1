"""Sounds of a word become Latin spellings by the rows of a script: letters with their neighbours, and names.

Used by indic, tamil, devanagari and bengali, whose `sounds_of` make the sounds: one character each, consonants without
a vowel, vowels as their independent letters, the inherent vowel written out (கணேசன் gives க அ ண ஏ ச அ ன).

Rows of letters: `letters` as the script writes them, with a final virama where no vowel belongs to them (a virama alone
stands for SILENT); `before` and `after` are the neighbours allowed, empty for any: V a vowel, C a consonant, ^ the
start, $ the end, or sounds. Of the rows that fit at a place the longest `letters` win, then the first row. `latin`
holds spellings in order of use, `-` for none, `=n` for a cost of its own.

Rows of names: `name`, `latin`, and `at`: word (the whole word, or a long part of a longer one), start, end, any, or
apart (an end that Latin writes as a word of its own: कृष्णप्रसाद is Krishna Prasad). Names cost less than letters, so
that their spellings come first; the cheapest ways through a word are its spellings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from naungan.engine.names.romanise import sounds as spoken
from naungan.engine.names.romanise.sounds import Sounds
from naungan.engine.tables import Row

Spellings: TypeAlias = tuple[str, ...]
Change: TypeAlias = Callable[[Sounds], Sounds]

MOST: Final = 16
"""Spellings of one part at most; the contract of all modules of this package."""

LONGEST: Final = 60
"""Sounds of one word that are read. The longest names met have some 30."""

_BEAM: Final = 24
_SPREAD: Final = 6
"""A spelling this much dearer than the best is not given: nobody writes so."""

_BESIDE_LISTED: Final = 3
_NEAR: Final = 2
"""Composed spellings beside those listed for the whole word, and how much dearer than the best they may be."""

_COSTS: Final = (0, 2, 3, 4, 5, 6)
"""Cost of a spelling by its place in the row, where the row says none; expert judgement."""

_LONG: Final = 6
"""Whole words of so many sounds are parts of longer words too."""

_LEAST_HEAD: Final = 4
"""Sounds that must stand before an end that is written apart."""

_LIKE: Final = str.maketrans("oeycq", "uiikk")
_FORGIVEN: Final = re.compile(r"(?<=[tdgkb])h|h$|(.)(?=\1)")


class _Edge(NamedTuple):
    cost: int
    latin: str


class _Rule(NamedTuple):
    before: frozenset[str]
    after: frozenset[str]
    edges: tuple[_Edge, ...]


class _Element(NamedTuple):
    first: bool
    last: bool
    edges: tuple[_Edge, ...]


_Step: TypeAlias = tuple[int, tuple[_Edge, ...]]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rows of one script, by their sounds.

    `fold` writes sounds that writers exchange in names as one: names are kept and looked up so. `mark` writes vowels
    that are mostly not spoken as SILENT: letters are looked up so. Both keep the length.
    """

    fold: Change
    mark: Change
    rules: dict[Sounds, tuple[_Rule, ...]]
    elements: dict[Sounds, tuple[_Element, ...]]
    words: dict[Sounds, Spellings]
    apart: frozenset[Sounds]
    rule_lengths: dict[str, tuple[int, ...]]
    element_lengths: dict[str, tuple[int, ...]]


def grammar(
    letters: Iterable[Row],
    names: Iterable[Row],
    *,
    fold: Change,
    mark: Change,
    key_of: Callable[[Row], Sounds] | None = None,
) -> Grammar:
    """A grammar from rows of letters and of names; `key_of` gives the sounds of a name's row, `sounds_of` by itself."""
    rules: dict[Sounds, tuple[_Rule, ...]] = {}
    for row in letters:
        rule = _Rule(frozenset(row["before"].split()), frozenset(row["after"].split()), _edges(row["latin"]))
        key = spoken.sounds_of(row["letters"]) or spoken.SILENT  # a virama alone has no sound
        rules[key] = (*rules.get(key, ()), rule)
    elements: dict[Sounds, tuple[_Element, ...]] = {}
    words: dict[Sounds, Spellings] = {}
    apart = set()
    for row in names:
        key, at = fold(key_of(row) if key_of else spoken.sounds_of(row["name"])), row["at"]
        edges = tuple(edge._replace(cost=edge.cost - len(key)) for edge in _edges(row["latin"]))
        if at == "word":
            words[key] = tuple(dict.fromkeys((*words.get(key, ()), *(edge.latin for edge in edges))))
        if at == "apart":
            apart.add(key)
        if at != "word" or len(key) >= _LONG:
            elements[key] = (*elements.get(key, ()), _Element(at == "start", at in {"end", "apart"}, edges))
    return Grammar(fold, mark, rules, elements, words, frozenset(apart), _lengths(rules), _lengths(elements))


def _edges(text: str) -> tuple[_Edge, ...]:
    found = []
    for place, spelling in enumerate(text.split(";")):
        latin, _, cost = spelling.strip().partition("=")
        found.append(_Edge(int(cost) if cost else _COSTS[min(place, len(_COSTS) - 1)], latin.replace("-", "")))
    return tuple(found)


def _lengths(keys: Iterable[Sounds]) -> dict[str, tuple[int, ...]]:
    """The lengths of the keys that begin with a sound, longest first."""
    found: dict[str, set[int]] = {}
    for key in keys:
        found.setdefault(key[:1], set()).add(len(key))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def parts_of(known: Grammar, sounds: Sounds) -> tuple[Spellings, ...]:
    """The parts of a word by its sounds, each with its Latin spellings: one, or two where its end is written apart."""
    sounds = sounds[:LONGEST]
    split = _split(known, known.fold(sounds))
    pieces = (sounds[:split], sounds[split:])
    return tuple(found for piece in pieces if piece and (found := _spellings(known, piece)))


def _split(known: Grammar, sounds: Sounds) -> int:
    """Where the end begins that is written apart; 0 for nowhere."""
    if sounds in known.words:
        return 0
    for place in range(_LEAST_HEAD, len(sounds)):
        if sounds[place:] in known.apart:
            return place
    return 0


def _spellings(known: Grammar, sounds: Sounds) -> Spellings:
    """The Latin spellings, most usual first, at most MOST: those listed for the word, then those composed."""
    listed = known.words.get(known.fold(sounds), ())[:MOST]
    found = dict.fromkeys(listed)
    composed = _composed(known, known.fold(sounds), known.mark(sounds))
    most, limit = MOST, _SPREAD
    if listed:
        most, limit = min(MOST, len(listed) + _BESIDE_LISTED), _NEAR
    heard = {_heard(latin) for latin in listed}
    for cost, latin in composed:
        key = _heard(latin)
        if len(found) < most and latin and key not in heard and cost <= composed[0][0] + limit:
            heard.add(key)
            found[latin] = None
    if len(sounds) <= 2 and not listed:  # an initial, which these scripts write with its vowel
        found.update(dict.fromkeys([latin[0] for latin in found]))
    return tuple(found)[:MOST]


def _composed(known: Grammar, sounds: Sounds, marked: Sounds) -> list[tuple[int, str]]:
    """The cheapest ways through the sounds, cheapest first, with their cost: letters by `marked`, names by `sounds`."""
    end = len(sounds)
    reached: list[list[tuple[int, str]]] = [[] for _ in range(end + 1)]
    reached[0] = [(0, "")]
    names = [_names_at(known, sounds, place) for place in range(end)]
    for place in range(end):
        before = _cheapest(reached[place])
        if not before:
            continue
        group = _letters_at(known, marked, place)
        steps = [group, *names[place]]
        if any(names[place + 1 : place + group[0]]):  # a name begins inside the group: its first letter alone, too
            steps.append(_letters_at(known, marked, place, most=1))
        for length, edges in steps:
            reached[place + length] += [(cost + add, text + latin) for cost, text in before for add, latin in edges]
    return _cheapest(reached[end])


def _cheapest(paths: list[tuple[int, str]]) -> list[tuple[int, str]]:
    if len(paths) < 2:
        return paths
    paths.sort()
    limit = paths[0][0] + _SPREAD
    found: dict[str, int] = {}
    for cost, text in paths:
        if cost > limit or len(found) >= _BEAM:
            break
        found.setdefault(text, cost)
    return [(cost, text) for text, cost in found.items()]


def _names_at(known: Grammar, sounds: Sounds, place: int) -> list[_Step]:
    """Length and spellings of the names and elements of names that begin at a place."""
    left = len(sounds) - place
    return [
        (length, element.edges)
        for length in known.element_lengths.get(sounds[place], ())
        if length <= left
        for element in known.elements.get(sounds[place : place + length], ())
        if (place == 0 or not element.first) and (length == left or not element.last)
    ]


def _letters_at(known: Grammar, marked: Sounds, place: int, most: int = LONGEST) -> _Step:
    """Length and spellings of the row of letters, `most` at most, that fits at a place; an unknown letter is silent."""
    previous = marked[place - 1] if place else "^"
    for length in known.rule_lengths.get(marked[place], ()):
        end = place + length
        if end > len(marked) or length > most:
            continue
        following = marked[end] if end < len(marked) else "$"
        for rule in known.rules.get(marked[place:end], ()):
            if _fits(rule.before, previous) and _fits(rule.after, following):
                return length, rule.edges
    return 1, (_Edge(0, ""),)


def _fits(allowed: frozenset[str], sound: str) -> bool:
    if not allowed or sound in allowed:
        return True
    if sound in "^$":
        return False
    return ("V" in allowed and spoken.is_vowel(sound)) or ("C" in allowed and spoken.is_consonant(sound))


def _heard(latin: str) -> str:
    """A key that is equal for spellings between which the matcher makes little difference: of these one is enough."""
    return _FORGIVEN.sub("", latin.replace("ch", "C").replace("ph", "f").translate(_LIKE))
