"""Spellings of one name: what counts as the same name, as another spelling of it, and as a different name though near.

Tokens here are folded already (names.scripts): letters a to z, or a native script's own letters. Each token has keys,
computed once: two tokens are compared by their keys (compare.levels), one pair at a time or many at once.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from functools import cache, lru_cache
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from naungan.engine.tables import Row, rows

_LONGEST_KEY: Final = 40
"""Letters of a token that its keys are made of; longer tokens are noise, or words written together."""


_Becomes: TypeAlias = Callable[[re.Match[str]], str]
_Rule: TypeAlias = tuple[Callable[[str | _Becomes, str], str], str | _Becomes]

LEAST_GLUED: Final = 4
"""Letters of the rough key of a name that a word like al may be written together with."""


class Keys(NamedTuple):
    """What two tokens are compared by. All are texts; empty where the token has none."""

    canonical: str
    """The group of tables/name_equivalents, or the sound: the key under which bearers are counted."""
    sound: str
    skeleton: str
    """Consonant classes in order: Jabir and Jaber, Sheikh and Shaikh; empty for native scripts."""
    stem: str
    """The token without an ending that tells sex: Mari of Maria and Mario."""
    ending: str
    """Which ending that was: f, m or empty."""
    common: bool
    """Whether the token is a known name, by syllables or the tables: two differ however near, unless in one group."""


@lru_cache(maxsize=1 << 19)
def keys(token: str) -> Keys:
    """The keys of one token."""
    key = sound(token)
    group = _groups().get(token)
    stem, ending = _stem(token)
    return Keys(group or key, key, skeleton(token), stem, ending, token in _common() or _two_syllables(token))


_LEAST_PINYIN: Final = 6
"""Letters of a word of two syllables of pinyin that is taken for a name: shorter ones are words of other peoples."""


def _two_syllables(token: str) -> bool:
    """Whether a word is two syllables of pinyin, as Jianping is: another syllable is another name, and no slip."""
    if not _LEAST_PINYIN <= len(token) <= 2 * _LEAST_PINYIN or _REPEATED.search(token):
        return False
    known = _pinyin()
    return any(token[:at] in known and token[at:] in known for at in range(2, len(token) - 1))


@cache
def _pinyin() -> frozenset[str]:
    return frozenset(row["pinyin"] for row in rows("spelling_pinyin"))


@lru_cache(maxsize=1 << 17)
def sound(token: str) -> str:
    """A rough spelling key: two tokens with one key are spellings of one name, unless the tables say otherwise.

    The last letter keeps its vowel: Maria and Mario, Fernando and Fernanda are different people.
    """
    if not token.isascii() or len(token) < 3:
        return token
    token = token[:_LONGEST_KEY]
    for replaced, becomes in _rules("sound"):
        token = replaced(becomes, token)
    # Short tokens (Wen, Win, Jon, Jun) are too many to be told apart without their vowels.
    return token[:-1].translate(_INNER_VOWELS) + token[-1:] if len(token) >= 5 else token


_INNER_VOWELS: Final = str.maketrans("eo", "iu")


def skeleton(token: str) -> str:
    """The consonants of a Latin token as classes, vowels left out but for a mark where one begins it."""
    if not token.isascii() or len(token) < 3:
        return ""
    token = token[:_LONGEST_KEY]
    for replaced, becomes in _rules("skeleton"):
        token = replaced(becomes, token)
    return token


@lru_cache(maxsize=1 << 17)
def rough(text: str) -> str:
    """A key that holds across a join, for names written together: that of a + b is dedupe of both keys in a row."""
    if not text.isascii():
        return text
    if "h" in text:
        text = _SILENT_H.sub("", text)
    return dedupe(text.translate(_ROUGH)).replace("ch", "c")


@lru_cache(maxsize=1 << 16)
def roughs(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The rough keys of some spellings, without empty ones."""
    return tuple(filter(None, map(rough, texts)))


@lru_cache(maxsize=1 << 16)
def wholes(texts: tuple[str, ...], least: int) -> tuple[tuple[str, ...], ...]:
    """Of each spelling of at least so many letters: its rough key, and what `without_glue` leaves of it."""
    return tuple(without_glue(rough(text)) for text in texts if len(text) >= least)


def together(one: str, other: str) -> tuple[str, ...]:
    """The rough keys of two parts written together, given those of each.

    A letter that ends one and begins the other is written once; in a native script it may be written twice.
    """
    if one[-1:] != other[:1]:
        return (one + other,)
    return (one + other[1:],) if one.isascii() else (one + other[1:], one + other)


def dedupe(text: str) -> str:
    """The text without repetitions of a letter."""
    return _REPEATED.sub(_FIRST, text)


_ROUGH: Final = str.maketrans({"e": "i", "y": "i", "o": "u", "q": "k", "w": "v"})
_SILENT_H: Final = re.compile(r"(?<=[dtgkb])h")
_REPEATED: Final = re.compile(r"(.)\1+")
_FIRST: Final[_Becomes] = itemgetter(1)


@cache
def glues() -> tuple[str, ...]:
    """The rough keys of words that are written as one with the name behind them."""
    return tuple(dict.fromkeys(rough(row["form"]) for row in rows("name_joined")))


@lru_cache(maxsize=1 << 16)
def without_glue(key: str) -> tuple[str, ...]:
    """A rough key, and what is left of it without a word like al or de la at its front."""
    if not key.startswith(glues()):
        return (key,)
    return (
        key,
        *(key[len(glue) :] for glue in glues() if key.startswith(glue) and len(key) >= len(glue) + LEAST_GLUED),
    )


def without_glues(key: str) -> dict[str, None]:
    """A rough key, and what is left of it without words like al that may stand before any of its parts."""
    keys: dict[str, None] = {key: None}
    waiting = deque((key,))
    while waiting and len(keys) < _MOST_WAYS:
        word = waiting.popleft()
        for found in _glue_within().finditer(word, 0, _MOST_PLACES):
            # The word may begin with the letter that ends the part before it, which is written once.
            for place in (found.start(), found.start() + 1):
                own = word[:place]
                for other in without_glue(word[found.start() :])[1:]:
                    left = own + other[1:] if own and own[-1] == other[0] else own + other
                    if left not in keys:
                        keys[left] = None
                        waiting.append(left)
    return keys


_MOST_WAYS: Final = 32
"""Ways to leave words like al out of a word."""

_MOST_PLACES: Final = 40
"""Places of a word at which they are looked for."""


@cache
def _glue_within() -> re.Pattern[str]:
    return re.compile(f"(?=(?:{'|'.join(map(re.escape, glues()))}).{{{LEAST_GLUED}}})")


def canonical(token: str) -> str:
    """The key under which a token's bearers are counted: its group in name_equivalents, or its sound."""
    return _groups().get(token) or sound(token)


def first_form(token: str) -> str:
    """The first form of a token's group in name_equivalents; the token itself where it has none."""
    return _groups().get(token, token).removeprefix(_GROUP)


def same_name(one: str, other: str) -> bool:
    """Whether two different tokens are spellings of one name (Mohd and Muhammad, Aminah and Amina)."""
    return canonical(one) == canonical(other) and not _listed_apart(keys(one), keys(other))


def kept_apart(one: str, other: str) -> bool:
    """Whether two tokens are different names however near: both known, or alike but for an ending that tells sex."""
    return apart(keys(one), keys(other))


def apart(one: Keys, other: Keys) -> bool:
    """As `kept_apart`, by keys."""
    if one.canonical == other.canonical and is_group(one.canonical):
        return False
    if _listed_apart(one, other):
        return True
    return bool(one.stem) and one.stem == other.stem and one.ending != other.ending


def is_group(key: str) -> bool:
    """Whether a canonical key stands for a group of tables/name_equivalents."""
    return key.startswith(_GROUP)


def share(key: str) -> float:
    """The share of travellers who bear a name with this canonical key; for one without a row, by its length."""
    known = _shares().get(key)
    if known is not None:
        return known
    by_length = _unknown()
    return by_length[min(len(key), len(by_length) - 1)]


@cache
def greatest_share() -> float:
    """The share of the commonest name."""
    return max(_shares().values())


def _listed_apart(one: Keys, other: Keys) -> bool:
    """Both are known names, and not in one group."""
    if not (one.common and other.common):
        return False
    return one.canonical != other.canonical or not is_group(one.canonical)


def _stem(token: str) -> tuple[str, str]:
    """Maria and Mario, Daniel and Daniela, Hassan and Hassanah: the common stem, and which ending follows it.

    An ending i or e tells no sex: Hamza and Hamzi are spellings of one name.
    """
    if not token.isascii() or len(token) < 4:
        return "", ""
    for ending, sex in _ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= 3:
            return token[: -len(ending)], sex
    return token, "m"


_GROUP: Final = "="
"""Marks the key of a group: a name that only sounds like its first form is no member."""

_ENDINGS: Final = (("ah", "f"), ("a", "f"), ("o", "m"))


@cache
def _rules(key: str) -> tuple[_Rule, ...]:
    """The replacements that make a key, in order, from tables/name_sounds."""
    return tuple((re.compile(row["pattern"]).sub, _becomes(row)) for row in rows("name_sounds") if row["key"] == key)


def _becomes(row: Row) -> str | _Becomes:
    """What a match becomes; a group by number is looked up, since the re module parses such a text at each use."""
    return itemgetter(1) if row["becomes"] == r"\1" else row["becomes"]


@cache
def _groups() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("name_equivalents"):
        forms = [form.strip() for form in row["forms"].split(";")]
        for form in forms:
            if not form.endswith("."):
                found.setdefault(form, _GROUP + forms[0])
    return found


@cache
def stands_for() -> dict[str, tuple[str, ...]]:
    """What a short form or a name that peoples share may stand for besides itself: ted for edward and theodore."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("name_stands_for"):
        found.setdefault(row["form"], tuple(row["stands_for"].split(";")))
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


@cache
def _unknown() -> tuple[float, ...]:
    """Share of an unknown name by the length of its key, from 0 letters on."""
    return tuple(float(row["share"]) for row in rows("name_unknown"))
