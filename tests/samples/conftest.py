"""One full sample set, made and read once for all tests of the samples."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest

import samples
from naungan.engine.register import columns, ftm, interpol
from naungan.engine.register.mapping import parse_mapping
from naungan.engine.register.reading import Proposal, lines
from samples import SMALL_DAY as TODAY
from samples import SampleSet


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> SampleSet:
    """2,000 people and all lists."""
    return samples.make(tmp_path_factory.mktemp("samples"), seed=2026, people=2000, today=TODAY)


@pytest.fixture(scope="session")
def expected(made: SampleSet) -> list[dict[str, str]]:
    """What screening should find, by traveller."""
    with made.expected.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def proposed(made: SampleSet) -> list[tuple[str, Proposal]]:
    """Each row of the register's files as an import reads it, with the file's name."""
    return list(_proposals(made))


def _proposals(made: SampleSet) -> Iterator[tuple[str, Proposal]]:
    mapping = parse_mapping(made.mapping.read_text(encoding="utf-8"))
    options = samples.import_options(made.register, TODAY)
    for row in columns.read(lines([made.register.read_bytes()]), mapping, options=options, today=TODAY):
        yield made.register.name, row
    options = samples.import_options(made.notices, TODAY)
    for row in interpol.read([made.notices.read_bytes()], options=options, today=TODAY):
        yield made.notices.name, row
    entities = [made.entities.read_bytes()]
    for row in ftm.read(lines(entities), ftm.gather(lines(entities)), options=options, today=TODAY):
        yield made.entities.name, row
