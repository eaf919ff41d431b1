"""Who may stand in the register: the rules of admission, the same at every door.

First the record's form (basis, source, owner, expiry), then each ground by itself. The entry is accepted if a ground
stands, held for an officer if one might, refused otherwise. Beside a ground that stands, no other is kept: what is
refused or left to an officer is told with its rule, and proposed again when it is better known.
The rules' words and their sources: admission_rules.csv. A lawful exception: a row of law.csv that cites its section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal, TypeVar

from naungan.engine.records import Sentence, together
from naungan.engine.register import codes, grounds, law
from naungan.engine.register.findings import Finding
from naungan.engine.register.notices import kinds
from naungan.engine.register.record import Concern, Conviction, EntryDraft, Notice
from naungan.engine.tables import rows
from naungan.engine.tables.countries import by_alpha3, name_of
from naungan.engine.tables.sentences import in_language

LIMITS = {"names": 500, "births": 20, "documents": 100, "nationalities": 20, "convictions": 200, "notices": 50}
"""How many of each an entry carries at most: more is no longer one person's record (expert judgement)."""

LONGEST_FIELD = 400
"""Characters of a name, number or reference (expert judgement)."""

LONGEST_WORDS = 20_000
"""Characters of a court's or a notice's verbatim words."""

_UNCLEAN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Admission:
    """The decision on a draft: with its rule, its sentence, and the draft as classed, refused grounds left out."""

    outcome: Literal["accepted", "refused", "held"]
    draft: EntryDraft
    findings: tuple[Finding, ...] = ()
    """Every rule that was met, in order; the first is the reason of a refusal or a hold."""
    left_out: tuple[Finding, ...] = ()
    """Those of the grounds and charges that are no part of the draft, though the entry stands or is held."""

    @property
    def rule(self) -> str:
        """The code of the rule; empty where accepted."""
        return "" if self.outcome == "accepted" or not self.findings else self.findings[0].rule

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """What fills the rule's sentence."""
        return () if self.outcome == "accepted" or not self.findings else self.findings[0].values

    @property
    def sentence(self) -> str:
        """Why, and what to do; empty where accepted."""
        return sentence(self.rule, self.values) if self.rule else ""

    @property
    def leaves(self) -> bool:
        """Whether an entry that already stands has to leave for this refusal."""
        return self.outcome == "refused" and bool(self.rule) and rules()[self.rule].leaves

    def say(self, language: str = "en") -> str:
        """Why, and what to do; empty where accepted."""
        return say(self.rule, self.values, language) if self.rule else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of admission_rules.csv."""

    code: str
    outcome: Literal["refused", "held"]
    leaves: bool
    release: Literal["class", "officer", "change", ""]
    en: str
    ms: str
    remedy_en: str
    remedy_ms: str


@cache
def rules() -> dict[str, Rule]:
    """The rules by code, in the order in which they are asked."""
    return {
        row["code"]: Rule(
            row["code"], row["outcome"], row["leaves"] == "1", row["release"],  # type: ignore[arg-type]
            row["en"], row["ms"], row["remedy_en"], row["remedy_ms"],
        )
        for row in rows("admission_rules")
    }  # fmt: skip


def say(rule: str, values: tuple[tuple[str, str], ...] = (), language: str = "en") -> str:
    """A rule's sentence and remedy in English or Malay."""
    return in_language(sentence(rule, values), language)


def sentence(rule: str, values: tuple[tuple[str, str], ...] = ()) -> Sentence:
    """A rule's sentence and remedy."""
    row = rules()[rule]
    filled = {key: Sentence(value) if key == "what" else value for key, value in values}
    return together(Sentence(part, filled) for part in (row.en, row.remedy_en) if part)


def admit(draft: EntryDraft, *, node_state: str, today: date, waived: frozenset[str] = frozenset()) -> Admission:
    """Whether a draft may stand, on `today`, at the node of `node_state` (alpha-3), whose law table applies.

    `waived` are holds that an officer has released with a reason; refusals can't be waived.
    """
    wrong = next(_form(draft, node_state=node_state, today=today), None)
    if wrong is not None:
        return Admission("refused", draft, (wrong,))
    judge = grounds.Judge(draft.identity, node_state, today, waived & holds())
    basis = law.basis(draft.lawful_basis, sample=draft.sample, on=today)
    convictions = [_covered(judge.conviction(given), "convicted", given.section, basis) for given in draft.convictions]
    notices: list[tuple[Notice, Finding | None]] = []
    findings: list[Finding] = []
    for notice in draft.notices:
        judged, found, beside = judge.notice(notice)
        kind = kinds().get(notice.kind)
        notices.append(_covered((judged, found), kind.concern if kind else "", notice.number, basis))
        covered = notices[-1][1]
        findings += beside if covered is None or is_held(covered) else ()
    met = [found for _, found in (*convictions, *notices)]
    findings = sorted((*findings, *filter(None, met)), key=_weight)
    if None in met:
        return Admission("accepted", _only(draft, convictions, notices, held=False), tuple(findings), tuple(findings))
    if not is_held(findings[0]):
        return Admission("refused", draft, tuple(findings))
    left_out = tuple(found for found in findings if not is_held(found))
    return Admission("held", _only(draft, convictions, notices, held=True), tuple(findings), left_out)


_Ground = TypeVar("_Ground", Conviction, Notice)
_FOR_WHOM = {
    "convicted": "convictions",
    "wanted": "wanted persons",
    "missing": "missing children",
    "informational": "warnings",
}


def _covered(
    judged: tuple[_Ground, Finding | None], concern: str, about: str, basis: law.LawRow | None
) -> tuple[_Ground, Finding | None]:
    """The judgment on a ground, unless the entry's lawful basis is one for other grounds."""
    ground, found = judged
    if basis is None or concern in basis.concerns or (found is not None and not is_held(found)):
        return judged
    return ground, Finding.of("basis-of-another-ground", value=basis.code, what=_FOR_WHOM[concern]).on(about)


def _only(
    draft: EntryDraft,
    convictions: list[tuple[Conviction, Finding | None]],
    notices: list[tuple[Notice, Finding | None]],
    *,
    held: bool,
) -> EntryDraft:
    """The draft with the grounds that stand, or with those that are held, and no other."""

    def kept(judged: list[tuple[_Ground, Finding | None]]) -> tuple[_Ground, ...]:
        return tuple(ground for ground, found in judged if (held and is_held(found)) or (not held and found is None))

    return replace(draft, convictions=kept(convictions), notices=kept(notices))


def is_held(found: Finding | None) -> bool:
    """Whether the rule leaves the ground to an officer."""
    return found is not None and rules()[found.rule].outcome == "held"


def _weight(found: Finding) -> tuple[bool, int]:
    """What an officer may decide comes first, then the order of the rules."""
    return (not is_held(found), list(rules()).index(found.rule))


def holds() -> frozenset[str]:
    """The rules that hold and that an officer's reason may release."""
    return frozenset(rule.code for rule in rules().values() if rule.outcome == "held" and rule.release == "officer")


def concern_of(draft: EntryDraft) -> Concern:
    """What an admitted draft says of the person: convicted before wanted before missing before informational."""
    if any(conviction.crosswalk for conviction in draft.convictions):
        return "convicted"
    said = {
        kind.concern
        for notice in draft.notices
        if (kind := kinds().get(notice.kind)) is not None
        and (kind.concern == "missing" or any(charge.classed for charge in notice.charges))
    }
    order: tuple[Concern, ...] = ("wanted", "missing", "informational")
    return next((concern for concern in order if concern in said), "informational")


def _form(draft: EntryDraft, *, node_state: str, today: date) -> Iterator[Finding]:
    """What is wrong with the record's form, the first rule first."""
    yield from _size(draft)
    yield from (Finding.of("unknown-code", what=what, value=repr(value)) for what, value in codes.unknown(draft))
    if not any(name.text.strip() for name in draft.identity.names):
        yield Finding("no-name")
    if not draft.source.strip():
        yield Finding("no-source")
    if not draft.source_reference.strip():
        yield Finding("no-reference")
    if draft.owner_state not in by_alpha3() or not draft.owner_agency.strip():
        yield Finding("no-owner")
    yield from _basis(draft, node_state=node_state, today=today)
    yield from _expiry(draft, node_state=node_state, today=today)
    if not draft.convictions and not draft.notices:
        yield Finding("no-ground")


def _size(draft: EntryDraft) -> Iterator[Finding]:
    identity = draft.identity
    counted = {
        "names": len(identity.names),
        "births": len(identity.births),
        "documents": len(identity.documents),
        "nationalities": len(identity.nationalities),
        "convictions": len(draft.convictions),
        "notices": len(draft.notices),
    }
    for what, count in counted.items():
        if count > LIMITS[what]:
            yield Finding.of("too-large", count=count, what=what, limit=LIMITS[what])
    for what, text, limit in _texts(draft):
        if len(text) > limit:
            yield Finding.of("too-large", count=len(text), what=f"characters in {what}", limit=limit)
        if not _clean(text):
            yield Finding.of("unclean-text", what=what)


def _texts(draft: EntryDraft) -> Iterator[tuple[str, str, int]]:
    """Each text of a draft with the name of its field and its longest length."""
    short, long = LONGEST_FIELD, LONGEST_WORDS
    for field in ("source", "source_reference", "owner_state", "owner_agency", "lawful_basis"):
        yield field, getattr(draft, field), short
    yield "remarks", draft.remarks, long
    yield "birth_place", draft.identity.birth_place, short
    for name in draft.identity.names:
        for text in (name.text, name.surname, name.given):
            yield "name", text, short
    for document in draft.identity.documents:
        yield "document", document.number, short
        yield "document", document.issuer, short
    for code in draft.identity.nationalities:
        yield "nationality", code, short
    for conviction in draft.convictions:
        yield from _conviction_texts(conviction)
    for notice in draft.notices:
        yield from _notice_texts(notice)


def _conviction_texts(conviction: Conviction) -> Iterator[tuple[str, str, int]]:
    yield "section", conviction.section, LONGEST_WORDS
    yield "words", conviction.words, LONGEST_WORDS
    yield "court", conviction.court, LONGEST_FIELD
    yield "court_state", conviction.court_state, LONGEST_FIELD
    yield "offence_state", conviction.offence_state, LONGEST_FIELD
    yield "sentence", conviction.sentence, LONGEST_WORDS
    yield "appeal", conviction.appeal, LONGEST_WORDS


def _notice_texts(notice: Notice) -> Iterator[tuple[str, str, int]]:
    yield "notice number", notice.number, LONGEST_FIELD
    yield "bureau", notice.bureau, LONGEST_FIELD
    for charge in notice.charges:
        yield "charge", charge.words, LONGEST_WORDS
        yield "charge", charge.translation, LONGEST_WORDS
        yield "charge", charge.state, LONGEST_FIELD


def _clean(text: str) -> bool:
    """Whether a text can be stored and read aloud: no control characters but line ends, nothing half a character."""
    return _UNCLEAN.search(text) is None


def _basis(draft: EntryDraft, *, node_state: str, today: date) -> Iterator[Finding]:
    if not draft.lawful_basis.strip():
        yield Finding("no-basis")
        return
    row = law.basis(draft.lawful_basis, sample=draft.sample, on=today)
    if row is None:
        yield Finding.of("basis-unknown", value=draft.lawful_basis)
    elif row.state not in {draft.owner_state, node_state, "INT", "*"}:
        yield Finding.of("basis-of-another-state", value=row.code, state=name_of(row.state))


def _expiry(draft: EntryDraft, *, node_state: str, today: date) -> Iterator[Finding]:
    expires, limit = draft.expires_on, law.days("retention", state=node_state, on=today)
    if expires is None:
        yield Finding("no-expiry")
    elif expires < today:
        yield Finding.of("expired", value=expires.isoformat())
    elif limit is not None and expires > today + timedelta(days=limit):
        yield Finding.of("expiry-too-far", value=expires.isoformat(), limit=limit)
