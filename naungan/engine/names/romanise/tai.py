"""Names in the scripts of Tai languages (Thai, Lao) as Latin spellings: the shared reading of syllables and elements.

A word is read from left to right in every way that its letters allow, by elements of names and by syllables
(tai_grammar), and the cheapest few readings are kept. Each piece of a reading has its spellings in order of use; their
cheapest combinations are the spellings of the word. A capital letter in a spelling is a choice that one writer makes
the same way throughout a name (phong or pong), so that it is made once, not at each place. The constants are expert
judgement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple, TypeAlias

from rapidfuzz.distance import Levenshtein

from naungan.engine.names.romanise.tai_grammar import Grammar, Option, Sound, Vowel

MOST: Final = 16
"""Spellings of one word at most; the contract of all modules of this package."""

LONGEST: Final = 60
"""Letters of one word that are read. The longest family names met have some 40."""

_AFTER_TITLE: Final = 3
"""Letters of a name that a title is taken off from, at least."""

_READINGS: Final = 3
_SPREAD_OF_READINGS: Final = 1.0
"""A reading this much dearer than the best is not followed."""
_BEAM: Final = 32
_CANDIDATES: Final = 150
_SPREAD: Final = 4.0
"""A spelling this much dearer than the best is not given: nobody writes so."""
_NEAR: Final = 2.0
"""Up to this cost a spelling is given though one letter from another; above, the matcher finds it by that other."""
_SURE: Final = 0.8
"""Up to this cost a spelling is given in any case."""
_SHORT: Final = 5
"""Letters from which the matcher forgives a wrong one."""

_ELEMENT: Final = 0.8
_ELEMENT_LETTER: Final = 0.05
"""Long elements cost more, so that a name listed whole leaves room for the spellings of its elements."""
_QUIET_AFTER_ELEMENT: Final = 1.3
_LENGTHENED: Final = 0.3
"""An element whose unwritten last a is long in a compound: รัตน and อาภรณ์ give รัตนาภรณ์."""
_SYLLABLE: Final = 1.5
_SPLIT_ONSET: Final = 1.6
_BARE: Final = ("", "ฤ")
_BARE_CLUSTER: Final = 1.2
"""Two consonants are seldom said together before these vowels."""
_SONORANTS: Final = frozenset("นณมยรลวญ")
_BEFORE_OTHERS: Final = 0.5
"""What a link costs more before other consonants than these."""
_TORN: Final = 1.5
_UNREAD: Final = 5.0
_MOST_OF_SYLLABLE: Final = 6
_BESIDE_LISTED: Final = 1.5
"""What a composed spelling costs more where the table has the whole word."""
_FURTHER: Final = 0.5
"""Share of its cost that a further unofficial choice in one name has."""


class _Arc(NamedTuple):
    end: int
    cost: float
    options: tuple[Option, ...]


_Candidate: TypeAlias = tuple[float, str]
_Path: TypeAlias = tuple[float, "_Path | None", tuple[Option, ...]]
_NOTHING: Final = (Option(0.0, ""),)


def parts_of(grammar: Grammar, word: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a word in the script's own letters alone: a title where it has a spelling, and the name."""
    word = word[:LONGEST]
    title = next((title for title in grammar.titles if _has_title(grammar, word, title)), "")
    found = spellings(grammar, word[len(title) :])
    if not found:
        return ()
    before = grammar.titles.get(title, "")
    return ((before,), found) if before else (found,)


def _has_title(grammar: Grammar, word: str, title: str) -> bool:
    """Whether a title stands before enough letters to be a name, the first of which can begin one."""
    if not word.startswith(title) or len(word) < len(title) + _AFTER_TITLE:
        return False
    first = word[len(title)]
    return first in grammar.onsets or first in grammar.before


def spellings(grammar: Grammar, word: str) -> tuple[str, ...]:
    """The Latin spellings of a word in the script's own letters alone, the most official first, at most MOST."""
    bases: dict[str, float] = {}
    listed = grammar.words.get(word)
    if listed:
        bases = {latin: cost for cost, latin in listed}
    extra = _BESIDE_LISTED if listed else 0.0
    for cost, latin in _composed(grammar, word):
        if cost + extra < bases.get(latin, 99.0):
            bases[latin] = cost + extra
    return _chosen(_with_choices(grammar, bases))


def _composed(grammar: Grammar, word: str) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    paths = _paths(grammar, word)
    for path in paths:
        found += _beam(path, path[0] - paths[0][0])
    return sorted(found)[:_BEAM]


def _beam(path: _Path, extra: float) -> list[tuple[float, str]]:
    pieces = []
    step: _Path | None = path
    while step is not None:
        pieces.append(step[2])
        step = step[1]
    beam = [(extra, "")]
    for options in reversed(pieces):
        if len(options) == 1:
            only = options[0]
            beam = [(cost + only.cost, latin + only.latin) for cost, latin in beam]
        else:
            beam = sorted([(cost + more, latin + next_) for cost, latin in beam for more, next_ in options])[:_BEAM]
    return beam


def _paths(grammar: Grammar, word: str) -> list[_Path]:
    """The cheapest readings of the word, cheapest first."""
    best: list[list[_Path]] = [[] for _ in range(len(word) + 1)]
    best[0] = [(0.0, None, _NOTHING)]
    for start in range(len(word)):
        here = best[start]
        if not here:
            continue
        here.sort(key=_cost)
        del here[_READINGS:]
        more = _TORN if start and grammar.torn.match(word, start - 1) else 0.0
        for end, cost, options in _arcs(grammar, word, start):
            best[end] += [(path[0] + cost + more, path, options) for path in here]
    last = sorted(best[-1], key=_cost)[:_READINGS]
    return [path for path in last if path[0] <= last[0][0] + _SPREAD_OF_READINGS]


def _cost(path: _Path) -> float:
    return path[0]


def _arcs(grammar: Grammar, word: str, start: int) -> Iterator[_Arc]:
    read = False
    for arc in (*_element_arcs(grammar, word, start), *_syllable_arcs(grammar, word, start)):
        read = True
        yield arc
    if not read:
        options = grammar.onsets.get(word[start], (0.0, _NOTHING))[1]
        yield _Arc(start + 1, _UNREAD, options)


def _element_arcs(grammar: Grammar, word: str, start: int) -> Iterator[_Arc]:
    for length in grammar.lengths.get(word[start : start + 2], ()):
        element = grammar.elements.get(word[start : start + length])
        if element is None or start + length > len(word):
            continue
        end = start + length
        last = end == len(word)
        if (element.place == "start" and start) or (element.place == "end" and not last):
            continue
        cost = _ELEMENT + _ELEMENT_LETTER * length
        yield _Arc(end, cost, element.options if last else element.linked)
        if word.startswith(grammar.long_a, end) and element.vowelled:
            yield _Arc(end + 1, cost + _LENGTHENED, element.vowelled)
        quiet = grammar.silent.match(word, end)
        if quiet:
            yield _Arc(quiet.end(), cost + _QUIET_AFTER_ELEMENT, element.options)


def _syllable_arcs(grammar: Grammar, word: str, start: int) -> Iterator[_Arc]:
    before = word[start] if word[start] in grammar.before else ""
    place = start + len(before)
    for vowel in () if before else grammar.vowels.get(("-", word[start]), ()):
        yield from _with_vowel(grammar, word, start, ("", vowel))
    for onset in _onsets(grammar, word, place, before):
        after = place + len(onset)
        for vowel in grammar.vowels.get((before, word[after : after + 1]), ()):
            yield from _with_vowel(grammar, word, after, (onset, vowel))
        if after < len(word):
            for vowel in grammar.vowels.get((before, ""), ()):
                yield from _with_vowel(grammar, word, after, (onset, vowel))


def _onsets(grammar: Grammar, word: str, place: int, before: str) -> Iterator[str]:
    one, two = word[place : place + 1], word[place : place + 2]
    if one in grammar.onsets:
        yield one
        if len(two) == 2 and (two in grammar.onsets or (before and grammar.split_onset(one, two[1]))):
            yield two


def _with_vowel(grammar: Grammar, word: str, after: int, head: tuple[str, Vowel]) -> Iterator[_Arc]:
    """The arcs of one onset and vowel: open, closed, closed with a link."""
    vowel = head[1]
    if not word.startswith(vowel.after, after):
        return
    place = after + len(vowel.after)
    quiet = grammar.silent.match(word, place)
    if quiet:
        place = quiet.end()
    if vowel.coda != "must" and _fits(vowel.place, place, word):
        yield _arc(grammar, place, head, "", 0.0)
    if vowel.coda != "no" and place < len(word) and word[place] in grammar.codas:
        yield from _closed(grammar, word, place, head)


def _fits(place: str, end: int, word: str) -> bool:
    return not place or (place == "last") == (end == len(word))


def _closed(grammar: Grammar, word: str, place: int, head: tuple[str, Vowel]) -> Iterator[_Arc]:
    letter, end, length = word[place], place + 1, len(word)
    if f"{head[1].before}-{head[1].after}{letter}" in grammar.rhymes:
        return
    quiet = grammar.silent_after_coda.match(word, end)
    yield _arc(grammar, quiet.end() if quiet else end, head, letter, 0.0)
    if quiet or end == length:
        return
    if end + 1 == length and word[place:] in grammar.quiet:
        yield _arc(grammar, length, head, letter, grammar.quiet[word[place:]])
    link = grammar.links.get(letter)
    if link and word[end] in grammar.onsets:
        yield _arc(
            grammar, end, head, letter, link[0] + (0.0 if word[end] in _SONORANTS else _BEFORE_OTHERS), linked=True
        )


def _arc(grammar: Grammar, end: int, head: tuple[str, Vowel], coda: str, cost: float, *, linked: bool = False) -> _Arc:
    onset, vowel = head
    onset_cost, options = _syllable(grammar, onset, vowel, coda, linked)
    if len(onset) > 1 and not vowel.before and vowel.after in _BARE:
        cost += _BARE_CLUSTER
    return _Arc(end, _SYLLABLE + cost + vowel.cost + onset_cost, options)


@lru_cache(maxsize=65536)
def _syllable(grammar: Grammar, onset: str, vowel: Vowel, coda: str, linked: bool) -> Sound:
    cost, openings = _opening(grammar, onset)
    closings: tuple[Option, ...] = _NOTHING
    if coda:
        closings = grammar.links[coda][1] if linked else grammar.codas[coda]
    found: dict[str, float] = {}
    for opening, middle, closing in product(openings, vowel.options, closings):
        latin = opening.latin + middle.latin + closing.latin
        total = opening.cost + middle.cost + closing.cost
        if total < found.get(latin, 99.0):
            found[latin] = total
    ranked = sorted((total, latin) for latin, total in found.items())
    return cost, tuple(Option(total, latin) for total, latin in ranked[:_MOST_OF_SYLLABLE])


def _opening(grammar: Grammar, onset: str) -> Sound:
    if not onset:
        return 0.0, _NOTHING
    if onset in grammar.onsets:
        return grammar.onsets[onset]
    if len(onset) < 2 or not (onset[0] in grammar.onsets and onset[1] in grammar.onsets):
        return _SPLIT_ONSET, ()  # no letter that begins a syllable: the word can't be read so
    first, second = grammar.onsets[onset[0]][1], grammar.onsets[onset[1]][1]
    return _SPLIT_ONSET, tuple(Option(a.cost + b.cost, f"{a.latin}a{b.latin}") for a, b in product(first, second))


def _with_choices(grammar: Grammar, bases: dict[str, float]) -> list[tuple[float, str]]:
    """The bases with their choices made in every likely way, cheapest first."""
    found: dict[str, float] = {}
    for base, cost in bases.items():
        letters = "".join(sorted({letter for letter in base if letter.isupper()}))
        for more, table in _settings(grammar, letters):
            latin = base.translate(table)
            if cost + more < found.get(latin, 99.0):
                found[latin] = cost + more
    return sorted((cost, latin) for latin, cost in found.items())[:_CANDIDATES]


@lru_cache(maxsize=1024)
def _settings(grammar: Grammar, letters: str) -> tuple[tuple[float, dict[int, str]], ...]:
    made = [
        (
            _together([option.cost for option in options]),
            {ord(letter): o.latin for letter, o in zip(letters, options, strict=True)},
        )
        for options in product(*(grammar.choices[letter] for letter in letters))
    ]
    made.sort(key=lambda setting: setting[0])
    return tuple(made[:_BEAM])


def _together(costs: list[float]) -> float:
    """The cost of several choices: who leaves the official spelling at one letter does so at others."""
    dearest = max(costs, default=0.0)
    return dearest + _FURTHER * (sum(costs) - dearest)


def _chosen(candidates: list[tuple[float, str]]) -> tuple[str, ...]:
    """The cheapest candidates, and of the dearer ones first those that no other one's tolerance covers."""
    wide: dict[str, _Candidate] = {}
    near: dict[str, _Candidate] = {}
    for cost, latin in candidates:
        more = cost - candidates[0][0]
        if more > _SPREAD or len(wide) == MOST:
            break
        fold = _fold(latin)
        if not fold or fold in wide or fold in near:
            continue
        if more <= _SURE or not _is_near(fold, wide):
            wide[fold] = (cost, latin)
        elif more <= _NEAR:
            near[fold] = (cost, latin)
    chosen = [*wide.values(), *list(near.values())[: MOST - len(wide)]]
    return tuple(latin for _, latin in sorted(chosen))


def _is_near(fold: str, others: Iterable[str]) -> bool:
    return len(fold) >= _SHORT and any(Levenshtein.distance(fold, other, score_cutoff=1) <= 1 for other in others)


_FOLDS: Final = (("ph", "f"), ("th", "t"), ("kh", "k"), ("dh", "d"), ("gh", "g"), ("bh", "b"), ("ee", "i"), ("oo", "u"))
_LETTERS: Final = str.maketrans("oeyq", "uiik")
_DOUBLED: Final = re.compile(r"(.)\1+")


def _fold(latin: str) -> str:
    """A spelling without what the matcher forgives at once: doubled letters, aspirates, o for u, e for i, a final h."""
    for one, other in _FOLDS:
        if one in latin:
            latin = latin.replace(one, other)
    folded = _DOUBLED.sub(r"\1", latin.translate(_LETTERS))
    return folded.removesuffix("h") if not folded.endswith("ch") else folded
