"""Bytes as they arrive, made even: byte-order marks, UTF-16, chunks of any size; and a word for what they look like.

Everything after this module works on bytes of which ASCII is a subset, so that separators can be found before the
charset of a name is decided, and one undecodable name costs no other row.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from naungan.engine.records import Sentence, say

Source = bytes | Iterable[bytes]
"""What a reader takes: all bytes at once, or pieces of any size as a file or an upload hands them out."""

CHUNK: Final = 1 << 16
"""Bytes handled at a time; readers hold a few of these and no more."""

_MARKS: Final = (
    (codecs.BOM_UTF8, ""),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES: Final = (
    (b"%PDF", say("a PDF file")),
    (b"PK\x03\x04", say("a ZIP archive or a spreadsheet (.xlsx)")),
    (b"\xd0\xcf\x11\xe0", say("an old Office file (.xls)")),
    (b"\x1f\x8b", say("a gzip archive")),
    (b"7z\xbc\xaf", say("a 7z archive")),
    (b"\x89PNG", say("a picture")),
    (b"\xff\xd8\xff", say("a picture")),
    (b"{\\rtf", say("an RTF text")),
    (b"PAR1", say("a Parquet file")),
    (b"SQLite format 3", say("an SQLite database")),
)


@dataclass(frozen=True, slots=True)
class Bytes:
    """A list's bytes, made even. `head` is the first chunk and comes again as the first of `chunks`."""

    head: bytes
    chunks: Iterator[bytes]
    unicode: bool
    """The input said itself that it is Unicode (a byte-order mark, UTF-16): the chunks are UTF-8."""


def even(source: Source) -> Bytes:
    """The bytes of `source` in chunks of about CHUNK, without byte-order mark; UTF-16 and UTF-32 turned into UTF-8."""
    pieces = _gathered(iter([source] if isinstance(source, bytes) else source))
    head = next(pieces, b"")
    codec, mark = _wide(head)
    if codec:
        pieces = _transcoded(head[mark:], pieces, codec)
        head = next(pieces, b"")
    else:
        head = head[mark:]
    return Bytes(head, _with_head(head, pieces), unicode=bool(codec or mark))


def looks_like(head: bytes) -> Sentence:
    """In a few words for an error message, what these bytes seem to be."""
    stripped = head.lstrip()
    for signature, words in _SIGNATURES:
        if head.startswith(signature):
            return words
    if not stripped.strip(b"\0"):
        return say("an empty file") if not stripped else say("a file of null bytes")
    lower = stripped[:200].lower()
    if lower.startswith((b"<!doctype html", b"<html")):
        return say("a web page (HTML)")
    if lower.startswith(b"<"):
        return say("an XML file")
    text = stripped[:40].decode("utf-8", "replace")
    strange = sum(letter == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(letter) == "Cc" for letter in text)
    if strange > len(text) // 4:
        return say("a binary file")
    return say("text of another kind")  # not quoted: the message is kept, and may begin with a name


def printable(text: str, limit: int = 40) -> str:
    """`text` fit for one line of a message: control characters shown as the replacement character, long text cut."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:limit])
    return f"{shown}…" if len(text) > limit else shown


def _gathered(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces joined up to CHUNK and cut down to it, so that neither one byte nor 50 MB at a time costs anything."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        for start in range(0, len(piece), CHUNK):
            part = bytes(piece[start : start + CHUNK])
            waiting.append(part)
            size += len(part)
            if size >= CHUNK:
                yield b"".join(waiting)
                waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


def _wide(head: bytes) -> tuple[str, int]:
    """The codec of UTF-16 or UTF-32 (empty for others) and the length of the byte-order mark."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec, len(mark)
    sample = head[:2000]
    half = len(sample) // 2
    even_nulls, odd_nulls = sample[0::2].count(0), sample[1::2].count(0)
    if half >= 4 and odd_nulls > half * 0.6 and even_nulls < half * 0.1:
        return "utf-16-le", 0
    if half >= 4 and even_nulls > half * 0.6 and odd_nulls < half * 0.1:
        return "utf-16-be", 0
    return "", 0


def _transcoded(first: bytes, pieces: Iterator[bytes], codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    yield decoder.decode(first).encode()
    for piece in pieces:
        yield decoder.decode(piece).encode()
    if rest := decoder.decode(b"", final=True):
        yield rest.encode()


def _with_head(head: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    if head:
        yield head
    yield from pieces
