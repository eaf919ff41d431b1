"""Reads INTERPOL's public notices: the JSON of its web service (lists and single notices), or single notices as lines.

Shape: `_embedded.notices` of a list; a notice has entity_id, name (family name), forename, date_of_birth (yyyy/mm/dd,
yyyy/mm or yyyy), nationalities and issuing_country_id (alpha-2), sex_id, arrest_warrants. Lists leave the warrants
out. A broken notice costs itself only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from naungan.engine import errors
from naungan.engine.records import UNKNOWN_DATE, Identity, Name, PartialDate, Problem, say, sentence
from naungan.engine.register.reading import ImportOptions, Proposal, read_date, read_sex, read_states
from naungan.engine.register.record import Charge, EntryDraft, Notice
from naungan.engine.tables.countries import name_of

MOST_BROKEN = 1000
"""Broken places after which a file is given up as being something else."""

_COLOUR = re.compile(r"/notices/v\d+/(red|yellow|un|green|blue|black|orange|purple|silver)\b")
_NUMBER = re.compile(r"(?P<year>(?:19|20)\d\d)[/-]\d{1,8}")
_OPENING = re.compile(
    r'\{\s*"(?:entity_id|date_of_birth|arrest_warrants|distinguishing_marks|forename|name|nationalities|weight|height'
    r'|sex_id|place_of_birth|country_of_birth_id|eyes_colors_id|hairs_id|languages_spoken_ids|_links)"'
    r'|\{\s*"_embedded"\s*:\s*\{\s*"links"'
)
_LIST = re.compile(r'"notices"\s*:\s*\[')
_decoder = json.JSONDecoder()


def read(chunks: Iterable[bytes], *, options: ImportOptions, today: date) -> Iterator[Proposal]:
    """One proposal a notice, with its place in the file.

    Raises:
        Unreadable: the file holds no notice at all.
    """
    text = b"".join(chunks).removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    line, counted = 1, 0
    for position, value in _notices(text):
        line, counted = line + text.count("\n", counted, position), position
        if isinstance(value, Problem):
            yield Proposal(value.place, None, (value,))
        else:
            yield _proposal(value, say("line {line}", line=line), options=options, today=today)
    if not counted and not _OPENING.search(text):
        remedy = "Give the answer of INTERPOL's notices service, or one notice a line."
        raise errors.Unreadable("The file holds no INTERPOL notice.", remedy=remedy)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _notices(text: str) -> Iterator[tuple[int, dict[str, Any] | Problem]]:
    """Each notice with its position in the text; for a broken part, a problem that says where."""
    position, broken = _start(text), 0
    after_notice = True
    while (opening := _OPENING.search(text, position)) is not None:
        if after_notice:
            yield from _between(text, position, opening.start())
        after_notice = True
        try:
            value, position = _decoder.raw_decode(text, opening.start())
        except (ValueError, RecursionError) as wrong:
            broken += 1
            if broken > MOST_BROKEN:
                raise errors.Unreadable(
                    say("More than {most} places are broken.", most=MOST_BROKEN),
                    place=say("line {line}", line=_line(text, opening.start())), remedy="Fetch the file again.",
                ) from None  # fmt: skip
            yield opening.start(), _broken(text, opening.start(), wrong)
            position, after_notice = opening.start() + 1, False
            continue
        yield opening.start(), value
    if after_notice and _LIST.search(text, 0, 100_000):
        end = text.find("]", position)
        yield from _between(text, position, end if end >= 0 else len(text))


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, Problem]]:
    """What stands between two notices and is none: told, never passed over in silence."""
    left = text[start:end].lstrip(" \t\r\n,[")
    if left.rstrip(" \t\r\n,"):
        at = end - len(left)
        place = say("line {line}", line=_line(text, at))
        yield at, Problem("What stands here is no notice.", place, "Fetch the file again.", fatal=True)


def _start(text: str) -> int:
    """Where the notices begin: inside a list's array, else at the beginning (a single notice, an array, lines)."""
    inside = _LIST.search(text, 0, 100_000)
    return inside.end() if inside else 0


def _broken(text: str, position: int, wrong: Exception) -> Problem:
    at = getattr(wrong, "pos", position)
    column = at - text.rfind("\n", 0, at)
    place = say("line {line}, column {column}", line=_line(text, at), column=column)
    return Problem("A notice is broken here.", place, "Fetch that notice again; the others are read.", fatal=True)


def _proposal(given: dict[str, Any], place: str, *, options: ImportOptions, today: date) -> Proposal:
    problems: list[Problem] = []
    number = _text(given.get("entity_id"))
    place = say("{place}, notice {number}", place=sentence(place), number=number) if number else place
    kind = _kind(given, options)
    damaged = "\ufffd" in json.dumps(given, ensure_ascii=False)
    for wrong, message, remedy in (
        (not number, "The notice has no entity_id.", "Fetch it again."),
        (not kind, "The notice does not say its colour.", "Name the colour when importing."),
        (damaged, "The notice's text is not UTF-8.", "Fetch it again."),
    ):
        if wrong:
            return Proposal(place, None, (Problem(message, place, remedy, fatal=True),))
    charges = _charges(given.get("arrest_warrants"), place, problems)
    notice = Notice(
        kind=kind,
        number=number,
        bureau=_bureau(charges),
        channel=options.channel,
        issued=_issued(number),
        charges=charges,
        last_verified=options.verified_on,
    )
    draft = EntryDraft(
        identity=_identity(given, place, problems, today),
        source=options.source,
        source_reference=f"{kind}/{number}",
        owner_state=options.owner_state,
        owner_agency=options.owner_agency,
        lawful_basis=options.lawful_basis,
        expires_on=options.expires_on,
        notices=(notice,),
        sample=options.sample,
    )
    return Proposal(place, draft, tuple(problems))


def _kind(given: dict[str, Any], options: ImportOptions) -> str:
    """The colour by the notice's own address, else as the officer said, else red where it holds warrants."""
    links = given.get("_links")
    address = _COLOUR.search(json.dumps(links)) if isinstance(links, dict) else None
    if address:
        return address.group(1)
    return options.colour or ("red" if "arrest_warrants" in given else "")


def _text(value: Any) -> str:
    """A field as text; what the service means by "-" or null is empty."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return "" if text == "-" else text


def _words(value: Any) -> str:
    """Words kept verbatim, line ends and all."""
    return value.strip() if isinstance(value, str) else ""


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _identity(given: dict[str, Any], place: str, problems: list[Problem], today: date) -> Identity:
    surname, forename = _text(given.get("name")), _text(given.get("forename"))
    text = " ".join(part for part in (forename, surname) if part)
    birth = read_date(_text(given.get("date_of_birth")), "date_of_birth", today=today, place=place, problems=problems)
    nationalities = [word for word in _listed(given.get("nationalities")) if isinstance(word, str)]
    born = [_text(given.get("place_of_birth")), name_of_state(_text(given.get("country_of_birth_id")))]
    return Identity(
        names=(Name(text, surname=surname, given=forename),) if text else (),
        births=(birth,) if birth.known else (),
        sex=read_sex(_text(given.get("sex_id"))),  # type: ignore[arg-type]
        nationalities=read_states(nationalities, "nationalities", place=place, problems=problems),
        birth_place=", ".join(part for part in born if part),
    )


def name_of_state(word: str) -> str:
    """The English name of a state by its code; empty where the code is not known."""
    code = read_states([word], "", place="", problems=[])
    return name_of(code[0]) if code else ""


def _charges(warrants: Any, place: str, problems: list[Problem]) -> tuple[Charge, ...]:
    found = []
    for warrant in _listed(warrants):
        if not isinstance(warrant, dict):
            problems.append(Problem("arrest_warrants holds something that is no warrant.", place, "It is left out."))
            continue
        code = _text(warrant.get("issuing_country_id"))
        state = read_states([code], "issuing_country_id", place=place, problems=problems)
        words, translation = _words(warrant.get("charge")), _words(warrant.get("charge_translation"))
        found.append(Charge(words, state=state[0] if state else "", translation=translation))
    return tuple(found)


def _bureau(charges: tuple[Charge, ...]) -> str:
    states = dict.fromkeys(name_of(charge.state) for charge in charges if charge.state)
    return f"INTERPOL NCB {', '.join(states)}" if states else "INTERPOL"


def _issued(number: str) -> PartialDate:
    """The year in which the notice was numbered."""
    found = _NUMBER.fullmatch(number)
    return PartialDate(int(found["year"])) if found else UNKNOWN_DATE
