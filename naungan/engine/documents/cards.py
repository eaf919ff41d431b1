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
from naungan.engine.documents.fields import Row
from naungan.engine.documents.numbers import NumberReading, read_number
from naungan.engine.documents.words import field, word
from naungan.engine.errors import Unreadable
from naungan.engine.records import Identity, PartialDate, Problem, Sentence, Traveller, say, sentence
from naungan.engine.tables import rows

_COMPARE: Final = "Compare what was typed with the card."
_NUMBERS: Final = ("number", "id_number", "passport")
_UNDIVIDED: Final = frozenset({"mrz", "birth_place", "reference"})
_NEED_WORDS: Final = {
    "name": say("name"),
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


def read_card(fields: Mapping[str, str], *, today: date, place: str = "card") -> Traveller:
    """The traveller of one typed card.

    `fields`: a kind of card under "card" (tables/card_kinds; without it the document type decides between the general
    kinds), and the card's texts under any header of tables/list_columns: name, birth, sex, number, expires, …
    Several values of a field are divided by semicolons. A birth date and sex that the number tells fill what was not
    typed; where they contradict what was typed, a problem says so. With `carried_by` the row is a person entered on
    another's pass: that number is not taken as the person's own document.

    Raises:
        Unreadable: the kind of card is not known.
    """
    values: dict[str, list[str]] = {}
    for key, text in fields.items():
        name = field(key)
        if name and key != "card":
            values.setdefault(name, []).extend([text] if name in _UNDIVIDED else text.split(";"))
    kind = _kind(fields.get("card", ""), values)
    row = Row(place, today, values)
    numbers = [text.strip() for name in _NUMBERS for text in values.pop(name, ()) if text.strip()]
    values.pop("kind", None)
    expires = next(iter(values.pop("expires", [])), "")
    issuer = next(iter(values.pop("issuer", [])), "") or kind.issuer
    carried = any(text.strip() for text in values.get("carried_by", ()))
    if not carried:
        row.papers = [
            {"number": number, "kind": kind.document, "issuer": issuer, "expires": "" if index else expires}
            for index, number in enumerate(numbers)
        ]
    traveller = row.traveller()
    if carried:
        return traveller
    readings = [read_number(kind.number_rule, number, today=today) for number in numbers if kind.number_rule]
    problems = [*_missing(kind, traveller, place), *_expired(traveller, today, place)]
    identity = traveller.identity
    for reading in readings:
        problems += [Problem(doubt, place, _COMPARE) for doubt in reading.doubts]
        problems += [Problem(message, place, _COMPARE) for message in _contradictions(identity, reading)]
        identity = _filled(identity, reading)
    return replace(traveller, identity=identity, problems=(*traveller.problems, *problems))


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
    kind = _kind(holder.get("card", ""), {field(key): [text] for key, text in holder.items()})
    reference = first.reference or number
    found = [first]
    for count, child in enumerate(children, start=1):
        where = say("{place}, child {count}", place=sentence(place), count=count)
        row = read_card({"role": first.role, **child, "carried_by": number or "-"}, today=today, place=where)
        problems = list(row.problems)
        if kind.children and count > kind.children:
            message = say("A {card} carries {count} children at most.", card=kind.name, count=kind.children)
            problems.append(Problem(message, where, "Ask for the child's own."))
        if (
            kind.child_age is not None
            and (age := _age(row.identity.births, today)) is not None
            and age >= kind.child_age
        ):
            message = say(
                "The child is {age}; a {card} carries children below {limit}.",
                age=age,
                card=kind.name,
                limit=kind.child_age,
            )
            problems.append(Problem(message, where, "Ask for the child's own document."))
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


def _kind(said: str, values: Mapping[str, Sequence[str]]) -> CardKind:
    kinds = card_kinds()
    if said in kinds:
        return kinds[said]
    if said:
        raise Unreadable(
            say("The kind of card “{said}” is not known.", said=printable(said)),
            remedy=say("Use one of: {kinds}.", kinds=", ".join(kinds)),
        )
    typed = next(iter(values.get("kind", ())), "")
    return kinds.get(word("document", typed) or "", kinds["id-card"])


def _missing(kind: CardKind, traveller: Traveller, place: str) -> list[Problem]:
    identity = traveller.identity
    document = identity.documents[0] if identity.documents else None
    there = {
        "name": bool(identity.names),
        "number": document is not None,
        "birth": bool(identity.births),
        "expires": document is not None and document.expires.known,
        "nationality": bool(identity.nationalities),
        "issuer": document is not None and bool(document.issuer),
    }
    lacking = [_NEED_WORDS[need] for need in kind.needs if not there[need]]
    if not lacking:
        return []
    missing = reduce(lambda most, last: say("{most} and the {last}", most=most, last=last), lacking)
    message = say("{card}: the {missing} is missing.", card=kind.name, missing=missing)
    return [Problem(message, place, "Read it from the card.")]


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
