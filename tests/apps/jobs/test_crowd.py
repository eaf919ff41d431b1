"""Feeds and jobs with eight writers and workers that are killed: nothing is lost, nothing happens twice."""

from __future__ import annotations

from typing import Any

import pytest

from tests import crowd

pytestmark = pytest.mark.store


def test_a_feed_loses_and_repeats_nothing_when_its_followers_are_killed(store: str) -> None:
    found: Any = crowd.run(store, "tests.apps.jobs.scenarios:feed_under_fire", seed=20261122)
    numbers = [number for number, _what in found["written"]]
    assert len(numbers) > 200
    assert numbers == list(range(1, len(numbers) + 1))
    assert found["head"] == len(numbers)
    assert found["seen"]["one"] == found["written"]
    assert found["seen"]["two"] == found["written"]


def test_a_log_numbered_later_loses_and_repeats_nothing_when_everyone_around_it_is_killed(store: str) -> None:
    found: Any = crowd.run(store, "tests.apps.jobs.scenarios:log_under_fire", seed=20261122)
    assert len(found["written"]) > 150
    assert [number for number, _what in found["written"]] == list(range(1, found["head"] + 1))
    assert found["seen"] == found["written"]


def test_jobs_asked_for_twice_and_workers_killed_have_their_effect_once(store: str) -> None:
    found: Any = crowd.run(store, "tests.apps.jobs.scenarios:jobs_under_fire", seed=20261122)
    assert found["states"] == ["done"]
    assert found["effects"] == sorted(f"{writer}:{number}" for writer in range(4) for number in range(25))
    assert found["asked"] == 100
