"""Fictional people at the console: one user a role, one entry of the register, a client for each role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django.fixtures import Settings

from naungan.accounts import actions as accounts
from naungan.engine.accounts import roles, system
from naungan.engine.records import Document, Identity, Name, PartialDate
from naungan.engine.register.record import Charge, Conviction, EntryDraft, Notice
from naungan.register import actions as register
from naungan.screening import index
from tests.actors import actor

PASSWORD = "fictional people only 2026"
GRANTABLE = [role.code for role in roles().values() if role.grantable]

Login = Callable[..., Client]


@pytest.fixture(autouse=True)
def _a_node_with_fictional_people(settings: Settings) -> Iterator[None]:
    settings.SAMPLE_MODE = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    index.forget()
    yield
    index.forget()


@pytest.fixture
def login(db: None) -> Login:
    """A client that is logged in as the sample person of a role."""
    accounts.ensure_sample_accounts(system("test", role="command-line"), password=PASSWORD)

    def made(role: str, language: str = "en") -> Client:
        client = Client(HTTP_ACCEPT_LANGUAGE=language)
        client.force_login(get_user_model().objects.get(username=role))
        return client

    return made


def draft(**changed: object) -> EntryDraft:
    """A fictional convicted person whose names carry markup and three scripts."""
    values: dict[str, object] = {
        "identity": Identity(
            names=(
                Name("Zulkifli bin Contohrekaan", "main", "Latn"),
                Name("<script>alert(1)</script> Contohrekaan", "alias"),
                Name("ذوالكفل بن چونتوه", "native", "Arab"),
                Name("สมมติ ตัวอย่าง", "spelling", "Thai"),
            ),
            births=(PartialDate(1980, 5, 12),),
            sex="M",
            nationalities=("MYS",),
            documents=(Document("passport", "S00000017", "MYS"),),
            birth_place="Ipoh",
        ),
        "source": "Naungan sample register (fictional)",
        "source_reference": "SAMPLE-1",
        "owner_state": "MYS",
        "owner_agency": "SAMPLE",
        "lawful_basis": "SAMPLE-BASIS",
        "expires_on": date(2030, 1, 1),
        "convictions": (
            Conviction(
                section="Sexual Offences Against Children Act 2017 [Act 792], s.14",
                words="physical sexual assault on a child (s.14) & <b>verbatim</b>",
                court="Sessions Court (sample)",
                court_state="MYS",
                convicted_on=PartialDate(2019, 3, 4),
                sentence="8 years (sample)",
                finality="final",
                victim="child",
            ),
        ),
        "notices": (
            Notice(
                kind="red",
                number="2024/S-17",
                bureau="Sample bureau",
                charges=(Charge("sexual assault on a minor"),),
                last_verified=date(2025, 1, 1),
            ),
        ),
        "sample": True,
    }
    return EntryDraft(**(values | changed))  # type: ignore[arg-type]


@pytest.fixture
def public_id(db: None) -> str:
    """An entry in force."""
    proposed = register.propose(actor("register-officer"), draft=draft())
    assert proposed.outcome == "accepted", proposed.admission.sentence
    return proposed.public_id
