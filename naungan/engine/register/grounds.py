"""The judgment on one ground: may this conviction, may this notice be kept, and does it stand?

Each check answers with the first rule that is met, or None. The order is that of admission_rules.csv: what must
leave comes before what an officer may decide.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from naungan.engine.records import UNKNOWN_DATE, Identity, PartialDate
from naungan.engine.register import ages, charges, codes, contradictions, crosswalk, law
from naungan.engine.register.ages import ADULT, ages_on
from naungan.engine.register.crosswalk import CrosswalkRow
from naungan.engine.register.findings import Finding
from naungan.engine.register.notices import NoticeKind, kinds
from naungan.engine.register.record import Charge, Conviction, Notice

Judged = tuple[Conviction, Finding | None]
Noticed = tuple[Notice, Finding | None, tuple[Finding, ...]]
"""The third: why charges of a notice that stands, or is held, were left out."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges grounds of one person, by the law of one node's state on one day."""

    identity: Identity
    node_state: str
    today: date
    waived: frozenset[str] = frozenset()

    def conviction(self, given: Conviction) -> Judged:
        """The conviction as classed, and the rule that refuses or holds it (None: it stands)."""
        judged, found = self._convicted(given)
        return judged, found.on(given.section or given.words) if found else None

    def _convicted(self, given: Conviction) -> Judged:
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
        judged, found, beside = self._noticed(given)
        return judged, found.on(given.number) if found else None, beside

    def _noticed(self, given: Notice) -> Noticed:
        kind = kinds().get(given.kind)
        if given.cancelled_on is not None and given.cancelled_on <= self.today:
            return given, Finding("notice-cancelled"), ()
        if kind is None or not kind.kept:
            return given, Finding.of("notice-kind", value=kind.label() if kind else given.kind), ()
        if given.channel == "public" and not kind.public:
            return given, Finding.of("notice-via-bureau", value=kind.label()), ()
        judged, found, beside = (given, self._missing(given), ()) if kind.concern == "missing" else self._charged(given)
        return judged, found or self._doubtful(given, kind), beside

    def _doubtful(self, given: Notice, kind: NoticeKind) -> Finding | None:
        """What an officer has to clear up before the notice stands."""
        doubts = contradictions.of_notice(given, kind, self.identity.births, today=self.today)
        found = next((finding for finding in doubts if finding.rule not in self.waived), None)
        if found is not None or kind.concern == "missing" or self._allows("juvenile"):
            return found
        issued = given.issued if given.issued.year is not None else _partial(self.today)
        age = ages_on(self.identity.births, issued)
        return self._unless_waived("age-unclear") if age and age[0] < ADULT else None

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
        offender = ages.at_offence(given, self.identity.births)
        if offender and 0 <= offender[1] < ADULT and not self._allows("juvenile"):
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
        adult = given.victim == "adult" or (given.victim_age or 0) >= threshold
        if row.child_victim != "inherent" and (adult or not (given.victim or by_age)):
            return Finding("no-child")
        found = self._unless_waived("child-contradicted") if adult else self._close_in_age(given, threshold)
        if found is not None and found.rule == "close-in-age":
            return found
        return self._contradicted(given) or found

    def _contradicted(self, given: Conviction) -> Finding | None:
        found = contradictions.of_conviction(given, self.identity.births, today=self.today)
        return next((finding for finding in found if finding.rule not in self.waived), None)

    def _close_in_age(self, given: Conviction, threshold: int) -> Finding | None:
        """Whether the two were young people close in age: at any age that the record allows for either of them."""
        limit = law.days("close-in-age", state=self.node_state, on=self.today)
        least = law.days("close-in-age-from", state=self.node_state, on=self.today) or 0
        if limit is None or given.consensual is False or (given.victim_age is not None and given.victim_age < least):
            return None
        victim = (least, threshold - 1) if given.victim_age is None else (given.victim_age, given.victim_age)
        offender = self._young_offender(given)
        if offender is None:
            return None
        nearest, furthest = ages.gaps(offender, victim)
        if nearest > limit:
            return None
        if given.consensual and furthest <= limit:
            return Finding.of("close-in-age", gap=furthest)
        if given.victim_age is None or offender[0] != offender[1]:
            return self._unless_waived("close-in-age-open")
        return self._unless_waived("close-in-age-unclear", gap=nearest)

    def _young_offender(self, given: Conviction) -> ages.Ages | None:
        """The offender's ages for the question of close ages; None where the record does not put that question.

        Where the court found consent, whatever is not known may have been close. Where the record does not speak of
        consent, an unknown age of a victim who was only depicted or believed does not ask for an officer.
        """
        offender = ages.at_offence(given, self.identity.births)
        undated = given.offender_age is None and given.offence_on.year is None
        if given.consensual:
            return (0, offender[1] if offender else codes.OLDEST) if offender is None or undated else offender
        unnamed = given.victim_age is None and given.victim in {"depicted", "believed"}
        return None if unnamed else offender

    def _holds(self, given: Conviction) -> Finding | None:
        """What an officer has to clear up before the conviction stands."""
        offender = ages.at_offence(given, self.identity.births)
        if offender and offender[0] < ADULT and not self._allows("juvenile"):
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

    def _missing(self, given: Notice) -> Finding | None:
        """A missing person's notice is kept for a child; the age counts when the notice was issued."""
        issued = given.issued if given.issued.year is not None else _partial(self.today)
        age = ages_on(self.identity.births, issued)
        if age is None:
            return self._unless_waived("missing-age-unknown")
        if age[0] >= ADULT:
            return Finding("missing-adult")
        return None if age[1] < ADULT else self._unless_waived("missing-age-unknown")

    def _charged(self, given: Notice) -> Noticed:
        """A wanted or warned-of person: at least one charge has to be child abuse; the others are left out."""
        issued = given.issued if given.issued.year is not None else _partial(self.today)
        age = ages_on(self.identity.births, issued)
        if age and 0 <= age[1] < ADULT and not self._allows("juvenile"):
            return given, Finding("juvenile"), ()
        if not any(charge.words.strip() or charge.translation.strip() for charge in given.charges):
            return given, Finding("no-charge"), ()
        judged = [self._charge(charge, given) for charge in given.charges]
        standing = tuple(charge for charge, finding in judged if finding is None)
        met = [(charge, finding) for charge, finding in judged if finding is not None]
        if standing:
            beside = (finding.on(charge.translation or charge.words) for charge, finding in met)
            return replace(given, charges=standing), None, tuple(beside)
        open_ = tuple(charge for charge, finding in met if finding.rule == _OPEN)
        if not open_:
            return given, met[0][1], ()
        beside = (finding.on(charge.translation or charge.words) for charge, finding in met if finding.rule != _OPEN)
        first = next(finding for _, finding in met if finding.rule == _OPEN)
        return replace(given, charges=open_), first, tuple(beside)

    def _charge(self, given: Charge, notice: Notice) -> tuple[Charge, Finding | None]:
        known = charges.phrase(given.classed) if given.classed_by else charges.classify(given)
        if known is None and given.state:
            cited = crosswalk.classify(given.words, state=given.state, offence=UNKNOWN_DATE, judged=notice.issued)
            known = charges.phrase(cited.row.id) if cited.row is not None else None
        if known is None:
            return given, Finding.of(_OPEN, value=given.translation or given.words)
        if known.kind == "child-abuse":
            return replace(given, classed=known.id), None
        return given, Finding(_RULE_OF_KIND[known.kind])


_OPEN = "charge-not-classed"
_RULE_OF_KIND = {
    "political": "political",
    "adult-consensual": "adult-consensual",
    "other": "other-conduct",
    "sexual": "no-child",
}


def _partial(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
