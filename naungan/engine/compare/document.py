"""Two sets of documents: number and issuer agree, nearly agree, or differ. People renew, so differing proves little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from naungan.engine.compare.evidence import Evidence, wordless
from naungan.engine.compare.weights import weight
from naungan.engine.names import clean
from naungan.engine.records import Document

SHORT: Final = 6
"""Numbers of fewer characters are short: they agree by chance and are not compared for slips."""

LONGEST: Final = 24
"""Characters of a number that are compared."""

_LEAST: Final = 4


class Paper(NamedTuple):
    """A document ready to be compared: capital letters and digits only."""

    kind: str
    number: str
    issuer: str

    def __str__(self) -> str:
        return f"{self.number} {self.issuer}".strip()


def papers_of(documents: Sequence[Document]) -> tuple[Paper, ...]:
    """Documents with a usable number, each once; XXXX, 000000 and numbers under four characters are no evidence."""
    found: dict[Paper, None] = {}
    for document in documents:
        number = _plain_number(document.number[: 4 * LONGEST])
        if len(number) >= _LEAST and len(set(number)) > 1:
            found[Paper(document.kind, number, _issuer(document.issuer))] = None
    return tuple(found)


def _plain_number(text: str) -> str:
    """Capital letters and digits of a number as written."""
    if text.isascii() and text.isalnum():  # nearly all are
        return text.upper()[:LONGEST]
    return "".join(letter for letter in clean(text).upper() if letter.isascii() and letter.isalnum())[:LONGEST]


def compare_papers(ours: Sequence[Paper], theirs: Sequence[Paper]) -> Evidence:
    """The strongest agreement of any of our documents with any of theirs; 0 bits where there is nothing to compare."""
    if not ours and not theirs:
        return wordless("document", "unknown", 0.0)
    best: Evidence | None = None
    for our in ours:
        for their in theirs:
            level = paper_level(our, their)
            bits = weight("document", level)
            if level != "unknown" and (best is None or bits > best.bits):
                best = Evidence("document", level, bits, str(our), str(their))
    return best or Evidence("document", "unknown", 0.0, _first(ours), _first(theirs))


def paper_level(ours: Paper, theirs: Paper) -> str:
    """The level of tables/match_weights at which two documents stand. Symmetric."""
    issuers_known = bool(ours.issuer and theirs.issuer)
    if ours.number == theirs.number:
        if len(ours.number) < SHORT:
            return "short"
        if not issuers_known:
            return "number"
        return "exact" if ours.issuer == theirs.issuer else "other-issuer"
    if issuers_known and ours.issuer != theirs.issuer:
        return "unknown"
    if one_slip(ours.number, theirs.number):
        return "near"
    return "differs" if issuers_known and ours.kind == theirs.kind else "unknown"


def one_slip(one: str, other: str) -> bool:
    """Whether numbers of one length differ in one character, or in two neighbours exchanged."""
    return len(one) == len(other) >= SHORT and OSA.distance(one, other, score_cutoff=1) == 1


def _issuer(code: str) -> str:
    code = code.strip().upper()
    return "DEU" if code == "D" else code


def _first(papers: Sequence[Paper]) -> str:
    return str(papers[0]) if papers else ""
