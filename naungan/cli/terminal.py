"""What a person at a terminal sees: progress on standard error, results on standard output."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from naungan.engine.accounts import Actor, system

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False)

Tell = Callable[[int, int], None]
"""Progress: done so far, and the total (0 where it is not known)."""


def operator() -> Actor:
    """Who acts at this terminal: a named system actor that carries the name of the account it runs under."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "unknown"
    return system(f"cli:{name}", role="command-line")


def print_json(value: object) -> None:
    """One JSON object on one line, written at once, so that a reader can follow a long run."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")) + "\n")
    sys.stdout.flush()


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--json`, the same everywhere."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of text.")(command)


@contextmanager
def progress(label: str, *, unit: str, quiet: bool = False) -> Iterator[Tell]:
    """A bar on standard error while the block runs; nothing where nobody watches (a pipe, `--json`)."""
    if quiet or not err.is_terminal:
        yield lambda _done, _total: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
    with Progress(*columns, TimeRemainingColumn(), console=err, transient=True) as bar:
        task = bar.add_task(label, total=None, told="")

        def tell(done: int, total: int) -> None:
            told = f"{done:,} of {total:,} {unit}" if total else f"{done:,} {unit}"
            bar.update(task, completed=done, total=total or None, told=told)

        yield tell
