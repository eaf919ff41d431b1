"""The audit log with eight writers and killed sequencers: no gap, no number twice, and it verifies all along."""

from __future__ import annotations

from typing import Any

import pytest

from tests import crowd

pytestmark = pytest.mark.store


def test_numbering_has_no_gap_and_no_double_when_its_sequencers_are_killed(store: str) -> None:
    found: Any = crowd.run(store, "tests.apps.audit.scenarios:log_under_fire", seed=20261122)
    assert found["during"] == []
    assert found["after"] == []
    assert found["waiting"] == 0
    assert found["size"] > 150
    assert found["numbers"] == list(range(found["size"]))
    assert found["kept"] == found["size"]


def test_sequencers_wait_for_each_other(store: str) -> None:
    found = crowd.run(store, "tests.apps.audit.scenarios:sequencers_at_once", seed=20261122)
    assert found == {"findings": 0, "size": 200, "checkpoints": 40}
