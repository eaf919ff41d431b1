"""Fictional people for tests, one role each."""

from __future__ import annotations

from datetime import date

from naungan.engine.accounts import Actor, Grant


def actor(role: str, *, name: str = "user:1", agency: str = "SAMPLE", until: date | None = None) -> Actor:
    """A fictional person who holds the role; `name` is the actor's id."""
    return Actor(id=name, name=f"Sample {role} (fictional)", agency=agency, grants=(Grant(role, until),))
