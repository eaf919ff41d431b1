"""A list sent in several messages (UNH, composite S010): which part is which, and what they count together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from naungan.engine.documents.paxlst.traveller import Elements, component
from naungan.engine.documents.paxlst.values import ListMessage, ListTotal
from naungan.engine.records import Problem, say

_MOST: Final = 1000
_COUNTS: Final = "Compare with the sender's own count; rows may have been lost on the way."


@dataclass(slots=True)
class _Whole:
    seen: set[int] = field(default_factory=set)
    last: int = 0
    passengers: int = 0
    crew: int = 0


@dataclass(slots=True)
class Parts:
    """The lists of this input that come in parts, by the sender's common access reference. Bounded."""

    wholes: dict[str, _Whole] = field(default_factory=dict)
    current: _Whole | None = None

    def announce(self, elements: Elements) -> tuple[int, bool]:
        """The number of this part, and whether it is the last, from UNH."""
        number, status = component(elements, 4), component(elements, 4, 1).upper()
        self.current = None
        if not (number.isascii() and number.isdecimal() and len(number) < 5):
            return 1, True
        part, last = int(number) or 1, status == "F"
        if part == 1 and last:
            return 1, True
        if len(self.wholes) < _MOST:
            self.current = self.wholes.setdefault(component(elements, 3), _Whole())
            self.current.seen.add(part)
            self.current.last = max(self.current.last, part if last else 0)
        return part, last

    def compare(self, total: ListTotal, header: ListMessage, place: str) -> Iterator[Problem]:
        """Problems where the sender's counts are neither those of this message nor, at the end, of all parts."""
        whole = self.current
        if whole is not None:
            whole.passengers += total.passengers
            whole.crew += total.crew
            if not header.last:
                return
        pairs = (
            (say("passengers"), total.declared_passengers, total.passengers, whole.passengers if whole else -1),
            (say("members of the crew"), total.declared_crew, total.crew, whole.crew if whole else -1),
        )
        for what, declared, here, together in pairs:
            if declared is not None and declared not in {here, together}:
                message = say(
                    "The sender counts {declared} {what} (CNT); {came} came.", declared=declared, what=what, came=here
                )
                yield Problem(message, place, _COUNTS)

    def missing(self) -> Iterator[Problem]:
        """A problem for each list of which parts did not come."""
        for reference, whole in self.wholes.items():
            expected = set(range(1, (whole.last or max(whole.seen) + 1) + 1))
            gone = sorted(expected - whole.seen)
            if gone and (whole.last or len(whole.seen) > 1 or 1 in whole.seen):
                named = ", ".join(str(part) for part in gone[:10])
                message = say("Part {parts} of a list did not come.", parts=named)
                if reference:
                    message = say("Part {parts} of list “{list}” did not come.", parts=named, list=reference)
                yield Problem(message, remedy="It may be in another file; if not, ask the sender for it.")
