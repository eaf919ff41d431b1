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
from naungan.engine.compare.weights import line, weight
from naungan.engine.names import Form, spelling

WHOLE: Final = frozenset({"same", "similar", "partial"})
"""Levels of names in which nothing conflicts."""


class Written(NamedTuple):
    """The letters of a Latin name twice: its words in alphabetical order, and as they stand without spaces."""

    sorted: str
    joined: str


def beside_same_day(name: Evidence, bits: float, ours: Sequence[Form], theirs: Sequence[Form]) -> Evidence | None:
    """What names are worth above `bits` beside the very same date of birth; None where that is nothing.

    `bits`: what the name counts for otherwise.
    """
    best: Evidence | None = None
    if bits > 0 and may_be_dated(name) and (more := dated(bits) - bits) > 0:
        best = Evidence("joint", "dated", more)
    like, one, other = nearest(ours, theirs)
    more = spelt_bits(like) - bits
    if more > (best.bits if best else 0.0):
        best = Evidence("joint", "respelt", more, one, other)
    return best


def may_be_dated(name: Evidence) -> bool:
    """Whether nothing conflicts in two names, and more than one part of several agrees."""
    return name.level in WHOLE and all(part.level != "alone" for part in name.parts)


def dated(bits: float) -> float:
    """What the bits of a name count for, from 0, in which nothing conflicts."""
    return max(bits, line("dated").at(bits))


def least_dated(counted: float) -> float:
    """The fewest bits of a name that count for so many (or more) beside the very same date of birth."""
    return counted if counted <= 0 else min(counted, max(line("dated").reaching(counted), 1e-6))


def spelt_bits(like: float) -> float:
    """What a likeness of letters (0 to 1) is worth; minus infinity below `name, respelt-from`."""
    if like < weight("name", "respelt-from"):
        return -float("inf")
    return line("respelt").at(like)


def least_spelt(counted: float) -> float:
    """The likeness of letters from which names come to so many bits; above 1 where none do."""
    return max(weight("name", "respelt-from"), line("respelt").reaching(counted))


def nearest(ours: Sequence[Form], theirs: Sequence[Form]) -> tuple[float, str, str]:
    """The greatest likeness of letters of any two Latin names that are not known to be two names; and the two."""
    best, least = (0.0, "", ""), weight("name", "respelt-from")
    written = [(form, found) for form in theirs if (found := written_of(form))]
    for our in ours:
        mine = written_of(our)
        if mine is None:
            continue
        for their, yours in written:
            like = likeness(mine, yours)
            if like > best[0] and like >= least and may_be_one(our, their):
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

    Each word left over on the side that has fewer of them (on both, where they are as many) is near one of the other's,
    or the words are cut otherwise. Known names, and a man's and a woman's, are two names however near; and a name of
    one word is no respelling of one of several.
    """
    mine, yours = _counted(ours), _counted(theirs)
    fewer, more = sorted((list((mine - yours).elements()), list((yours - mine).elements())), key=len)
    if not fewer:
        return False
    even = len(fewer) == len(more)
    if even or min(mine.total(), yours.total()) > 1:
        near = [[_near(one, other) for other in more] for one in fewer]
        if all(map(any, near)) and (not even or all(map(any, zip(*near, strict=True)))):
            return True
    return not even and _cut_otherwise(fewer, more)


def _cut_otherwise(fewer: Sequence[str], more: Sequence[str]) -> bool:
    """Whether some words are others written together, piece by piece, and no piece is known as another name."""
    whole, other = "".join(fewer), "".join(more)
    if Indel.normalized_similarity(whole, other) < weight("name", "respelt-cut") or spelling.kept_apart(whole, other):
        return False
    end = 0
    for word in more:
        start, end = end, end + len(word)
        # A letter more or less before it or in it moves a piece by one.
        pieces = {whole[max(start + left, 0) : end + right] for left in (-1, 0, 1) for right in (-1, 0, 1)}
        if not any(piece == word or _near(piece, word) for piece in pieces):
            return False
        if any(spelling.kept_apart(piece, word) for piece in pieces):
            return False
    return True


def _counted(form: Form) -> Counter[str]:
    return Counter(part.text for part in form.parts if part.weight != "leading")


def _near(one: str, other: str) -> bool:
    least = weight("name", "respelt-near")
    like = OSA.normalized_similarity(one, other, score_cutoff=least)
    return like >= least and not spelling.kept_apart(one, other)
