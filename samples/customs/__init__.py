"""How people are named: one function for each custom of data/customs.csv, from the tables under names/."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from samples.customs import chinese, elsewhere, mainland, maritime, southern
from samples.customs.naming import Naming

Custom = Callable[[Random, str], Naming]

CUSTOMS: Final[Mapping[str, Custom]] = {
    **maritime.CUSTOMS,
    **mainland.CUSTOMS,
    **chinese.CUSTOMS,
    **southern.CUSTOMS,
    **elsewhere.CUSTOMS,
}
"""Custom by its name; called with the generator and the sex (F or M)."""

__all__ = ["CUSTOMS", "Custom", "Naming"]
