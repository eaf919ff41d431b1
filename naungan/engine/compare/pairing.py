"""Two descriptions put side by side in a file: are they of one person? Bits, a probability, and match or not.

Pairs in a file are seldom drawn at random: somebody, or a blocking rule, put them together because the names are alike.
Agreement of names then proves less than in a search; tables/pair_selection says by how much.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cache
from math import exp2, log2
from typing import Final, Literal, NamedTuple

from rapidfuzz.distance import OSA

from naungan.engine.compare.evidence import Evidence
from naungan.engine.compare.identity import Comparison, Profile, compare, profile, total
from naungan.engine.compare.weights import Frequencies, Rarity
from naungan.engine.dates import parse_date
from naungan.engine.errors import NaunganError, Unreadable
from naungan.engine.names.spelling import keys
from naungan.engine.records import Identity, Name, PartialDate, Problem, say
from naungan.engine.tables import rows
from naungan.engine.tables.countries import code_of

COLUMNS: Final = ("name_a", "dob_a", "country_a", "name_b", "dob_b", "country_b")
"""What a file of pairs must have; other columns pass through."""

RARITY: Final[Rarity] = Frequencies({}, 0)
"""How rare names are where no register tells: by tables/name_common alone."""

NOT_COMPARED: Final = frozenset({"unknown", "scripts"})
"""Levels of names that say nothing."""

VAGUE: Final = frozenset({"year", "same-year", "near-year", "placeholder"})
"""Levels of birth dates that brothers and namesakes share; beside names in conflict they are no proof."""

MOST_NAMES: Final = 20
"""Names of one side that are compared."""

REVIEW_FROM: Final = 0.5
"""Probability from which a pair counts as a match, where the operator says nothing else."""


class Paired(NamedTuple):
    """What a pair comes to. `evidence` adds up to `bits`."""

    bits: float
    probability: float
    match: bool
    evidence: tuple[Evidence, ...]


def compare_pair(ours: Profile, theirs: Profile, *, prior: float = 0.5, review_from: float = REVIEW_FROM) -> Paired:
    """Compare two prepared identities that were put together for their likeness. Symmetric.

    Raises:
        NaunganError: prior or threshold is not between 0 and 1.
    """
    if not (0 < prior < 1 and 0 < review_from < 1):
        raise NaunganError(
            "The prior and the threshold must lie between 0 and 1.", remedy="Give for example --prior 0.5."
        )
    compared = compare(ours, theirs, RARITY)
    # That namesakes are met in a search is a matter of many names; what likeness loses here, the curve says.
    evidence = (*(one for one in compared.evidence if one.level != "namesakes"), *_put_together(compared))
    bits = total(evidence)
    chance = 1.0 / (1.0 + exp2(-max(min(bits + log2(prior / (1 - prior)), 500.0), -500.0)))
    return Paired(bits, chance, chance >= review_from, evidence)


def _put_together(compared: Comparison) -> list[Evidence]:
    """What likeness loses because somebody looked for it."""
    name, birth, papers = compared.evidence[:3]
    if papers.bits > 0:
        return [selection(name.bits)] if name.level not in NOT_COMPARED else []
    if name.level in NOT_COMPARED:
        return [Evidence("selection", "nameless", -max(compared.bits, 0.0) - 1.0)]
    found = [selection(name.bits)]
    if birth.bits > 0 and (name.level == "different" or _other_names(name, near=birth.level not in VAGUE)):
        # Hassan and Hussain of one birthday, strangers of one birthday: whoever put them side by side saw that too.
        found.append(Evidence("selection", "birth", -birth.bits))
    return found


def _other_names(name: Evidence, *, near: bool) -> bool:
    """Whether what stands against each other in two names are known names: no slips, and no names of war.

    `near`: only names that are near each other count (Maria and Mario), or where nothing but kin names agrees.
    """
    for part in name.parts:
        if part.level == "kin":
            return True
        if part.level == "conflict":
            ours, theirs = part.ours.split(), part.theirs.split()
            known = all(keys(word).common for word in (*ours, *theirs))
            return known and (not near or any(_near(one, other) for one in ours for other in theirs))
    return False


def _near(one: str, other: str) -> bool:
    return one[0] == other[0] and OSA.distance(one, other, score_cutoff=2) <= 2


def selection(name_bits: float) -> Evidence:
    """What likeness of names loses because the pair was put together for it."""
    knots, values = _curve()
    if name_bits < knots[0]:
        bits = values[0] - knots[0]
    elif name_bits >= knots[-1]:
        bits = values[-1] - knots[-1]
    else:
        place = bisect_right(knots, name_bits) - 1
        slope = (values[place + 1] - values[place]) / (knots[place + 1] - knots[place])
        bits = slope * (name_bits - knots[place]) + values[place] - name_bits
    return Evidence("selection", "alike", bits)


@cache
def _curve() -> tuple[tuple[float, ...], tuple[float, ...]]:
    table = rows("pair_selection")
    return tuple(float(row["name_bits"]) for row in table), tuple(float(row["counted_bits"]) for row in table)


def read_side(row: Mapping[str, str], side: Literal["a", "b"], *, today: date) -> tuple[Profile, tuple[Problem, ...]]:
    """One side (a or b) of a row, prepared: several names parted by semicolons, date and country in many forms.

    What can't be read is left out, and said.
    """
    problems: list[Problem] = []
    name, dob, country = COLUMNS[:3] if side == "a" else COLUMNS[3:]
    birth = PartialDate()
    try:
        birth = parse_date(row[dob], today=today)
    except Unreadable as wrong:
        problems.append(Problem(wrong.message, place=dob, remedy="It counts as not known."))
    countries = []
    for word in filter(None, (part.strip() for part in row[country].split(";"))):
        code = code_of(word)
        if code:
            countries.append(code)
        else:
            message = say("No country is called {word}.", word=word[:60])
            problems.append(Problem(message, place=country, remedy="It counts as not known."))
    names = tuple(Name(text) for part in row[name].split(";") if (text := part.strip()))
    births = (birth,) if birth.known else ()
    identity = Identity(names, births, nationalities=tuple(countries))
    return profile(identity, most_names=MOST_NAMES), tuple(problems)
