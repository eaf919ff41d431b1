"""Fictional persons as benchmarks/crowd.py has them, but told whole: who is listed, and how they are met elsewhere.

Of the people of the samples' generator four in ten bear rare names, made up after the names of their custom: those of
`Maker` from the same store as the crowd's, so that strangers share rare names with listed people too.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import crowd
import noise
import pairs
from noise import Bearer, Met, Word

from naungan.engine.documents.mrz import transliterate
from naungan.engine.names import tokens
from naungan.engine.records import Identity, Name, PartialDate
from samples.customs import Naming
from samples.people import Person, exact, make_person
from samples.travellers import presented

TODAY = crowd.TODAY
RARE_SHARE, RARE_STORE = 0.4, 600_000
STRANGERS = 3


@dataclass(frozen=True, slots=True)
class Made:
    """One person: as the samples' generator has them, the names they bear, what a register holds."""

    person: Person
    naming: Naming
    identity: Identity
    rare: bool

    @property
    def script(self) -> str:
        """The script of their own writing (ISO 15924), Latn where that is Latin."""
        return next((name.script for name in self.naming.native if name.script), "") or "Latn"

    @property
    def own(self) -> tuple[Name, ...]:
        """The names in a script other than Latin."""
        return tuple(name for name in self.naming.native if name.script not in {"", "Latn"})


@dataclass(frozen=True, slots=True)
class Traveller:
    """A person as they are met: what is asked, and what was done to the name and to the birth date."""

    made: Made
    identity: Identity
    met: Met
    slip: str


class Maker:
    """Makes persons. `seed` and `size`: those of the crowd whose rare names they share."""

    def __init__(self, *, seed: str, size: int) -> None:
        self._rare = crowd.rare_names(seed=f"{seed}/rare", count=min(RARE_STORE, size))

    def make(self, rng: Random, custom: str, state: str) -> Made:
        """A person of this custom and nationality."""
        person = make_person(rng, today=TODAY, custom=custom, state=state)
        if rng.random() >= RARE_SHARE:
            return Made(person, person.naming, person.identity, rare=False)
        naming = self._renamed(rng, person.naming)
        held = person.identity
        named = Identity((Name(naming.text),), held.births, held.sex, held.nationalities, (), held.birth_place)
        return Made(person, naming, named, rare=True)

    def _renamed(self, rng: Random, naming: Naming) -> Naming:
        """Most parts taken for rare ones, the same in every field; other spellings and scripts are not known."""
        known = set(tokens(naming.text))
        rare = {
            word: self._rare[int(len(self._rare) * rng.random() ** 1.6)].capitalize()
            for word in naming.text.split()
            if word.lower() in known and rng.random() < 0.8
        }
        text, surname, given = (
            " ".join(rare.get(word, word) for word in field.split())
            for field in (naming.text, naming.surname, naming.given)
        )
        return Naming(text, surname, given)

    def clean(self, rng: Random, custom: str, state: str) -> Traveller:
        """Another person, as a passport shows them."""
        made = self.make(rng, custom, state)
        shown = presented(rng, made.person, TODAY, naming=made.naming).names[0]
        return Traveller(made, _asked(made, (shown,), exact(made.person.born)), Met((), ()), "none")

    def met(self, rng: Random, made: Made) -> Traveller:
        """A listed person under noise: the name by noise.noisy, the birth date by pairs.SLIPS."""
        met = noise.noisy(rng, self._bearer(rng, made))
        names: tuple[Name, ...] = (Name(met.text.upper(), surname=met.surname.upper(), given=met.given.upper()),)
        if "native script" in met.kinds:
            names = (rng.choice(made.own),)
        told = str(exact(made.person.born))
        given = pairs.slipped(rng, told)
        born = PartialDate(*(int(part) for part in given.split("-")))
        return Traveller(made, _asked(made, names, born), met, slip(told, given))

    def _bearer(self, rng: Random, made: Made) -> Bearer:
        shown = presented(rng, made.person, TODAY, naming=made.naming).names[0]
        words = [Word(word.lower()) for word in shown.given.split()]
        words += [Word(word.lower(), surname=True) for word in shown.surname.split()]
        custom, state = made.person.custom, made.person.state
        strangers: list[str] = []
        while len(strangers) < STRANGERS:
            other = self.make(rng, custom, state).naming.text.lower().split()
            strangers += [word for word in other if word not in noise.LINK_WORDS and len(word) > 1][:1]
        return Bearer(custom, tuple(words), tuple(_spellings(rng, made)), bool(made.own), tuple(strangers))


def _spellings(rng: Random, made: Made) -> list[str]:
    """Other spellings of the whole name, those the register lacks first: not the same letters, nothing left out."""
    words = made.naming.text.lower().replace("-", " ").split()
    others = []
    for text in made.naming.spellings:
        theirs = text.lower().replace("-", " ").split()
        shortened = set(theirs) <= set(words) or min(map(len, theirs)) < min(map(len, words))
        if not shortened and sorted("".join(theirs)) != sorted("".join(words)):
            others.append(text)
    rng.shuffle(others)
    listed = {name.text for name in made.identity.names}
    others.sort(key=lambda text: text in listed)
    return [transliterate(text, issuer=made.person.state) for text in others]


def _asked(made: Made, names: tuple[Name, ...], born: PartialDate) -> Identity:
    """What is known of a traveller: names, birth date, nationality."""
    return Identity(names=names, births=(born,), nationalities=(made.person.state,))


def slip(true: str, given: str) -> str:
    """How a given date of birth stands to the true one."""
    if true == given:
        return "none"
    if abs(int(true[:4]) - int(given[:4])) > 2:
        return "apart"
    if true[:4] != given[:4]:
        return "year"
    return "placeholder" if given.endswith("-01-01") else "swapped"
