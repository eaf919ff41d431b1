"""Feeds: a higher app follows what changed in a lower one, which never learns who its readers are.

The numbers of a feed follow the order of commits, so a follower that has read number n never misses a smaller one that
is committed later. Two ways lead there, measured in docs/adr/0004-feeds.md. `publish` numbers within the transaction
and keeps the counter's row locked until its commit: followers learn at once, writers queue. `number_waiting` numbers
rows that were committed without: nobody queues, followers learn when it next runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from naungan.jobs.models import FeedCounter, FeedCursor


@dataclass(slots=True)
class Cursor:
    """Where a follower stands. Set `position` to the number of the last change taken in; leaving `reading` saves it."""

    feed: str
    follower: str
    position: int


def publish(feed: str, count: int = 1) -> int:
    """Take the next `count` numbers of the feed, in the caller's transaction; returns the first of the block.

    Call it last, just before the change rows are written: other writers of this feed wait until the commit. Who
    publishes in two feeds takes them in alphabetical order, or two transactions may wait for each other.

    Raises:
        RuntimeError: called outside a transaction; a defect of the caller.
        ValueError: fewer than one number was asked for.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"numbers of the feed {feed} must be taken in the transaction that they number")
    if count < 1:
        raise ValueError(f"{count} numbers of the feed {feed} were asked for")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_feedcounter (feed, number) VALUES (%s, %s) "
            "ON CONFLICT (feed) DO UPDATE SET number = jobs_feedcounter.number + excluded.number RETURNING number",
            [feed, count],
        )
        return int(cursor.fetchone()[0]) - count + 1


def number_waiting(feed: str, waiting: QuerySet[Any], *, limit: int = 1000) -> int:
    """Number committed rows, at most `limit`, in the order of their keys; returns how many. A timer's, for busy logs.

    `waiting` finds the rows whose column `number` is still null. One process numbers at a time, whoever is killed.
    """
    if not waiting.exists():
        return 0
    with transaction.atomic():
        FeedCounter.objects.bulk_create([FeedCounter(feed=feed)], ignore_conflicts=True)
        counter = FeedCounter.objects.select_for_update().get(feed=feed)
        keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:limit])
        described = waiting.model._meta  # noqa: SLF001  Django documents it
        table, key = (connection.ops.quote_name(name) for name in (described.db_table, described.pk.column))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET number = %s WHERE {key} = %s",  # noqa: S608  the model's own names
                list(enumerate(keys, start=counter.number + 1)),
            )
        counter.number += len(keys)
        counter.save(update_fields=["number"])
    return len(keys)


def head(feed: str) -> int:
    """The last number given out in the feed, 0 when none."""
    return FeedCounter.objects.filter(feed=feed).values_list("number", flat=True).first() or 0


@contextmanager
def reading(feed: str, *, follower: str) -> Iterator[Cursor]:
    """Open a transaction in which the follower reads on: effects and the new position are saved together, or neither.

    A second process that reads as the same follower waits until the first is through. An exception undoes everything.

    Raises:
        ValueError: the position was set back, or beyond the feed's head; a defect of the follower.
    """
    with transaction.atomic():
        FeedCursor.objects.bulk_create([FeedCursor(feed=feed, follower=follower)], ignore_conflicts=True)
        kept = FeedCursor.objects.select_for_update().get(feed=feed, follower=follower)
        cursor = Cursor(feed, follower, kept.position)
        yield cursor
        if cursor.position == kept.position:
            return
        if not kept.position < cursor.position <= head(feed):
            raise ValueError(f"{follower} moved in {feed} from {kept.position} to {cursor.position} of {head(feed)}")
        FeedCursor.objects.filter(pk=kept.pk).update(position=cursor.position)


def rewind(feed: str, *, follower: str, position: int = 0) -> None:
    """Let the follower read again from an earlier place, as when what it builds is built anew; never forward."""
    with transaction.atomic():
        FeedCursor.objects.select_for_update().filter(feed=feed, follower=follower, position__gt=position).update(
            position=position
        )
