"""Screening: one traveller against the whole register, exhaustively. A match is a question to an officer, with reasons.

The vector pass (bounds) leaves out only what can't reach the lower threshold; all that it keeps is compared by
engine.compare, which alone gives bits and evidence. `naive_scan` compares everything and is the oracle of both.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from naungan.engine.compare import Comparison, Note, compare, profile
from naungan.engine.names import Form
from naungan.engine.screening.bounds import row_bounds
from naungan.engine.screening.population import Population
from naungan.engine.screening.query import Answer, Candidate, Match, Query, Settings, probability


def scan(population: Population, query: Query, *, settings: Settings) -> Answer:
    """Ask the whole population about one traveller.

    The answer holds every entry whose probability reaches `settings.possible_from`, the strongest `settings.limit` of
    them, by bits and then by entry. Same answer as `naive_scan`. Bounded by one exact comparison an entry.
    """
    size = len(population)
    if not size or not _askable(query):
        return _answer([], query, settings)
    least = settings.least_bits(size)
    rows = np.flatnonzero(row_bounds(population, query.profile) >= least)
    found = []
    for slot, forms in _by_slot(population, rows.tolist()).items():
        compared = compare(query.profile, population.profiles[slot], population.rarity, forms=forms)
        if compared.bits >= least:
            found.append(_match(population.candidates[slot], compared, settings, size))
    return _answer(found, query, settings)


def naive_scan(candidates: Iterable[Candidate], population: Population, query: Query, *, settings: Settings) -> Answer:
    """As `scan`, by comparing every candidate in full: slow, and the measure of every faster way."""
    if not _askable(query):
        return _answer([], query, settings)
    found = [explain(query, candidate, population, settings) for candidate in candidates]
    least = settings.least_bits(len(population))
    return _answer([match for match in found if match.bits >= least], query, settings)


def explain(query: Query, candidate: Candidate, population: Population, settings: Settings) -> Match:
    """One traveller against one entry, with all evidence, also far below the threshold."""
    held = population.candidate(candidate.entry)
    prepared = population.profile_of(candidate.entry) if held == candidate else None
    compared = compare(query.profile, prepared or profile(candidate.identity), population.rarity)
    return _match(candidate, compared, settings, len(population))


def _askable(query: Query) -> bool:
    """Whether there is anything to find a person by; birth date and nationality alone would accuse strangers."""
    return bool(query.profile.forms or query.profile.papers)


def _by_slot(population: Population, rows: list[int]) -> dict[int, list[Form]]:
    """Entry slots with the names that may reach the threshold: no other name of the entry can be its best."""
    found: dict[int, list[Form]] = {}
    slots = population.row_slots.view
    for row in rows:
        forms = found.setdefault(int(slots[row]), [])
        if population.forms[row].parts:
            forms.append(population.forms[row])
    return found


def _match(candidate: Candidate, compared: Comparison, settings: Settings, size: int) -> Match:
    chance = probability(compared.bits, settings.prior.bits(size))
    return Match(
        entry=candidate.entry,
        version=candidate.version,
        bits=compared.bits,
        probability=chance,
        outcome=settings.outcome(chance),
        evidence=compared.evidence,
        name=compared.name,
        concern=candidate.concern,
    )


def _answer(found: list[Match], query: Query, settings: Settings) -> Answer:
    found.sort(key=lambda match: (-match.bits, match.entry))
    notes = list(query.profile.notes)
    if not _askable(query):
        notes.append(Note("no-evidence"))
    if len(found) > settings.limit:
        notes.append(Note("more", len(found) - settings.limit))
    return Answer(found[0].outcome if found else "none", tuple(found[: settings.limit]), tuple(notes))
