"""Whether a Latin spelling is met: equal to one of the alternatives but for what the comparison of names forgives."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz.distance import Levenshtein

from naungan.engine.names.romanise.composing import MOST, rough

Reader = Callable[[str], tuple[tuple[str, ...], ...]]


def is_met(spelling: str, alternatives: Iterable[str]) -> bool:
    """Within one letter for four letters or more, else alike."""
    wanted = rough(spelling)
    most = 1 if len(wanted) >= 4 else 0
    return any(Levenshtein.distance(wanted, rough(alternative)) <= most for alternative in alternatives)


def joined(parts: tuple[tuple[str, ...], ...]) -> set[str]:
    """Every way to write the parts as one word."""
    found = {""}
    for part in parts:
        found = {one + other for one in found for other in part}
    return found


def unmet(reader: Reader, pairs: str) -> list[str]:
    """Lines `native spelling` of `pairs` whose spelling the reader does not give."""
    lines = [line.split() for line in pairs.strip().splitlines()]
    return [f"{word} {spelling}" for word, spelling in lines if not is_met(spelling, joined(reader(word)))]


def is_well_formed(parts: tuple[tuple[str, ...], ...]) -> bool:
    """Every part has 1 to MOST different spellings in a to z."""
    return all(
        0 < len(part) <= MOST
        and len(set(part)) == len(part)
        and all(spelling.isascii() and spelling.isalpha() and spelling.islower() for spelling in part)
        for part in parts
    )
