"""Documents without a machine-readable zone, typed by hand: identity cards, border passes, children on a parent's pass.

What a card must say, and how its number is checked, is in tables/card_kinds. A doubt is a problem for the officer to
look at; it never refuses a traveller.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, reduce
from typing import Final

from naungan.engine.documents.encoding import printable
from naungan.engine.documents.fields import NO_NAME, NOTHING_SAID, Row
from naungan.engine.documents.numbers import NumberReading, read_number
from naungan.engine.documents.words import field, word
from naungan.engine.errors import Unreadable
from naungan.engine.records import Identity, PartialDate, Problem, Sentence, Traveller, say, sentence
from naungan.engine.tables import rows

_COMPARE: Final = "Compare what was typed with the card."
_NUMBERS: Final = ("number", "id_number", "passport")
_PAPER: Final = ("kind", *_NUMBERS, "issuer", "expires")
_TOLD_BY_COLUMN: Final = {"passport": "passport", "id_number": "id-card"}
"""Columns of a number that tell the kind of document themselves."""
_OF_ROWS: Final = frozenset({NO_NAME, NOTHING_SAID})
"""What is said of a list's row, and of a card in its own words."""
_UNDIVIDED: Final = frozenset({"mrz", "birth_place", "reference"})
_NEED_WORDS: Final = {
    "number": say("number"),
    "birth": say("birth date"),
    "expires": say("expiry date"),
    "nationality": say("nationality"),
    "issuer": say("issuing state"),
}


@dataclass(frozen=True, slots=True)
class CardKind:
    """One row of tables/card_kinds. `document` is a DocumentKind; `issuer` is empty where any state may issue it."""

    kind: str
    document: str
    issuer: str
    name_en: str
    name_ms: str
    needs: tuple[str, ...]
    number_rule: str
    child_age: int | None
    """Children may be entered on it up to, not including, this age; None where that is not known."""
    children: int
    """How many children may be entered on it; 0 for none or not known."""

    @property
    def name(self) -> Sentence:
        """Its name in a sentence."""
        return Sentence(self.name_en)


@cache
def card_kinds() -> dict[str, CardKind]:
    """All kinds of card by their name in the table, in its order."""
    return {
        row["kind"]: CardKind(
            row["kind"],
            row["document"],
            row["issuer"],
            row["name_en"],
            row["name_ms"],
            tuple(row["needs"].split(";")),
            row["number_rule"],
            int(row["child_age"]) if row["child_age"] else None,
            int(row["children"]),
        )
        for row in rows("card_kinds")
    }


@cache
def general_kinds() -> tuple[str, ...]:
    """The kinds of card that are no state's own: passport, id-card, border-pass, …; each is its own DocumentKind."""
    return tuple(kind.kind for kind in card_kinds().values() if kind.kind == kind.document)


def read_card(fields: Mapping[str, str], *, today: date, place: str = "card") -> Traveller:
    """The traveller of one typed card.

    `fields`: a kind of card under "card" (tables/card_kinds; without it the kind of document decides between the
    general kinds, and where nobody named one, the document is an "other"), and the card's texts under any header of
    tables/list_columns: name, birth, sex, number, expires, … Several values of a field are divided by semicolons. A
    birth date and sex that the number tells fill what was not typed; where they contradict what was typed, a problem
    says so. What a card must say is asked for only where a document is spoken of.
    With `carried_by` the person is entered on another's pass, which "card" then names: that number is not taken as
    the person's own document.

    Raises:
        Unreadable: the kind of card or document is not known; the remedy lists those that are.
    """
    values = _values(fields)
    said = fields.get("card", "").strip()
    spoken_of = bool(said) or any(_first(values, name) for name in _PAPER)
    kind = _kind(said, values)
    holder = _first(values, "carried_by")
    numbers = [text.strip() for name in _NUMBERS for text in values.pop(name, ()) if text.strip() not in {"", holder}]
    traveller = _row(kind, numbers, values, today=today, place=place)
    readings = [read_number(kind.number_rule, number, today=today) for number in numbers if kind.number_rule]
    problems = [*_unnamed(traveller, place)]
    if holder:
        problems += _too_old(kind, traveller.identity, today, place)
    elif spoken_of:
        problems += _missing(kind, traveller, place)
    problems += _expired(traveller, today, place)
    identity = traveller.identity
    for reading in readings:
        problems += [Problem(doubt, place, _COMPARE) for doubt in reading.doubts]
        problems += [Problem(message, place, _COMPARE) for message in _contradictions(identity, reading)]
        identity = _filled(identity, reading)
    of_row = [problem for problem in traveller.problems if problem.message not in _OF_ROWS]
    return replace(traveller, identity=identity, problems=(*of_row, *problems))


def read_pass(
    holder: Mapping[str, str], children: Sequence[Mapping[str, str]], *, today: date, place: str = "card"
) -> tuple[Traveller, ...]:
    """The holder of a pass and the children entered on it, each a traveller of its own.

    A child has no document: `carried_by` is the number of the pass, and its reference is the holder's with the child's
    number, so that they stay together. Children keep the holder's role, booking and journey unless they say otherwise.

    Raises:
        Unreadable: the kind of card is not known.
    """
    first = read_card(holder, today=today, place=place)
    number = first.identity.documents[0].number if first.identity.documents else ""
    kind = _kind(holder.get("card", "").strip(), _values(holder))
    reference = first.reference or number
    found = [first]
    for count, child in enumerate(children, start=1):
        where = say("{place}, child {count}", place=sentence(place), count=count)
        typed = {"role": first.role, "card": kind.kind, **child, "carried_by": number or "-"}
        row = read_card(typed, today=today, place=where)
        problems = list(row.problems)
        if kind.children and count > kind.children:
            message = say("A {card} carries {count} children at most.", card=kind.name, count=kind.children)
            problems.append(Problem(message, where, "Ask for the child's own."))
        found.append(
            replace(
                row,
                reference=row.reference or f"{reference}/{count}",
                booking=row.booking or first.booking,
                journey=first.journey,
                carried_by=number,
                problems=tuple(problems),
            )
        )
    return tuple(found)


def _values(fields: Mapping[str, str]) -> dict[str, list[str]]:
    """The typed texts by the field that each header means."""
    values: dict[str, list[str]] = {}
    for key, text in fields.items():
        name = field(key)
        if name and key != "card":
            values.setdefault(name, []).extend([text] if name in _UNDIVIDED else text.split(";"))
    return values


def _first(values: Mapping[str, Sequence[str]], name: str) -> str:
    return next((text.strip() for text in values.get(name, ()) if text.strip()), "")


def _kind(said: str, values: Mapping[str, Sequence[str]]) -> CardKind:
    kinds = card_kinds()
    if said in kinds:
        return kinds[said]
    if said:
        message = say("The kind of card “{said}” is not known.", said=printable(said))
        raise Unreadable(message, remedy=say("Use one of: {kinds}.", kinds=", ".join(kinds)))
    typed = _first(values, "kind")
    if typed:
        found = kinds.get(typed.casefold()) or kinds.get(word("document", typed) or "")
        if found is None:
            message = say("The kind of document “{said}” is not known.", said=printable(typed))
            raise Unreadable(message, remedy=say("Use one of: {kinds}.", kinds=", ".join(general_kinds())))
        return found
    told = next((kind for column, kind in _TOLD_BY_COLUMN.items() if _first(values, column)), "other")
    return kinds[told]


def _row(kind: CardKind, numbers: Sequence[str], values: dict[str, list[str]], *, today: date, place: str) -> Traveller:
    """The traveller with the typed numbers as documents of that kind; the expiry is the first one's."""
    values.pop("kind", None)
    expires = _first({"expires": values.pop("expires", [])}, "expires")
    issuer = _first({"issuer": values.pop("issuer", [])}, "issuer") or kind.issuer
    row = Row(place, today, values)
    row.papers = [
        {"number": number, "kind": kind.document, "issuer": issuer, "expires": "" if index else expires}
        for index, number in enumerate(numbers)
    ]
    return row.traveller()


def _unnamed(traveller: Traveller, place: str) -> list[Problem]:
    """Said once, and only where no number is there either: of a number alone the answer itself says what it means."""
    identity = traveller.identity
    if identity.names or identity.documents:
        return []
    return [Problem("There is no name.", place, fatal=identity == Identity())]


def _missing(kind: CardKind, traveller: Traveller, place: str) -> list[Problem]:
    """What else than the name the card must say and was not typed."""
    identity = traveller.identity
    document = identity.documents[0] if identity.documents else None
    there = {
        "number": document is not None,
        "birth": bool(identity.births),
        "expires": document is not None and document.expires.known,
        "nationality": bool(identity.nationalities),
        "issuer": document is not None and bool(document.issuer),
    }
    lacking = [_NEED_WORDS[need] for need in kind.needs if not there.get(need, True)]
    if not lacking:
        return []
    *most, last = lacking
    if not most:
        message = say("{card}: the {missing} is missing.", card=kind.name, missing=last)
    else:
        named = reduce(lambda one, other: say("{most}, the {last}", most=one, last=other), most)
        both = say("{most} and the {last}", most=named, last=last)
        message = say("{card}: the {missing} are missing.", card=kind.name, missing=both)
    return [Problem(message, place, "Read it from the card.")]


def _too_old(kind: CardKind, identity: Identity, today: date, place: str) -> list[Problem]:
    """Whether someone entered on a pass of this kind has outgrown it."""
    age = _age(identity.births, today)
    if kind.child_age is None or age is None or age < kind.child_age:
        return []
    message = say(
        "The child is {age}; a {card} carries children below {limit}.", age=age, card=kind.name, limit=kind.child_age
    )
    return [Problem(message, place, "Ask for the child's own document.")]


def _expired(traveller: Traveller, today: date, place: str) -> list[Problem]:
    return [
        Problem(say("The document expired on {day}.", day=document.expires), place, "Ask for a valid document.")
        for document in traveller.identity.documents
        if document.expires.exact and str(document.expires) < today.isoformat()
    ]


def _contradictions(identity: Identity, reading: NumberReading) -> list[Sentence]:
    found = []
    if reading.birth.known and identity.births and not any(_fits(birth, reading.birth) for birth in identity.births):
        said = say("The number says born {ours}, the card {theirs}.", ours=reading.birth, theirs=identity.births[0])
        found.append(said)
    if reading.sex and identity.sex in {"F", "M"} and identity.sex != reading.sex:
        words = {"F": say("female"), "M": say("male")}
        ours, theirs = words[reading.sex], words[identity.sex]
        found.append(say("The number says {ours}, the card {theirs}.", ours=ours, theirs=theirs))
    return found


def _fits(typed: PartialDate, said: PartialDate) -> bool:
    """Whether no part that both know differs; the century of a two-digit year is open."""
    years = typed.year is None or said.year is None or (typed.year - said.year) % 100 == 0
    pairs = ((typed.month, said.month), (typed.day, said.day))
    return years and all(None in pair or pair[0] == pair[1] for pair in pairs)


def _filled(identity: Identity, reading: NumberReading) -> Identity:
    births = identity.births or ((reading.birth,) if reading.birth.known else ())
    return replace(
        identity,
        births=births,
        sex=identity.sex or reading.sex,
        birth_place=identity.birth_place or reading.birth_place,
    )


def _age(births: Sequence[PartialDate], today: date) -> int | None:
    """Full years by the first birth date; None where its year is not known."""
    birth = births[0] if births else None
    if birth is None or birth.year is None:
        return None
    had_birthday = (today.month, today.day) >= (birth.month or 1, birth.day or 1)
    return today.year - birth.year - (0 if had_birthday else 1)
