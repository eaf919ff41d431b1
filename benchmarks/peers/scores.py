"""Scores of the peers for pairs of persons, run by the peers' own interpreter; knows nothing of Naungan.

`.venv/bin/python scores.py` reads a line of JSON for each pair from standard input:

    {"a": {"names": ["…"], "birth": ["1970-01-31"], "countries": ["MYS"]}, "b": {…}}

and writes a line for each: `logic_v2` (0 to 1; a asked, b listed), rapidfuzz's `token_sort` and `wratio` (0 to 1), the
same with birth dates, `token_sort_birth` and `wratio_birth` (0 to 1.05), and the CPU seconds of each peer in `cpu`.
`scores.py speed` reads one object {"queries": [persons], "rows": [persons], "raw": {name: [pairs]}, "first":
[pairs]} and writes one of pairs per CPU second: see `speed`.

nomenklatura remembers the names of an entity by its id alone. Here an id is a digest of what the entity says, and
every timing run makes new ids and empties the caches, so that no answer is an earlier entity's.
"""

from __future__ import annotations

import gc
import hashlib
import json
import sys
import time
from functools import lru_cache
from itertools import count
from typing import Any

from anyascii import anyascii
from followthemoney import model
from followthemoney.proxy import EntityProxy
from followthemoney.types import registry
from nomenklatura.matching.logic_v2.model import LogicV2
from nomenklatura.matching.logic_v2.names import analysis
from nomenklatura.matching.logic_v2.names.distance import strict_levenshtein
from rapidfuzz import fuzz
from rigour.reset import reset_caches

Person = dict[str, list[str]]

CONFIG = LogicV2.default_config()
BONUS = 0.05
"""What an equal full date of birth adds to rapidfuzz's ratio."""

_SERIAL = count()


def entity(person: Person, key: str) -> EntityProxy:
    """The person as followthemoney has it: the first name as `name`, the others as `alias`."""
    names = person["names"]
    countries = [code for text in person.get("countries", []) if (code := _country(text))]
    properties = {
        "name": names[:1], "alias": names[1:], "birthDate": person.get("birth", []), "nationality": countries,
    }  # fmt: skip
    return model.get_proxy({"id": key, "schema": "Person", "properties": properties})


@lru_cache(maxsize=4096)
def _country(text: str) -> str:
    return registry.country.clean(text) or ""


def forget() -> None:
    """Empty every cache that keeps something of a name or an entity; then load again what belongs to no name."""
    analysis.entity_names.cache_clear()
    analysis.entity_names_consolidated.cache_clear()
    strict_levenshtein.cache_clear()
    reset_caches()
    one, other = {"names": ["Tara Nobody"], "birth": ["1900"]}, {"names": ["Tara B. Noboby"], "birth": ["1901"]}
    LogicV2.compare(entity(one, f"w{next(_SERIAL)}"), entity(other, f"w{next(_SERIAL)}"), CONFIG)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """A name in plain small Latin letters, words parted by single spaces."""
    plain = anyascii(text).casefold()
    return " ".join("".join(sign if sign.isalnum() or sign == "'" else " " for sign in plain).replace("'", "").split())


def ratios(a: Person, b: Person) -> dict[str, float]:
    """token_sort_ratio and WRatio, the best over all pairs of names, 0 to 1; and both with birth dates."""
    pairs = [(folded(one), folded(other)) for one in a["names"] for other in b["names"]]
    token_sort = max((fuzz.token_sort_ratio(one, other) for one, other in pairs), default=0.0) / 100
    wratio = max((fuzz.WRatio(one, other) for one, other in pairs), default=0.0) / 100
    births = a.get("birth", []), b.get("birth", [])
    return {
        "token_sort": token_sort, "token_sort_birth": _with_birth(token_sort, *births),
        "wratio": wratio, "wratio_birth": _with_birth(wratio, *births),
    }  # fmt: skip


def _with_birth(ratio: float, ours: list[str], theirs: list[str]) -> float:
    """0 where all birth years lie more than two apart; more where a full date is equal."""
    years = [(int(one[:4]), int(other[:4])) for one in ours for other in theirs]
    if years and min(abs(one - other) for one, other in years) > 2:
        return 0.0
    equal = any(len(date) == 10 for date in set(ours) & set(theirs))
    return ratio + BONUS if equal else ratio


def answer(lines: Any) -> None:
    """A line of scores for each line with a pair."""
    entities: dict[str, EntityProxy] = {}

    def known(person: Person) -> EntityProxy:
        key = hashlib.sha256(json.dumps(person, sort_keys=True).encode()).hexdigest()
        if key not in entities:
            entities[key] = entity(person, key)
        return entities[key]

    for line in lines:
        pair = json.loads(line)
        a, b = known(pair["a"]), known(pair["b"])
        started = time.process_time()
        logic = LogicV2.compare(a, b, CONFIG).score
        between = time.process_time()
        rapidfuzz = ratios(pair["a"], pair["b"])
        ended = time.process_time()
        cpu = {"logic_v2": between - started, "rapidfuzz": ended - between}
        print(json.dumps({"logic_v2": logic, **rapidfuzz, "cpu": cpu}))


Pair = tuple[Person, Person]


def speed(queries: list[Person], rows: list[Person], raw: dict[str, list[Pair]], first: list[Pair]) -> dict[str, float]:
    """Pairs per CPU second, every query against every row.

    each of `raw`: entities are made within the time, nobody is met twice: each pair from its strings.
    cold: one query against entities made before, none of which was compared before.
    warm: the same entities again, the best of three more times, with all that is remembered by then. Rows beyond 900
    would push each other out.
    `first` are compared before any timing, so that what belongs to no name is loaded.
    """
    found = {}
    for name, pairs in raw.items():
        forget()
        from_strings(first)
        gc.collect()
        started = time.process_time()
        from_strings(pairs)
        found[name] = len(pairs) / (time.process_time() - started)
    cold: list[float] = []
    warm: list[float] = []
    for query in queries:
        forget()
        from_strings(first)
        ours, theirs = entity(query, f"q{next(_SERIAL)}"), [entity(row, f"r{next(_SERIAL)}") for row in rows[:900]]
        passes = []
        for _ in range(4):
            started = time.process_time()
            for their in theirs:
                LogicV2.compare(ours, their, CONFIG)
            passes.append(len(theirs) / (time.process_time() - started))
        cold.append(passes[0])
        warm.append(max(passes[1:]))
    started = time.process_time()
    for query in queries:
        for row in rows:
            ratios(query, row)
    rapid = len(queries) * len(rows) / (time.process_time() - started)
    found |= {"cold": sorted(cold)[len(cold) // 2], "warm": sorted(warm)[len(warm) // 2]}
    return found | {"rapidfuzz": rapid}


def from_strings(pairs: list[Pair]) -> None:
    """Compare pairs of persons of whom nothing is remembered."""
    for one, other in pairs:
        LogicV2.compare(entity(one, f"q{next(_SERIAL)}"), entity(other, f"r{next(_SERIAL)}"), CONFIG)


def main() -> None:
    """Pairs from standard input, or the speed."""
    if sys.argv[1:] == ["speed"]:
        asked = json.load(sys.stdin)
        print(json.dumps(speed(**asked)))
    else:
        answer(sys.stdin)


if __name__ == "__main__":
    main()
