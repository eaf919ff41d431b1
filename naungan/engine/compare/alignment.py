"""Two names: their tokens paired in whatever order, what is left over on either side, and the bits of the whole.

A part that both sides lack each other's (Ali Hassan, Omar Hassan) is a conflict; a part that one side lacks (a middle
name, a patronymic) is only missing. A father's or family name alone is not a name: kin share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from naungan.engine.compare.evidence import Evidence
from naungan.engine.compare.tokens import agree
from naungan.engine.compare.weights import Rarity, chance, weight
from naungan.engine.names import Form, Part, sound

_KIN = ("patronymic", "family")


class Pair(NamedTuple):
    """Parts of our name and of theirs that stand for each other, by place; more than one where written together."""

    bits: float
    level: str
    ours: tuple[int, ...]
    theirs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NameScore:
    """The bits of two names, with the evidence that shows how they stand."""

    bits: float
    evidence: Evidence


def compare_forms(ours: Form, theirs: Form, rarity: Rarity) -> NameScore:
    """Compare two names of one script. Symmetric in bits; at most `name,cap`, at least `joint,floor`."""
    pairs = align(ours, theirs, rarity)
    parts = [_pair_evidence(pair, ours, theirs) for pair in pairs]
    verdict, against = _against(pairs, ours, theirs)
    total = sum(pair.bits for pair in pairs)
    limit = weight("name", "cap")
    if verdict == "conflict":
        limit = weight("name", "conflict-cap")
    total += sum(part.bits for part in against)
    bits = max(min(total, limit), weight("joint", "floor"))
    parts.extend(against)
    if bits != total:
        parts.append(Evidence("part", "cap", bits - total))
    level = verdict or ("same" if all(pair.level == "same" for pair in pairs) else "similar")
    return NameScore(bits, Evidence("name", level, bits, ours.text, theirs.text, tuple(parts)))


def align(ours: Form, theirs: Form, rarity: Rarity) -> list[Pair]:
    """Pairs of tokens, strongest first, each token used once, in no order of place."""
    found = [*_single_pairs(ours, theirs, rarity), *_joined_pairs(ours, theirs, rarity)]
    # Ties are broken by the words themselves and not by side or place, so that the comparison is symmetric.
    found.sort(key=lambda pair: (-pair.bits, _words(pair, ours, theirs)))
    used_ours: set[int] = set()
    used_theirs: set[int] = set()
    kept = []
    for pair in found:
        if used_ours.isdisjoint(pair.ours) and used_theirs.isdisjoint(pair.theirs):
            used_ours.update(pair.ours)
            used_theirs.update(pair.theirs)
            kept.append(pair)
    return kept


def joined_texts(form: Form) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What neighbouring parts give when written together (abdul rahman, dela cruz), with their places."""
    for place, part in enumerate(form.parts):
        if part.glued:
            yield part.glued, (place,)
        if place:
            before = form.parts[place - 1].text
            yield before + part.text, (place - 1, place)
            if part.glued:
                yield before + part.glued, (place - 1, place)


def _words(pair: Pair, ours: Form, theirs: Form) -> tuple[tuple[str, ...], ...]:
    one = tuple(ours.parts[place].text for place in pair.ours)
    other = tuple(theirs.parts[place].text for place in pair.theirs)
    return tuple(sorted((one, other)))


def _single_pairs(ours: Form, theirs: Form, rarity: Rarity) -> Iterator[Pair]:
    # Where both names say which part is the father's, a son called like the other's father is another person.
    strict = ours.patronymic and theirs.patronymic
    for our_place, our in enumerate(ours.parts):
        for their_place, their in enumerate(theirs.parts):
            if strict and (our.role == "patronymic") != (their.role == "patronymic"):
                continue
            bits, level = agree(our, their, rarity)
            if level:
                yield Pair(bits, level, (our_place,), (their_place,))


def _joined_pairs(ours: Form, theirs: Form, rarity: Rarity) -> Iterator[Pair]:
    for text, places in joined_texts(ours):
        for place in _places_of(text, theirs):
            yield Pair(_joined_bits(ours, places, theirs.parts[place], rarity), "joined", places, (place,))
    for text, places in joined_texts(theirs):
        for place in _places_of(text, ours):
            yield Pair(_joined_bits(theirs, places, ours.parts[place], rarity), "joined", (place,), places)


def _places_of(text: str, form: Form) -> list[int]:
    key = sound(text)
    return [place for place, part in enumerate(form.parts) if part.text == text or sound(part.text) == key]


def _joined_bits(form: Form, places: tuple[int, ...], whole: Part, rarity: Rarity) -> float:
    apart = sum(rarity.bits(form.parts[place].key) for place in places)
    rare = min(apart, weight("name", "token-cap")) if len(places) > 1 else min(apart, rarity.bits(whole.key))
    return max(chance("name", "joined") + rare, 0.0)


def _against(pairs: list[Pair], ours: Form, theirs: Form) -> tuple[str, list[Evidence]]:
    """What is left over, as a verdict (empty where nothing speaks against) and evidence with bits below 0."""
    if not pairs:
        return "different", [Evidence("part", "different", weight("name", "different"))]
    paired_ours = [ours.parts[place] for pair in pairs for place in pair.ours]
    paired_theirs = [theirs.parts[place] for pair in pairs for place in pair.theirs]
    used_ours = {place for pair in pairs for place in pair.ours}
    used_theirs = {place for pair in pairs for place in pair.theirs}
    # Siti Aminah and Sita Aminah: where both names begin with an unmatched part, neither was left out.
    open_ends = 0 not in used_ours and 0 not in used_theirs
    settled = min(_full(paired_ours), _full(paired_theirs)) >= 2 and not open_ends
    left_ours = _left(ours, used_ours, settled=settled)
    left_theirs = _left(theirs, used_theirs, settled=settled)
    if left_ours and left_theirs:
        values = (_text(left_ours), _text(left_theirs))
        return "conflict", [Evidence("part", "conflict", weight("name", "conflict"), *values)]
    if _given_missing(paired_theirs, left_theirs, ours, paired_ours) or _given_missing(
        paired_ours, left_ours, theirs, paired_theirs
    ):
        return "conflict", [Evidence("part", "given-missing", weight("name", "given-missing"))]
    return _missing(pairs, ours, theirs, left_ours, left_theirs)


def _missing(
    pairs: list[Pair], ours: Form, theirs: Form, left_ours: list[Part], left_theirs: list[Part]
) -> tuple[str, list[Evidence]]:
    # What a carrier cut away is not missing from the name.
    left_ours = [] if theirs.truncated else left_ours
    left_theirs = [] if ours.truncated else left_theirs
    count = len(left_ours) + len(left_theirs)
    if not count:
        return "", []
    bits = max(weight("name", "missing") * count, weight("name", "missing-floor"))
    if len(pairs) == 1 and len(pairs[0].ours) == len(pairs[0].theirs) == 1:
        bits = weight("name", "alone")
    return "partial", [Evidence("part", "missing", bits, _text(left_ours), _text(left_theirs))]


def _left(form: Form, used: set[int], *, settled: bool) -> list[Part]:
    """Parts without a partner that count: no courtesy title, and no omissible name where two full parts agree."""
    left = [part for place, part in enumerate(form.parts) if place not in used and part.weight != "leading"]
    return [part for part in left if part.weight == "full"] if settled else left


def _full(parts: Iterable[Part]) -> int:
    return sum(part.weight == "full" for part in parts)


def _given_missing(paired: list[Part], left: list[Part], other: Form, other_paired: list[Part]) -> bool:
    """Whether only kin names of this side agree, while its given name stands unmatched.

    Not so where the other side, which tells its roles, has its own given name among what agrees.
    """
    agreeing = [part for part in paired if part.weight == "full"]
    if not agreeing or any(part.role not in _KIN for part in agreeing):
        return False
    if all(part.role in _KIN for part in left):
        return False
    tells = any(part.role for part in other.parts)
    return not (tells and any(part.role not in _KIN for part in other_paired))


def _pair_evidence(pair: Pair, ours: Form, theirs: Form) -> Evidence:
    our = _text(ours.parts[place] for place in pair.ours)
    their = _text(theirs.parts[place] for place in pair.theirs)
    return Evidence("part", pair.level, pair.bits, our, their)


def _text(parts: Iterable[Part]) -> str:
    return " ".join(part.text for part in parts)
