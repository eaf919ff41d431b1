"""What a case holds as values: the offence, solved or not, with place, time span and coded behaviour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from naungan.engine import modus
from naungan.engine.records import UNKNOWN_DATE, PartialDate, Sentence, say
from naungan.engine.tables.countries import by_alpha3

LONGEST = 400
"""Characters of a text field."""


@dataclass(frozen=True, slots=True)
class OffenceDraft:
    """An offence as an analyst records it. `register_entry` is the offender's public id where it is solved."""

    reference: str
    """The owner's own number for it."""
    owner_agency: str
    state: str
    """Where it was done, alpha-3."""
    place: str = ""
    began: PartialDate = UNKNOWN_DATE
    ended: PartialDate = UNKNOWN_DATE
    solved: bool = False
    register_entry: str = ""
    behaviours: tuple[tuple[str, modus.State], ...] = ()
    """Code of the codebook and its state; a code that is not given is unknown."""
    source: str = ""
    expires_on: date | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class OffenceChange:
    """One step of the feed "offences"."""

    number: int
    offence: str
    version: int


def wrong(draft: OffenceDraft) -> Iterator[Sentence]:
    """What keeps an offence from being recorded, a sentence each."""
    yield from _form(draft)
    if draft.began.known and draft.ended.known and _latest(draft.ended) < _earliest(draft.began):
        yield say("The offence ends ({ended}) before it begins ({began}).", ended=draft.ended, began=draft.began)
    if draft.register_entry and not draft.solved:
        yield say("An unsolved offence names no offender.")
    if draft.solved and not draft.register_entry:
        yield say("A solved offence names its offender's entry in the register.")
    for code in modus.unknown_codes(dict(draft.behaviours)):
        yield say(
            "{code!r} is no behaviour of the codebook, or its state is not present, absent or unknown.", code=code
        )
    if len(dict(draft.behaviours)) != len(draft.behaviours):
        yield say("A behaviour is given twice.")


def _form(draft: OffenceDraft) -> Iterator[Sentence]:
    needed = {
        say("reference"): draft.reference,
        say("owner's agency"): draft.owner_agency,
        say("source"): draft.source,
    }
    for what, text in (needed | {say("place"): draft.place}).items():
        if what in needed and not text.strip():
            yield say("The offence has no {what}.", what=what)
        if len(text) > LONGEST or not text.isprintable():
            yield say("The {what} is too long or not plain text.", what=what)
    if draft.state not in by_alpha3():
        yield say("{state!r} is no state's three-letter code.", state=draft.state)
    if draft.expires_on is None:
        yield say("The offence has no expiry.")


def _earliest(day: PartialDate) -> tuple[int, int, int]:
    return (day.year or 0, day.month or 1, day.day or 1)


def _latest(day: PartialDate) -> tuple[int, int, int]:
    return (day.year or 9999, day.month or 12, day.day or 31)
