"""The vector pass: for every listed name at once, more bits than the exact comparison can give it.

It only chooses what is compared exactly; it must never be below the truth (a test holds it to that), and it need not
be close to it where few rows are concerned.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare import Profile, joined_texts, weight
from naungan.engine.names import Form, Part, sound
from naungan.engine.records import PartialDate
from naungan.engine.screening.population import ANY_NATIONALITY, SEX_CODES, Population, document_bytes

Floats = NDArray[np.float32]


def row_bounds(population: Population, query: Profile) -> Floats:
    """For each row (a listed name of an entry) an upper bound of the bits of its entry under that name."""
    slots = population.row_slots.view
    entries = entry_bounds(population, query)
    bounds: Floats = name_bounds(population, query.forms) + entries[slots]
    return bounds


def name_bounds(population: Population, forms: Sequence[Form]) -> Floats:
    """For each row an upper bound of the name's bits, 0 at least, `name,cap` at most."""
    best = np.zeros(population.names, dtype=np.float32)
    per_part: dict[tuple[str, bool], Floats] = {}
    for form in forms:
        total = np.zeros(population.names, dtype=np.float32)
        for part in form.parts:
            known = (part.text, part.cut)
            if known not in per_part:
                per_part[known] = _part_bounds(population, part)
            total += per_part[known]
        _add_joined(population, form, total)
        np.maximum(best, total, out=best)
    bounds: Floats = np.minimum(best, np.float32(weight("name", "cap")))
    return bounds


def _part_bounds(population: Population, part: Part) -> Floats:
    vocabulary = population.vocabulary
    best = np.zeros(population.names, dtype=np.float32)
    if len(part.text) == 1:
        best[vocabulary.rows_with_letter(part.text)] = weight("name", "initial")
    for number, bits in vocabulary.agreements(part, population.rarity).items():
        rows = vocabulary.rows(number)
        best[rows] = np.maximum(best[rows], np.float32(bits))
    return best


def _add_joined(population: Population, form: Form, total: Floats) -> None:
    """Names written together on one side: what two parts prove together, at most."""
    most = np.float32(weight("name", "token-cap"))
    for text, _ in joined_texts(form):
        for number in population.vocabulary.with_sound(sound(text)):
            total[population.vocabulary.rows(number)] += most
    for part in form.parts:
        rows = population.joined.get(sound(part.text))
        if rows:
            total[rows] += most


def entry_bounds(population: Population, query: Profile) -> Floats:
    """For each slot an upper bound of the bits of everything but the name; minus infinity where it is withdrawn."""
    bounds = birth_bounds(population, query.births) + document_bounds(population, query)
    bounds += _nationality_bounds(population, query.nationalities) + _sex_bounds(population, query.sex)
    if query.place_tokens:
        bounds += np.where(population.places.view, np.float32(weight("birth-place", "agrees")), np.float32(0))
    # Sums in single precision: a hair above, so that rounding never hides a match.
    bounds += np.float32(1e-3)
    bounds[~population.alive.view.astype(np.bool_, copy=False)] = -np.inf
    return bounds


def birth_bounds(population: Population, births: Sequence[PartialDate]) -> Floats:
    """For each slot an upper bound of the bits of its dates of birth."""
    size = len(population.candidates)
    if not births or not size:
        return np.zeros(size, dtype=np.float32)
    cells = population.births.cells.view.astype(np.int16, copy=False)
    best = np.full(len(cells), -np.inf, dtype=np.float32)
    for birth in births:
        np.maximum(best, _birth_cells(cells, birth), out=best)
    return population.births.largest(best)


def _birth_cells(cells: NDArray[np.int16], birth: PartialDate) -> Floats:
    year, month, day = cells[:, 0], cells[:, 1], cells[:, 2]
    partial = ~((year > 0) & (month > 0) & (day > 0)) | (not birth.exact)
    gap = np.abs(year - np.int16(birth.year or 0))
    same_month, same_day = month == (birth.month or 0), day == (birth.day or 0)
    best = np.full(len(cells), weight("birth", "differs"), dtype=np.float32)
    # From weak to strong: each line raises the bound of the rows that may reach its level.
    for reached, levels in (
        (gap <= 2, ("near-year", "day-off")),
        (gap == 0, ("same-year", "year")),
        (same_month & same_day, ("year-off", "day-and-month")),
        ((gap == 0) & (same_day | same_month), ("month-off",)),
        ((gap == 0) & (day == (birth.month or 0)) & (month == (birth.day or 0)), ("swapped",)),
        ((gap == 0) & same_month, ("month",)),
        ((gap == 0) & same_month & same_day & ~partial, ("exact", "placeholder")),
    ):
        bits = np.float32(max(weight("birth", level) for level in levels))
        best = np.where(reached, np.maximum(best, bits), best)
    unknown = (year == 0) | (birth.year is None)
    best = np.where(unknown, np.maximum(best, np.float32(0)), best)
    return best.astype(np.float32, copy=False)


def document_bounds(population: Population, query: Profile) -> Floats:
    """For each slot an upper bound of the bits of its documents."""
    best = np.zeros(len(population.candidates), dtype=np.float32)
    if not len(population.documents):
        return best
    slots = population.document_slots.view
    for paper in query.papers:
        wanted = np.array(document_bytes(paper.number), dtype=np.uint8)
        apart = (population.documents.view != wanted).sum(axis=1)
        np.maximum.at(best, slots[apart == 0], np.float32(weight("document", "exact")))
        # Two neighbours exchanged are two places apart.
        np.maximum.at(best, slots[apart <= 2], np.float32(weight("document", "near")))
    return best


def _nationality_bounds(population: Population, codes: Sequence[str]) -> Floats:
    held = population.nationalities.view
    if not codes:
        return np.zeros(len(held), dtype=np.float32)
    wanted = [population.nationality_codes.get(code, -2) for code in codes]
    shared = np.isin(held, [*wanted, ANY_NATIONALITY]).any(axis=1)
    bounds = np.where(shared, weight("nationality", "shared"), weight("nationality", "differs"))
    bounds[held[:, 0] == 0] = 0.0
    return bounds.astype(np.float32)


def _sex_bounds(population: Population, sex: str) -> Floats:
    held = population.sexes.view
    code = SEX_CODES.get(sex)
    if code is None:
        return np.zeros(len(held), dtype=np.float32)
    bounds = np.where(held == code, weight("sex", "agrees"), weight("sex", "differs"))
    bounds[held == 0] = 0.0
    return bounds.astype(np.float32)
