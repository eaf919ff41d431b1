"""Names of Thailand, Viet Nam, Cambodia, Lao PDR and Myanmar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Final
from unicodedata import combining, normalize

from samples.customs.naming import Naming, native, respelt
from samples.tables import Part, pick


def given_and_family(rng: Random, sex: str, *, group: str, joined: str) -> Naming:
    """Given name, then a family name, in a script of its own; `joined` stands between them there."""
    given, family = pick(rng, group, "given", sex), pick(rng, group, "family", sex)
    return Naming(
        f"{given.latin} {family.latin}",
        family.latin,
        given.latin,
        native(f"{given.native}{joined}{family.native}", given.script),
        respelt(rng, [given, family]),
        (given.latin,) if rng.random() < 0.15 else (),
    )


def khmer(rng: Random, sex: str) -> Naming:
    """Family name first, then the given name."""
    family, given = pick(rng, "khmer", "family", sex), pick(rng, "khmer", "given", sex)
    text = f"{family.latin} {given.latin}"
    other = (*respelt(rng, [family, given], most=2), f"{given.latin} {family.latin}")
    return Naming(text, family.latin, given.latin, native(f"{family.native} {given.native}", "Khmr"), other)


def burmese(rng: Random, sex: str) -> Naming:
    """Two or three parts and no family name; U, Ko, Maung, Daw or Ma are forms of address, not names."""
    parts: dict[Part, None] = {}
    while len(parts) < (3 if rng.random() < 0.5 else 2):
        parts[pick(rng, "burmese", "given", sex)] = None
    own, address = list(parts), pick(rng, "burmese", "address", sex)
    text = " ".join(part.latin for part in own)
    return Naming(
        text,
        native=native("".join(part.native for part in own), "Mymr"),
        spellings=(*respelt(rng, own, most=2), "".join(part.latin.title() for part in own)),
        aliases=(f"{address.latin} {text}",),
    )


def vietnamese(rng: Random, sex: str) -> Naming:
    """Family, middle and given name, with marks; passports show it without them."""
    family, middle, given = (pick(rng, "vietnamese", part, sex) for part in ("family", "middle", "given"))
    while given.latin == middle.latin:
        given = pick(rng, "vietnamese", "given", sex)
    marked = f"{family.latin} {middle.latin} {given.latin}"
    text = without_marks(marked)
    plain = text.split()
    return Naming(
        text,
        plain[0],
        " ".join(plain[1:]),
        native(marked, "Latn"),
        (f"{plain[2]} {plain[1]} {plain[0]}", f"{plain[0]} {plain[2]}"),
        (plain[2],) if rng.random() < 0.15 else (),
    )


def without_marks(text: str) -> str:
    """Vietnamese as passports print it: no tones, no marks, d for đ."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    return normalize("NFC", "".join(sign for sign in normalize("NFD", plain) if not combining(sign)))


CUSTOMS: Final[Mapping[str, Callable[[Random, str], Naming]]] = {
    "thai": partial(given_and_family, group="thai", joined=" "),
    "lao": partial(given_and_family, group="lao", joined=" "),
    "khmer": khmer,
    "burmese": burmese,
    "vietnamese": vietnamese,
}
