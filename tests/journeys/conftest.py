"""A node of its own, served as in real life, and Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from tests.journeys.node import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=10_000)

Visit = Callable[..., Page]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/login", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served node with fictional people."""
    home = tmp_path_factory.mktemp("node")
    environment = os.environ | {
        "NAUNGAN_HOME": str(home),
        "NAUNGAN_SAMPLE_MODE": "yes",
        "DATABASE_URL": f"sqlite:///{home}/naungan.sqlite3",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "PYTHONWARNINGS": "ignore",
    }
    subprocess.run([sys.executable, "-m", "tests.journeys.node"], cwd=ROOT, env=environment, check=True)
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--log-level", "error"]
    command += ["--workers", "1", "--blocking-threads", "4", "naungan.wsgi:application"]
    log = (home / "server.log").open("wb")
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            if answers(url):
                break
            assert server.poll() is None, (home / "server.log").read_text()
            time.sleep(0.2)
        else:
            pytest.fail(f"the node does not answer: {(home / 'server.log').read_text()}")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=15)
        log.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    if CHROMIUM is None:
        pytest.skip("Chromium is missing; on Debian: apt-get install chromium")
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """Who has logged in already: each role types its password once."""
    return {}


def log_in(page: Page, role: str) -> None:
    """As a person does it: the first field has the focus."""
    page.goto("/login")
    expect(page.locator("#username")).to_be_focused()
    page.keyboard.type(role)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")


@pytest.fixture
def visit(node: str, browser: Browser, sessions: dict[str, StorageState]) -> Iterator[Visit]:
    """A page with somebody logged in; at the end of the test nothing may have been refused by the page's policy."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(**options: Any) -> Page:
        contexts.append(browser.new_context(base_url=node, **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        return page

    def made(role: str, path: str = "/", *, language: str = "en", width: int = 1280, scripts: bool = True) -> Page:
        if role not in sessions:
            first = opened()
            log_in(first, role)
            sessions[role] = first.context.storage_state()
        screen = {"width": width, "height": 800}
        page = opened(viewport=screen, java_script_enabled=scripts, storage_state=sessions[role])
        page.context.add_cookies([{"name": "django_language", "value": language, "url": node}])
        page.goto(path)
        return page

    yield made
    for context in contexts:
        context.close()
    assert complaints == []
