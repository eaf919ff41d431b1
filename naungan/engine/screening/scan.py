"""Screening: one traveller against the whole register. A match is a question to an officer, with reasons.

Lanes leave out rows that can't reach the lower threshold, the row scorer leaves out those that don't; what remains is
compared by engine.compare, which alone gives bits and evidence. `naive_scan` compares everything: the oracle of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from naungan.engine.compare import Comparison, Note, Profile, compare, profile
from naungan.engine.compare.sameday import least_dated, least_spelt
from naungan.engine.compare.weights import Rarity, line, weight
from naungan.engine.screening import births
from naungan.engine.screening.agreeing import Asked, ask
from naungan.engine.screening.lanes import Lanes, by_document, lanes, most_around
from naungan.engine.screening.population import Held, Population
from naungan.engine.screening.query import Answer, Candidate, Match, Query, Settings, probability
from naungan.engine.screening.rows import HAIR, reachable, score
from naungan.engine.screening.sameday import respelt_slots
from naungan.engine.screening.segment import SEX_CODES, Segment, country_codes
from naungan.engine.screening.spellings import Ints, distinct, spans

Floats = NDArray[np.float32]
_NO_ROWS: Final[Ints] = np.zeros(0, dtype=np.int32)
_NO_BITS: Final[Floats] = np.zeros(0, dtype=np.float32)


def scan(population: Population, query: Query, *, settings: Settings) -> Answer:
    """Ask the whole population about one traveller.

    The answer holds every entry whose probability reaches `settings.possible_from`, the strongest `settings.limit` of
    them, by bits and then by entry. Same answer as `naive_scan`.
    """
    size = len(population)
    if not size or not _askable(query):
        return _answer([], query, settings)
    least = settings.least_bits(size)
    rarity = population.rarity
    found = []
    for held in population.segments():
        for slot, rows in survivors(held, query.profile, rarity, least).items():
            segment = held.segment
            forms = segment.forms(slot, rows) if rows else None
            compared = compare(query.profile, segment.profile(slot), rarity, forms=forms)
            if compared.bits >= least and _accuses(compared):
                found.append(_match(segment.candidate(slot), compared, settings, size))
    return _answer(found, query, settings)


def survivors(held: Held, query: Profile, rarity: Rarity, least: float) -> dict[int, list[int]]:
    """Slots that may reach `least` bits, with the rows of the names that may; no rows where any name may."""
    segment = held.segment
    asked = [ask(segment, form, rarity, held.board.memory) for form in query.forms]
    found = lanes(segment, query, asked, least)
    left = least - births.most(query.births)
    needed = left - most_around(query, left)
    if any(map(births.is_day, query.births)):
        needed = least_dated(needed)
    if found is None or needed <= 0:
        rows, names = _everybody(held, asked)
        papers = by_document(segment, query)
    else:
        rows, names = _named(held, asked, found, needed)
        papers = found.papers
    slots = segment.arrays["row_slots"][rows]
    passed = segment.alive[slots] & (names >= needed - HAIR)
    rows, slots, names = rows[passed], slots[passed], names[passed]
    passed = _totals(segment, query, slots, names, alike=needed > 0) >= least
    kept: dict[int, list[int]] = {}
    for row, slot in sorted({*zip(rows[passed].tolist(), slots[passed].tolist(), strict=True)}):
        kept.setdefault(slot, []).append(row)
    kept.update({slot: [] for slot in papers.tolist() if segment.alive[slot]})
    kept.update(
        {slot: [] for slot in respelt_slots(segment, query, least_spelt(left - most_around(query, 0.0))).tolist()}
    )
    return kept


def _named(held: Held, asked: Sequence[Asked], found: Lanes, needed: float) -> tuple[Ints, Floats]:
    """Of the rows found for each form those whose name may come to the bits needed, with the bits of the name.

    `needed`: in rows that were found by birth.
    """
    segment, board = held.segment, held.board
    every, names = [_NO_ROWS], [_NO_BITS]
    for one, named in zip(asked, found.named, strict=True):
        # Names in scripts that can't be compared are no evidence.
        born, called = segment.comparable(one.form, found.born), segment.comparable(one.form, named)
        near = np.concatenate((born, called))
        if not len(near):
            continue
        least = np.full(len(near), found.needed, dtype=np.float32)
        least[: len(born)] = needed
        with board.holding(one):
            rows = distinct(near[reachable(segment, board, near, least)])
            if len(rows):
                every.append(rows)
                names.append(score(segment, board, one, rows).bits)
    return np.concatenate(every), np.concatenate(names)


def _everybody(held: Held, asked: Sequence[Asked]) -> tuple[Ints, Floats]:
    """All rows, with the bits of the name, 0 where it speaks against: a row can't know what the others offer."""
    segment, board = held.segment, held.board
    every = np.arange(segment.rows, dtype=np.int32)
    names = np.zeros(segment.rows, dtype=np.float32)
    for one in asked:
        rows = segment.comparable(one.form, every)
        if len(rows):
            with board.holding(one):
                names[rows] = np.maximum(names[rows], score(segment, board, one, rows).bits)
    return every, names


def _totals(segment: Segment, query: Profile, slots: Ints, names: Floats, *, alike: bool) -> Floats:
    """The bits of names with those of birth date, nationality, sex and at most those of the place of birth.

    `alike`: the names are, so that nationality tells less.
    """
    if not len(slots):
        return _NO_BITS
    each, places = np.unique(slots, return_inverse=True)
    bits = np.full(len(each), HAIR, dtype=np.float32)
    if query.births:
        starts = segment.arrays["slot_births"]
        first, last = starts[each], starts[each + 1]
        best = births.key_bits(segment.arrays["births"][spans(first, last)], query.births)
        most = np.maximum.reduceat(best, np.append(0, np.cumsum(last - first)[:-1]))
        bits += np.where(np.isneginf(most), np.float32(0), most)
        slope, value = map(np.float32, line("dated"))
        same_day = (most >= np.float32(weight("birth", "exact")) - HAIR)[places] & (names > -HAIR)
        names = np.where(same_day, np.maximum(names, value + slope * names), names)
    if query.nationalities:
        held = segment.arrays["nationalities"][each]
        shared = np.isin(held, country_codes(query.nationalities)).any(axis=1)
        agrees = weight("joint", "shared-alike") if alike else weight("nationality", "shared")
        level = np.where(shared, agrees, weight("joint", "differs-alike"))
        bits += np.where(held[:, 0] == 0, 0, level).astype(np.float32)
    code = SEX_CODES.get(query.sex)
    if code is not None:
        sexes = segment.arrays["sexes"][each]
        level = np.where(sexes == code, weight("sex", "agrees"), weight("sex", "differs"))
        bits += np.where(sexes == 0, 0, level).astype(np.float32)
    if query.place_tokens:
        bits += np.where(segment.arrays["places"][each], np.float32(weight("birth-place", "agrees")), np.float32(0))
    totals: Floats = names + bits[places]
    return totals


def naive_scan(candidates: Iterable[Candidate], population: Population, query: Query, *, settings: Settings) -> Answer:
    """As `scan`, by comparing every candidate in full: slow, and the measure of every faster way."""
    if not _askable(query):
        return _answer([], query, settings)
    least = settings.least_bits(len(population))
    found = []
    for candidate in candidates:
        compared = _compared(query, candidate, population)
        if compared.bits >= least and _accuses(compared):
            found.append(_match(candidate, compared, settings, len(population)))
    return _answer(found, query, settings)


def explain(query: Query, candidate: Candidate, population: Population, settings: Settings) -> Match:
    """One traveller against one entry, with all evidence, also far below the threshold."""
    return _match(candidate, _compared(query, candidate, population), settings, len(population))


def _compared(query: Query, candidate: Candidate, population: Population) -> Comparison:
    held = population.candidate(candidate.entry)
    prepared = population.profile_of(candidate.entry) if held == candidate else None
    return compare(query.profile, prepared or profile(candidate.identity), population.rarity)


def _accuses(compared: Comparison) -> bool:
    """Whether a name or a paper was compared: birth date and nationality alone are those of strangers, too."""
    name, _, papers, *_ = compared.evidence
    return name.level != "unknown" or papers.bits > 0


def _askable(query: Query) -> bool:
    """Whether there is anything to find a person by."""
    return bool(query.profile.forms or query.profile.papers)


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
