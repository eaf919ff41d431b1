"""The mathematics of the audit log: salted commitments, a Merkle tree over them, and the check of a stored log.

A row of the log commits to its content: SHA-256(salt ‖ canonical body). Its entry in the tree is the row's time and
that commitment, so content and salt can be erased later while the row stays provable.
"""

from __future__ import annotations

from naungan.engine.audit.content import canonical, commitment, entry, seal
from naungan.engine.audit.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    consistent,
    included,
    inclusion_proof,
    leaf,
    node,
    root,
)
from naungan.engine.audit.verifying import TOLERANCE, Finding, KeptHead, Logged, Stone, Verifier

__all__ = [
    "EMPTY_ROOT",
    "TOLERANCE",
    "Finding",
    "Frontier",
    "KeptHead",
    "Logged",
    "Stone",
    "Verifier",
    "canonical",
    "commitment",
    "consistency_proof",
    "consistent",
    "entry",
    "included",
    "inclusion_proof",
    "leaf",
    "node",
    "root",
    "seal",
]
