"""What becomes of a draft, given what already stands under its reference: the same decision for every door.

Nothing is written here: a dry run asks this and stops.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from naungan.engine.register import admission
from naungan.engine.register.admission import Admission
from naungan.engine.register.grounds import Finding
from naungan.engine.register.record import Charge, Conviction, EntryDraft, fingerprint, grounds_print
from naungan.register import queries
from naungan.register.models import Entry

Outcome = Literal["accepted", "changed", "duplicate", "held", "refused", "withdrawn"]
Status = Literal["active", "held", "withdrawn", ""]
Key = tuple[str, str, str, str]
_WAS_WITHDRAWN = "was-withdrawn"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with a draft: `status` is the entry's afterwards, empty where nothing is to be written."""

    outcome: Outcome
    draft: EntryDraft
    fingerprint: str
    grounds: str
    admission: Admission
    existing: Entry | None = None
    status: Status = ""


def key_of(draft: EntryDraft) -> Key:
    """Under what an entry is found again: its owner, its source, the source's own reference."""
    return (draft.owner_state, draft.owner_agency, draft.source, draft.source_reference)


def existing_entries(keys: Iterable[Key]) -> dict[Key, Entry]:
    """The entries that stand under these keys, with their grounds."""
    wanted = set(keys)
    references = {key[3] for key in wanted}
    found = Entry.objects.filter(source_reference__in=references).prefetch_related("convictions", "notices__charges")
    keyed = {(entry.owner_state, entry.owner_agency, entry.source, entry.source_reference): entry for entry in found}
    return {key: entry for key, entry in keyed.items() if key in wanted}


def decide(draft: EntryDraft, *, existing: Entry | None, node_state: str, today: date) -> Decision:
    """The decision on one draft. A class that the draft itself claims counts for nothing; an officer's earlier does."""
    draft = _unclassed(draft)
    grounds = grounds_print(draft)
    classed, waived = draft, frozenset[str]()
    if existing is not None:
        classed = _with_earlier_classes(draft, existing)
        waived = frozenset(existing.waived if existing.grounds == grounds else ())
    judged = admission.admit(classed, node_state=node_state, today=today, waived=waived)
    printed = fingerprint(draft)
    same = existing is not None and existing.fingerprint == printed
    outcome, status, judged = _of_new(judged) if existing is None else _of_known(judged, existing, waived, same=same)
    return Decision(outcome, draft, printed, grounds, judged, existing, status)


def _of_new(judged: Admission) -> tuple[Outcome, Status, Admission]:
    if judged.outcome == "accepted":
        return "accepted", "active", judged
    return ("held", "held", judged) if judged.outcome == "held" else ("refused", "", judged)


def _of_known(
    judged: Admission, existing: Entry, waived: frozenset[str], *, same: bool
) -> tuple[Outcome, Status, Admission]:
    if judged.outcome == "refused":
        leaves = judged.leaves and existing.status != Entry.Status.WITHDRAWN
        return ("withdrawn", "withdrawn", judged) if leaves else ("refused", "", judged)
    gone = existing.status == Entry.Status.WITHDRAWN or existing.held_rule == _WAS_WITHDRAWN
    if gone and _WAS_WITHDRAWN not in waived:
        judged = replace(judged, outcome="held", findings=(Finding(_WAS_WITHDRAWN), *judged.findings))
        return ("duplicate", "", judged) if same else ("held", "held", judged)
    status: Status = "active" if judged.outcome == "accepted" else "held"
    if same and existing.status == status:
        return "duplicate", "", judged
    return "changed" if status == "active" else "held", status, judged


def _unclassed(draft: EntryDraft) -> EntryDraft:
    """The draft without any claim of class: only the tables and this node's officers class."""
    return replace(
        draft,
        convictions=tuple(
            replace(conviction, crosswalk="", crosswalk_dated="", classed_by="") for conviction in draft.convictions
        ),
        notices=tuple(
            replace(notice, charges=tuple(replace(charge, classed="", classed_by="") for charge in notice.charges))
            for notice in draft.notices
        ),
    )


def _with_earlier_classes(draft: EntryDraft, existing: Entry) -> EntryDraft:
    """The draft with the classes that officers gave to the very same words earlier."""
    judged, noticed = queries.grounds_of(existing)
    convictions = {_words(given): given for given in judged if given.classed_by}
    charges = {_words(charge): charge for notice in noticed for charge in notice.charges if charge.classed_by}

    def of_conviction(given: Conviction) -> Conviction:
        known = convictions.get(_words(given))
        return replace(given, crosswalk=known.crosswalk, classed_by=known.classed_by) if known else given

    def of_charge(given: Charge) -> Charge:
        known = charges.get(_words(given))
        return replace(given, classed=known.classed, classed_by=known.classed_by) if known else given

    return replace(
        draft,
        convictions=tuple(map(of_conviction, draft.convictions)),
        notices=tuple(replace(notice, charges=tuple(map(of_charge, notice.charges))) for notice in draft.notices),
    )


def _words(ground: Conviction | Charge) -> tuple[str, ...]:
    if isinstance(ground, Conviction):
        return (ground.section, ground.words, ground.court_state)
    return (ground.words, ground.translation, ground.state)
