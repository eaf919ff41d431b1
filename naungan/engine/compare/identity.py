"""Two identities compared as a whole: the one scorer of this project, slow and exact. All bits are on one scale.

An index may choose what is compared; only `compare` says what it is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from naungan.engine.compare.alignment import Standing, describe, standing_of, strangers
from naungan.engine.compare.birth import compare_births
from naungan.engine.compare.document import Paper, compare_papers, papers_of
from naungan.engine.compare.evidence import Evidence, wordless
from naungan.engine.compare.marks import form_marks, may_join
from naungan.engine.compare.sameday import beside_same_day
from naungan.engine.compare.traits import compare_nationalities, compare_places, compare_sexes
from naungan.engine.compare.weights import Rarity, weight
from naungan.engine.names import Form, clean, forms_of, is_cut, latin_fold
from naungan.engine.records import Identity, Name, PartialDate, Sentence, Sex
from naungan.engine.tables import rows
from naungan.engine.tables.sentences import in_language

MOST_NAMES: Final = 200
"""Names of one person that are read; a register entry with more is an attack or an error."""

ALIKE: Final = frozenset({"same", "similar", "partial", "conflict"})
"""Levels of names that have a part in common, so that nationality follows from them."""

DATED: Final = frozenset(
    {"unknown", "exact", "placeholder", "swapped", "day-off", "month-off", "year-off", "month", "day-and-month"}
)
"""Levels of birth dates beside which namesakes are seldom met; `unknown` because nothing was compared."""

_MOST_OTHERS: Final = 50
_LONGEST_PLACE: Final = 100


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the input that bears on the answer. `kind` is a row of tables/match_notes."""

    kind: str
    count: int = 0

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> Sentence:
        """The note in words."""
        row = next(row for row in rows("match_notes") if row["kind"] == self.kind)
        return Sentence(row["sentence_en"], {"count": self.count})

    def say(self, language: str) -> str:
        """The note's sentence in English (en) or Malay (ms)."""
        return in_language(self.sentence, language)


class Profile(NamedTuple):
    """An identity made ready to be compared."""

    forms: tuple[Form, ...]
    births: tuple[PartialDate, ...]
    sex: Sex
    nationalities: tuple[str, ...]
    papers: tuple[Paper, ...]
    place: str
    place_tokens: frozenset[str]
    notes: tuple[Note, ...] = ()


class Comparison(NamedTuple):
    """What two identities share: bits in total, the evidence that adds up to them, the listed name that fits."""

    bits: float
    evidence: tuple[Evidence, ...]
    name: str


def profile(identity: Identity, *, most_names: int = MOST_NAMES) -> Profile:
    """Make an identity ready: names in forms, numbers and places folded, all cut to a bounded size with a note."""
    distinct = _distinct(identity.names, most_names)
    forms = _distinct_forms([form for name in distinct for form in forms_of(name)])
    place = clean(identity.birth_place[:_LONGEST_PLACE]) if identity.birth_place else ""
    return Profile(
        forms,
        _possible_ones(identity.births),
        identity.sex,
        _told_ones(identity.nationalities),
        papers_of(identity.documents[:_MOST_OTHERS]) if identity.documents else (),
        place,
        _place_tokens(place) if place else frozenset(),
        _notes(identity.names, distinct, most_names, forms),
    )


def _notes(names: Sequence[Name], distinct: Sequence[Name], most: int, forms: tuple[Form, ...]) -> tuple[Note, ...]:
    """What was cut, and that no name was told."""
    found: tuple[Note, ...] = () if forms else (Note("no-name"),)
    for name in distinct:
        if is_cut(name):
            found = (Note("name-cut"), *found)
            break
    if len(names) > most and len(set(names)) > len(distinct):
        found = (Note("names-cut", most), *found)
    return found


def _possible_ones(births: tuple[PartialDate, ...]) -> tuple[PartialDate, ...]:
    if len(births) == 1 and births[0].known and _possible(births[0]):
        return births
    return tuple(dict.fromkeys(birth for birth in births if birth.known and _possible(birth)))[:_MOST_OTHERS]


def _told_ones(codes: tuple[str, ...]) -> tuple[str, ...]:
    if len(codes) == 1 and codes[0]:
        return codes
    return tuple(dict.fromkeys(code for code in codes if code))[:_MOST_OTHERS]


@lru_cache(maxsize=4096)
def _place_tokens(place: str) -> frozenset[str]:
    return frozenset(token for word in place.replace(",", " ").split() if (token := latin_fold(word)))


def compare(ours: Profile, theirs: Profile, rarity: Rarity, *, forms: Sequence[Form] | None = None) -> Comparison:
    """All elements of two identities, in bits, strongest sense first: name, birth, document, then what many share.

    `forms`: the entry's names to look at, where the caller knows that no other can do better; all of them otherwise.
    Symmetric in bits.
    """
    name, couple = _best_names(ours.forms, theirs.forms if forms is None else forms, rarity)
    birth = compare_births(ours.births, theirs.births)
    nationality = compare_nationalities(ours.nationalities, theirs.nationalities)
    papers = compare_papers(ours.papers, theirs.papers)
    sex = compare_sexes(ours.sex, theirs.sex)
    place = compare_places(ours.place_tokens, theirs.place_tokens, ours.place, theirs.place)
    evidence = (name, birth, papers, nationality, sex, place, *_joint(name, birth, papers))
    counted = name.bits
    if couple and (less := _shared_with_others(name, evidence, couple, rarity)):
        evidence = (*evidence, less)
        counted += less.bits
    more = beside_same_day(name, counted, ours.forms, theirs.forms) if birth.level == "exact" else None
    if more:
        evidence = (*evidence, more)
    if nationality.level != "unknown" and (name.level in ALIKE or (more and more.level == "respelt")):
        # Strangers whose names are alike are mostly of one nation: there it tells less, for and against.
        level = f"{nationality.level}-alike"
        evidence = (*evidence, wordless("joint", level, weight("joint", level) - nationality.bits))
    return Comparison(total(evidence), evidence, name.theirs)


def compare_names(ours: Sequence[Form], theirs: Sequence[Form], rarity: Rarity) -> Evidence:
    """The best of all pairs of names: several aliases are one element and do not add up."""
    return _best_names(ours, theirs, rarity)[0]


def _best_names(
    ours: Sequence[Form], theirs: Sequence[Form], rarity: Rarity
) -> tuple[Evidence, tuple[Form, Form] | None]:
    """The evidence of the best pair of names, and the pair; None where there is none to compare."""
    strong: tuple[Standing, Form, Form] | None = None
    weak: tuple[Standing, Form, Form] | None = None
    their_marks = [form_marks(form) for form in theirs]
    nothing = strangers()
    for our in ours:
        our_marks = form_marks(our)
        for their, marks in zip(theirs, their_marks, strict=True):
            if not comparable(our, their):
                continue
            alike, joins = our_marks.tokens & marks.tokens, may_join(our_marks, marks)
            found = nothing
            if alike or joins:
                found = standing_of(our, their, rarity, alike=bool(alike), joins=joins)
            if (our.derived and our.weak) or (their.derived and their.weak):
                weak = (found, our, their) if weak is None or found.bits > weak[0].bits else weak
            elif strong is None or _counted(found, our, their, rarity) > _counted(*strong, rarity):
                strong = found, our, their
    # Where vowels were lost, agreement counts and disagreement does not.
    if weak is not None and weak[0].bits > 0 and (strong is None or weak[0].bits > strong[0].bits):
        strong = weak
    if strong is not None:
        return describe(strong[1], strong[2], strong[0]), strong[1:]
    level = "scripts" if ours and theirs else "unknown"
    return Evidence("name", level, 0.0, ours[0].text if ours else "", theirs[0].text if theirs else ""), None


def _counted(found: Standing, ours: Form, theirs: Form, rarity: Rarity) -> float:
    """The bits of a couple of names, at most those that others with the same whole name leave it."""
    if found.bits <= 0:
        return found.bits
    return min(found.bits, *(rarity.most_bits(rarity.bearers(form)) for form in (ours, theirs)))


def comparable(ours: Form, theirs: Form) -> bool:
    """Whether two forms are in one script, and not both Latin spellings of another that can be compared itself."""
    return ours.script == theirs.script and (not ours.derived or ours.derived != theirs.derived)


def total(evidence: Iterable[Evidence]) -> float:
    """The bits of all of it."""
    bits = 0.0
    for element in evidence:
        bits += element.bits
    return bits


def _joint(name: Evidence, birth: Evidence, papers: Evidence) -> list[Evidence]:
    """Corrections for name, birth date and papers, which depend on each other."""
    found = []
    tail = sum(part.bits for part in name.parts if part.level in {"tail", "cap"})
    if tail > 0 and birth.level not in DATED:
        # Parts of a name are drawn from one community's names: all of them agree more often than their rarity says.
        # A year that agrees is never worth less than no date at all.
        most = -birth.bits if birth.level == "year" else weight("joint", "namesakes")
        found.append(wordless("joint", "namesakes", max(-tail, most, weight("joint", "namesakes"))))
    under = weight("joint", "floor") - (name.bits + birth.bits)
    if under > 0 and papers.bits > 0:
        # One who takes a new identity changes both, and may keep the paper.
        found.append(Evidence("joint", "floor", under))
    return found


def _shared_with_others(
    name: Evidence, evidence: Sequence[Evidence], couple: tuple[Form, Form], rarity: Rarity
) -> Evidence | None:
    """What a name loses that others in the register bear in all its parts: they would be met as well as this one.

    Parts of names depend on each other, so that the product of their shares is too small for a whole name.
    """
    if name.bits <= 0:
        return None
    most, form = min(((rarity.most_bits(rarity.bearers(form)), form) for form in couple), key=lambda found: found[0])
    less = most - name.bits - sum(each.bits for each in evidence if each.level == "namesakes")
    return Evidence("joint", "bearers", less, "", form.text) if less < 0 else None


def _possible(birth: PartialDate) -> bool:
    """Whether each part is a number that dates have; readers of damaged documents may pass others on."""
    return 1 <= (birth.year or 1) <= 9999 and 1 <= (birth.month or 1) <= 12 and 1 <= (birth.day or 1) <= 31


def _distinct_forms(forms: list[Form]) -> tuple[Form, ...]:
    """Each form once. Parts are remembered ones, so that the same part is the same object: much faster than hashing."""
    if len(forms) < 2:
        return tuple(forms)
    found = {(form.script, form.derived, form.truncated, *map(id, form.parts)): form for form in reversed(forms)}
    return tuple(reversed(found.values()))


def _distinct(names: Sequence[Name], most: int) -> tuple[Name, ...]:
    if len(names) < 2:
        return tuple(names)
    found: dict[Name, None] = {}
    for name in names:
        if len(found) >= most:
            break
        found[name] = None
    return tuple(found)
