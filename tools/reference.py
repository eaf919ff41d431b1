"""Writes the generated pages of docs/reference from what they describe; `--check` fails when one is stale."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naungan.settings")
os.environ["COLUMNS"] = "100"

NOTE = "<!-- Made by `make docs`; edit the source instead. -->\n"
READERS = {"text", "number", "whole", "flag", "words", "time_zone"}


def cell(value: str) -> str:
    """A value that fits between the bars of a Markdown table."""
    return value.replace("|", "\\|").replace("\n", " ")


def table(header: list[str], lines: list[list[str]]) -> str:
    """A Markdown table."""
    out = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    out += ["| " + " | ".join(cell(value) for value in line) + " |" for line in lines]
    return "\n".join(out) + "\n"


def settings_page() -> str:
    """Each environment variable that settings.py reads, its default and the comment that stands under it."""
    source = (ROOT / "naungan" / "settings.py").read_text(encoding="utf-8")
    body = ast.parse(source).body
    lines: dict[str, list[str]] = {}
    for position, node in enumerate(body):
        following = body[position + 1] if position + 1 < len(body) else None
        told = ""
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            told = str(following.value.value)
        if isinstance(node, ast.FunctionDef):
            told = ast.get_docstring(node) or ""
            if node.name in READERS:
                continue
        for call in (found for found in ast.walk(node) if isinstance(found, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in READERS and isinstance(call.args[0], ast.Constant):
                default = next((k.value for k in call.keywords if k.arg == "default"), None)
                shown = (
                    ast.unparse(call.args[1] if len(call.args) > 1 else default)
                    if (len(call.args) > 1 or default)
                    else ""
                )
                lines.setdefault(
                    str(call.args[0].value), [f"`{call.args[0].value}`", f"`{shown}`" if shown else "", told]
                )
    return (
        "# Settings\n\n"
        + NOTE
        + "\nEvery setting comes from the environment. A variable `NAME` that holds a secret may be given as "
        "`NAME_FILE`, the path of a file that holds it.\n\n"
        + table(["variable", "default", "what"], sorted(lines.values()))
    )


def commands_page() -> str:
    """The help of each command, as the command prints it."""
    import click

    from naungan.cli import naungan

    parts = ["# Commands\n\n" + NOTE]

    def walk(command: click.Command, path: str) -> None:
        context = click.Context(command, info_name=path)
        parts.append(f"\n## `{path}`\n\n```\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                child = command.get_command(context, name)
                if child is not None:
                    walk(child, f"{path} {name}")

    walk(naungan, "naungan")
    return "".join(parts)


def rights_page() -> str:
    """Who may do what: right by role."""
    from naungan.engine.tables import rows

    held: dict[str, set[str]] = {}
    notes: dict[str, str] = {}
    for row in rows("rights"):
        held.setdefault(row["right"], set()).add(row["role"])
        notes.setdefault(row["right"], row.get("note", ""))
    roles = [row["role"] for row in rows("roles")]
    lines = [
        [f"`{right}`", *("yes" if role in held[right] else "" for role in roles), notes[right]]
        for right in sorted(held)
    ]
    return "# Rights\n\n" + NOTE + "\n" + table(["right", *roles, "note"], lines)


def tables_page() -> str:
    """The tables that ship with the package: columns, rows, sources."""
    from naungan.engine import tables

    lines = []
    for name in tables.names():
        rows = tables.rows(name)
        sources = sorted({row["source"] for row in rows})
        shown = "; ".join(sources[:4]) + (f"; and {len(sources) - 4} more" if len(sources) > 4 else "")
        columns = ", ".join(column for column in rows[0] if column != "source")
        lines.append([f"`{name}.csv`", str(len(rows)), columns, shown])
    return (
        "# Tables\n\n" + NOTE + "\nConstants and codebooks live in `naungan/engine/tables/data/`; "
        "each row names its source.\n\n"
        + table(["table", "rows", "columns", "sources"], lines)
    )  # fmt: skip


GENERATED: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "commands.md": commands_page,
    "rights.md": rights_page,
    "tables.md": tables_page,
}


def main() -> int:
    """Write the pages, or with --check say which are stale."""
    import django

    django.setup()
    stale = []
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, make in GENERATED.items():
        path, text = PAGES / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print("Stale: " + ", ".join(f"docs/reference/{name}" for name in stale) + ". Run: make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
