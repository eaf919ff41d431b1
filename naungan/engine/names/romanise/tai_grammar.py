"""The spelling grammar of a Tai script (Thai, Lao), read from its two tables.

Table of letters, by column kind: `choice`, a capital letter that stands for Latin spellings which one writer keeps
throughout a name; `onset`, consonants that open a syllable; `coda`, one that closes it; `link`, one that closes it and
opens the next with an unwritten a; `quiet`, a closing one and a last letter that is not said; `vowel`, where the hyphen
stands for the onset; `title`, what is written before a name without a space. Table of words: elements of names, with
spellings at the end of a name and, where they differ, before another element (`linked`); `place` is start, end, word
(the whole name) or empty for anywhere.

Costs are unlikelihoods that add up, in no unit; 0 is the usual way. Where a row tells no costs, its spellings cost by
their place. All of them are expert judgement.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from naungan.engine.tables import Row, rows

_BY_PLACE: Final = (0.0, 0.6, 1.0, 1.4, 1.7, 2.0, 2.2, 2.4, 2.6, 2.8)
"""Cost of a spelling by its place in the row, where the row tells none."""


class Option(NamedTuple):
    """A spelling with capital letters for choices, and its cost."""

    cost: float
    latin: str


class Vowel(NamedTuple):
    """A vowel: its letters before and after the onset, and whether a consonant closes it (no, may, must)."""

    before: str
    after: str
    options: tuple[Option, ...]
    coda: str
    place: str
    cost: float


class Element(NamedTuple):
    """An element of names: its spellings at the end, before another element, and before a long a that it ends in."""

    options: tuple[Option, ...]
    linked: tuple[Option, ...]
    vowelled: tuple[Option, ...]
    place: str


Sound: TypeAlias = tuple[float, tuple[Option, ...]]
"""The cost of a reading, and the spellings of what is read."""


SplitOnset: TypeAlias = Callable[[str, str], bool]


class Marks(NamedTuple):
    """Patterns of letters that are not read one by one; see the fields of Grammar."""

    long_a: str
    last_a: float
    silent: str = "(?!)"
    silent_after_coda: str = "(?!)"
    torn: str = "(?!)"


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The rows of one script, ready to read with."""

    long_a: str
    """The letter of the long a."""
    last_a: float
    """What it costs that an element is spelled at the end of a name as before another one: วัชร watchara, not wat."""
    silent: re.Pattern[str]
    """Letters that are written and not said, after a vowel."""
    silent_after_coda: re.Pattern[str]
    torn: re.Pattern[str]
    """Letters that belong together: a reading that begins after the first of them is unlikely."""
    split_onset: SplitOnset
    """Whether two consonants after a leading vowel may be two syllables, the first with an unwritten a (เจริญ charoen).
    """
    choices: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    onsets: dict[str, Sound] = field(default_factory=dict)
    codas: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    links: dict[str, Sound] = field(default_factory=dict)
    quiet: dict[str, float] = field(default_factory=dict)
    """A closing letter and a last one that is not said (จักร chak), with the cost of reading so."""
    vowels: dict[tuple[str, str], list[Vowel]] = field(default_factory=dict)
    """By the vowel letter before the onset and the first letter after it, each empty where none; `-` without onset."""
    rhymes: set[str] = field(default_factory=set)
    """The native spellings of all vowels, so that -าย is not also read as -า closed by ย."""
    before: set[str] = field(default_factory=set)
    """Vowel letters that are written before the onset."""
    titles: dict[str, str] = field(default_factory=dict)
    """Titles written together with the name, the longer ones first, and the Latin part that they give; mostly none."""
    words: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)
    """Lengths of the elements that begin with these two letters, longest first."""


def grammar_of(script: str, *, marks: Marks, plain: Callable[[str], str], split_onset: SplitOnset) -> Grammar:
    """The grammar in tables spelling_SCRIPT and spelling_SCRIPT_words, whose column SCRIPT holds the native spelling.

    `plain` takes from a word what is not read, tone marks above all, so that the tables can be written as names are.
    """
    grammar = Grammar(
        long_a=marks.long_a,
        last_a=marks.last_a,
        silent=re.compile(marks.silent),
        silent_after_coda=re.compile(marks.silent_after_coda),
        torn=re.compile(marks.torn),
        split_onset=split_onset,
    )
    for row in rows(f"spelling_{script}"):
        _take_letter(grammar, row, plain(row[script]) if row["kind"] == "title" else row[script])
    for row in rows(f"spelling_{script}_words"):
        _take_word(grammar, row, plain(row[script]))
    for lengths in grammar.lengths.values():
        lengths.sort(reverse=True)
    return grammar


def _take_letter(grammar: Grammar, row: Row, native: str) -> None:
    kind, cost = row["kind"], float(row["cost"])
    if kind == "choice":
        grammar.choices[native] = _options(row["latin"])
    elif kind == "onset":
        grammar.onsets[native] = (cost, _options(row["latin"]))
    elif kind == "coda":
        grammar.codas[native] = _options(row["latin"])
    elif kind == "link":
        grammar.links[native] = (cost, _options(row["latin"]))
    elif kind == "quiet":
        grammar.quiet[native] = cost
    elif kind == "title":
        grammar.titles[native] = row["latin"]
    else:
        _take_vowel(grammar, row, native)


def _take_vowel(grammar: Grammar, row: Row, native: str) -> None:
    before, hyphen, after = native.rpartition("-")
    if hyphen and before:
        grammar.before.add(before)
    vowel = Vowel(before, after, _options(row["latin"]), row["coda"], row["place"], float(row["cost"]))
    grammar.vowels.setdefault((before if hyphen else "-", after[:1]), []).append(vowel)
    grammar.rhymes.add(native)


def _take_word(grammar: Grammar, row: Row, native: str) -> None:
    """A row of words; rows that differ in their tone marks alone become one."""
    options = _options(row["spellings"])
    if row["place"] == "word":
        grammar.words[native] = options
        return
    linked = _options(row["linked"]) if row["linked"] else options
    known = grammar.elements.get(native)
    if known:
        options, linked = _merged(known.options, options), _merged(known.linked, linked)
    vowelled = tuple(option for option in linked if option.latin.endswith("a")) if native[-1] in grammar.onsets else ()
    last = tuple(
        Option(option.cost + grammar.last_a, option.latin) for option in vowelled if not option.latin.endswith("ora")
    )
    grammar.elements[native] = Element(_merged(options, last), linked, vowelled, row["place"])
    lengths = grammar.lengths.setdefault(native[:2], [])
    if len(native) not in lengths:
        lengths.append(len(native))


def _merged(one: tuple[Option, ...], other: tuple[Option, ...]) -> tuple[Option, ...]:
    known = {option.latin for option in one}
    return one + tuple(option for option in other if option.latin not in known)


def _options(text: str) -> tuple[Option, ...]:
    """`a;u=1.2` with costs by place where none is told; `_` stands for no letter."""
    found = []
    for rank, piece in enumerate(text.split(";")):
        latin, _, told = piece.strip().partition("=")
        cost = float(told) if told else _BY_PLACE[min(rank, len(_BY_PLACE) - 1)]
        found.append(Option(cost, latin.replace("_", "")))
    return tuple(found)
