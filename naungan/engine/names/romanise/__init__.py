"""Names in native scripts as Latin documents spell them: every script's readings, each a row of parts with spellings.

A reader is a function `parts(word)`: the parts of one word, each with its spellings, the most official first; empty
where it can't be read. Scripts without a reader, and words that none can read, get the floor of the anyascii package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Final, NamedTuple, TypeAlias

from naungan.engine.names import scripts
from naungan.engine.names.romanise import (
    arabic,
    armenian,
    bengali,
    burmese,
    chinese,
    cyrillic,
    devanagari,
    georgian,
    greek,
    hebrew,
    indic,
    japanese,
    khmer,
    korean,
    lao,
    tamil,
    thai,
)

Spellings: TypeAlias = tuple[str, ...]
Reader: TypeAlias = Callable[[str], tuple[Spellings, ...]]

MOST_SPELLINGS: Final = 16
MOST_PARTS: Final = 12


class Reading(NamedTuple):
    """What one reader makes of a name: for each of its words the parts with their spellings.

    `mixed`: the spellings of a part are of several speeches, so that they may fit a stranger's name by chance.
    """

    words: tuple[tuple[Spellings, ...], ...]
    mixed: bool = False


def readings(words: Sequence[str], script: str) -> tuple[Reading, ...]:
    """The readings of a name's words: for each language or speech that writes in `script`, for each word its parts.

    A language that can't read one of the words gives no reading; where none can, the floor does.
    """
    return tuple(_read(words, script)) or _floor(words)


def first_reading(words: Sequence[str], script: str) -> Reading | None:
    """The first of `readings`, without the work of the others."""
    return next(_read(words, script), None) or next(iter(_floor(words)), None)


def _read(words: Sequence[str], script: str) -> Iterator[Reading]:
    for reader in _readers().get(script, ()):
        read = []
        for word in words:
            parts = reader(word)[:MOST_PARTS]
            if not parts:
                break
            read.append(parts)
        else:
            if read:
                yield Reading(tuple(read), reader is chinese.parts)


def has_reader(script: str) -> bool:
    """Whether the script has spelling tables of its own, so that disagreement with them proves something."""
    return script in _readers()


def _floor(words: Sequence[str]) -> tuple[Reading, ...]:
    read = tuple((((folded,),) if (folded := scripts.latin_fold(word)) else ()) for word in words)
    return (Reading(read),) if any(read) else ()


_WORDS: Final = (
    "محمد", "Արամ", "রহিম", "Иван", "विकास", "ნინო", "Γεώργιος", "김철수", "王德", "田中", "משה", "さくら", "サクラ",
    "សុខា", "ສົມ", "အောင်", "அரவிந்த்", "สมชาย", "రాజు", "ರಾಜು", "രാജു", "રાજુ", "ਰਾਜੂ", "ରାଜୁ", "රාජු",
)  # fmt: skip
"""A common name of each script with a reader."""


def read_tables() -> None:
    """Read the tables of every script now, which otherwise its first name in a process waits for."""
    for word in _WORDS:
        script = scripts.script_of(word)
        for reader in _readers().get(script, ()):
            reader(word)


@cache
def _readers() -> dict[str, tuple[Reader, ...]]:
    """The readers of each script (ISO 15924): Chinese characters may be a Chinese or a Japanese name."""
    found: dict[str, tuple[Reader, ...]] = {
        "Arab": (arabic.parts,),
        "Armn": (armenian.parts,),
        "Beng": (bengali.parts,),
        "Cyrl": (cyrillic.parts,),
        "Deva": (devanagari.parts,),
        "Geor": (georgian.parts,),
        "Grek": (greek.parts,),
        "Hang": (korean.parts,),
        "Hani": (*chinese.by_speech(), chinese.parts, japanese.parts),
        "Hebr": (hebrew.parts,),
        "Hira": (japanese.parts,),
        "Kana": (japanese.parts,),
        "Khmr": (khmer.parts,),
        "Laoo": (lao.parts,),
        "Mymr": (burmese.parts,),
        "Taml": (tamil.parts,),
        "Thai": (thai.parts,),
    }
    found.update({script: (partial(indic.parts, script=script),) for script in indic.SCRIPTS})
    return found
