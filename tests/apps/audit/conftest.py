"""The file of heads in tests: every head goes into it, without the pause between two."""

from __future__ import annotations

from datetime import timedelta

import pytest

from naungan.audit import actions


@pytest.fixture(autouse=True)
def _every_head_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "KEEP_EVERY", timedelta(0))
