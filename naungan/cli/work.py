"""`naungan work`: the worker in the foreground."""

from __future__ import annotations

import os
import signal
import threading

import click

from naungan import worker


@click.command()
@click.option("--once", is_flag=True, help="Run each timer once and leave.")
@click.option("--with-parent", is_flag=True, help="Leave when the process that started this one is gone.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of text.")
def work(*, once: bool, with_parent: bool, as_json: bool) -> None:
    """Run what nobody waits for: numbering the audit log, crossings, mail, deletion by date.

    `naungan serve` starts it by itself; run it alone where pages and worker live on different machines.
    """
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda _number, _frame: stop.set())
    if not with_parent and not as_json:
        click.echo("Working: " + ", ".join(f"{t.name} every {t.period:g} s" for t in worker.TIMERS), err=True)
    worker.run(stop, parent=os.getppid() if with_parent else None, once=once)
    if as_json:
        from naungan.cli.terminal import print_json

        print_json({"timers": [timer.name for timer in worker.TIMERS], "stopped": True})
