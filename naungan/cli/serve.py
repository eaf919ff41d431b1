"""`naungan serve`: console and worker on one machine."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from contextlib import closing

import click

from naungan.engine.errors import Unavailable

RESTART_SECONDS = 2.0


def take_port(address: str, port: int) -> None:
    """Refuse early, in one line, where the port is taken or may not be used.

    Raises:
        Unavailable: something else listens there, or the system forbids it.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as failed:
            raise Unavailable(
                f"Port {port} on {address} can't be used ({failed.strerror}).",
                remedy=f"Choose another: make run PORT={port + 1}, or naungan serve --port {port + 1}",
            ) from None


class Worker:
    """The worker beside the server: started again when it dies, stopped with it."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, daemon=True, name="worker-keeper")

    def __enter__(self) -> Worker:
        self._keeper.start()
        return self

    def _keep(self) -> None:
        while not self._stop.is_set():
            self._process = subprocess.Popen([sys.executable, "-m", "naungan", "work", "--with-parent"])
            self._process.wait()
            self._stop.wait(RESTART_SECONDS)

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()


def run(address: str, port: int, workers: int) -> None:
    """Serve until interrupted; blocks."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    server = Granian(
        "naungan.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # Waiting for a slow sender holds a thread; many threads and a short clock for headers keep the node answering.
        blocking_threads=32,
        backlog=2048,
        backpressure=1024,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        process_name=None,
        websockets=False,
    )
    with Worker():
        server.serve()


@click.command()
@click.option("--address", default="127.0.0.1", show_default=True, help="Listen on this address.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Listen on this port.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of text.")
def serve(*, address: str, port: int, workers: int, as_json: bool) -> None:
    """Serve the console and run the worker beside it."""
    from naungan.cli.check import prepare_database
    from naungan.cli.terminal import print_json

    take_port(address, port)
    prepare_database()
    url = f"http://{address}:{port}/"
    if as_json:
        print_json({"serving": url, "workers": workers})
    else:
        click.echo(f"Naungan serves at {url} (Ctrl-C stops it)", err=True)
    run(address, port, workers)
