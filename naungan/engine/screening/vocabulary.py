"""The distinct tokens of all listed names, the rows that hold each, and how any token agrees with them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from naungan.engine.compare import FAR_FROM, NEAR_FROM, Rarity, agree
from naungan.engine.names import Part, sound

_MOST_REMEMBERED: Final = 4096

Rows = NDArray[np.int32]


class Vocabulary:
    """Tokens numbered from 0, found by key, by sound, by their beginning and by nearness."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._rows: list[array[int]] = []
        self._ids: dict[str, int] = {}
        self._by_key: dict[str, list[int]] = {}
        self._by_sound: dict[str, list[int]] = {}
        self._by_letter: dict[str, list[int]] = {}
        self._by_tail: dict[str, list[int]] = {}
        self._by_length: dict[tuple[str, int], tuple[list[str], list[int]]] = {}
        self._letter_rows: dict[str, array[int]] = {}
        self._cut: set[int] = set()
        self._remembered: dict[tuple[str, bool], dict[int, float]] = {}

    def __len__(self) -> int:
        return len(self._parts)

    def add(self, part: Part, row: int) -> None:
        """Note that `row`, a listed name, holds this token."""
        number = self._ids.get(part.text)
        if number is None:
            number = self._new(part)
        if part.cut:
            self._cut.add(number)
        self._rows[number].append(row)
        self._letter_rows.setdefault(part.text[0], array("i")).append(row)

    def _new(self, part: Part) -> int:
        text, number = part.text, len(self._parts)
        self._ids[text] = number
        self._parts.append(Part(text, part.key))
        self._rows.append(array("i"))
        self._by_key.setdefault(part.key, []).append(number)
        self._by_sound.setdefault(sound(text), []).append(number)
        self._by_letter.setdefault(text[0], []).append(number)
        self._by_tail.setdefault(text[1:], []).append(number)
        texts, numbers = self._by_length.setdefault((text[0], len(text)), ([], []))
        texts.append(text)
        numbers.append(number)
        return number

    def forget(self) -> None:
        """Drop remembered agreements: a change of the register changes how rare its names are."""
        self._remembered.clear()

    def rows(self, number: int) -> Rows:
        """The rows that hold a token."""
        return np.array(self._rows[number], dtype=np.int32)

    def rows_with_letter(self, letter: str) -> Rows:
        """The rows that hold a token with this first letter."""
        return np.array(self._letter_rows.get(letter, array("i")), dtype=np.int32)

    def with_sound(self, key: str) -> list[int]:
        """The numbers of the listed tokens with this `names.sound`."""
        return self._by_sound.get(key, [])

    def agreements(self, part: Part, rarity: Rarity) -> dict[int, float]:
        """The listed tokens that agree with `part`, and their bits: exact, or above where a carrier cut them short.

        An initial's agreement with whole names is left to `rows_with_letter`.
        """
        known = self._remembered.get((part.text, part.cut))
        if known is not None:
            return known
        found: dict[int, float] = {}
        for number in self._alike(part):
            listed = self._parts[number]
            bits = agree(part, Part(listed.text, listed.key, cut=number in self._cut), rarity).bits
            if bits > 0:
                found[number] = bits
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[part.text, part.cut] = found
        return found

    def _alike(self, part: Part) -> set[int]:
        text = part.text
        found = set(self._by_key.get(part.key, ()))
        found.update(number for number in self._prefixes(text) if number in self._cut)
        if len(text) > 1 and (initial := self._ids.get(text[0])) is not None:
            found.add(initial)
        if part.cut and len(text) > 1:
            numbers = self._by_letter.get(text[0], ())
            found.update(number for number in numbers if self._parts[number].text.startswith(text))
        if len(text) >= NEAR_FROM:
            found.update(self._near(text))
            found.update(self._near_at_front(text))
        return found

    def _prefixes(self, text: str) -> Iterator[int]:
        for length in range(1, len(text) + 1):
            number = self._ids.get(text[:length])
            if number is not None:
                yield number

    def _near(self, text: str) -> Iterator[int]:
        """Tokens with the same first letter, at most two slips away."""
        allowed = 2 if len(text) >= FAR_FROM else 1
        for length in range(len(text) - allowed, len(text) + allowed + 1):
            texts, numbers = self._by_length.get((text[0], length), ((), ()))
            if texts:
                distances = cdist([text], texts, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[0]
                yield from (numbers[place] for place in np.flatnonzero(distances <= allowed).tolist())

    def _near_at_front(self, text: str) -> Iterator[int]:
        """Tokens with another first letter, one slip away: the slip is at the front, the rest is equal."""
        yield from self._by_tail.get(text[1:], ())
        yield from self._by_tail.get(text, ())
        for other in (text[1:], text[1] + text[0] + text[2:]):
            number = self._ids.get(other)
            if number is not None:
                yield number
