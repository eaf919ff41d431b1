"""Constants as data: CSV files under data/, each row with its source.

`rows(name)` is the only reader. A table without a `source` column, or a row that leaves it empty, does not load:
a constant that nobody can trace must not decide about a person.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from io import StringIO
from typing import TypeAlias

Row: TypeAlias = dict[str, str]


class TableError(Exception):
    """A table that ships with the package is broken; a defect, never the user's error."""


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of table `name` (without `.csv`), in file order; values stripped, never None.

    Raises:
        TableError: the file is missing, has no `source` column, or a row lacks a value there.
    """
    file = resources.files(__name__).joinpath("data", f"{name}.csv")
    if not file.is_file():
        raise TableError(f"no table {name}")
    return parse(name, file.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> tuple[Row, ...]:
    """Rows of the CSV `text`, checked; lines that start with # are comments."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(StringIO("\n".join(lines)), strict=True)
    if "source" not in (reader.fieldnames or ()):
        raise TableError(f"table {name} has no source column")
    found = []
    for number, row in enumerate(reader, start=1):
        if None in row or None in row.values():
            raise TableError(f"table {name}, row {number}: {len(reader.fieldnames or ())} fields expected")
        clean = {key: value.strip() for key, value in row.items()}
        if not clean["source"]:
            raise TableError(f"table {name}, row {number}: no source")
        found.append(clean)
    return tuple(found)


def names() -> tuple[str, ...]:
    """The names of all tables that ship with the package."""
    folder = resources.files(__name__).joinpath("data")
    return tuple(sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".csv")))
