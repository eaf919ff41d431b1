"""Who was born on the very day of a traveller under a name in like letters: found by the date, whatever the bits.

Such names count as a respelling (compare.sameday), which no bound of the lanes and rows foresees. Few share a day, so
that their names are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from naungan.engine.compare import Profile
from naungan.engine.compare.sameday import Written, written, written_of
from naungan.engine.screening.births import day_key, is_day
from naungan.engine.screening.neighbours import READ
from naungan.engine.screening.segment import Segment
from naungan.engine.screening.spellings import Ints, between, distinct, picked, spans

_NOBODY = np.zeros(0, dtype=np.int32)


def respelt_slots(segment: Segment, query: Profile, like: float) -> Ints:
    """Slots alive that share the day, with a name whose letters are so much like the traveller's (0 to 1) or more."""
    asked = [found for form in query.forms if (found := written_of(form))]
    days = [day_key(birth) for birth in query.births if is_day(birth)]
    if not asked or not days or like > 1:
        return _NOBODY
    slots = segment.arrays["birth_slots"][spans(*between(segment.arrays["birth_keys"], np.array(days, dtype=np.int32)))]
    rows, listed = _listed(segment, slots)
    if not len(rows):
        return _NOBODY
    near = _like([one.sorted for one in asked], [one.sorted for one in listed], like)
    near |= _like([one.joined for one in asked], [one.joined for one in listed], like)
    met = distinct(segment.arrays["row_slots"][rows[near]])
    alive: Ints = met[segment.alive[met]]
    return alive


def _like(asked: Sequence[str], listed: Sequence[str], least: float) -> NDArray[np.bool_]:
    """Which of the listed texts are so much like any that is asked."""
    # Single precision: a hair above, so that rounding hides nobody.
    found = cdist(asked, listed, scorer=Indel.normalized_similarity, dtype=np.float32)
    near: NDArray[np.bool_] = found.max(axis=0) >= least - 1e-6
    return near


def _listed(segment: Segment, slots: Ints) -> tuple[Ints, list[Written]]:
    """Rows of some slots with the letters of their names, where they are Latin and not read from another script."""
    arrays, singles = segment.arrays, len(segment.spellings)
    rows = segment.rows_of(slots)
    rows = rows[(arrays["row_kinds"][rows] & READ) == 0]
    first, last = arrays["row_starts"][rows], arrays["row_starts"][rows + 1]
    numbers: Ints = arrays["row_units"][spans(first, last)]
    several = (numbers >= singles).nonzero()[0]
    numbers[several] = arrays["unit_spellings"][arrays["unit_starts"][numbers[several] - singles]]
    texts = picked(segment.spellings.texts, numbers.tolist())
    ends = (last - first).cumsum().tolist()
    found = [written(texts[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
    kept = [place for place, one in enumerate(found) if one]
    return rows[kept], [one for one in found if one]
