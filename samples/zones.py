"""Writes mrz.txt: machine-readable zones of fictional passports, cards and visas, read one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from naungan.engine.documents.mrz import Format, write_mrz
from naungan.engine.records import Identity
from samples.register import Entered
from samples.travellers import VARIATIONS, Kind, Strangers, meet

Line = tuple[str, str, str, Kind, str, str]
"""Place, reference, name, expected kind, entry, why: the columns of expected.csv after the file."""

_CLEAN: Final[tuple[tuple[Format, str, str], ...]] = (
    ("TD3", "P", "passport"),
    ("TD1", "I", "identity card of three lines"),
    ("TD2", "I", "identity card of two lines"),
    ("MRV-A", "V", "visa, full page"),
    ("MRV-B", "V", "visa, small"),
)
_MET: Final = ("same passport", "name cut", "family and given name swapped", "born many years apart")


def write(
    path: Path, rng: Random, pool: Sequence[Entered], strangers: Strangers, used: set[str], *, today: date
) -> list[Line]:
    """Write the zones, each after a line of comment that begins with #; what is expected of each."""
    told: list[Line] = []
    blocks: list[str] = []
    for serial, (lines, name, kind, entry, why) in enumerate(_zones(rng, pool, strangers, used, today), start=1):
        place = f"zone {serial}"
        told.append((place, "", name, kind, entry, why))
        blocks.append("\n".join([f"# {place}: {why} (fictional person, sample number)", *lines]))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    return told


def _zones(
    rng: Random, pool: Sequence[Entered], strangers: Strangers, used: set[str], today: date
) -> Iterator[tuple[tuple[str, ...], str, Kind, str, str]]:
    variations = [row for part in _MET for row in VARIATIONS if part in row.why][:5]
    for met in meet(rng, pool, variations, today=today, used=used):
        who = met.traveller.identity
        yield zone(who), who.names[0].text, met.kind, met.entry, met.why
    clean = [met.traveller.identity for met in strangers.make(rng, 8, today=today)]
    for (format_, code, why), who in zip(_CLEAN, clean, strict=False):
        yield zone(who, format_, code), who.names[0].text, "clean", "", why
    wrong, slip, short = (zone(who) for who in clean[5:])
    names = [who.names[0].text for who in clean[5:]]
    digit = str((int(wrong[1][27]) + 5) % 10)
    yield (
        (wrong[0], wrong[1][:27] + digit + wrong[1][28:]),
        names[0],
        "clean",
        "",
        "wrong check digit of the expiry date",
    )
    yield (slip[0], _misread(slip[1])), names[1], "clean", "", "letter O read for a digit 0"
    yield (short[0], short[1][:31]), names[2], "unreadable", "", "second line cut short"


def _misread(line: str) -> str:
    """The line with a letter O for a zero in the birth date (or in the expiry, where it has none)."""
    at = line.find("0", 13, 27)
    return line if at < 0 else f"{line[:at]}O{line[at + 1 :]}"


def zone(who: Identity, format_: Format = "TD3", code: str = "P") -> tuple[str, ...]:
    """The lines of a document that shows this person."""
    main, paper = who.names[0], who.documents[0]
    return write_mrz(
        format_,
        document_code=code,
        issuer=paper.issuer,
        number=paper.number,
        surname=main.surname,
        given=main.given,
        nationality=who.nationalities[0],
        birth_date=who.births[0],
        sex=who.sex,
        expiry=paper.expires,
    )
