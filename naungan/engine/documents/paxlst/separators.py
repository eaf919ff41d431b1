"""The characters that divide an interchange: declared in UNA, else read off the first header (ISO 9735-1:2002 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_HEADER: Final = re.compile(rb"UN[BH]([^\w\s]|[\x1c-\x1f])")
_ADVICE: Final = re.compile(rb"UNA(.{6})\s{0,8}UN[BGH]", re.DOTALL)
_UNDECLARED: Final = re.compile(
    rb"UN[BH](?P<element>[^\w\s]|[\x1c-\x1f])[A-Z0-9]{1,14}(?P<component>[^\w\s]|[\x1c-\x1f])"
)
_NEXT: Final = re.compile(rb"(?P<terminator>[^\w\s]|[\x1c-\x1f]|[\r\n])\s{0,8}(?:UNG|UNH|BGM)")


@dataclass(frozen=True, slots=True)
class Separators:
    """The service characters, each one ASCII character. `release` is empty where none was declared."""

    component: str = ":"
    element: str = "+"
    release: str = "?"
    terminator: str = "'"
    declared: bool = True
    """Declared by UNA, or the default ones."""

    @property
    def advice(self) -> str:
        """The UNA segment that declares them (decimal mark: full stop; no repetition separator)."""
        return f"UNA{self.component}{self.element}.{self.release or ' '} {self.terminator}"

    def split(self, text: str) -> list[list[str]]:
        """The elements of one segment (without terminator), each a list of components; release characters undone."""
        if self.release and self.release in text:
            return [
                [self._plain(part) for part in self._cut(element, self.component)]
                for element in self._cut(text, self.element)
            ]
        return [element.split(self.component) for element in text.split(self.element)]

    def released(self, text: str) -> str:
        """`text` with a release character before each service character, so that it can stand in a component."""
        for letter in (self.release, self.component, self.element, self.terminator):
            text = text.replace(letter, self.release + letter)
        return text

    def _cut(self, text: str, separator: str) -> list[str]:
        parts: list[str] = []
        pending = ""
        for piece in text.split(separator):
            pending += piece
            # An odd number of release characters at the end releases the separator that stood here.
            if (len(pending) - len(pending.rstrip(self.release))) % 2:
                pending += separator
                continue
            parts.append(pending)
            pending = ""
        if pending:
            parts.append(pending)
        return parts

    def _plain(self, part: str) -> str:
        if self.release not in part:
            return part
        letters = iter(part)
        return "".join(next(letters, "") if letter == self.release else letter for letter in letters)


def declared(advice: bytes) -> Separators | None:
    """The separators that the six bytes after UNA declare; None where they can't be told apart."""
    six = advice.decode("latin-1")
    if len(six) != 6 or not six.isascii():
        return None
    component, element, _decimal, release, _repetition, terminator = list(six)
    used = [component, element, terminator, *release.strip()]
    if len(set(used)) < len(used) or any(mark.isalnum() or mark == " " for mark in used):
        return None
    return Separators(component, element, release.strip(), terminator)


def find(head: bytes) -> tuple[int, Separators] | None:
    """Where the first interchange or message begins in `head`, and its separators; None where there is none."""
    advice = _ADVICE.search(head)
    header = _HEADER.search(head)
    if advice and (header is None or advice.start() < header.start()):
        found = declared(advice.group(1))
        if found:
            return advice.start() + 9, found
    if header is None:
        return None
    return header.start(), _inferred(head[header.start() :])


def _inferred(text: bytes) -> Separators:
    """Separators read off an undeclared header: UNB+UNOA:4+…'UNH."""
    marks = _UNDECLARED.match(text)
    following = _NEXT.search(text, 4)
    if not marks or not following:
        return Separators()
    element, component = marks["element"].decode("latin-1"), marks["component"].decode("latin-1")
    terminator = following["terminator"].decode("latin-1")
    found = Separators(component, element, "?", terminator, declared=False)
    default = Separators()
    if len({element, component, terminator, "?"}) < 4 or (element, component) == ("+", "'"):
        return default
    if text.startswith(b"UNH"):  # between UNH and the message type stands an element separator, not a component one
        found = Separators(":", element, "?", terminator, declared=False)
    return default if (found.component, found.element, found.terminator) == (":", "+", "'") else found
