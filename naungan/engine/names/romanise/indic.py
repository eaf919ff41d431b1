"""Names in Telugu, Kannada, Malayalam, Gujarati, Gurmukhi, Oriya and Sinhala letters in Latin letters.

All are read as the Devanagari letters of the same sounds. The tables spelling_devanagari and spelling_devanagari_names
hold for all; spelling_indic and spelling_indic_names hold what differs, and stand before them. Tamil, Devanagari and
Bengali have modules of their own; the machinery is in sounds and abugida.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from naungan.engine.names.romanise import abugida, sounds
from naungan.engine.names.romanise.sounds import SILENT, Sounds
from naungan.engine.tables import Row, rows

SCRIPTS: Final = frozenset({"Telu", "Knda", "Mlym", "Gujr", "Guru", "Orya", "Sinh"})
"""ISO 15924 codes of the scripts that `parts` reads."""

_WITHOUT_SCHWAS: Final = frozenset({"Gujr", "Guru", "Orya"})
_EXCHANGED: Final = str.maketrans(
    f"ईऊणषँऎऒळऱ{SILENT}" + "".join(map(chr, range(0x0958, 0x0960))), "इउनशंएओलरअ" + "कखगजडढफय"
)
_NASAL: Final = re.compile("[ङञनम](?=[क-घच-झट-ढत-धप-भ])")
"""Letters that writers exchange in names; from memory, to be confirmed."""


@lru_cache(maxsize=65536)
def parts(word: str, script: str) -> tuple[abugida.Spellings, ...]:
    """The parts of a word (mostly one) with their Latin spellings, most usual first.

    `script` is the ISO 15924 code; scripts that this module does not read, and words without a letter, give nothing.
    """
    if script not in SCRIPTS:
        return ()
    known = _grammar(script)
    return tuple(part for piece in sounds.pieces_of(word) for part in abugida.parts_of(known, _sounds_of(piece)))


def fold(spoken: Sounds) -> Sounds:
    """Sounds in Devanagari with long i and u as short, nasals before a stop as anusvara, Persian letters as Hindi's."""
    return _NASAL.sub("ं", spoken.translate(_EXCHANGED))


def _sounds_of(word: str) -> Sounds:
    """The sounds of a word in the letters of Devanagari; a last consonant that bears a virama gets a SILENT vowel.

    So names are found in the table as Hindi writes them: మహమ్మద్ as महम्मद.
    """
    own = sounds.sounds_of(word.translate(_sinhala()))
    spoken = "".join(chr(0x0900 + (ord(sound) & 0x7F)) for sound in own)
    return spoken + SILENT if spoken and sounds.is_consonant(spoken[-1]) else spoken


@cache
def _sinhala() -> dict[int, str]:
    return {ord(row["sinhala"]): row["nagari"] for row in rows("spelling_sinhala")}


@cache
def _grammar(script: str) -> abugida.Grammar:
    letters = [row for row in rows("spelling_indic") if script in row["scripts"].split()]
    names = [row for row in rows("spelling_indic_names") if script in row["scripts"].split()]
    shared = rows("spelling_devanagari_names")
    if script not in _WITHOUT_SCHWAS:  # elements of Hindi names end without the vowel that the south speaks
        shared = tuple(row for row in shared if row["at"] == "word")
    mark = sounds.without_schwas if script in _WITHOUT_SCHWAS else _as_written
    return abugida.grammar(
        [*letters, *rows("spelling_devanagari")], [*names, *shared], fold=fold, mark=mark, key_of=_key_of
    )


def _as_written(spoken: Sounds) -> Sounds:
    return spoken


def _key_of(row: Row) -> Sounds:
    spoken = _sounds_of(row["name"])
    # The last consonant of an element may be followed by any vowel: कृष्ण् in Krishnan and Krishna.
    return spoken if row["at"] in {"word", "end", "apart"} else spoken.removesuffix(SILENT)
