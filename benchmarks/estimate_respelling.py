"""Counts how often names that conflict are spelt nearly alike: m and u of joint, respelt in tables/match_weights.

In the estimating half of the real aliases. m: couples of a person's main name and an alias (noms de guerre left out)
where all that conflicts is. u: couples of two persons from one region where any part is near any other: more than are
respelt throughout, of which 20,000 couples hold none, since what agrees besides is counted by its own rarity.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))
import aliases
from aliases import Absent, Listed
from estimate_noise import couples_of

from naungan.engine.compare import Frequencies, profile
from naungan.engine.compare.respelling import may_be_respelt, respelt
from naungan.engine.names import Form
from naungan.engine.records import Identity, Name

SEED, STRANGERS = 20261122, 20_000
RARITY = Frequencies({}, 0)


def forms(text: str) -> tuple[Form, ...]:
    """A name's forms."""
    return profile(Identity((Name(text),))).forms


def all_respelt(one: str, other: str) -> bool:
    """Whether two names conflict and all that does is spelt nearly alike."""
    couples = [(our, their) for our in forms(one) for their in forms(other)]
    return respelt(couples, RARITY, -1000.0) is not None


def any_near(one: str, other: str) -> bool:
    """Whether any part of one name is near one of the other."""
    ours, theirs = ([part.text for form in forms(text) for part in form.parts] for text in (one, other))
    return may_be_respelt(ours, theirs)


def strangers(persons: tuple[Listed, ...]) -> Iterator[tuple[str, str]]:
    """Main names of two persons from one region."""
    rng, groups = Random(SEED), defaultdict(list)
    latin = [person for person in persons if aliases.script_of(person.main) == "Latin"]
    for person in latin:
        groups[person.group].append(person)
    for _ in range(STRANGERS):
        one = rng.choice(latin)
        other = rng.choice(groups[one.group])
        if one.id != other.id and frozenset({one.id, other.id}) not in aliases.twins():
            yield one.main, other.main


def main() -> None:
    """Print m and u."""
    persons = aliases.of("estimating")
    true = [all_respelt(person.main, alias.name) for person, alias in couples_of(persons)]
    false = [any_near(one, other) for one, other in strangers(persons)]
    print(f"m {sum(true) / len(true):.4f} of {len(true)} couples of names of one person")
    print(f"u {sum(false) / len(false):.4f} of {len(false)} couples of names of two")


if __name__ == "__main__":
    try:
        main()
    except Absent as absent:
        print(f"Not estimated. {absent}", file=sys.stderr)
