"""Writes the lists that are screened: PAXLST of a fictional flight and its correction, CSV, JSON lines, and zones."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any, Final

from naungan.engine.documents.lists import read_list
from naungan.engine.documents.paxlst import write_paxlst
from naungan.engine.records import Identity, Journey, Name, Traveller
from samples import zones
from samples.people import SERIES
from samples.register import Entered
from samples.travellers import OWN_SCRIPT, VARIATIONS, Kind, Met, Strangers, birth_text, known, meet

_SENDER: Final = "SAMPLE AIR"
_CREW: Final = 12
_FLIGHT: Final = f"{SERIES}526"


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of expected.csv: where in which file, who, and what screening should find."""

    file: str
    place: str
    reference: str
    name: str
    kind: Kind
    entry: str = ""
    why: str = ""
    hard: bool = False


def write(out: Path, rng: Random, entered: Sequence[Entered], *, passengers: int, today: date) -> list[Expected]:
    """Write all lists into `out`, with expected.csv; what was written."""
    pool, strangers, used = known(entered), Strangers(entered), set[str]()
    small = passengers < 100
    flight = _flight(rng, pool, strangers, used, count=passengers, today=today)
    expected = _write_flight(out, rng, flight, strangers, today)
    typed = (*VARIATIONS[:4], OWN_SCRIPT, VARIATIONS[11])
    for name, put, count in (("passengers.csv", _put_csv, 40), ("passengers.jsonl", _put_jsonl, 30)):
        rows = _mixed(rng, pool, typed, strangers, used, count=8 if small else count, today=today)
        put(out / name, rows)
        expected += _placed(out / name, rows, today)
    expected += [
        Expected("mrz.txt", *line) for line in zones.write(out / "mrz.txt", rng, pool, strangers, used, today=today)
    ]
    _write_expected(out / "expected.csv", expected)
    return expected


def _mixed(
    rng: Random,
    pool: Sequence[Entered],
    variations: Iterable[Any],
    strangers: Strangers,
    used: set[str],
    *,
    count: int,
    today: date,
) -> list[Met]:
    """Register people and strangers in one shuffled list, each with a reference of the sample series."""
    met = list(meet(rng, pool, variations, today=today, used=used))
    met += strangers.make(rng, count - len(met), today=today)
    rng.shuffle(met)
    return _numbered(met, 1)


def _numbered(met: Iterable[Met], first: int) -> list[Met]:
    return [
        replace(row, traveller=replace(row.traveller, reference=f"{SERIES}{serial:04d}"))
        for serial, row in enumerate(met, start=first)
    ]


def _flight(
    rng: Random, pool: Sequence[Entered], strangers: Strangers, used: set[str], *, count: int, today: date
) -> list[Met]:
    """Passengers in bookings of one to four, then the crew."""
    rows = _mixed(rng, pool, VARIATIONS, strangers, used, count=count, today=today)
    seated: list[Met] = []
    while len(seated) < len(rows):
        booking = f"{SERIES}{len(seated) + 1:04d}"
        group = rows[len(seated) : len(seated) + rng.choice((1, 1, 2, 3, 4))]
        seated += [replace(row, traveller=replace(row.traveller, booking=booking)) for row in group]
    crew = list(strangers.make(rng, max(2, count * _CREW // 220), today=today, only=("thai", "THA")))
    crew = [replace(row, traveller=replace(row.traveller, role="crew")) for row in crew]
    return seated + _numbered(crew, 9001)


def _journey(today: date) -> Journey:
    day = today.isoformat()
    return Journey("ZZ", _FLIGHT, "BKK", "KUL", f"{day}T14:05", f"{day}T17:20")


def _write_flight(out: Path, rng: Random, flight: list[Met], strangers: Strangers, today: date) -> list[Expected]:
    """The first list with two broken places, and the corrected one that replaces it."""
    prepared = datetime.combine(today, time(9, 0))
    reference = f"{SERIES}526{today:%Y%m%d}"

    def written(rows: list[Met], **more: Any) -> bytes:
        travellers = [row.traveller for row in rows]
        return write_paxlst(
            travellers, _journey(today), prepared=prepared, sender=_SENDER, recipient="SAMPLE BORDER",
            contact="SAMPLE AIR OPERATIONS", **more,
        )  # fmt: skip

    clean = [place for place, row in enumerate(flight) if row.kind == "clean" and row.traveller.role == "passenger"]
    undated, nameless, *leaving = rng.sample(clean, 5)
    first = written(flight, reference=f"{reference}A")
    first = _broken(first, flight[undated].traveller, "DTM+329:", _impossible)
    first = _broken(first, flight[nameless].traveller, "NAD+FL", _nameless)
    (out / "passengers.edi").write_bytes(first)
    told = list(flight)
    told[undated] = replace(told[undated], why="impossible birth date: the rest is still screened")
    told[nameless] = replace(told[nameless], kind="nameless", why="the name is missing in a broken segment")
    staying = [row for place, row in enumerate(flight) if place not in leaving]
    joining = _numbered(strangers.make(rng, 2, today=today), 8001)
    corrected = joining + staying
    (out / "passengers-corrected.edi").write_bytes(
        written(corrected, reference=f"{reference}B", earlier=f"{reference}A", function="replace", control="2")
    )
    return _placed(out / "passengers.edi", told, today) + _placed(out / "passengers-corrected.edi", corrected, today)


def _nameless(_: str) -> str:
    """A segment that broke off before the name."""
    return "NAD+FL'"


def _impossible(line: str) -> str:
    """A birth date in a thirteenth month."""
    head, digits, form = line.partition(":")[0], line.split(":")[1], line.split(":")[2]
    return f"{head}:{digits[:4]}13{digits[6:]}:{form}"


def _broken(content: bytes, traveller: Traveller, segment: str, damage: Callable[[str], str]) -> bytes:
    """The interchange with one segment of one traveller damaged; it stands before the traveller's own reference."""
    lines = content.decode("ascii").split("\r\n")
    own = next(at for at, line in enumerate(lines) if line.startswith("RFF+") and f":{traveller.reference}'" in line)
    own = max(at for at, line in enumerate(lines) if at <= _end(lines, own) and line.startswith(segment))
    lines[own] = damage(lines[own])
    return "\r\n".join(lines).encode("ascii")


def _end(lines: list[str], at: int) -> int:
    """The last line of the traveller on line `at`."""
    following = (place for place in range(at + 1, len(lines)) if lines[place].startswith(("NAD+", "CNT+")))
    return next(following) - 1


def _placed(path: Path, rows: list[Met], today: date) -> list[Expected]:
    """What is expected of each row, with its place in the file as the reader of lists tells it."""
    places = {
        row.reference: row.place for row in read_list(path.read_bytes(), today=today) if isinstance(row, Traveller)
    }
    return [
        Expected(
            path.name,
            places.get(row.traveller.reference, ""),
            row.traveller.reference,
            row.traveller.identity.names[0].text,
            row.kind,
            row.entry,
            row.why,
            row.hard,
        )
        for row in rows
    ]


def _put_csv(path: Path, rows: list[Met]) -> None:
    """A typed list, as a coach company sends it: day first, one column each for surname and given names."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ("Reference", "Surname", "Given names", "Date of birth", "Sex", "Nationality", "Passport no",
             "Issuing country", "Expiry date")
        )  # fmt: skip
        for row in rows:
            who, main = row.traveller.identity, row.traveller.identity.names[0]
            paper = who.documents[0]
            writer.writerow(
                (row.traveller.reference, main.surname or main.text, main.given, birth_text(who.births[0]), who.sex,
                 who.nationalities[0], paper.number, paper.issuer, str(paper.expires))
            )  # fmt: skip


def _put_jsonl(path: Path, rows: list[Met]) -> None:
    """A list as a booking system sends it: one object a line, documents nested."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(_object(row.traveller), ensure_ascii=False, separators=(",", ":")) + "\n")


def _object(traveller: Traveller) -> dict[str, Any]:
    who: Identity = traveller.identity
    main: Name = who.names[0]
    paper = who.documents[0]
    return {
        "reference": traveller.reference,
        **({"surname": main.surname, "given": main.given} if main.given else {"name": main.text}),
        "birth": str(who.births[0]),
        "sex": who.sex,
        "nationality": who.nationalities[0],
        "document": {
            "kind": paper.kind, "number": paper.number, "issuer": paper.issuer, "expires": str(paper.expires),
        },
    }  # fmt: skip


def _write_expected(path: Path, rows: Iterable[Expected]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "place", "reference", "name", "expected", "entry", "hard", "why"))
        writer.writerows(
            (row.file, row.place, row.reference, row.name, row.kind, row.entry, "yes" if row.hard else "no", row.why)
            for row in rows
        )
