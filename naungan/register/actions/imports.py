"""Import: many proposals in chunks, each a transaction. It may be stopped at any moment and run again.

What an earlier run has written is found again as duplicate. A dry run decides in the same way and writes nothing
but the audit row that says it ran.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine.accounts import Actor, check
from naungan.engine.records import Problem, say, together
from naungan.engine.register import admission
from naungan.engine.register.findings import Finding
from naungan.engine.register.reading import Proposal
from naungan.engine.register.record import EntryDraft
from naungan.engine.tables.sentences import in_language
from naungan.register import turn
from naungan.register.actions.write import write
from naungan.register.admission import Decision, Key, decide, existing_entries, fictional, key_of, withdrawn_before
from naungan.register.models import Entry

CHUNK = 200
"""Rows of one transaction: at most so many are done again after a stop."""

MOST_TOLD = 10_000
"""Rows that a report tells one by one; the counts go on."""

Outcome = Literal["accepted", "changed", "duplicate", "held", "refused", "withdrawn", "unreadable"]
Progress = Callable[[int, int], None]
"""Rows done so far, and how many there are (0: not known)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one row, and why."""

    place: str
    outcome: Outcome
    reference: str = ""
    entry: str = ""
    rule: str = ""
    sentence: str = ""
    sentence_ms: str = ""


@dataclass(slots=True)
class ImportReport:
    """What an import did: counts, and each row that a person has to look at, with place and reason."""

    dry_run: bool = False
    rows: int = 0
    accepted: int = 0
    changed: int = 0
    duplicate: int = 0
    held: int = 0
    refused: int = 0
    withdrawn: int = 0
    """Entries that stood and left, since their source now meets a rule: a quashed conviction, a cancelled notice."""
    unreadable: int = 0
    told: list[Told] = field(default_factory=list)
    """All but the accepted, changed and duplicate rows; the first MOST_TOLD of them."""
    left_off: int = 0
    problems: list[Told] = field(default_factory=list)
    """What was not used of rows that were used all the same: what could not be read, and, with its rule, what was left
    out of an entry beside a ground that stands or is held; the first MOST_TOLD of them."""

    def by_rule(self) -> dict[str, int]:
        """How often each rule was met, the most frequent first."""
        found: dict[str, int] = {}
        for told in self.told:
            found[told.rule or told.outcome] = found.get(told.rule or told.outcome, 0) + 1
        return dict(sorted(found.items(), key=lambda item: -item[1]))

    def describe(self) -> dict[str, Any]:
        """The report as JSON-able values."""
        plain = asdict(self)
        plain["by_rule"] = self.by_rule()
        return plain

    def _tell(self, told: Told) -> None:
        setattr(self, told.outcome, getattr(self, told.outcome) + 1)
        if told.outcome in {"accepted", "changed", "duplicate"}:
            return
        if len(self.told) < MOST_TOLD:
            self.told.append(told)
        else:
            self.left_off += 1

    def _note(self, problem: Told) -> None:
        if len(self.problems) < MOST_TOLD:
            self.problems.append(problem)


def import_entries(
    actor: Actor,
    *,
    rows: Iterable[Proposal],
    name: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
    today: date | None = None,
) -> ImportReport:
    """Put every row to the rules and write what they say; `name` is the file's, for the audit log.

    Raises:
        NotPermitted: without register.import.
        Unreadable: the file is of another kind (from its reader); what was written before that stands.
    """
    on = today or timezone.localdate()
    check(actor, "register.import", on=on)
    run = _Run(actor, ImportReport(dry_run=dry_run), on)
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        run.chunk(chunk)
        if progress is not None:
            progress(run.report.rows, 0)
    with transaction.atomic():
        told = {key: getattr(run.report, key) for key in _COUNTED}
        audit.record(
            actor, action="register.import", subject="register", detail={"file": name, "dry_run": dry_run} | told
        )
    return run.report


_COUNTED = ("rows", "accepted", "changed", "duplicate", "held", "refused", "withdrawn", "unreadable")


@dataclass(slots=True)
class _Run:
    """One run over a file: what has been seen, and what has been told."""

    actor: Actor
    report: ImportReport
    today: date
    seen: dict[Key, tuple[str, int]] = field(default_factory=dict)
    """Place and hash of each reference, to find one that stands in the file twice."""
    fictional: bool | None = None
    """What stands in the register or, in a dry run, would: fictional people or real ones (None: nobody)."""

    def chunk(self, chunk: Sequence[Proposal]) -> None:
        """Decide and write one chunk, in one transaction."""
        usable = list(self._usable(chunk))
        for row, decision, entry in self._decide_and_write(usable):
            self.report._tell(_told_decision(row, decision, entry))  # noqa: SLF001 - the report's own module
            for finding in decision.admission.left_out:
                self.report._note(_left_out(row, decision.outcome, finding, entry))  # noqa: SLF001
        self.report.rows += len(chunk)

    def _usable(self, chunk: Sequence[Proposal]) -> Iterator[Proposal]:
        """The rows that hold a draft of a reference not met before; the others are told at once."""
        for row in chunk:
            for problem in row.problems:
                told = _told_problems(problem.place or row.place, [problem])
                if row.draft is not None:
                    self.report._note(told)  # noqa: SLF001
            if row.draft is None:
                fatal = [problem for problem in row.problems if problem.fatal]
                self.report._tell(_told_problems(row.place, fatal))  # noqa: SLF001
                continue
            if not row.draft.source_reference.strip():
                yield row  # refused by its rule: without a reference nothing can stand twice
                continue
            key, printed = key_of(row.draft), hash(row.draft)
            place, known = self.seen.setdefault(key, (row.place, printed))
            if place == row.place:
                yield row
            elif known == printed:
                self.report._tell(Told(row.place, "duplicate", reference=row.draft.source_reference))  # noqa: SLF001
            else:
                finding = Finding.of("reference-twice", value=place)
                self.report._tell(_told(row, "refused", finding))  # noqa: SLF001

    def _decide_and_write(self, rows: Sequence[Proposal]) -> list[tuple[Proposal, Decision, str]]:
        if self.report.dry_run:
            return [(row, decision, "") for row, decision in zip(rows, self._decide(rows), strict=True)]
        with transaction.atomic():
            turn.take()
            decisions = self._decide(rows)
            entries = write(self.actor, decisions, right="register.import")
        return list(zip(rows, decisions, entries, strict=True))

    def _decide(self, rows: Sequence[Proposal]) -> list[Decision]:
        drafts = [row.draft for row in rows if row.draft is not None]
        known = existing_entries(key_of(draft) for draft in drafts)
        standing = fictional()
        self.fictional = self.fictional if standing is None else standing
        before = withdrawn_before(drafts)
        return [self._one(draft, known.get(key_of(draft)), before.get(key_of(draft), "")) for draft in drafts]

    def _one(self, draft: EntryDraft, existing: Entry | None, before: str) -> Decision:
        decision = decide(
            draft,
            existing=existing,
            node_state=settings.STATE,
            today=self.today,
            fictional=self.fictional,
            before=before,
        )
        if decision.status and self.fictional is None:
            self.fictional = draft.sample
        return decision


def _told_problems(place: str, problems: Sequence[Problem]) -> Told:
    said = together(part for problem in problems for part in (problem.message, problem.remedy))
    return Told(place, "unreadable", sentence=said, sentence_ms=in_language(said, "ms"))


def _told(row: Proposal, outcome: Outcome, finding: Finding, entry: str = "") -> Told:
    reference = row.draft.source_reference if row.draft is not None else ""
    english, malay = (admission.say(finding.rule, finding.values, language) for language in ("en", "ms"))
    return Told(row.place, outcome, reference, entry, finding.rule, english, malay)


def _left_out(row: Proposal, outcome: Outcome, finding: Finding, entry: str) -> Told:
    """A ground or charge that is no part of the entry, with the rule that it met."""
    told = _told(row, outcome, finding, entry)
    why = admission.sentence(finding.rule, finding.values)
    said = say("“{about}” is left out of the entry. {why}", about=finding.about, why=why)
    return replace(told, sentence=said, sentence_ms=in_language(said, "ms"))


def _told_decision(row: Proposal, decision: Decision, entry: str) -> Told:
    if decision.outcome in {"accepted", "changed", "duplicate"} or not decision.admission.findings:
        reference = row.draft.source_reference if row.draft is not None else ""
        return Told(row.place, decision.outcome, reference, entry)
    return _told(row, decision.outcome, decision.admission.findings[0], entry)
