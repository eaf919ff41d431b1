"""Which characters are taken for which (the table ocr_slips), and what may stand in a field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from naungan.engine.documents.mrz.layout import CHARACTERS, DIGITS, FILLER, LETTERS, Place
from naungan.engine.documents.mrz.reading import Alternative, Correction
from naungan.engine.tables import rows

LETTER_AMONG_DIGITS = "Only digits can stand here."
DIGIT_AMONG_LETTERS = "No digit can stand here."
LOOK_ALIKE = "The two look alike, and the check digit would be right."
FILLER_RUN = "Fillers are often read as letters."
KNOWN_CODE = "The two look alike, and the code would be known."
KNOWN_VALUE = "The two look alike, and only M, F and < can stand here."
SEPARATOR = "Two fillers part the surname from the given names."
MOST = 5
"""Alternatives offered for one field at most: a longer list helps nobody at a counter."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One character at a place read as another; `cost` as in the table ocr_slips."""

    place: Place
    found: str
    offered: str
    cost: int
    reason: str


@cache
def meant() -> dict[str, tuple[tuple[str, int], ...]]:
    """For each character as read, what may have been meant with its cost, cheapest first."""
    found: dict[str, list[tuple[str, int]]] = {}
    for row in rows("ocr_slips"):
        found.setdefault(row["read"], []).append((row["meant"], int(row["cost"])))
    return {read: tuple(sorted(others, key=lambda other: other[1])) for read, others in found.items()}


@cache
def allowed(characters: str) -> frozenset[str]:
    """What may stand in a field of that kind (the column `characters` of mrz_layouts)."""
    return {
        "letters": frozenset(LETTERS + FILLER),
        "digits": frozenset(DIGITS),
        "date": frozenset(DIGITS + FILLER),
        "sex": frozenset("MF" + FILLER),
    }.get(characters, CHARACTERS)


def options(lines: tuple[str, ...], place: Place, among: frozenset[str], reason: str) -> tuple[Slip, ...]:
    """The slips that could explain the character at `place`, if one of `among` was meant."""
    found = lines[place[0]][place[1]]
    return tuple(Slip(place, found, other, cost, reason) for other, cost in meant().get(found, ()) if other in among)


def alternative(
    lines: tuple[str, ...], name: str, places: tuple[Place, ...], slips: tuple[Slip, ...], *, confirmed: bool = False
) -> Alternative:
    """The alternative for field `name`, which stands at `places`, that these slips make."""
    made = {slip.place: slip.offered for slip in slips}
    value = "".join([made.get(place) or lines[place[0]][place[1]] for place in places]).rstrip(FILLER)
    corrections = tuple(
        Correction(slip.place[0] + 1, slip.place[1] + 1, slip.found, slip.offered, slip.reason)
        for slip in sorted(slips, key=lambda slip: slip.place)
    )
    return Alternative(name, corrections, value, confirmed)
