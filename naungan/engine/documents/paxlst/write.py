"""PAXLST written: interchanges for samples, tests and partners, in the directories that are met in the field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from naungan.engine.documents.encoding import printable
from naungan.engine.documents.paxlst.codes import code_for, meanings
from naungan.engine.documents.paxlst.separators import Separators
from naungan.engine.documents.paxlst.values import ListFunction
from naungan.engine.errors import Refused
from naungan.engine.records import Document, Journey, Name, PartialDate, Traveller, say

VERSIONS: Final = ("D.02B", "D.05B", "D.12B", "D.15B")
MOST_ALIASES: Final = 5
"""C058 has five components (UNTDID)."""

_WORDS: Final = {"border-pass": "BORDER PASS", "residence": "RESIDENCE PERMIT"}


def write_paxlst(
    travellers: Iterable[Traveller],
    journey: Journey,
    *,
    prepared: datetime,
    version: str = "D.05B",
    function: ListFunction = "original",
    reference: str = "",
    earlier: str = "",
    sender: str = "",
    recipient: str = "",
    contact: str = "",
    control: str = "1",
    charset: str = "UNOA",
    per_message: int = 1000,
    separators: Separators | None = None,
) -> bytes:
    """One interchange with the `travellers` of one journey, in the order given.

    Crew and passengers, and rows whose `action` differs, come in messages of their own; so do rows beyond
    `per_message` (at least 1), as parts of one list. `charset` is the syntax level of UNB: UNOA and UNOB are ASCII,
    UNOC to UNOL ISO 8859, UNOW UTF-8. Each document and name is written as read; up to five further names go into
    C058. Leaves out what PAXLST has no place for: scripts, `carried_by`, `mrz`, and a traveller's own `journey`
    but for its origin, destination and clearance ports.

    Raises:
        Refused: a version or charset that is not known, or text that the charset can't carry.
    """
    if version not in VERSIONS:
        known = ", ".join(VERSIONS)
        raise Refused(
            say("PAXLST {version} is not written; known are {known}.", version=version, known=known),
            rule="paxlst-version",
        )
    codec = meanings("0001").get(charset)
    if codec is None:
        raise Refused(
            say("The charset {charset} is not known; use UNOA, UNOC or UNOW.", charset=charset), rule="paxlst-charset"
        )
    envelope = _Envelope(prepared, charset, sender, recipient, contact, control)
    writer = _Writer(separators or Separators(), version, function, reference, earlier)
    text = writer.interchange(list(_messages(travellers, max(per_message, 1))), journey, envelope)
    try:
        return text.encode(codec)
    except UnicodeEncodeError as wrong:
        letters = printable(text[wrong.start : wrong.end])
        raise Refused(
            say("“{letters}” can't be written in {charset}.", letters=letters, charset=charset),
            rule="paxlst-charset",
            remedy="Use UNOW (UTF-8).",
        ) from None


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one message."""

    travellers: tuple[Traveller, ...] = ()
    part: int = 1
    last: bool = True

    @property
    def crew(self) -> bool:
        return any(row.role == "crew" for row in self.travellers)

    @property
    def action(self) -> str:
        return self.travellers[0].action if self.travellers else ""


def _messages(travellers: Iterable[Traveller], most: int) -> Iterator[_Rows]:
    """Rows divided into messages; one without rows where there are none (a cancellation)."""
    empty = True
    for _, rows in groupby(travellers, key=lambda row: (row.role == "crew", row.action)):
        together = tuple(rows)
        for start in range(0, len(together), most):
            empty = False
            yield _Rows(together[start : start + most], start // most + 1, start + most >= len(together))
    if empty:
        yield _Rows()


@dataclass(frozen=True, slots=True)
class _Envelope:
    prepared: datetime
    charset: str
    sender: str
    recipient: str
    contact: str
    control: str


class _Writer:
    def __init__(
        self, separators: Separators, version: str, function: ListFunction, reference: str, earlier: str
    ) -> None:
        self.separators = separators
        self.version = version
        self.function = function
        self.reference = reference
        self.earlier = earlier
        self.pieces: list[str] = []
        self.count = 0

    def segment(self, tag: str, *elements: str | Sequence[str]) -> None:
        """Add one segment; empty components and elements at the end are left out."""
        marks = self.separators
        texts = [element if isinstance(element, str) else self._composite(element) for element in elements]
        texts = [
            marks.released(text) if isinstance(element, str) else text
            for text, element in zip(texts, elements, strict=True)
        ]
        while texts and not texts[-1]:
            texts.pop()
        self.pieces.append(marks.element.join([tag, *texts]) + marks.terminator + "\r\n")
        self.count += 1

    def _composite(self, components: Sequence[str]) -> str:
        parts = [self.separators.released(part) for part in components]
        while parts and not parts[-1]:
            parts.pop()
        return self.separators.component.join(parts)

    def interchange(self, messages: list[_Rows], journey: Journey, envelope: _Envelope) -> str:
        moment = (f"{envelope.prepared:%y%m%d}", f"{envelope.prepared:%H%M}")
        parties, control = (envelope.sender, envelope.recipient), envelope.control
        directory, _, release = self.version.partition(".")
        self.pieces.append(self.separators.advice + "\r\n")
        self.segment("UNB", (envelope.charset, "4"), *parties, moment, control, "", "APIS")
        self.segment("UNG", "PAXLST", *parties, moment, control, "UN", (directory, release))
        for number, rows in enumerate(messages, start=1):
            self.message(f"PAX{number:03d}", rows, journey, envelope.contact)
        self.segment("UNE", str(len(messages)), control)
        self.segment("UNZ", "1", control)
        return "".join(self.pieces)

    def message(self, control: str, rows: _Rows, journey: Journey, contact: str) -> None:
        directory, _, release = self.version.partition(".")
        self.count = 0
        transfer: Sequence[str] = ()
        if rows.part > 1 or not rows.last:
            transfer = (f"{rows.part:02d}", "F" if rows.last else "C" if rows.part == 1 else "")
        shared = self.reference or "LIST" if transfer else ""
        self.segment("UNH", control, ("PAXLST", directory, release, "UN", "IATA"), shared, transfer)
        self.beginning(rows.action, crew=rows.crew)
        self.segment("NAD", "MS", "", "", contact)
        self.leg(journey)
        for row in rows.travellers:
            self.traveller(row)
        self.segment("CNT", (code_for("6069", "crew" if rows.crew else "passengers"), str(len(rows.travellers))))
        self.segment("UNT", str(self.count + 1), control)

    def beginning(self, action: str, *, crew: bool) -> None:
        """BGM and RFF: kind, function, and which list this is or which earlier one it is about."""
        kind = code_for("1001/bgm", "crew" if crew else "passengers")
        words, function = "", ""
        if self.function == "change":
            function = code_for("1225", f"change:{action or 'change'}")
        elif self.function == "close" and action in {"confirm", "delete"}:
            kind, words = code_for("1001/bgm", "status"), code_for("1004", f"close:{action}")
        else:
            function = code_for("1225", self.function)
        self.segment("BGM", kind, words, function)
        if self.reference:
            self.segment("RFF", (code_for("1153", "transaction"), self.reference))
        if self.earlier:
            self.segment("RFF", (code_for("1153", "earlier"), self.earlier))

    def leg(self, journey: Journey) -> None:
        self.segment("TDT", "20", journey.conveyance, "", "", journey.carrier)
        for place, port, function, moment in (
            ("departure", journey.departure_port, "departs", journey.departs_at),
            ("arrival", journey.arrival_port, "arrives", journey.arrives_at),
        ):
            self.segment("LOC", code_for("3227", place), port)
            if moment:
                digits = "".join(letter for letter in moment if letter.isdecimal())
                form = {8: "102", 12: "203"}.get(len(digits))
                if form is None:
                    raise Refused(
                        say("The time “{time}” is not written as 2026-05-12T09:00.", time=printable(moment)),
                        rule="paxlst-time",
                    )
                self.segment("DTM", (code_for("2005", function), digits, form))

    def traveller(self, row: Traveller) -> None:
        who = row.identity
        self.segment("NAD", code_for("3035", row.role), "", _further(who.names[1:]), _main(who.names))
        if who.sex:
            self.segment("ATT", "2", "", code_for("9019", who.sex))
        for birth in who.births:
            self.day("birth", birth)
        for meaning, value in (
            ("clearance", row.journey.clearance_port),
            ("origin", row.journey.origin_port),
            ("destination", row.journey.destination_port),
            ("residence", row.residence),
        ):
            if value:
                self.segment("LOC", code_for("3227", meaning), value)
        if who.birth_place:
            self.segment("LOC", code_for("3227", "birth"), ("", "", "", who.birth_place))
        for nationality in who.nationalities:
            self.segment("NAT", "2", nationality)
        for meaning, value in (("booking", row.booking), ("reference", row.reference)):
            if value:
                self.segment("RFF", (code_for("1153", meaning), value))
        for document in who.documents:
            self.document(document)

    def document(self, document: Document) -> None:
        words = _WORDS.get(document.kind, "")
        code = code_for("1001/doc", "other" if words else document.kind)
        self.segment("DOC", (code, "", "", words), document.number)
        if document.expires.known:
            self.day("expiry", document.expires)
        if document.issuer:
            self.segment("LOC", code_for("3227", "issuer"), document.issuer)

    def day(self, meaning: str, given: PartialDate) -> None:
        """A date with its century, unknown parts as zeros."""
        digits = f"{given.year or 0:04d}{given.month or 0:02d}{given.day or 0:02d}"
        self.segment("DTM", (code_for("2005", meaning), digits, "102"))


def _main(names: tuple[Name, ...]) -> tuple[str, ...]:
    if not names:
        return ()
    name = names[0]
    return (name.surname, name.given) if name.given else (name.surname or name.text,)


def _further(names: tuple[Name, ...]) -> tuple[str, ...]:
    if len(names) > MOST_ALIASES:
        raise Refused(
            say(
                "PAXLST carries {most} further names of a traveller; there are {count}.",
                most=MOST_ALIASES,
                count=len(names),
            ),
            rule="paxlst-names",
        )
    return tuple(name.text for name in names)
