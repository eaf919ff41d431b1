"""What becomes of a draft, given what already stands under its reference: the same decision for every door.

Nothing is written here: a dry run asks this and stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from naungan.engine.register import admission
from naungan.engine.register.admission import Admission
from naungan.engine.register.findings import Finding
from naungan.engine.register.record import Charge, Conviction, EntryDraft, fingerprint
from naungan.engine.register.sameness import entry_key, grounds_print, person_key, same_again, same_person
from naungan.register import queries
from naungan.register.models import Entry

Outcome = Literal["accepted", "changed", "duplicate", "held", "refused", "withdrawn"]
Status = Literal["active", "held", "withdrawn", ""]
Key = str
_WAS_WITHDRAWN = "was-withdrawn"
_SAME_AS_WITHDRAWN = "same-as-withdrawn"
_APART = "samples-apart"


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
    """Under what an entry is found again: its owner, its source, the source's own reference, however spelled."""
    return entry_key(draft)


def existing_entries(keys: Iterable[Key]) -> dict[Key, Entry]:
    """The entries that stand under these keys, with their grounds."""
    found = Entry.objects.filter(reference_key__in=set(keys)).prefetch_related(*queries.WHOLE)
    return {entry.reference_key: entry for entry in found}


def withdrawn_before(drafts: Sequence[EntryDraft]) -> dict[Key, str]:
    """Withdrawn entries of the same owner, person and ground under another reference: their public ids by draft."""
    people = {person_key(draft) for draft in drafts}
    entries = Entry.objects.filter(person_key__in=people, status=Entry.Status.WITHDRAWN).order_by("pk")
    gone: dict[str, list[Entry]] = {}
    for entry in entries.prefetch_related(*queries.WHOLE):
        gone.setdefault(entry.person_key, []).append(entry)
    found: dict[Key, str] = {}
    for draft in drafts if gone else ():
        for entry in gone.get(person_key(draft), ()):
            if entry.reference_key != key_of(draft) and same_again(draft, queries.entry_record(entry).draft):
                found[key_of(draft)] = entry.public_id
    return found


def fictional() -> bool | None:
    """Whether the people who stand in the register are fictional; None while it is empty.

    The first entry speaks for all, withdrawn or not: `decide` lets no other kind beside it.
    """
    return Entry.objects.order_by("pk").values_list("sample", flat=True).first()


def decide(
    draft: EntryDraft,
    *,
    existing: Entry | None,
    node_state: str,
    today: date,
    fictional: bool | None,
    before: str = "",
) -> Decision:
    """The decision on one draft. A class that the draft itself claims counts for nothing; an officer's earlier does.

    `fictional` is what stands in the register: a draft of the other kind is refused. `before` is the public id of a
    withdrawn entry of the same person and ground (`withdrawn_before`).
    """
    draft = _unclassed(draft)
    grounds = grounds_print(draft)
    if fictional not in {None, draft.sample}:
        refused = Admission("refused", draft, (Finding(_APART),))
        return Decision("refused", draft, fingerprint(draft), grounds, refused, existing)
    classed, waived, other_person = draft, frozenset[str](), True
    if existing is not None:
        other_person = not same_person(draft.identity, queries.identity_of(existing))
        classed = draft if other_person else _with_earlier_classes(draft, existing)
        waived = frozenset(existing.waived if existing.grounds == grounds else ())
    judged = admission.admit(classed, node_state=node_state, today=today, waived=waived)
    printed = fingerprint(draft)
    same = existing is not None and existing.fingerprint == printed and _stands(judged, existing)
    back = [finding for finding in _returns(existing, before, other_person) if finding.rule not in waived]
    if back and judged.outcome != "refused":
        judged = replace(judged, outcome="held", findings=(*back, *judged.findings))
        outcome: Outcome = "duplicate" if same else "held"
        status: Status = "" if same else "held"
    else:
        outcome, status, judged = _of_new(judged) if existing is None else _of_known(judged, existing, same=same)
    return Decision(outcome, draft, printed, grounds, judged, existing, status)


def _stands(judged: Admission, existing: Entry) -> bool:
    """Whether an entry holds the grounds that are accepted now: the tables may have learnt, or lost, a class."""
    if judged.outcome != "accepted" or existing.status != Entry.Status.ACTIVE:
        return True
    return queries.grounds_of(existing) == (judged.draft.convictions, judged.draft.notices)


def _returns(existing: Entry | None, before: str, other_person: bool) -> Iterator[Finding]:
    """Why the draft may bring back who was withdrawn. What an officer released of it stays so while waived for it."""
    met = {existing.held_rule, *existing.waived} if existing is not None else set()
    if existing is not None and (existing.status == Entry.Status.WITHDRAWN or _WAS_WITHDRAWN in met):
        yield Finding(_WAS_WITHDRAWN)
    if before and (other_person or _SAME_AS_WITHDRAWN in met):
        yield Finding.of(_SAME_AS_WITHDRAWN, value=before)


def _of_new(judged: Admission) -> tuple[Outcome, Status, Admission]:
    if judged.outcome == "accepted":
        return "accepted", "active", judged
    return ("held", "held", judged) if judged.outcome == "held" else ("refused", "", judged)


def _of_known(judged: Admission, existing: Entry, *, same: bool) -> tuple[Outcome, Status, Admission]:
    if judged.outcome == "refused":
        leaves = judged.leaves and existing.status != Entry.Status.WITHDRAWN
        return ("withdrawn", "withdrawn", judged) if leaves else ("refused", "", judged)
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
