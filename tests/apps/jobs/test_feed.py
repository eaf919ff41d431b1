"""Feeds: numbers in the order of commits, and a position that moves with its effects."""

from __future__ import annotations

import pytest
from django.db import transaction

from naungan.jobs import feed, queries
from tests.actors import actor

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


def publish(count: int = 1) -> int:
    with transaction.atomic():
        return feed.publish("register", count)


def test_numbers_start_at_one_and_blocks_follow_each_other() -> None:
    assert feed.head("register") == 0
    assert [publish(), publish(3), publish()] == [1, 2, 5]
    assert feed.head("register") == 5
    assert feed.head("other") == 0


def test_numbers_of_a_transaction_that_fails_are_given_again() -> None:
    publish()
    with transaction.atomic():
        assert feed.publish("register", 4) == 2
        transaction.set_rollback(True)
    assert publish() == 2


def test_numbers_are_refused_outside_a_transaction_and_in_blocks_of_none() -> None:
    with pytest.raises(RuntimeError, match="in the transaction that they number"):
        feed.publish("register")
    with pytest.raises(ValueError, match="0 numbers"), transaction.atomic():
        feed.publish("register", 0)


def test_a_follower_goes_on_where_it_stopped_each_for_itself() -> None:
    publish(5)
    with feed.reading("register", follower="index") as cursor:
        assert cursor.position == 0
        cursor.position = 3
    with feed.reading("register", follower="index") as cursor:
        assert cursor.position == 3
    with feed.reading("register", follower="exchange") as cursor:
        assert cursor.position == 0


def test_a_follower_that_fails_keeps_neither_position_nor_effects() -> None:
    publish(5)

    def fail() -> None:
        with feed.reading("register", follower="index") as cursor:
            feed.publish("effects")
            cursor.position = 3
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert feed.head("effects") == 0
    with feed.reading("register", follower="index") as cursor:
        assert cursor.position == 0


@pytest.mark.parametrize("position", [2, 6])
def test_a_follower_may_go_neither_back_nor_beyond_the_head(position: int) -> None:
    publish(5)
    with feed.reading("register", follower="index") as cursor:
        cursor.position = 3

    def move() -> None:
        with feed.reading("register", follower="index") as cursor:
            cursor.position = position

    with pytest.raises(ValueError, match="index moved in register from 3"):
        move()


def test_rewinding_goes_back_and_never_forward() -> None:
    publish(5)
    with feed.reading("register", follower="index") as cursor:
        cursor.position = 3
    feed.rewind("register", follower="index", position=4)
    feed.rewind("register", follower="index", position=1)
    with feed.reading("register", follower="index") as cursor:
        assert cursor.position == 1


def test_an_operator_sees_how_far_followers_are_behind() -> None:
    publish(5)
    with feed.reading("register", follower="index") as cursor:
        cursor.position = 3
    (found,) = queries.followers(actor("operator"))
    assert (found.feed, found.follower, found.behind) == ("register", "index", 2)
