"""`naungan migrate` and `naungan check`: is this node able to do its work, and what is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from naungan.cli.terminal import json_option, operator, print_json
from naungan.engine import tables
from naungan.engine.errors import Unavailable
from naungan.engine.tables import countries


def waiting_migrations() -> list[str]:
    """Names of the migrations that the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _own_file() -> None:
    """The embedded database, readable by its owner alone; SQLite gives its side files the same mode."""
    settings.HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    Path(str(connection.settings_dict["NAME"])).touch(mode=0o600)


def prepare_database() -> None:
    """Make the embedded database where there is none; elsewhere refuse with the command that does it.

    An operator of PostgreSQL migrates on purpose, with a backup at hand.

    Raises:
        Unavailable: migrations wait.
    """
    waiting = waiting_migrations()
    if not waiting:
        return
    if connection.vendor == "sqlite":
        _own_file()
        call_command("migrate", verbosity=0, interactive=False)
        return
    raise Unavailable(
        f"The database lacks {len(waiting)} migrations (first {waiting[0]}).", remedy="Run: naungan migrate"
    )


@click.command()
@json_option
def migrate(*, as_json: bool) -> None:
    """Bring the database to this version's tables."""
    waiting = waiting_migrations()
    if connection.vendor == "sqlite":
        _own_file()
    call_command("migrate", verbosity=0, interactive=False)
    if as_json:
        print_json({"applied": waiting})
    else:
        click.echo(f"{len(waiting)} migrations applied." if waiting else "Nothing to do: the database is up to date.")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its name, whether it is well, and a sentence."""

    name: str
    well: bool
    sentence: str


def _configuration() -> Finding:
    wrong = []
    if settings.DEBUG:
        wrong.append("NAUNGAN_DEBUG is on")
    if not 0 < settings.POSSIBLE_FROM <= settings.PROBABLE_FROM < 1:
        wrong.append("NAUNGAN_POSSIBLE_FROM must not lie above NAUNGAN_PROBABLE_FROM, both between 0 and 1")
    if settings.STATE not in countries.by_alpha3():
        wrong.append(f"NAUNGAN_STATE must be an alpha-3 code such as MYS, not {settings.STATE}")
    if not 0 < settings.LISTED_SHARE < 1:
        wrong.append("NAUNGAN_LISTED_SHARE must lie between 0 and 1")
    return Finding("configuration", not wrong, "; ".join(wrong) or f"node of {settings.STATE}, home {settings.HOME}")


def _database() -> Finding:
    waiting = waiting_migrations()
    name = f"{connection.vendor} {connection.settings_dict['NAME']}"
    if waiting:
        return Finding("database", False, f"{name} lacks {len(waiting)} migrations. Run: naungan migrate")  # noqa: FBT003
    return Finding("database", True, name)  # noqa: FBT003


def _disk() -> Finding:
    free = shutil.disk_usage(settings.HOME).free / 2**30
    return Finding("disk", free > 1, f"{free:.1f} GiB free in {settings.HOME}")


def _tables() -> Finding:
    count = sum(len(tables.rows(name)) for name in tables.names())
    return Finding("tables", True, f"{len(tables.names())} tables, {count} rows, each with its source")  # noqa: FBT003


def _register() -> Finding:
    from naungan.screening import index

    with index.population() as population:
        told = f"{len(population)} entries under {population.names} names are screened against"
    return Finding("register", True, told)  # noqa: FBT003


def _audit() -> Finding:
    from naungan.audit import queries

    head = queries.noted(operator())
    return Finding("audit", True, f"{head.size} rows in the tree, {queries.waiting()} wait for their number")  # noqa: FBT003


CHECKS: tuple[Callable[[], Finding], ...] = (_configuration, _database, _disk, _tables, _register, _audit)


@click.command()
@json_option
def check(*, as_json: bool) -> int:
    """Look at configuration, database, disk, tables, register and audit log; exit 3 where something is wrong."""
    findings = []
    for look in CHECKS:
        finding = look()
        findings.append(finding)
        if finding.name == "database" and not finding.well:
            break
    well = all(finding.well for finding in findings)
    if as_json:
        print_json(
            {"well": well, "findings": [{"name": f.name, "well": f.well, "sentence": f.sentence} for f in findings]}
        )
    else:
        for finding in findings:
            click.echo(f"{'ok ' if finding.well else 'NO '} {finding.name:14} {finding.sentence}")
    return 0 if well else 3
