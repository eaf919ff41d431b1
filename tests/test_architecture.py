"""What the import linter can't see: sizes, signatures, forbidden words and calls, foreign keys that point downhill."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "naungan"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
ENGINE = [path for path in MODULES if "engine" in path.relative_to(PACKAGE).parts]
GENERIC = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "services",
    "service",
    "managers",
    "manager",
    "misc",
    "base",
    "core",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each call as a dotted name with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            parts, function = [], node.func
            while isinstance(function, ast.Attribute):
                parts.append(function.attr)
                function = function.value
            if isinstance(function, ast.Name):
                parts.append(function.id)
            yield ".".join(reversed(parts)), node.lineno


def rooms() -> list[str]:
    """The apps from the bottom of the river to the top, as the first import contract has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    river = next(contract for contract in contracts if contract["id"] == "river")
    return [re.sub(r"[() ]", "", layer) for layer in reversed(river["layers"])]


def height(app: str) -> int:
    return next(number for number, layer in enumerate(rooms()) if app in layer.split("|"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_longer_than_450_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


def test_no_module_has_a_generic_name() -> None:
    assert [name_of(path) for path in MODULES if path.stem in GENERIC or path.parent.name in GENERIC] == []


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nobody_uses_signals_or_imports_by_string(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"django\.(db\.models|core|dispatch)[.\w]*signals|from django\.dispatch|@receiver", text)
    assert [call for call in calls(tree_of(path)) if call[0].split(".")[-1] in {"get_model", "import_module"}] == []


@pytest.mark.parametrize("path", ENGINE, ids=name_of)
def test_the_engine_opens_nothing_and_knows_no_clock_or_chance(path: Path) -> None:
    forbidden = {"open", "memmap", "now", "utcnow", "today", "fromfile", "load", "loadtxt", "default_rng", "urandom"}
    assert [call for call in calls(tree_of(path)) if call[0].split(".")[-1] in forbidden] == []
    assert "np.random" not in path.read_text(encoding="utf-8")


ACTIONS = [path for path in MODULES if path.stem == "actions" or "actions" in path.relative_to(PACKAGE).parts[:-1]]


@pytest.mark.parametrize("path", ACTIONS, ids=name_of)
def test_every_public_action_takes_the_actor_first(path: Path) -> None:
    wrong = [
        node.name
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and (not node.args.args or node.args.args[0].arg != "actor")
    ]
    assert wrong == []


@pytest.mark.parametrize("path", [p for p in MODULES if "models" in p.stem], ids=name_of)
def test_foreign_keys_written_as_strings_point_downhill(path: Path) -> None:
    app = path.relative_to(PACKAGE).parts[0]
    targets = re.findall(
        r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*\"(\w+)\.\w+\"", path.read_text(encoding="utf-8")
    )
    assert [target for target in targets if target != app and height(target) >= height(app)] == []


WRITES = {"bulk_create", "bulk_update", "update_or_create", "get_or_create", "save", "delete", "update", "create"}
BESIDE_ACTIONS = {
    # Called inside an action's transaction only, and so without an actor of their own.
    "jobs/feed.py",
    "register/turn.py",
    "screening/recording.py",
    "screening/superseding.py",
}


def written(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Each call on a queryset or model that writes: `X.objects.….update(…)`, `row.save()`, also behind other calls."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in WRITES:
            continue
        inner: ast.AST = node.func.value
        chain = []
        while isinstance(inner, ast.Attribute | ast.Call | ast.Subscript):
            if isinstance(inner, ast.Attribute):
                chain.append(inner.attr)
            inner = inner.func if isinstance(inner, ast.Call) else inner.value
        if "objects" in chain or node.func.attr == "save":
            yield node.func.attr, node.lineno


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_actions_write(path: Path) -> None:
    """Rows are made, changed and deleted in actions, and in the few modules beside them that are named above."""
    parts = path.relative_to(PACKAGE)
    if "actions" in parts.parts or parts.stem == "actions" or str(parts) in BESIDE_ACTIONS:
        return
    assert [f"line {line}: {call}" for call, line in written(tree_of(path))] == []


def test_the_search_for_writes_sees_through_filters() -> None:
    planted = (
        "def f():\n    Hit.objects.filter(pk=1).exclude(x=2).update(state=3)\n    row.save()\n    {}.update(a=1)\n"
    )
    assert [call for call, _ in written(ast.parse(planted))] == ["update", "save"]


def test_the_import_contracts_stand_in_pyproject() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert [contract["id"] for contract in contracts] == [
        "river", "pure", "engine", "app", "tables", "mouth", "spark", "acyclic",
    ]  # fmt: skip
