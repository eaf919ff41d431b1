"""Fictional notices in the shape of INTERPOL's public web service, and wanted people as FollowTheMoney entities."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from naungan.engine.records import PartialDate
from naungan.engine.tables.countries import by_alpha3, name_of
from samples.judgments import REMARK, SOURCE, court_state
from samples.people import ANCHOR, SERIES, Person, make_person

_CHARGES: Final = (
    ("sexual abuse of a minor", ""),
    ("sexual assault of a child", ""),
    ("child sexual abuse material", ""),
    ("online solicitation of a minor", ""),
    ("amang seksual fizikal terhadap kanak-kanak", "physical sexual assault on a child"),
    ("pencabulan anak", "sexual abuse of a child"),
    ("agression sexuelle sur mineur", "sexual assault of a minor"),
    ("abuso sexual de menor", "sexual abuse of a minor"),
)
"""Charges in neutral words of the register's table of charge phrases; translated where they are not English."""

_NUMBERS: Final = 900_001
"""Notice numbers of the samples begin here, far above those in use."""

_ADDRESS: Final = "https://notices.example/notices/v1"
"""The shape of the service's links, at a name that RFC 2606 keeps for examples."""


@dataclass(slots=True)
class Made:
    """What a file holds, and per person its reference, outcome, rule and person."""

    content: Any
    expected: list[tuple[str, str, str, Person]] = field(default_factory=list)


def interpol(rng: Random, persons: list[Person], *, today: date) -> Made:
    """The answer of a notices service: red notices with warrants, a few yellow ones, and some that must not stand."""
    plan = _plan(
        len(persons),
        (
            ("missing-child", 6, "accepted", ""),
            ("unclassed", 3, "held", "charge-not-classed"),
            ("no-warrant", 3, "held", "no-charge"),
            ("other", 2, "refused", "other-conduct"),
            ("political", 1, "refused", "political"),
            ("missing-adult", 1, "refused", "missing-adult"),
        ),
    )
    made = Made([])
    for serial, (person, (case, outcome, rule)) in enumerate(zip(persons, plan, strict=True), start=_NUMBERS):
        who = person
        if case == "missing-child":
            who = make_person(rng, today=today, custom=person.custom, state=person.state, child=True)
        colour = "yellow" if case.startswith("missing") else "red"
        number = f"{ANCHOR.year}/{serial}"
        made.content.append(_notice(rng, who, number, colour, case))
        made.expected.append((f"{colour}/{number}", outcome, rule, who))
    total = len(made.content)
    made.content = {
        "total": total,
        "query": {"page": 1, "resultPerPage": total},
        "sample": f"{REMARK}s only: {SOURCE}",
        "_embedded": {"notices": made.content},
    }
    return made


def _plan(count: int, exceptions: tuple[tuple[str, int, str, str], ...]) -> list[tuple[str, str, str]]:
    """The exceptions, one of each in a small set as far as there is room, and good rows for the rest."""
    few = count < 40
    cases = [(case, outcome, rule) for case, many, outcome, rule in exceptions for _ in range(1 if few else many)]
    cases = cases[: count * 2 // 5]
    return [("", "accepted", "")] * (count - len(cases)) + cases


def _notice(rng: Random, person: Person, number: str, colour: str, case: str) -> dict[str, Any]:
    main = person.identity.names[0]
    born = PartialDate(person.born.year) if rng.random() < 0.1 else PartialDate(
        person.born.year, person.born.month, person.born.day
    )  # fmt: skip
    if case == "missing-child":
        born = PartialDate(person.born.year, person.born.month, person.born.day)
    found: dict[str, Any] = {
        "entity_id": number,
        "forename": main.given or None,
        "name": main.surname or main.text,
        "date_of_birth": str(born).replace("-", "/"),
        "nationalities": [_alpha2(person.state)],
        "sex_id": person.identity.sex or "U",
        "place_of_birth": person.identity.birth_place or None,
        "country_of_birth_id": _alpha2(person.state),
        "sample": "yes",
        "remark": REMARK,
    }
    if colour == "red":
        found["arrest_warrants"] = _warrants(rng, person, case)
    link = f"{_ADDRESS}/{colour}/{number.replace('/', '-')}"
    return found | {"_links": {"self": {"href": link}}}


def _warrants(rng: Random, person: Person, case: str) -> list[dict[str, Any]] | None:
    if case == "no-warrant":
        return None
    words, translation = rng.choice(_CHARGES)
    words, translation = {
        "unclassed": ("offence against a pupil under a law of samples", ""),
        "other": ("fraud", ""),
        "political": ("sedition", ""),
    }.get(case, (words, translation))
    issuing = _alpha2(court_state(rng, person))
    return [{"issuing_country_id": issuing, "charge": words, "charge_translation": translation or None}]


def _alpha2(state: str) -> str:
    return by_alpha3()[state].alpha2


def entities(rng: Random, persons: list[Person], *, today: date) -> Made:
    """FollowTheMoney entities: people wanted by a state, each with the warrant as a Sanction that points to them."""
    plan = _plan(
        len(persons),
        (
            ("convicted", 6, "held", "finality-unknown"),
            ("unclassed", 3, "held", "charge-not-classed"),
            ("other", 2, "refused", "other-conduct"),
            ("no-topic", 2, "refused", "no-ground"),
        ),
    )
    made = Made([])
    for serial, (person, (case, outcome, rule)) in enumerate(zip(persons, plan, strict=True), start=1):
        key = f"{SERIES.lower()}-sample-{serial:04d}"
        made.content += [_person(person, key, case, today), *_linked(rng, person, key, case, today)]
        made.expected.append((key, outcome, rule, person))
    made.content += [made.content[0], f'{{"id":"{SERIES.lower()}-sample-broken","schema":"Person","properties":']
    first = made.expected[0]
    made.expected += [(first[0], "duplicate", "", first[3]), ("", "unreadable", "", first[3])]
    return made


def _person(person: Person, key: str, case: str, today: date) -> dict[str, Any]:
    identity = person.identity
    properties: dict[str, list[str]] = {
        "name": [name.text for name in identity.names if name.kind in {"main", "native"}],
        "alias": [name.text for name in identity.names if name.kind in {"alias", "former"}],
        "weakAlias": [name.text for name in identity.names if name.kind == "low-quality"],
        "birthDate": [str(birth) for birth in identity.births],
        "birthPlace": [identity.birth_place],
        "nationality": [_alpha2(state).lower() for state in identity.nationalities],
        "gender": [{"F": "female", "M": "male"}.get(identity.sex, "")],
        "topics": [{"no-topic": "", "convicted": "crime"}.get(case, "wanted")],
        "notes": [REMARK],
    }
    kept = {name: values for name, told in properties.items() if (values := [value for value in told if value])}
    return {
        "id": key,
        "schema": "Person",
        "caption": identity.names[0].text,
        "sample": "yes",
        "properties": kept,
        "datasets": ["naungan_sample"],
        "last_seen": today.isoformat(),
    }


def _linked(rng: Random, person: Person, key: str, case: str, today: date) -> list[dict[str, Any]]:
    """The documents of a person and the warrant or judgment, as entities of their own."""
    found: list[dict[str, Any]] = [
        {
            "id": f"{key}-paper-{number}",
            "schema": "Passport" if paper.kind == "passport" else "Identification",
            "properties": {"holder": [key], "number": [paper.number], "country": [_alpha2(paper.issuer).lower()]},
        }
        for number, paper in enumerate(person.identity.documents, start=1)
    ]
    if case == "no-topic":
        return found
    state = court_state(rng, person)
    reason = {
        "convicted": "Sexual Offences against Children Act 2017 [Act 792], s.12",
        "unclassed": "offence against a pupil under a law of samples",
        "other": "fraud",
    }.get(case, rng.choice(_CHARGES)[0])
    if case == "convicted":
        state = "MYS"
    sanction = {
        "entity": [key],
        "authority": [f"Sample police of {name_of(state)} (fictional)"],
        "authorityId": [f"{SERIES}-W-{key[-4:]}"],
        "country": [_alpha2(state).lower()],
        "reason": [reason],
        "listingDate": [(today - timedelta(days=rng.randrange(60, 900))).isoformat()],
    }
    return [*found, {"id": f"{key}-warrant", "schema": "Sanction", "properties": sanction}]
