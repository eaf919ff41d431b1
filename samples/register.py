"""Writes the fictional register: three files in three forms, and what an import should say of each row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

from naungan.engine.records import Identity, Name
from samples import bureaus, tables
from samples.judgments import changed, conviction, ownership
from samples.people import Person, make_person, shares

COLUMNS: Final = (
    "reference", "sample", "remarks", "source", "owner_state", "owner_agency", "basis", "expires",
    "name", "surname", "given", "aliases", "former_names", "native_names", "doubtful_names",
    "birth", "sex", "nationality", "birth_place", "documents",
    "section", "words", "outcome", "court", "court_state", "offence_state", "judged_on", "offence_on", "sentence",
    "finality", "appeal", "pardoned", "in_absentia", "offender_age", "victim", "victim_age", "consensual",
    "section_2", "words_2", "victim_2",
)  # fmt: skip
_OTHER_FILES: Final = 0.03
"""Share of the people in each of the two files beside the CSV."""


@dataclass(frozen=True, slots=True)
class Entered:
    """One row of one file: who, and what an import should say of it."""

    file: str
    reference: str
    outcome: str
    """accepted, held, refused, duplicate, unreadable, as the import's report has it."""
    rule: str = ""
    person: Person | None = None


def write(out: Path, rng: Random, *, people: int, today: date) -> list[Entered]:
    """Write the three files of `people` fictional people into `out`; what was entered, in the files' order."""
    beside = max(5, round(people * _OTHER_FILES))
    chosen = shares(rng, people)
    persons = [make_person(rng, today=today, custom=custom, state=state) for custom, state in chosen]
    csv_part, red, wanted = persons[: -2 * beside], persons[-2 * beside : -beside], persons[-beside:]
    entered = _write_csv(out / "register.csv", rng, csv_part, today)
    for name, made in (
        ("interpol-notices.json", bureaus.interpol(rng, red, today=today)),
        ("ftm.jsonl", bureaus.entities(rng, wanted, today=today)),
    ):
        text = json.dumps(made.content, ensure_ascii=False, indent=1) if name.endswith("json") else ""
        (out / name).write_text(text or _lines(made.content), encoding="utf-8")
        entered += [Entered(name, *told) for told in made.expected]
    _write_expected(out / "expected-register.csv", entered)
    return entered


def _lines(content: Any) -> str:
    """Entities one a line; what is already text stays as it is (the broken line)."""
    return "".join(
        (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False, separators=(",", ":"))) + "\n"
        for line in content
    )


def _write_csv(path: Path, rng: Random, persons: list[Person], today: date) -> list[Entered]:
    """The main file: good rows, the exceptions spread among them, and a few rows that stand twice."""
    cases = _cases(len(persons))
    good = len(persons) - len(cases)
    plan: list[tuple[str, str, str]] = [("", "accepted", "")] * good + cases
    rng.shuffle(plan)
    rows: list[tuple[dict[str, str], Entered]] = []
    for serial, (person, (case, outcome, rule)) in enumerate(zip(persons, plan, strict=True), start=1):
        found = conviction(rng, person, serial=serial)
        row = ownership(rng, found["court_state"], serial=serial, today=today) | identity_columns(person) | found
        if case:
            row = changed(case, row, serial=serial, today=today)
        rows.append((row, Entered(path.name, row["reference"], outcome, rule, person)))
    rows += _twice(rng, [row for row in rows if row[1].outcome == "accepted"], len(persons))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row, _ in rows)
    return [told for _, told in rows]


def _cases(count: int) -> list[tuple[str, str, str]]:
    """The exceptions as often as the table says; in a small set, one of each of the frequent ones."""
    rows = tables.rows("data", "exceptions")
    if count < 500:
        return [(row["case"], row["outcome"], row["rule"]) for row in rows if int(row["count"]) >= 3]
    return [(row["case"], row["outcome"], row["rule"]) for row in rows for _ in range(int(row["count"]))]


def _twice(rng: Random, rows: list[tuple[dict[str, str], Entered]], count: int) -> list[tuple[dict[str, str], Entered]]:
    """Rows repeated as they are (duplicates), and one repeated with other content."""
    again = rng.sample(rows, max(2, count // 300))
    found = [(row, Entered(told.file, told.reference, "duplicate")) for row, told in again[:-1]]
    row, told = again[-1]
    found.append(
        (
            row | {"sentence": "another sentence (sample)"},
            Entered(told.file, told.reference, "refused", "reference-twice"),
        )
    )
    return found


def identity_columns(person: Person) -> dict[str, str]:
    """The columns that say who a person is."""
    identity = person.identity
    main = identity.names[0]
    return {
        "name": main.text,
        "surname": main.surname,
        "given": main.given,
        "aliases": _named(identity, "alias"),
        "former_names": _named(identity, "former"),
        "native_names": _named(identity, "native"),
        "doubtful_names": _named(identity, "low-quality"),
        "birth": ";".join(map(str, identity.births)),
        "sex": identity.sex,
        "nationality": ";".join(identity.nationalities),
        "birth_place": identity.birth_place,
        "documents": ";".join(
            f"{paper.kind}:{paper.issuer}:{paper.number}" + (f":{paper.expires}" if paper.expires.known else "")
            for paper in identity.documents
        ),
    }


def _named(identity: Identity, kind: str) -> str:
    def written(name: Name) -> str:
        return f"{name.script}:{name.text}" if name.script else name.text

    return ";".join(written(name) for name in identity.names[1:] if name.kind == kind)


def _write_expected(path: Path, entered: Iterable[Entered]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "reference", "outcome", "rule"))
        writer.writerows((told.file, told.reference, told.outcome, told.rule) for told in entered)
