"""The file of heads: beside the database, what the tree was. It shows when the log behind it was emptied or cut.

One line a head, oldest first: number of rows, root in hex, time. It is only appended to; an operator may forbid the
rest to the node's own user as well (`chattr +a`), or carry the file to another machine.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from naungan.engine.audit import KeptHead

_LONGEST = 200
"""Bytes from the end in which the last line lies."""


def path() -> Path:
    """Where it lies."""
    return Path(settings.HOME) / "audit-head"


def length() -> int | None:
    """Its bytes; None where there is no such file.

    Raises:
        OSError: it can't be looked at.
    """
    try:
        return path().stat().st_size
    except FileNotFoundError:
        return None


def last() -> KeptHead | None:
    """The newest head; None where there is no file, or no line that can be read.

    Raises:
        OSError: it can't be read.
    """
    size = length()
    if size is None:
        return None
    with path().open("rb") as file:
        file.seek(max(0, size - _LONGEST))
        lines = file.read().splitlines()
    return _head(lines[-1]) if lines else None


def keep(head: KeptHead) -> None:
    """Append the head, unless one of as many rows stands there already; the file is made with mode 0600.

    Raises:
        OSError: it can't be written.
    """
    file = os.open(path(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)  # sequencers of two processes keep the order
        before = last()
        if before is not None and before.size >= head.size:
            return
        size = os.fstat(file).st_size
        torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"
        line = f"{head.size} {head.root.hex()} {head.at.isoformat()}\n"
        os.write(file, (("\n" if torn else "") + line).encode())
        os.fsync(file)
    finally:
        os.close(file)


def heads(until: int, *, fault: Callable[[int], None]) -> Iterator[KeptHead]:
    """The heads in the first `until` bytes, oldest first; `fault` is told the number of a line that is none.

    Raises:
        OSError: it can't be read.
    """
    most, done = 0, 0
    with path().open("rb") as file:
        number = 0
        while done < until and (line := file.readline(_LONGEST)):
            number += 1
            done += len(line)
            head = _head(line)
            if head is None or head.size <= most:
                fault(number)
                continue
            most = head.size
            yield head


def _head(line: bytes) -> KeptHead | None:
    try:
        size, root, at = line.decode("ascii").split()
        head = KeptHead(int(size), bytes.fromhex(root), datetime.fromisoformat(at))
    except ValueError:
        return None
    return head if len(head.root) == 32 and head.size > 0 and head.at.tzinfo is not None else None
