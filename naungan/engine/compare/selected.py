"""What likeness loses between two descriptions that somebody, or a rule, put side by side because they are alike.

In a search a stranger with half the name and the birthday is a rare chance. In a file of pairs he is what the file was
made of: brothers, twins, husband and wife, namesakes. So what stands against each other in two names counts more here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

from rapidfuzz.distance import OSA

from naungan.engine.compare.evidence import Evidence
from naungan.engine.compare.identity import Comparison, Profile
from naungan.engine.names import Form, Part, is_bare, kept_apart, romanise, scripts, tokens, told_apart
from naungan.engine.names.families import is_family
from naungan.engine.names.romanise import chinese
from naungan.engine.names.spelling import keys
from naungan.engine.records import Name
from naungan.engine.tables import rows

NOT_COMPARED: Final = frozenset({"unknown", "scripts"})
"""Levels of names that say nothing."""

VAGUE: Final = frozenset({"year", "same-year", "near-year", "placeholder"})
"""Levels of birth dates that brothers and namesakes share; beside names in conflict they are no proof."""

AT_MOST: Final = -0.5
"""Bits that names count at most where they are two persons' names, or too common to tell one person from the next."""

COMMON_BITS: Final = 4.0
"""Bits below which a part that agrees alone is borne by too many: Nguyen, Singh, Muhammad, Maria."""

COMMON_BESIDE_MORE: Final = 5.0
"""The same, where the other name has parts besides."""

_NEAR: Final = 2
"""Letters off, up to which two words may be slips of each other."""

_FAR: Final = 0.5
"""Share of letters off, from which two words are no slips of each other whatever they are."""

_SHORT: Final = 6
"""Letters of words whose order tells one person from another, as among syllables, and among fathers and sons."""

_LEAST_GIVEN: Final = 5
"""Letters of given and family names of peoples that put the given name first; shorter ones are mostly of others."""

_READ: Final = 4
"""Latin spellings of a native word that are looked at, the most usual."""

_WHOLE: Final = frozenset({"Hani", "Hang"})
"""Scripts whose every sign is a syllable: another sign is another name."""


def put_together(compared: Comparison, ours: Profile, theirs: Profile) -> list[Evidence]:
    """What likeness loses because somebody looked for it."""
    name, birth, papers = compared.evidence[:3]
    if papers.bits > 0:
        return [selection(name.bits)] if name.level not in NOT_COMPARED else []
    if name.level in NOT_COMPARED:
        return [Evidence("selection", "nameless", -max(compared.bits, 0.0) - 1.0)]
    found = [selection(name.bits)]
    counted = name.bits + found[0].bits
    two = told_apart(name.ours, name.theirs) or ("initials" if _unlike_initials(name, ours, theirs) else "")
    if counted > AT_MOST:
        level = two or _weakness(name)
        if level:
            found.append(Evidence("selection", level, AT_MOST - counted))
    if birth.bits > 0 and (two or name.level == "different" or _others(name, vague=birth.level in VAGUE)):
        # Hassan and Hussain of one birthday, strangers of one birthday: whoever put them side by side saw that too.
        found.append(Evidence("selection", "birth", -birth.bits))
    return found


def selection(name_bits: float) -> Evidence:
    """What likeness of names loses because the pair was put together for it."""
    knots, values = _curve()
    if name_bits < knots[0]:
        bits = values[0] - knots[0]
    elif name_bits >= knots[-1]:
        bits = values[-1] - knots[-1]
    else:
        place = bisect_right(knots, name_bits) - 1
        slope = (values[place + 1] - values[place]) / (knots[place + 1] - knots[place])
        bits = slope * (name_bits - knots[place]) + values[place] - name_bits
    return Evidence("selection", "alike", bits)


@cache
def _curve() -> tuple[tuple[float, ...], tuple[float, ...]]:
    table = rows("pair_selection")
    return tuple(float(row["name_bits"]) for row in table), tuple(float(row["counted_bits"]) for row in table)


def _weakness(name: Evidence) -> str:
    """The level of tables/evidence for which names count little; empty where there is none."""
    if _common_alone(name):
        return "common"
    if _two_names(name):
        return "names"
    return "order" if any(part.level == "scrambled" for part in name.parts) and _other_order(name) else ""


def _other_order(name: Evidence) -> bool:
    """Whether short words in another order make another's name: Jin-young and Young-jin, Zaw Min Aung and Min Zaw Aung.

    Not so from end to end, where one side puts the family name last. Of two spellings (Alex, Alexander) the shorter
    counts, so that it is the same whichever side is ours.
    """
    sides = [[text for text in (part.ours, part.theirs) if text] for part in name.parts]
    longest = [min(max(map(len, text.split())) for text in texts) for texts in sides if texts]
    return all(letters <= _SHORT for letters in longest) and tokens(name.ours) != tokens(name.theirs)[::-1]


def _common_alone(name: Evidence) -> bool:
    """Whether all that agrees is one part that many bear."""
    agreeing = [part for part in name.parts if part.ours and part.theirs and part.level != "conflict"]
    if len(agreeing) != 1 or " " in agreeing[0].ours + agreeing[0].theirs:
        return False
    beside = any(part.level == "alone" for part in name.parts)
    return agreeing[0].bits < (COMMON_BESIDE_MORE if beside else COMMON_BITS)


def _two_names(name: Evidence) -> bool:
    """Whether two names stand against each other, known ones or none a slip of the other: a brother's, a namesake's."""
    return any(
        part.level == "conflict"
        and not _no_conflict(part.ours.split(), part.theirs.split())
        and (_known(part) or _all_far(part))
        for part in name.parts
    )


def _no_conflict(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the words are the same in another place (Razak Ali, Ali Razak), or of one side only words like bin."""
    if not set(ours).isdisjoint(theirs):
        return True
    return any(is_bare(Name(" ".join(words))) for words in (ours, theirs))


def _others(name: Evidence, *, vague: bool) -> bool:
    """Whether what stands against each other in two names makes them two persons', of whatever birthday.

    Twins share all but a given name. Who goes by several names shares less than that, or has more on one side; and a
    slip is near to what it stands for, and no name of its own.
    """
    for part in name.parts:
        if part.level == "kin":
            return True
        if part.level == "conflict":
            ours, theirs = part.ours.split(), part.theirs.split()
            if (
                _no_conflict(ours, theirs)
                or (not vague and _married(name, ours, theirs))
                or any(_contained(one, other) for one in ours for other in theirs)
            ):
                return False
            known = _known(part)
            near = any(_near(one, other) for one in ours for other in theirs)
            twins = len(ours) == len(theirs) and (known or _all_far(part))
            return twins or (known and (vague or near))
    return False


def _married(name: Evidence, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether only the last words differ behind a given name that stands first: who marries takes another family name.

    Where the family name stands first, the last words are the given names of brothers. Bin and its like name fathers.
    """
    one, other = tokens(name.ours), tokens(name.theirs)
    first = one[:1] == other[:1] and not any(is_family(text) for text in one[:1])
    last = list(one[-len(ours) :]) == list(ours) and list(other[-len(theirs) :]) == list(theirs)
    long = all(len(word) >= _LEAST_GIVEN for word in (*one[:1], *ours, *theirs))
    bare = len(name.ours.split()) == len(one) and len(name.theirs.split()) == len(other)
    return first and last and long and bare


def _known(part: Evidence) -> bool:
    """Whether all that stands against each other is known names, or an ending tells the sex: Karim and Karimah."""
    ours, theirs = part.ours.split(), part.theirs.split()
    if any(_near(one, other) and kept_apart(one, other) for one in ours for other in theirs):
        return True
    return all(_name_of_its_own(word) for word in (*ours, *theirs))


def _all_far(part: Evidence) -> bool:
    return all(_far(one, other) for one in part.ours.split() for other in part.theirs.split())


def _name_of_its_own(word: str) -> bool:
    """Whether a word is a known name: no slip, and no name of war."""
    if word.isascii():
        return keys(word).common or word in chinese.syllables()
    script = scripts.script_of(word)
    if script in _WHOLE:
        return True
    readings = romanise.readings([word], script)
    return bool(readings) and any(
        keys(text).common for part in readings[0].words[0][:1] for text in part[:_READ] if text.isascii()
    )


def _contained(one: str, other: str) -> bool:
    """Whether one word is a piece of the other: Seun of Oluwaseun. Syllables and two known names are not meant."""
    short, long = sorted((one, other), key=len)
    if len(short) < 4 or short not in long or long.startswith(short):
        return False
    return not (keys(one).common and keys(other).common)


def _near(one: str, other: str) -> bool:
    return one[0] == other[0] and OSA.distance(one, other, score_cutoff=_NEAR) <= _NEAR


def _far(one: str, other: str) -> bool:
    return OSA.distance(one, other) > _FAR * max(len(one), len(other))


def _unlike_initials(name: Evidence, ours: Profile, theirs: Profile) -> bool:
    """Whether each name has an initial that fits nothing left over in the other: A. Rahman and B. Rahman."""
    agreeing = [part for part in name.parts if part.ours and part.theirs and part.level != "conflict"]
    our_paired = [text for part in agreeing for text in part.ours.split()]
    their_paired = [text for part in agreeing for text in part.theirs.split()]
    for one in _forms(ours.forms, name.ours):
        for other in _forms(theirs.forms, name.theirs):
            left, their_left = _left_over(one, our_paired), _left_over(other, their_paired)
            if _without_part(left, their_left, other) and _without_part(their_left, left, one):
                return True
    return False


def _forms(forms: Sequence[Form], text: str) -> list[Form]:
    return [form for form in forms if form.text == text and form.script == scripts.LATIN]


def _left_over(form: Form, paired: Sequence[str]) -> list[Part]:
    """The parts of a name without a partner in the other."""
    spent = Counter(paired)
    found = []
    for part in form.parts:
        if spent[part.text] > 0:
            spent[part.text] -= 1
        else:
            found.append(part)
    return found


def _without_part(one: Sequence[Part], other: Sequence[Part], form: Form) -> bool:
    """Whether an initial among parts left over begins none left over in the other form."""
    begun = {text[0] for part in other for text in (part.spellings if form.derived else (part.text,))}
    return any(len(part.text) == 1 and part.text not in begun for part in one)
