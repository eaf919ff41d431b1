"""Frozen values at the boundaries: what is known of a person, as given, before anything is concluded from it.

Country codes are ISO 3166-1 alpha-3, plus those that ICAO 9303 part 3 section 5 adds (GBD, RKS, XXA, UTO, …).
Scripts are ISO 15924 codes (Latn, Thai, Hani, Khmr, Laoo, Mymr, Taml, Arab, …), empty where not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, Protocol, Self

_PLAIN = (str, int)


class Sentence(str):
    """Words for a person in English that remember how they were made, so that they can be said in Malay too.

    As text they are the English. `template` has its row in tables/sentences; `values` fill its placeholders: texts,
    numbers, or Sentences, which are translated in their turn. Make them with `say`, or from a table's own columns.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, str | int]

    def __new__(cls, template: str, values: Mapping[str, object] = MappingProxyType({})) -> Self:
        """Values that are neither text nor number are kept as text: a date as ISO 8601."""
        kept = {name: value if isinstance(value, _PLAIN) else str(value) for name, value in values.items()}
        made = super().__new__(cls, template.format(**kept) if kept else template)
        made.template, made.values = template, kept
        return made

    def __reduce__(self) -> tuple[type[Sentence], tuple[str, dict[str, str | int]]]:
        return Sentence, (self.template, self.values)


def say(template: str, /, **values: object) -> Sentence:
    """The sentence of a template: `say("The line has {count} characters.", count=31)`."""
    return Sentence(template, values)


def together(parts: Iterable[str], between: str = " ") -> Sentence:
    """Those parts that are not empty as one text; `between` holds no words, which would stay English."""
    named = {f"part{number}": sentence(part) for number, part in enumerate(parts) if part}
    return Sentence(between.join(f"{{{name}}}" for name in named), named)


def sentence(text: str) -> Sentence:
    """The text as a Sentence: itself, or a template without placeholders."""
    return text if isinstance(text, Sentence) else Sentence(text)


def describe_text(text: str) -> Any:
    """A text as a JSON-able value that forgets nothing; the inverse is `text_from`."""
    if not isinstance(text, Sentence):
        return text
    values = {name: describe_text(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return {"template": text.template, "values": values}


def text_from(kept: Any) -> str:
    """The text that `describe_text` wrote."""
    if not isinstance(kept, dict):
        return str(kept)
    values = {name: text_from(value) if isinstance(value, dict) else value for name, value in kept["values"].items()}
    return Sentence(kept["template"], values)


Sex = Literal["F", "M", "X", ""]
"""As ICAO 9303 part 4 has it: female, male, unspecified; empty where nothing was said."""

NameKind = Literal["main", "alias", "former", "native", "spelling", "low-quality"]
"""`native`: the main name in its own script. `low-quality`: an alias its source doubts."""

DocumentKind = Literal["passport", "id-card", "border-pass", "visa", "residence", "crew", "travel-document", "other"]


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A Gregorian date of which parts may be unknown (ICAO 9303 part 3 section 4.8 allows that for birth dates)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def known(self) -> bool:
        """Whether any part is known."""
        return self.year is not None or self.month is not None or self.day is not None

    @property
    def exact(self) -> bool:
        """Whether year, month and day are all known."""
        return self.year is not None and self.month is not None and self.day is not None

    def __str__(self) -> str:
        """ISO 8601, shortened from the right; unknown parts in the middle or left as X (EDTF): 1980, 1980-XX-07."""
        if not self.known:
            return ""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        month = "XX" if self.month is None else f"{self.month:02d}"
        if self.day is not None:
            return f"{year}-{month}-{self.day:02d}"
        return f"{year}-{month}" if self.month is not None else year


UNKNOWN_DATE = PartialDate()


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one person as written. `surname` and `given` only where the source told them apart."""

    text: str
    kind: NameKind = "main"
    script: str = ""
    surname: str = ""
    given: str = ""
    truncated: bool = False
    """Cut short by its carrier (ICAO 9303 part 4 section 4.2.3: 39 characters in TD3)."""


@dataclass(frozen=True, slots=True)
class Document:
    """A travel or identity document. `issuer` is the issuing state or organization's code."""

    kind: DocumentKind
    number: str
    issuer: str = ""
    expires: PartialDate = UNKNOWN_DATE


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of one person: the same shape for a traveller and for a register entry."""

    names: tuple[Name, ...] = ()
    births: tuple[PartialDate, ...] = ()
    """Usually one; a register entry may hold several that its sources dispute."""
    sex: Sex = ""
    nationalities: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    birth_place: str = ""


class Told(Protocol):
    """What tells a person that something is wrong: a Problem, a refusal, a finding. Empty where not told."""

    @property
    def message(self) -> str:
        """What happened."""

    @property
    def place(self) -> str:
        """Where."""

    @property
    def remedy(self) -> str:
        """What to do."""


def whole(told: Told) -> Sentence:
    """Place, message and remedy in one text."""
    place = say("{place}:", place=sentence(told.place)) if told.place else ""
    return together((place, told.message, told.remedy))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a part of the input, said so that a person can find and mend it."""

    message: str
    place: str = ""
    remedy: str = ""
    fatal: bool = False
    """The row that carries it can't be used."""

    def __str__(self) -> str:
        return whole(self)


@dataclass(frozen=True, slots=True)
class Journey:
    """Where a traveller is announced or met: carrier, flight or vessel, ports, times. Empty where not told."""

    carrier: str = ""
    conveyance: str = ""
    departure_port: str = ""
    arrival_port: str = ""
    departs_at: str = ""
    arrives_at: str = ""
    origin_port: str = ""
    """Where this traveller's own journey began, where that was told apart from the leg."""
    destination_port: str = ""
    """Where this traveller's own journey ends."""
    clearance_port: str = ""
    """Where this traveller clears the border."""


@dataclass(frozen=True, slots=True)
class Traveller:
    """A person on a list or at a counter: identity, journey, and the place in the input that said so."""

    identity: Identity
    place: str = ""
    role: Literal["passenger", "crew", "transit", "other"] = "passenger"
    reference: str = ""
    """The sender's own key for this person: booking reference, row id."""
    journey: Journey = field(default_factory=Journey)
    problems: tuple[Problem, ...] = ()
    action: Literal["", "add", "change", "delete", "confirm"] = ""
    """What a correction of an earlier list asks for this row; empty where nothing was said."""
    booking: str = ""
    """The booking (reservation) that this traveller shares with others."""
    residence: str = ""
    """Country of residence, alpha-3."""
    carried_by: str = ""
    """Number of the pass or passport of another person on which this traveller is entered (a child on a parent's)."""
    mrz: str = ""
    """Lines of a machine-readable zone found in the row, as found, joined by a newline."""
