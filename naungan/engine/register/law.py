"""The law table: what a state's law allows, dated, each row with its act, section and status of confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from naungan.engine.tables import rows


@dataclass(frozen=True, slots=True)
class LawRow:
    """One provision in force from `since` (None: since before all entries) to `until` (None: still in force)."""

    code: str
    state: str
    act: str
    section: str
    topic: str
    value: str
    since: date | None
    until: date | None
    text_en: str
    text_ms: str
    status: str
    source: str

    @property
    def concerns(self) -> frozenset[str]:
        """Of a lawful basis: what it covers (convicted, wanted, missing, informational)."""
        return frozenset(filter(None, self.value.split(";")))

    @property
    def cited(self) -> bool:
        """Whether the row names act and section: only then may it allow what is refused as shipped."""
        return bool(self.act and self.section)

    def in_force(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def say(self, language: str = "en") -> str:
        """Act, section and text."""
        text = self.text_ms if language == "ms" else self.text_en
        return " ".join(part for part in (self.act, self.section) if part) + f": {text}" if self.act else text


@cache
def table() -> tuple[LawRow, ...]:
    """All rows of law.csv."""
    return tuple(law_row(row) for row in rows("law"))


def law_row(row: dict[str, str]) -> LawRow:
    """One row from its columns.

    Raises:
        ValueError: a date that is not ISO 8601.
    """
    return LawRow(
        row["code"], row["state"], row["act"], row["section"], row["topic"], row["value"],
        _day(row["in_force_from"]), _day(row["in_force_to"]),
        row["text_en"], row["text_ms"], row["status"], row["source"],
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def of(topic: str, *, state: str, on: date, law: tuple[LawRow, ...] | None = None) -> LawRow | None:
    """The newest row for a topic in force in `state` on that day; one for every state (*) where the state has none."""
    found = [row for row in law or table() if row.topic == topic and row.in_force(on)]
    own = [row for row in found if row.state == state]
    return max(own or [row for row in found if row.state == "*"], key=lambda row: row.since or date.min, default=None)


def allows(topic: str, *, state: str, on: date, law: tuple[LawRow, ...] | None = None) -> bool:
    """Whether the state's law allows what is refused as shipped: the row says `allow` and cites act and section."""
    row = of(topic, state=state, on=on, law=law)
    return row is not None and row.value == "allow" and row.cited


def days(topic: str, *, state: str, on: date, law: tuple[LawRow, ...] | None = None) -> int | None:
    """The number that a row gives (days, or years for ages); None where it gives none."""
    row = of(topic, state=state, on=on, law=law)
    return int(row.value) if row is not None and row.value.isdigit() else None


def basis(code: str, *, sample: bool, on: date, law: tuple[LawRow, ...] | None = None) -> LawRow | None:
    """The row of a lawful basis in force; the samples' own basis counts for samples only."""
    topics = {"lawful-basis", "lawful-basis-of-samples"} if sample else {"lawful-basis"}
    found = (row for row in law or table() if row.code == code and row.topic in topics and row.in_force(on))
    return next(found, None)


def bases(*, sample: bool, on: date) -> list[str]:
    """The codes of all lawful bases in force, for entries that are samples or are not."""
    topics = {"lawful-basis", "lawful-basis-of-samples"} if sample else {"lawful-basis"}
    return [row.code for row in table() if row.topic in topics and row.in_force(on)]


def crossings_kept_days(*, state: str, on: date, law: tuple[LawRow, ...] | None = None) -> int | None:
    """For how many days crossings of travellers without a hit may be kept; None: not at all, as shipped.

    Only a row that cites act and section and gives a period counts.
    """
    row = of("crossings-without-hit", state=state, on=on, law=law)
    return int(row.value) if row is not None and row.cited and row.value.isdigit() else None
