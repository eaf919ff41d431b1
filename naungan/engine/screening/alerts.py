"""Alerts to be expected of the operator's thresholds, and whether those that came are more than the thresholds allow.

Why there is a most. Let an alert be an answer, one traveller beside one entry, whose probability reaches the threshold
t. If the probabilities are true, at least the share t of all alerts is right: with R right and W wrong ones,
R / (R + W) >= t, so W <= R (1 - t) / t. And no more can be right than there are listed persons among the travellers:
R <= 1,000 s of 1,000 travellers, where s is the share that the prior believes in. Together

    R <= 1,000 s        W <= 1,000 s (1 - t) / t        R + W <= 1,000 s / t.

The prior gives each entry its part of `listed_share`, divided by LEAST_SIZE at least: a register of fewer entries
believes in fewer listed travellers, so s is the number of entries times what each is given. Travellers with an alert
are no more than alerts: what holds for these holds for those.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log, log2, log10
from typing import Final, Literal

from naungan.engine.records import Sentence, say
from naungan.engine.screening.query import Settings, probability

PER: Final = 1000
"""Travellers that rates are told of."""

Raised = Literal["possible", "probable"]

_CHANCE: Final = 0.01
"""Alerts that chance brings about more seldom than this are more than the thresholds allow."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One threshold: from which probability, by how many bits of evidence, with how many alerts at most.

    `right` and `wrong`: alerts in 1,000 travellers, at most, if the probabilities are true.
    """

    outcome: Raised
    at: float
    bits: float
    right: float
    wrong: float

    @property
    def most(self) -> float:
        """Alerts in 1,000 travellers, at most, right and wrong ones."""
        return self.right + self.wrong

    @property
    def threshold(self) -> Sentence:
        """Where the threshold lies."""
        at, bits = percent(self.at), f"{self.bits:.1f}"
        if self.outcome == "probable":
            return say("A match is probable from {at} on: {bits} bits of evidence.", at=at, bits=bits)
        return say("A match is possible from {at} on: {bits} bits of evidence.", at=at, bits=bits)

    @property
    def sentence(self) -> Sentence:
        """What it costs, in words."""
        return say(
            "If the probabilities are true, 1,000 travellers raise at most {most} alerts: {right} rightly and {wrong} "
            "wrongly.",
            most=at_most(self.most),
            right=at_most(self.right),
            wrong=at_most(self.wrong),
        )


@dataclass(frozen=True, slots=True)
class Observed:
    """What came of a number of screenings: travellers by their outcome."""

    screenings: int
    possible: int
    probable: int

    def raised(self, outcome: Raised) -> int:
        """Travellers whose answer reached the threshold of that outcome: a probable match is a possible one too."""
        return self.probable + (self.possible if outcome == "possible" else 0)

    def rate(self, outcome: Raised) -> float:
        """The same of 1,000 travellers; 0 where nobody was screened."""
        return PER * self.raised(outcome) / self.screenings if self.screenings else 0.0

    def beyond(self, expected: Expected) -> bool:
        """Whether more alerts came than the threshold allows, and more than chance makes of it."""
        return _more_than_chance(self.raised(expected.outcome), self.screenings * expected.most / PER)

    def verdict(self, expected: Expected) -> Sentence:
        """What the alerts that came say of those that were expected."""
        if not self.screenings:
            return say("Nobody has been screened yet.")
        if self.beyond(expected):
            return say(
                "More alerts came than the probabilities allow: more listed persons travel than NAUNGAN_LISTED_SHARE "
                "says, or the probabilities are too high for these travellers."
            )
        return say("The alerts that came do not speak against it.")


def expected(settings: Settings, size: int) -> tuple[Expected, Expected]:
    """The possible and the probable threshold, for a register of `size` entries."""
    prior = settings.prior.bits(size)
    listed = size * probability(0.0, prior)

    def one(outcome: Raised, at: float) -> Expected:
        right = PER * listed
        return Expected(outcome, at, log2(at / (1 - at)) - prior, right, right * (1 - at) / at)

    return one("possible", settings.possible_from), one("probable", settings.probable_from)


def percent(share: float) -> str:
    """A probability that an operator has set, in percent: 5 %, 0.25 %."""
    return f"{100 * share:.10g}\N{NO-BREAK SPACE}%"


def at_most(value: float) -> str:
    """A number that is not to be exceeded, rounded up at its third digit: 0.125, 2, 1,240."""
    if value <= 0:
        return "0"
    digits = 2 - floor(log10(value))
    # What is left behind the sixth digit is the machine's rounding, no part of the number.
    up = ceil(round(value * 10.0**digits, 6)) / 10.0**digits
    text = f"{up:,.{max(0, digits)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _more_than_chance(count: int, mean: float) -> bool:
    """Whether a Poisson number of this mean is so large more seldom than _CHANCE, by Chernoff's bound (1952)."""
    if count <= mean:
        return False
    return mean <= 0 or count - mean - count * log(count / mean) < log(_CHANCE)
