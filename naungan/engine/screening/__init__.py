"""Screening decisions: who on the register a traveller may be, in bits, with reasons, and never as a verdict."""

from __future__ import annotations

from naungan.engine.compare import Evidence, Note
from naungan.engine.screening.population import Population
from naungan.engine.screening.query import (
    Answer,
    Candidate,
    Match,
    Outcome,
    Prior,
    Query,
    Settings,
    prepare,
    probability,
)
from naungan.engine.screening.scan import explain, naive_scan, scan

__all__ = [
    "Answer",
    "Candidate",
    "Evidence",
    "Match",
    "Note",
    "Outcome",
    "Population",
    "Prior",
    "Query",
    "Settings",
    "explain",
    "naive_scan",
    "prepare",
    "probability",
    "scan",
]
