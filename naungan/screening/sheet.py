"""What an officer is shown: the traveller as read, the outcome, and each hit beside the entry as it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from naungan.engine.accounts import Language
from naungan.engine.documents.mrz import MrzReading
from naungan.engine.records import Document, Identity, Name, Problem, Traveller, describe_text, text_from
from naungan.engine.register.notices import Advice, advice_on_entry
from naungan.engine.register.record import EntryRecord, partial_date
from naungan.engine.screening import Evidence, Match, Note
from naungan.engine.tables.sentences import in_language

Outcome = Literal["none", "possible", "probable", "unreadable"]
STRENGTH: Mapping[str, int] = {"none": 0, "unreadable": 1, "possible": 2, "probable": 3}


@dataclass(frozen=True, slots=True)
class Hit:
    """A match with the entry re-read from the register. `id` is 0 where nothing was recorded (an explanation)."""

    id: int
    match: Match
    entry: EntryRecord
    prior_bits: float
    on: date
    node_state: str
    state: str = "open"

    @property
    def probability(self) -> float:
        """That traveller and entry are one person, given the evidence and the prior."""
        return self.match.probability

    @property
    def bits(self) -> float:
        """Evidence in bits, without the prior."""
        return self.match.bits

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Element by element."""
        return self.match.evidence

    def advice(self, language: Language = "en") -> tuple[Advice, ...]:
        """What the officer must know of the entry's notices and convictions, urgent first."""
        return advice_on_entry(self.entry, today=self.on, node_state=self.node_state, language=language)


@dataclass(frozen=True, slots=True)
class Screened:
    """One traveller and the answer. `id` is 0 where nothing was recorded."""

    id: int
    traveller: Traveller
    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    reading: MrzReading | None = None
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def place(self) -> str:
        """Where in the list the traveller stands; empty at a counter."""
        return self.traveller.place


@dataclass(frozen=True, slots=True)
class ListReport:
    """A list after its last row: how many, with what outcome, what was wrong with it."""

    id: int
    name: str
    state: str
    received_at: datetime
    rows: int = 0
    clear: int = 0
    possible: int = 0
    probable: int = 0
    unreadable: int = 0
    complete: bool = True
    """False: it was cut off, lost a row, or does not agree with its own counts; it takes no earlier list's place."""
    superseded: int = 0
    """Hits of earlier lists that this one replaced or cancelled."""
    hits: tuple[Screened, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    error: str = ""
    """Why it could not be read, with place and remedy."""


def describe(screened: Screened, language: Language = "en") -> dict[str, Any]:
    """A screening as plain values for JSON: place, traveller as read, outcome, hits with their reasons."""
    return {
        "place": in_language(screened.place, language),
        "traveller": describe_traveller(screened.traveller),
        "outcome": screened.outcome,
        "hits": [describe_hit(hit, language) for hit in screened.hits],
        "notes": [note.say(language) for note in screened.notes],
        "problems": [in_language(problem, language) for problem in screened.problems],
    }


def describe_hit(hit: Hit, language: Language = "en") -> dict[str, Any]:
    """A hit: the entry as the officer needs it, probability, bits, and a reason for each element."""
    entry = hit.entry
    return {
        "id": hit.id,
        "entry": {
            "id": entry.public_id,
            "version": entry.version,
            "concern": entry.concern,
            "owner": entry.owner,
            "fictional": entry.sample,
            **describe_identity(entry.identity),
        },
        "outcome": hit.match.outcome,
        "probability": min(round(hit.probability, 6), 0.999999),
        "bits": round(hit.bits, 2),
        "prior_bits": round(hit.prior_bits, 2),
        "matched_name": hit.match.name,
        "reasons": [
            {"element": e.element, "level": e.level, "bits": round(e.bits, 2), "sentence": e.say(language)}
            for e in hit.evidence
        ],
        "advice": [advice.sentence for advice in hit.advice(language)],
    }


def describe_traveller(traveller: Traveller) -> dict[str, Any]:
    """The traveller as read; empty fields left out, names always there."""
    journey = traveller.journey
    told = {
        "role": traveller.role,
        "reference": traveller.reference,
        "carried_by": traveller.carried_by,
        "conveyance": journey.conveyance,
        "departure_port": journey.departure_port,
        "arrival_port": journey.arrival_port,
    }
    return describe_identity(traveller.identity) | {key: value for key, value in told.items() if value}


def describe_identity(identity: Identity) -> dict[str, Any]:
    """An identity as plain values; the inverse is `identity_from`."""
    names = [
        {key: value for key, value in (("text", n.text), ("kind", n.kind), ("script", n.script), ("surname", n.surname),
                                       ("given", n.given), ("truncated", n.truncated)) if value}
        for n in identity.names
    ]  # fmt: skip
    documents = [
        {"kind": d.kind, "number": d.number, "issuer": d.issuer, "expires": str(d.expires)} for d in identity.documents
    ]
    return {
        "names": names,
        "births": [str(birth) for birth in identity.births],
        "sex": identity.sex,
        "nationalities": list(identity.nationalities),
        "documents": documents,
        "birth_place": identity.birth_place,
    }


def identity_from(kept: Mapping[str, Any]) -> Identity:
    """The identity that `describe_identity` wrote."""
    return Identity(
        names=tuple(Name(**name) for name in kept["names"]),
        births=tuple(partial_date(birth) for birth in kept["births"]),
        sex=kept["sex"],
        nationalities=tuple(kept["nationalities"]),
        documents=tuple(
            Document(d["kind"], d["number"], d["issuer"], partial_date(d["expires"])) for d in kept["documents"]
        ),
        birth_place=kept["birth_place"],
    )


def describe_problem(problem: Problem) -> dict[str, Any]:
    """Where, what and what to do, as they are kept with a list; the inverse is `problem_from`."""
    told = {"place": problem.place, "message": problem.message, "remedy": problem.remedy}
    return {name: describe_text(text) for name, text in told.items() if text}


def problem_from(kept: Mapping[str, Any], *, fatal: bool) -> Problem:
    """The problem that `describe_problem` wrote."""
    told = {name: text_from(text) for name, text in kept.items()}
    return Problem(told.get("message", ""), told.get("place", ""), told.get("remedy", ""), fatal=fatal)


def describe_evidence(evidence: Evidence) -> dict[str, Any]:
    """Evidence as it is kept with a hit; the inverse is `evidence_from`."""
    return {
        "element": evidence.element,
        "level": evidence.level,
        "bits": evidence.bits,
        "ours": evidence.ours,
        "theirs": evidence.theirs,
        "parts": [describe_evidence(part) for part in evidence.parts],
    }


def evidence_from(kept: Mapping[str, Any]) -> Evidence:
    """The evidence that `describe_evidence` wrote."""
    return Evidence(**{**kept, "parts": tuple(evidence_from(part) for part in kept["parts"])})
