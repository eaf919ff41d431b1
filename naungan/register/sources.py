"""The gateway to files: opens an import of any known format and yields its proposals, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from django.conf import settings

from naungan.engine import errors
from naungan.engine.records import say
from naungan.engine.register import columns, ftm, interpol
from naungan.engine.register.mapping import ColumnMapping, default_mapping, parse_mapping
from naungan.engine.register.reading import ImportOptions, Proposal, lines

Format = Literal["interpol", "ftm", "csv"]
FORMATS: tuple[Format, ...] = ("interpol", "ftm", "csv")
_BLOCK = 1 << 18


def proposals(
    path: Path, *, options: ImportOptions, today: date, form: Format | None = None, mapping: Path | None = None
) -> Iterator[Proposal]:
    """The proposals of a file; its format is found by its beginning unless `form` says it.

    Raises:
        Unreadable: the file is larger than the setting NAUNGAN_LIST_MAX_MB, or of no known format.
        OSError: it can't be opened.
    """
    size, most = path.stat().st_size, settings.LIST_MAX_BYTES
    if size > most:
        remedy = "Split it, or raise NAUNGAN_LIST_MAX_MB."
        raise errors.Unreadable(
            say("The file is {size} MB; {most} MB are read at most.", size=size // 1_000_000, most=most // 1_000_000),
            place=path.name,
            remedy=remedy,
        )
    form = form or sniff(path)
    if form == "interpol":
        return interpol.read(_chunks(path), options=options, today=today)
    if form == "ftm":
        links = ftm.gather(lines(_chunks(path)))
        return ftm.read(lines(_chunks(path)), links, options=options, today=today)
    return columns.read(lines(_chunks(path)), _mapping(mapping), options=options, today=today)


def sniff(path: Path) -> Format:
    """The format by the file's beginning: JSON with a schema is FollowTheMoney, other JSON INTERPOL's, else CSV."""
    with path.open("rb") as file:
        head = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:1] not in {b"{", b"["}:
        return "csv"
    return "ftm" if b'"schema"' in head else "interpol"


def _mapping(path: Path | None) -> ColumnMapping:
    if path is None:
        return default_mapping()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise errors.Unreadable("The mapping is not UTF-8.", place=path.name, remedy="Save it as UTF-8.") from None
    return parse_mapping(text, place=path.name)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
