"""Fictional travellers: register people met under variation, near misses, and people the register does not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final, Literal

from naungan.engine.documents.mrz import read as read_mrz
from naungan.engine.documents.mrz import transliterate, write_mrz
from naungan.engine.records import Document, Identity, Name, PartialDate, Traveller
from samples.customs import Naming
from samples.people import SERIES, Person, exact, make_person, number, shares
from samples.register import Entered

Kind = Literal["hit", "near-miss", "clean", "nameless", "unreadable"]
"""hit: the register's person. near-miss: like an entry, but another person, and so never probable. clean: like nobody.
nameless: a broken segment lost the name, the rest can be asked about. unreadable: a zone that broke off."""

_LINKS: Final = frozenset({"bin", "binti", "anak", "a/l", "a/p", "s/o", "d/o"})


@dataclass(frozen=True, slots=True)
class Met:
    """One traveller, and what is true of them."""

    traveller: Traveller
    kind: Kind
    entry: str = ""
    """The reference of the entry: whose person this is, or for a near miss whom they are like."""
    why: str = ""
    hard: bool = False
    """Needs more than the name's letters: knowledge of how a script is spelt, or of a name that was cut unsaid."""


Vary = Callable[[Random, Person, date], Identity]


@dataclass(frozen=True, slots=True)
class Variation:
    """A way in which a traveller differs from an entry: whom it fits, and what it makes of them."""

    kind: Kind
    why: str
    fits: Callable[[Person], bool]
    vary: Vary
    hard: bool = False


def presented(
    rng: Random, person: Person, today: date, *, naming: Naming | None = None, born: date | None = None
) -> Identity:
    """A person as a new passport shows them: capitals by ICAO 9303, the true birth date, a number never listed."""
    shown = naming or person.naming
    surname = transliterate(shown.surname or shown.text, issuer=person.state)
    given = transliterate(shown.given, issuer=person.state) if shown.surname and shown.given else ""
    expires = exact(today + timedelta(days=rng.randrange(200, 3400)))
    return Identity(
        names=(Name(f"{given} {surname}".strip(), surname=surname, given=given),),
        births=(exact(born or person.born),),
        sex=person.sex,
        nationalities=(person.state,),
        documents=(Document("passport", number(rng), person.state, expires),),
    )


def _renamed(rng: Random, person: Person, today: date, *, surname: str, given: str = "") -> Identity:
    text = f"{given} {surname}".strip()
    return presented(rng, person, today, naming=Naming(text, surname, given))


def _swapped(rng: Random, person: Person, today: date) -> Identity:
    return _renamed(rng, person, today, surname=person.naming.given, given=person.naming.surname)


def _mohd(rng: Random, person: Person, today: date) -> Identity:
    return _renamed(rng, person, today, surname=person.naming.text.replace("Muhammad", "Mohd", 1))


def _unlisted_spelling(rng: Random, person: Person, today: date) -> Identity:
    given, surname = _unlisted(person)[0].rsplit(" ", 1)
    return _renamed(rng, person, today, surname=surname, given=given)


def _unlisted(person: Person) -> list[str]:
    """Spellings of a name that its entry does not hold."""
    listed = {name.text for name in person.identity.names}
    return [text for text in person.naming.spellings if text not in listed]


def _cut(rng: Random, person: Person, today: date) -> Identity:
    """The name as the 39 characters of a passport's zone leave it."""
    full = presented(rng, person, today)
    lines = write_mrz(
        "TD3", document_code="P", issuer=person.state, number=f"{SERIES}0000000",
        surname=full.names[0].surname, given=full.names[0].given, birth_date=full.births[0],
        expiry=full.documents[0].expires,
    )  # fmt: skip
    return replace(full, names=read_mrz(lines, today=today).names)


def _day_for_month(rng: Random, person: Person, today: date) -> Identity:
    return presented(rng, person, today, born=date(person.born.year, person.born.day, person.born.month))


def _no_middle(rng: Random, person: Person, today: date) -> Identity:
    naming = person.naming
    short = naming.spellings[0]
    return _renamed(rng, person, today, surname=naming.surname, given=short.removesuffix(naming.surname).strip())


def _no_link(rng: Random, person: Person, today: date) -> Identity:
    return _renamed(rng, person, today, surname=" ".join(_words(person.naming.text)))


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word not in _LINKS]


def _same_passport(rng: Random, person: Person, today: date) -> Identity:
    """The listed passport, and one letter of the name left out."""
    shown = presented(rng, person, today)
    main = shown.names[0]
    paper = next(paper for paper in person.identity.documents if paper.kind == "passport")
    surname = main.surname[:2] + main.surname[3:]
    name = Name(f"{main.given} {surname}".strip(), surname=surname, given=main.given)
    valid = replace(paper, expires=shown.documents[0].expires)
    return replace(shown, names=(name,), documents=(valid,))


def _alias(rng: Random, person: Person, today: date) -> Identity:
    text = next(name.text for name in person.identity.names if name.kind == "alias" and " " in name.text)
    given, surname = text.rsplit(" ", 1)
    return _renamed(rng, person, today, surname=surname, given=given)


def _own_script(rng: Random, person: Person, today: date) -> Identity:
    own = next(name for name in person.naming.native if name.script != "Latn")
    return replace(presented(rng, person, today), names=(Name(own.text, script=own.script),))


def _holds_script(person: Person) -> bool:
    return any(name.kind == "native" and name.script != "Latn" for name in person.identity.names)


def _born_elsewhen(rng: Random, person: Person, today: date) -> Identity:
    """Same name, another person: born many years before or after, on another day."""
    years = 19 if person.born.year < 1980 else -17
    return presented(rng, person, today, born=person.born.replace(day=1, year=person.born.year + years) + timedelta(40))


def _other_given(rng: Random, person: Person, today: date) -> Identity:
    """The family name (or the father's name) and the birth year agree; the own name does not."""
    while True:
        other = make_person(rng, today=today, custom=person.custom, state=person.state)
        if other.sex == person.sex and not set(_words(other.naming.text)) & set(_words(person.naming.text)):
            break
    naming, theirs = person.naming, other.naming
    if naming.surname:
        mixed = Naming(f"{theirs.given} {naming.surname}", naming.surname, theirs.given)
    else:
        own = theirs.text.split()[: _link_at(theirs.text)]
        rest = naming.text.split()[_link_at(naming.text) :]
        mixed = Naming(" ".join([*own, *rest]))
    return presented(rng, person, today, naming=mixed, born=person.born + timedelta(days=47))


def _link_at(text: str) -> int:
    return next((at for at, word in enumerate(text.split()) if word in _LINKS), 1)


def _linked(person: Person) -> bool:
    return bool(_LINKS & set(person.naming.text.split()))


OWN_SCRIPT: Final = Variation("hit", "only in its own script", _holds_script, _own_script)
"""For typed lists only: a passenger list has Latin letters alone."""

VARIATIONS: Final = (
    Variation("hit", "family and given name swapped", lambda p: p.custom in {"khmer", "korean", "lao"}, _swapped),
    Variation("hit", "Mohd for Muhammad", lambda p: p.naming.text.startswith("Muhammad "), _mohd),
    Variation(
        "hit",
        "day and month of birth swapped",
        lambda p: p.born.day <= 12 and p.born.day != p.born.month and len(p.naming.text.split()) > 1,
        _day_for_month,
    ),
    Variation(
        "hit", "middle name left out", lambda p: p.custom == "filipino" and len(p.naming.given.split()) > 1, _no_middle
    ),
    Variation("hit", "bin, binti or a/l left out", _linked, _no_link),
    Variation(
        "hit",
        "same passport, one letter of the name missing",
        lambda p: len(p.naming.surname) > 4 and any(paper.kind == "passport" for paper in p.identity.documents),
        _same_passport,
    ),
    Variation(
        "hit",
        "a spelling that the entry does not hold, beside the Thai writing",
        lambda p: (
            p.custom == "thai"
            and bool(p.naming.native)
            and bool(_unlisted(p))
            and any(name.script == "Thai" for name in p.identity.names)
        ),
        _unlisted_spelling,
        hard=True,
    ),
    Variation(
        "hit", "name cut at 39 characters, as in a passport's zone", lambda p: len(p.naming.text) > 39, _cut, hard=True
    ),
    Variation(
        "hit",
        "under a listed alias",
        lambda p: any(name.kind == "alias" and " " in name.text and "." not in name.text for name in p.identity.names),
        _alias,
    ),
    Variation(
        "near-miss",
        "same name, born many years apart",
        lambda p: p.custom in {"english", "chinese-malaysia"},
        _born_elsewhen,
    ),
    Variation("near-miss", "same name, born many years apart", lambda p: p.custom == "malay", _born_elsewhen),
    Variation(
        "near-miss", "only the father's name agrees", lambda p: p.custom in {"malay", "tamil-malaysia"}, _other_given
    ),
    Variation("near-miss", "only the family name agrees", lambda p: p.custom in {"thai", "lao", "hindi"}, _other_given),
    Variation("near-miss", "only the family name agrees", lambda p: p.custom in {"vietnamese", "korean"}, _other_given),
    Variation(
        "near-miss",
        "only the family name agrees",
        lambda p: p.custom in {"english", "german", "filipino"},
        _other_given,
    ),
)
"""Nine hits and six near misses; each with a new passport unless it says otherwise."""


def known(entered: Iterable[Entered]) -> list[Entered]:
    """The accepted entries of the main file whose birth date is fully listed: those whom travellers are made from."""
    return [
        told
        for told in entered
        if told.outcome == "accepted"
        and told.file == "register.csv"
        and told.person is not None
        and exact(told.person.born) in told.person.identity.births
        and told.person.identity.nationalities
    ]


def meet(
    rng: Random, pool: Sequence[Entered], variations: Iterable[Variation], *, today: date, used: set[str]
) -> Iterator[Met]:
    """One traveller for each variation, from entries not used before; none where no entry fits."""
    for variation in variations:
        fitting = [
            (told.reference, told.person)
            for told in pool
            if told.person is not None and told.reference not in used and variation.fits(told.person)
        ]
        if not fitting:
            continue
        reference, person = rng.choice(fitting)
        used.add(reference)
        identity = variation.vary(rng, person, today)
        yield Met(Traveller(identity), variation.kind, reference, variation.why, variation.hard)


class Strangers:
    """Makes travellers whom the register does not know, nor anybody like them."""

    def __init__(self, entered: Iterable[Entered]) -> None:
        self._years: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self._sizes: dict[str, int] = {}
        for place, told in enumerate(entered):
            for text in _texts(told.person):
                key = f"{place}/{text}"
                words = set(_words(text.casefold()))
                self._sizes[key] = len(words)
                for word in words:
                    self._years[word].add((key, told.person.born.year if told.person else 0))

    def make(self, rng: Random, count: int, *, today: date, only: tuple[str, str] | None = None) -> Iterator[Met]:
        """`count` travellers by the shares of customs, or adults of one custom and state; none resembles an entry."""
        while count:
            custom, state = only or shares(rng, 1)[0]
            child = only is None and rng.random() < 0.08
            person = make_person(rng, today=today, custom=custom, state=state, child=child)
            naming = person.naming
            if not any(self.resembles(text, person.born.year) for text in (naming.text, *naming.spellings)):
                yield Met(Traveller(presented(rng, person, today)), "clean")
                count -= 1

    def resembles(self, text: str, year: int) -> bool:
        """Whether an entry shares two parts of the name (or its only part) and nearly the birth year, or all of it.

        Nearly: within four years. The whole of the shorter of two names counts in any year, from two parts on.
        """
        words = set(_words(text.casefold()))
        shared: dict[str, int] = defaultdict(int)
        near: set[str] = set()
        for word in words:
            for key, born in self._years.get(word, ()):
                shared[key] += 1
                if abs(born - year) <= 4:
                    near.add(key)
        for key, count in shared.items():
            whole = min(len(words), self._sizes[key])
            if count >= max(2, whole) or (key in near and count >= min(2, whole)):
                return True
        return False


def _texts(person: Person | None) -> tuple[str, ...]:
    if person is None:
        return ()
    return (person.naming.text, *person.naming.spellings, *(name.text for name in person.identity.names))


def birth_text(birth: PartialDate) -> str:
    """A birth date as typed lists have it: 31/12/1980."""
    return f"{birth.day:02d}/{birth.month:02d}/{birth.year}"
