"""A hit as an officer compares it: traveller beside entry, row by row, and each weight as a bar with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from naungan.engine.records import Document, Identity
from naungan.engine.register.notices import Advice
from naungan.engine.register.record import EntryRecord
from naungan.engine.screening import Evidence
from naungan.screening.sheet import Hit
from naungan.web import words
from naungan.web.frame import language
from naungan.web.screening.waterfall import Step, Turn, steps

NAMES_SHOWN = 8
"""Names of an entry shown beside a traveller; the one that matched comes first."""

VERDICTS: Mapping[Turn, tuple[str, Promise]] = MappingProxyType(
    {
        "raises": ("▲", lazy("speaks for it")),
        "lowers": ("▼", lazy("speaks against it")),
        "silent": ("·", lazy("says nothing")),
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """One element of both; each side may hold several values."""

    label: str
    ours: tuple[object, ...]
    theirs: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the waterfall: the sentence, the weight, and where its bar lies (0 to 100)."""

    sentence: str
    mark: str
    verdict: str
    turn: Turn
    bits: float
    x: float
    width: float
    even: float


@dataclass(frozen=True, slots=True)
class Side:
    """What a template needs of a hit."""

    id: int
    entry: EntryRecord
    outcome: str
    shade: str
    state: str
    probability: float
    total: float
    advice: tuple[Advice, ...]
    """Without the one that says that a sample is fictional: that stands beside the entry's number."""
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]


def side(hit: Hit, traveller: Identity) -> Side:
    """The hit in the page's language."""
    bars = _bars(hit)
    return Side(
        id=hit.id,
        entry=hit.entry,
        outcome=hit.match.outcome,
        shade="protect" if hit.entry.concern == "missing" else hit.match.outcome,
        state=hit.state,
        probability=hit.probability,
        total=bars[-1].bits,
        advice=tuple(one for one in hit.advice(language()) if one.code != "sample"),
        rows=tuple(_rows(traveller, hit.entry.identity, matched=hit.match.name)),
        bars=bars,
    )


def _rows(ours: Identity, theirs: Identity, *, matched: str) -> Iterable[Row]:
    listed = tuple(sorted(theirs.names, key=lambda name: name.text != matched))[:NAMES_SHOWN]
    yield Row(_("Name"), ours.names, listed)
    yield Row(_("Date of birth"), _days(ours), _days(theirs))
    yield Row(_("Sex"), _sex(ours), _sex(theirs))
    yield Row(_("Nationality"), _states(ours), _states(theirs))
    yield Row(_("Document"), tuple(map(paper, ours.documents)), tuple(map(paper, theirs.documents)))
    if ours.birth_place or theirs.birth_place:
        yield Row(_("Place of birth"), _told(ours.birth_place), _told(theirs.birth_place))


def _days(identity: Identity) -> tuple[str, ...]:
    return tuple(words.day(birth) for birth in identity.births if birth.known)


def _sex(identity: Identity) -> tuple[str, ...]:
    return (words.word(words.SEXES, identity.sex),) if identity.sex else ()


def _states(identity: Identity) -> tuple[str, ...]:
    return tuple(words.country(code) for code in identity.nationalities)


def _told(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def paper(document: Document) -> str:
    """A document in one line: its kind, number and issuer."""
    kind = words.word(words.DOCUMENTS, document.kind)
    return f"{kind} {document.number}" + (f" ({document.issuer})" if document.issuer else "")


def _bars(hit: Hit) -> tuple[Bar, ...]:
    evidence = sorted(hit.evidence, key=lambda one: -abs(one.bits))
    made = steps(hit.prior_bits, [one.bits for one in evidence])
    start = _bar(made[0], _("Before comparing: how rarely a traveller is one given person of the register."))
    total = _bar(made[-1], _("Together: a probability of %(percent)s.") % {"percent": words.percent(hit.probability)})
    return (start, *(_weight(one, step) for one, step in zip(evidence, made[1:-1], strict=True)), total)


def _weight(evidence: Evidence, step: Step) -> Bar:
    mark, verdict = VERDICTS[step.turn]
    return _bar(step, evidence.say(language()), mark=mark, verdict=str(verdict))


def _bar(step: Step, sentence: str, *, mark: str = "", verdict: str = "") -> Bar:
    return Bar(sentence, mark, verdict, step.turn, step.bits, step.x, step.width, step.even)
