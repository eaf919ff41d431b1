"""`naungan import`: a file of notices or records into the register, each row judged by the admission rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from django.utils import timezone
from rich.table import Table
from rich.text import Text

from naungan.cli.check import prepare_database
from naungan.cli.terminal import json_option, operator, out, print_json, progress
from naungan.engine.register.reading import ImportOptions
from naungan.engine.tables import countries
from naungan.register import actions, sources

SHOWN = 40
"""Rows that the terminal tells one by one; --json tells all."""


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(sources.FORMATS), help="Found by itself unless named here.")
@click.option("--mapping", "mapping_file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="TOML: which column holds which field; without it the columns have our own names.")  # fmt: skip
@click.option("--owner-state", default="", help="Who answers for the entries: a country code or name.")
@click.option("--owner-agency", default="", help="The agency there that answers for them.")
@click.option("--source", default="", help="Where the records come from, as officers will read it.")
@click.option("--basis", default="", help="Lawful basis: a code of the law table.")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="Last day of each entry whose row names none.")
@click.option("--verified", type=click.DateTime(["%Y-%m-%d"]), help="Day on which the file left its service.")
@click.option("--bureau", is_flag=True, help="The file came through a national bureau, not from a public service.")
@click.option("--colour", default="", help="The notices' colour, where the file does not say it.")
@click.option("--sample", is_flag=True, help="The persons are fictional.")
@click.option("--dry-run", is_flag=True, help="Decide everything, write nothing.")
@json_option
def import_(
    *, file: Path, form: sources.Format | None, mapping_file: Path | None, owner_state: str, owner_agency: str,
    source: str, basis: str, expires: date | None, verified: date | None, bureau: bool, colour: str, sample: bool,
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Import FILE into the register: CSV with a mapping, INTERPOL notices (JSON), FollowTheMoney (JSON lines).

    Each row is accepted, refused with the rule's name, known already, held for an officer, or unreadable with its
    place. It may be stopped at any moment and run again.
    """
    code = countries.code_of(owner_state) if owner_state else ""
    if owner_state and not code:
        raise click.BadParameter(f"{owner_state!r} is no country code or name.", param_hint="--owner-state")
    options = ImportOptions(
        owner_state=code,
        owner_agency=owner_agency,
        source=source,
        lawful_basis=basis,
        expires_on=_day(expires),
        verified_on=_day(verified),
        channel="bureau" if bureau else "public",
        colour=colour,
        sample=sample,
    )
    prepare_database()
    rows = sources.proposals(file, options=options, today=timezone.localdate(), form=form, mapping=mapping_file)
    label = f"{'Judging' if dry_run else 'Importing'} {file.name}"
    with progress(label, unit="rows", quiet=as_json) as tell:
        report = actions.import_entries(operator(), rows=rows, name=file.name, dry_run=dry_run, progress=tell)
    if as_json:
        print_json(report.describe())
    else:
        print_report(report)


def _day(moment: date | None) -> date | None:
    return date(moment.year, moment.month, moment.day) if moment else None


def print_report(report: actions.ImportReport) -> None:
    """Counts in one line, then the rows that a person has to look at."""
    words = {
        "accepted": report.accepted, "changed": report.changed, "known already": report.duplicate,
        "held for an officer": report.held, "refused": report.refused, "withdrawn": report.withdrawn,
        "unreadable": report.unreadable,
    }  # fmt: skip
    told = ", ".join(f"{count} {word}" for word, count in words.items() if count)
    out.print(Text(f"{'Would be: ' if report.dry_run else ''}{report.rows} rows: {told or 'nothing'}."))
    rows = [*report.told, *report.problems]
    if not rows:
        return
    table = Table(expand=True)
    for column, ratio in (("Place", 2), ("Reference", 3), ("Outcome", 2), ("Rule", 3), ("Why", 9)):
        table.add_column(column, ratio=ratio, overflow="fold")
    for row in rows[:SHOWN]:
        table.add_row(*(Text(part) for part in (row.place, row.reference, row.outcome, row.rule, row.sentence)))
    out.print(table)
    if len(rows) + report.left_off > SHOWN:
        out.print(Text(f"{len(rows) + report.left_off - SHOWN} more; --json tells each of them."))
