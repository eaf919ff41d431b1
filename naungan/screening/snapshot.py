"""The register as files that every process maps: written by a timer, opened in a moment, caught up by the feed.

A snapshot is a folder of plain arrays (NumPy's .npy, never pickled) under NAUNGAN_HOME/snapshots, readable by its owner
alone, and whole or not there: it is written beside and then renamed. It knows which feed number it holds and which
tables made it; one that other tables made is not opened.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

import numpy as np
from django.conf import settings

from naungan import __version__
from naungan.engine import compare, names, records, screening, tables
from naungan.engine.compare import Frequencies
from naungan.engine.screening import Population
from naungan.engine.screening.segment import Segment
from naungan.engine.screening.spellings import pack_texts

log = logging.getLogger(__name__)

_LONGEST_WRITE = 3600
"""Seconds after which a snapshot that is still being written is one that a killed process left."""

_ABOUT = "about.json"


@dataclass(frozen=True, slots=True)
class Opened:
    """A snapshot in use: the population that it holds, and the feed number up to which it does."""

    population: Population
    position: int


def folder() -> Path:
    """Where this database's snapshots lie: two databases that share a home do not share them."""
    database = settings.DATABASES["default"]
    named = f"{database['ENGINE']}|{database.get('HOST', '')}|{database.get('PORT', '')}|{database['NAME']}"
    return Path(settings.HOME) / "snapshots" / hashlib.sha256(named.encode()).hexdigest()[:16]


def keep(population: Population, position: int, mark: str) -> Path | None:
    """Keep a population that holds every change up to `position`; None where it holds nobody.

    `mark` tells this database's change of that number from any other's: a snapshot of another database is not opened.
    """
    held = population.segments()
    if len(held) != 1:
        population = Population(population)
        held = population.segments()
    base = folder()
    if not held:
        _prune(base, None)
        return None
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = base / f"part-{uuid4().hex}"
    part.mkdir(mode=0o700)
    try:
        counts = population.rarity.counts
        columns = dict(held[0].segment.arrays)
        columns |= pack_texts("count_keys", list(counts))
        columns["count_values"] = np.fromiter(counts.values(), dtype=np.int64, count=len(counts))
        columns["alive"] = held[0].segment.alive
        for name, column in columns.items():
            with (part / f"{name}.npy").open("wb") as file:
                np.lib.format.write_array(file, np.ascontiguousarray(column), allow_pickle=False)
        about = {
            "position": position,
            "mark": mark,
            "size": population.rarity.size,
            "made_by": made_by(),
            "columns": sorted(columns),
        }
        (part / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
        whole = base / f"{position:012d}-{uuid4().hex[:8]}"
        part.rename(whole)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _prune(base, whole)
    return whole


def _prune(base: Path, kept: Path | None) -> None:
    """Remove every other snapshot, which may hold people who were withdrawn since, and what a killed writer left."""
    for old in base.glob("[0-9]*"):
        if old != kept:
            shutil.rmtree(old, ignore_errors=True)
    for part in base.glob("part-*"):
        if time.time() - part.stat().st_mtime > _LONGEST_WRITE:
            shutil.rmtree(part, ignore_errors=True)


def open_newest(head: int, mark_of: Callable[[int], str]) -> Opened | None:
    """The newest snapshot of this database that this version can use; None where there is none.

    `head`: the feed's last number; `mark_of`: what tells this database's change of a number from any other's.
    """
    base = folder()
    for _ in range(2):  # a newer one may take its place while it is being opened
        for kept in sorted(base.glob("[0-9]*"), reverse=True):
            try:
                opened = _open(kept, head, mark_of)
            except (OSError, ValueError, KeyError) as wrong:
                log.warning("snapshot %s can't be used: %s", kept.name, wrong)
                continue
            if opened is not None:
                return opened
    return None


def newest(mark_of: Callable[[int], str]) -> tuple[int, float] | None:
    """The feed number of the newest snapshot of this database that this version can use, and when it was written."""
    for kept in sorted(folder().glob("[0-9]*"), reverse=True):
        try:
            about = json.loads((kept / _ABOUT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if about["made_by"] == made_by() and about["mark"] == mark_of(about["position"]):
            return int(about["position"]), (kept / _ABOUT).stat().st_mtime
    return None


def _open(kept: Path, head: int, mark_of: Callable[[int], str]) -> Opened | None:
    about = json.loads((kept / _ABOUT).read_text(encoding="utf-8"))
    # A feed that stands behind its snapshot, or differs there, is another database's, or one restored from a backup.
    if about["made_by"] != made_by() or about["position"] > head or about["mark"] != mark_of(about["position"]):
        return None
    columns = {name: np.load(kept / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in about["columns"]}
    keys = columns["count_keys"].tobytes().decode().split("\n")
    counts = dict(zip(keys, columns["count_values"].tolist(), strict=True))
    segment = Segment(columns)
    segment.alive[:] = columns["alive"]
    rarity = Frequencies(counts, about["size"], segment.shared_names())
    return Opened(Population(base=segment, rarity=rarity), about["position"])


@cache
def made_by() -> str:
    """A digest of what a snapshot depends on: version, rules and tables of names and weights, this format."""
    libraries = f"{version('anyascii')}|{unicodedata.unidata_version}"
    digest = hashlib.sha256(f"{__version__}|3|{np.dtype(np.intp).byteorder}|{libraries}".encode())
    digest.update(Path(str(records.__file__)).read_bytes())
    for package in (names, compare, screening):
        for source in sorted(Path(str(package.__file__)).parent.rglob("*.py")):
            digest.update(source.read_bytes())
    for name in tables.names():
        if name.startswith(("name_", "spelling_", "match_")):
            digest.update(resources.files(tables.__name__).joinpath("data", f"{name}.csv").read_bytes())
    return digest.hexdigest()
