"""The judgment on one ground: may this conviction, may this notice be kept, and does it stand?

Each check answers with the first rule that is met, or None. The order is that of admission_rules.csv: what must
leave comes before what an officer may decide.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from naungan.engine.records import UNKNOWN_DATE, Identity, PartialDate
from naungan.engine.register import charges, crosswalk, law
from naungan.engine.register.crosswalk import CrosswalkRow
from naungan.engine.register.notices import kinds
from naungan.engine.register.record import Charge, Conviction, Notice

ADULT = 18
"""Years (Convention on the Rights of the Child, article 1; Act 792 s.2)."""

_VALUE_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that was met, and what fills its sentence."""

    rule: str
    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, rule: str, **values: object) -> Finding:
        """A finding with values, cut to what a sentence can carry."""
        return cls(rule, tuple((key, str(value)[:_VALUE_SHOWN]) for key, value in values.items()))


Judged = tuple[Conviction, Finding | None]
Noticed = tuple[Notice, Finding | None]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges grounds of one person, by the law of one node's state on one day."""

    identity: Identity
    node_state: str
    today: date
    waived: frozenset[str] = frozenset()

    def conviction(self, given: Conviction) -> Judged:
        """The conviction as classed, and the rule that refuses or holds it (None: it stands)."""
        refused = self._standing(given)
        if refused is not None:
            return given, refused
        row, finding = self._class(given)
        if row is None:
            return given, finding
        classed = replace(given, crosswalk=row.id, crosswalk_dated=row.dated)
        found = self._conduct(row, given) or self._holds(given)
        return (given, found) if found is not None else (classed, None)

    def notice(self, given: Notice) -> Noticed:
        """The notice with its charges classed, and the rule that refuses or holds it (None: it stands)."""
        kind = kinds().get(given.kind)
        if given.cancelled_on is not None and given.cancelled_on <= self.today:
            return given, Finding("notice-cancelled")
        if kind is None or not kind.kept:
            return given, Finding.of("notice-kind", value=kind.label() if kind else given.kind)
        if given.channel == "public" and not kind.public:
            return given, Finding.of("notice-via-bureau", value=kind.label())
        if kind.concern == "missing":
            return given, self._missing(given)
        return self._charged(given)

    def _unless_waived(self, rule: str, **values: object) -> Finding | None:
        return None if rule in self.waived else Finding.of(rule, **values)

    def _standing(self, given: Conviction) -> Finding | None:
        """Whether there is a conviction at all, and of an adult."""
        if given.outcome == "acquitted":
            return Finding("acquitted")
        if given.finality == "quashed":
            return Finding("quashed")
        if given.pardoned:
            return Finding("pardoned")
        if given.outcome == "charged" and not self._allows("charged-only"):
            return Finding("charged-only")
        _, oldest = self._age_at_offence(given)
        if oldest is not None and oldest < ADULT and not self._allows("juvenile"):
            return Finding("juvenile")
        return None

    def _class(self, given: Conviction) -> tuple[CrosswalkRow | None, Finding | None]:
        """The crosswalk row: an officer's choice, else the table's; or the rule that is met without one."""
        if given.classed_by and given.crosswalk in crosswalk.by_id():
            return crosswalk.by_id()[given.crosswalk], None
        if given.convicted_on.year is None and given.offence_on.year is None:
            return None, Finding("no-date")
        found = crosswalk.classify(
            given.section, state=given.court_state, offence=given.offence_on, judged=given.convicted_on
        )
        if found.row is not None:
            return found.row, None
        elsewhere = charges.elsewhere(Charge(given.words))
        if elsewhere is not None:
            return None, Finding(_RULE_OF_KIND[elsewhere.kind])
        return None, Finding.of("not-classed", value=given.section or given.words)

    def _conduct(self, row: CrosswalkRow, given: Conviction) -> Finding | None:
        """Whether the conduct is child abuse, as the record shows it."""
        if row.kind != "child-abuse":
            return Finding(_RULE_OF_KIND[row.kind])
        threshold = row.age_threshold or ADULT
        by_age = given.victim_age is not None and given.victim_age < threshold
        adult = given.victim == "adult" or (given.victim in {"", "child"} and (given.victim_age or 0) >= threshold)
        if row.child_victim != "inherent" and (adult or not (given.victim or by_age)):
            return Finding("no-child")
        if adult:
            return self._unless_waived("child-contradicted")
        return self._close_in_age(given)

    def _close_in_age(self, given: Conviction) -> Finding | None:
        limit = law.days("close-in-age", state=self.node_state, on=self.today)
        least = law.days("close-in-age-from", state=self.node_state, on=self.today) or 0
        if given.victim_age is None or limit is None or given.victim in {"depicted", "believed"}:
            return None
        _, oldest = self._age_at_offence(given)
        if oldest is None or given.victim_age < least or given.consensual is False:
            return None
        gap = abs(oldest - given.victim_age)
        if gap > limit:
            return None
        if given.consensual:
            return Finding.of("close-in-age", gap=gap)
        return self._unless_waived("close-in-age-unclear", gap=gap)

    def _holds(self, given: Conviction) -> Finding | None:
        """What an officer has to clear up before the conviction stands."""
        youngest, oldest = self._age_at_offence(given)
        if youngest is not None and youngest < ADULT <= (oldest or 0) and not self._allows("juvenile"):
            unclear = self._unless_waived("age-unclear")
            if unclear is not None:
                return unclear
        if given.outcome == "charged":
            return None
        if given.finality in {"appealable", "under-appeal"}:
            return None if self._allows("conviction-under-appeal") else Finding("not-final")
        return self._unless_waived("finality-unknown") if given.finality == "" else None

    def _allows(self, topic: str) -> bool:
        return law.allows(topic, state=self.node_state, on=self.today)

    def _age_at_offence(self, given: Conviction) -> tuple[int | None, int | None]:
        """The youngest and the oldest age that the record allows, in years; None where it says nothing.

        Where only the judgment is dated, the age then is an upper bound, and no lower one is known.
        """
        if given.offender_age is not None:
            return given.offender_age, given.offender_age
        if given.offence_on.year is not None:
            return self._ages_on(given.offence_on)
        return None, self._ages_on(given.convicted_on)[1]

    def _ages_on(self, day: PartialDate) -> tuple[int | None, int | None]:
        ages = [age for birth in self.identity.births if (age := ages_between(birth, day)) is not None]
        if not ages:
            return None, None
        return min(low for low, _ in ages), max(high for _, high in ages)

    def _missing(self, given: Notice) -> Finding | None:
        """A missing person's notice is kept for a child; the age counts when the notice was issued."""
        issued = given.issued if given.issued.year is not None else _partial(self.today)
        youngest, oldest = self._ages_on(issued)
        if youngest is None or oldest is None:
            return self._unless_waived("missing-age-unknown")
        if youngest >= ADULT:
            return Finding("missing-adult")
        return None if oldest < ADULT else self._unless_waived("missing-age-unknown")

    def _charged(self, given: Notice) -> Noticed:
        """A wanted or warned-of person: at least one charge has to be child abuse; the others are left out."""
        _, oldest = self._ages_on(_partial(self.today))
        if oldest is not None and oldest < ADULT and not self._allows("juvenile"):
            return given, Finding("juvenile")
        if not any(charge.words.strip() or charge.translation.strip() for charge in given.charges):
            return given, Finding("no-charge")
        judged = [self._charge(charge, given) for charge in given.charges]
        standing = [charge for charge, finding in judged if finding is None]
        open_ = [(charge, finding) for charge, finding in judged if finding and finding.rule == "charge-not-classed"]
        kept = replace(given, charges=tuple(standing) + tuple(charge for charge, _ in open_))
        if standing:
            return kept, None
        if open_:
            return kept, open_[0][1]
        return given, judged[0][1]

    def _charge(self, given: Charge, notice: Notice) -> tuple[Charge, Finding | None]:
        known = charges.phrase(given.classed) if given.classed_by else charges.classify(given)
        if known is None and given.state:
            cited = crosswalk.classify(given.words, state=given.state, offence=UNKNOWN_DATE, judged=notice.issued)
            known = charges.phrase(cited.row.id) if cited.row is not None else None
        if known is None:
            return given, Finding.of("charge-not-classed", value=given.translation or given.words)
        if known.kind == "child-abuse":
            return replace(given, classed=known.id), None
        return given, Finding(_RULE_OF_KIND[known.kind])


_RULE_OF_KIND = {
    "political": "political",
    "adult-consensual": "adult-consensual",
    "other": "other-conduct",
    "sexual": "no-child",
}


def _partial(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def ages_between(birth: PartialDate, day: PartialDate) -> tuple[int, int] | None:
    """The lowest and highest age in completed years that two partial dates allow; None where a year is unknown."""
    if birth.year is None or day.year is None:
        return None

    def completed(born: tuple[int, int, int], then: tuple[int, int, int]) -> int:
        return then[0] - born[0] - (then[1:] < born[1:])

    def first(given: PartialDate) -> tuple[int, int, int]:
        return (given.year or 0, given.month or 1, given.day or 1)

    def last(given: PartialDate) -> tuple[int, int, int]:
        return (given.year or 0, given.month or 12, given.day or 31)

    return completed(last(birth), first(day)), completed(first(birth), last(day))
