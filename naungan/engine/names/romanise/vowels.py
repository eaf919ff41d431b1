"""Vowels put into scripts that leave them out: runs of consonants take the vowel patterns of names.

A word is a row of units: a consonant is one letter of the script, a vowel is a `Vowel` with its readings. Consonants
side by side make a run; a table says which vowels a run of that length takes at the start of a word, in the middle, at
its end, or as a whole word. In a pattern the digits stand for the consonants: `1a23` of س ل م is s-a-l-m.

Results still hold the script's consonants, so that one set of vowels can be written in the letters of several systems.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from naungan.engine.names.romanise.composing import best
from naungan.engine.tables import Row

_LONGEST_RUN: Final = 5
"""Longer runs are parted into syllables; the tables need not hold them."""


class Vowel(NamedTuple):
    """A vowel that is written: the letter that the tables know it by, and its Latin readings, most usual first."""

    letter: str
    readings: tuple[str, ...]


Unit: TypeAlias = str | Vowel
Key: TypeAlias = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The vowel patterns of one script: (place, length, first consonant, vowel beside it) to patterns.

    The vowel beside a run is the next one, at the end of a word the one before.
    """

    known: dict[Key, tuple[str, ...]] = field(default_factory=dict)

    def of(self, place: str, run: str, beside: str) -> tuple[str, ...]:
        """The patterns for a run; the row that tells most about its neighbours wins."""
        size = len(run)
        for first, after in ((run[0], beside), (run[0], ""), ("", beside), ("", "")):
            found = self.known.get((place, size, first, after))
            if found:
                return found
        return (_syllables(place, size),)


@dataclass(frozen=True, slots=True)
class Writing:
    """What a family of languages writes of its vowels, and the patterns of those that it does not."""

    initial: dict[str, tuple[str, ...]]
    inner: dict[str, tuple[str, ...]]
    final: dict[str, tuple[str, ...]]
    runs: Patterns
    glides: frozenset[str]
    """Letters that are vowels or consonants by their place: u or w, i or y."""
    vowels: frozenset[str]
    hushed: frozenset[str]
    """Vowel letters that are silent consonants before another vowel: Hebrew alef in ראובן."""
    aitch: frozenset[str]
    """Letters that at the end of a word are a vowel after a consonant, and h after a vowel."""
    glides_stay: bool
    """Whether u and i before another vowel are vowels still: Malay Tuah, Diana; Arabic jawad, ziyad."""


def writing(table: Sequence[Row], family: str, marks: dict[int, str] | None = None) -> Writing:
    """The rows of a rules table for one family of languages."""

    def spelled(kind: str) -> dict[str, tuple[str, ...]]:
        chosen = (row for row in table if row["kind"] == kind and row["family"] == family)
        return {row["form"]: tuple(row["spellings"].split()) for row in chosen}

    sets = {name: frozenset(letters) for name, letters in spelled("set").items()}
    nothing: frozenset[str] = frozenset()
    return Writing(
        initial=spelled("initial"),
        inner=spelled("inner"),
        final=spelled("final"),
        runs=patterns(table, family, marks),
        glides=sets["glides"],
        vowels=sets["vowels"],
        hushed=sets.get("hushed", nothing),
        aitch=sets["aitch"],
        glides_stay=bool(sets.get("glides_stay")),
    )


def units(letters: str, script: Writing) -> list[Unit]:
    """The consonants and written vowels of a word."""
    start, opening = _opening(letters, script)
    end, closing = _closing(letters, start, script)
    return [*opening, *_inner(letters, start, end, script), *closing]


def _opening(letters: str, script: Writing) -> tuple[int, list[Unit]]:
    for size in (3, 2, 1):
        readings = script.initial.get(letters[:size])
        glide_moves_on = size > 1 and letters[size : size + 1] in script.vowels
        if readings and len(letters) > size and not glide_moves_on:
            return size, [Vowel(letters[0], readings)]
    return 0, []


def _closing(letters: str, start: int, script: Writing) -> tuple[int, list[Unit]]:
    size = len(letters)
    for count in (6, 5, 4, 3, 2, 1):
        place = size - count
        readings = script.final.get(letters[place:]) if place > start else None
        if readings and not (letters[place] in script.aitch and letters[place - 1] in script.vowels):
            return place, [Vowel(letters[place], readings)]
    return size, []


def _inner(letters: str, start: int, end: int, script: Writing) -> Iterator[Unit]:
    """The units between opening and closing; two letters may be one vowel between consonants (وي of سويد)."""
    after_vowel = start > 0
    place = start
    while place < end:
        letter = letters[place]
        pair = script.inner.get(letters[place : place + 2]) if place > 0 and not after_vowel else None
        if pair and place + 2 < end and letters[place + 2] not in script.vowels:
            yield Vowel(letter, pair)
            after_vowel = True
            place += 2
            continue
        readings = script.inner.get(letter)
        if readings and _is_vowel(letters, place, end, script, after_vowel):
            yield Vowel(letter, readings)
            after_vowel = True
        else:
            yield letter
            after_vowel = False
        place += 1


def _is_vowel(letters: str, place: int, end: int, script: Writing, after_vowel: bool) -> bool:
    """Whether a vowel letter is a vowel here: not where و or ي is w or y, or where alef is silent."""
    letter = letters[place]
    following = letters[place + 1 : place + 2]
    before_vowel = bool(following) and (following in script.vowels or place + 1 == end)
    if letter in script.hushed:
        return not before_vowel
    if letter not in script.glides:
        return True
    return place > 0 and not after_vowel and (script.glides_stay or not before_vowel)


def patterns(table: Sequence[Row], family: str, marks: dict[int, str] | None = None) -> Patterns:
    """The patterns in the rows of kind `run` for `family`: form `start 3 م ا` is place, length, first, vowel beside.

    A hyphen stands for any first consonant or any vowel beside. `marks` turns the vowels of the patterns into the
    script's own signs, for systems that spell short vowels in their own ways.
    """
    known: dict[Key, tuple[str, ...]] = {}
    for row in table:
        if row["kind"] == "run" and row["family"] == family:
            place, size, first, after = (*row["form"].split(), "-", "-")[:4]
            spelled = row["spellings"].translate(marks or {})
            known[place, int(size), first.strip("-"), after.strip("-")] = tuple(spelled.split())
    return Patterns(known)


def vocalised(letters: str, script: Writing, most: int) -> tuple[str, ...]:
    """The likeliest readings of a word, its consonants still in the script's letters, likeliest first."""
    patterns_of = script.runs
    slots: list[tuple[str, ...]] = []
    run = ""
    before = ""
    for unit in units(letters, script):
        if isinstance(unit, Vowel):
            if run:
                slots.extend(_run(patterns_of, "middle" if before else "start", run, unit.letter))
                run = ""
            slots.append(unit.readings)
            before = unit.letter
        else:
            run += unit
    if run:
        slots.extend(_run(patterns_of, "end" if before else "whole", run, before))
    return best(slots, most)


def _run(patterns_of: Patterns, place: str, run: str, beside: str) -> list[tuple[str, ...]]:
    slots = []
    while len(run) > _LONGEST_RUN:
        head, run = run[:2], run[2:]
        slots.append(_filled(patterns_of.of("start" if place in {"start", "whole"} else "middle", head, ""), head))
        place = {"start": "middle", "whole": "end"}.get(place, place)
    slots.append(_filled(patterns_of.of(place, run, beside), run))
    return slots


def _filled(forms: tuple[str, ...], run: str) -> tuple[str, ...]:
    digits: dict[int, str] = {ord(str(place)): letter for place, letter in enumerate(run, 1)}
    return tuple(form.translate(digits) for form in forms)


def _syllables(place: str, size: int) -> str:
    """Consonants in closed syllables with a, for lengths that no row holds."""
    text = ""
    for number in range(1, size + 1):
        open_needed = number % 2 == (1 if place in {"start", "whole"} else 0)
        text += f"{number}a" if open_needed and number < size else str(number)
    return text
