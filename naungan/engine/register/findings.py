"""A rule that a record met, by its code in admission_rules.csv."""

from __future__ import annotations

from dataclasses import dataclass, replace

_VALUE_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that was met, and what fills its sentence."""

    rule: str
    values: tuple[tuple[str, str], ...] = ()
    about: str = ""
    """The ground that met it, in its source's words: the section, the notice's number, the charge."""

    @classmethod
    def of(cls, rule: str, **values: object) -> Finding:
        """A finding with values, cut to what a sentence can carry."""
        return cls(rule, tuple((key, str(value)[:_VALUE_SHOWN]) for key, value in values.items()))

    def on(self, about: str) -> Finding:
        """The same of a ground by name."""
        return replace(self, about=about[:_VALUE_SHOWN])
