"""An entry as bytes, as a snapshot holds it: JSON, since a file that others may write must not be code."""

from __future__ import annotations

import json

from naungan.engine.records import Document, Identity, Name, PartialDate
from naungan.engine.screening.query import Candidate

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

Date = tuple[int | None, int | None, int | None]


def pack_candidate(candidate: Candidate) -> bytes:
    """An entry as JSON in UTF-8; the inverse is `unpack_candidate`."""
    identity = candidate.identity
    kept = [
        candidate.entry,
        candidate.version,
        candidate.concern,
        [_name(name) for name in identity.names],
        [_date(birth) for birth in identity.births],
        identity.sex,
        identity.nationalities,
        [_document(paper) for paper in identity.documents],
        identity.birth_place,
    ]
    return _encode(kept).encode("utf-8", "surrogatepass")


def unpack_candidate(kept: bytes) -> Candidate:
    """The entry that `pack_candidate` packed."""
    entry, version, concern, names, births, sex, nationalities, documents, place = json.loads(
        kept.decode("utf-8", "surrogatepass")
    )
    identity = Identity(
        names=tuple(Name(*name) for name in names),
        births=tuple(PartialDate(*birth) for birth in births),
        sex=sex,
        nationalities=tuple(nationalities),
        documents=tuple(
            Document(kind, number, issuer, *(PartialDate(*date) for date in expires))
            for kind, number, issuer, *expires in documents
        ),
        birth_place=place,
    )
    return Candidate(entry, version, identity, concern)


def _name(given: Name) -> tuple[str | bool, ...]:
    """The fields of a name, what is as by default left out at the end."""
    if given.surname or given.given or given.truncated:
        return given.text, given.kind, given.script, given.surname, given.given, given.truncated
    return (given.text, given.kind, given.script) if given.script or given.kind != "main" else (given.text,)


def _document(given: Document) -> tuple[str | Date, ...]:
    """The fields of a document, a day of expiry where one is told."""
    if given.expires.known:
        return given.kind, given.number, given.issuer, _date(given.expires)
    return given.kind, given.number, given.issuer


def _date(given: PartialDate) -> Date:
    return given.year, given.month, given.day
