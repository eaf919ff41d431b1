"""The table of names that stand for several: each form once, folded, and for other names than its own."""

from __future__ import annotations

from naungan.engine.names import canonical, latin_fold
from naungan.engine.tables import rows


def test_each_form_stands_once_and_for_other_names() -> None:
    forms = [row["form"] for row in rows("name_stands_for")]
    assert len(forms) == len(set(forms)) > 900
    for row in rows("name_stands_for"):
        names = row["stands_for"].split(";")
        assert all(latin_fold(name) == name for name in (row["form"], *names)), row
        assert row["form"] not in names, row
        assert len({canonical(name) for name in names}) == len(names), row
