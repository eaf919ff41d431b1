"""The log as the database holds it, byte by byte: whatever was written over a column is read without failing.

SQLite keeps any bytes in any column, and both databases keep times that Python has none for. The models would raise
where a verification has to go on and tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from naungan.engine.audit import Logged, Stone

CHUNK = 1000
"""Rows held in memory at a time."""
UNNUMBERED = -1
"""The number that a waiting row is given here."""
_BELOW = -(2**62)
_UNREADABLE = -2

_FIRST_YEAR, _LAST_YEAR = 2, 9998
"""A time beyond can't be reckoned with in every zone."""

_COLUMNS = {
    "sqlite": ("CAST({} AS BLOB)", "CAST({} AS BLOB)", "CAST({} AS BLOB)"),
    "postgresql": ("{}", "{}", "CASE WHEN {0} BETWEEN '0002-01-01+00' AND '9998-12-31+00' THEN {0} END"),
}
"""By database, how bytes, texts and times are asked for."""


def rows(size: int) -> Iterator[Logged]:
    """Rows numbered below `size`, by number; plain look-ups, because PostgreSQL scanned for one join."""
    last: Any = _BELOW
    query = _sql("SELECT id, number, {at:time}, {commitment:bytes} FROM audit_row "
                 "WHERE number > %s AND number < %s ORDER BY number LIMIT %s")  # fmt: skip
    while chunk := _all(query, (last, size, CHUNK)):
        yield from _logged(chunk)
        last = chunk[-1][1]


def waiting() -> Iterator[Logged]:
    """Rows that wait for their number, by id."""
    last = _BELOW
    query = _sql("SELECT id, number, {at:time}, {commitment:bytes} FROM audit_row "
                 "WHERE number IS NULL AND id > %s ORDER BY id LIMIT %s")  # fmt: skip
    while chunk := _all(query, (last, CHUNK)):
        yield from _logged(chunk)
        last = chunk[-1][0]


def some(ids: Sequence[int]) -> list[Logged]:
    """The rows with these ids, in their order."""
    query = _sql("SELECT id, number, {at:time}, {commitment:bytes} FROM audit_row WHERE id IN ") + _places(ids)
    found = {row.id: row for row in _logged(_all(query, ids))} if ids else {}
    return [found[row] for row in ids if row in found]


def stones(size: int, *, above: int = 0) -> Iterator[Stone]:
    """Checkpoints above one size and up to another, by size."""
    last: Any = above
    query = _sql("SELECT size, {root:bytes}, {peaks:bytes}, {at:time}, {seal:bytes} FROM audit_checkpoint "
                 "WHERE size > %s AND size <= %s ORDER BY size LIMIT %s")  # fmt: skip
    while chunk := _all(query, (last, size, CHUNK)):
        for found, root, peaks, at, sealed in chunk:
            yield Stone(_number(found), _bytes(root), _bytes(peaks) or b"", _time(at), _bytes(sealed) or b"")
        last = chunk[-1][0]


def last_stone() -> Stone | None:
    """The newest checkpoint."""
    found = _all("SELECT MAX(size) FROM audit_checkpoint WHERE size < %s", (2**62,))[0][0]
    return None if found is None else next((stone for stone in stones(found, above=found - 1)), None)


def head() -> Stone:
    """The head of the log; of an empty tree where there is none. One that can't be read contradicts itself."""
    found = _all(_sql("SELECT size, {peaks:bytes}, {seal:bytes} FROM audit_head WHERE id = %s"), (1,))
    if not found:
        return Stone(0, None, b"", None, b"")
    size, peaks, sealed = found[0]
    if not isinstance(size, int):
        return Stone(0, None, b"\0", None, b"")
    return Stone(size, None, _bytes(peaks) or b"", None, _bytes(sealed) or b"")


def _logged(chunk: Sequence[tuple[Any, ...]]) -> Iterator[Logged]:
    ids = [row for row, *_ in chunk]
    contents = _contents(ids)
    erasers = _erasers([row for row in ids if row not in contents])
    for row, number, at, committed in chunk:
        salt, body, *lookup = contents.get(row, (None,) * 5)
        actor, action, subject = (_text(said) for said in lookup)
        yield Logged(
            number=UNNUMBERED if number is None else _number(number),
            id=row,
            at=_time(at),
            commitment=_bytes(committed) or b"",
            salt=_bytes(salt),
            body=_text(body),
            lookup=(actor, action, subject),
            eraser=erasers.get(row),
        )


def _contents(ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Salt, body, actor, action and subject by row."""
    query = _sql("SELECT row_id, {salt:bytes}, {body:text}, {actor:text}, {action:text}, {subject:text} "
                 "FROM audit_content WHERE row_id IN ") + _places(ids)  # fmt: skip
    return {row: tuple(rest) for row, *rest in _all(query, ids)}


def _erasers(ids: Sequence[int]) -> dict[int, str | None]:
    """For rows without content, the body of the row that tells of their erasure, where there is one."""
    if not ids:
        return {}
    query = _sql("SELECT gone.row_id, {told.body:text} FROM audit_erasure gone "
                 "LEFT JOIN audit_content told ON told.row_id = gone.by_id WHERE gone.row_id IN ")  # fmt: skip
    return {row: _text(body) for row, body in _all(query + _places(ids), ids)}


def _sql(template: str) -> str:
    """The template with each {column:kind} asked for as this database gives it without failing."""
    for kind, way in zip(("bytes", "text", "time"), _COLUMNS[connection.vendor], strict=True):
        while (end := template.find(f":{kind}}}")) >= 0:
            start = template.rfind("{", 0, end)
            template = template[:start] + way.format(template[start + 1 : end]) + template[end + len(kind) + 2 :]
    return template


def _places(values: Sequence[object]) -> str:
    return f"({', '.join(['%s'] * len(values))})"


def _all(query: str, values: Iterable[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return list(cursor.fetchall())


def _number(value: Any) -> int:
    """The number; a text or a fraction is none that the sequencer gave."""
    return value if isinstance(value, int) else _UNREADABLE


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)


def _text(value: Any) -> str | None:
    """The text; bytes that are no UTF-8 become replacement characters, which fit no commitment."""
    return value if value is None or isinstance(value, str) else bytes(value).decode("utf-8", "replace")


def _time(value: Any) -> datetime | None:
    """The moment; None where nothing that can be read as one is stored."""
    if value is None or isinstance(value, datetime):
        return value
    try:
        found = datetime.fromisoformat(bytes(value).decode("ascii"))
    except ValueError:
        return None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
