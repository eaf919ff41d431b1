"""A small fictional register, and an index that knows nothing of the test before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from naungan.engine.documents import mrz
from naungan.engine.documents.paxlst import write_paxlst
from naungan.engine.records import Document, Identity, Journey, Name, PartialDate, Traveller
from naungan.engine.register import EntryDraft
from naungan.register import actions as register
from naungan.screening import index
from tests.actors import actor
from tests.apps.register.people import draft

OFFICER = actor("second-line-officer", name="user:7")
REGISTRAR = actor("register-officer", name="user:8")
BORN = PartialDate(1971, 8, 23)
LEG = Journey("ZZ", "ZZ0123", "BKK", "KUL", "2026-11-22T09:00", "2026-11-22T10:10")


@pytest.fixture(autouse=True)
def _new_index() -> Iterator[None]:
    index.forget()
    yield
    index.forget()


def wanted_person(reference: str = "S-77", **changes: object) -> EntryDraft:
    """The fictional person that these tests look for."""
    identity = Identity(
        names=(Name("Wulandari Sukmawati Prakoso", surname="Prakoso", given="Wulandari Sukmawati"),),
        births=(BORN,),
        sex="F",
        nationalities=("IDN",),
        documents=(Document("passport", "ZZ1234567", "IDN"),),
    )
    return replace(draft(reference, identity=identity), **changes)


@pytest.fixture
def entry(db: None) -> str:
    """The public id of the fictional person in the register."""
    return propose(wanted_person())


def propose(given: EntryDraft) -> str:
    proposed = register.propose(REGISTRAR, draft=given)
    assert proposed.outcome in {"accepted", "changed"}, proposed
    return proposed.public_id


def zone(*, number: str = "ZZ1234567", surname: str = "PRAKOSO", given: str = "WULANDARI SUKMAWATI") -> str:
    """The machine-readable zone of the fictional person's passport."""
    return "\n".join(
        mrz.write_mrz(
            "TD3",
            document_code="P",
            issuer="IDN",
            number=number,
            surname=surname,
            given=given,
            nationality="IDN",
            birth_date=BORN,
            sex="F",
            expiry=PartialDate(2030, 1, 31),
        )
    )


def traveller(surname: str, given: str, birth: PartialDate, *, number: str, action: str = "") -> Traveller:
    name = Name(f"{surname} {given}", surname=surname, given=given)
    document = Document("passport", number, "IDN", PartialDate(2030, 1, 31))
    return Traveller(Identity((name,), (birth,), "F", ("IDN",), (document,)), journey=LEG, action=action)  # type: ignore[arg-type]


HER = traveller("PRAKOSO", "WULANDARI SUKMAWATI", BORN, number="ZZ1234567")
OTHERS = [
    traveller(f"REKAAN{chr(65 + n)}", f"CONTOH{chr(65 + n)}", PartialDate(1990, 1, 1 + n), number=f"ZZ90000{n:02d}")
    for n in range(12)
]


@pytest.fixture
def passenger_list() -> Callable[..., bytes]:
    """Writes a list: travellers, function and references."""

    def write(travellers: list[Traveller], **told: str) -> bytes:
        given: Any = {"sender": "ZZAIR", "reference": "ZZ0123/261122", "charset": "UNOC", **told}
        return write_paxlst(travellers, LEG, prepared=datetime(2026, 11, 22, 8), **given)  # noqa: DTZ001

    return write
