"""Readings that would make a wrong check digit right, from slips of text recognition: offered, never applied.

A check digit is a weighted sum modulo 10 (ICAO Doc 9303-3 section 4.9), so a slip shifts the residue by a fixed amount:
one or two slips are found by adding residues, and the composite check digit confirms them in the same way. What a check
digit can't see is not found: G counts as much as 6, L as 1, U as 0, K and A as each other and as the filler.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice, pairwise, product

from naungan.engine.documents.mrz.dates import possible
from naungan.engine.documents.mrz.layout import DIGITS, FILLER, VALUES, WEIGHTS, CheckDigit, Layout, Place
from naungan.engine.documents.mrz.reading import Alternative
from naungan.engine.documents.mrz.slips import (
    LETTER_AMONG_DIGITS,
    LOOK_ALIKE,
    MOST,
    Slip,
    allowed,
    alternative,
    options,
)

UNCONFIRMED = 3
"""What an alternative costs that leaves the composite check digit wrong, in the unit of ocr_slips: expert judgement."""
SECOND = 1
"""What a second slip in one field costs beyond its own: expert judgement."""
CHANGE = 2
"""What each change between letters and digits costs a number: most states print letters, then digits. Judgement."""
WINDOW = 3
"""How much dearer than the best an alternative may be and still be offered: expert judgement."""
MOST_FORCED = 4
"""Letters among digits beyond which a field is taken to be something else, not a misreading."""
MOST_TRIED = 20_000
"""Combinations weighed for one field at most, which bounds the time for any input."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A check digit as an equation: the weight of each place, and by how much the sum misses it now, modulo 10."""

    weights: dict[Place, int]
    residue: int

    @classmethod
    def of(cls, lines: tuple[str, ...], check: CheckDigit) -> Sum:
        """The equation of `check` over `lines`; the digit itself weighs -1."""
        weights = {place: WEIGHTS[index % 3] for index, place in enumerate(check.covers)}
        weights[check.place] = -1
        return cls(weights, sum(VALUES[lines[a][b]] * weight for (a, b), weight in weights.items()) % 10)

    def shift(self, slip: Slip) -> int:
        """By how much `slip` moves the sum."""
        return self.weights.get(slip.place, 0) * (VALUES[slip.offered] - VALUES[slip.found])

    def settled(self, slips: tuple[Slip, ...]) -> bool:
        """Whether the check digit is right once these slips are made good."""
        return (self.residue + sum(map(self.shift, slips))) % 10 == 0


def for_checks(
    layout: Layout, lines: tuple[str, ...], checks: tuple[CheckDigit, ...], wrong: frozenset[str]
) -> list[Alternative]:
    """Alternatives for every field of `wrong`, best first; `checks` are those of these lines.

    Where one field alone is wrong, the composite check digit tells good alternatives from chance ones. Where the
    composite alone is wrong, the slip is in what only the composite guards.
    """
    composite = next((check for check in checks if check.field == "composite"), None)
    own = [check for check in checks if check.field != "composite" and check.field in wrong]
    witness = Sum.of(lines, composite) if composite and len(own) == 1 else None
    found = [option for check in own for option in _one(layout, lines, check, witness)]
    if composite and not own and "composite" in wrong:
        found += _unguarded(layout, lines, composite, checks)
    return found


def _one(layout: Layout, lines: tuple[str, ...], check: CheckDigit, witness: Sum | None) -> list[Alternative]:
    """Alternatives for one field with its check digit."""
    characters = layout.fields[check.field].characters
    kinds = {place: allowed(characters) for place in check.covers}
    kinds[check.place] = allowed("digits")
    found = _search(lines, check, kinds, witness=witness, dated=characters == "date")
    return [
        alternative(lines, check.field, check.covers, slips, confirmed=witness is not None and witness.settled(slips))
        for slips in found[:MOST]
    ]


def _unguarded(
    layout: Layout, lines: tuple[str, ...], composite: CheckDigit, checks: tuple[CheckDigit, ...]
) -> list[Alternative]:
    """Alternatives where only the composite is wrong: its own digit, or optional data that no other digit guards."""
    guarded = {place for check in checks if check is not composite for place in (*check.covers, check.place)}
    kinds = {place: allowed("any") for place in composite.covers if place not in guarded}
    kinds[composite.place] = allowed("digits")
    found = []
    for slips in _search(lines, composite, kinds, most=1)[:MOST]:
        field = next(field for field in layout.fields.values() if slips[0].place in field.places)
        found.append(alternative(lines, field.name.removesuffix("_check"), field.places, slips, confirmed=True))
    return found


def _search(
    lines: tuple[str, ...],
    check: CheckDigit,
    kinds: dict[Place, frozenset[str]],
    *,
    witness: Sum | None = None,
    dated: bool = False,
    most: int = 2,
) -> list[tuple[Slip, ...]]:
    """The sets of up to `most` slips that settle `check`, cheapest first; for a date, those that make a real one.

    Two slips are two rare events, and many pairs settle any check by chance: the second costs extra, and where there
    is a witness, it must agree.
    """
    equation, forced = Sum.of(lines, check), _forced(lines, kinds)
    found: list[tuple[int, tuple[Slip, ...]]] = []
    for slips in _tries(lines, kinds, forced, most):
        if not equation.settled(slips) or (dated and not possible(_made(lines, check, slips))):
            continue
        cost = sum(slip.cost for slip in slips) + CHANGE * _changes(_made(lines, check, slips))
        cost += SECOND * (len(slips) > max(1, len(forced)))
        if witness is not None and not witness.settled(slips):
            if len(slips) > max(1, len(forced)):
                continue
            cost += UNCONFIRMED
        found.append((cost, slips))
    found.sort(key=lambda item: (item[0], sum(slip.cost for slip in item[1])))
    return [slips for cost, slips in found if cost <= found[0][0] + WINDOW]


def _made(lines: tuple[str, ...], check: CheckDigit, slips: tuple[Slip, ...]) -> str:
    """What the check digit would cover with these slips made good."""
    made = {slip.place: slip.offered for slip in slips}
    return "".join([made.get(place) or lines[place[0]][place[1]] for place in check.covers])


def _changes(text: str) -> int:
    """How often letters, digits and fillers take turns in `text`; fillers at its end are none of it."""
    kinds = [(sign.isdigit(), sign == FILLER) for sign in text.rstrip(FILLER)]
    return sum(one != next_one for one, next_one in pairwise(kinds))


def _forced(lines: tuple[str, ...], kinds: dict[Place, frozenset[str]]) -> list[Place]:
    """The places whose character can't stand there."""
    return [place for place, among in kinds.items() if lines[place[0]][place[1]] not in among]


def _tries(
    lines: tuple[str, ...], kinds: dict[Place, frozenset[str]], forced: list[Place], most: int
) -> Iterator[tuple[Slip, ...]]:
    """Sets of slips worth weighing, fewest first. Characters that can't stand where they are take part in each."""
    if len(forced) > MOST_FORCED:
        return iter(())
    bound = [options(lines, place, kinds[place], LETTER_AMONG_DIGITS) for place in forced]
    free = [options(lines, place, among, LOOK_ALIKE) for place, among in kinds.items() if place not in forced]
    spare = max(0, most - len(forced))
    return islice(_combined(bound, free, range(0 if forced else 1, spare + 1)), MOST_TRIED)


def _combined(bound: list[tuple[Slip, ...]], free: list[tuple[Slip, ...]], extras: range) -> Iterator[tuple[Slip, ...]]:
    """Every choice for the bound places, joined with 0, 1 or 2 slips at free ones."""
    for extra in extras:
        for places in combinations([slips for slips in free if slips], extra):
            for base in product(*bound):
                for more in product(*places):
                    yield base + more


def is_right(expected: str, found: str, guarded: str) -> bool:
    """Whether a check digit is right: over an empty field < may stand for 0 (ICAO Doc 9303-4 section 4.2.2.2)."""
    return found == expected or (found == FILLER and expected == DIGITS[0] and not guarded.strip(FILLER))
