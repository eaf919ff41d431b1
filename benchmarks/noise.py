"""Noise: a fictional person's name as it is met under another spelling, by the mix of changes in real aliases.

data/noise.csv holds the mixes of changes that the estimating half of the real aliases shows, with how many aliases show
each, by the length of the name; data/respellings.csv which letters stand for each other there, with how many persons
show it; data/noise_lengths.csv how often a word is spelt otherwise, by its length. benchmarks/estimate_noise.py counts
all three. A mix is drawn among those of names as long, and drawn again where it does not fit the name (nothing to leave
out, no script but the Latin) or, by chance, where its words are short: those are seldom spelt otherwise.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

DATA = Path(__file__).resolve().parent / "data"
MIXES, RESPELLINGS, LENGTHS = (DATA / f"{name}.csv" for name in ("noise", "respellings", "noise_lengths"))
MOST_WORDS, MOST_IN_A_WORD, MOST_LETTERS, TRIES = 5, 3, 10, 500
"""Names of MOST_WORDS words or more are one class, words of MOST_LETTERS letters or more as well; so many places of one
word are respelt at most."""

KINDS = {
    "native script": "in the person's own script instead of Latin letters",
    "another system": "spelt throughout by another system of transliteration",
    "left out": "a word is missing",
    "link left out": "a word like bin or al, or a title, is missing",
    "vowel respelt": "a word with other vowels",
    "consonant respelt": "a word with other consonants, as others spell them",
    "doubled letter": "a letter twice, or once instead of twice",
    "one-letter slip": "a letter left out, added, taken for another, or exchanged with its neighbour",
    "two slips": "two of those in one word",
    "written together": "two words written as one",
    "written apart": "one word written as two",
    "initial": "an initial instead of a name",
    "added": "a word more",
    "link added": "a word like bin or al, or a title, more",
    "swapped": "the end put to the front: family and given names swapped",
    "order changed": "another order of the words",
}
"""All kinds of change, in the order in which they are applied. A mix without any is a name as it is."""

LINKS = {
    "malay": "bin binti b bt haji hajah", "malay-brunei": "bin binti pengiran haji hajah", "iban": "anak ak",
    "tamil-malaysia": "al ap", "tamil-singapore": "so do", "thai": "nai nang", "lao": "thao nang",
    "burmese": "u daw ko", "filipino": "de dela jr", "timorese": "da dos", "arabic": "al bin abu", "persian": "al haji",
    "urdu": "ul haji", "bengali": "md haji", "spanish": "de la", "french": "de la", "dutch": "van de", "german": "von",
    "italian": "di",
}  # fmt: skip
"""Words that join names, and titles, by custom: what may be left out or stand there more. Other customs have mr, dr.
Written as passports print them: a/l is al there."""

VOWELS = frozenset("aeiouy")
DIGRAPHS = frozenset(["bh", "ch", "dh", "gh", "kh", "ng", "ny", "ph", "sh", "th", "ts", "zh"])
"""Two letters that are one sound: a respelling takes both or neither."""

_OTHER_LINKS = "mr dr"
LINK_WORDS = frozenset(word for words in LINKS.values() for word in words.split())
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SPELT = frozenset({"vowel respelt", "consonant respelt", "doubled letter", "one-letter slip", "two slips"})
"""The kinds that change letters of a word."""

_OF_A_WORD = (*SPELT, "left out", "written apart", "initial")


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change; `places`: in how many places of a word, for another system in how many words."""

    kind: str
    places: int = 1


Mix = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name in small letters, and whether it stands in the field of the surname."""

    text: str
    surname: bool = False
    changed: bool = False

    @property
    def link(self) -> bool:
        """Whether it is a link or a title, not a name."""
        return self.text in LINK_WORDS


Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose name is changed."""

    custom: str
    words: Words
    spellings: tuple[str, ...] = ()
    """Other Latin spellings of the whole name; the likeliest to be met first."""
    native: bool = False
    """Whether the name is known in a script of its own."""
    strangers: tuple[str, ...] = ()
    """Words that may be added: parts of other people's names."""


@dataclass(frozen=True, slots=True)
class Met:
    """A name as it is met, and what was done to it; the words are the Latin ones, in native script too."""

    words: Words
    mix: Mix

    @property
    def kinds(self) -> frozenset[str]:
        """What was done."""
        return frozenset(change.kind for change in self.mix)

    @property
    def text(self) -> str:
        """All words, given names first where there are fields for both."""
        return f"{self.given} {self.surname}".strip()

    @property
    def surname(self) -> str:
        """The words in the field of the surname."""
        return " ".join(word.text for word in self.words if word.surname)

    @property
    def given(self) -> str:
        """The words in the field of the given names."""
        return " ".join(word.text for word in self.words if not word.surname)


def ordered(changes: Iterable[Change]) -> Mix:
    """Changes in the order of KINDS."""
    places = {kind: place for place, kind in enumerate(KINDS)}
    return tuple(sorted(changes, key=lambda change: (places[change.kind], change.places)))


def spoken(mix: Iterable[Change]) -> str:
    """A mix as the table has it: left out; vowel respelt 2."""
    return "; ".join(f"{change.kind} {change.places}" if change.places > 1 else change.kind for change in mix)


def read_mix(text: str) -> Mix:
    """The opposite of `spoken`."""
    found = []
    for part in filter(None, text.split("; ")):
        kind, _, places = part.rpartition(" ")
        found.append(Change(kind, int(places)) if places.isdigit() else Change(part))
    return tuple(found)


def size(names: int) -> int:
    """The class of a name with so many words, links not counted: 2 stands for one or two."""
    return max(2, min(names, MOST_WORDS))


@cache
def mixes() -> dict[int, tuple[list[Mix], list[int]]]:
    """By the class of the name's length: the mixes, and the sums of their counts up to each."""
    found: dict[int, tuple[list[Mix], list[int]]] = {}
    for row in _rows(MIXES):
        held, counts = found.setdefault(int(row["words"]), ([], []))
        held.append(read_mix(row["mix"]))
        counts.append(int(row["aliases"]))
    return {words: (held, list(accumulate(counts))) for words, (held, counts) in found.items()}


@cache
def respellings(kind: str) -> dict[tuple[str, str], int]:
    """Letters and what is written for them, in both directions, with how many persons show it.

    For the kind vowel respelt those whose consonants are the same, for consonant respelt the others.
    """
    found: dict[tuple[str, str], int] = {}
    for row in _rows(RESPELLINGS):
        one, other = row["one"], row["other"]
        if (consonants(one) == consonants(other)) == (kind == "vowel respelt"):
            found[one, other] = found[other, one] = int(row["persons"])
    return found


def consonants(text: str) -> str:
    """The letters that are no vowels."""
    return "".join(sign for sign in text if sign not in VOWELS)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def changed_shares() -> dict[int, float]:
    """How often a word of so many letters is spelt otherwise, as a multiple of what all words are."""
    rows = [(int(row["letters"]), int(row["words"]), int(row["changed"])) for row in _rows(LENGTHS)]
    overall = sum(changed for *_, changed in rows) / sum(words for _, words, _ in rows)
    return {letters: (changed + 0.5) / (words + 1) / overall for letters, words, changed in rows}


def _changeable(words: Iterable[Word]) -> list[float]:
    return [changed_shares()[min(len(word.text), MOST_LETTERS)] for word in words]


def noisy(rng: Random, bearer: Bearer) -> Met:
    """The name of this person as it is met: a mix that fits, applied."""
    names = [word for word in bearer.words if not word.link]
    held, sums = mixes()[size(len(names))]
    likely = min(1.0, sum(_changeable(names)) / len(names)) if names else 0.0
    for _ in range(TRIES):
        mix = rng.choices(held, cum_weights=sums)[0]
        spelt = sum(_spelt(change, bearer) for change in mix)
        if fits(mix, bearer) and rng.random() < likely**spelt:
            return applied(rng, bearer, mix)
    return Met(bearer.words, ())


def _spelt(change: Change, bearer: Bearer) -> int:
    """How many words a change spells otherwise by chance."""
    if change.kind == "another system":
        return 0 if bearer.spellings else change.places
    return change.kind in SPELT


def fits(mix: Mix, bearer: Bearer) -> bool:
    """Whether there is enough of the name for all changes, and a word stays that is neither left out nor an initial."""
    kinds = Counter(change.kind for change in mix)
    names = sum(not word.link for word in bearer.words)
    touched = sum(kinds[kind] for kind in _OF_A_WORD) + 2 * kinds["written together"]
    if not bearer.spellings:
        touched += sum(change.places for change in mix if change.kind == "another system")
    stay = len(bearer.words) + kinds["added"] + kinds["link added"] - kinds["left out"] - kinds["link left out"]
    return (
        touched <= names
        and kinds["left out"] + kinds["initial"] < names
        and kinds["link left out"] <= len(bearer.words) - names
        and kinds["added"] <= len(bearer.strangers)
        and (bearer.native or not kinds["native script"])
        and (stay > 1 or not kinds["swapped"] + kinds["order changed"])
    )


def applied(rng: Random, bearer: Bearer, mix: Mix) -> Met:
    """A mix that fits, applied to a name; no word is changed twice, but for its place."""
    words, strangers = bearer.words, iter(bearer.strangers)
    for change in mix:
        if change.kind == "another system":
            words = _another_system(rng, bearer, change.places)
        elif change.kind == "added":
            words = _added(rng, words, next(strangers))
        elif change.kind == "link added":
            words = _added(rng, words, rng.choice(LINKS.get(bearer.custom, _OTHER_LINKS).split()))
        elif change.kind in {"swapped", "order changed"}:
            words = _reordered(rng, words, swap=change.kind == "swapped")
        elif change.kind == "written together":
            words = _together(rng, words)
        elif change.kind != "native script":
            words = _word_changed(rng, words, change)
    return Met(words, mix)


def _another_system(rng: Random, bearer: Bearer, places: int) -> Words:
    """Another of the spellings that are known of the name; where none is, so many words respelt in two places each."""
    if not bearer.spellings:
        words = bearer.words
        for _ in range(places):
            words = _word_changed(rng, words, Change("vowel respelt", 2))
        return words
    texts = [word.text for word in bearer.words]
    spelt = bearer.spellings[0].lower().split()
    nearest = [process.extractOne(text, texts, scorer=Levenshtein.normalized_similarity) for text in spelt]
    return tuple(Word(text, bearer.words[near[2]].surname) for text, near in zip(spelt, nearest, strict=True))


def _added(rng: Random, words: Words, text: str) -> Words:
    at = rng.randrange(len(words) + 1)
    beside = words[min(at, len(words) - 1)]
    return (*words[:at], Word(text, beside.surname, changed=True), *words[at:])


def _reordered(rng: Random, words: Words, *, swap: bool) -> Words:
    """Swapped: each field's words in the other field, or the end of a single field to its front."""
    if len(words) < 2:
        return words
    if swap and len({word.surname for word in words}) == 2:
        return tuple(replace(word, surname=not word.surname) for word in words)
    fields, order = [word.surname for word in words], list(range(len(words)))
    if swap or len(words) == 2:
        at = rng.randrange(1, len(words))
        order = order[at:] + order[:at]
    while order == sorted(order):
        rng.shuffle(order)
    return tuple(replace(words[place], surname=field) for place, field in zip(order, fields, strict=True))


def _together(rng: Random, words: Words) -> Words:
    """Two neighbours as one word, in the field of the first."""
    places = [at for at in range(len(words) - 1) if not (words[at].changed or words[at + 1].changed)]
    if not places:
        return words
    at = rng.choice(places)
    one = replace(words[at], text=words[at].text + words[at + 1].text, changed=True)
    return (*words[:at], one, *words[at + 2 :])


def _word_changed(rng: Random, words: Words, change: Change) -> Words:
    """A change of one word, of those that were not changed before and can be changed so."""
    free = [at for at, word in enumerate(words) if not word.changed and word.link == (change.kind == "link left out")]
    weights = _changeable(words[at] for at in free) if change.kind in SPELT else [1.0] * len(free)
    while free:
        chosen = rng.choices(range(len(free)), weights)[0]
        at, _ = free.pop(chosen), weights.pop(chosen)
        if change.kind in {"left out", "link left out"}:
            if len(words) > 1:
                return words[:at] + words[at + 1 :]
            continue
        texts = changed(rng, words[at].text, change)
        if texts != [words[at].text]:
            new = tuple(replace(words[at], text=text, changed=True) for text in texts)
            return words[:at] + new + words[at + 1 :]
    return words


def changed(rng: Random, text: str, change: Change) -> list[str]:
    """A word changed in itself; two words where it is written apart. The same word where it can't be."""
    if change.kind == "initial":
        return [text[0]]
    if change.kind == "written apart":
        at = len(text) // 2
        return [text[:at], text[at:]] if len(text) > 3 else [text]
    if change.kind == "doubled letter":
        return [_doubled(rng, text)]
    if change.kind in {"one-letter slip", "two slips"}:
        text = slipped(rng, text)
        return [slipped(rng, text) if change.kind == "two slips" else text]
    for _ in range(change.places):
        text = respelt(rng, text, change.kind)
    return [text]


def respelt(rng: Random, text: str, kind: str) -> str:
    """One place of a word as others write it, the more often the more persons show it; as it is where none fits."""
    found = [(at, one, other, count) for (one, other), count in respellings(kind).items() for at in _places(text, one)]
    if not found:
        return text
    at, one, other, _ = rng.choices(found, [count for *_, count in found])[0]
    return text[:at] + other + text[at + len(one) :]


def _places(text: str, part: str) -> list[int]:
    """Where a part stands with no edge inside one sound: the c of ch is no c."""
    starts = (at for at in range(len(text)) if text.startswith(part, at))
    return [at for at in starts if not (inside(text, at) or inside(text, at + len(part)))]


def inside(text: str, at: int) -> bool:
    """Whether a cut before this letter parts two letters that are one sound; ny is one before a vowel only."""
    pair = text[max(at - 1, 0) : at + 1]
    return pair in DIGRAPHS and (pair != "ny" or text[at + 1 : at + 2] in VOWELS)


def _doubled(rng: Random, text: str) -> str:
    """A letter once that stood twice; where none does, one behind the first twice."""
    twice = [at for at in range(1, len(text)) if text[at] == text[at - 1]]
    if twice:
        at = rng.choice(twice)
        return text[:at] + text[at + 1 :]
    at = rng.randrange(1, len(text)) if len(text) > 1 else 0
    return text[:at] + text[at] + text[at:]


def slipped(rng: Random, text: str) -> str:
    """One letter behind the first left out, added, taken for another, or exchanged with the one before it."""
    if len(text) < 2:
        return text
    at, other = rng.randrange(1, len(text)), rng.choice(_LETTERS)
    ways: Sequence[str] = (
        text[:at] + text[at + 1 :],
        text[:at] + other + text[at:],
        text[:at] + other + text[at + 1 :],
        text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
    )
    return rng.choice(ways)
