"""Names beside the very same date of birth: of the few who are born on a day, hardly anybody else's name comes near.

The bits of a name are made for a search that meets near names everywhere, so that what conflicts speaks against, and a
short common name proves little. Whoever shares the day was not met by his name. There the bits of the name count along
a line of their own (joint, dated), and so does the mere likeness of its letters (joint, respelt): a respelling that no
table holds, or a slip. Two known names stay two names however near, as twins have them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA, Indel

from naungan.engine.compare.evidence import Evidence
from naungan.engine.compare.weights import line
from naungan.engine.names import Form, spelling

SPELT_FROM: Final = 0.62
"""Likeness of letters from which two names count as one respelt."""

_NEAR_FROM: Final = 0.5
"""Likeness of letters (by OSA) from which one word may be another respelt."""

_CUT_OTHERWISE_FROM: Final = 0.8
"""The same of words that one name writes together and the other apart."""

WHOLE: Final = frozenset({"same", "similar", "partial"})
"""Levels of names in which nothing conflicts."""


class Written(NamedTuple):
    """A name of Latin letters in two ways that neither order nor cuts between words disturb, one of them at a time."""

    sorted: str
    joined: str


def beside_same_day(name: Evidence, bits: float, ours: Sequence[Form], theirs: Sequence[Form]) -> Evidence | None:
    """What names are worth above `bits` beside the very same date of birth; None where that is nothing.

    `bits`: what the name counts for otherwise.
    """
    best: Evidence | None = None
    more = _dated(name, bits) - bits
    if more > 0:
        best = Evidence("joint", "dated", more)
    if name.level not in {"same", "unknown", "scripts"}:
        like, one, other = nearest(ours, theirs)
        more = spelt_bits(like) - bits
        if more > (best.bits if best else 0.0):
            best = Evidence("joint", "respelt", more, one, other)
    return best


def _dated(name: Evidence, bits: float) -> float:
    """The bits that a name counts for by its own bits: as many, or more where nothing conflicts.

    Of one part that agrees with one of several the rest is not known.
    """
    if name.level in WHOLE and bits > 0 and all(part.level != "alone" for part in name.parts):
        return dated(bits)
    return bits


def dated(bits: float) -> float:
    """What the bits of a name count for, from 0, in which nothing conflicts."""
    return max(bits, line("dated").at(bits))


def least_dated(counted: float) -> float:
    """The bits of a name, at least, that count for so many beside the very same date of birth: none that are not."""
    return counted if counted <= 0 else min(counted, max(line("dated").reaching(counted), 1e-6))


def spelt_bits(like: float) -> float:
    """What a likeness of letters (0 to 1) is worth; minus infinity below SPELT_FROM."""
    if like < SPELT_FROM:
        return -float("inf")
    return line("respelt").at(like)


def least_spelt(counted: float) -> float:
    """The likeness of letters from which names come to so many bits; above 1 where none do."""
    return max(SPELT_FROM, line("respelt").reaching(counted))


def nearest(ours: Sequence[Form], theirs: Sequence[Form]) -> tuple[float, str, str]:
    """The greatest likeness of letters of any two Latin names that are not known to be two names; and the two."""
    best = 0.0, "", ""
    written = [(form, found) for form in theirs if (found := written_of(form))]
    for our in ours:
        mine = written_of(our)
        if mine is None:
            continue
        for their, yours in written:
            like = likeness(mine, yours)
            if like > best[0] and like >= SPELT_FROM and may_be_one(our, their):
                best = like, our.text, their.text
    return best


def written_of(form: Form) -> Written | None:
    """The letters of a name; None where it was read from another script, or is written in one."""
    texts = [part.text for part in form.parts]
    return None if form.derived else written(texts)


def written(texts: Sequence[str]) -> Written | None:
    """The letters of the parts of a name; None where they are not Latin."""
    joined = "".join(texts)
    return Written(" ".join(sorted(texts)), joined) if joined and joined.isascii() else None


def likeness(one: Written, other: Written) -> float:
    """The share of letters that two names have in common in order: words sorted, or as they stand without spaces."""
    return max(
        Indel.normalized_similarity(one.sorted, other.sorted), Indel.normalized_similarity(one.joined, other.joined)
    )


def may_be_one(ours: Form, theirs: Form) -> bool:
    """Whether all that differs in two names may be respelt.

    Each word left over on the side that has fewer is near one of the other's, or the words are cut otherwise. Known
    names, and a man's and a woman's, are two names however near.
    """
    mine, yours = _counted(ours), _counted(theirs)
    fewer, more = sorted((list((mine - yours).elements()), list((yours - mine).elements())), key=len)
    if not fewer:
        return False
    if all(any(_near(one, other) for other in more) for one in fewer):
        return True
    if len(fewer) == len(more):
        return False
    return Indel.normalized_similarity("".join(fewer), "".join(more)) >= _CUT_OTHERWISE_FROM


def _counted(form: Form) -> Counter[str]:
    return Counter(part.text for part in form.parts if part.weight != "leading")


def _near(one: str, other: str) -> bool:
    like = OSA.normalized_similarity(one, other, score_cutoff=_NEAR_FROM)
    return like >= _NEAR_FROM and not spelling.kept_apart(one, other)
