"""What a custom yields: the name as a passport shows it, the native form, and other spellings that are met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from naungan.engine.records import Name
from samples.tables import Part


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of one person. Surname and given are empty where the custom does not tell them apart."""

    text: str
    surname: str = ""
    given: str = ""
    native: tuple[Name, ...] = ()
    spellings: tuple[str, ...] = ()
    """Other Latin spellings and forms of the same name, the likeliest first; never the text itself."""
    aliases: tuple[str, ...] = ()
    """Other names: short forms, nicknames, forms of address, the name before a marriage."""

    @property
    def main(self) -> Name:
        """The main name."""
        return Name(self.text, surname=self.surname, given=self.given)


def native(text: str, script: str) -> tuple[Name, ...]:
    """A native form as a name of that kind; nothing where there is none."""
    return (Name(text, "native", script=script),) if text and script else ()


def respelt(rng: Random, parts: Sequence[Part], most: int = 3, join: str = " ") -> tuple[str, ...]:
    """Up to `most` other spellings of a name of these parts, each part in one of its spellings, without repeats."""
    usual = join.join(part.latin for part in parts)
    found: dict[str, None] = {}
    for _ in range(most * 3):
        text = join.join(rng.choice(part.spellings) for part in parts)
        if text != usual:
            found[text] = None
    return tuple(found)[:most]


def given_first(rng: Random, given: Sequence[Part], family: Sequence[Part], *, script: str = "") -> Naming:
    """Given name, then family name, as in most of Europe; the native form in the same order."""
    own = " ".join(part.own for part in (*given, *family))
    text = " ".join(part.latin for part in (*given, *family))
    return Naming(
        text,
        surname=" ".join(part.latin for part in family),
        given=" ".join(part.latin for part in given),
        native=native(own if own != text else "", script),
        spellings=respelt(rng, (*given, *family)),
    )
