"""One traveller of a PAXLST message: segment groups 4 and 5, from NAD to the next (WCO/IATA/ICAO guide section 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal, cast

from naungan.engine.documents.encoding import printable
from naungan.engine.documents.paxlst import times
from naungan.engine.documents.paxlst.codes import country, meanings
from naungan.engine.errors import Unreadable
from naungan.engine.records import (
    UNKNOWN_DATE,
    Document,
    DocumentKind,
    Identity,
    Journey,
    Name,
    PartialDate,
    Problem,
    Sex,
    Traveller,
    say,
)

Elements = list[list[str]]
"""A segment's elements, the tag first, each a list of components."""

Where = Callable[[], str]
"""The place in words, made only when a problem needs it."""

Role = Literal["passenger", "crew", "transit", "other"]
Action = Literal["", "add", "change", "delete", "confirm"]

MOST_NAMES: Final = 50
MOST_DOCUMENTS: Final = 50
MOST_PROBLEMS: Final = 20
_CUT_AT: Final = 35
"""A name component of exactly this length has been cut (UNTDID data element 3036, an..35 in the guides)."""

_ZONE_CUT_AT: Final = frozenset({38, 39})
"""Letters of a whole name, its two fillers counted, that a TD3 zone has cut: 39 at most (ICAO Doc 9303-4, 4.2.3)."""


def component(elements: Elements, element: int, part: int = 0) -> str:
    """One component, stripped; empty where the segment is shorter."""
    if element < len(elements) and part < len(elements[element]):
        return elements[element][part].strip()
    return ""


@dataclass(slots=True)
class _Paper:
    kind: DocumentKind
    number: str
    issuer: str = ""
    expires: PartialDate = UNKNOWN_DATE


@dataclass(slots=True)
class Draft:
    """A traveller while its segments come in."""

    place: str
    role: Role
    today: date
    action: Action = ""
    names: list[Name] = field(default_factory=list)
    births: list[PartialDate] = field(default_factory=list)
    sexes: list[Sex] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    papers: list[_Paper] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    """Single values by meaning: reference, booking, residence, birth, origin, destination, clearance."""
    problems: list[Problem] = field(default_factory=list)

    def problem(self, message: str, place: Where, remedy: str = "") -> None:
        """Note what is wrong with this traveller; more than MOST_PROBLEMS are not kept."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(message, place(), remedy))

    def read(self, tag: str, elements: Elements, place: Where) -> None:
        """Take one segment after NAD; those without a meaning here are passed over."""
        if taker := _TAKERS.get(tag):
            taker(self, elements, place)

    def nad(self, elements: Elements, place: Where) -> None:
        """Names: C080 (surname, given, further given); C058, where it is used, holds names as one text."""
        parts = [part.strip() for part in elements[4]] if len(elements) > 4 else []
        surname, given = (parts[0] if parts else ""), " ".join(filter(None, parts[1:5]))
        texts = [part.strip() for part in elements[3] if part.strip()] if len(elements) > 3 else []
        if surname or given:
            self.names.append(_name(surname, given))
        if len(parts) > 5:
            texts += filter(None, parts[5:])
        if len(texts) > MOST_NAMES:
            self.problem(
                say("The traveller has {count:,} names; the first {most} are used.", count=len(texts), most=MOST_NAMES),
                place,
                "Ask the sender which of them the travel document shows.",
            )
        for text in texts[: MOST_NAMES - len(self.names)]:
            self.names.append(Name(text, kind="alias" if self.names else "main"))
        if not self.names:
            self.problem("The traveller has no name.", place, "Look for the name in the travel document.")

    def att(self, elements: Elements, place: Where) -> None:
        """Sex: ATT+2++M."""
        if component(elements, 1) not in {"2", ""}:
            return
        code = component(elements, 3)
        known = meanings("9019")
        if code.upper() in known:
            self.sexes.append(cast("Sex", known[code.upper()]))
            if len(set(self.sexes)) > 1:
                self.problem("The traveller has two different sexes; the first is used.", place, _ASK)
        elif code:
            message = say("The sex code “{code}” is not known; it was left open.", code=printable(code))
            self.problem(message, place, _ASK)

    def dtm(self, elements: Elements, place: Where) -> None:
        """Birth date (329) and the expiry of the document before it (36)."""
        meaning = meanings("2005").get(component(elements, 1))
        value, code = component(elements, 1, 1), component(elements, 1, 2)
        if meaning == "birth" and value:
            self._birth(value, code, place)
        elif meaning == "expiry" and value and self.papers:
            try:
                self.papers[-1].expires = times.read_day(value, code, today=self.today, ahead=times.EXPIRY_AHEAD)
            except Unreadable as wrong:
                self.problem(say("Expiry date: {message}", message=wrong.message), place, _ASK)

    def loc(self, elements: Elements, place: Where) -> None:
        """Ports, residence, place of birth, and the issuer of the document before it."""
        meaning = meanings("3227").get(component(elements, 1))
        code, name = component(elements, 2), component(elements, 2, 3)
        if meaning == "issuer":
            if self.papers and not self.papers[-1].issuer:
                self.papers[-1].issuer = self._country(code or name, place)
        elif meaning == "residence":
            self.words.setdefault(meaning, self._country(code or name, place))
        elif meaning in {"birth", "origin", "destination", "clearance"} and (code or name):
            self.words.setdefault(meaning, name or code)

    def nat(self, elements: Elements, place: Where) -> None:
        """Nationality: NAT+2+GBR."""
        said = component(elements, 2) or component(elements, 2, 3)
        if said and (code := self._country(said, place)) and code not in self.nationalities:
            self.nationalities.append(code)

    def rff(self, elements: Elements, _place: Where) -> None:
        """The sender's key for this traveller, and the booking."""
        meaning = meanings("1153").get(component(elements, 1))
        if meaning in {"reference", "booking"}:
            self.words.setdefault(meaning, component(elements, 1, 1))

    def doc(self, elements: Elements, place: Where) -> None:
        """A travel document begins: DOC+P+MB140241."""
        code, words, number = component(elements, 1), component(elements, 1, 3), component(elements, 2)
        kind = meanings("1000").get(words.upper()) or meanings("1001/doc").get(code.upper())
        if kind is None:
            shown = printable(code)
            self.problem(say("The document kind “{code}” is not known; it is kept as “other”.", code=shown), place)
        if not number:
            self.problem("A document has no number.", place, "Look for the number in the travel document.")
        if len(self.papers) < MOST_DOCUMENTS:
            self.papers.append(_Paper(cast("DocumentKind", kind or "other"), number))
        else:
            message = say("The traveller has more than {most} documents; the rest is left out.", most=MOST_DOCUMENTS)
            self.problem(message, place)

    def done(self, journey: Journey) -> Traveller:
        """The traveller, frozen."""
        words = self.words
        ports = {f"{end}_port": words.get(end, "") for end in ("origin", "destination", "clearance")}
        return Traveller(
            Identity(
                names=tuple(self.names),
                births=tuple(self.births),
                sex=self.sexes[0] if self.sexes else "",
                nationalities=tuple(self.nationalities),
                documents=tuple(
                    Document(paper.kind, paper.number, paper.issuer, paper.expires)
                    for paper in self.papers
                    if paper.number
                ),
                birth_place=words.get("birth", ""),
            ),
            place=self.place,
            role=self.role,
            reference=words.get("reference", ""),
            journey=replace(journey, **ports) if any(ports.values()) else journey,
            problems=tuple(self.problems),
            action=self.action,
            booking=words.get("booking", ""),
            residence=words.get("residence", ""),
        )

    def _birth(self, value: str, code: str, place: Where) -> None:
        try:
            birth = times.read_day(value, code, today=self.today, ahead=times.BIRTH_AHEAD)
        except Unreadable as wrong:
            self.problem(say("Birth date: {message}", message=wrong.message), place, _ASK)
            return
        if birth.exact and str(birth) > self.today.isoformat():
            self.problem(say("The birth date {birth} lies in the future.", birth=birth), place, _ASK)
        if birth.known and birth not in self.births:
            if self.births:
                message = say("The traveller has a second birth date, {birth}; both are used.", birth=birth)
                self.problem(message, place, _ASK)
            self.births.append(birth)

    def _country(self, said: str, place: Where) -> str:
        code = country(said)
        if said and not code:
            message = say("The country “{country}” is not known; it was left open.", country=printable(said))
            self.problem(message, place, _ASK)
        return code


def _name(surname: str, given: str) -> Name:
    zone = len(surname) + (2 + len(given) if given else 0)
    truncated = _CUT_AT in {len(surname), len(given)} or zone in _ZONE_CUT_AT
    if not given:
        return Name(surname, truncated=truncated)  # one part alone: nobody said that it is a surname
    return Name(f"{surname} {given}".strip(), surname=surname, given=given, truncated=truncated)


_TAKERS: Final[dict[str, Callable[[Draft, Elements, Where], None]]] = {
    "ATT": Draft.att,
    "DTM": Draft.dtm,
    "LOC": Draft.loc,
    "NAT": Draft.nat,
    "RFF": Draft.rff,
    "DOC": Draft.doc,
}

_ASK: Final = "Ask the sender for the right value, or read it from the travel document."
