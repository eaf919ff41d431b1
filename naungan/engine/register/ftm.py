"""Reads FollowTheMoney entities as JSON lines (OpenSanctions' files): Person, with Sanction, Passport, Identification.

Flat files keep a person's sanctions and documents as entities of their own, before or after the person: `gather` reads
them first, `read` then yields the persons. Nested files hold them inside the person; both shapes are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from naungan.engine.records import (
    UNKNOWN_DATE,
    Document,
    DocumentKind,
    Identity,
    Name,
    NameKind,
    PartialDate,
    Problem,
    Sentence,
    say,
    together,
)
from naungan.engine.register.reading import ImportOptions, Line, Proposal, read_date, read_sex, read_states
from naungan.engine.register.record import Charge, Conviction, EntryDraft, Notice

Properties = dict[str, list[Any]]

_NAMES: tuple[tuple[str, NameKind], ...] = (
    ("name", "main"), ("alias", "alias"), ("previousName", "former"), ("weakAlias", "low-quality"),
)  # fmt: skip
_NUMBERS: tuple[tuple[str, DocumentKind], ...] = (
    ("passportNumber", "passport"), ("idNumber", "id-card"), ("socialSecurityNumber", "id-card"),
)  # fmt: skip
_OVER = frozenset({"inactive", "expired", "removed", "delisted", "cancelled", "lifted"})


@dataclass(slots=True)
class Links:
    """Sanctions and documents of a file by the id of the person whom they are about."""

    sanctions: dict[str, list[Properties]] = field(default_factory=dict)
    documents: dict[str, list[Properties]] = field(default_factory=dict)


def gather(lines: Iterable[Line]) -> Links:
    """The entities of a file that point to a person; what can't be read is passed over here and told by `read`."""
    links = Links()
    for line in lines:
        if line.problem is not None or ('"Person"' in line.text and '"properties"' not in line.text):
            continue
        entity = _entity(line.text)
        if not isinstance(entity, dict):
            continue
        schema, properties = entity.get("schema"), _properties(entity)
        if schema == "Sanction":
            _point(links.sanctions, properties, "entity")
        elif schema in {"Passport", "Identification"}:
            kind = "passport" if schema == "Passport" else "id-card"
            _point(links.documents, properties | {"_kind": [kind]}, "holder")
    return links


def _point(kept: dict[str, list[Properties]], properties: Properties, key: str) -> None:
    for holder in _strings(properties, key):
        kept.setdefault(holder, []).append(properties)


def read(lines: Iterable[Line], links: Links, *, options: ImportOptions, today: date) -> Iterator[Proposal]:
    """One proposal for each person; entities of other kinds are passed over in silence, broken lines are not."""
    for line in lines:
        if not line.text.strip() and line.problem is None:
            continue
        place = say("line {line}", line=line.number)
        if line.problem is not None:
            yield Proposal(place, None, (line.problem,))
            continue
        entity = _entity(line.text)
        if isinstance(entity, str):
            yield Proposal(place, None, (Problem(entity, place, "Fetch the file again.", fatal=True),))
        elif entity.get("schema") == "Person":
            yield _Person(entity, links, place, options, today).proposal()


def _entity(text: str) -> dict[str, Any] | Sentence:
    """The entity of a line, or a sentence that says why there is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        return say("The line is not JSON ({why}).", why=str(wrong)[:80])
    if not isinstance(value, dict) or not isinstance(value.get("schema"), str):
        return say("The line is no FollowTheMoney entity: it has no schema.")
    return value


def _properties(entity: Mapping[str, Any]) -> Properties:
    given = entity.get("properties")
    if not isinstance(given, dict):
        return {}
    return {str(key): value if isinstance(value, list) else [value] for key, value in given.items()}


def _strings(properties: Properties, *keys: str) -> list[str]:
    """The texts of these properties, each once, in order."""
    found = [value for key in keys for value in properties.get(key, []) if isinstance(value, str) and value.strip()]
    return list(dict.fromkeys(found))


def _first(properties: Properties, *keys: str) -> str:
    return next(iter(_strings(properties, *keys)), "")


class _Person:
    """One person of a file on the way to a draft."""

    def __init__(self, entity: dict[str, Any], links: Links, place: str, options: ImportOptions, today: date) -> None:
        self.id = str(entity.get("id") or "")
        self.place = together((place, self.id), ", ")
        self.own = _properties(entity)
        self.options, self.today = options, today
        self.problems: list[Problem] = []
        nested = [value for value in self.own.get("sanctions", []) if isinstance(value, dict)]
        self.sanctions = links.sanctions.get(self.id, []) + [_properties(value) for value in nested]
        self.papers = links.documents.get(self.id, []) + [
            _properties(value) | {"_kind": ["passport" if value.get("schema") == "Passport" else "id-card"]}
            for key in ("identification", "passports")
            for value in self.own.get(key, [])
            if isinstance(value, dict)
        ]
        self.seen = self._day(str(entity.get("last_seen") or "")[:10], "last_seen") or options.verified_on

    def proposal(self) -> Proposal:
        """The draft with what could not be read."""
        topics = set(_strings(self.own, "topics"))
        wanted = "wanted" in topics
        grounds = self.sanctions or ([{}] if wanted or any(topic.startswith("crime") for topic in topics) else [])
        convicted = [] if wanted else [self._conviction(given) for given in grounds if not _is_notice(given)]
        noticed = [self._notice(given) for given in grounds if wanted or _is_notice(given)]
        draft = EntryDraft(
            identity=self._identity(),
            source=self.options.source,
            source_reference=self.id,
            owner_state=self.options.owner_state,
            owner_agency=self.options.owner_agency,
            lawful_basis=self.options.lawful_basis,
            expires_on=self.options.expires_on,
            convictions=tuple(convicted),
            notices=tuple(noticed),
            sample=self.options.sample,
        )
        return Proposal(self.place, draft, tuple(self.problems))

    def _date(self, text: str, what: str) -> PartialDate:
        if not text:
            return UNKNOWN_DATE
        return read_date(text, what, today=self.today, place=self.place, problems=self.problems)

    def _day(self, text: str, what: str) -> date | None:
        found = self._date(text, what)
        return date(found.year or 1, found.month or 1, found.day or 1) if found.exact else None

    def _states(self, properties: Properties, *keys: str) -> tuple[str, ...]:
        return read_states(_strings(properties, *keys), keys[0], place=self.place, problems=self.problems)

    def _identity(self) -> Identity:
        births = [self._date(text, "birthDate") for text in _strings(self.own, "birthDate")]
        return Identity(
            names=self._names(),
            births=tuple(dict.fromkeys(birth for birth in births if birth.known)),
            sex=read_sex(_first(self.own, "gender")),  # type: ignore[arg-type]
            nationalities=self._states(self.own, "nationality", "citizenship"),
            documents=self._documents(),
            birth_place=_first(self.own, "birthPlace"),
        )

    def _names(self) -> tuple[Name, ...]:
        found: dict[str, Name] = {}
        for key, kind in _NAMES:
            for text in _strings(self.own, key):
                used: NameKind = "alias" if kind == "main" and found else kind
                found.setdefault(text, Name(text, used))
        given, surname = _strings(self.own, "firstName"), _strings(self.own, "lastName")
        if len(given) == len(surname) == 1:
            text = f"{given[0]} {surname[0]}"
            kind = found[text].kind if text in found else ("alias" if found else "main")
            found[text] = Name(text, kind, surname=surname[0], given=given[0])
        return tuple(sorted(found.values(), key=lambda name: name.kind != "main"))

    def _documents(self) -> tuple[Document, ...]:
        states = self._states(self.own, "nationality", "citizenship")
        issuer = states[0] if len(states) == 1 else ""
        found = [Document(kind, number, issuer) for key, kind in _NUMBERS for number in _strings(self.own, key)]
        for paper in self.papers:
            country = self._states(paper, "country")
            expires = self._date(_first(paper, "endDate"), "endDate")
            kind: DocumentKind = "passport" if paper["_kind"] == ["passport"] else "id-card"
            for number in _strings(paper, "number", "passportNumber"):
                found = [known for known in found if known.number != number]
                found.append(Document(kind, number, country[0] if country else issuer, expires))
        return tuple(dict.fromkeys(found))

    def _charge(self, given: Properties) -> Charge:
        words = _first(given, "reason", "provisions", "summary") or "\n".join(_strings(self.own, "notes", "summary"))
        state = self._states(given, "country")
        return Charge(words, state=state[0] if state else "")

    def _notice(self, given: Properties) -> Notice:
        issued = self._date(_first(given, "listingDate", "startDate"), "listingDate")
        ended = self._day(_first(given, "endDate"), "endDate")
        if ended is None and _first(given, "status").casefold() in _OVER:
            ended = self.today
        return Notice(
            kind=_kind_of_notice(given),
            number=_first(given, "authorityId", "unscId") or self.id,
            bureau=_first(given, "authority"),
            channel=self.options.channel,
            issued=issued,
            charges=(self._charge(given),),
            last_verified=self.seen,
            cancelled_on=ended,
        )

    def _conviction(self, given: Properties) -> Conviction:
        charge = self._charge(given)
        return Conviction(
            section=charge.words,
            words="\n".join(_strings(self.own, "notes")),
            court=_first(given, "authority"),
            court_state=charge.state,
            convicted_on=self._date(_first(given, "listingDate", "startDate"), "listingDate"),
            sentence=_first(given, "duration"),
        )


def _is_notice(given: Properties) -> bool:
    return "interpol" in " ".join(_strings(given, "authority", "program", "programId")).casefold()


def _kind_of_notice(given: Properties) -> str:
    """The colour that an INTERPOL listing names; a state's own list of wanted persons otherwise."""
    told = " ".join(_strings(given, "authority", "program", "programId", "programUrl")).casefold()
    if "interpol" in told:
        return next((colour for colour in ("yellow", "green", "un", "red") if colour in told.split()), "red")
    return "national-warrant"
