"""Two descriptions put side by side in a file: are they of one person? Bits, a probability, and match or not.

Pairs in a file are seldom drawn at random: somebody, or a blocking rule, put them together because the names are alike.
Agreement of names then proves less than in a search; tables/pair_selection says by how much.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from math import exp2, log2
from typing import Final, Literal, NamedTuple

from naungan.engine.compare.evidence import Evidence
from naungan.engine.compare.identity import Profile, compare, profile, total
from naungan.engine.compare.selected import put_together
from naungan.engine.compare.weights import Frequencies, Rarity
from naungan.engine.dates import parse_date
from naungan.engine.errors import NaunganError, Unreadable
from naungan.engine.names import forms_of, is_bare
from naungan.engine.names.respelled import respelled
from naungan.engine.records import Identity, Name, PartialDate, Problem, say
from naungan.engine.tables.countries import code_of, parted

COLUMNS: Final = ("name_a", "dob_a", "country_a", "name_b", "dob_b", "country_b")
"""What a file of pairs must have; other columns pass through."""

RARITY: Final[Rarity] = Frequencies({}, 0)
"""How rare names are where no register tells: by tables/name_common alone."""

MOST_NAMES: Final = 20
"""Names of one side that are compared."""

OF_A_SEARCH: Final = frozenset({"namesakes", "bearers", "dated", "respelt"})
"""Levels of evidence that hold where one name is looked for among all."""

REVIEW_FROM: Final = 0.5
"""Probability from which a pair counts as a match, where the operator says nothing else."""


_BETWEEN: Final = re.compile(r"\s*[;|]\s*|\s+(?:or|atau|and|dan|/|&)\s+", re.IGNORECASE)
"""What stands between two dates of one field."""

_SPAN: Final = re.compile(
    r"(?:between |from |antara )?(\d{4})\s*(?:-|–|to|and|dan|hingga|sampai)\s*(\d{4})", re.IGNORECASE
)
_LONGEST_SPAN: Final = 10
"""Years between which a birth is told; more tell nothing."""


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
    ours, theirs = _respelled(ours, theirs), _respelled(theirs, ours)
    compared = compare(ours, theirs, RARITY)
    # That namesakes are met in a search, and that few share a day, is a matter of many names; what likeness loses here,
    # the curve says. Brothers and sisters of one birthday stand in files.
    evidence = (
        *(one for one in compared.evidence if one.level not in OF_A_SEARCH),
        *put_together(compared, ours, theirs),
    )
    bits = total(evidence)
    chance = 1.0 / (1.0 + exp2(-max(min(bits + log2(prior / (1 - prior)), 500.0), -500.0)))
    return Paired(bits, chance, chance >= review_from, evidence)


def read_side(row: Mapping[str, str], side: Literal["a", "b"], *, today: date) -> tuple[Profile, tuple[Problem, ...]]:
    """One side (a or b) of a row, prepared: several names parted by semicolons, date and country in many forms.

    What can't be read is left out, and said.
    """
    problems: list[Problem] = []
    name, dob, country = COLUMNS[:3] if side == "a" else COLUMNS[3:]
    births = _births(row[dob], dob, problems, today=today)
    countries = []
    for word in () if _says_nothing(row[country]) else parted(row[country]):
        code = code_of(word)
        if not code and _says_nothing(word):
            continue
        if code:
            countries.append(code)
        else:
            message = say("No country is called {word}.", word=word[:60])
            problems.append(Problem(message, place=country, remedy="It counts as not known."))
    names = tuple(Name(text) for part in row[name].split(";") if (text := part.strip()))
    names = tuple(each for each in names if not is_bare(each))
    identity = Identity(names, births, nationalities=tuple(countries))
    return profile(identity, most_names=MOST_NAMES), tuple(problems)


def _says_nothing(text: str) -> bool:
    """Whether a country is told by a sign, or a word that stands for no name: -, 0, N/A, unknown; codes aside."""
    return ("/" in text or not code_of(text)) and not forms_of(Name(text.strip()))


def _births(text: str, place: str, problems: list[Problem], *, today: date) -> tuple[PartialDate, ...]:
    """The dates of a field: one, or several between semicolons or words like or, or the years of a span."""
    span = _SPAN.fullmatch(text.strip())
    if span and 0 <= int(span[2]) - int(span[1]) <= _LONGEST_SPAN:
        return tuple(PartialDate(year) for year in range(int(span[1]), int(span[2]) + 1))
    found = []
    for each in _BETWEEN.split(text):
        try:
            found.append(parse_date(each, today=today))
        except Unreadable as wrong:
            problems.append(Problem(wrong.message, place=place, remedy="It counts as not known."))
    return tuple(birth for birth in found if birth.known)


def _respelled(ours: Profile, theirs: Profile) -> Profile:
    """Our profile with its names as theirs spell them."""
    more = [each for our in ours.forms for their in theirs.forms for each in respelled(our, their)]
    return ours._replace(forms=(*ours.forms, *more)) if more else ours
