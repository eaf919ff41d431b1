"""Names of West and East Asia, Europe, the Americas, Africa, Australia and New Zealand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Final

from samples.customs.naming import Naming, given_first, native, respelt
from samples.tables import pick


def arabic(rng: Random, sex: str) -> Naming:
    """Own name, the father's, and a family name, often with al-."""
    own, father, family = (
        pick(rng, "arabic", "given", sex),
        pick(rng, "arabic", "given", "M"),
        pick(rng, "arabic", "family", sex),
    )
    parts = [own, father, family] if father != own else [own, family]
    naming = given_first(rng, parts[:-1], [family], script="Arab")
    short = f"{own.latin} {family.latin}"
    others = tuple(form for form in (short, *naming.spellings) if form != naming.text)
    return Naming(naming.text, naming.surname, naming.given, naming.native, others)


def family_last(rng: Random, sex: str, *, group: str, script: str) -> Naming:
    """Given name and family name; the writing with marks or in its own script beside the plain one."""
    return given_first(rng, [pick(rng, group, "given", sex)], [pick(rng, group, "family", sex)], script=script)


def family_first(rng: Random, sex: str, *, group: str, script: str) -> Naming:
    """Family name written first at home, last abroad; no blank between them in the native writing."""
    family, given = pick(rng, group, "family", sex), pick(rng, group, "given", sex)
    text = f"{family.latin} {given.latin}"
    spellings = (f"{given.latin} {family.latin}", *respelt(rng, [family, given], most=2))
    return Naming(text, family.latin, given.latin, native(f"{family.native}{given.native}", script), spellings)


def english(rng: Random, sex: str) -> Naming:
    """Given, middle and family name; short forms of the given name are everyday aliases."""
    given, family = pick(rng, "english", "given", sex), pick(rng, "english", "family", sex)
    middle = f" {pick(rng, 'english', 'middle', sex).latin}" if rng.random() < 0.7 else ""
    text = f"{given.latin}{middle} {family.latin}"
    forms = (f"{given.latin} {family.latin}", f"{given.latin}{middle[:2]} {rng.choice(family.spellings)}")
    aliases = [f"{short} {family.latin}" for short in given.spellings[1:2]]
    if sex == "F" and rng.random() < 0.4:
        aliases.append(f"{given.latin} {pick(rng, 'english', 'family', sex).latin}")
    others = tuple(form for form in dict.fromkeys(forms) if form != text)
    return Naming(text, family.latin, f"{given.latin}{middle}", spellings=others, aliases=tuple(aliases))


def two_families(rng: Random, sex: str, *, group: str) -> Naming:
    """The father's and the mother's family name, in the order of the country."""
    given = pick(rng, group, "given", sex)
    families = rng.sample([pick(rng, group, "family", sex), pick(rng, group, "family", sex)], 2)
    naming = given_first(rng, [given], list(dict.fromkeys(families)), script="Latn")
    own = families[0] if group == "spanish" else families[-1]
    short = f"{given.latin} {own.latin}"
    others = tuple(form for form in (short, *naming.spellings) if form != naming.text)
    return Naming(naming.text, naming.surname, naming.given, naming.native, others)


CUSTOMS: Final[Mapping[str, Callable[[Random, str], Naming]]] = {
    "arabic": arabic,
    "english": english,
    "persian": partial(family_last, group="persian", script="Arab"),
    "korean": partial(family_first, group="korean", script="Hang"),
    "japanese": partial(family_first, group="japanese", script="Jpan"),
    "russian": partial(family_last, group="russian", script="Cyrl"),
    "ukrainian": partial(family_last, group="ukrainian", script="Cyrl"),
    "greek": partial(family_last, group="greek", script="Grek"),
    **{
        group: partial(family_last, group=group, script="Latn")
        for group in ("german", "french", "nordic", "polish", "turkish")
    },
    **{group: partial(family_last, group=group, script="") for group in ("dutch", "italian")},
    **{group: partial(two_families, group=group) for group in ("spanish", "portuguese")},
}
