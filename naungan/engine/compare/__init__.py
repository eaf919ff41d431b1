"""Comparison in bits: evidence for or against two descriptions being of one person, element by element, with reasons.

Fellegi-Sunter match weights with term frequencies. The weights stand in tables/match_weights, the words in
tables/evidence.
"""

from __future__ import annotations

from naungan.engine.compare.alignment import Pair, Standing, describe, standing
from naungan.engine.compare.birth import birth_level, compare_births
from naungan.engine.compare.document import Paper, compare_papers, one_slip, paper_level
from naungan.engine.compare.evidence import Evidence
from naungan.engine.compare.identity import (
    MOST_NAMES,
    Comparison,
    Note,
    Profile,
    comparable,
    compare,
    compare_names,
    profile,
)
from naungan.engine.compare.levels import LEVELS, level
from naungan.engine.compare.tokens import Agreement, agree
from naungan.engine.compare.weights import Frequencies, Rarity, weight

__all__ = [
    "LEVELS",
    "MOST_NAMES",
    "Agreement",
    "Comparison",
    "Evidence",
    "Frequencies",
    "Note",
    "Pair",
    "Paper",
    "Profile",
    "Rarity",
    "Standing",
    "agree",
    "birth_level",
    "comparable",
    "compare",
    "compare_births",
    "compare_names",
    "compare_papers",
    "describe",
    "level",
    "one_slip",
    "paper_level",
    "profile",
    "standing",
    "weight",
]
