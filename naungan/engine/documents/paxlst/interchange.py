"""Whole interchanges: envelopes (UNB to UNZ, UNG to UNE), messages in them, and what their trailers count.

Sources: ISO 9735-1:2002; UNTDID message PAXLST in D.02B, D.05B, D.12B, D.15B; WCO/IATA/ICAO PAXLST guide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from naungan.engine.documents.encoding import Source, even, looks_like, printable
from naungan.engine.documents.paxlst import times
from naungan.engine.documents.paxlst.codes import meanings
from naungan.engine.documents.paxlst.message import TAGS, Message, Row
from naungan.engine.documents.paxlst.parts import Parts
from naungan.engine.documents.paxlst.segments import Segment, Segments
from naungan.engine.documents.paxlst.traveller import Elements, component
from naungan.engine.documents.paxlst.values import ListMessage, ListTotal
from naungan.engine.errors import Unreadable
from naungan.engine.records import Problem, Sentence, say

_SEND_AGAIN: Final = "Ask the sender to send the list again; what could be read was kept."
_COUNTS: Final = "Compare with the sender's own count; segments may have been lost on the way."
_MOST_KINDS: Final = 5
_PERSONS: Final = frozenset({"FL", "FM", "DDU", "DDT"})


def read_paxlst(source: Source, *, today: date) -> Iterator[Row]:
    """The lists, travellers and problems of UN/EDIFACT PAXLST interchanges, in the order of the input, as they come.

    For each message a ListMessage, its Travellers, and a ListTotal; between them Problems that belong to no traveller.
    A segment that can't be read costs that element or that traveller only. `today` gives two-digit years a century.
    Memory stays within a few chunks whatever the length of the input.

    Raises:
        Unreadable: there is no EDIFACT header at the beginning, or no PAXLST message in the whole input.
    """
    return _Reader(source, today).rows()


@dataclass(slots=True)
class _Envelope:
    """UNB or UNG: what its trailer must repeat and count."""

    control: str
    count: int = 0


@dataclass(slots=True)
class _Reader:
    source: Source
    today: date
    segments: Segments = field(init=False)
    message: Message | None = None
    interchange: _Envelope | None = None
    group: _Envelope | None = None
    defaults: ListMessage = field(default_factory=lambda: ListMessage(0, ""))
    out: list[Row] = field(default_factory=list)
    parts: Parts = field(default_factory=Parts)
    lists: int = 0
    others: list[str] = field(default_factory=list)
    foreign: bool = False
    """Inside a message that is not PAXLST."""
    ended: bool = False
    segment: Segment = field(default_factory=lambda: Segment("", 0, 1, 0, "", usable=True))

    def rows(self) -> Iterator[Row]:
        source = even(self.source)
        try:
            self.segments = Segments(source)
        except Unreadable:
            raise _not_edifact(source.head) from None
        if not self.segments.separators.declared:
            found = self.segments.separators
            marks = " ".join(printable(mark) for mark in (found.component, found.element, found.terminator))
            message = say("Unusual separators are not declared (no UNA); read with {marks}.", marks=marks)
            yield Problem(message, say("segment {segment}", segment=1))
        for segment in self.segments:
            self.take(segment)
            if self.out:
                yield from self.out
                self.out.clear()
        self.finish()
        yield from self.out
        if not self.lists:
            raise _no_list(self.others)

    def take(self, segment: Segment) -> None:
        """One segment, perhaps two where a terminator was lost before a NAD."""
        self.segment = segment
        if self.message is not None:
            self.message.segments += 1
        if not segment.usable:
            self.unusable(segment)
            return
        glued = segment.text.find(f"NAD{self.segments.separators.element}", 3)
        if glued > 0 and self.message is not None and self.glued(segment, glued):
            return
        self.read(segment, segment.text)
        if segment.damage:
            self.problem(
                say("The segment {damage}", damage=segment.damage), "Compare the row with the travel document."
            )

    def glued(self, segment: Segment, at: int) -> bool:
        """Two segments whose terminator was lost, read apart; False where NAD stands in the middle of a text."""
        rest = segment.text[at:]
        if component(self.segments.separators.split(rest[:40]), 1) not in _PERSONS:
            return False
        self.read(segment, segment.text[:at])
        self.segment = segment._replace(text=rest)
        self.read(self.segment, rest)
        self.problem("The segment before NAD has no end; the two were read apart.", _SEND_AGAIN)
        return True

    def read(self, segment: Segment, text: str) -> None:
        """Take one good segment."""
        elements = self.segments.separators.split(text)
        tag = elements[0][0].strip()
        envelope = _ENVELOPE.get(tag)
        if envelope is not None:
            envelope(self, elements)
        elif self.message is not None:
            self.inside(self.message, tag, elements)
        elif not self.foreign and not self.ended:
            self.problem(
                say("“{text}” stands outside any message and was passed over.", text=printable(segment.text)),
                "Ask the sender whether a message header (UNH) is missing.",
            )
        if self.message is not None and self.message.out:
            self.out += self.message.out
            self.message.out.clear()

    def inside(self, message: Message, tag: str, elements: Elements) -> None:
        """A segment between UNH and UNT, whose tag may be broken."""
        if tag in TAGS:
            message.read(tag, elements)
        elif component(elements, 1) in _PERSONS and len(elements) > 4:
            message.read("NAD", elements)
            unknown = say("The segment name “{tag}” is not known; it was read as NAD.", tag=printable(tag))
            message.problem(unknown, _SEND_AGAIN)
        else:
            text = printable(self.segment.text)
            message.problem(say("The segment “{text}” could not be read and was passed over.", text=text), _SEND_AGAIN)
            message.lost(tag)

    def unusable(self, segment: Segment) -> None:
        tag = segment.text[:3]
        whole_trailer = tag in {"UNZ", "UNE", "UNT"} and "cut off" in segment.damage
        if whole_trailer:
            self.read(segment, segment.text)
        elif not (self.ended and self.message is None):
            text = printable(segment.text)
            self.problem(say("The segment “{text}” {damage}", text=text, damage=segment.damage), _SEND_AGAIN)
            if self.message is not None:
                self.message.lost(tag)
        if self.message is not None:
            self.out += self.message.out
            self.message.out.clear()

    # Envelopes

    def una(self, _elements: Elements) -> None:
        # Separators were taken from it already, or are the same; whatever was open before it was cut off.
        self.close_interchange()

    def unb(self, elements: Elements) -> None:
        self.close_interchange()
        self.ended = False
        level = component(elements, 1).upper()
        codec = meanings("0001").get(level)
        if codec is None:
            shown = printable(level)
            self.problem(say("The charset “{charset}” in UNB is not known; the list is read as UTF-8.", charset=shown))
        if self.segments.charset != "utf-8" or codec not in {None, "ascii"}:
            self.segments.charset = codec or "utf-8"
        control = component(elements, 5)
        moment = component(elements, 4) + component(elements, 4, 1)
        try:
            prepared = times.read_moment(moment, "", today=self.today) if moment else ""
        except Unreadable:
            shown = printable(moment)
            self.problem(say("The time “{time}” in UNB does not exist; it was left open.", time=shown))
            prepared = ""
        sender, recipient = component(elements, 2), component(elements, 3)
        self.defaults = ListMessage(0, "", sender=sender, recipient=recipient, prepared=prepared, interchange=control)
        self.interchange = _Envelope(control)

    def ung(self, elements: Elements) -> None:
        self.close_group()
        self.group = _Envelope(component(elements, 5))
        if self.interchange:
            self.interchange.count += 1

    def unh(self, elements: Elements) -> None:
        self.close_message()
        kind = component(elements, 2)
        self.foreign = kind.upper() != "PAXLST"
        container = self.group or self.interchange
        if container:
            container.count += 1
        if self.foreign:
            if kind not in self.others and len(self.others) < _MOST_KINDS:
                self.others.append(kind)
            shown = printable(kind)
            self.problem(say("This message is “{kind}”, not a passenger list; it was passed over.", kind=shown))
            return
        self.lists += 1
        part, last = self.parts.announce(elements)
        defaults, control = self.defaults, component(elements, 1)
        header = ListMessage(
            number=self.lists,
            place=say(
                "message {message}, line {line}, byte {byte}",
                message=self.lists,
                line=self.segment.line,
                byte=self.segment.byte,
            ),
            sender=defaults.sender,
            recipient=defaults.recipient,
            prepared=defaults.prepared,
            version=".".join(filter(None, (component(elements, 2, 1), component(elements, 2, 2)))),
            interchange=defaults.interchange,
            control=control,
            part=part,
            last=last,
        )
        self.message = Message(header, self.today, self.here)
        if self.interchange is None:
            self.problem("There is no interchange header (UNB) before this message.", _SEND_AGAIN)

    def unt(self, elements: Elements) -> None:
        self.foreign = False
        message = self.message
        if message is None:
            return
        total = message.end()
        self.out += message.out
        message.out.clear()
        self.check(total, message, elements)
        self.out.append(total)
        self.message = None

    def check(self, total: ListTotal, message: Message, elements: Elements) -> None:
        """Compare what the sender counted with what came."""
        counted, control = component(elements, 1), component(elements, 2)
        if counted != str(message.segments) and counted.lstrip("0") != str(message.segments):
            found = say(
                "UNT counts {counted} segments; {came} came.", counted=printable(counted), came=message.segments
            )
            self.out.append(Problem(found, self.here(), _COUNTS))
        if control != message.header.control:
            self.out.append(Problem("UNT closes a message of another reference number.", self.here(), _COUNTS))
        if message.header.function in {"original", "replace"}:
            self.out += self.parts.compare(total, message.header, self.here())

    def une(self, elements: Elements) -> None:
        self.close_message()
        if self.group is not None:
            self.trailer("UNE", say("messages"), self.group, elements)
        self.group = None

    def unz(self, elements: Elements) -> None:
        self.close_group()
        if self.interchange is not None:
            self.trailer("UNZ", say("messages or groups"), self.interchange, elements)
        self.interchange = None
        self.ended = True

    def trailer(self, tag: str, what: Sentence, envelope: _Envelope, elements: Elements) -> None:
        counted, control = component(elements, 1), component(elements, 2)
        if (counted.lstrip("0") or "0") != str(envelope.count):
            found = say(
                "{tag} counts {counted} {what}; {came} came.",
                tag=tag,
                counted=printable(counted),
                what=what,
                came=envelope.count,
            )
            self.problem(found, _COUNTS)
        if control != envelope.control:
            self.problem(say("{tag} closes an envelope of another reference number.", tag=tag), _COUNTS)

    # Ends that are missing

    def close_message(self) -> None:
        message = self.message
        self.foreign = False
        if message is None:
            return
        total = message.end(complete=False)
        self.out += message.out
        self.out.append(Problem("This message has no end (UNT).", self.here(), _SEND_AGAIN))
        self.out.append(total)
        self.message = None

    def close_group(self) -> None:
        self.close_message()
        if self.group is not None:
            self.problem("This group of messages has no end (UNE).", _SEND_AGAIN)
        self.group = None

    def close_interchange(self) -> None:
        self.close_group()
        if self.interchange is not None:
            self.problem("The interchange has no end (UNZ): it was cut off in transmission.", _SEND_AGAIN)
        self.interchange = None

    def finish(self) -> None:
        self.close_interchange()
        self.out += self.parts.missing()

    def problem(self, message: str, remedy: str = "") -> None:
        if self.message is not None:
            self.message.problem(message, remedy)
        else:
            self.out.append(Problem(message, self.here(), remedy))

    def here(self) -> Sentence:
        segment, message = self.segment, self.message
        at = {"tag": printable(segment.text[:3]), "line": segment.line, "byte": segment.byte}
        if message is None:
            return say("segment {segment} ({tag}), line {line}, byte {byte}", segment=segment.number, **at)
        return say(
            "message {message}, segment {segment} ({tag}), line {line}, byte {byte}",
            message=message.header.number,
            segment=message.segments,
            **at,
        )


_ENVELOPE: Final[dict[str, Callable[[_Reader, Elements], None]]] = {
    "UNA": _Reader.una,
    "UNB": _Reader.unb,
    "UNG": _Reader.ung,
    "UNH": _Reader.unh,
    "UNT": _Reader.unt,
    "UNE": _Reader.une,
    "UNZ": _Reader.unz,
}


def _not_edifact(head: bytes) -> Unreadable:
    return Unreadable(
        say("This is not an EDIFACT passenger list: it is {found}.", found=looks_like(head)),
        place="the beginning",
        remedy="Send a PAXLST message (UNA or UNB first), a CSV file with a header line, or JSON lines.",
    )


def _no_list(others: list[str]) -> Unreadable:
    found = say("it holds no message at all")
    if others:
        found = say("it holds {kinds}", kinds=", ".join(printable(kind) for kind in others))
    return Unreadable(
        say("The interchange holds no passenger list (PAXLST); {found}.", found=found),
        remedy="Ask the sender for the PAXLST message of this flight or vessel.",
    )
