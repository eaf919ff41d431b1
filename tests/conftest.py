"""The test ground: on the database that DATABASE_URL names, on SQLite where it names none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.fixtures import Settings

from tests import crowd

hypothesis_settings.register_profile(
    "naungan", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], max_examples=60
)
hypothesis_settings.load_profile("naungan")

_numbers = count()
guards = import_module("naungan.audit.migrations.0002_guards")


@pytest.fixture(scope="session", autouse=True)
def _guards_stand_aside_for_the_flush() -> Iterator[None]:
    """`transactional_db` empties every table after its test; the audit tables refuse that outside the tests."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        guards.remove(connection)
        flush(self)
        guards.install(connection)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(autouse=True)
def _a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Each test has its own store, and so its own file of heads beside it; processes that it starts have it too."""
    settings.HOME = tmp_path
    monkeypatch.setenv("NAUNGAN_HOME", str(tmp_path))


@pytest.fixture
def today() -> date:
    """A fixed day, so that no test depends on when it runs."""
    return date(2026, 11, 22)


@pytest.fixture(scope="session")
def _pattern(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty, migrated store of which `store` makes copies: an SQLite file, or a PostgreSQL database's name."""
    if connection.vendor != "postgresql":
        path = tmp_path_factory.mktemp("pattern") / "pattern.sqlite3"
        crowd.migrate(crowd.sqlite_url(path))
        yield str(path)
        return
    name = f"pattern_{os.getpid()}"
    with _server() as server:
        server.execute(f'CREATE DATABASE "{name}"')
        crowd.migrate(_address(name))
        yield name
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def store(_pattern: str, tmp_path: Path) -> Iterator[str]:
    """The DATABASE_URL of a fresh, migrated store on the database under test, for tests with many processes."""
    if connection.vendor != "postgresql":
        path = tmp_path / "store.sqlite3"
        shutil.copyfile(_pattern, path)
        yield crowd.sqlite_url(path)
        return
    name = f"store_{os.getpid()}_{next(_numbers)}"
    with _server() as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_pattern}"')
        yield _address(name)
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _address(name: str) -> str:
    """The DATABASE_URL of another database on the server under test."""
    server = connection.settings_dict
    password = f":{quote(server['PASSWORD'], safe='')}" if server["PASSWORD"] else ""
    port = f":{server['PORT']}" if server["PORT"] else ""
    return f"postgresql://{quote(server['USER'], safe='')}{password}@{quote(server['HOST'], safe='')}{port}/{name}"


def _server() -> psycopg.Connection:
    server = connection.settings_dict
    return psycopg.connect(
        dbname="postgres",
        host=server["HOST"],
        port=server["PORT"] or None,
        user=server["USER"],
        password=server["PASSWORD"] or None,
        autocommit=True,
    )
