"""How near two Latin spellings are, by what the comparison of names forgives; for tests of composed spellings."""

from __future__ import annotations

import re
from collections.abc import Callable

Reader = Callable[[str], tuple[tuple[str, ...], ...]]

CONTRACT_MOST = 16


def missed(pairs: str, read: Reader) -> list[str]:
    """Of `native latin, native latin, ...` the Latin spellings that no alternative comes within one letter of."""
    split = [pair.split() for pair in pairs.replace("\n", " ").split(",")]
    return [latin for native, latin in split if not near(latin, [each for part in read(native) for each in part])]


def near(latin: str, found: list[str]) -> bool:
    return any(distance(rough(latin), rough(each)) <= 1 for each in found)


def rough(latin: str) -> str:
    """Doubled letters, ee and i, oo and u, ph and f, aspirates, e and i, o and u, q and k are forgiven."""
    plain = re.sub("oo|ou", "u", latin.replace("ph", "f").replace("ck", "k"))
    plain = re.sub("(?<=[tdkgb])h", "", re.sub("ee|ie", "i", plain)).translate(str.maketrans("eoyq", "iuik"))
    return re.sub(r"(.)\1+", r"\1", plain)


def distance(one: str, other: str) -> int:
    """Levenshtein's distance."""
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, their in enumerate(other, start=1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != their)))
        before = now
    return before[-1]


def keeps_the_contract(parts: tuple[tuple[str, ...], ...]) -> bool:
    """Each part has 1 to 16 spellings in a to z, none twice."""
    return all(
        1 <= len(part) <= CONTRACT_MOST
        and len(set(part)) == len(part)
        and all(re.fullmatch("[a-z]+", latin) for latin in part)
        for part in parts
    )
