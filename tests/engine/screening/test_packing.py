"""An entry that was packed is unpacked as it was, whatever of it is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.records import Document, Identity, Name, PartialDate
from naungan.engine.screening import Candidate
from naungan.engine.screening.packing import pack_candidate, unpack_candidate

TEXTS = st.text(st.characters(exclude_categories=()), max_size=8)
DATES = st.builds(
    PartialDate,
    st.none() | st.integers(0, 9999),
    st.none() | st.integers(0, 12),
    st.none() | st.integers(0, 31),
)
NAMES = st.builds(Name, TEXTS, st.sampled_from(["main", "alias"]), TEXTS, TEXTS, TEXTS, st.booleans())
DOCUMENTS = st.builds(Document, st.sampled_from(["passport", "id-card"]), TEXTS, TEXTS, DATES)
IDENTITIES = st.builds(
    Identity,
    st.lists(NAMES, max_size=3).map(tuple),
    st.lists(DATES, max_size=3).map(tuple),
    st.sampled_from(["", "F", "M", "X"]),
    st.lists(TEXTS, max_size=3).map(tuple),
    st.lists(DOCUMENTS, max_size=3).map(tuple),
    TEXTS,
)


@given(st.builds(Candidate, TEXTS, st.integers(0, 1 << 40), IDENTITIES, TEXTS))
def test_what_was_packed_is_unpacked_as_it_was(candidate: Candidate) -> None:
    assert unpack_candidate(pack_candidate(candidate)) == candidate
