"""`naungan audit verify`: is every row of the log what it was when it was written."""

from __future__ import annotations

from dataclasses import asdict

import click

from naungan.audit import actions
from naungan.cli.terminal import json_option, operator, print_json, progress


@click.group()
def audit() -> None:
    """The log of everything that anybody did."""


@audit.command()
@click.option("--expect", nargs=2, type=(click.IntRange(0), str), metavar="SIZE ROOT", default=None,
              help="A head that was noted earlier on paper: shows that the end was not cut off.")  # fmt: skip
@json_option
def verify(*, expect: tuple[int, str] | None, as_json: bool) -> int:
    """Recompute the whole log; exit 3 where a row was changed, moved, deleted or forged."""
    actions.sequence(operator())  # what waits for its number is part of the log, and of the head to be noted
    with progress("Verifying", unit="rows", quiet=as_json) as tell:
        report = actions.verify(operator(), expected=expect, progress=tell)
    if as_json:
        print_json({
            **{key: value for key, value in asdict(report).items() if key not in ("findings", "oldest_waiting")},
            "ok": report.ok,
            "findings": [asdict(finding) | {"sentence": str(finding)} for finding in report.findings],
        })  # fmt: skip
    elif report.ok:
        told = f"{report.size} rows, {report.erased} of them erased, {report.waiting} wait for their number"
        click.echo(f"The log is whole: {told}.")
        click.echo(f"Note this elsewhere and give it back with --expect: {report.size} {report.root}")
    else:
        click.echo(f"The log is NOT whole: {report.found} findings in {report.size} rows.")
        for finding in report.findings:
            click.echo(f"  {finding}")
    for caveat in () if as_json else report.caveats:
        click.echo(f"Note: {caveat}")
    return 0 if report.ok else 3
