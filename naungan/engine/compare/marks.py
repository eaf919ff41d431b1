"""Marks: bits of parts of names, so that strangers are told apart without comparing them.

Whatever agrees shares a mark; what shares one may still not agree. Most pairs of strangers' names share none.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from naungan.engine.compare import levels
from naungan.engine.names import Form, Part, spelling

_BITS: Final = 1024
_ALL: Final = -1


class Marks(NamedTuple):
    """Bits of a part, or of all parts of a name together."""

    tokens: int
    """Two parts at any level share one of these."""
    begins: int
    wholes: int
    """Where several parts are written as one, what the first `begins` with the whole begins with too."""


def may_join(ours: Marks, theirs: Marks) -> bool:
    """Whether several parts of one name may be written as one in the other."""
    return bool(ours.begins & theirs.wholes or ours.wholes & theirs.begins)


def form_marks(form: Form) -> Marks:
    """The marks of a name."""
    tokens = begins = wholes = 0
    for part in form.parts:
        one, two, three = _marks_of(part.spellings)
        tokens |= _ALL if part.cut else one
        begins |= two
        wholes |= three
    return Marks(tokens, begins, wholes)


def token_marks(part: Part) -> int:
    """The marks of a part by which it agrees with another; one that may be cut short agrees with whatever goes on."""
    return _ALL if part.cut else _marks_of(part.spellings).tokens


@lru_cache(maxsize=1 << 16)
def _marks_of(spellings: tuple[str, ...]) -> Marks:
    tokens = begins = wholes = 0
    for text in spellings:
        tokens |= _bits(_hooks(text)) if len(spellings) == 1 else marks(text)
    for key in spelling.roughs(spellings):
        begins |= 1 << hash(key[:2]) % _BITS
        for rest in spelling.without_glue(key):
            wholes |= 1 << hash(rest[:1]) % _BITS | 1 << hash(rest[:2]) % _BITS
    return Marks(tokens, begins, wholes)


@lru_cache(maxsize=1 << 16)
def marks(token: str) -> int:
    """The marks of one spelling among several."""
    return _bits(_hooks(token))


def _bits(hooks: Iterable[str]) -> int:
    found = 0
    for hook in hooks:
        found |= 1 << hash(hook) % _BITS
    return found or _ALL


def _hooks(token: str) -> list[str]:
    """What a token has in common with every other that has a level with it; nothing where it may be any."""
    if len(token) < 2:
        return []
    if not token.isascii():
        # Near native tokens begin alike.
        return [token, f"n{token[0]}"] if len(token) >= levels.NEAR_NATIVE_FROM else [token]
    keys = spelling.keys(token)
    found = [keys.canonical]
    bones = keys.skeleton
    if len(token) >= levels.SKELETON_FROM and len(bones) >= 2:
        found.append(f"k{bones}")
    if len(token) >= levels.SKELETON_NEAR_FROM and len(bones) >= levels.SKELETON_NEAR_CONSONANTS:
        # The first is equal, and one slip among the others spares the second or the last.
        found += [f"c{bones[:2]}", f"d{bones[0]}{bones[-1]}"]
    if len(token) >= levels.NEAR_FROM:
        # One slip spares one end: two letters of it, where a sound has five; one, or none, where it is short.
        sound = keys.sound
        if len(sound) >= 4:
            found += [f"h{sound[:2]}", f"t{sound[-2:]}"]
        if len(sound) <= 4:
            found += [f"h{sound[:1]}", f"t{sound[-1:]}"]
        if len(sound) <= 2:
            found.append("short")
    return found
