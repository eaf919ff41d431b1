"""Whatever an engine or an app tells a person has its Malay: read from the source, so that no sentence is forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from naungan.engine.tables import rows
from naungan.engine.tables.sentences import SOURCES, malay

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "naungan"
# The command line speaks English; what the console itself says stands in its gettext catalogues.
OTHERWISE = {"cli", "web", "migrations"}
MODULES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if not OTHERWISE & set(path.relative_to(PACKAGE).parts) and path.relative_to(PACKAGE).parent != Path()
)
TELLERS = {"Problem", "NaunganError", "Unreadable", "Refused", "NotPermitted", "NotFound", "Conflict", "Unavailable"}
TOLD = {"message", "place", "remedy"}
FORWARDERS = {"problem", "report", "_fatal", "_report"}
"""Methods that make a problem or a finding of the sentence that they are given."""
SENTENCE = re.compile(r"[“\[{A-Z].*\s.*[.!?]", re.DOTALL)
"""How a sentence to a person looks here; messages about defects begin with a small letter."""
NOT_TO_PEOPLE = {"RuntimeError", "ValueError", "TypeError", "TableError", "KeyError", "LookupError", "CheckConstraint"}
UNTOLD = {
    "f'{said} {details[:1].upper()}{details[1:]}.'": "evidence: both parts are in the language already",
    "f'Its worker was gone after each of {job.attempts} attempts.'": "kept with a job for who runs the node",
    "Log in to the console to read it.": "notices.actions says it in the reader's language",
    "Log masuk ke konsol untuk membacanya.": "the same",
}
"""Texts that no page shows as they are, each with the reason."""
ELSEWHERE = "CPython, Lib/json/decoder.py"
"""The source of rows whose English is not ours."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in names)


def fields(template: str) -> list[tuple[str, str, str]]:
    """Each placeholder with how it is converted and formatted, in a fixed order."""
    found = Formatter().parse(template)
    return sorted((name, conversion or "", spec or "") for _, name, spec, conversion in found if name is not None)


def has_words(template: str) -> bool:
    return any(letter.isalpha() for text, *_ in Formatter().parse(template) for letter in text)


def literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def speaks(tree: ast.AST) -> bool:
    """Whether the module makes sentences with `say` of engine.records."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "naungan.engine.records"
        and any(name.name == "say" for name in node.names)
        for node in ast.walk(tree)
    )


def said(tree: ast.AST) -> Iterator[ast.Call]:
    """Each call of `say`."""
    if speaks(tree):
        yield from (call for call in calls(tree, {"say"}) if isinstance(call.func, ast.Name))


def sentences(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Texts that read like a sentence to a person: no docstring, nothing that a defect says, no template of `say`."""
    passed = {id(part) for call in calls(tree, NOT_TO_PEOPLE | {"say"}) for part in ast.walk(call)}
    passed |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    passed |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in passed or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        text = literal(node)
        if isinstance(node, ast.JoinedStr):
            text = "".join(literal(part) or "{}" for part in node.values)
        if text is not None and SENTENCE.fullmatch(text):
            yield text, node


def told_directly(tree: ast.AST) -> Iterator[ast.expr]:
    """What is handed to a problem, a refusal or a finding, both branches of a choice, and default places."""
    for call in calls(tree, TELLERS | FORWARDERS):
        for given in [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in TOLD)]:
            yield from [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        arguments = function.args
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if argument.arg in TOLD and default is not None:
                yield default


def english_of(path: Path) -> set[str]:
    """Every English text of a module that needs its Malay."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {text for call in said(tree) if (text := literal(call.args[0])) and has_words(text)}
    found |= {text for text, node in sentences(tree) if isinstance(node, ast.Constant)}
    return found | {text for node in told_directly(tree) if (text := literal(node))}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_sentence_that_is_put_together_keeps_its_parts(path: Path) -> None:
    """An f-string forgets its template: then there is no Malay for it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    forgetful = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in [*(node for _, node in sentences(tree)), *told_directly(tree)]
        if isinstance(node, ast.JoinedStr) and ast.unparse(node) not in UNTOLD
    ]
    forgetful += [f"line {call.lineno}: say(…)" for call in said(tree) if literal(call.args[0]) is None]
    assert forgetful == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_sentence_to_a_person_has_its_malay(path: Path) -> None:
    assert sorted(text for text in english_of(path) - set(UNTOLD) if not malay().get(text)) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_placeholder_is_filled_and_no_value_is_forgotten(path: Path) -> None:
    wrong = [
        f"line {call.lineno}: {ast.unparse(call)}"
        for call in said(ast.parse(path.read_text(encoding="utf-8")))
        if all(keyword.arg for keyword in call.keywords)
        and {name for name, *_ in fields(str(literal(call.args[0])))} != {keyword.arg for keyword in call.keywords}
    ]
    assert wrong == []


@pytest.mark.parametrize(("table", "english", "other"), SOURCES, ids=str)
def test_the_malay_keeps_the_placeholders_of_the_english(table: str, english: str, other: str) -> None:
    found = [
        row[english]
        for row in rows(table)
        if bool(row[english]) != bool(row[other])
        or ("{" in row[english] and "…" not in row[english] and fields(row[english]) != fields(row[other]))
    ]
    assert found == []


def test_no_english_has_two_malay_forms() -> None:
    said_twice = [
        row[english]
        for table, english, other in SOURCES
        for row in rows(table)
        if row[english] and malay()[row[english]] != row[other]
    ]
    assert said_twice == []
    templates = [row["template_en"] for row in rows("sentences")]
    assert sorted(text for text in set(templates) if templates.count(text) > 1) == []


def test_no_row_is_left_over() -> None:
    """What the code no longer says leaves the table; words that are set into sentences may come from a field's name."""
    spoken = {
        str(node.value)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    left = [
        row["template_en"]
        for row in rows("sentences")
        if row["template_en"] not in spoken and not row["source"].startswith(ELSEWHERE)
    ]
    assert left == []
