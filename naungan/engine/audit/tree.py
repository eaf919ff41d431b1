"""The Merkle tree of RFC 9162 section 2.1: growing it, its root, and proofs of inclusion and consistency.

Hashes are 32 bytes; the root of the empty tree is SHA-256 of nothing; a leaf is SHA-256(00 ‖ entry), a node
SHA-256(01 ‖ left ‖ right).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf(data: bytes) -> bytes:
    """The hash of a leaf (RFC 9162 section 2.1.1)."""
    return sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node (RFC 9162 section 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to go on growing a tree: its size and the roots of its full subtrees, the largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or self.size.bit_count() != len(self.peaks):
            raise ValueError(f"a tree of {self.size} leaves has {max(self.size, 0).bit_count()} full subtrees")

    def extended(self, leaves: Iterable[bytes]) -> Frontier:
        """The frontier after more leaf hashes were appended; about one node hash for each."""
        size, peaks = self.size, list(self.peaks)
        for added in leaves:
            top, full = added, size
            while full & 1:
                top = node(peaks.pop(), top)
                full >>= 1
            peaks.append(top)
            size += 1
        return Frontier(size, tuple(peaks))

    @property
    def root(self) -> bytes:
        """The root hash of the tree."""
        if not self.peaks:
            return EMPTY_ROOT
        top = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            top = node(peak, top)
        return top

    def packed(self) -> bytes:
        """The peaks end to end, for storage; `unpacked` reads them back."""
        return b"".join(self.peaks)

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> Frontier:
        """The frontier that was stored.

        Raises:
            ValueError: so many bytes can't be the frontier of a tree of this size.
        """
        if len(packed) % 32:
            raise ValueError(f"peaks are 32 bytes each, not {len(packed)} in all")
        return cls(size, tuple(packed[at : at + 32] for at in range(0, len(packed), 32)))


def root(leaves: Sequence[bytes]) -> bytes:
    """The root hash over leaf hashes; EMPTY_ROOT where there are none."""
    return Frontier().extended(leaves).root


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The sibling hashes from the leaf at `index` (0-based) up to the root: PATH of RFC 9162 section 2.1.3.1.

    Raises:
        IndexError: there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} in a tree of {len(leaves)}")
    path: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(root(leaves[middle:high]))
            high = middle
        else:
            path.append(root(leaves[low:middle]))
            low = middle
    return tuple(reversed(path))


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> tuple[bytes, ...]:
    """Hashes that prove that the first `earlier` leaves are unchanged in the tree: PROOF of RFC 9162 section 2.1.4.1.

    Raises:
        ValueError: `earlier` is not between 1 and the size of the tree.
    """
    if not 0 < earlier <= len(leaves):
        raise ValueError(f"no earlier tree of {earlier} in a tree of {len(leaves)}")
    path: list[bytes] = []
    low, high, whole = 0, len(leaves), True
    while earlier != high:  # `low:high` is the subtree; `whole`: it is the earlier tree's own, whose root is known
        middle = low + _split(high - low)
        if earlier <= middle:
            path.append(root(leaves[middle:high]))
            high = middle
        else:
            path.append(root(leaves[low:middle]))
            low, whole = middle, False
    if not whole:
        path.append(root(leaves[low:high]))
    return tuple(reversed(path))


def included(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether the proof shows this leaf at `index` under this root (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    number, last, top = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            return False
        if number & 1 or number == last:
            top = node(sibling, top)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            top = node(top, sibling)
        number, last = number >> 1, last >> 1
    return last == 0 and top == root_hash


def consistent(earlier: int, earlier_root: bytes, size: int, root_hash: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows the earlier tree as the beginning of the later one (RFC 9162 section 2.1.4.2)."""
    if not 0 < earlier <= size:
        return False
    if earlier == size:
        return not proof and earlier_root == root_hash
    path = list(proof)
    if earlier & (earlier - 1) == 0:
        path.insert(0, earlier_root)
    if not path:
        return False
    number, last = earlier - 1, size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            old, new = node(sibling, old), node(sibling, new)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            new = node(new, sibling)
        number, last = number >> 1, last >> 1
    return last == 0 and old == earlier_root and new == root_hash


def _split(size: int) -> int:
    """The largest power of two below `size` (RFC 9162 section 2.1.1), for `size` above 1."""
    return 1 << ((size - 1).bit_length() - 1)
