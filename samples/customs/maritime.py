"""Names of Malaysia, Brunei, Indonesia, the Philippines and Timor-Leste."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from samples.customs.naming import Naming, given_first, native, respelt
from samples.tables import Part, pick

_LINKS = {"M": ("bin", "b."), "F": ("binti", "bt")}
_JAWI_LINKS = {"M": "بن", "F": "بنت"}


def malay(rng: Random, sex: str) -> Naming:
    """Own name, bin or binti, the father's own name; Jawi beside it. A leading Muhammad or Siti is common."""
    own = _malay_own(rng, sex)
    father = _malay_own(rng, "M")
    link, short = _LINKS[sex]
    latin = " ".join(part.latin for part in own)
    fathers = " ".join(part.latin for part in father)
    text = f"{latin} {link} {fathers}"
    jawi = " ".join([*(part.native for part in own), _JAWI_LINKS[sex], *(part.native for part in father)])
    other = respelt(rng, own, most=2)
    forms = [f"{spelling} {link} {fathers}" for spelling in other]
    forms += [f"{latin} {short} {' '.join(rng.choice(part.spellings) for part in father)}", f"{latin} {fathers}"]
    aliases = []
    if rng.random() < 0.2:
        title = pick(rng, "malay", "title", sex)
        aliases.append(f"{title.latin} {latin} {link} {fathers}")
    if rng.random() < 0.25:
        aliases.append(own[-1].latin)
    return Naming(text, native=native(jawi, "Arab"), spellings=_others(forms, text), aliases=tuple(aliases))


def bruneian(rng: Random, sex: str) -> Naming:
    """As Malay; a third bear titles of their own and their father's, so that the name is longer than a zone holds."""
    naming = malay(rng, sex)
    if rng.random() < 0.65:
        return naming
    link = _LINKS[sex][0]
    own, fathers = naming.text.split(f" {link} ")
    title = "Pengiran Haji" if sex == "M" else "Pengiran Hajah"
    text = f"{title} {own} {link} Pengiran Haji {fathers}"
    return Naming(text, native=naming.native, spellings=(naming.text, *naming.spellings))


def _malay_own(rng: Random, sex: str) -> list[Part]:
    own = [pick(rng, "malay", "given", sex)]
    if rng.random() < 0.4:
        own.insert(0, pick(rng, "malay", "lead", sex))
    elif rng.random() < 0.25:
        second = pick(rng, "malay", "given", sex)
        if second != own[0]:
            own.append(second)
    return own


def _others(forms: list[str], text: str) -> tuple[str, ...]:
    return tuple(form for form in dict.fromkeys(forms) if form != text)


def iban(rng: Random, sex: str) -> Naming:
    """Own name, anak (child of), the father's own name."""
    own, father = pick(rng, "iban", "given", sex), pick(rng, "iban", "given", "M")
    text = f"{own.latin} anak {father.latin}"
    forms = [f"{own.latin} a/k {father.latin}", f"{own.latin} ak {father.latin}", f"{own.latin} {father.latin}"]
    return Naming(text, spellings=_others(forms, text), aliases=(own.latin,) if rng.random() < 0.2 else ())


def kadazan(rng: Random, sex: str) -> Naming:
    """A baptismal name and a family or father's name."""
    return given_first(rng, [pick(rng, "kadazan", "given", sex)], [pick(rng, "kadazan", "family", sex)])


def mononym(rng: Random, sex: str) -> Naming:
    """One name only; passports of other states may repeat it or put it twice."""
    name = pick(rng, "mononym", "given", sex)
    return Naming(name.latin, surname=name.latin, spellings=(*name.spellings[1:], f"{name.latin} {name.latin}"))


def indonesian(rng: Random, sex: str) -> Naming:
    """Two to three names, none of them strictly a family name; the older spelling beside the newer."""
    first = pick(rng, "indonesian", "given", sex)
    second = [pick(rng, "indonesian", "given", sex)] if rng.random() < 0.35 else []
    family = pick(rng, "indonesian", "family", sex)
    return given_first(rng, [first, *(part for part in second if part != first)], [family])


def balinese(rng: Random, sex: str) -> Naming:
    """I or Ni, the name of the order of birth, and an own name."""
    order, own = pick(rng, "balinese", "order", sex), pick(rng, "balinese", "given", sex)
    article = "I" if sex == "M" else "Ni"
    text = f"{article} {order.latin} {own.latin}"
    return Naming(text, spellings=(f"{order.latin} {own.latin}",), aliases=(own.latin,) if rng.random() < 0.2 else ())


def batak(rng: Random, sex: str) -> Naming:
    """Own name and the father's clan."""
    return given_first(rng, [pick(rng, "batak", "given", sex)], [pick(rng, "batak", "family", sex)])


def filipino(rng: Random, sex: str) -> Naming:
    """Given name, the mother's maiden name in the middle, family name; a man may be Jr. or III."""
    given, family = pick(rng, "filipino", "given", sex), pick(rng, "filipino", "family", sex)
    middle = pick(rng, "filipino", "family", sex)
    suffix = f" {pick(rng, 'filipino', 'suffix', 'M').latin}" if sex == "M" and rng.random() < 0.12 else ""
    first = f"{given.latin}{suffix}"
    text = f"{first} {middle.latin} {family.latin}"
    forms = [
        f"{given.latin} {family.latin}",
        f"{rng.choice(given.spellings)} {middle.latin[0]}. {rng.choice(family.spellings)}",
        f"{rng.choice(given.spellings)} {middle.latin} {rng.choice(family.spellings)}",
    ]
    aliases: tuple[str, ...] = ()
    if sex == "F" and rng.random() < 0.3:
        aliases = (f"{given.latin} {family.latin} {pick(rng, 'filipino', 'family', 'M').latin}",)
    return Naming(text, family.latin, f"{first} {middle.latin}", spellings=_others(forms, text), aliases=aliases)


def timorese(rng: Random, sex: str) -> Naming:
    """Portuguese type: one or two given names, the mother's and the father's family name."""
    given = pick(rng, "timorese", "given", sex)
    family = [pick(rng, "timorese", "family", sex) for _ in range(2 if rng.random() < 0.5 else 1)]
    return given_first(rng, [given], list(dict.fromkeys(family)), script="Latn")


CUSTOMS: Final[Mapping[str, Callable[[Random, str], Naming]]] = {
    "malay": malay,
    "malay-brunei": bruneian,
    "iban": iban,
    "kadazan": kadazan,
    "mononym": mononym,
    "indonesian": indonesian,
    "balinese": balinese,
    "batak": batak,
    "filipino": filipino,
    "timorese": timorese,
}
