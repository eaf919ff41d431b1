"""From what a reader typed to the lines of a zone: lines parted, characters made plain, lengths mended.

Nothing is changed silently: whatever had to be added or left out comes back as a problem.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from naungan.engine.documents.mrz.layout import CHARACTERS, FILLER, Layout, layouts
from naungan.engine.errors import Unreadable
from naungan.engine.records import Problem, Sentence, say
from naungan.engine.tables import rows

LONGEST = 1_000
"""Characters beyond which an input is no zone: 92 with its line breaks, and room for blanks around it."""
MENDED = 3
"""Characters that one line may lack or have too many within its fillers: more, and it should be read again."""
LEAST = 24
"""The shortest line, trailing fillers left out, that is taken for one of a zone."""
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"))
"""Byte-order marks, zero-width and direction characters, soft hyphens: they come with copied text and mean nothing."""
AGAIN = "Read or type the line again."


@dataclass(frozen=True, slots=True)
class Arranged:
    """Lines of the right number and length, made of A to Z, 0 to 9 and <."""

    layout: Layout
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


def arrange(text: str | Sequence[str]) -> Arranged:
    """The lines that `text` holds and their format.

    Raises:
        Unreadable: this is no machine-readable zone; says which line and position, and what to do.
    """
    whole = text if isinstance(text, str) else "\n".join(text)
    if len(whole) > LONGEST:
        raise Unreadable(
            say("The text has {count:,} characters; a machine-readable zone has 72 to 90.", count=len(whole)),
            remedy="Give the two or three lines of one document.",
        )
    given = [line for line in whole.translate(INVISIBLE).splitlines() if line.strip()]
    if len(given) == 1:
        given = _parted(given[0])
    if not given:
        raise Unreadable("No line was given.", remedy="Read the document, or type its two or three lines.")
    if len(given) > 3:
        raise Unreadable(
            say("There are {count} lines; a machine-readable zone has two or three.", count=len(given)),
            remedy="Give the lines of one document only.",
        )
    layout = _layout_of(given)
    lines: list[str] = []
    problems: list[Problem] = []
    for number, line in enumerate(given, start=1):
        fitted, problem = _fitted(_plain(line, number, layout.width), number, layout)
        lines.append(fitted)
        if problem:
            problems.append(problem)
    return Arranged(layout, tuple(lines), tuple(problems))


def _parted(text: str) -> list[str]:
    """The lines of a zone that came as one: by its length, by blanks, or by its first letter where the end is cut."""
    # Where fillers stand, blanks are none and surround the lines; where not, blanks may stand for them.
    for candidate in [text.strip()] if FILLER in text else [text, text.rstrip(), text.strip()]:
        if len(candidate) in {72, 88}:
            return [candidate[: len(candidate) // 2], candidate[len(candidate) // 2 :]]
        if len(candidate) == 90:
            return [candidate[:30], candidate[30:60], candidate[60:]]
    parts = text.split()
    if len(parts) in {2, 3} and min(map(len, parts)) >= LEAST:
        return parts
    return _cut(text.strip())


def _cut(text: str) -> list[str]:
    """Lines run together whose last fillers are missing: only where the last line ends in fillers at all."""
    first, length = text[:1].upper(), len(text)
    if first in {"I", "A", "C"} and 60 < length < 90:
        return [text[:30], text[30:60], text[60:]]
    if first == "V" and 72 <= length < 88:
        return [text[:44], text[44:]]
    if first == "V" and 64 <= length < 72:
        return [text[:36], text[36:]]
    raise Unreadable(
        say(
            "One line of {length} was given; a zone has two lines of 36 or 44, or three of 30.",
            length=_characters(length),
        ),
        place=_line(1),
        remedy="Give each line of the document by itself.",
    )


def _layout_of(given: list[str]) -> Layout:
    """The format that the number and length of the lines tell, and for two lines the V of a visa."""
    known = layouts()
    if len(given) == 3:
        return known["TD1"]
    longest = max(map(_size, given))
    if len(given) == 1 or longest < LEAST:
        one = "One line was given; a machine-readable zone has two or three full lines."
        two = "Two short lines were given; a machine-readable zone has two or three full lines."
        message = one if len(given) == 1 else two
        raise Unreadable(message, place=_line(1), remedy="Read or type all lines of the document.")
    visa = given[0].strip().translate(_signs())[:1] == "V"
    if longest <= known["TD2"].width + MENDED:
        return known["MRV-B"] if visa else known["TD2"]
    return known["MRV-A"] if visa else known["TD3"]


def _size(line: str) -> int:
    """The length meant: as it stands or without blanks if either is that of a format, else without those around it."""
    widths = {layout.width for layout in layouts().values()}
    compact = len("".join(line.split()))
    return next((size for size in (len(line), compact) if size in widths), len(line.strip()))


def _plain(line: str, number: int, width: int) -> str:
    """The line in capitals, digits and fillers, blanks as fillers; blanks around it fall away where it is too long."""
    if len(line) != width:
        line = line[:width] if len(line) > width and not line[width:].strip() else line.strip()
    if len(line) > width and len(compact := "".join(line.split())) == width:
        line = compact  # groups set apart by blanks, as people type them
    plain = line.translate(_signs())
    if not CHARACTERS.issuperset(plain):
        position = next(index for index, sign in enumerate(plain) if sign not in CHARACTERS)
        raise Unreadable(
            say("The character {sign} can't stand in a machine-readable zone.", sign=_shown(line[position])),
            place=spot(number, position + 1),
            remedy="Only A to Z, 0 to 9 and < can; read or type the line again.",
        )
    doubled = sum(typed in _doubled() for typed in line)
    if doubled and len(plain) + doubled == width:
        plain = "".join(FILLER * 2 if typed in _doubled() else sign for typed, sign in zip(line, plain, strict=True))
    return plain


@cache
def _signs() -> dict[int, str]:
    """What typed characters become: capitals, plain for wide forms, fillers for blanks and the table mrz_fillers."""
    plain = string.ascii_letters + string.digits + FILLER
    found = {ord(sign): sign.upper() for sign in plain}
    found |= {ord(sign) - 0x20 + 0xFF00: sign.upper() for sign in plain}  # the full-width forms, U+FF01 to U+FF5E
    found |= {code: FILLER for code in range(0x3001) if chr(code).isspace()}
    return found | {ord(row["character"]): FILLER for row in rows("mrz_fillers")}


@cache
def _doubled() -> frozenset[str]:
    """The characters that may stand for two fillers."""
    return frozenset(row["character"] for row in rows("mrz_fillers") if "2" in row["as"].split())


def _shown(character: str) -> str:
    """A character as a message can show it: itself where it is visible, else its code point."""
    code = f"U+{ord(character):04X}"
    return f"{character} ({code})" if character.isprintable() else code


def _fitted(line: str, number: int, layout: Layout) -> tuple[str, Problem | None]:
    """The line at the format's width, with a problem where fillers had to be added or left out."""
    missing = layout.width - len(line)
    if not missing:
        return line, None
    if missing > 0 and not _ends_checked(number, layout) and len(line) >= _least(number, layout):
        return line + FILLER * missing, _mended(
            line, number, missing, say("{fillers} missing at its end", fillers=_fillers(missing))
        )
    if missing < 0 and not line[layout.width :].strip(FILLER):
        return line[: layout.width], _mended(
            line, number, missing, say("{fillers} too many at its end", fillers=_fillers(-missing))
        )
    run = max(re.finditer(r"<{2,}", line), key=lambda found: found.end() - found.start(), default=None)
    room = run.end() - run.start() - 1 if run else 0
    if run and _ends_checked(number, layout) and abs(missing) <= MENDED and room >= -missing:
        cut = run.start() - min(missing, 0)
        mended = line[: run.start()] + FILLER * max(missing, 0) + line[cut:]
        fillers = _fillers(abs(missing))
        lacking = say("{fillers} missing in its longest run", fillers=fillers)
        fault = lacking if missing > 0 else say("{fillers} too many in its longest run", fillers=fillers)
        return mended, _mended(line, number, missing, fault)
    raise Unreadable(
        say(
            "The line has {length}; {width} were expected ({format}).",
            length=_characters(len(line)),
            width=layout.width,
            format=layout.format,
        ),
        place=spot(number, min(len(line), layout.width) + 1),
        remedy=AGAIN,
    )


def _ends_checked(number: int, layout: Layout) -> bool:
    """Whether the last character of that line is a check digit."""
    return any(check.place == (number - 1, layout.width - 1) for check in layout.checks)


def _least(number: int, layout: Layout) -> int:
    """Up to where that line must be there: only names and optional data may end in fillers that got lost."""
    fields = [field for field in layout.fields.values() if field.line == number - 1]
    last = max(fields, key=lambda field: field.start)
    return last.start + (last.name == "names")


def spot(line: int, position: int) -> Sentence:
    """A place in a zone; both count from 1."""
    return say("line {line}, position {position}", line=line, position=position)


def _line(number: int) -> Sentence:
    return say("line {line}", line=number)


def _characters(count: int) -> Sentence:
    return say("one character") if count == 1 else say("{count} characters", count=count)


def _fillers(count: int) -> Sentence:
    return say("one filler is") if count == 1 else say("{count} fillers are", count=count)


def _mended(line: str, number: int, missing: int, fault: Sentence) -> Problem:
    """`missing`: fillers that were added, below 0 those that were left out."""
    if missing > 0:
        done = say("it added") if missing == 1 else say("them added")
    else:
        done = say("it left out") if missing == -1 else say("them left out")
    message = say(
        "The line has {length}, as if {fault}; it was read with {done}.",
        length=_characters(len(line)),
        fault=fault,
        done=done,
    )
    return Problem(message, _line(number), "Compare it with the document.")
