"""Sentences: English text that remembers its template and values, whatever is done with it."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.records import Problem, Sentence, describe_text, say, text_from, together, whole

WIDE = say("The line has {length}; {width} were expected ({format}).", length=say("{count} characters", count=31),
           width=44, format="TD3")  # fmt: skip
PLAIN = st.text(max_size=20)
SENTENCES = st.recursive(
    st.builds(Sentence, st.just("No line was given.")),
    lambda inner: st.builds(
        lambda one, other, count: say("{one} and {count:,} of {other!r}", one=one, other=other, count=count),
        inner,
        PLAIN,
        st.integers(),
    ),
    max_leaves=4,
)


def parts(text: object) -> object:
    """Template and values all the way down."""
    return (text.template, {k: parts(v) for k, v in text.values.items()}) if isinstance(text, Sentence) else text


def test_a_sentence_is_its_english() -> None:
    assert WIDE == "The line has 31 characters; 44 were expected (TD3)."
    assert isinstance(WIDE, str)
    assert {WIDE: 1}[str(WIDE)] == 1
    assert f"{WIDE!s:.8}" == "The line"
    assert json.loads(json.dumps([WIDE])) == [WIDE]


def test_braces_in_values_and_in_a_template_without_values_stay_as_they_are() -> None:
    assert say("“{said}” is not known.", said="{x} {0}") == "“{x} {0}” is not known."
    assert Sentence("Write {…} on each line.") == "Write {…} on each line."


def test_values_that_are_no_text_or_number_are_kept_as_text() -> None:
    assert say("The document expired on {day}.", day=date(2026, 1, 2)).values == {"day": "2026-01-02"}


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])  # noqa: S301
def test_a_copy_remembers_as_much(again) -> None:
    problem = Problem(WIDE, say("line {line}", line=1))
    assert parts(again(problem).message) == parts(WIDE)
    assert again(problem) == problem
    assert parts(asdict(problem)["message"]) == parts(WIDE)
    assert parts(replace(problem, remedy="Read it again.").message) == parts(WIDE)


@given(SENTENCES | PLAIN)
def test_what_is_kept_as_json_comes_back_whole(text: str) -> None:
    back = text_from(json.loads(json.dumps(describe_text(text))))
    assert back == text
    assert parts(back) == parts(text)


@given(st.lists(SENTENCES | PLAIN, max_size=4))
def test_texts_put_together_read_as_if_joined(texts: list[str]) -> None:
    assert together(texts, ", ") == ", ".join(text for text in texts if text)


def test_a_problem_tells_place_message_and_remedy_in_this_order() -> None:
    problem = Problem("No line was given.", say("line {line}", line=1), "Read it again.")
    assert str(problem) == whole(problem) == "line 1: No line was given. Read it again."
    assert str(Problem("No line was given.")) == "No line was given."
