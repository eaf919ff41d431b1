"""The spelling tables of Thai and Lao hold what the reader expects of them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from naungan.engine.names.romanise import lao, thai
from naungan.engine.tables import rows

SCRIPTS = ("thai", "lao")
COLUMNS = {"word": ("spellings", "linked"), "letter": ("latin",)}


def choices(script: str) -> str:
    return "".join(row[script] for row in rows(f"spelling_{script}") if row["kind"] == "choice")


@pytest.mark.parametrize("script", SCRIPTS)
def test_spellings_are_plain_letters_and_known_choices(script: str) -> None:
    spelling = re.compile(rf"(?:_|[a-z{choices(script)}]+)(?:=\d(?:\.\d)?)?")
    told = [row[column] for row in rows(f"spelling_{script}_words") for column in COLUMNS["word"] if row[column]]
    told += [row["latin"] for row in rows(f"spelling_{script}") if row["kind"] not in {"choice", "title"}]
    assert [text for text in told for piece in text.split(";") if not spelling.fullmatch(piece)] == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_word_stands_twice(script: str) -> None:
    counts = Counter((row[script], row["place"] == "word") for row in rows(f"spelling_{script}_words"))
    assert [word for word, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_places_and_kinds_are_known(script: str) -> None:
    assert {row["place"] for row in rows(f"spelling_{script}_words")} <= {"", "start", "end", "word"}
    kinds = {"choice", "onset", "coda", "link", "quiet", "vowel", "title"}
    assert {row["kind"] for row in rows(f"spelling_{script}")} <= kinds
    assert {row["coda"] for row in rows(f"spelling_{script}") if row["kind"] == "vowel"} <= {"no", "may", "must"}


@pytest.mark.parametrize(("script", "read"), [("thai", thai.parts), ("lao", lao.parts)])
def test_every_word_of_the_tables_is_read(script: str, read: object) -> None:
    assert callable(read)
    words = [row[script] for row in rows(f"spelling_{script}_words") if row["place"] in {"", "word"}]
    assert [word for word in words[::7] if not read(word)] == []
