"""Code values of PAXLST, by data element, from tables/paxlst_codes."""

from __future__ import annotations

from functools import cache

from naungan.engine.tables import countries, rows


@cache
def meanings(element: str) -> dict[str, str]:
    """What each code of a data element means here: code FL of element 3035 means passenger."""
    return {row["code"]: row["value"] for row in rows("paxlst_codes") if row["list"] == element}


@cache
def code_for(element: str, value: str) -> str:
    """The first code of a data element that means `value`; the one that the writer uses.

    Raises:
        KeyError: the table has none.
    """
    for code, meaning in meanings(element).items():
        if meaning == value:
            return code
    raise KeyError(f"{element}: {value}")


@cache
def _country(code: str) -> str:
    return countries.code_of(code)


def country(code: str) -> str:
    """The alpha-3 code of a country as sent; empty where the code is not known."""
    return _country(code) if len(code) <= 3 else countries.code_of(code)
