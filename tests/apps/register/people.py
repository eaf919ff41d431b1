"""Fictional entries for the register's tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from naungan.engine.records import Document, Identity, Name, PartialDate
from naungan.engine.register import Charge, Conviction, EntryDraft, Notice
from naungan.engine.register.reading import Proposal

TODAY = timezone.localdate()


def conviction(**changes: Any) -> Conviction:
    given = Conviction(
        section="Sexual Offences against Children Act 2017 [Act 792], s.14",
        words="physical sexual assault on a child (s.14)",
        court="Sample court (fictional)",
        court_state="MYS",
        offence_state="THA",
        convicted_on=PartialDate(2020, 5, 4),
        offence_on=PartialDate(2019, 3),
        sentence="imprisonment of 6 years (sample)",
        finality="final",
        appeal="sample appeal dismissed",
        in_absentia=True,
        victim="child",
        victim_age=9,
        consensual=False,
    )
    return replace(given, **changes)


def wanted(**changes: Any) -> Notice:
    given = Notice(
        kind="red", number="2026/99901", bureau="INTERPOL NCB Utopia", issued=PartialDate(2026),
        charges=(Charge("Sexual assault on a minor", "GBR", "translated"),), last_verified=TODAY,
    )  # fmt: skip
    return replace(given, **changes)


def draft(reference: str = "S-1", **changes: Any) -> EntryDraft:
    given = EntryDraft(
        identity=Identity(
            names=(Name("Contoh bin Rekaan", surname="Rekaan", given="Contoh"), Name("ตัวอย่าง", "native", "Thai")),
            births=(PartialDate(1975, 3, 2), PartialDate(1976, None, 2)),
            sex="M",
            nationalities=("MYS", "THA"),
            documents=(Document("passport", "A1234567", "MYS", PartialDate(2030)), Document("other", "X/1")),
            birth_place="Sample town",
        ),
        source="Sample register (fictional)",
        source_reference=reference,
        owner_state="MYS",
        owner_agency="Sample agency",
        lawful_basis="SAMPLE-BASIS",
        expires_on=TODAY + timedelta(days=900),
        convictions=(conviction(),),
        remarks="Fictional person",
        sample=True,
    )
    return replace(given, **changes)


def unclassed(reference: str = "S-1", **changes: Any) -> EntryDraft:
    return draft(reference, convictions=(conviction(section="Act 9999, s.1", words="words of a court"),), **changes)


def rows(*drafts: EntryDraft | None) -> list[Proposal]:
    return [Proposal(f"line {number}", given) for number, given in enumerate(drafts, start=1)]


def many(count: int, *, first: int = 1) -> list[EntryDraft]:
    return [
        draft(f"S-{number}", identity=replace(draft().identity, names=(Name(f"Rekaan {number}"),)))
        for number in range(first, first + count)
    ]


def yesterday() -> date:
    return TODAY - timedelta(days=1)
