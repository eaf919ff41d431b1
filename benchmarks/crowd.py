"""A crowd as large as a state's register could be: fictional people with hundreds of thousands of distinct name tokens.

Six in ten are people of the samples' generator, with their native scripts and aliases; the others bear rare names, made
up letter by letter after the names of their custom, as real registers are full of names that nobody else has.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from random import Random

from naungan.engine.names import tokens
from naungan.engine.records import Identity, Name
from naungan.engine.screening import Candidate
from samples.people import make_person, shares

TODAY = date(2026, 11, 22)
_ORDER = 2
_RARE_SHARE = 0.4
_POOL = 600_000


def crowd(count: int, *, seed: str) -> Iterator[Candidate]:
    """`count` entries; the same for the same seed."""
    rng = Random(seed)
    made_up = rare_names(seed=f"{seed}/rare", count=min(_POOL, count))
    for place, (custom, state) in enumerate(shares(rng, count)):
        person = make_person(rng, today=TODAY, custom=custom, state=state)
        identity = person.identity
        if rng.random() < _RARE_SHARE:
            identity = _with_rare_name(rng, identity, made_up)
        yield Candidate(f"ZZ-{place}", 1, identity)


def _with_rare_name(rng: Random, identity: Identity, made_up: list[str]) -> Identity:
    """The same person under a name of which most parts are rare."""
    words = identity.names[0].text.split()
    known = set(tokens(identity.names[0].text))
    changed = [_rare(rng, made_up) if word.lower() in known and rng.random() < 0.8 else word for word in words]
    names = (Name(" ".join(changed)),)
    return Identity(
        names, identity.births, identity.sex, identity.nationalities, identity.documents, identity.birth_place
    )


def _rare(rng: Random, made_up: list[str]) -> str:
    """Some names are borne by dozens, most by one or two."""
    return made_up[int(len(made_up) * rng.random() ** 1.6)].capitalize()


def rare_names(*, seed: str, count: int) -> list[str]:
    """Made-up tokens that look like the names of the samples: letters follow each other as they do there."""
    rng = Random(seed)
    model = _model(Random(f"{seed}/model"))
    found: dict[str, None] = {}
    while len(found) < count:
        token = _token(rng, model)
        if 4 <= len(token) <= 12:
            found[token] = None
    return list(found)


Model = dict[str, tuple[list[str], list[int]]]


def _model(rng: Random) -> Model:
    counts: dict[str, dict[str, int]] = {}
    for custom, state in shares(rng, 6000):
        for token in tokens(make_person(rng, today=TODAY, custom=custom, state=state).identity.names[0].text):
            padded = "^" * _ORDER + token + "$"
            for place in range(len(token) + 1):
                following = counts.setdefault(padded[place : place + _ORDER], {})
                letter = padded[place + _ORDER]
                following[letter] = following.get(letter, 0) + 1
    return {key: (list(found), list(accumulate(found.values()))) for key, found in counts.items()}


def _token(rng: Random, model: Model) -> str:
    text = "^" * _ORDER
    while len(text) < 20:
        letters, sums = model[text[-_ORDER:]]
        letter = letters[bisect(sums, rng.random() * sums[-1])]
        if letter == "$":
            break
        text += letter
    return text[_ORDER:]
