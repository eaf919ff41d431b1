"""The distinct spellings of a register as columns: which of them agree with a token, and at which level.

The rules are those of compare.levels, applied to the few spellings that a look-up by key leaves: by canonical key, by
sound with one letter taken out, by consonants with one taken out. A test holds both to the same answers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from naungan.engine.compare import levels
from naungan.engine.names import spelling

Arrays = Mapping[str, NDArray[Any]]
Ints = NDArray[np.int32]
Hashes = NDArray[np.uint32]

_MOST_REMEMBERED: Final = 8192
_MOST_SLIPS: Final = 3
"""Slips between the sounds of two spellings that agree without being of one group."""


class Alike(NamedTuple):
    """Spellings that agree with a token: their numbers and the codes of their levels (levels.LEVELS)."""

    numbers: Ints
    codes: NDArray[np.int8]


class Spellings:
    """Sorted distinct spellings with their keys. `pack` makes the arrays, which may lie in a mapped file."""

    def __init__(self, arrays: Arrays) -> None:
        self.texts = unpack_texts(arrays, "texts")
        self._canonical = unpack_texts(arrays, "canonical")
        self._sounds = unpack_texts(arrays, "sounds")
        self._skeletons = unpack_texts(arrays, "skeletons")
        self._ids = {text: number for number, text in enumerate(self.texts)}
        self._stems = arrays["stems"]
        self._endings = arrays["endings"]
        self._common = arrays["common"]
        self._grouped = arrays["grouped"]
        self._lengths = arrays["lengths"]
        self._sound_lengths = arrays["sound_lengths"]
        self._canonical_hashes = arrays["canonical_hashes"]
        self._first_consonants = arrays["first_consonants"]
        self._letters = arrays["letters"]
        self._skeleton_lengths = arrays["skeleton_lengths"]
        self._arrays = arrays
        self._remembered: OrderedDict[str, Alike] = OrderedDict()

    def __len__(self) -> int:
        return len(self.texts)

    def number(self, text: str) -> int | None:
        """The number of a spelling; None where it is not held."""
        return self._ids.get(text)

    def beginning_with(self, text: str) -> range:
        """The numbers of the spellings that begin with a text."""
        return range(bisect_left(self.texts, text), bisect_left(self.texts, text + "\U0010ffff"))

    def prefixes_of(self, text: str) -> list[int]:
        """The numbers of the spellings that a text begins with, itself left out."""
        found = (self._ids.get(text[:length]) for length in range(1, len(text)))
        return [number for number in found if number is not None]

    def with_rough(self, keys: Sequence[str]) -> Ints:
        """The numbers of the spellings with any of these rough keys (spelling.rough), and perhaps a few others.

        With words like al before any of their parts or without: spelling.without_glues.
        """
        return self.look_up("rough", hashed(keys))

    def with_glue(self, keys: Sequence[str]) -> Ints:
        """As `with_rough`, but only spellings that have another rough key themselves."""
        places = spans(*between(self._arrays["rough_hashes"], hashed(keys)))
        found: Ints = self._arrays["rough_numbers"][places[~self._arrays["rough_own"][places]]]
        return found

    def alike(self, text: str) -> Alike:
        """All spellings at some level with a token; initials and what a carrier cut short are looked for elsewhere."""
        known = self._remembered.get(text)
        if known is None:
            known = self._remembered[text] = self._alike(text)
            if len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return known

    def _alike(self, text: str) -> Alike:
        if len(text) == 1 or not text.isascii():
            return self._alike_by_text(text)
        keys = spelling.keys(text)
        wanted = [f"{_CANONICAL}{keys.canonical}"]
        if len(text) >= levels.NEAR_FROM - 1:
            wanted += sound_keys(keys.sound)
        if len(text) >= levels.SKELETON_FROM and len(keys.skeleton) >= 2:
            wanted.append(f"{_SKELETON}{keys.skeleton}")
        if len(text) >= levels.SKELETON_NEAR_FROM and len(keys.skeleton) >= levels.SKELETON_NEAR_CONSONANTS:
            wanted += _near_skeletons(keys.skeleton)
        numbers = distinct(self._near(keys, self.look_up("level", hashed(wanted))))
        if not len(numbers):
            return Alike(numbers, np.zeros(0, dtype=np.int8))
        return self._judged(text, keys, numbers)

    def _near(self, keys: spelling.Keys, numbers: Ints) -> Ints:
        """Of some spellings those whose sound may be at most three slips away, and those that are found by their group.

        One slip adds or removes one letter, or exchanges one for another: two letters of difference at most.
        """
        others = np.bitwise_count(self._letters[numbers] ^ np.uint32(letters_of(keys.sound)))
        near = (others <= 2 * _MOST_SLIPS) & (np.abs(self._sound_lengths[numbers] - len(keys.sound)) <= _MOST_SLIPS)
        kept: Ints = numbers[near | (self._canonical_hashes[numbers] == _hash(keys.canonical))]
        return kept

    def _alike_by_text(self, text: str) -> Alike:
        """Single letters and native scripts: few, and compared one by one."""
        found: dict[int, int] = {}
        own = self._ids.get(text)
        if own is not None:
            found[own] = levels.CODES["same"]
        if len(text) >= levels.NEAR_NATIVE_FROM:
            for number in self.look_up("level", hashed(sound_keys(text))).tolist():
                code = levels.CODES[levels.level(text, self.texts[number])]
                if code:
                    found[number] = code
        return Alike(np.array(list(found), dtype=np.int32), np.array(list(found.values()), dtype=np.int8))

    def _judged(self, text: str, keys: spelling.Keys, numbers: Ints) -> Alike:
        """Those of the candidates that agree, with their levels, as levels.level gives them one by one."""
        named = numbers.tolist()
        distance = cdist(
            [keys.sound], picked(self._sounds, named), scorer=OSA.distance, score_cutoff=_MOST_SLIPS, dtype=np.uint8
        )[0]
        canonical = self._canonical_hashes[numbers] == _hash(keys.canonical)
        for place in canonical.nonzero()[0].tolist():
            canonical[place] = self._canonical[named[place]] == keys.canonical
        # More than one slip is a slip only where the first consonant is the same.
        first = self._first_consonants[numbers] == ord(keys.skeleton[:1] or " ")
        kept = (canonical | (distance <= 1) | (first & (distance <= _MOST_SLIPS))).nonzero()[0]
        numbers, distance, canonical = numbers[kept], distance[kept], canonical[kept]
        codes = self._codes(text, keys, numbers, distance)
        codes[canonical] = np.where(distance[canonical] == 0, levels.CODES["variant"], levels.CODES["group"])
        codes[self._apart(keys, numbers, canonical)] = 0
        codes[self._lengths[numbers] == 1] = 0
        own = self._ids.get(text)
        if own is not None:
            codes[numbers == own] = levels.CODES["same"]
        kept = codes.nonzero()[0]
        return Alike(numbers[kept], codes[kept])

    def _codes(self, text: str, keys: spelling.Keys, numbers: Ints, distance: NDArray[np.uint8]) -> NDArray[np.int8]:
        """The levels of slips, by the distance of sounds and of consonants."""
        codes = np.zeros(len(numbers), dtype=np.int8)
        shortest = np.minimum(self._lengths[numbers], len(text))
        if len(keys.skeleton) < 2:
            codes[(shortest >= levels.NEAR_FROM) & (distance <= 1)] = levels.CODES["near-1"]
            return codes
        listed = picked(self._skeletons, numbers.tolist())
        skeletons = cdist([keys.skeleton], listed, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)[0]
        consonants = np.minimum(self._skeleton_lengths[numbers], len(keys.skeleton))
        one_off = (skeletons <= 1) & (consonants >= levels.SKELETON_NEAR_CONSONANTS) & (distance <= _MOST_SLIPS)
        one_off &= self._first_consonants[numbers] == ord(keys.skeleton[0])
        codes[one_off & (shortest >= levels.SKELETON_NEAR_FROM)] = levels.CODES["skeleton-1"]
        codes[one_off & (shortest >= levels.FAR_FROM) & (distance <= 2)] = levels.CODES["near-2"]
        codes[(shortest >= levels.NEAR_FROM) & (distance <= 1)] = levels.CODES["near-1"]
        same_bones = (skeletons == 0) & (consonants >= 2) & (distance <= 2)
        codes[same_bones & (shortest >= levels.SKELETON_FROM)] = levels.CODES["skeleton"]
        return codes

    def _apart(self, keys: spelling.Keys, numbers: Ints, canonical: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which candidates are different names however near: spelling.apart."""
        group = spelling.is_group(keys.canonical)
        grouped = self._grouped[numbers].astype(np.bool_)
        listed = np.zeros(len(numbers), dtype=np.bool_)
        if keys.common:
            listed = self._common[numbers].astype(np.bool_) & ~(canonical & (grouped | group))
        if keys.stem:
            stems = self._stems[numbers] == np.uint32(crc32(keys.stem.encode()))
            listed |= stems & (self._endings[numbers] != ord(keys.ending or " ")) & ~(canonical & group)
        return listed

    def with_rough_each(self, keys: Sequence[str]) -> tuple[Ints, NDArray[np.int64]]:
        """As `with_rough`, and for each number found which of the keys found it."""
        first, last = between(self._arrays["rough_hashes"], hashed(keys))
        return self._arrays["rough_numbers"][spans(first, last)], np.arange(len(keys)).repeat(last - first)

    def look_up(self, kind: str, wanted: Hashes) -> Ints:
        """What `posted` noted under any of the hashes; some may be under another key of the same hash."""
        found: Ints = self._arrays[f"{kind}_numbers"][spans(*between(self._arrays[f"{kind}_hashes"], wanted))]
        return found


def letters_of(sound: str) -> int:
    """The letters of a sound, a bit for each; others share the six bits above those of a to z."""
    found = 0
    for letter in set(sound):
        place = ord(letter) - _FIRST_LETTER
        found |= 1 << (place if 0 <= place < 26 else 26 + place % 6)
    return found


_FIRST_LETTER: Final = ord("a")
_LETTERS: Final = 27


def letter_counts(texts: Sequence[str]) -> NDArray[np.uint8]:
    """How often each text holds each of a to z, and behind them all else (a byte of UTF-8 each)."""
    blob = np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)
    breaks = blob == ord("\n")
    number, place = np.cumsum(breaks), blob.astype(np.int64) - _FIRST_LETTER
    place = np.where((place >= 0) & (place < _LETTERS - 1), place, _LETTERS - 1)
    counts = np.bincount((number * _LETTERS + place)[~breaks], minlength=len(texts) * _LETTERS)
    found: NDArray[np.uint8] = np.minimum(counts, 255).astype(np.uint8).reshape(len(texts), _LETTERS)
    return found


def _hash(key: str) -> np.uint32:
    return np.uint32(crc32(key.encode()))


def hashed(keys: Sequence[str]) -> Hashes:
    """Keys as numbers of 31 bits, so that there is a next one to each."""
    return np.fromiter((crc32(key.encode()) >> 1 for key in keys), dtype=np.uint32, count=len(keys))


def between(ordered: NDArray[Any], wanted: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each of some whole numbers begins and ends in an ordered column."""
    both = ordered.searchsorted(np.concatenate((wanted, wanted + wanted.dtype.type(1))))
    return both[: len(wanted)], both[len(wanted) :]


def distinct(numbers: Ints) -> Ints:
    """The numbers sorted, each once."""
    if len(numbers) < 2:
        return numbers
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def spans(starts: NDArray[np.integer[Any]], ends: NDArray[np.integer[Any]]) -> Ints:
    """All whole numbers of the spans from each start up to its end."""
    lengths = ends - starts
    total = int(lengths.sum())
    if not total:
        return np.zeros(0, dtype=np.int32)
    places: Ints = ((starts - lengths.cumsum() + lengths).repeat(lengths) + np.arange(total)).astype(np.int32)
    return places


def picked(texts: Sequence[str], numbers: Sequence[int]) -> Sequence[str]:
    """The texts of some numbers; much faster than one by one."""
    if len(numbers) < 2:
        return [texts[number] for number in numbers]
    found: Sequence[str] = itemgetter(*numbers)(texts)
    return found


def pack(texts: Sequence[str]) -> dict[str, NDArray[np.generic]]:
    """The arrays of distinct, sorted spellings."""
    every = [spelling.keys(text) for text in texts]
    arrays: dict[str, NDArray[np.generic]] = {
        "stems": np.array([crc32(keys.stem.encode()) if keys.stem else 0 for keys in every], dtype=np.uint32),
        "endings": np.array([ord(keys.ending or " ") for keys in every], dtype=np.uint8),
        "common": np.array([keys.common for keys in every], dtype=np.bool_),
        "grouped": np.array([spelling.is_group(keys.canonical) for keys in every], dtype=np.bool_),
        "lengths": np.array([min(len(text), 255) for text in texts], dtype=np.int32),
        "sound_lengths": np.array([len(keys.sound) for keys in every], dtype=np.int16),
        "canonical_hashes": np.array([crc32(keys.canonical.encode()) for keys in every], dtype=np.uint32),
        "letters": np.array([letters_of(keys.sound) for keys in every], dtype=np.uint32),
        "skeleton_lengths": np.array([min(len(keys.skeleton), 255) for keys in every], dtype=np.uint8),
        "first_consonants": np.array([ord(keys.skeleton[:1] or " ") for keys in every], dtype=np.uint8),
    }
    arrays["letter_counts"] = letter_counts(texts)
    arrays |= pack_texts("texts", texts) | pack_texts("canonical", [keys.canonical for keys in every])
    arrays |= pack_texts("sounds", [keys.sound for keys in every])
    arrays |= pack_texts("skeletons", [keys.skeleton for keys in every])
    arrays |= _posted("level", (_level_keys(text, keys) for text, keys in zip(texts, every, strict=True)))
    return arrays | _rough(texts)


def _rough(texts: Sequence[str]) -> dict[str, NDArray[np.generic]]:
    """Rough keys, whole and without words like al; which of them are the spelling's own."""
    hashes, numbers, own = array("I"), array("i"), array("B")
    for number, text in enumerate(texts):
        key = spelling.rough(text)
        for left in spelling.without_glues(key):
            hashes.append(crc32(left.encode()) >> 1)
            numbers.append(number)
            own.append(left == key)
    keyed = np.array(hashes, dtype=np.uint32)
    found = posted("rough", keyed, np.array(numbers, dtype=np.int32))
    return found | {"rough_own": np.array(own, dtype=np.bool_)[np.argsort(keyed, kind="stable")]}


_CANONICAL, _SOUND, _SKELETON, _BONES, _SHORTER = "=", "~", "-", ".", ","
"""What kind of key stands under a hash: all kinds are in one column, so that they are looked up at once."""


def _level_keys(text: str, keys: spelling.Keys) -> list[str]:
    found = [f"{_CANONICAL}{keys.canonical}", *sound_keys(keys.sound)]
    if len(keys.skeleton) >= 2:
        found.append(f"{_SKELETON}{keys.skeleton}")
    if len(text) >= levels.SKELETON_NEAR_FROM and len(keys.skeleton) >= levels.SKELETON_NEAR_CONSONANTS:
        found += _skeleton_keys(keys.skeleton)
    return found


def sound_keys(sound: str) -> list[str]:
    """The sound, and with each of its letters taken out once: two that share one are at most two slips apart."""
    if len(sound) < 3:
        return [f"{_SOUND}{sound}"]
    places = range(len(sound))
    return [f"{_SOUND}{sound}", *(f"{_SOUND}{sound[:place]}{sound[place + 1 :]}" for place in places)]


def _skeleton_keys(skeleton: str) -> list[str]:
    """The skeleton; with each consonant but the first taken out once; and so with the place from which it is gone."""
    rests = [skeleton[:place] + skeleton[place + 1 :] for place in range(1, len(skeleton))]
    found = [f"{_BONES}{skeleton}", *(f"{_SHORTER}{rest}" for rest in rests)]
    return found + [f"{place}{_BONES}{rest}" for place, rest in enumerate(rests)]


def _near_skeletons(skeleton: str) -> list[str]:
    """The keys of the skeletons that differ in one consonant, but the first, or in the order of two neighbours."""
    rests = [skeleton[:place] + skeleton[place + 1 :] for place in range(1, len(skeleton))]
    found = [f"{_BONES}{skeleton}", f"{_SHORTER}{skeleton}", *(f"{_BONES}{rest}" for rest in rests)]
    found += [f"{place}{_BONES}{rest}" for place, rest in enumerate(rests)]
    for place in range(1, len(skeleton) - 1):
        found.append(f"{_BONES}{skeleton[:place]}{skeleton[place + 1]}{skeleton[place]}{skeleton[place + 2 :]}")
    return found


def _posted(kind: str, keys: Iterable[Sequence[str]]) -> dict[str, NDArray[np.generic]]:
    """The keys of each number, by hash."""
    hashes, counts = array("I"), array("i")
    for listed in keys:
        found = [crc32(key.encode()) >> 1 for key in (set(listed) if len(listed) > 1 else listed)]
        hashes.extend(found)
        counts.append(len(found))
    numbers = np.repeat(np.arange(len(counts), dtype=np.int32), np.array(counts, dtype=np.int32))
    return posted(kind, np.array(hashes, dtype=np.uint32), numbers)


def posted(kind: str, hashes: Hashes, numbers: Ints) -> dict[str, NDArray[np.generic]]:
    """Pairs of hash and number, sorted by hash."""
    order = np.argsort(hashes, kind="stable")
    return {f"{kind}_hashes": hashes[order], f"{kind}_numbers": numbers[order]}


def pack_texts(name: str, texts: Sequence[str]) -> dict[str, NDArray[np.generic]]:
    """Texts without line breaks as one array of bytes."""
    return {name: np.frombuffer("\n".join(texts).encode() if texts else b"", dtype=np.uint8)}


def unpack_texts(arrays: Arrays, name: str) -> list[str]:
    """The texts that `pack_texts` packed; one empty text is told from none by the array `lengths`."""
    blob = arrays[name].tobytes().decode()
    return blob.split("\n") if len(arrays["lengths"]) else []
