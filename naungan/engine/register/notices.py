"""What a notice lets an officer conclude, and what it doesn't.

A copy ages; a request is no warrant; a missing child is to be protected. INTERPOL's public service shows red,
yellow and UN notices only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from naungan.engine.register import law
from naungan.engine.register.crosswalk import by_id, conduct_label
from naungan.engine.register.record import Concern, Conviction, EntryRecord, Notice
from naungan.engine.tables import rows
from naungan.engine.tables.countries import name_of

Language = Literal["en", "ms"]


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice: what it says of the person, whether it may be kept, and when a copy is stale."""

    code: str
    type: str
    colour: str
    concern: Concern
    public: bool
    kept: bool
    stale_after_days: int
    label_en: str
    label_ms: str

    def label(self, language: str = "en") -> str:
        """Its name in a sentence."""
        return self.label_ms if language == "ms" else self.label_en


@cache
def kinds() -> dict[str, NoticeKind]:
    """All rows of notice_kinds.csv by code."""
    return {
        row["code"]: NoticeKind(
            row["code"], row["type"], row["colour"], row["concern"],  # type: ignore[arg-type]
            row["public"] == "1", row["kept"] == "1", int(row["stale_after_days"]), row["label_en"], row["label_ms"],
        )
        for row in rows("notice_kinds")
    }  # fmt: skip


@cache
def _sentences() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["en"], row["ms"]) for row in rows("advice")}


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that an officer has to know beside a hit. `urgent`: before anything else is done."""

    code: str
    sentence: str
    urgent: bool = False


def _advice(code: str, language: str, *, urgent: bool = False, **values: object) -> Advice:
    english, malay = _sentences()[code]
    return Advice(code, (malay if language == "ms" else english).format(**values), urgent)


def advice(notice: Notice, *, today: date, node_state: str, language: Language = "en") -> tuple[Advice, ...]:
    """The sentences for one notice, the most urgent first."""
    kind = kinds().get(notice.kind)
    if kind is None:
        return ()
    if notice.cancelled_on is not None and notice.cancelled_on <= today:
        return (_advice("cancelled", language, urgent=True, day=notice.cancelled_on.isoformat()),)
    said = []
    if kind.concern == "missing":
        said.append(_advice("missing-child", language, urgent=True))
    if kind.concern == "wanted":
        said.append(_force(notice, kind, today=today, node_state=node_state, language=language))
    if kind.concern == "informational":
        said.append(_advice("warning-only", language))
    return (*said, *_staleness(notice, kind, today=today, language=language))


def _force(notice: Notice, kind: NoticeKind, *, today: date, node_state: str, language: Language) -> Advice:
    """Whether it is a warrant here: a request is one only by a row of the law table that cites act and section."""
    row = law.of("red-notice", state=node_state, on=today)
    state = name_of(node_state, language)
    if kind.type == "list":
        own = {charge.state for charge in notice.charges} == {node_state}
        return _advice("own-warrant" if own else "foreign-warrant", language, urgent=True, state=state)
    if row is not None and row.value == "warrant" and row.cited:
        section = f"{row.act} {row.section}"
        return _advice("treated-as-warrant", language, state=state, kind=kind.label(language), section=section)
    return _advice("request-not-warrant", language, urgent=True, state=state, kind=kind.label(language))


def _staleness(notice: Notice, kind: NoticeKind, *, today: date, language: Language) -> tuple[Advice, ...]:
    bureau = notice.bureau or ("biro yang mengeluarkannya" if language == "ms" else "the issuing bureau")
    if notice.last_verified is None:
        return (_advice("never-verified", language, bureau=bureau),)
    age = (today - notice.last_verified).days
    if age <= kind.stale_after_days:
        return ()
    return (_advice("recheck", language, bureau=bureau, days=age),)


def advice_on_conviction(
    conviction: Conviction, *, node_state: str = "", language: Language = "en"
) -> tuple[Advice, ...]:
    """The sentences for one conviction."""
    if not conviction.crosswalk:
        return (_advice("not-classed", language, value=conviction.section),)
    state = name_of(conviction.court_state, language) if conviction.court_state else "?"
    at_home = bool(node_state) and conviction.court_state == node_state
    said = [_advice("convicted-here" if at_home else "convicted", language, state=state)]
    if conviction.in_absentia:
        said.append(_advice("in-absentia", language))
    return tuple(said)


def advice_on_entry(
    record: EntryRecord, *, today: date, node_state: str, language: Language = "en"
) -> tuple[Advice, ...]:
    """All that an officer is told beside a hit on this entry, each sentence once, the urgent ones first."""
    said: list[Advice] = [_advice("sample", language)] if record.sample else []
    for notice in record.draft.notices:
        said.extend(advice(notice, today=today, node_state=node_state, language=language))
    for conviction in record.draft.convictions:
        said.extend(advice_on_conviction(conviction, node_state=node_state, language=language))
    once = dict.fromkeys(said)
    return tuple(sorted(once, key=lambda item: not item.urgent))


def conduct(conviction: Conviction, language: Language = "en") -> str:
    """The neutral words for what a classed conviction is about; the court's section where it is not classed."""
    row = by_id().get(conviction.crosswalk)
    return conduct_label(row.conduct, language) if row is not None else conviction.section
