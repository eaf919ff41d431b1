"""What officers do with an entry: release what is held, withdraw, open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from naungan.audit import actions as audit
from naungan.engine import errors
from naungan.engine.accounts import Actor, check
from naungan.engine.records import say
from naungan.engine.register import admission, charges
from naungan.engine.register import crosswalk as table
from naungan.engine.register.record import Conviction, EntryDraft, EntryRecord
from naungan.register import queries, turn
from naungan.register.actions.propose import Proposed
from naungan.register.actions.write import withdraw_entry, write
from naungan.register.admission import Decision
from naungan.register.models import Entry


def admit_held(
    actor: Actor, *, public_id: str, reason: str, crosswalk: str = "", today: date | None = None
) -> Proposed:
    """Release a held entry: class what the tables could not, or waive a hold that the rules leave to an officer.

    `crosswalk` is a row of the crosswalk, or of the charge phrases for a notice. All rules are asked again: a
    refusal stays a refusal.

    Raises:
        NotPermitted: without register.admit.
        NotFound: no such entry.
        Conflict: the entry is not held.
        Refused: no reason; the row is not known; the proposer releases their own proposal; or a rule still stands.
    """
    on = today or timezone.localdate()
    check(actor, "register.admit", on=on)
    _need_reason(reason)
    if crosswalk and charges.phrase(crosswalk) is None:
        raise errors.Refused(
            say("There is no row {row} in the crosswalk.", row=crosswalk),
            rule="not-classed",
            remedy="Name a row of the table.",
        )
    with transaction.atomic():
        entry = _in_turn(public_id)
        _check_releasable(actor, entry, crosswalk)
        draft = queries.entry_record(entry).draft
        waived = set(entry.waived) | ({entry.held_rule} & admission.holds())
        classed = _classed(draft, crosswalk, actor.id) if crosswalk else draft
        judged = admission.admit(classed, node_state=settings.STATE, today=on, waived=frozenset(waived))
        if judged.outcome == "refused" or (judged.outcome == "held" and judged.rule == entry.held_rule):
            raise errors.Refused(judged.sentence, rule=judged.rule)
        accepted = judged.outcome == "accepted"
        decision = Decision(
            "changed" if accepted else "held", draft, entry.fingerprint, entry.grounds, judged, entry,
            "active" if accepted else "held",
        )  # fmt: skip
        write(actor, [decision], right="register.admit", purpose=reason, waived=sorted(waived))
    return Proposed(decision.outcome, public_id, judged)


def withdraw(actor: Actor, *, public_id: str, reason: str) -> None:
    """Withdraw an entry: from the commit on nobody is matched against it.

    Raises:
        NotPermitted: without register.withdraw.
        NotFound: no such entry.
        Conflict: it is withdrawn already.
        Refused: no reason.
    """
    check(actor, "register.withdraw", on=timezone.localdate())
    _need_reason(reason)
    with transaction.atomic():
        entry = _in_turn(public_id)
        if entry.status == Entry.Status.WITHDRAWN:
            message = say("Entry {entry} is withdrawn already.", entry=public_id)
            raise errors.Conflict(message, remedy="Nothing is left to do.")
        withdraw_entry(actor, entry, reason=reason, right="register.withdraw")


def open_entry(actor: Actor, *, public_id: str, purpose: str) -> EntryRecord:
    """Open an entry: its whole content, for a purpose that the audit log keeps.

    Raises:
        NotPermitted: without register.open.
        NotFound: no such entry.
        Refused: no purpose.
    """
    check(actor, "register.open", on=timezone.localdate())
    if not purpose.strip():
        raise errors.Refused("Opening an entry needs a purpose.", rule="purpose", remedy="Say what you need it for.")
    with transaction.atomic():
        entry = Entry.objects.filter(public_id=public_id).first()
        if entry is None:
            raise _not_found(public_id)
        audit.record(
            actor, action="register.open", subject=f"entry:{public_id}", purpose=purpose,
            detail={"version": entry.version},
        )  # fmt: skip
        return queries.entry_record(entry)


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise errors.Refused("This needs a reason.", rule="reason", remedy="Say why: the reason is kept.")


def _not_found(public_id: str) -> errors.NotFound:
    message = say("There is no entry {entry}.", entry=public_id[:40])
    return errors.NotFound(message, remedy="Look it up in the register's list.")


def _in_turn(public_id: str) -> Entry:
    """The entry, read when no other writer can change it."""
    turn.take()
    entry = Entry.objects.filter(public_id=public_id).first()
    if entry is None:
        raise _not_found(public_id)
    return entry


def _check_releasable(actor: Actor, entry: Entry, crosswalk: str) -> None:
    if entry.status != Entry.Status.HELD:
        message = say("Entry {entry} is not held.", entry=entry.public_id)
        raise errors.Conflict(message, remedy="Open it to see how it stands.")
    if actor.id in entry.proposers:
        raise errors.Refused(
            "Nobody releases what they proposed themselves.", rule="own-proposal", remedy="Ask another supervisor."
        )
    release = admission.rules()[entry.held_rule].release
    if release == "change":
        raise errors.Refused(admission.sentence(entry.held_rule, _values(entry)), rule=entry.held_rule)
    if release == "class" and not crosswalk:
        raise errors.Refused(
            "The offence is not classed.", rule=entry.held_rule, remedy="Name the row of the crosswalk that fits it."
        )


def _values(entry: Entry) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), str(value)) for key, value in entry.held_values)


def _classed(draft: EntryDraft, row: str, officer: str) -> EntryDraft:
    """The draft with its unclassed grounds classed by an officer."""
    return replace(
        draft,
        convictions=tuple(
            given if _known(given) else replace(given, crosswalk=row, classed_by=officer) for given in draft.convictions
        ),
        notices=tuple(
            replace(
                notice,
                charges=tuple(
                    given if charges.classify(given) else replace(given, classed=row, classed_by=officer)
                    for given in notice.charges
                ),
            )
            for notice in draft.notices
        ),
    )


def _known(given: Conviction) -> bool:
    """Whether the table or an officer has classed it."""
    if given.crosswalk:
        return True
    found = table.classify(given.section, state=given.court_state, offence=given.offence_on, judged=given.convicted_on)
    return found.row is not None
