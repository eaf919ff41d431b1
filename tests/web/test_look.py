"""The look: contrast of every pair of colours that carries text, and nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import naungan.web

WEB = Path(naungan.web.__file__).parent
CSS = (WEB / "static/css/naungan.css").read_text(encoding="utf-8")

TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "sunken"),
    ("soft", "paper"),
    ("soft", "sheet"),
    ("soft", "sunken"),
    ("accent", "sheet"),
    ("accent", "paper"),
    ("on-accent", "accent"),
    ("none", "none-back"),
    ("possible", "possible-back"),
    ("probable", "probable-back"),
    ("protect", "protect-back"),
    ("ink", "none-back"),
    ("ink", "possible-back"),
    ("ink", "probable-back"),
    ("ink", "protect-back"),
    ("none", "sheet"),
    ("probable", "sheet"),
    ("raise", "sheet"),
    ("lower", "sheet"),
]
SHAPE_PAIRS = [("edge", "sheet"), ("focus", "sheet"), ("focus", "paper"), ("raise", "sunken"), ("lower", "sunken")]


def palette(scheme: str) -> dict[str, str]:
    """The variables of the light scheme, with the dark ones laid over them where asked."""
    light, dark = CSS.split("@media (prefers-color-scheme: dark)", 1)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark.split("*, *::before", 1)[0]))
    return found


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids=" on ".join)
def test_text_stands_out_from_its_ground(scheme: str, pair: tuple[str, str]) -> None:
    colours = palette(scheme)
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pair", SHAPE_PAIRS, ids=" on ".join)
def test_shapes_stand_out_from_their_ground(scheme: str, pair: tuple[str, str]) -> None:
    colours = palette(scheme)
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 3


def sources() -> list[Path]:
    return [path for path in WEB.rglob("*") if path.suffix in {".html", ".css", ".js", ".svg"}]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_no_page_part_names_an_outside_address_or_carries_inline_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|//[a-z]+\.[a-z]", text)
    if path.suffix == ".html":
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text)
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_the_console_is_light() -> None:
    own = sum(path.stat().st_size for path in (WEB / "static").rglob("*") if path.is_file())
    assert own < 60_000, "stylesheet, script and mark together"
