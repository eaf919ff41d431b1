"""The first codebook of modus operandi."""

from __future__ import annotations

from naungan.engine import modus


def test_the_codebook_has_neutral_codes_in_the_sections_that_the_field_uses() -> None:
    sections = list(dict.fromkeys(behaviour.section for behaviour in modus.codebook().values()))
    assert sections == ["target", "approach", "control", "online", "place", "concealment", "after"]
    assert 30 <= len(modus.codebook()) <= 70
    for code, behaviour in modus.codebook().items():
        assert code == behaviour.code
        assert behaviour.label() != behaviour.label("ms")
        assert behaviour.definition


def test_codes_and_states_that_are_not_known_are_named() -> None:
    assert modus.unknown_codes({"A02": "present", "Z99": "absent", "T01": "maybe"}) == ["Z99", "T01"]
