"""Chinese names: one writing, many spellings, by dialect in Malaysia and Singapore and by romanisation elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Final

from naungan.engine.records import Name
from samples.customs.naming import Naming
from samples.tables import Character, characters, pick

DIALECTS: Final = ("hokkien", "hokkien", "cantonese", "cantonese", "hakka", "teochew", "hainanese")
"""The more often met twice."""


def _three(rng: Random, sex: str, dialect: str) -> tuple[Character, Character, Character]:
    """Family name and two given characters."""
    given = rng.sample(characters("given", sex, dialect), 2)
    return rng.choice(characters("family", sex, dialect)), given[0], given[1]


def _spelt(three: tuple[Character, ...], dialect: str) -> tuple[str, str, str]:
    family, first, second = (character.spellings[dialect] for character in three)
    return family, first, second


def _native(three: tuple[Character, ...], *, traditional: bool) -> tuple[Name, ...]:
    hans = Name("".join(character.hans for character in three), "native", script="Hans")
    hant = Name("".join(character.hant for character in three), "native", script="Hant")
    if hans.text == hant.text:
        return (hant if traditional else hans,)
    return (hant, hans) if traditional else (hans, hant)


def overseas(rng: Random, sex: str, *, western: float) -> Naming:
    """Family name and two given syllables by dialect; often a Western given name before or behind them."""
    dialect = rng.choice(DIALECTS)
    three = _three(rng, sex, dialect)
    family, first, second = _spelt(three, dialect)
    text, given = f"{family} {first} {second}", f"{first} {second}"
    pinyin = _spelt(three, "pinyin")
    forms = [
        f"{first} {second} {family}",
        f"{pinyin[0]} {pinyin[1]}{pinyin[2].lower()}",
        f"{family} {first}{second.lower()}",
    ]
    if rng.random() < western:
        name = pick(rng, "english", "given", sex).latin
        forms.append(text)
        text, given = f"{name} {family} {first} {second}", f"{name} {first} {second}"
        forms.append(f"{name} {family}")
    return Naming(text, family, given, _native(three, traditional=False), tuple(f for f in forms if f != text))


def mainland(rng: Random, sex: str, *, roman: str = "pinyin", traditional: bool = False) -> Naming:
    """Family name and one or two given characters; passports write the given name as one word (or with a hyphen)."""
    three = _three(rng, sex, roman)
    family, first, second = _spelt(three, roman)
    used: tuple[Character, ...] = three
    if roman == "pinyin" and rng.random() < 0.3:
        used, given = three[:2], first
    else:
        given = f"{first}{second.lower()}" if roman == "pinyin" else f"{first}-{second}"
    forms = [f"{given} {family}", f"{family} {given.replace('-', ' ')}"]
    if roman != "pinyin":
        pinyin = _spelt(three, "pinyin")
        forms.append(f"{pinyin[0]} {pinyin[1]}{pinyin[2].lower()}")
    elif len(used) == 3:
        forms.append(f"{family} {first} {second}")
    text = f"{family} {given}"
    others = tuple(form for form in dict.fromkeys(forms) if form != text)
    return Naming(text, family, given, _native(used, traditional=traditional), others)


CUSTOMS: Final[Mapping[str, Callable[[Random, str], Naming]]] = {
    "chinese-malaysia": partial(overseas, western=0.25),
    "chinese-singapore": partial(overseas, western=0.5),
    "chinese-mainland": mainland,
    "chinese-taiwan": partial(mainland, roman="wade", traditional=True),
    "chinese-hongkong": partial(mainland, roman="cantonese", traditional=True),
}
