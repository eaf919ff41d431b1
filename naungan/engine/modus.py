"""The codebook of modus operandi: neutral, non-graphic behaviour codes in sections.

A behaviour is present, absent or unknown. Unknown is not absent, and joint absence proves nothing (crime linkage
research: Tonkin et al. 2017; Woodhams et al. 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from naungan.engine.tables import rows

State = Literal["present", "absent", "unknown"]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One code with its labels and definition."""

    code: str
    section: str
    label_en: str
    label_ms: str
    definition: str

    def label(self, language: str = "en") -> str:
        """Its name in English or Malay."""
        return self.label_ms if language == "ms" else self.label_en


@cache
def codebook() -> dict[str, Behaviour]:
    """All behaviours by code, in the order of the table."""
    return {
        row["code"]: Behaviour(row["code"], row["section"], row["label_en"], row["label_ms"], row["definition"])
        for row in rows("modus")
    }


def unknown_codes(codes: dict[str, str]) -> list[str]:
    """Those of the given codes (with their state) that the codebook lacks, or whose state is none."""
    states = ("present", "absent", "unknown")
    return [code for code, state in codes.items() if code not in codebook() or state not in states]
