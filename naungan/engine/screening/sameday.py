"""Who was born on the very day of a traveller under a name in like letters: found by the date, whatever the bits.

Such names count as a respelling (compare.sameday), which no bound of the lanes and rows foresees. Few share a day, so
that their names are looked at one by one; most have other letters altogether, which a count of them tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from naungan.engine.compare import Profile
from naungan.engine.compare.sameday import Written, written, written_of
from naungan.engine.screening.births import day_key, is_day
from naungan.engine.screening.neighbours import READ
from naungan.engine.screening.segment import Segment
from naungan.engine.screening.spellings import Ints, between, distinct, letter_counts, picked, spans

_NOBODY: Final = np.zeros(0, dtype=np.int32)
_HAIR: Final = 1e-4


def respelt_slots(segment: Segment, query: Profile, like: float) -> Ints:
    """Slots alive that share the day, with a name whose letters are so much like the traveller's (0 to 1) or more."""
    asked = [found for form in query.forms if (found := written_of(form))]
    days = [day_key(birth) for birth in query.births if is_day(birth)]
    if not asked or not days or like > 1:
        return _NOBODY
    slots = segment.arrays["birth_slots"][spans(*between(segment.arrays["birth_keys"], np.array(days, dtype=np.int32)))]
    rows, listed = _near(segment, slots, asked, like)
    if not listed:
        return _NOBODY
    alike = _like([one.sorted for one in asked], [one.sorted for one in listed], like)
    alike |= _like([one.joined for one in asked], [one.joined for one in listed], like)
    met = distinct(segment.arrays["row_slots"][rows[alike]])
    alive: Ints = met[segment.alive[met]]
    return alive


def _near(segment: Segment, slots: Ints, asked: Sequence[Written], like: float) -> tuple[Ints, list[Written]]:
    """Rows of some slots whose letters may be so much like those of any name asked, with their names.

    Only Latin names that were not read from another script.
    """
    arrays, singles = segment.arrays, len(segment.spellings)
    rows = segment.rows_of(slots)
    first, last = arrays["row_starts"][rows], arrays["row_starts"][rows + 1]
    kept = (((arrays["row_kinds"][rows] & READ) == 0) & (last > first)).nonzero()[0]
    if not len(kept):
        return _NOBODY, []
    rows, first, last = rows[kept], first[kept], last[kept]
    numbers: Ints = arrays["row_units"][spans(first, last)]
    several = (numbers >= singles).nonzero()[0]
    numbers[several] = arrays["unit_spellings"][arrays["unit_starts"][numbers[several] - singles]]
    ends = (last - first).cumsum()
    counts = np.add.reduceat(arrays["letter_counts"][numbers], ends - (last - first), dtype=np.int16)
    kept = _of_like_letters(counts, last - first, asked, like).nonzero()[0]
    found: list[Written] = []
    places = []
    for place in kept.tolist():
        end = int(ends[place])
        texts = picked(segment.spellings.texts, numbers[end - int(last[place] - first[place]) : end].tolist())
        if one := written(texts):
            found.append(one)
            places.append(place)
    return rows[places], found


def _of_like_letters(
    counts: NDArray[np.int16], parts: NDArray[np.int64], asked: Sequence[Written], like: float
) -> NDArray[np.bool_]:
    """Which names with so many of each letter, in so many parts, can be so much like any that is asked.

    Letters that only one of two names has are no part of what they have in common, in whatever order; the spaces
    between sorted words may be.
    """
    lengths = counts.sum(axis=1) + parts - 1
    near = np.zeros(len(counts), dtype=np.bool_)
    for one, own in zip(asked, letter_counts([one.joined for one in asked]).astype(np.int16), strict=True):
        apart = np.abs(counts - own).sum(axis=1)
        near |= apart <= (1 - like) * (lengths + len(one.sorted)) + _HAIR
    return near


def _like(asked: Sequence[str], listed: Sequence[str], least: float) -> NDArray[np.bool_]:
    """Which of the listed texts are so much like any that is asked."""
    # Single precision: a hair less is asked for, so that rounding hides nobody.
    found = cdist(asked, listed, scorer=Indel.normalized_similarity, dtype=np.float32)
    near: NDArray[np.bool_] = found.max(axis=0) >= least - _HAIR
    return near
