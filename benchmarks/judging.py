"""How well scores tell pairs of one person from pairs of two: recall at a false-alarm rate, F1, calibration.

A score may be on any scale; more means likelier one person. Where scores tie with a threshold, the tie is split so that
exactly the allowed share of false alarms is raised, as if chance decided among equals: a scorer with few distinct
scores is neither punished nor favoured.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from statistics import fmean


@dataclass(frozen=True, slots=True)
class Threshold:
    """Above `score` all is flagged, at `score` the share `tied`, below it nothing."""

    score: float
    tied: float

    def flagged(self, scores: Sequence[float]) -> float:
        """The expected share of these scores that is flagged; 0 of none."""
        return fmean(1.0 if one > self.score else self.tied * (one == self.score) for one in scores) if scores else 0.0


def threshold(negatives: Sequence[float], share: float = 0.03) -> Threshold:
    """The threshold at which `share` of the negatives is flagged."""
    ordered = sorted(negatives, reverse=True)
    allowed = share * len(ordered)
    score = ordered[min(int(allowed), len(ordered) - 1)]
    above, equal = sum(one > score for one in ordered), ordered.count(score)
    return Threshold(score, (allowed - above) / equal)


def recall(positives: Sequence[float], negatives: Sequence[float], share: float = 0.03) -> float:
    """The share of the positives that is flagged where `share` of the negatives is."""
    return threshold(negatives, share).flagged(positives)


@dataclass(frozen=True, slots=True)
class Cut:
    """A threshold (flagged: at or above) and what it gives."""

    at: float
    f1: float


def f1_at(scores: Sequence[float], labels: Sequence[bool], at: float) -> float:
    """F1 where all scores at or above `at` are flagged."""
    true = sum(label and score >= at for score, label in zip(scores, labels, strict=True))
    flagged = sum(score >= at for score in scores)
    return 2 * true / (flagged + sum(labels)) if true else 0.0


def best_f1(scores: Sequence[float], labels: Sequence[bool]) -> Cut:
    """The highest F1 that any threshold gives, and the highest such threshold."""
    ordered = sorted(zip(scores, labels, strict=True), reverse=True)
    total, true, best = sum(labels), 0, Cut(float("inf"), 0.0)
    for place, (score, label) in enumerate(ordered, start=1):
        true += label
        last = place == len(ordered) or ordered[place][0] != score
        found = 2 * true / (place + total)
        if last and found > best.f1:
            best = Cut(score, found)
    return best


def calibration_error(probabilities: Sequence[float], labels: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error over bins of equal mass: the mean distance of mean probability and true share.

    Equal probabilities stay in one bin, so that the order of ties can't matter.
    """
    ordered = sorted(zip(probabilities, labels, strict=True))
    only = [probability for probability, _ in ordered]
    edges = [0]
    for place in range(1, bins):
        value = only[place * len(only) // bins]
        below, above = bisect_left(only, value), bisect_right(only, value)
        nearest = below if place * len(only) // bins - below <= above - place * len(only) // bins else above
        edges.append(max(nearest, edges[-1]))
    edges.append(len(ordered))
    error = 0.0
    for first, last in pairwise(edges):
        if held := ordered[first:last]:
            gap = fmean(probability for probability, _ in held) - fmean(label for _, label in held)
            error += abs(gap) * len(held) / len(ordered)
    return error


def calibration_by_chance(probabilities: Sequence[float], *, seed: int, times: int = 100) -> float:
    """The calibration error to be expected of these very probabilities if they were true: what chance alone makes.

    A measured error that is no greater says nothing against a scorer; of few pairs it can't be small.
    """
    rng = Random(seed)
    return fmean(calibration_error(probabilities, [rng.random() < one for one in probabilities]) for _ in range(times))


def spread(count: int, measure: Callable[[list[int]], float], *, seed: int, times: int = 200) -> tuple[float, float]:
    """The 5th and 95th percentile of `measure` over samples of `count` places, drawn with replacement."""
    rng = Random(seed)
    found = sorted(measure(rng.choices(range(count), k=count)) for _ in range(times))
    return found[times // 20], found[-times // 20]
