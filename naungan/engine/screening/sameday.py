"""Who was born on the very day of a traveller under a name spelt nearly alike: found by the date, whatever the bits.

Such names count as a respelling (compare.respelling), which no bound of the lanes and rows foresees. Few share a day,
so that their names are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from naungan.engine.compare import RESPELT_FROM, Profile, may_be_respelt
from naungan.engine.screening.births import day_key, is_day
from naungan.engine.screening.neighbours import READ
from naungan.engine.screening.segment import Segment
from naungan.engine.screening.spellings import Ints, between, distinct, picked, spans


def respelt_slots(segment: Segment, query: Profile) -> Iterator[int]:
    """Slots that share the day, with a part that may be a respelling of one of the traveller's."""
    asked = list({part.text for form in query.forms if not form.derived for part in form.parts if part.text.isascii()})
    days = [day_key(birth) for birth in query.births if is_day(birth)]
    if not asked or not days:
        return
    slots = segment.arrays["birth_slots"][spans(*between(segment.arrays["birth_keys"], np.array(days, dtype=np.int32)))]
    rows, numbers = _parts(segment, slots)
    if not len(rows):
        return
    texts = picked(segment.spellings.texts, numbers.tolist())
    near = cdist(asked, texts, scorer=OSA.normalized_similarity, score_cutoff=RESPELT_FROM, dtype=np.float32) > 0
    couples = zip(*(places.tolist() for places in near.nonzero()), strict=True)
    kept = [place for ours, place in couples if may_be_respelt((asked[ours],), (texts[place],))]
    found = distinct(segment.arrays["row_slots"][rows[kept]])
    yield from found[segment.alive[found]].tolist()


def _parts(segment: Segment, slots: Ints) -> tuple[Ints, Ints]:
    """The parts of the names of some entries as written: their rows, and the numbers of their spellings.

    What was read from another script is left out.
    """
    arrays, singles = segment.arrays, len(segment.spellings)
    rows = segment.rows_of(slots)
    rows = rows[(arrays["row_kinds"][rows] & READ) == 0]
    first, last = arrays["row_starts"][rows], arrays["row_starts"][rows + 1]
    numbers: Ints = arrays["row_units"][spans(first, last)]
    several = (numbers >= singles).nonzero()[0]
    numbers[several] = arrays["unit_spellings"][arrays["unit_starts"][numbers[several] - singles]]
    return rows.repeat(last - first), numbers
