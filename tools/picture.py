"""The picture of the counter page in docs/images, from a node that `make run` serves: tools/picture.py [ADDRESS].

It types the third zone of the node's sample zones (a fictional person, family and given name swapped), waits for the
answer and keeps what stands under the field. Needs Chromium, as the browser tests do.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "counter.png"
HOME = Path(os.environ.get("NAUNGAN_HOME") or ROOT / "var")
PASSWORD = "naungan-sample-2026"  # noqa: S105 - the published password of the sample logins
LARGEST = 200_000
"""Bytes: a page of documentation is read over thin lines too."""


def zone(number: int) -> list[str]:
    """The lines of one of the node's sample zones, from 1."""
    text = (HOME / "samples" / "mrz.txt").read_text(encoding="utf-8")
    return text.strip().split("\n\n")[number - 1].splitlines()[1:]


def main(address: str) -> int:
    """Log in as a second-line officer, read one passport, keep the answer."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium is missing. On Debian: apt-get install chromium", file=sys.stderr)
        return 2
    with sync_playwright() as play:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-lcd-text"]
        browser = play.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(base_url=address, viewport={"width": 1000, "height": 800})
        page.goto("/login")
        page.fill("#username", "second-line-officer")
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Welcome")
        page.goto("/screening/counter")
        for line in zone(3):
            page.keyboard.type(line)
            page.keyboard.press("Enter")
        page.wait_for_selector("#outcome")
        page.wait_for_timeout(1000)  # the answer comes in with a short movement
        PICTURE.parent.mkdir(exist_ok=True)
        page.locator("#answer").screenshot(path=PICTURE)
        browser.close()
    size = PICTURE.stat().st_size
    print(f"{PICTURE.relative_to(ROOT)}: {size} bytes")
    return 0 if size < LARGEST else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"))
