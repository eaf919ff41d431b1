"""Names of South Asia, and of Tamils in Malaysia and Singapore."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Final

from samples.customs.naming import Naming, given_first, native, respelt
from samples.tables import pick

_LINKS = {("malaysia", "M"): "a/l", ("malaysia", "F"): "a/p", ("singapore", "M"): "s/o", ("singapore", "F"): "d/o"}


def tamil(rng: Random, sex: str, *, where: str) -> Naming:
    """Own name and the father's: linked by a/l and a/p in Malaysia, s/o and d/o in Singapore."""
    own, father = pick(rng, "tamil", "given", sex), pick(rng, "tamil", "given", "M")
    while father == own:
        father = pick(rng, "tamil", "given", "M")
    plain, initial = f"{own.latin} {father.latin}", f"{father.latin[0]}. {own.latin}"
    link = _LINKS.get((where, sex), "")
    respelled = respelt(rng, [own, father], most=2, join=f" {link} " if link else " ")
    taml = native(f"{father.native} {own.native}", "Taml")
    if where == "india":
        return Naming(plain, father.latin, own.latin, taml, (*respelled, initial, f"{father.latin} {own.latin}"))
    return Naming(f"{own.latin} {link} {father.latin}", native=taml, spellings=(plain, initial, *respelled))


def family_last(rng: Random, sex: str, *, group: str, script: str) -> Naming:
    """Given name and family name, with the native writing."""
    return given_first(rng, [pick(rng, group, "given", sex)], [pick(rng, group, "family", sex)], script=script)


def bengali(rng: Random, sex: str) -> Naming:
    """As others, but a man's name is often led by Md. (Mohammad), a woman's by Mst."""
    naming = family_last(rng, sex, group="bengali", script="Beng")
    if rng.random() < 0.5:
        return naming
    lead, written, full = ("Md", "মোঃ", "Mohammad") if sex == "M" else ("Mst", "মোসাঃ", "Mosammat")
    return Naming(
        f"{lead} {naming.text}",
        naming.surname,
        f"{lead} {naming.given}",
        native(f"{written} {naming.native[0].text}", "Beng"),
        (naming.text, f"{full} {naming.text}", *naming.spellings),
    )


CUSTOMS: Final[Mapping[str, Callable[[Random, str], Naming]]] = {
    "tamil-malaysia": partial(tamil, where="malaysia"),
    "tamil-singapore": partial(tamil, where="singapore"),
    "tamil-india": partial(tamil, where="india"),
    "hindi": partial(family_last, group="hindi", script="Deva"),
    "bengali": bengali,
    "sinhala": partial(family_last, group="sinhala", script="Sinh"),
    "urdu": partial(family_last, group="urdu", script="Arab"),
}
