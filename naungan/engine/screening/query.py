"""The values of screening: who is asked about, who is listed, what the operator set, the answer with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp2, log2
from typing import Final, Literal

from naungan.engine.compare import Evidence, Note, Profile, profile
from naungan.engine.errors import NaunganError
from naungan.engine.records import Identity

Outcome = Literal["none", "possible", "probable"]

LEAST_SIZE: Final = 1000
"""Entries that the prior is spread over at least, where the operator does not say."""

MOST_QUERY_NAMES: Final = 20
"""Names of one traveller that are compared: documents and lists give one to three."""


@dataclass(frozen=True, slots=True)
class Query:
    """A traveller made ready to be compared; make it with `prepare`."""

    identity: Identity
    profile: Profile


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of the register as the matcher sees it: who, in which version, and what the concern is called."""

    entry: str
    version: int
    identity: Identity
    concern: str = ""


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed before looking: `listed_share` of all travellers stand in the register, of `size` entries.

    A `size` of 0 means as many as the population holds, LEAST_SIZE at least: a register that is still being filled does
    not make each of its few entries a frequent traveller.
    """

    listed_share: float = 1e-4
    size: int = 0

    def bits(self, size: int) -> float:
        """log2 of the odds that a traveller is one given entry among `size` (or `self.size` where set)."""
        share = self.listed_share / (self.size or max(size, LEAST_SIZE))
        return log2(share / (1 - share))


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator sets. The thresholds are probabilities: 0 < possible_from <= probable_from < 1.

    Raises:
        NaunganError: a value is out of its range.
    """

    prior: Prior = field(default_factory=Prior)
    possible_from: float = 0.02
    probable_from: float = 0.8
    limit: int = 10
    """Matches of one answer at most."""

    def __post_init__(self) -> None:
        if not 0 < self.possible_from <= self.probable_from < 1:
            raise NaunganError(
                "The thresholds of a match must lie between 0 and 1, the possible one not above the probable one.",
                remedy="Correct NAUNGAN_POSSIBLE_FROM or NAUNGAN_PROBABLE_FROM.",
            )
        if not (0 < self.prior.listed_share < 1 and self.prior.size >= 0):
            raise NaunganError(
                "The share of listed travellers must lie between 0 and 1, the size of the register not below 0.",
                remedy="Correct NAUNGAN_LISTED_SHARE.",
            )

    def outcome(self, probability: float) -> Outcome:
        """What a match of this probability is called."""
        if probability >= self.probable_from:
            return "probable"
        return "possible" if probability >= self.possible_from else "none"

    def least_bits(self, size: int) -> float:
        """The bits from which a match is possible, among `size` entries."""
        return log2(self.possible_from / (1 - self.possible_from)) - self.prior.bits(size)


@dataclass(frozen=True, slots=True)
class Match:
    """One entry that may be the traveller. `evidence` adds up to `bits`; `name` is the listed name that fits best."""

    entry: str
    version: int
    bits: float
    probability: float
    outcome: Outcome
    evidence: tuple[Evidence, ...]
    name: str
    concern: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says about one traveller: the strongest matches first, and notes on the input."""

    outcome: Outcome
    matches: tuple[Match, ...] = ()
    notes: tuple[Note, ...] = ()


def prepare(identity: Identity) -> Query:
    """Make a traveller ready to be asked about. Bounded in time, whatever is given; what was cut is noted."""
    return Query(identity, profile(identity, most_names=MOST_QUERY_NAMES))


def probability(bits: float, prior_bits: float) -> float:
    """The probability of a match: 1 / (1 + 2^-(prior + bits))."""
    total = prior_bits + bits
    if total < -1000:
        return 0.0
    return 1.0 / (1.0 + exp2(-min(total, 1000.0)))
