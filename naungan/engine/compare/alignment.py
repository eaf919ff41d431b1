"""Two names: their parts paired in whatever order, what is left over on either side, and the bits of the whole.

A part that both sides lack each other's (Ali Hassan, Omar Hassan) is a conflict; a part that one side lacks (a middle
name, a patronymic) is only missing. A father's or family name alone is not a name: kin share it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from naungan.engine.compare.evidence import Evidence, wordless
from naungan.engine.compare.marks import form_marks, may_join, token_marks
from naungan.engine.compare.tokens import agree, joined_worth
from naungan.engine.compare.weights import Rarity, name_weights, weight
from naungan.engine.names import Form, Part, spelling

_KIN = ("patronymic", "family")
MOST_JOINED: Final = 4
"""Parts that may be written as one: Aung San Suu Kyi."""

LEAST_JOINED: Final = 6
"""Letters of a word that may be several parts."""

LEAST_JOINED_READ: Final = 4
"""The same, where the parts were read from a native script (An yi, Thi ha)."""

LEAST_PIECE: Final = 3
"""Letters of each of them; one is enough where it was read from a native script."""


class Pair(NamedTuple):
    """Parts of our name and of theirs that stand for each other, by place; more than one where written together."""

    bits: float
    level: str
    tail: float
    ours: tuple[int, ...]
    theirs: tuple[int, ...]


class Standing(NamedTuple):
    """How two names stand to each other, from which bits and evidence follow."""

    bits: float
    verdict: str
    pairs: list[Pair]
    against: list[tuple[str, float]]
    """Levels of tables/evidence with their bits: what speaks against, the tail, the caps."""
    left_ours: list[int]
    left_theirs: list[int]


def describe(ours: Form, theirs: Form, stand: Standing) -> Evidence:
    """How two names stand, as evidence: its parts' bits add up to the name's."""
    parts = [
        Evidence("part", pair.level, pair.bits, _text(ours, pair.ours), _text(theirs, pair.theirs))
        for pair in stand.pairs
    ]
    for level, bits in stand.against:
        if level in {"conflict", "missing"}:
            left = _text(ours, stand.left_ours), _text(theirs, stand.left_theirs)
            parts.append(Evidence("part", level, bits, *left))
        else:
            parts.append(wordless("part", level, bits))
    level = stand.verdict or ("same" if all(pair.level == "same" for pair in stand.pairs) else "similar")
    return Evidence("name", level, stand.bits, ours.text, theirs.text, tuple(parts))


def standing(ours: Form, theirs: Form, rarity: Rarity) -> Standing:
    """How two names of one script stand: pairs of parts, what is left over, and the bits of all that.

    Symmetric in bits; at most `name,cap`, at least `name,floor`.
    """
    our_marks, their_marks = form_marks(ours), form_marks(theirs)
    return standing_of(
        ours, theirs, rarity, alike=bool(our_marks.tokens & their_marks.tokens), joins=may_join(our_marks, their_marks)
    )


def standing_of(ours: Form, theirs: Form, rarity: Rarity, *, alike: bool, joins: bool) -> Standing:
    """As `standing`, where marks tell whether any parts may agree, and whether any may be written as one."""
    pairs = _single_pairs(ours, theirs, rarity) if alike else []
    used_ours = {pair.ours[0] for pair in pairs}
    used_theirs = {pair.theirs[0] for pair in pairs}
    if joins and len(used_ours) < len(ours.parts) and len(used_theirs) < len(theirs.parts):
        joined = _joined_pairs(ours, used_ours, theirs, used_theirs, rarity, flipped=False)
        joined += _joined_pairs(theirs, used_theirs, ours, used_ours, rarity, flipped=True)
        if joined:
            pairs += align(joined)
            used_ours, used_theirs = _used(pairs)
    return _judge(ours, theirs, pairs, used_ours, used_theirs)


def align(found: list[Pair]) -> list[Pair]:
    """Of all pairs that could be the strongest first, each part used once, in no order of place."""
    if len(found) < 2:
        return found
    # Equal bits: by place, in a way that both sides see alike, so that the comparison is symmetric.
    found.sort(key=_strongest_first)
    used_ours: set[int] = set()
    used_theirs: set[int] = set()
    kept = []
    for pair in found:
        _, _, _, places_ours, places_theirs = pair
        if used_ours.isdisjoint(places_ours) and used_theirs.isdisjoint(places_theirs):
            used_ours.update(places_ours)
            used_theirs.update(places_theirs)
            kept.append(pair)
    return kept


def _strongest_first(pair: Pair) -> tuple[float, int, tuple[int, ...]]:
    bits, _, _, ours, theirs = pair
    return -bits, sum(ours) + sum(theirs), ours


def _used(pairs: Iterable[Pair]) -> tuple[set[int], set[int]]:
    ours: set[int] = set()
    theirs: set[int] = set()
    for pair in pairs:
        ours.update(pair.ours)
        theirs.update(pair.theirs)
    return ours, theirs


def _single_pairs(ours: Form, theirs: Form, rarity: Rarity) -> list[Pair]:
    """Of the pairs of single parts that could be the strongest first, each part used once: as `align` has it."""
    found: list[tuple[float, int, int, int, str, float]] = []
    their_marks = [token_marks(part) for part in theirs.parts]
    for our_place, our in enumerate(ours.parts):
        our_marks = token_marks(our)
        for their_place, marks in enumerate(their_marks):
            if our_marks & marks:
                bits, level, tail = agree(our, theirs.parts[their_place], rarity)
                if level:
                    found.append((-bits, our_place + their_place, our_place, their_place, level, tail))
    if found and ours.patronymic and theirs.patronymic:
        # Where both names say which part is the father's, a son called like the other's father is another person.
        found = [pair for pair in found if _father(ours, pair[2]) == _father(theirs, pair[3])]
    found.sort()  # no two pairs are equal in their first four
    used_ours: set[int] = set()
    used_theirs: set[int] = set()
    kept = []
    for against, _, our_place, their_place, level, tail in found:
        if our_place not in used_ours and their_place not in used_theirs:
            used_ours.add(our_place)
            used_theirs.add(their_place)
            kept.append(Pair(-against, level, tail, (our_place,), (their_place,)))
    return kept


def _father(form: Form, place: int) -> bool:
    return form.parts[place].role == "patronymic"


def _joined_pairs(
    apart: Form, apart_used: set[int], whole: Form, whole_used: set[int], rarity: Rarity, *, flipped: bool
) -> list[Pair]:
    """Neighbouring parts of one name that the other writes as one part, among what has no partner yet."""
    found: list[Pair] = []
    read = bool(apart.derived or whole.derived)
    least = LEAST_JOINED_READ if read else LEAST_JOINED
    begins = [() if at in apart_used else spelling.roughs(part.spellings) for at, part in enumerate(apart.parts)]
    every = tuple(chain.from_iterable(begins))
    for place, part in enumerate(whole.parts):
        if place in whole_used:
            continue
        keys = [rests for rests in spelling.wholes(part.spellings, least) if _begins(rests, every)]
        for start, end in joins(apart, keys, begins, apart_used, read=read) if keys else ():
            places = tuple(range(start, end))
            rare = sum(rarity.bits(apart.parts[each].keys) for each in places)
            if len(places) == 1:
                rare = min(rare, rarity.bits(part.keys))
            bits, level, tail = joined_worth(min(rare, weight("name", "token-cap")))
            found.append(Pair(bits, level, tail, *(((place,), places) if flipped else (places, (place,)))))
    return found


def joins(
    apart: Form,
    keys: Iterable[tuple[str, ...]],
    begins: Sequence[tuple[str, ...]],
    used: Collection[int],
    *,
    read: bool,
) -> Iterator[tuple[int, int]]:
    """Where neighbouring unused parts make up a text of some `keys`: first place and the place behind the last.

    `keys`: of each text its rough key, and what is left of it without words like al and de la; `begins`: the rough keys
    of each part's spellings. Such words may stand before a part or be left out. More than two parts only where they
    are the whole name but for one part. `read`: one side was read from a native script, so that parts may be short.
    """
    piece = 1 if read else LEAST_PIECE
    for rests in keys:
        key = rests[0]
        for start, own in enumerate(begins):
            if not _begins(rests, own):
                continue
            for end in _ends(apart.parts[start : start + MOST_JOINED], start, key, used, piece):
                if end > start + 2 and len(used) > 1:
                    continue
                # One part is joined with a word like al alone; that it sounds alike without is for `agree` to say.
                if end > start + 1 or key not in own:
                    yield start, end


def _begins(rests: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """Whether any of the rests of a text begins with any of the keys."""
    return rests[0].startswith(keys) or (len(rests) > 1 and any(rest.startswith(keys) for rest in rests))


def _ends(parts: Sequence[Part], place: int, key: str, used: Collection[int], piece: int) -> Iterator[int]:
    """The places behind the last part, for each way in which the first of `parts`, at `place`, and more spell a key."""
    if place in used:
        return
    for rest in spelling.without_glue(key):
        for text in parts[0].spellings:
            own = spelling.rough(text)
            if len(text) >= piece and own and rest.startswith(own):
                left = rest[len(own) :]
                if not left:
                    yield place + 1
                elif len(parts) > 1:
                    yield from _ends(parts[1:], place + 1, left, used, piece)
                    # A letter that ends one part and begins the next is written once.
                    yield from _ends(parts[1:], place + 1, own[-1] + left, used, piece)


def strangers() -> Standing:
    """How two names stand of which nothing agrees."""
    bits = name_weights().different
    return Standing(bits, "different", [], [("different", bits)], [], [])


def _judge(ours: Form, theirs: Form, pairs: list[Pair], used_ours: set[int], used_theirs: set[int]) -> Standing:
    if not pairs:
        return strangers()
    weights = name_weights()
    total = tail = 0.0
    for pair in pairs:
        total += pair.bits
        tail += pair.tail
    left_ours, left_theirs = _left_over(ours, theirs, used_ours, used_theirs)
    verdict, against, conflicts = _against(ours, theirs, pairs, left_ours, left_theirs)
    speaks = 0.0
    for _, bits in against:
        speaks += bits
    total += speaks
    beyond = tail - weights.tail_from
    if beyond > 0 and not conflicts:
        against.append(("tail", weights.tail_slope * beyond))
        total += weights.tail_slope * beyond
    limit, why = weights.cap, "cap"
    if _only_kin(ours, theirs, pairs, left_ours, left_theirs):
        limit, why, verdict = weights.kin_cap, "kin", "conflict"
    bits = max(min(total, limit), weights.floor)
    if bits != total:
        against.append((why, bits - total))
    return Standing(bits, verdict, pairs, against, left_ours, left_theirs)


def _against(
    ours: Form, theirs: Form, pairs: list[Pair], left_ours: list[int], left_theirs: list[int]
) -> tuple[str, list[tuple[str, float]], int]:
    """What is left over, as a verdict (empty where nothing speaks against), levels with bits, count of conflicts."""
    weights = name_weights()
    conflicts = min(len(left_ours), len(left_theirs))
    # What a carrier cut away is not missing from the name.
    missing = (0 if theirs.truncated else len(left_ours)) + (0 if ours.truncated else len(left_theirs))
    if (ours.derived and ours.syllabic) or (theirs.derived and theirs.syllabic):
        return _against_syllables(ours, theirs, pairs, conflicts, missing)
    against = [("scrambled", weights.scrambled)] if scrambled(pairs) else []
    if not (conflicts or missing):
        against.append(("whole", weights.whole))
        return "", against, 0
    lone_head = _lone_head(ours, left_ours) or _lone_head(theirs, left_theirs)
    if conflicts:
        against.append(("conflict", weights.conflict + weights.conflict_each * conflicts))
        if lone_head:
            against.append(("head-conflict", weights.head_conflict))
        return "conflict", against, conflicts
    alone = len(pairs) == 1 and len(pairs[0].ours) == len(pairs[0].theirs) == 1
    against.append(("alone", weights.alone) if alone else ("missing", weights.missing * missing))
    if lone_head:
        against.append(("head-missing", weights.head_missing))
    return "partial", against, 0


def _against_syllables(
    ours: Form, theirs: Form, pairs: list[Pair], conflicts: int, missing: int
) -> tuple[str, list[tuple[str, float]], int]:
    """As `_against`. Each syllable is heard alone, and has its place: one not found is one reading too few."""
    weights = name_weights()
    against = []
    if scrambled(pairs) or displaced(pairs, len(ours.parts), len(theirs.parts)):
        against.append(("scrambled", weights.syllable_scrambled))
    if ours.mixed or theirs.mixed:
        against.append(("mixed", weights.syllable_mixed))
    if conflicts:
        against.append(("conflict", weights.syllable_conflict * conflicts))
    if missing > 2 * conflicts:
        against.append(("missing", weights.syllable_missing * (missing - 2 * conflicts)))
    return "conflict" if conflicts else "partial" if missing else "", against, conflicts


def scrambled(pairs: list[Pair]) -> bool:
    """Whether the parts stand in another order on the other side: not the same, nor with the end put to the front."""
    if len(pairs) < 3:
        return False
    places = [theirs for _, theirs in sorted([(pair.ours, pair.theirs[0]) for pair in pairs])]
    falls = 0
    before = places[-1]
    for place in places:
        falls += before > place
        before = place
    return falls > 1


def displaced(pairs: list[Pair], count: int, their_count: int) -> bool:
    """Whether of two names of so many syllables each any agree in other places, even if the end is put to the front."""
    if count != their_count or any(len(pair.ours) + len(pair.theirs) > 2 for pair in pairs):
        return False
    return len({(pair.theirs[0] - pair.ours[0]) % count for pair in pairs}) > 1


def _left_over(ours: Form, theirs: Form, used_ours: set[int], used_theirs: set[int]) -> tuple[list[int], list[int]]:
    """Places without a partner that count: of no courtesy title, of no omissible name where two full parts agree."""
    left_ours = _left(ours, used_ours) if len(used_ours) < len(ours.parts) else []
    left_theirs = _left(theirs, used_theirs) if len(used_theirs) < len(theirs.parts) else []
    # What may be left out may not be exchanged: Abdul Hasib and Ahmad Hasib, Siti Aminah and Sita Aminah.
    if (
        not (left_ours and left_theirs)
        and (left_ours or left_theirs)
        and _two_full(ours, theirs, used_ours, used_theirs)
    ):
        left_ours = [place for place in left_ours if ours.parts[place].weight == "full"]
        left_theirs = [place for place in left_theirs if theirs.parts[place].weight == "full"]
    return left_ours, left_theirs


def _two_full(ours: Form, theirs: Form, used_ours: set[int], used_theirs: set[int]) -> bool:
    """Whether two full parts agree."""
    return all(
        sum(form.parts[place].weight == "full" for place in used) >= 2
        for form, used in ((ours, used_ours), (theirs, used_theirs))
    )


def _left(form: Form, used: set[int]) -> list[int]:
    return [place for place, part in enumerate(form.parts) if place not in used and part.weight != "leading"]


def _lone_head(form: Form, left: list[int]) -> bool:
    """Whether the first given name stands alone: it tells a son from his father where the rest is one chain."""
    if not left:
        return False
    for place, part in enumerate(form.parts):
        if part.role != "family" and part.weight == "full":
            return place in left
    return False


def _only_kin(ours: Form, theirs: Form, pairs: list[Pair], left_ours: list[int], left_theirs: list[int]) -> bool:
    """Whether nothing but a father's or family name agrees, while a given name stands unmatched."""
    if not (_tells(ours) or _tells(theirs)):
        return False
    paired_ours = [ours.parts[place] for pair in pairs for place in pair.ours]
    paired_theirs = [theirs.parts[place] for pair in pairs for place in pair.theirs]
    parts_ours, parts_theirs = [ours.parts[at] for at in left_ours], [theirs.parts[at] for at in left_theirs]
    return _given_missing(paired_theirs, parts_theirs, ours, paired_ours) or _given_missing(
        paired_ours, parts_ours, theirs, paired_theirs
    )


def _tells(form: Form) -> bool:
    """Whether the role of any part is known."""
    for part in form.parts:  # noqa: SIM110 (any() takes three times as long, and most names tell nothing)
        if part.role:
            return True
    return False


def _given_missing(paired: list[Part], left: list[Part], other: Form, other_paired: list[Part]) -> bool:
    """Whether only kin names of this side agree, while its given name stands unmatched.

    Not so where the other side, which tells its roles, has its own given name among what agrees.
    """
    agreeing = [part for part in paired if part.weight == "full"]
    if not agreeing or any(part.role not in _KIN for part in agreeing):
        return False
    if all(part.role in _KIN for part in left):
        return False
    return not (_tells(other) and any(part.role not in _KIN for part in other_paired))


def _text(form: Form, places: Iterable[int]) -> str:
    parts = form.parts
    return " ".join([parts[place].text for place in places])
