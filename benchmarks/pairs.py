"""Labelled pairs of persons: from real aliases, from the generator of fictional people with noise, from a peer's cases.

Each set has an estimating and a judging part that share no person, so that what is learnt from one can be judged by the
other. The same seed gives the same pairs. Half of the pairs of two persons are nearest neighbours by name, half are
drawn by chance; none of them bears the same words as the name it stands against, which no comparison of names could
tell apart.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random

import aliases
import numpy as np
from aliases import Absent, Listed, Part, folded
from rapidfuzz import fuzz, process
from scorers import Person

from naungan.engine.tables import countries
from samples import people
from samples.people import Person as Fictional
from samples.people import make_person, shares
from samples.travellers import presented

SEED, TODAY = 20261122, date(2026, 11, 22)
POOL, PAIRS = 3000, 800
ASEAN = frozenset(code for code, country in countries.by_alpha3().items() if country.asean)

LINKS = frozenset({"BIN", "BINTI", "ANAK", "A/L", "A/P", "S/O", "D/O"})
SLIPS = (("apart", 0.056), ("year", 0.04), ("swapped", 0.03), ("placeholder", 0.02))
"""How often the asked date of birth differs from the listed one. Of 626 persons that two public lists name, 35 have
birth years more than two apart; the other shares are a choice."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Two descriptions, whether they are of one person, and where that person is from."""

    asked: Person
    listed: Person
    match: bool
    group: str


def alias_pairs(part: Part, *, each: int = 2) -> list[Labelled]:
    """Up to `each` couples of names of every listed person, as many pairs of two; birth dates as listed, with slips.

    Raises:
        Absent: there is no file of aliases.
    """
    rng = Random(f"{SEED}/aliases/{part}")
    persons = aliases.of(part)
    chosen = [(person, *couple) for person in persons for couple in _couples(rng, person, each)]
    ratios = _ratios([one for _, one, _ in chosen], [person.main for person in persons])
    found = []
    for place, (person, one, other) in enumerate(chosen):
        asked = Person((one,), tuple(slipped(rng, birth) for birth in person.births))
        found.append(Labelled(asked, Person((other,), person.births), match=True, group=person.group))
        order = _order(rng, ratios[place], near=place % 2 == 1)
        stranger = next(persons[at] for at in order if _another(person, one, persons[at]))
        found.append(Labelled(asked, Person((stranger.main,), stranger.births), match=False, group=person.group))
    return found


def _ratios(asked: Sequence[str], listed: Sequence[str]) -> np.ndarray:
    """token_sort_ratio of each asked name and each listed one, folded."""
    texts, others = list(map(folded, asked)), list(map(folded, listed))
    return process.cdist(texts, others, scorer=fuzz.token_sort_ratio, dtype=np.float32)


def _order(rng: Random, ratios: np.ndarray, *, near: bool) -> Sequence[int]:
    """The places of all listed, the nearest first or by chance."""
    return np.argsort(-ratios, kind="stable").tolist() if near else rng.sample(range(len(ratios)), len(ratios))


def _couples(rng: Random, person: Listed, most: int) -> list[tuple[str, ...]]:
    """Different couples of the names of one person, in either order; names of the same words are one name."""
    distinct = {_key(text): text for text in person.texts if folded(text)}.values()
    found = [tuple(rng.sample(couple, 2)) for couple in combinations(distinct, 2)]
    return rng.sample(found, min(most, len(found)))


def _another(person: Listed, name: str, other: Listed) -> bool:
    same = other.id == person.id or frozenset({person.id, other.id}) in aliases.twins()
    return not same and _key(other.main) != _key(name)


def _key(text: str) -> str:
    return " ".join(sorted(folded(text).split()))


def noisy_pairs(part: Part, *, count: int = PAIRS, state: str = "") -> list[Labelled]:
    """`count` pairs of one fictional person with an ASEAN custom, an entry and a traveller, and as many of two.

    Listed are the main name and the birth dates of the entry, in a quarter of those who have one the name in its own
    script instead. Asked is the name that a passport shows, spelt otherwise, in another order, short of a word or a
    link, with a slip of a letter, written together, or as it is. Every other near pair of two persons is born within
    two years. `state`: people of one state only.
    """
    rng = Random(f"{SEED}/noise/{part}/{state}")
    pool = [make_person(rng, today=TODAY, custom=custom, state=home) for custom, home in _customs(rng, state)]
    listed = [_entry(rng, person) for person in pool]
    asked = [_met(rng, person) for person in pool[:count]]
    ratios = _ratios([one.names[0] for one in asked], [person.naming.text for person in pool])
    found = []
    for place, one in enumerate(asked):
        person = pool[place]
        found.append(Labelled(one, listed[place], match=True, group=person.state))
        order = _order(rng, ratios[place], near=place % 2 == 1)
        years = 2 if place % 4 == 1 else 100
        stranger = next(at for at in order if _stranger(person, one.names[0], pool[at], years))
        found.append(Labelled(one, listed[stranger], match=False, group=person.state))
    return found


def _customs(rng: Random, state: str) -> list[tuple[str, str]]:
    """POOL pairs of custom and state, by the shares of the samples."""
    found: list[tuple[str, str]] = []
    while len(found) < POOL:
        found += [pair for pair in shares(rng, POOL) if pair[1] == state or (not state and pair[1] in ASEAN)]
    return found[:POOL]


def _stranger(person: Fictional, name: str, other: Fictional, years: int) -> bool:
    taken = {_key(name), _key(person.naming.text)}
    return _key(other.naming.text) not in taken and abs(other.born.year - person.born.year) <= years


def _entry(rng: Random, person: Fictional) -> Person:
    own = [name.text for name in person.naming.native if name.script not in {"", "Latn"}]
    name = own[0] if own and rng.random() < 0.25 else person.naming.text
    return Person((name,), tuple(map(str, person.identity.births)), person.identity.nationalities)


def _met(rng: Random, person: Fictional) -> Person:
    shown = presented(rng, person, TODAY)
    born = slipped(rng, str(people.exact(person.born)))
    return Person((noisy(rng, person, shown.names[0].text),), (born,), shown.nationalities)


def noisy(rng: Random, person: Fictional, shown: str) -> str:
    """The name as it is met, changed in one of eight ways; in capitals."""
    words = shown.upper().split()
    way = rng.choice(("as it is", "spelt", "spelt", "order", "short", "unlinked", "letter", "together"))
    if way == "spelt" and person.naming.spellings:
        return rng.choice(person.naming.spellings).upper()
    if way == "order" and len(words) > 1:
        return " ".join(words[1:] + words[:1])
    if way == "short" and len(words) > 2:
        left_out = rng.randrange(1, len(words))
        return " ".join(words[:left_out] + words[left_out + 1 :])
    if way == "unlinked":
        return " ".join(word for word in words if word not in LINKS)
    if way == "together" and len(words) > 1:
        at = rng.randrange(len(words) - 1)
        return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])
    return _misspelt(rng, " ".join(words)) if way == "letter" else " ".join(words)


def _misspelt(rng: Random, text: str) -> str:
    """One letter left out, doubled, or changed places with its neighbour."""
    at = rng.choice([place for place, sign in enumerate(text) if sign.isalpha() and place] or [0])
    return rng.choice((
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
    ))  # fmt: skip


def slipped(rng: Random, birth: str) -> str:
    """A birth date as it is met: mostly the same."""
    chance, reached = rng.random(), 0.0
    year, rest = int(birth[:4]), birth[4:]
    for slip, share in SLIPS:
        reached += share
        if chance < reached:
            if slip == "apart":
                return f"{year + rng.choice((-1, 1)) * rng.randrange(3, 12)}{rest}"
            if slip == "year":
                return f"{year + rng.choice((-1, 1))}{rest}"
            if slip == "swapped" and len(rest) == 6 and int(rest[4:]) <= 12:
                return f"{year}{rest[3:]}{rest[:3]}"
            return f"{year}-01-01" if slip == "placeholder" and rest else birth
    return birth


def cases() -> list[Labelled]:
    """The file contrib/name_bench/cases.csv of nomenklatura, the rows of schema Person; its path is NAUNGAN_NAME_BENCH.

    Its labels were set by that project for its own matcher. They stay outside this repository.

    Raises:
        Absent: no path is given, or there is no such file.
    """
    given = os.environ.get("NAUNGAN_NAME_BENCH", "")
    if not given or not Path(given).is_file():
        raise Absent("NAUNGAN_NAME_BENCH names no file: nomenklatura's contrib/name_bench/cases.csv is left out.")
    with Path(given).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["schema"] == "Person"]
    return [
        Labelled(Person((row["name1"],)), Person((row["name2"],)), row["is_match"].lower() == "true", row["case_group"])
        for row in rows
    ]


def views(pairs: Sequence[Labelled], *, dated: bool) -> Iterator[tuple[Person, Person]]:
    """The two sides of each pair with birth dates or with names alone; never with countries."""
    for pair in pairs:
        yield (pair.asked.dated, pair.listed.dated) if dated else (pair.asked.named, pair.listed.named)
