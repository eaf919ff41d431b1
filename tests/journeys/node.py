"""Fills the node of a journey: tables, sample logins, and a few fictional entries. Runs in a process of its own."""

from __future__ import annotations

from dataclasses import replace

import django

PASSWORD = "fictional people only 2026"


def fill() -> None:
    """Everything that an officer of the journeys meets."""
    django.setup()
    from django.core.management import call_command

    from naungan.accounts import actions as accounts
    from naungan.engine.accounts import system
    from naungan.engine.records import Identity, Name, PartialDate
    from naungan.register import actions as register
    from tests.actors import actor
    from tests.web.conftest import draft

    call_command("migrate", verbosity=0, run_syncdb=True)
    accounts.ensure_sample_accounts(system("journeys", role="command-line"), password=PASSWORD)
    proposed = register.propose(actor("register-officer"), draft=draft())
    assert proposed.outcome == "accepted", proposed.sentence
    given = draft().convictions[0]
    waiting = draft(
        identity=Identity(names=(Name("Contoh Ditahan"),), births=(PartialDate(1971, 2, 3),)),
        source_reference="SAMPLE-HELD",
        convictions=(replace(given, section="Act 9999, s.1", words="words of a court"),),
        notices=(),
    )
    proposed = register.propose(actor("register-officer", name="user:999999"), draft=waiting)
    assert proposed.outcome == "held", proposed.sentence


if __name__ == "__main__":
    fill()
