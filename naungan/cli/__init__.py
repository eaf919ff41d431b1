"""The command line: one file per noun, verbs of the people who use it, exit codes 0, 2 and 3."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

import click
from django.core.exceptions import ImproperlyConfigured

from naungan import __version__
from naungan.engine.errors import NaunganError

COMMANDS = {
    "demo": "naungan.cli.demo:demo",
    "serve": "naungan.cli.serve:serve",
    "work": "naungan.cli.work:work",
    "migrate": "naungan.cli.check:migrate",
    "check": "naungan.cli.check:check",
    "import": "naungan.cli.register:import_",
    "screen": "naungan.cli.pairs:screen",
    "audit": "naungan.cli.audit:audit",
    "account": "naungan.cli.accounts:account",
}


class Group(click.Group):
    """Loads a command's module when it is asked for, so that `--help` does not wait for numpy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands, in the order of a first day with them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name; Django is ready before its module is imported."""
        if cmd_name not in COMMANDS:
            return None
        import django

        django.setup()
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(__import__(module, fromlist=[attribute]), attribute)
        return found


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="naungan")
def naungan() -> None:
    """Screening, a lawful register and cooperation to protect children.

    Exit codes: 0 done, 2 your input or configuration, 3 a failure outside (database, disk, network).
    """


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every failure is one clear line (or one JSON object)."""
    if list(arguments[:1]) == ["demo"]:
        os.environ["NAUNGAN_SAMPLE_MODE"] = "yes"  # before the settings are read, and for the server's processes
    try:
        outcome = naungan.main(args=list(arguments), prog_name="naungan", standalone_mode=False)
    except (click.exceptions.Exit, click.exceptions.Abort, click.ClickException) as left:
        return _left(arguments, left)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left, as `head` does
        return 0
    except KeyboardInterrupt:
        return _interrupted()
    except Exception as failed:
        told = _failure(failed)
        if told is None:
            raise
        return _say(arguments, *told)
    return outcome if isinstance(outcome, int) else 0


def _left(arguments: Sequence[str], left: Exception) -> int:
    """The ways in which click itself ends a command."""
    if isinstance(left, click.exceptions.Exit):
        return left.exit_code
    if not isinstance(left, click.ClickException):
        return _interrupted()
    if "--json" in arguments:
        return _say(arguments, "Usage", left.format_message(), 2)
    left.show()
    return 2


def _interrupted() -> int:
    click.echo("\nInterrupted. What was done until now stands; the same command goes on from there.", err=True)
    return 130


def _failure(failed: Exception) -> tuple[str, str, int] | None:
    """Kind, sentence and exit code of a failure that a person can do something about; None for a defect."""
    if isinstance(failed, NaunganError):
        return type(failed).__name__, str(failed), failed.exit_code
    if isinstance(failed, ImproperlyConfigured):
        return "Configuration", str(failed), 2
    if isinstance(failed, OSError):
        return "System", f"{failed.strerror or failed}: {failed.filename or ''}".rstrip(": "), 3
    sentence = _database_failure(failed)
    return ("Database", sentence, 3) if sentence else None


def _say(arguments: Sequence[str], kind: str, sentence: str, code: int) -> int:
    if "--json" in arguments:
        click.echo(json.dumps({"error": {"kind": kind, "message": sentence}}, ensure_ascii=False))
    else:
        click.echo(f"naungan: {sentence}", err=True)
    return code


def _database_failure(failed: Exception) -> str | None:
    from django.db import DatabaseError, OperationalError, ProgrammingError

    if not isinstance(failed, DatabaseError):
        return None
    first = str(failed).strip().splitlines()[0] if str(failed).strip() else type(failed).__name__
    if isinstance(failed, OperationalError | ProgrammingError) and (
        "no such table" in first or "does not exist" in first or "no such column" in first or "has no column" in first
    ):
        return f"The database is not ready ({first}). Run: naungan migrate"
    return f"The database can't be used: {first}. See DATABASE_URL and: naungan check"
