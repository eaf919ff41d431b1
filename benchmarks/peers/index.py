"""nomenklatura's blocking index asked end to end, run by the peers' own interpreter; knows nothing of Naungan.

`.venv/bin/python index.py FOLDER` reads FollowTheMoney entities, a line of JSON each, from FOLDER: people.json are
listed, first.json are asked before any timing, queries.json one by one and then all at once. It writes one object of
JSON: `build` (seconds and memory) and `answers`, for each query its milliseconds, whom the index proposed and who
scored how much by logic-v2, the strongest first; `batch`, the same of all queries at once.

One query is: make the entity, `Index.match_entities`, fetch what it proposes, compare each by logic-v2. The index is
DuckDB's, with the options that nomenklatura sets; it was made for batches, and each call writes tables.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker import Index
from nomenklatura.matching.logic_v2.model import LogicV2
from nomenklatura.resolver import Linker
from nomenklatura.store import load_entity_file_store
from nomenklatura.store.memory import MemoryView

CONFIG = LogicV2.default_config()
ASKED = Dataset.make({"name": "asked", "title": "asked"})

Told = dict[str, Any]


class Clock:
    """CPU (all threads) and wall-clock seconds since it was made."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.perf_counter()

    @property
    def cpu(self) -> float:
        """Seconds of all cores."""
        return time.process_time() - self._cpu

    @property
    def wall(self) -> float:
        """Seconds passed."""
        return time.perf_counter() - self._wall


def answers(index: Index, view: MemoryView[Dataset, StatementEntity], told: Sequence[Told]) -> list[Told]:
    """Whom the index proposes for each of the entities, and what logic-v2 says of them."""
    entities = {data["id"]: StatementEntity.from_data(ASKED, data) for data in told}
    found: dict[str, list[str]] = {key: [] for key in entities}
    for key, matches in index.match_entities(entities.values()):
        found[key.id] = [match.id for match, _ in matches]
    return [
        {"id": key, "proposed": proposed, "scored": scored(entities[key], view, proposed)}
        for key, proposed in found.items()
    ]


def scored(
    asked: StatementEntity, view: MemoryView[Dataset, StatementEntity], proposed: Sequence[str]
) -> list[tuple[float, str]]:
    """The proposed with their scores, the strongest first."""
    held = [(key, view.get_entity(key)) for key in proposed]
    scores = [(LogicV2.compare(asked, one, CONFIG).score, key) for key, one in held if one is not None]
    return sorted(scores, key=lambda pair: (-pair[0], pair[1]))


def timed(index: Index, view: MemoryView[Dataset, StatementEntity], data: Told) -> Told:
    """One query alone."""
    clock = Clock()
    answer = answers(index, view, [data])[0]
    return answer | {"cpu_ms": clock.cpu * 1000, "wall_ms": clock.wall * 1000}


def read(path: Path) -> list[Told]:
    """Entities, a line each."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Load, build, ask."""
    folder = Path(sys.argv[1])
    loading = Clock()
    store = load_entity_file_store(folder / "people.json", Linker[StatementEntity]({}))
    load = {"load_cpu_s": loading.cpu, "load_wall_s": loading.wall}
    view = store.default_view()
    with TemporaryDirectory() as kept:
        building = Clock()
        index = Index(view, Path(kept))
        index.build()
        build = {"cpu_s": building.cpu, "wall_s": building.wall}
        size = sum(path.stat().st_size for path in Path(kept).iterdir()) / 2**20
        for data in read(folder / "first.json"):
            timed(index, view, data)
        queries = read(folder / "queries.json")
        found = [timed(index, view, data) for data in queries]
        clock = Clock()
        at_once = answers(index, view, [data | {"id": f"{data['id']}-again"} for data in queries])
        batch = {"cpu_s": clock.cpu, "wall_s": clock.wall, "answers": at_once}
        index.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    build |= load | {"on_disk_mb": size, "peak_mb": peak}
    print(json.dumps({"build": build, "answers": found, "batch": batch}))


if __name__ == "__main__":
    main()
