"""Estimates how the names differ under which one person is listed: the mix that benchmarks/noise.py applies.

    python benchmarks/estimate_noise.py                  shows the shares of the kinds in the estimating half
    python benchmarks/estimate_noise.py --part judging   the same for the other half, to compare
    python benchmarks/estimate_noise.py --pairs          each pair with its kinds, to be read
    python benchmarks/estimate_noise.py --write          writes data/noise.csv, noise_lengths.csv, respellings.csv

Every Latin alias is put beside the main name of its person; noms de guerre (aliases.told_apart) are left out and
counted. Words are paired: equal ones; several written as one; an initial; then near ones (six tenths of the letters in
place, or the same consonants). What has no partner was left out or added. A pair of words has one kind, by the first
rule that holds: see `kind`. The tables hold whole mixes, not single kinds: what comes together stays together.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import aliases
import noise
from aliases import Absent, Alias, Listed, folded
from noise import Change
from rapidfuzz.distance import OSA, Levenshtein

NEAR, LEAST_PERSONS, MOST_JOINED, LONGEST = 0.6, 3, 3, 8
"""NEAR: similarity from which two words are spellings of one. LEAST_PERSONS: how many persons must show a respelling.
Decided before detection was measured. Of the couples of letters, 127 are shown by one person, 29 by two; were all of
those chance, each shown 2 * 29 / 127 times as often as the next, 29 * .46 / 3 = 4 of the 15 that three show would be
chance and 11 no chance: w for u, y for j, g for q, sh for s. To ask for four would make slips of a random letter of
those, which no writer makes; what chance adds is drawn as seldom as three persons show it.
LONGEST: words of an alias; longer ones are descriptions (who is whose son), and are left out and counted."""

LINKS = aliases.LINKS | {
    "agha", "alhaj", "alhajj", "dr", "hadji", "haji", "hajj", "hajji", "maulana", "maulavi", "mawlawi", "molla",
    "moulana", "mr", "mulla", "mullah", "qari", "sayed", "sayyed", "sayyid", "shaikh", "shaykh", "sheik", "sheikh",
    "sied", "syed", "ustad", "ustadh", "ustaz",
}  # fmt: skip
"""Words that join names, and titles: `link` in the names of kinds means either."""

FITTED = "counted by benchmarks/estimate_noise.py in the estimating half of the aliases"

RESPELT = frozenset({"vowel respelt", "consonant respelt", "doubled letter"})

Chunk = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name and its place in the natural order."""

    text: str
    place: int


@dataclass(frozen=True, slots=True)
class Couple:
    """Words that stand for each other; several on one side where they were written as one on the other."""

    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]


def words(name: str) -> list[Word]:
    """The words of a name, folded, given names first: the lists write SURNAME, Given."""
    family, _, given = name.partition(",")
    return [Word(text, place) for place, text in enumerate(folded(f"{given} {family}").split())]


def changes(main: str, alias: str, known: frozenset[Chunk]) -> tuple[Change, ...]:
    """What became of the main name in the alias: each kind as often as it occurs, in the order of noise.KINDS."""
    ours, theirs = words(main), words(alias)
    couples = coupled(ours, theirs)
    used = {word.place for couple in couples for word in couple.ours}
    used_theirs = {word.place for couple in couples for word in couple.theirs}
    found = [change for couple in couples if (change := kind(couple, known))]
    found += [Change("link left out" if one.text in LINKS else "left out") for one in ours if one.place not in used]
    found += [Change("link added" if one.text in LINKS else "added") for one in theirs if one.place not in used_theirs]
    found += _order(couples)
    return noise.ordered(_system(found, couples))


def coupled(ours: Sequence[Word], theirs: Sequence[Word]) -> list[Couple]:
    """The words of two names that stand for each other, the surest first."""
    found: list[Couple] = []
    for rule in (_equal, _joined, _initials, _near):
        for couple in rule(ours, theirs):
            if set(couple.ours) <= set(ours) and set(couple.theirs) <= set(theirs):
                found.append(couple)
                ours = [word for word in ours if word not in couple.ours]
                theirs = [word for word in theirs if word not in couple.theirs]
    return found


def _equal(ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Couple]:
    for one, other in product(ours, theirs):
        if one.text == other.text:
            yield Couple((one,), (other,))


def _joined(ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Couple]:
    for run, other in product(_runs(ours), theirs):
        if _written_together(run, other):
            yield Couple(run, (other,))
    for one, run in product(ours, _runs(theirs)):
        if _written_together(run, one):
            yield Couple((one,), run)


def _runs(found: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Two or three words that stand side by side."""
    for length in range(2, MOST_JOINED + 1):
        for start in range(len(found) - length + 1):
            run = tuple(found[start : start + length])
            if all(after.place == before.place + 1 for before, after in pairwise(run)):
                yield run


def _written_together(run: Sequence[Word], whole: Word) -> bool:
    text = "".join(word.text for word in run)
    return len(text) > 3 and Levenshtein.distance(text, whole.text) <= len(text) // 6


def _initials(ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Couple]:
    for one, other in product(ours, theirs):
        single = 1 in {len(one.text), len(other.text)}
        if single and one.text[0] == other.text[0] and not LINKS & {one.text, other.text}:
            yield Couple((one,), (other,))


def _near(ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Couple]:
    found = []
    for one, other in product(ours, theirs):
        likeness = Levenshtein.normalized_similarity(one.text, other.text)
        same = len(skeleton(one.text)) > 1 and skeleton(one.text) == skeleton(other.text)
        if (likeness >= NEAR or same) and not LINKS & {one.text, other.text}:
            found.append((-likeness, one.place, other.place, Couple((one,), (other,))))
    yield from (couple for *_, couple in sorted(found, key=lambda each: each[:3]))


def kind(couple: Couple, known: frozenset[Chunk]) -> Change | None:
    """The kind of one couple of words; None where nothing changed. The first rule that holds counts.

    Written together or apart; an initial (of either); doubled letter: the same but for letters written twice; vowel
    respelt: the same consonants; consonant respelt: every chunk that differs does so in LEAST_PERSONS persons or more;
    one-letter slip, two slips: so many edits (an exchange of neighbours is one); consonant respelt: anything else.
    """
    if len(couple.ours) > 1 or len(couple.theirs) > 1:
        return Change("written together" if len(couple.ours) > 1 else "written apart")
    one, other = couple.ours[0].text, couple.theirs[0].text
    if one == other:
        return None
    return Change("initial") if 1 in {len(one), len(other)} else _spelt(one, other, known)


def _spelt(one: str, other: str, known: frozenset[Chunk]) -> Change:
    parts, edits = chunks(one, other), OSA.distance(one, other)
    if not parts:
        return Change("doubled letter")
    places = min(len(parts), noise.MOST_IN_A_WORD)
    if skeleton(one) == skeleton(other):
        return Change("vowel respelt", places)
    if edits > 2 or known.issuperset(parts):
        return Change("consonant respelt", places)
    return Change("one-letter slip" if edits == 1 else "two slips")


def _single(text: str) -> str:
    """Without letters written twice."""
    return "".join(sign for place, sign in enumerate(text) if not place or text[place - 1] != sign)


def skeleton(text: str) -> str:
    """The consonants, none twice in a row."""
    return _single(noise.consonants(text))


def chunks(one: str, other: str) -> list[Chunk]:
    """What stands for what in two spellings, in alphabetic order; letters written twice count once.

    Two letters that are one sound stay together (ch stands for sh, not c for s). What is added or left out stands with
    the letter before it.
    """
    one, other = _single(one), _single(other)
    found = []
    for start, end, from_there, to_there in _merged(one, other):
        back = 1 if (start == end or from_there == to_there) and start and from_there else 0
        couple = sorted((one[start - back : end], other[from_there - back : to_there]))
        found.append((couple[0], couple[1]))
    return found


def _merged(one: str, other: str) -> list[list[int]]:
    """Start and end in one, start and end in the other of each chunk that differs; those that touch are one chunk."""
    merged: list[list[int]] = []
    for code in Levenshtein.opcodes(one, other):
        if code.tag == "equal":
            continue
        spans = _whole_sounds(one, other, [code.src_start, code.src_end, code.dest_start, code.dest_end])
        if merged and merged[-1][1] >= spans[0] and merged[-1][3] >= spans[2]:
            merged[-1][1], merged[-1][3] = max(merged[-1][1], spans[1]), max(merged[-1][3], spans[3])
        else:
            merged.append(spans)
    return merged


def _whole_sounds(one: str, other: str, spans: list[int]) -> list[int]:
    """A chunk with an equal letter more on either side where its edge would part a sound, in either spelling.

    What is added behind a letter (k, kh) parts nothing: it stands with that letter anyway.
    """
    start, end, from_there, to_there = spans
    if start < end and from_there < to_there and start and from_there and _parts(one, start, other, from_there):
        start, from_there = start - 1, from_there - 1
    if end < len(one) and to_there < len(other) and _parts(one, end, other, to_there):
        end, to_there = end + 1, to_there + 1
    return [start, end, from_there, to_there]


def _parts(one: str, at: int, other: str, there: int) -> bool:
    return noise.inside(one, at) or noise.inside(other, there)


def _order(couples: Sequence[Couple]) -> list[Change]:
    """Swapped: the end was put to the front. Order changed: any other order."""
    places = [couple.theirs[0].place for couple in sorted(couples, key=lambda one: one.ours[0].place)]
    if places == sorted(places):
        return []
    turns = sum(here > there for here, there in zip(places, [*places[1:], places[0]], strict=True))
    return [Change("swapped" if turns == 1 else "order changed")]


def _system(found: list[Change], couples: Sequence[Couple]) -> list[Change]:
    """Two respelt words or more, and more than half of those that have a partner: another transliteration."""
    respelt = [change for change in found if change.kind in RESPELT]
    if len(respelt) < 2 or 2 * len(respelt) <= len(couples):
        return found
    return [Change("another system", len(respelt)), *(change for change in found if change not in respelt)]


def couples_of(persons: Iterable[Listed]) -> Iterator[tuple[Listed, Alias]]:
    """Each person with each Latin alias that has something of the main name; mains of other scripts are left out."""
    for person in persons:
        for alias in person.aliases:
            if left_out(person, alias) == "":
                yield person, alias


def left_out(person: Listed, alias: Alias) -> str:
    """Why an alias is not counted, or nothing."""
    if aliases.script_of(person.main) != "Latin" or aliases.script_of(alias.name) != "Latin":
        return "other scripts"
    if aliases.told_apart(person.main, alias):
        return "noms de guerre"
    return "descriptions" if len(words(alias.name)) > LONGEST else ""


def respellings(persons: Sequence[Listed]) -> Counter[Chunk]:
    """How many persons show each respelling, in either direction; those that LEAST_PERSONS show."""
    shown: dict[Chunk, set[str]] = defaultdict(set)
    for person, alias in couples_of(persons):
        for couple in coupled(words(person.main), words(alias.name)):
            if len(couple.ours) == len(couple.theirs) == 1 < min(len(couple.ours[0].text), len(couple.theirs[0].text)):
                for part in chunks(couple.ours[0].text, couple.theirs[0].text):
                    if all(one.isalpha() for one in part):
                        shown[part].add(person.id)
    return Counter({part: len(ids) for part, ids in shown.items() if len(ids) >= LEAST_PERSONS})


def mixes(persons: Sequence[Listed], known: frozenset[Chunk]) -> Counter[tuple[int, str]]:
    """How many aliases show each mix of changes, by the number of words of the main name, links not counted."""
    found: Counter[tuple[int, str]] = Counter()
    for person, alias in couples_of(persons):
        mix = noise.spoken(changes(person.main, alias.name, known))
        found[noise.size(sum(word.text not in LINKS for word in words(person.main))), mix] += 1
    for person in persons:
        for alias in person.aliases:
            if alias.kind == "original script":
                count = sum(word.text not in LINKS for word in words(person.main))
                found[noise.size(count), noise.spoken([Change("native script")])] += 1
    return found


def lengths(persons: Sequence[Listed], known: frozenset[Chunk]) -> dict[int, Counter[bool]]:
    """By the letters of a word that has a partner: how many are spelt otherwise, how many not."""
    found = {letters: Counter[bool]() for letters in range(1, noise.MOST_LETTERS + 1)}
    for person, alias in couples_of(persons):
        for couple in coupled(words(person.main), words(alias.name)):
            if len(couple.ours) == len(couple.theirs) == 1 and couple.ours[0].text not in LINKS:
                change = kind(couple, known)
                letters = min(len(couple.ours[0].text), noise.MOST_LETTERS)
                found[letters][change is not None and change.kind in noise.SPELT] += 1
    return found


def show(part: aliases.Part, found: Counter[tuple[int, str]]) -> None:
    """How many aliases show each kind, and how many kinds one has."""
    persons, total = aliases.of(part), found.total()
    out = Counter(left_out(one, alias) for one in persons for alias in one.aliases)
    print(f"{part}: {total} aliases of {len(persons)} persons; left out: "
          f"{out['noms de guerre']} noms de guerre, {out['descriptions']} descriptions")  # fmt: skip
    kinds: Counter[str] = Counter()
    several: Counter[int] = Counter()
    for (_, mix), count in found.items():
        told = noise.read_mix(mix)
        several[len(told)] += count
        for each in {change.kind for change in told} or {"no change"}:
            kinds[each] += count
    for name, count in kinds.most_common():
        print(f"  {name:20} {count:5} {count / total:6.3f}")
    print(
        "  changes in one alias: "
        + ", ".join(f"{many}: {number / total:.3f}" for many, number in sorted(several.items()))
    )


def write(found: Counter[tuple[int, str]], known: Counter[Chunk]) -> None:
    """All three tables."""
    rows = [[size, mix, count, FITTED] for (size, mix), count in sorted(found.items())]
    _table(noise.MIXES, "Mixes of changes between two names of one person. words: of the name that is changed.",
           ["words", "mix", "aliases", "source"], rows)  # fmt: skip
    told = [[*part, count, FITTED] for part, count in sorted(known.items(), key=lambda each: (-each[1], each[0]))]
    _table(noise.RESPELLINGS, "Letters that stand for each other in two spellings of one name, in either direction.",
           ["one", "other", "persons", "source"], told)  # fmt: skip
    counted = lengths(aliases.of("estimating"), frozenset(known))
    _table(noise.LENGTHS, f"Words that are spelt otherwise, by their letters; {noise.MOST_LETTERS} or more in one row.",
           ["letters", "words", "changed", "source"],
           [[letters, count.total(), count[True], FITTED] for letters, count in counted.items()])  # fmt: skip


def _table(path: Path, comment: str, header: list[str], rows: list[list[object]]) -> None:
    text = io.StringIO()
    text.write(f"# {comment}\n")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")


def main() -> None:
    """Show, or write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=("estimating", "judging"), default="estimating")
    parser.add_argument("--pairs", action="store_true", help="print each pair of names with its kinds")
    parser.add_argument("--write", action="store_true", help="write the tables, from the estimating half")
    asked = parser.parse_args()
    known = respellings(aliases.of("estimating"))
    if asked.pairs:
        for person, alias in couples_of(aliases.of(asked.part)):
            mix = noise.spoken(changes(person.main, alias.name, frozenset(known)))
            print(f"{person.main} | {alias.name} | {mix or 'no change'}")
    found = mixes(aliases.of(asked.part), frozenset(known))
    show(asked.part, found)
    if asked.write and asked.part == "estimating":
        write(found, known)


if __name__ == "__main__":
    try:
        main()
    except Absent as absent:
        print(f"Not estimated. {absent}", file=sys.stderr)
