"""Propose an entry, or its correction: the one door behind all doors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine import errors
from naungan.engine.accounts import Actor, check
from naungan.engine.records import say
from naungan.engine.register.admission import Admission
from naungan.engine.register.record import EntryDraft
from naungan.register import turn
from naungan.register.actions.write import write
from naungan.register.admission import Decision, Outcome, decide, existing_entries, fictional, key_of, withdrawn_before


@dataclass(frozen=True, slots=True)
class Proposed:
    """What became of a proposal. `public_id` is empty where nothing stands."""

    outcome: Outcome
    public_id: str
    admission: Admission

    @property
    def rule(self) -> str:
        """The rule that refused or held it; empty where it was accepted."""
        return self.admission.rule

    @property
    def sentence(self) -> str:
        """Why, and what to do, in English."""
        return self.admission.sentence

    def say(self, language: str = "en") -> str:
        """Why, and what to do; empty where accepted."""
        return self.admission.say(language)


def propose(actor: Actor, *, draft: EntryDraft, purpose: str = "", today: date | None = None) -> Proposed:
    """Put one draft to the rules and write what they say: accepted, changed, duplicate, held, refused or withdrawn.

    A refusal is an answer, not an error, and leaves an audit row with its rule and nothing of the person.

    Raises:
        NotPermitted: without register.propose.
    """
    on = today or timezone.localdate()
    check(actor, "register.propose", on=on)
    return _propose(actor, draft, right="register.propose", purpose=purpose, today=on)


def change(actor: Actor, *, public_id: str, draft: EntryDraft, reason: str, today: date | None = None) -> Proposed:
    """Correct an entry: its new state is put to the same rules as a proposal.

    Raises:
        NotPermitted: without register.propose.
        Refused: no reason, or the draft is of another owner, source or reference.
        NotFound: no such entry.
    """
    on = today or timezone.localdate()
    check(actor, "register.propose", on=on)
    if not reason.strip():
        raise errors.Refused("A change needs a reason.", rule="reason", remedy="Say why the record changes.")
    with transaction.atomic():
        turn.take()
        entry = existing_entries([key_of(draft)]).get(key_of(draft))
        if entry is None or entry.public_id != public_id:
            raise errors.NotFound(
                say("There is no entry {entry} with this owner, source and reference.", entry=public_id),
                remedy="These three can't be changed: withdraw the entry and propose a new one.",
            )
        return _propose(actor, draft, right="register.propose", purpose=reason, today=on)


def _propose(actor: Actor, draft: EntryDraft, *, right: str, purpose: str, today: date) -> Proposed:
    with transaction.atomic():
        turn.take()
        existing = existing_entries([key_of(draft)]).get(key_of(draft))
        before = withdrawn_before([draft]).get(key_of(draft), "")
        decision = decide(
            draft,
            existing=existing,
            node_state=settings.STATE,
            today=today,
            fictional=fictional(),
            before=before,
        )
        public_id = write(actor, [decision], right=right, purpose=purpose)[0]
        if not decision.status:
            _record_without_entry(actor, decision, public_id, right=right, purpose=purpose)
    return Proposed(decision.outcome, public_id, decision.admission)


def _record_without_entry(actor: Actor, decision: Decision, public_id: str, *, right: str, purpose: str) -> None:
    detail: dict[str, object] = {"outcome": decision.outcome, "rule": decision.admission.rule}
    subject = f"entry:{public_id}" if public_id else "register"
    audit.record(actor, action=right, subject=subject, purpose=purpose, detail=detail)
