"""Marks: whatever agrees shares one, so that names without a common mark need not be compared."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naungan.engine.compare import Frequencies, compare_names, standing
from naungan.engine.compare.levels import level
from naungan.engine.compare.marks import form_marks, marks, may_join
from naungan.engine.names import Form, forms_of
from naungan.engine.records import Name
from naungan.engine.tables import rows

RARITY = Frequencies({}, 0)
WORDS = st.text("aeiouyhbcdfgkmnprstwz", min_size=1, max_size=10)
NATIVE = st.text("กขคงจชณดตน", min_size=1, max_size=9)


def slips(word: str, rng: Random) -> str:
    """The word with a letter changed, left out, put in, or exchanged with the next."""
    at = rng.randrange(len(word))
    return rng.choice(
        [
            word[:at] + rng.choice("aeiouhknst") + word[at + 1 :],
            word[:at] + word[at + 1 :] or word,
            word[:at] + rng.choice("aeiouhknst") + word[at:],
            word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        ]
    )


@settings(max_examples=1500)
@given(WORDS | NATIVE, st.integers(0, 2**32), st.integers(0, 3))
def test_tokens_at_any_level_share_a_mark(word: str, seed: int, count: int) -> None:
    other, rng = word, Random(seed)
    for _ in range(count):
        other = slips(other, rng)
    if level(word, other):
        assert marks(word) & marks(other), (word, other, level(word, other))


def test_all_known_names_at_any_level_share_a_mark() -> None:
    known = sorted({row["token"] for row in rows("name_common")})[::7]
    found = 0
    for place, one in enumerate(known):
        for other in (*known[place : place + 60], slips(one, Random(one))):
            if level(one, other):
                found += 1
                assert marks(one) & marks(other), (one, other)
    assert found > len(known)


def form(text: str) -> Form:
    return forms_of(Name(text))[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aung San Suu Kyi", "Aungsansuukyi"),
        ("Mei Ling Tan", "Meiling Tan"),
        ("Omar Alhassan", "Omar Hassan"),
        ("Abdul Rahman", "Abdulrahman"),
    ],
)
def test_names_written_together_may_join(one: str, other: str) -> None:
    ours, theirs = form(one), form(other)
    assert standing(ours, theirs, RARITY).bits > 0
    assert may_join(form_marks(ours), form_marks(theirs)) or form_marks(ours).tokens & form_marks(theirs).tokens


def test_names_of_which_nothing_agrees_are_told_as_different() -> None:
    ours, theirs = form("Somchai Wongsa"), form("Peter Brown")
    found = compare_names([ours], [theirs], RARITY)
    assert (found.level, found.bits) == ("different", standing(ours, theirs, RARITY).bits)
    assert [part.level for part in found.parts] == ["different"]
