"""An interchange cut into segments, one at a time: place, text, and what was wrong with its bytes.

Own code because pydifact cuts about 1 MB a second and wants the whole text at once; it is the oracle of the tests.
Bounded: no more than a few chunks and one segment are held, and a segment longer than LONGEST is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from naungan.engine.documents.encoding import Bytes
from naungan.engine.documents.paxlst.separators import declared, find
from naungan.engine.errors import Unreadable
from naungan.engine.records import say

LONGEST: Final = 1 << 16
"""Bytes of the longest segment that is read. Real ones stay below 2,000."""

_SPACE: Final = b" \t\r\n\0\x1a\x03"
_BREAKS: Final = b"\r\n\0"


class Segment(NamedTuple):
    """One segment without its terminator. `number` counts from 1; `line` and `byte` say where it begins."""

    text: str
    number: int
    line: int
    byte: int
    damage: str
    """In words for a person what was wrong with its bytes; empty for nothing."""
    usable: bool
    """False: too long, or cut off by the end of the input."""


class Segments:
    """The segments of `source` in order; `separators` and `charset` may change while it runs.

    Raises:
        Unreadable: there is no UNA, UNB or UNH in the first chunk.
    """

    def __init__(self, source: Bytes) -> None:
        found = find(source.head)
        if found is None:
            raise Unreadable("No EDIFACT header (UNA, UNB or UNH) was found at the beginning.")
        self._start, self.separators = found
        self._source = source
        self.charset = "utf-8" if source.unicode else "ascii"
        self._buffer = b""
        self._at = 0
        self._between = False
        """After UNZ, before whatever comes next."""
        self._byte = 0
        self._line = 1
        self._number = 0

    def __iter__(self) -> Iterator[Segment]:
        skip = self._start
        overlong = False
        for chunk in self._source.chunks:
            self._buffer = self._buffer[self._at :] + chunk
            self._at = 0
            if skip:
                self._advance(skip)
                skip = 0
            while not self._redeclared() and (end := self._end()) >= 0:
                if overlong or end - self._at > LONGEST:
                    yield self._too_long()
                elif segment := self._cut(end):
                    self._between = segment.text.startswith("UNZ")
                    yield segment
                overlong = False
                self._advance(end + 1)
            if len(self._buffer) - self._at > LONGEST:
                # Keep a few bytes: a release character may stand just before the terminator.
                overlong = True
                self._advance(len(self._buffer) - 8)
        if overlong:
            yield self._too_long()
        elif self._buffer[self._at :].strip(_SPACE):
            yield self._cut_off()

    def _end(self) -> int:
        """Index in the buffer of the next terminator that is not released, or -1."""
        buffer = self._buffer
        terminator = self.separators.terminator.encode()
        end = buffer.find(terminator, self._at)
        if not self.separators.release:
            return end
        release = ord(self.separators.release)
        while end > self._at and buffer[end - 1] == release:
            before = end
            while before > self._at and buffer[before - 1] == release:
                before -= 1
            if (end - before) % 2 == 0:
                break
            end = buffer.find(terminator, end + 1)
        return end

    def _advance(self, to: int) -> None:
        self._line += self._buffer.count(b"\n", self._at, to)
        self._byte += to - self._at
        self._at = to

    def _blank(self) -> int:
        """How many blanks stand before the next segment."""
        rest = self._buffer[self._at : self._at + 200]
        return len(rest) - len(rest.lstrip(_SPACE))

    def _redeclared(self) -> bool:
        """Whether to wait for more bytes before the next segment is cut: after an interchange a UNA may come.

        Its separators hold from then on.
        """
        if not self._between:
            return False
        start = self._at + self._blank()
        following = self._buffer[start : start + 9]
        if len(following) < 9:
            return b"UNA".startswith(following[:3])
        self._between = False
        found = declared(following[3:]) if following.startswith(b"UNA") else None
        if found is not None:
            self.separators = found
            self._advance(start + 9)
        return False

    def _cut(self, end: int) -> Segment | None:
        clean = self._buffer[self._at : end].strip(_SPACE)
        if not clean:
            return None
        if self._buffer[self._at] in _BLANKS:
            self._advance(self._buffer.find(clean[:1], self._at))
        self._number += 1
        text, damage = self._decoded(clean)
        return Segment(text, self._number, self._line, self._byte, damage, True)  # noqa: FBT003

    def _decoded(self, raw: bytes) -> tuple[str, str]:
        damage: str = ""
        if b"\n" in raw or b"\r" in raw or b"\0" in raw:
            if b"\0" in raw:
                damage = say("holds null bytes; they were left out.")
            raw = raw.translate(None, _BREAKS)
        if raw.isascii():
            return raw.decode("ascii"), damage
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = ""
        if text:
            if self.charset not in {"utf-8", "ascii"}:
                damage = say(
                    "is not in the charset that UNB names ({charset}); it was read as UTF-8.", charset=self.charset
                )
            elif "\N{REPLACEMENT CHARACTER}" in text:
                damage = say("has characters that can't be read; each is shown as \N{REPLACEMENT CHARACTER}.")
            return text, damage
        try:
            return raw.decode(self.charset), damage
        except UnicodeDecodeError:
            damage = say("has bytes that are not of its charset; each is shown as \N{REPLACEMENT CHARACTER}.")
            return raw.decode(self.charset, "replace"), damage

    def _too_long(self) -> Segment:
        self._number += 1
        damage = say("is longer than {most:,} bytes and was passed over.", most=LONGEST)
        text = self._buffer[self._at : self._at + 40].decode("ascii", "replace")
        return Segment(text, self._number, self._line, self._byte, damage, usable=False)

    def _cut_off(self) -> Segment:
        self._advance(self._at + self._blank())
        self._number += 1
        text, _ = self._decoded(self._buffer[self._at :].strip(_SPACE))
        damage = say("has no end: the list was cut off here.")
        return Segment(text, self._number, self._line, self._byte, damage, usable=False)


_BLANKS: Final = frozenset(_SPACE)
