"""A traveller put together from named fields: a row of a list, an object, a form. Every wrong field costs itself only.

Fields are those of tables/list_columns; each has a list of values, in the order given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest
from typing import Final, Literal, cast

from naungan.engine.dates import parse_date
from naungan.engine.documents import mrz
from naungan.engine.documents.encoding import printable
from naungan.engine.documents.words import country, word
from naungan.engine.errors import Unreadable
from naungan.engine.records import (
    UNKNOWN_DATE,
    Document,
    DocumentKind,
    Identity,
    Journey,
    Name,
    NameKind,
    PartialDate,
    Problem,
    Sex,
    Traveller,
    say,
    together,
)

MOST_NAMES: Final = 50
MOST_VALUES: Final = 50
LONGEST_NAME: Final = 500
EXPIRY_AHEAD: Final = 30
"""Years that a two-digit year of expiry may lie ahead. Expert judgement."""

NO_NAME: Final = "The row has no name."
NOTHING_SAID: Final = "The row says nothing about a person."

_CHECK: Final = "Compare it with the travel document."
_NOTHING: Final = frozenset({"", "-", "--", "n/a", "na", "nil", "none", "null", "nan", "tiada"})
_WORDS: Final = {"sex": say("sex"), "role": say("role"), "action": say("action")}
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Values = Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Row:
    """What one row says, before it is made a traveller. `names` and `papers`: those that came as objects."""

    place: str
    today: date
    values: Values
    names: list[Name] = field(default_factory=list)
    papers: list[Mapping[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def traveller(self) -> Traveller:
        """The traveller, with what is wrong in `problems`."""
        zone = self._zone()
        births = self._births()
        identity = Identity(
            names=self._names(),
            births=births,
            sex=self._sex(),
            nationalities=self._nationalities(),
            documents=self._documents(),
            birth_place=self._one("birth_place"),
        )
        if zone is not None:
            identity = _joined(identity, zone)
        if not identity.names:
            self.problem(NO_NAME, "Look for the name in the travel document.")
        if identity == Identity():
            self.problems.append(Problem(NOTHING_SAID, self.place, "Fill it in or take it out.", fatal=True))
        role = self._word("role", "role") or "passenger"
        action = self._word("action", "action") or ""
        return Traveller(
            identity,
            place=self.place,
            role=cast("Literal['passenger', 'crew', 'transit', 'other']", role),
            reference=self._one("reference"),
            journey=self._journey(),
            problems=tuple(self.problems),
            action=cast("Literal['', 'add', 'change', 'delete', 'confirm']", action),
            booking=self._one("booking"),
            residence=self._country(say("residence"), self._one("residence")),
            carried_by=self._one("carried_by"),
            mrz="\n".join(self._all("mrz")),
        )

    def problem(self, message: str, remedy: str = _CHECK) -> None:
        """Note what is wrong with this row."""
        self.problems.append(Problem(message, self.place, remedy))

    def _all(self, name: str) -> list[str]:
        given = self.values.get(name)
        if not given:
            return []
        values = [value.strip() for value in given]
        return [value for value in values if value.casefold() not in _NOTHING]

    def _one(self, name: str) -> str:
        return next(iter(self._all(name)), "")[:LONGEST_NAME]

    def _word(self, kind: str, name: str) -> str | None:
        said = self._one(name)
        if not said:
            return None
        value = word(kind, said)
        if value is None:
            self.problem(
                say("The {what} “{said}” is not known; it was left out.", what=_WORDS[name], said=printable(said))
            )
        return value

    def _names(self) -> tuple[Name, ...]:
        found = list(self.names)
        surnames, givens, middles = self._all("surname"), self._all("given"), self._all("middle")
        for surname, given, middle in zip_longest(surnames, givens, middles[:1], fillvalue=""):
            whole = f"{given} {middle}".strip()
            found.append(_name(surname, whole, "alias" if found else "main"))
        for column, kind in (("name", "main"), ("alias", "alias"), ("native", "native")):
            for text in self._all(column):
                used = "alias" if kind == "main" and found else kind
                found.append(Name(text, kind=cast("NameKind", used)))
        if len(found) > MOST_NAMES:
            self.problem(
                say("The row has {count:,} names; the first {most} are used.", count=len(found), most=MOST_NAMES),
                "Ask the sender which of them the travel document shows.",
            )
        kept: dict[str, Name] = {}
        for name in found[:MOST_NAMES]:
            kept.setdefault(name.text, self._cut(name))
        return tuple(kept.values())

    def _cut(self, name: Name) -> Name:
        if len(name.text) <= LONGEST_NAME:
            return name
        cut = say("A name of {count:,} characters was cut to {most}.", count=len(name.text), most=LONGEST_NAME)
        self.problem(cut)
        return Name(name.text[:LONGEST_NAME], kind=name.kind, script=name.script, truncated=True)

    def _births(self) -> tuple[PartialDate, ...]:
        found: list[PartialDate] = []
        for text in [*self._all("birth"), *self._all("birth_year")][:MOST_VALUES]:
            birth = self._day(say("birth date"), text, self.today)
            narrower = any(birth == replace(other, month=None, day=None) for other in found)
            if birth.known and birth not in found and not narrower:
                found.append(birth)
            if birth.exact and str(birth) > self.today.isoformat():
                self.problem(say("The birth date {birth} lies in the future.", birth=birth))
        return tuple(found)

    def _day(self, what: str, text: str, today: date) -> PartialDate:
        try:
            return _plain_day(text) or parse_date(text, today=today)
        except Unreadable as wrong:
            self.problem(say("The {what} {message}", what=what, message=wrong.message), wrong.remedy)
            return UNKNOWN_DATE

    def _sex(self) -> Sex:
        return cast("Sex", self._word("sex", "sex") or "")

    def _nationalities(self) -> tuple[str, ...]:
        codes = [self._country(say("nationality"), said) for said in self._all("nationality")[:MOST_VALUES]]
        return tuple(dict.fromkeys(code for code in codes if code))

    def _country(self, what: str, said: str) -> str:
        code = country(said) if said else ""
        if said and not code:
            self.problem(
                say("The {what} “{said}” is not a known country; it was left open.", what=what, said=printable(said)),
                "Use the ISO 3166-1 code, for example MYS.",
            )
        return code

    def _documents(self) -> tuple[Document, ...]:
        papers: list[Mapping[str, str]] = list(self.papers)
        numbers = [(number, "") for number in self._all("number")]
        numbers += [(number, "passport") for number in self._all("passport")]
        shared = zip_longest(numbers, self._all("kind"), self._all("issuer"), self._all("expires"), fillvalue=None)
        for number, kind, issuer, expires in list(shared)[: len(numbers)]:
            if number:
                known = {
                    "number": number[0],
                    "kind": kind or number[1],
                    "issuer": issuer or "",
                    "expires": expires or "",
                }
                papers.append(known)
        papers += [{"number": number, "kind": "id-card"} for number in self._all("id_number")]
        if len(papers) > MOST_VALUES:
            count = len(papers)
            self.problem(
                say("The row has {count:,} documents; the first {most} are used.", count=count, most=MOST_VALUES)
            )
        found = (self._document(paper) for paper in papers[:MOST_VALUES])
        # The number of the pass on which a child is entered belongs to the pass's holder.
        holder = self._one("carried_by")
        return tuple(dict.fromkeys(document for document in found if document.number not in {"", holder}))

    def _document(self, paper: Mapping[str, str]) -> Document:
        said, kind = paper.get("kind", "").strip(), "passport"
        if said:
            known = word("document", said)
            if known is None:
                said = printable(said)
                self.problem(say("The document type “{said}” is not known; it is kept as “other”.", said=said))
            kind = known or "other"
        expires = paper.get("expires", "").strip()
        horizon = date(self.today.year + EXPIRY_AHEAD, 12, 31)
        number = paper.get("number", "").strip()[:LONGEST_NAME]
        return Document(
            cast("DocumentKind", kind),
            "" if number.casefold() in _NOTHING else number,
            self._country(say("issuing state"), paper.get("issuer", "").strip()),
            self._day(say("expiry date"), expires, horizon) if expires.casefold() not in _NOTHING else UNKNOWN_DATE,
        )

    def _journey(self) -> Journey:
        return Journey(
            carrier=self._one("carrier"),
            conveyance=self._one("conveyance"),
            departure_port=self._one("departure"),
            arrival_port=self._one("arrival"),
            departs_at=self._moment("departs"),
            arrives_at=self._moment("arrives"),
        )

    def _moment(self, name: str) -> str:
        """A date with or without time; a time that is not ISO 8601 stays as it was written."""
        said = self._one(name)
        return said.replace(" ", "T", 1) if _ISO_DAY.match(said) else said

    def _zone(self) -> Identity | None:
        lines = self._all("mrz")
        if not lines:
            return None
        try:
            reading = mrz.read("\n".join(lines), today=self.today)
        except Unreadable as wrong:
            message = say("The machine-readable zone could not be read: {message}", message=wrong.message)
            self.problem(message, wrong.remedy)
            return None
        for found in reading.problems:
            self.problems.append(replace(found, place=together((self.place, found.place), ", ")))
        return reading.identity()


def _name(surname: str, given: str, kind: NameKind) -> Name:
    text = f"{surname} {given}".strip()
    if not (surname and given):
        return Name(text, kind=kind)
    return Name(text, kind=kind, surname=surname, given=given)


def _plain_day(text: str) -> PartialDate | None:
    """The common case, 1980-05-12, without the many other forms; None leaves the text to parse_date."""
    if not _ISO_DAY.fullmatch(text) or not "1800" <= text[:4] < "2300":
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return PartialDate(day.year, day.month, day.day)


def _joined(typed: Identity, zone: Identity) -> Identity:
    """Typed fields with what the machine-readable zone adds: both names, both documents, the gaps filled."""
    texts = {name.text.casefold() for name in typed.names}
    numbers = {document.number.casefold() for document in typed.documents}
    further = [
        replace(name, kind="spelling") if typed.names and name.kind == "main" else name
        for name in zone.names
        if name.text.casefold() not in texts
    ]
    return Identity(
        names=(*typed.names, *further),
        births=tuple(dict.fromkeys((*typed.births, *zone.births))),
        sex=typed.sex or zone.sex,
        nationalities=tuple(dict.fromkeys((*typed.nationalities, *zone.nationalities))),
        documents=(
            *typed.documents,
            *(document for document in zone.documents if document.number.casefold() not in numbers),
        ),
        birth_place=typed.birth_place or zone.birth_place,
    )
