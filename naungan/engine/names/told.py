"""What words of a name tell of its bearer: bin and binti the sex, Sr. and Jr. father or son (tables/name_tells)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from naungan.engine.names.families import is_family
from naungan.engine.names.forms import pieces_of
from naungan.engine.tables import rows


def told_apart(one: str, other: str) -> str:
    """By what two names tell that their bearers are two: `sex` or `generation`; empty where they don't. Symmetric."""
    ours, theirs = pieces_of(one), pieces_of(other)
    our_told, their_told = _told(ours, theirs), _told(theirs, ours)
    return next((kind for kind in our_told if our_told[kind] != their_told.get(kind, our_told[kind])), "")


def _told(pieces: Sequence[str], others: Sequence[str]) -> dict[str, str]:
    """What a name tells, by kind; nothing where its words contradict each other."""
    found: dict[str, set[str]] = {}
    between = False
    for place, piece in enumerate(pieces):
        for where in _places(place, pieces, others):
            kind, tells = _table().get((piece, where), ("", ""))
            # The second bin of a chain tells of the father.
            if kind and not (where == "between" and between):
                found.setdefault(kind, set()).add(tells)
                between = between or where == "between"
    return {kind: next(iter(found[kind])) for kind in sorted(found) if len(found[kind]) == 1}


def _places(place: int, pieces: Sequence[str], others: Sequence[str]) -> list[str]:
    """The places of the table where this word of a name stands."""
    last = len(pieces) - 1
    if place == 0:
        return ["first"] if last else []
    found = ["behind"] if place == last else ["behind", "between"]
    # Nguyen Van Anh may be Nguyen Thi Van Anh, whose given name is Van Anh.
    if place == 1 < last and is_family(pieces[0]) and pieces[1] not in others[2:]:
        found.append("second")
    return found


@cache
def _table() -> dict[tuple[str, str], tuple[str, str]]:
    return {(row["form"], row["place"]): (row["kind"], row["tells"]) for row in rows("name_tells")}
