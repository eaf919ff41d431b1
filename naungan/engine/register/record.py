"""What the register holds of a person, as frozen values: grounds (convictions, notices), owner, basis, expiry.

An `EntryDraft` is a proposal from any door; an `EntryRecord` is what stands. States are ISO 3166-1 alpha-3.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Literal

from naungan.engine.records import UNKNOWN_DATE, Document, Identity, Name, PartialDate

Outcome = Literal["convicted", "charged", "acquitted", ""]
"""Empty where the record leaves it open: such a record is held, never taken for a conviction."""

Finality = Literal["final", "appealable", "under-appeal", "quashed", ""]
"""Empty where the record does not say."""

Victim = Literal["child", "depicted", "believed", "adult", ""]
"""Whom the court found: a child, a child depicted, someone believed to be a child, an adult; empty where not told.
Never a name: a victim's identity has no place in the register."""

Concern = Literal["convicted", "wanted", "missing", "informational"]
Status = Literal["active", "held", "withdrawn"]
Channel = Literal["public", "bureau"]

_EMPTY: tuple[Any, ...] = ("", None, [], {})
_AS_IT_IS = (str, int, type(None))
_ISO = re.compile(r"(\d{4}|X{4})(?:-(\d{2}|X{2})(?:-(\d{2}|X{2}))?)?")


@dataclass(frozen=True, slots=True)
class Conviction:
    """One judgment. `section` and `words` are the court's own, verbatim, in its language."""

    section: str
    words: str = ""
    outcome: Outcome = "convicted"
    court: str = ""
    court_state: str = ""
    offence_state: str = ""
    convicted_on: PartialDate = UNKNOWN_DATE
    offence_on: PartialDate = UNKNOWN_DATE
    sentence: str = ""
    finality: Finality = ""
    appeal: str = ""
    """The appeal as the record words it: court, number, result."""
    pardoned: bool = False
    in_absentia: bool = False
    offender_age: int | None = None
    """Years, at the offence."""
    victim: Victim = ""
    victim_age: int | None = None
    """Years, at the offence; the youngest where there were several."""
    consensual: bool | None = None
    """Whether the court found that both wanted it; None where the record does not say. Matters for close ages only."""
    crosswalk: str = ""
    """The row of the offence crosswalk that classes the conduct; empty until classed."""
    crosswalk_dated: str = ""
    classed_by: str = ""
    """Empty where the table classed it; else the officer who did."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What a notice says the person is wanted for: the issuing state's words, and their class."""

    words: str
    state: str = ""
    translation: str = ""
    classed: str = ""
    """A row of the charge phrases or of the crosswalk; empty until classed."""
    classed_by: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice, a diffusion or a line of a state's list: a bureau's word about a person, with its age."""

    kind: str
    """A code of notice_kinds.csv: red, yellow, green, wanted-diffusion, national-warrant, …"""
    number: str
    bureau: str = ""
    """The issuing bureau or authority, as named."""
    channel: Channel = "public"
    issued: PartialDate = UNKNOWN_DATE
    charges: tuple[Charge, ...] = ()
    last_verified: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A proposal for one entry, the same from every door: form, import, exchange, a judgment in `cases`."""

    identity: Identity
    source: str
    source_reference: str
    owner_state: str
    owner_agency: str
    lawful_basis: str
    """A code of law.csv with the topic lawful-basis."""
    expires_on: date | None
    convictions: tuple[Conviction, ...] = ()
    notices: tuple[Notice, ...] = ()
    remarks: str = ""
    sample: bool = False
    """A fictional person."""


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """An entry as it stands in the register at one version."""

    public_id: str
    version: int
    status: Status
    concern: Concern
    draft: EntryDraft
    held_rule: str = ""
    held_values: tuple[tuple[str, str], ...] = ()
    withdrawn_reason: str = ""

    @property
    def identity(self) -> Identity:
        """Who it is about."""
        return self.draft.identity

    @property
    def names(self) -> tuple[Name, ...]:
        """All names, main name first."""
        return self.draft.identity.names

    @property
    def births(self) -> tuple[PartialDate, ...]:
        """All birth dates that the sources give."""
        return self.draft.identity.births

    @property
    def documents(self) -> tuple[Document, ...]:
        """Travel and identity documents."""
        return self.draft.identity.documents

    @property
    def nationalities(self) -> tuple[str, ...]:
        """Alpha-3 codes."""
        return self.draft.identity.nationalities

    @property
    def sex(self) -> str:
        """F, M, X or empty."""
        return self.draft.identity.sex

    @property
    def owner(self) -> str:
        """State and agency that answer for the entry."""
        return f"{self.draft.owner_state}, {self.draft.owner_agency}"

    @property
    def sample(self) -> bool:
        """Whether the person is fictional."""
        return self.draft.sample

    def expired(self, today: date) -> bool:
        """Whether the entry has run out: it does so by its date, without anyone remembering."""
        return self.draft.expires_on is None or self.draft.expires_on < today

    def screened(self, today: date) -> bool:
        """Whether travellers are screened against it."""
        return self.status == "active" and not self.expired(today)


@dataclass(frozen=True, slots=True)
class Listed:
    """What the screening index needs of an entry, and nothing more."""

    entry: str
    version: int
    identity: Identity
    concern: Concern
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the register's feed. `withdrawn` also means: held, and so no longer screened against."""

    number: int
    entry: str
    kind: Literal["added", "changed", "withdrawn"]
    version: int


def partial_date(text: str) -> PartialDate:
    """The partial date that `str(PartialDate)` wrote; the unknown date for an empty text.

    Raises:
        ValueError: another shape.
    """
    if not text:
        return UNKNOWN_DATE
    found = _ISO.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a partial date such as 1980, 1980-05 or 1980-XX-07")
    year, month, day = (int(part) if part and part.isdigit() else None for part in found.groups())
    return PartialDate(year, month, day)


def describe(value: EntryDraft | EntryRecord) -> dict[str, Any]:
    """A draft or record as JSON-able values: dates as ISO text, empty parts left out."""
    return {name: plain for name in value.__dataclass_fields__ if (plain := _plain(getattr(value, name))) not in _EMPTY}


def fingerprint(draft: EntryDraft) -> str:
    """SHA-256 of all that a draft says, in hexadecimal: equal drafts, equal prints."""
    return _print(describe(draft))


def prints(*values: Any) -> str:
    """SHA-256 of the register's values, in hexadecimal: equal values, equal prints."""
    return _print([_plain(value) for value in values])


def _print(plain: Any) -> str:
    text = json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, _AS_IT_IS):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return {name: plain for name in value.__dataclass_fields__ if (plain := _plain(getattr(value, name))) not in _EMPTY}
