"""Nationality, sex and place of birth: elements that many people share, and that take more than they give."""

from __future__ import annotations

from functools import lru_cache

from naungan.engine.compare.evidence import Evidence, wordless
from naungan.engine.compare.weights import weight
from naungan.engine.records import Sex


@lru_cache(maxsize=1 << 14)
def compare_nationalities(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Evidence:
    """Any nationality shared (alpha-3 codes), none shared, or not known on a side."""
    shared = [code for code in ours if code in theirs]
    level = "shared" if shared else "differs" if ours and theirs else "unknown"
    return Evidence(
        "nationality", level, weight("nationality", level), " ".join(shared or ours), " ".join(shared or theirs)
    )


@lru_cache(maxsize=64)
def compare_sexes(ours: Sex, theirs: Sex) -> Evidence:
    """Sex as documents tell it; unspecified (X) or empty is no evidence."""
    told = ours in {"F", "M"} and theirs in {"F", "M"}
    level = "unknown" if not told else "agrees" if ours == theirs else "differs"
    return Evidence("sex", level, weight("sex", level), ours, theirs)


def compare_places(ours: frozenset[str], theirs: frozenset[str], our_text: str, their_text: str) -> Evidence:
    """Places of birth as folded tokens: agree where one holds the other; never against, since spellings vary."""
    if not our_text and not their_text:
        return wordless("birth-place", "unknown", weight("birth-place", "unknown"))
    agrees = bool(ours) and bool(theirs) and (ours <= theirs or theirs <= ours)
    level = "agrees" if agrees else "unknown"
    return Evidence("birth-place", level, weight("birth-place", level), our_text, their_text)
