"""PAXLST messages put together for tests. All persons are fictional."""

from __future__ import annotations

from datetime import date

from naungan.engine.documents.paxlst import Row, read_paxlst
from naungan.engine.records import Problem, Traveller

TODAY = date(2026, 11, 22)

PASSENGER = [
    "NAD+FL+++CONTOH:SITI:AMINAH+1 JALAN REKAAN+KUALA LUMPUR'",
    "ATT+2++F'",
    "DTM+329:720907'",
    "MEA+CT++:2'",
    "GEI+4+174'",
    "LOC+22+SIN'",
    "LOC+174+MYS'",
    "LOC+178+KUL'",
    "LOC+179+SIN'",
    "LOC+180+:::IPOH MYS'",
    "NAT+2+MYS'",
    "RFF+AVF:TYR123'",
    "RFF+ABO:ABC123'",
    "DOC+P+A12345678'",
    "DTM+36:311231'",
    "LOC+91+MYS'",
]
OTHER = ["NAD+FL+++REKAAN:BUDI'", "ATT+2++M'", "DTM+329:19800102:102'", "NAT+2+IDN'", "DOC+P+X7654321'", "LOC+91+IDN'"]
HEADER = [
    "BGM+745'",
    "RFF+TN:KUL1122:::1'",
    "NAD+MS+++CONTOH HELP DESK'",
    "COM+603 0000 0000:TE'",
    "TDT+20+ZZ123+++ZZ'",
    "LOC+125+KUL'",
    "DTM+189:2611220900:201'",
    "LOC+87+SIN'",
    "DTM+232: 2611221010:201'",
]


def message(*segments: str, number: str = "PAX001", version: str = "D:05B", transfer: str = "") -> str:
    body = [f"UNH+{number}+PAXLST:{version}:UN:IATA{transfer}'", *segments]
    return "".join([*body, f"UNT+{len(body) + 1}+{number}'"])


def interchange(*messages: str, charset: str = "UNOA", count: int | None = None) -> bytes:
    envelope = f"UNA:+.? 'UNB+{charset}:4+ZZAIR+IMIGRESEN+261121:2200+77++APIS'"
    return (envelope + "".join(messages) + f"UNZ+{len(messages) if count is None else count}+77'").encode()


def read(data: bytes) -> list[Row]:
    return list(read_paxlst(data, today=TODAY))


def travellers(rows: list[Row]) -> list[Traveller]:
    return [row for row in rows if isinstance(row, Traveller)]


def problems(rows: list[Row]) -> list[Problem]:
    return [row for row in rows if isinstance(row, Problem)]


def only(rows: list[Row], kind: type) -> Row:
    (found,) = (row for row in rows if isinstance(row, kind))
    return found
