"""Translations: every English string has its Malay one, and the tool finds what is missing, doubtful or broken."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "messages.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_string_of_the_console_has_its_malay_translation() -> None:
    done = subprocess.run([sys.executable, TOOL, "--check"], cwd=ROOT, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Log in", ""), "no Malay translation"),
        (Message("Log in", "Log masuk", flags={"fuzzy"}), "fuzzy"),
        (Message("%(count)s rows", "baris"), "placeholders %(count)s"),
        (Message("rows", "%(count)s baris"), "placeholders (none)"),
        (Message(("%(n)s row", "%(n)s rows"), ("",)), "no Malay translation"),
    ],
)
def test_a_translation_that_is_missing_doubtful_or_broken_is_named(
    tool: ModuleType, message: Message, fault: str
) -> None:
    assert fault in tool.wrong(message)


@pytest.mark.parametrize(
    "message", [Message("Log in", "Log masuk"), Message(("%(n)s row", "%(n)s rows"), ("%(n)s baris",))]
)
def test_a_whole_translation_passes(tool: ModuleType, message: Message) -> None:
    assert tool.wrong(message) == ""


def test_strings_are_found_in_templates_and_in_python(tool: ModuleType, tmp_path: Path) -> None:
    page, module = tmp_path / "page.html", tmp_path / "module.py"
    page.write_text(
        "<p>\n   {% translate 'One' %} it's\n"
        "{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"
        '{% translate "open" context "hit" %}</p>'
    )
    module.write_text('from x import gettext as _, pgettext_lazy\n_("Two")\npgettext_lazy("entry", "held")\n')
    assert set(tool.strings(page)) == {("One", None), (("%(n)s row", "%(n)s rows"), None), ("open", "hit")}
    assert set(tool.strings(module)) == {("Two", None), ("held", "entry")}
