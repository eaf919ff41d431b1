"""`naungan demo`: the main job on fictional people, from an empty folder to a console in one command."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click
from django.conf import settings
from django.utils import timezone
from rich.table import Table
from rich.text import Text

from naungan import worker
from naungan.accounts import actions as accounts
from naungan.cli import serve
from naungan.cli.check import prepare_database
from naungan.cli.screening import chunks, print_report, print_rows
from naungan.cli.terminal import err, operator, out, progress
from naungan.engine.errors import Refused, Unavailable
from naungan.register import actions as register
from naungan.register import queries, sources
from naungan.screening import actions as screening
from naungan.screening.sheet import Screened

if TYPE_CHECKING:
    from samples import SampleSet

SEED, PEOPLE = 2026, 2100
"""A few are refused or held, so that two thousand stand in the register."""


@click.command()
@click.option("--address", default="127.0.0.1", show_default=True, help="Listen on this address.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Listen on this port.")
@click.option("--no-serve", is_flag=True, help="Stop after the outcome is printed.")
def demo(*, address: str, port: int, no_serve: bool) -> None:
    """Load fictional people, screen a sample passenger list, print the outcome with its reasons, serve the console."""
    if not no_serve:
        serve.take_port(address, port)
    prepare_database()
    _refuse_real_people()
    samples = _make_samples()
    _fill_register(samples)
    _screen_list(samples)
    logins = accounts.ensure_sample_accounts(operator(), password=settings.SAMPLE_PASSWORD)
    for timer in worker.TIMERS:
        worker.run_timer(timer)
    if no_serve:
        return
    table = Table(title=f"Sample logins (password of all: {settings.SAMPLE_PASSWORD})")
    for column in ("user", "role"):
        table.add_column(column)
    for login in logins:
        table.add_row(login.username, login.role)
    out.print(table)
    out.print(Text(f"Console: http://{address}:{port}/    Stop it with Ctrl-C.", "bold"))
    serve.run(address, port, workers=2)


def _refuse_real_people() -> None:
    """The samples never enter a register that holds real entries.

    Raises:
        Refused: it does.
    """
    if queries.holds_real_people():
        raise Refused(
            f"The register in {settings.HOME} holds real entries.",
            rule="samples-apart",
            remedy="Use another folder for the samples: NAUNGAN_HOME=/some/folder make run",
        )


def _make_samples() -> SampleSet:
    try:
        from samples import make
    except ModuleNotFoundError:
        raise Unavailable(
            "The sample generator is not here.", remedy="Run this from a checkout of the source."
        ) from None
    return make(settings.HOME / "samples", seed=SEED, people=PEOPLE, today=timezone.localdate())


def _fill_register(samples: SampleSet) -> None:
    standing = queries.size(timezone.localdate())
    if standing:
        out.print(Text(f"The register holds {standing} fictional entries from an earlier run."))
        return
    from samples import import_options

    today = timezone.localdate()
    for file in (samples.register, samples.notices, samples.entities):
        began = time.perf_counter()
        options = import_options(file, today)
        rows = sources.proposals(file, options=options, today=today, mapping=samples.mapping)
        with progress(f"Importing {file.name}", unit="rows") as tell:
            report = register.import_entries(operator(), rows=rows, name=file.name, progress=tell)
        took = time.perf_counter() - began
        err.print(
            Text(
                f"{file.name}: {report.rows} rows in {took:.1f} s: {report.accepted} accepted, "
                f"{report.held} held for an officer, {report.refused} refused, {report.duplicate} known already, "
                f"{report.unreadable} unreadable"
            )
        )
        for rule, count in report.by_rule().items():
            err.print(Text(f"    {count:4} {rule}", "dim"))


def _screen_list(samples: SampleSet) -> None:
    found: list[Screened] = []
    file = samples.passengers
    with file.open("rb") as source, progress(f"Screening {file.name}", unit="bytes") as tell:
        began = time.perf_counter()
        report = screening.screen_list(
            operator(),
            name=file.name,
            size=file.stat().st_size,
            chunks=chunks(source),
            progress=tell,
            on_row=lambda row: found.append(row) if row.outcome != "none" else None,
        )
        took = time.perf_counter() - began
    out.print(Text(f"\nThe passenger list {file.name} (fictional), screened in {took:.1f} s:", "bold"))
    print_rows(found)
    print_report(report)
