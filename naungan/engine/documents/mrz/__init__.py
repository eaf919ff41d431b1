"""Machine-readable zones, read and written: TD1, TD2, TD3, MRV-A, MRV-B (ICAO Doc 9303 parts 3 to 7)."""

from naungan.engine.documents.mrz.layout import Format, check_digit
from naungan.engine.documents.mrz.parse import read
from naungan.engine.documents.mrz.reading import Alternative, Check, Correction, MrzReading, corrected, describe
from naungan.engine.documents.mrz.transliteration import transliterate
from naungan.engine.documents.mrz.write import write_mrz

__all__ = [
    "Alternative",
    "Check",
    "Correction",
    "Format",
    "MrzReading",
    "check_digit",
    "corrected",
    "describe",
    "read",
    "transliterate",
    "write_mrz",
]
