"""What a row of the audit log commits to: its content in one canonical form, salted and hashed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from hashlib import sha256
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def canonical(body: Mapping[str, object]) -> str:
    """The body as JSON in one form only: keys sorted as RFC 8785 does, no blanks, text unescaped where it can be.

    Dates and UUIDs become text, tuples and sets lists; numbers are written as Python writes them. The text itself is
    stored and hashed: a verifier hashes its UTF-8 bytes and never writes it anew.

    Raises:
        TypeError: a value that has no JSON form.
        ValueError: a number that is not finite.
    """
    return json.dumps(_plain(body), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def commitment(salt: bytes, body: str) -> bytes:
    """SHA-256(salt ‖ body in UTF-8): binds to the content, tells nothing of it without the salt."""
    return sha256(salt + body.encode()).digest()


def entry(at: datetime, committed: bytes) -> bytes:
    """What a row puts into the tree: microseconds since 1970 UTC (8 bytes, big-endian), then its commitment."""
    return ((at - _EPOCH) // _MICROSECOND).to_bytes(8, "big", signed=True) + committed


def seal(before: bytes, size: int, root: bytes, at: datetime) -> bytes:
    """What a checkpoint commits to: SHA-256(seal before ‖ size, 8 bytes ‖ its time as in `entry` ‖ root).

    The first follows an empty seal. So a checkpoint that is left out, or moved in time, breaks the one after it.
    """
    return sha256(before + size.to_bytes(8, "big", signed=True) + entry(at, root)).digest()


def _plain(value: object) -> object:
    """The value in JSON's own types."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, Mapping):
        items = {_text(str(key)): _plain(item) for key, item in value.items()}
        return dict(sorted(items.items(), key=lambda item: item[0].encode("utf-16-be")))
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return _scalar(value)


def _scalar(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"an audit row cannot hold a {type(value).__name__}: give text, numbers, dates, lists or mappings")


def _text(text: str) -> str:
    """The text without lone surrogates, which no UTF-8 can carry."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
