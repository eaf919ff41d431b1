"""Likely misreadings in fields that no check digit guards: names, codes, sex, and runs of fillers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice, product

from naungan.engine.documents.mrz.layout import FILLER, Field, Layout
from naungan.engine.documents.mrz.reading import Alternative
from naungan.engine.documents.mrz.slips import (
    DIGIT_AMONG_LETTERS,
    FILLER_RUN,
    KNOWN_CODE,
    KNOWN_VALUE,
    MOST,
    SEPARATOR,
    Slip,
    allowed,
    alternative,
    options,
)
from naungan.engine.tables import countries, rows

MOST_DIGITS = 6
"""Digits in a name field beyond which it is taken to be something else than a name."""
TAKEN_FOR_FILLER = "KC"
"""The letters that stand for misread fillers most often; a longer list would eat true initials."""
STRAY = re.compile(rf"(?<=<)[{TAKEN_FOR_FILLER}]+(?=<|$)")
SEPARATOR_MISREAD = re.compile(r"(?<=[A-Z])KK(?=[A-Z])")


def in_codes(layout: Layout, lines: tuple[str, ...]) -> list[Alternative]:
    """Codes of states that are in no table but would be after one or two slips; a document code that none can be."""
    found: list[Alternative] = []
    for name in ("issuer", "nationality"):
        if known_state(layout.text(lines, name)) is None:
            found += _codes(lines, layout.fields[name])
    if lines[0][0] not in _first_letters():
        places = layout.fields["document_code"].places
        slips = options(lines, places[0], _first_letters(), KNOWN_CODE)
        found += [alternative(lines, "document_code", places, (slip,)) for slip in slips]
    return found


def _codes(lines: tuple[str, ...], field: Field) -> list[Alternative]:
    """Every code within two slips that some table knows."""
    choices: list[tuple[Slip, ...]] = []
    for place in field.places:
        sign = lines[place[0]][place[1]]
        choices.append((Slip(place, sign, sign, 0, ""), *options(lines, place, allowed("letters"), KNOWN_CODE)))
    found = []
    for slips in product(*choices):
        made = tuple(slip for slip in slips if slip.cost)
        if len(made) <= 2 and known_state("".join([slip.offered for slip in slips])) is not None:
            found.append((sum(slip.cost for slip in made), made))
    found.sort(key=lambda item: item[0])
    return [alternative(lines, field.name, field.places, made) for _, made in found[:MOST]]


def in_sex(layout: Layout, lines: tuple[str, ...]) -> list[Alternative]:
    """The sex, where something else than M, F, < or X stands."""
    places = layout.fields["sex"].places
    if layout.text(lines, "sex") in {"M", "F", FILLER, "X"}:
        return []
    slips = options(lines, places[0], allowed("sex"), KNOWN_VALUE)
    return [alternative(lines, "sex", places, (slip,)) for slip in slips[:MOST]]


def in_names(layout: Layout, lines: tuple[str, ...]) -> list[Alternative]:
    """Digits among the letters of a name, letters in its run of fillers, a misread separator of the two names."""
    field = layout.fields["names"]
    text = layout.text(lines, "names")
    stray = _as_fillers(field, text, _stray_in_names(text), FILLER_RUN)
    digits = _digits(lines, field, text)
    found = [alternative(lines, "names", field.places, (*slips, *stray)) for slips in digits]
    if stray and not digits:
        found.append(alternative(lines, "names", field.places, stray))
    return found + _separator(lines, field, text)


def in_optional_data(layout: Layout, lines: tuple[str, ...]) -> list[Alternative]:
    """Letters alone among fillers: K counts as much as < in a check digit, which therefore can't tell them apart."""
    found: list[Alternative] = []
    for name in ("optional_data", "optional_data_2"):
        text = layout.text(lines, name)
        stray = [position for run in STRAY.finditer(text) for position in range(*run.span())]
        if stray:
            field = layout.fields[name]
            found.append(alternative(lines, name, field.places, _as_fillers(field, text, stray, FILLER_RUN)))
    return found


def _digits(lines: tuple[str, ...], field: Field, text: str) -> list[tuple[Slip, ...]]:
    """Letters for the digits of a name; for more than one digit only the likeliest, or the list would explode."""
    places = [place for place, sign in zip(field.places, text, strict=True) if sign.isdigit()]
    if not 1 <= len(places) <= MOST_DIGITS:
        return []
    choices = [options(lines, place, allowed("letters") - {FILLER}, DIGIT_AMONG_LETTERS) for place in places]
    return list(islice(product(*choices), MOST if len(places) == 1 else 1))


def _stray_in_names(text: str) -> list[int]:
    """Positions in a name field whose letters are likely fillers: K or C alone where the given names have ended.

    A single K or C after one filler stays: it may be an initial. So does what opens the given names, which may be two.
    """
    start = text.find("<<") + 2
    found: list[int] = []
    stray = False
    for token in re.finditer(r"[^<]+", text[start:] if start > 1 else ""):
        first, last = start + token.start(), start + token.end()
        ended = text[first - 2 : first] == "<<"
        lone = first > start and not token.group().strip(TAKEN_FOR_FILLER)
        stray = lone and (ended or stray or token.group().count("K") > 1)
        if stray:
            found += range(first, last)
        elif token.group().endswith("KKK"):
            found += range(last - len(token.group()) + len(token.group().rstrip("K")), last)
    return found


def _as_fillers(field: Field, text: str, positions: Iterable[int], reason: str) -> tuple[Slip, ...]:
    """The slips that make these positions of a field fillers."""
    return tuple(
        Slip((field.line, field.start + position), text[position], FILLER, 1, reason)
        for position in positions
        if text[position] != FILLER
    )


def _separator(lines: tuple[str, ...], field: Field, text: str) -> list[Alternative]:
    """Where the name shows no filler at all, as if all were read as K: the places that may part its two identifiers.

    A name of several components without << is common (one identifier: Myanmar, Malaysia, Indonesia) and is left alone.
    """
    if FILLER in text.rstrip(FILLER):
        return []
    return [
        alternative(lines, "names", field.places, _as_fillers(field, text, range(*match.span()), SEPARATOR))
        for match in islice(SEPARATOR_MISREAD.finditer(text), MOST)
    ]


def known_state(printed: str) -> str | None:
    """The alpha-3 code for a state as printed in the zone, D and fillers included; None where the code is unknown."""
    code = printed.rstrip(FILLER)
    if code == "D":  # Germany's own: ICAO Doc 9303-3 section 5 part A
        return "DEU"
    return code if code in countries.by_alpha3() else None


@cache
def document_kinds() -> dict[str, str]:
    """Document kinds by document code, from the table mrz_document_codes."""
    return {row["code"]: row["kind"] for row in rows("mrz_document_codes")}


@cache
def _first_letters() -> frozenset[str]:
    return frozenset(code[0] for code in document_kinds())
