"""One PAXLST message from UNH to UNT: its header, its travellers, its counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, cast

from naungan.engine.documents.encoding import printable
from naungan.engine.documents.paxlst import times
from naungan.engine.documents.paxlst.codes import meanings
from naungan.engine.documents.paxlst.traveller import Action, Draft, Elements, Role, Where, component
from naungan.engine.documents.paxlst.values import ListFunction, ListKind, ListMessage, ListTotal
from naungan.engine.errors import Unreadable
from naungan.engine.records import Journey, Problem, Traveller, say

Row = ListMessage | ListTotal | Traveller | Problem
"""What reading a list yields."""

TAGS: Final = frozenset(
    {
        *(
            "UNH",
            "BGM",
            "RFF",
            "DTM",
            "LOC",
            "NAD",
            "CTA",
            "COM",
            "TDT",
            "ATT",
            "MEA",
            "GEI",
            "FTX",
            "NAT",
            "EMP",
            "DOC",
        ),
        *("CPI", "QTY", "GIS", "CNT", "AUT", "UNT", "STS", "IFT"),
    }
)
"""Segments of PAXLST in the directories D.02B to D.15B, and two that senders add."""

_ROLES: Final = frozenset({"passenger", "crew", "transit", "other"})
_MOST_LEGS: Final = 20


@dataclass(slots=True)
class _Leg:
    journey: Journey
    crossing: bool = False

    def set(self, name: str, value: str) -> None:
        """Fill in one field unless it is filled."""
        if value and not getattr(self.journey, name):
            self.journey = replace(self.journey, **{name: value})


@dataclass(slots=True)
class Message:
    """A message while its segments come in; what it has to say gathers in `out`."""

    header: ListMessage
    today: date
    where: Where
    out: list[Row] = field(default_factory=list)
    segments: int = 1
    damaged: str = ""
    """Place of a segment since the last NAD that could not be read: perhaps it was the NAD of the next traveller."""
    _legs: list[_Leg] = field(default_factory=list)
    _draft: Draft | None = None
    _announced: bool = False
    _action: Action = ""
    _transaction: str = ""
    _counts: dict[str, int] = field(default_factory=lambda: {"passengers": 0, "crew": 0})
    _declared: dict[str, int] = field(default_factory=dict)

    def problem(self, message: str, remedy: str = "") -> None:
        """Something wrong with the message: on the traveller that is being read, else as a row of its own."""
        if self._draft is not None:
            self._draft.problem(message, self.where, remedy)
        else:
            self.out.append(Problem(message, self.where(), remedy))

    def read(self, tag: str, elements: Elements) -> None:
        """Take one segment between UNH and UNT."""
        if tag == "NAD":
            self._nad(elements)
        elif tag == "CNT":
            self._cnt(elements)
        elif self._draft is not None:
            self._of_traveller(tag, elements)
        else:
            self._of_header(tag, elements)

    def lost(self, tag: str) -> None:
        """A segment could not be read at all. If it was a NAD, the segments after it belong to a nameless traveller."""
        self.damaged = self.where()
        if tag == "NAD" and self._announced:
            self._nameless()

    def end(self, *, complete: bool = True) -> ListTotal:
        """Close the last traveller and count; `out` is then final but for the total itself, which is returned."""
        self._finish()
        self._announce()
        return ListTotal(
            self.header.number,
            self.where(),
            passengers=self._counts["passengers"],
            crew=self._counts["crew"],
            declared_passengers=self._declared.get("passengers"),
            declared_crew=self._declared.get("crew"),
            complete=complete,
        )

    # Header: BGM, RFF, NAD MS, and the legs (groups 2 and 3)

    def _of_header(self, tag: str, elements: Elements) -> None:
        if tag == "BGM":
            self._bgm(elements)
        elif tag == "RFF":
            self._rff(elements)
        elif tag == "TDT":
            self._tdt(elements)
        elif tag == "LOC" and self._legs:
            self._loc(elements)
        elif tag == "DTM" and self._legs:
            self._dtm(elements)

    def _bgm(self, elements: Elements) -> None:
        code, word, function = component(elements, 1), component(elements, 2), component(elements, 3)
        kind = meanings("1001/bgm").get(code, "other")
        if code not in meanings("1001/bgm"):
            self.problem(
                say(
                    "The list kind “{code}” in BGM is not known; it is read as a list of travellers.",
                    code=printable(code),
                )
            )
        said = meanings("1004").get(word.upper(), "")
        if function and function not in meanings("1225"):
            self.problem(
                say(
                    "The message function “{function}” in BGM is not known; it is read as an original.",
                    function=printable(function),
                ),
                "Ask the sender whether this list corrects an earlier one.",
            )
        if said in {"", "original"}:
            reference, said = ("" if said else word), meanings("1225").get(function, "original")
        else:
            reference = ""
        what, _, action = said.partition(":")
        self._action = cast("Action", action)
        self.header = replace(
            self.header, kind=cast("ListKind", kind), function=cast("ListFunction", what), reference=reference
        )

    def _rff(self, elements: Elements) -> None:
        meaning, value = meanings("1153").get(component(elements, 1)), component(elements, 1, 1)
        if meaning == "transaction":
            self._transaction = value
            self.header = replace(self.header, revision=component(elements, 1, 4) or component(elements, 1, 3))
        elif meaning == "earlier":
            self.header = replace(self.header, earlier=value)

    def _tdt(self, elements: Elements) -> None:
        vessel = component(elements, 8, 3) or component(elements, 8)
        conveyance = component(elements, 2) or vessel
        carrier = component(elements, 5) or component(elements, 5, 3)
        if len(self._legs) < _MOST_LEGS:
            self._legs.append(_Leg(Journey(carrier=carrier, conveyance=conveyance)))

    def _loc(self, elements: Elements) -> None:
        leg, meaning = self._legs[-1], meanings("3227").get(component(elements, 1))
        port = component(elements, 2) or component(elements, 2, 3)
        if meaning == "routing":
            meaning = "arrival" if leg.journey.departure_port else "departure"
        elif meaning in {"departure", "arrival"}:
            leg.crossing = True
        if meaning in {"departure", "arrival"}:
            leg.set(f"{meaning}_port", port)

    def _dtm(self, elements: Elements) -> None:
        meaning = meanings("2005").get(component(elements, 1))
        if meaning not in {"departs", "arrives"}:
            return
        try:
            moment = times.read_moment(component(elements, 1, 1), component(elements, 1, 2), today=self.today)
        except Unreadable as wrong:
            message = say("Time of the journey: {message}", message=wrong.message)
            self.problem(message, "Ask the sender for the right time.")
            return
        self._legs[-1].set(f"{meaning}_at", moment)

    def _announce(self) -> None:
        """Yield the header, once: before the first traveller, or at the end of a list without any."""
        if self._announced:
            return
        self._announced = True
        header, legs = self.header, tuple(leg.journey for leg in self._legs)
        main = next((leg.journey for leg in self._legs if leg.crossing), legs[0] if legs else Journey())
        reference = header.reference or self._transaction
        earlier = header.earlier
        if header.function != "original":
            earlier = earlier or self._transaction or reference
            if not earlier:
                self.problem(
                    "This list corrects or ends an earlier one but does not say which.",
                    "Find the earlier list by its flight and date.",
                )
        self.header = replace(header, journey=main, legs=legs, reference=reference, earlier=earlier)
        self.out.append(self.header)

    # Travellers: groups 4 and 5

    def _nad(self, elements: Elements) -> None:
        code = component(elements, 1).upper()
        meaning = meanings("3035").get(code)
        if meaning == "sender" or (meaning is None and not self._legs and not self._announced):
            self._finish()
            contact = " ".join(part.strip() for part in (elements[4] if len(elements) > 4 else []) if part.strip())
            self.header = replace(self.header, contact=self.header.contact or contact or component(elements, 2))
            return
        self._begin(cast("Role", meaning if meaning in _ROLES else "other"))
        if self._draft is not None:
            self._draft.nad(elements, self.where)
        if meaning is None:
            self.problem(
                say("The party code “{code}” is not known; the row is kept as “other”.", code=printable(code)),
                "Ask the sender whether this is a passenger or a member of the crew.",
            )

    def _begin(self, role: Role) -> None:
        self._finish()
        self._announce()
        self.damaged = ""
        self._draft = Draft(self.where(), role, self.today, self._action)

    def _nameless(self) -> None:
        self._begin("crew" if self.header.kind in {"crew", "master-crew"} else "passenger")
        self.problem(
            "The segment with this traveller's name could not be read; the rest of the row was.",
            "Look for the name under the document number, or ask the sender to send the list again.",
        )

    def _of_traveller(self, tag: str, elements: Elements) -> None:
        if self.damaged and self._draft is not None and _starts_another(self._draft, tag, elements):
            self._nameless()
        if self._draft is not None:
            self._draft.read(tag, elements, self.where)

    def _finish(self) -> None:
        if self._draft is None:
            return
        self._counts["crew" if self._draft.role == "crew" else "passengers"] += 1
        main = self.header.journey
        self.out.append(self._draft.done(main))
        self._draft = None

    def _cnt(self, elements: Elements) -> None:
        self._finish()
        meaning, count = meanings("6069").get(component(elements, 1)), component(elements, 1, 1)
        if meaning is None:
            return
        if count.isascii() and count.isdecimal() and len(count) < 10:
            self._declared[meaning] = int(count)
        else:
            self.problem(say("The count “{count}” in CNT is not a number.", count=printable(count)))


def _starts_another(draft: Draft, tag: str, elements: Elements) -> bool:
    """Whether this segment, of which a traveller has one, comes a second time."""
    if tag == "ATT":
        return bool(draft.sexes)
    return tag == "DTM" and component(elements, 1) == "329" and bool(draft.births)
