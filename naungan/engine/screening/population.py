"""The whole register as arrays: rows are listed names, slots are versions of entries, with a vocabulary of tokens.

A Population is for one thread at a time: changes and scans must not overlap (they share a cache of token agreements).
Each process keeps its own and follows the register's feed with `put` and `withdraw`.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from naungan.engine.compare import Frequencies, Profile, joined_texts, profile
from naungan.engine.names import Form, sound
from naungan.engine.screening.columns import Column, Ragged
from naungan.engine.screening.query import Candidate
from naungan.engine.screening.vocabulary import Vocabulary

DOCUMENT_WIDTH = 24
NATIONALITY_WIDTH = 4
ANY_NATIONALITY = -1
"""Stands in a slot with more nationalities than columns: the bound then counts any as shared."""

SEX_CODES = {"F": 1, "M": 2}

_COMPACT_FROM = 1000
_NAMELESS = Form("", "", ())


class Population:
    """Entries of a register, prepared. Iterate changes through `put` and `withdraw`; scan with screening.scan."""

    def __init__(self, candidates: Iterable[Candidate] = ()) -> None:
        self._reset()
        for candidate in candidates:
            self.put(candidate)

    def _reset(self) -> None:
        self.vocabulary = Vocabulary()
        self.candidates: list[Candidate] = []
        self.profiles: list[Profile] = []
        self.alive = Column(np.bool_)
        self.forms: list[Form] = []
        self.row_slots = Column(np.int32)
        self.births = Ragged(np.int16, width=3)
        self.documents = Column(np.uint8, width=DOCUMENT_WIDTH)
        self.document_slots = Column(np.int32)
        self.nationalities = Column(np.int16, width=NATIONALITY_WIDTH)
        self.sexes = Column(np.int8)
        self.places = Column(np.bool_)
        self.nationality_codes: dict[str, int] = {}
        self.joined: dict[str, list[int]] = {}
        self._slots: dict[str, int] = {}
        self._counts: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, entry: str) -> bool:
        return entry in self._slots

    @property
    def names(self) -> int:
        """How many rows of names are held, those of withdrawn entries included until the next compaction."""
        return len(self.forms)

    @property
    def rarity(self) -> Frequencies:
        """How rare names are among the entries now held."""
        return Frequencies(self._counts, len(self._slots))

    def candidate(self, entry: str) -> Candidate | None:
        """The entry as held; None where it is not."""
        slot = self._slots.get(entry)
        return None if slot is None else self.candidates[slot]

    def profile_of(self, entry: str) -> Profile | None:
        """The prepared identity of an entry; None where it is not held."""
        slot = self._slots.get(entry)
        return None if slot is None else self.profiles[slot]

    def put(self, candidate: Candidate) -> None:
        """Add an entry, or replace what is held of it. An older version than the one held is left aside."""
        held = self.candidate(candidate.entry)
        if held is not None and held.version > candidate.version:
            return
        self.withdraw(candidate.entry)
        prepared = profile(candidate.identity)
        slot = len(self.candidates)
        self._slots[candidate.entry] = slot
        self.candidates.append(candidate)
        self.profiles.append(prepared)
        self._add_traits(prepared)
        self.documents.extend([document_bytes(paper.number) for paper in prepared.papers])
        self.document_slots.extend([slot] * len(prepared.papers))
        # An entry without a name has a row all the same: its documents are looked for.
        forms = prepared.forms or (_NAMELESS,)
        self.row_slots.extend([slot] * len(forms))
        for form in forms:
            self._add_row(form)
        for key in _keys(prepared):
            self._counts[key] = self._counts.get(key, 0) + 1
        self.vocabulary.forget()

    def withdraw(self, entry: str) -> bool:
        """Take an entry out; whether it was held."""
        slot = self._slots.pop(entry, None)
        if slot is None:
            return False
        self.alive.view[slot] = False
        for key in _keys(self.profiles[slot]):
            left = self._counts[key] - 1
            if left:
                self._counts[key] = left
            else:
                del self._counts[key]
        self.vocabulary.forget()
        if len(self.candidates) > _COMPACT_FROM and len(self._slots) < len(self.candidates) // 2:
            self._compact()
        return True

    def _compact(self) -> None:
        kept = [self.candidates[slot] for slot in self._slots.values()]
        self._reset()
        for candidate in kept:
            self.put(candidate)

    def _add_traits(self, prepared: Profile) -> None:
        codes = [
            self.nationality_codes.setdefault(code, len(self.nationality_codes) + 1) for code in prepared.nationalities
        ]
        if len(codes) > NATIONALITY_WIDTH:
            codes = [ANY_NATIONALITY]
        self.alive.extend([True])
        self.nationalities.extend([codes + [0] * (NATIONALITY_WIDTH - len(codes))])
        self.sexes.extend([SEX_CODES.get(prepared.sex, 0)])
        self.places.extend([bool(prepared.place_tokens)])
        births = [(birth.year or 0, birth.month or 0, birth.day or 0) for birth in prepared.births]
        self.births.append(births or [(0, 0, 0)])

    def _add_row(self, form: Form) -> None:
        row = len(self.forms)
        self.forms.append(form)
        for part in form.parts:
            self.vocabulary.add(part, row)
        for text, _ in joined_texts(form):
            self.joined.setdefault(sound(text), []).append(row)


def document_bytes(number: str) -> list[int]:
    """A document number as DOCUMENT_WIDTH bytes, filled up with zeros."""
    return list(number.encode("ascii")[:DOCUMENT_WIDTH].ljust(DOCUMENT_WIDTH, b"\0"))


def _keys(prepared: Profile) -> set[str]:
    return {part.key for form in prepared.forms for part in form.parts}
