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
        [[name.text, name.kind, name.script, name.surname, name.given, name.truncated] for name in identity.names],
        [_date(birth) for birth in identity.births],
        identity.sex,
        identity.nationalities,
        [[paper.kind, paper.number, paper.issuer, _date(paper.expires)] for paper in identity.documents],
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
            Document(kind, number, issuer, PartialDate(*expires)) for kind, number, issuer, expires in documents
        ),
        birth_place=place,
    )
    return Candidate(entry, version, identity, concern)


def _date(given: PartialDate) -> Date:
    return given.year, given.month, given.day
