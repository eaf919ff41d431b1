"""Parts of the names of many entries, each once: their spellings, which unit each is, how many entries bear them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from naungan.engine.names import Part
from naungan.engine.screening import spellings
from naungan.engine.screening.segment import KEYS_BETWEEN
from naungan.engine.screening.spellings import Ints, spans

_AT_ONCE: Final = 1 << 20
"""Parts whose bearers are counted at a time."""


def distinct_parts(parts: Sequence[Part]) -> tuple[list[Part], Ints]:
    """Each part object once, in the order of their first places, and which of them stands at each place.

    Names share remembered parts, so that to tell objects apart is to tell most parts apart, and much faster.
    """
    ids = np.fromiter(map(id, parts), dtype=np.int64, count=len(parts))
    _, first, which = np.unique(ids, return_index=True, return_inverse=True)
    order = np.argsort(first)
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    return [parts[place] for place in first[order].tolist()], ranks[which].astype(np.int32)


def count_bearers(met: Sequence[Part], which: Ints, slot_starts: NDArray[np.int64]) -> dict[str, int]:
    """How many entries bear each canonical key: `slot_starts` are the places in `which` where their parts begin."""
    numbers: dict[str, int] = {}
    keys = np.array([numbers.setdefault(key, len(numbers)) for part in met for key in part.keys], dtype=np.int64)
    ends = np.cumsum([len(part.keys) for part in met], dtype=np.int64)
    starts = np.append(0, ends[:-1])
    counts = np.zeros(len(numbers), dtype=np.int64)
    slots = np.repeat(np.arange(len(slot_starts) - 1), np.diff(slot_starts))
    first = 0
    while first < len(which):
        # Whole entries at a time, so that nobody is counted twice.
        last = int(slot_starts[np.searchsorted(slot_starts, min(first + _AT_ONCE, len(which)))])
        parts = which[first:last]
        sizes = ends[parts] - starts[parts]
        borne = keys[spans(starts[parts], ends[parts])]
        once = np.unique(slots[first:last].repeat(sizes) * len(numbers) + borne)
        counts += np.bincount(once % len(numbers), minlength=len(numbers))
        first = last
    return dict(zip(numbers, counts.tolist(), strict=True))


def settle_units(met: Sequence[Part]) -> tuple[Ints, dict[str, NDArray[np.generic]]]:
    """The unit of each part met, and the arrays of the spellings and of the units with more than one."""
    units: dict[tuple[tuple[str, ...], bool], int] = {}
    unit_keys: list[tuple[str, ...]] = []
    """Of each unit the keys that its bearers are counted under, which a native part has from its reading."""
    of_parts = np.zeros(len(met), dtype=np.int32)
    for place, part in enumerate(met):
        of_parts[place] = unit = units.setdefault((part.spellings, part.cut), len(units))
        if unit == len(unit_keys):
            unit_keys.append(part.keys)
    texts = sorted({text for spelt, _ in units for text in spelt})
    numbers = {text: number for number, text in enumerate(texts)}
    arrays = spellings.pack(texts)
    final = np.zeros(max(len(units), 1), dtype=np.int32)
    starts, members, cut = [0], array("i"), array("B")
    for (spelt, is_cut), unit in units.items():
        if len(spelt) == 1 and not is_cut:
            final[unit] = numbers[spelt[0]]
            continue
        final[unit] = len(texts) + len(starts) - 1
        members.extend(numbers[text] for text in spelt)
        starts.append(len(members))
        cut.append(is_cut)
    keys = spellings.unpack_texts(arrays, "canonical") + [""] * len(cut)
    for unit, listed in enumerate(unit_keys):
        keys[final[unit]] = KEYS_BETWEEN.join(listed)
    arrays |= spellings.pack_texts("unit_keys", keys)
    arrays["unit_starts"] = np.array(starts, dtype=np.int64)
    arrays["unit_spellings"] = np.array(members, dtype=np.int32)
    arrays["unit_cut"] = np.array(cut, dtype=np.uint8)
    owners = np.repeat(np.arange(len(texts), len(texts) + len(cut), dtype=np.int32), np.diff(arrays["unit_starts"]))
    order = np.argsort(arrays["unit_spellings"], kind="stable")
    held = np.bincount(arrays["unit_spellings"], minlength=len(texts)) if len(members) else np.zeros(len(texts), int)
    arrays["holder_starts"] = np.append(0, np.cumsum(held)).astype(np.int64)
    arrays["holders"] = owners[order]
    return final[of_parts], arrays
