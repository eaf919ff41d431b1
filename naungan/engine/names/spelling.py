"""Spellings of one name: what counts as the same name, as another spelling of it, and as a different name though near.

Tokens here are folded already (names.scripts): letters a to z, or a native script's own letters.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from naungan.engine.tables import rows

UNKNOWN_SHARE: Final = 0.0001
"""Share of travellers who bear a name that the table of common names does not hold; expert judgement."""

_SOUNDS: Final = (
    (re.compile(r"oe|oo|ou|ue"), "u"),  # Soekarno, Noor, Nour, Mueller
    (re.compile(r"ee|ie|ii"), "i"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?<=[dtgkb])h"), ""),  # Dhanabalan, Thongchai, Ghazali
    (re.compile(r"q|c(?!h)"), "k"),
    (re.compile(r"y(?![aeiou])|(?<=[aeiou])y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=[aeioun])h$"), ""),  # Aminah, Phommachanh
)
_INNER_VOWELS: Final = str.maketrans("eo", "iu")


@lru_cache(maxsize=65536)
def sound(token: str) -> str:
    """A rough spelling key: two tokens with one key are spellings of one name, unless the tables say otherwise.

    The last letter keeps its vowel: Maria and Mario, Fernando and Fernanda are different people.
    """
    if not token.isascii() or len(token) < 3:
        return token
    for pattern, plain in _SOUNDS:
        token = pattern.sub(plain, token)
    # Short tokens (Wen, Win, Jon, Jun) are too many to be told apart without their vowels.
    return token[:-1].translate(_INNER_VOWELS) + token[-1] if len(token) >= 5 else token


@lru_cache(maxsize=65536)
def canonical(token: str) -> str:
    """The key under which a token's bearers are counted: its group in name_equivalents, or its sound."""
    return _groups().get(token) or sound(token)


def same_name(one: str, other: str) -> bool:
    """Whether two different tokens are spellings of one name (Mohd and Muhammad, Aminah and Amina)."""
    return canonical(one) == canonical(other) and not _listed_apart(one, other)


def kept_apart(one: str, other: str) -> bool:
    """Whether two tokens are different names however near: both common, or alike but for an ending that tells sex."""
    return _listed_apart(one, other) or _ending_differs(one, other)


def share(key: str) -> float:
    """The share of travellers who bear a name with this canonical key, by table; UNKNOWN_SHARE where it has none."""
    return _shares().get(key, UNKNOWN_SHARE)


def _listed_apart(one: str, other: str) -> bool:
    common = _common()
    if one not in common or other not in common:
        return False
    groups = _groups()
    return groups.get(one, one) != groups.get(other, other)


def _ending_differs(one: str, other: str) -> bool:
    """Maria and Mario, Daniel and Daniela, Yuli and Yulia, Hassan and Hassanah."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and short[-1] in "aeiou" and long[-1] in "aeiou"
    return long.startswith(short) and long[len(short) :] in {"a", "e", "i", "o", "u", "ah", "na", "ne", "ita", "ina"}


@cache
def _groups() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("name_equivalents"):
        forms = [form.strip() for form in row["forms"].split(";")]
        for form in forms:
            if not form.endswith("."):
                found.setdefault(form, forms[0])
    return found


@cache
def abbreviations() -> dict[str, str]:
    """Words that are names only with their dot (ma. for Maria, md. for Muhammad), to the name they stand for."""
    found: dict[str, str] = {}
    for row in rows("name_equivalents"):
        forms = [form.strip() for form in row["forms"].split(";")]
        found.update({form: forms[0] for form in forms if form.endswith(".")})
    return found


@cache
def _common() -> frozenset[str]:
    return frozenset(row["token"] for row in rows("name_common")) | frozenset(_groups())


@cache
def _shares() -> dict[str, float]:
    found: dict[str, float] = {}
    for row in rows("name_common"):
        key = canonical(row["token"])
        found[key] = max(found.get(key, 0.0), float(row["share"]))
    return found
