"""`naungan screen pairs`: a file of pairs of persons, each with its bits, its probability and match or not."""

from __future__ import annotations

import csv
import io
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

import click
from django.utils import timezone

from naungan.cli.screening import screen
from naungan.cli.terminal import err, progress
from naungan.engine.compare.pairing import COLUMNS, REVIEW_FROM, compare_pair, read_side
from naungan.engine.errors import NotFound, Unreadable
from naungan.engine.records import Problem, say

ADDED = ("bits", "probability", "match")
SHOWN = 20
_LONGEST_FIELD = 1 << 20
_SCREEN = Path("-")
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
"""What files of other programs have between their columns."""


@screen.command("pairs")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", "target", type=click.Path(dir_okay=False, writable=True, allow_dash=True, path_type=Path),
              required=True,
              help="The file to write, the same rows with bits, probability, match; - is standard output.")  # fmt: skip
@click.option("--prior", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=0.5, show_default=True,
              help="The share of the pairs that are one person, before anything is known of them.")  # fmt: skip
@click.option("--review-from", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=REVIEW_FROM,
              show_default=True, help="The probability from which match is 1.")  # fmt: skip
def pairs(*, file: Path, target: Path, prior: float, review_from: float) -> None:
    """Compare pairs of persons in a CSV file; no register is asked and nothing is kept.

    Columns: name_a, dob_a, country_a, name_b, dob_b, country_b, in any order and case. Names in any script, several
    parted by semicolons; dates whole, partial, in many forms, or empty; countries by name or code. Other columns pass
    through.
    """
    to_screen = target == _SCREEN
    if not to_screen and (target.resolve() == file.resolve() or _no_file(target)):
        raise Unreadable("--out must name a file of its own, not the one that is read, nor a folder or a device.",
                      remedy="Give another name with --out.")  # fmt: skip
    problems: list[Problem] = []
    count = 0
    with file.open(encoding="utf-8-sig", newline="") as source, progress("Comparing", unit="pairs") as tell:
        reader = _reader(source)
        fields = list(reader.fieldnames or ())
        columns = {_folded(name): name for name in fields}
        with _at_once() if to_screen else _whole_or_nothing(target) as written:
            writer = csv.DictWriter(written, [*fields, *ADDED])
            writer.writeheader()
            for count, row in enumerate(_rows(reader), start=1):
                asked = {name: row[columns[name]] for name in COLUMNS}
                writer.writerow(row | _compared(asked, count, problems, prior=prior, review_from=review_from))
                if count % 500 == 0:
                    tell(count, 0)
    for problem in problems[:SHOWN]:
        err.print(f"note: {problem}", markup=False)
    if len(problems) > SHOWN:
        err.print(f"note: {len(problems) - SHOWN} more dates or countries could not be read.")
    err.print(f"{count} pairs written to {'standard output' if to_screen else target}", markup=False)


def _no_file(target: Path) -> bool:
    return (target.exists() and not target.is_file()) or not target.name


@contextmanager
def _at_once() -> Iterator[IO[str]]:
    """Standard output, to which all is written when it is whole; broken off, nothing is."""
    with tempfile.TemporaryFile() as kept:
        written = io.TextIOWrapper(kept, encoding="utf-8", newline="", write_through=True)
        yield written
        written.seek(0)
        shutil.copyfileobj(kept, sys.stdout.buffer)


@contextmanager
def _whole_or_nothing(target: Path) -> Iterator[IO[str]]:
    """A file that takes its name when it is whole; broken off, nothing is left of it. An older one's mode is kept."""
    part = target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
    try:
        with part.open("x", encoding="utf-8", newline="") as written:
            yield written
        if target.exists():
            part.chmod(target.stat().st_mode)
        part.replace(target)
    except OSError as wrong:
        raise NotFound(say("{path} can't be written: {why}.", path=str(target), why=wrong.strerror or str(wrong)),
                       remedy="Give another place with --out.") from None  # fmt: skip
    finally:
        part.unlink(missing_ok=True)


def _compared(
    row: dict[str, str], number: int, problems: list[Problem], *, prior: float, review_from: float
) -> dict[str, str]:
    today = timezone.localdate()
    ours, our_problems = read_side(row, "a", today=today)
    theirs, their_problems = read_side(row, "b", today=today)
    for problem in (*our_problems, *their_problems):
        place = say("row {number}, {place}", number=number, place=problem.place)
        problems.append(Problem(problem.message, place=place, remedy=problem.remedy))
    found = compare_pair(ours, theirs, prior=prior, review_from=review_from)
    return {"bits": f"{found.bits:.3f}", "probability": f"{found.probability:.6f}", "match": str(int(found.match))}


def _reader(source: IO[str]) -> csv.DictReader[str]:
    """A reader of the file, checked for its columns."""
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.DictReader(source, restval="", strict=True)
    try:
        names = list(reader.fieldnames or ())
    except (csv.Error, UnicodeDecodeError) as wrong:
        raise _unreadable(wrong, reader.reader.line_num) from None
    _check_columns(names)
    return reader


def _check_columns(names: Sequence[str]) -> None:
    """Refuse a first line in which a column is missing, stands twice, or has the name of one that is added."""
    folded = [_folded(name) for name in names]
    known = [told if told in (*COLUMNS, *ADDED) else name for told, name in zip(folded, names, strict=True)]
    twice = next((name for name in known if known.count(name) > 1), None)
    missing = [name for name in COLUMNS if name not in folded]
    taken = [name for told, name in zip(folded, names, strict=True) if told in ADDED]
    if twice is not None:
        raise Unreadable(
            say("The file has two columns called {name}.", name=twice or "nothing"),
            place="line 1",
            remedy="Give each column a name of its own.",
        )
    if missing:
        parted = next((word for sign, word in _SEPARATORS.items() if len(names) == 1 and sign in names[0]), "")
        if parted:
            raise Unreadable(
                say("The columns are separated by {signs}, not by commas.", signs=parted),
                place="line 1",
                remedy="Save the file as CSV with commas and quotation marks.",
            )
        raise Unreadable(
            say("The file has no column {missing}.", missing=", ".join(missing)),
            place="line 1",
            remedy=f"Its first line must name {', '.join(COLUMNS)}, separated by commas.",
        )
    if taken:
        raise Unreadable(
            say("The file already has a column {name}, which the answer would replace.", name=", ".join(taken)),
            place="line 1",
            remedy="Rename that column, or take it out.",
        )


def _folded(name: str) -> str:
    """The name of a column without capitals and spaces: ` Name A` is name_a."""
    return re.sub(r"[\s_-]+", "_", name.strip()).casefold()


def _rows(reader: csv.DictReader[str]) -> Iterator[dict[str, str]]:
    while True:
        try:
            row = next(reader, None)
        except (csv.Error, UnicodeDecodeError) as wrong:
            raise _unreadable(wrong, reader.reader.line_num) from None
        if row is None:
            return
        if None in row:
            raise Unreadable(
                "The row has more fields than the first line has columns.",
                place=say("line {line}", line=reader.reader.line_num),
                remedy="Put quotation marks around fields that hold a comma.",
            )
        yield row


def _unreadable(wrong: Exception, line: int = 1) -> Unreadable:
    if isinstance(wrong, UnicodeDecodeError):
        return Unreadable("The file is not in UTF-8.", remedy="Save it as CSV in UTF-8.")
    return Unreadable(
        say("The file is no CSV: {why}.", why=str(wrong)),
        place=say("line {line}", line=line),
        remedy="Save it as CSV with commas and quotation marks.",
    )
