"""Connections: how each kind of database is opened, read, written and closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from claimtrack.errors import StoreError
from claimtrack.store.faults import clear_faults

FORMS = "write sqlite:////path/to/claims.db or postgresql://user@host/database"


class Database(Protocol):
    """A database of one kind."""

    engine: Engine
    where: str

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a transaction that sees one state and can't change it."""

    def writing(self) -> AbstractContextManager[Connection]:
        """Return a transaction that is kept whole or not at all."""

    def prepare(self) -> None:
        """Make the settings that live in the database itself, before anything is written."""

    def lock_schema(self, connection: Connection) -> None:
        """Keep other processes from changing the schema until the transaction ends."""

    def server(self) -> str:
        """Return name and version of what holds the data."""

    def warnings(self) -> tuple[str, ...]:
        """Return what a user should know of this engine."""

    def backup(self, target: Path) -> None:
        """Write a whole copy to `target`."""

    def close(self) -> None:
        """Let go of all connections."""


def connect(url: str) -> Database:
    """Return the database at `url`; nothing is opened yet. Raises StoreError for a URL of no known kind."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError("this is not the URL of a database", hint=FORMS) from error
    match parsed.drivername:
        case "sqlite" | "sqlite+pysqlite":
            from claimtrack.store.sqlite import SQLite

            return SQLite(parsed)
        case "postgresql" | "postgres" | "postgresql+psycopg":
            return _postgresql(parsed)
        case other:
            raise StoreError(f"databases of kind {other!r} are not supported", hint=FORMS)


def _postgresql(url: URL) -> Database:
    from claimtrack.store.postgresql import PostgreSQL

    try:
        return PostgreSQL(url)
    except ImportError as error:  # Not there, or there without the server's client library.
        raise StoreError(f"PostgreSQL needs psycopg: {error}", hint="pip install 'claimtrack[postgresql]'") from error


@contextmanager
def transaction(engine: Engine, where: str) -> Iterator[Connection]:
    """Run one transaction: committed at the end, rolled back when anything is raised; faults in clear words."""
    with clear_faults(where), engine.begin() as connection:
        yield connection
