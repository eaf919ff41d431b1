"""Fills the node of a journey: tables, sample logins, and a few fictional entries. Runs in a process of its own."""

from __future__ import annotations

import django

PASSWORD = "fictional people only 2026"


def fill() -> None:
    """Everything that an officer of the journeys meets."""
    django.setup()
    from django.core.management import call_command

    from naungan.accounts import actions as accounts
    from naungan.engine.accounts import system
    from naungan.register import actions as register
    from tests.actors import actor
    from tests.web.conftest import draft

    call_command("migrate", verbosity=0, run_syncdb=True)
    accounts.ensure_sample_accounts(system("journeys", role="command-line"), password=PASSWORD)
    proposed = register.propose(actor("register-officer"), draft=draft())
    assert proposed.outcome == "accepted", proposed.sentence


if __name__ == "__main__":
    fill()
