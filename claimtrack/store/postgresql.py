"""PostgreSQL through psycopg 3."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event, text

from claimtrack.errors import StoreError
from claimtrack.store.database import transaction

SCHEMA_LOCK = 0x636C61696D  # "claim": any number no other program of the server is likely to lock.
CONNECT_SECONDS = 10
LOCK_SECONDS = 60


class PostgreSQL:
    """A database on a PostgreSQL server."""

    def __init__(self, url: URL) -> None:
        self.where = _place(url)
        url = url.set(drivername="postgresql+psycopg")
        self.engine = create_engine(url, connect_args={"connect_timeout": CONNECT_SECONDS})
        event.listen(self.engine, "connect", _set_up)
        self._reader = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a transaction in which every statement sees the same state."""
        return transaction(self._reader, self.where)

    def writing(self) -> AbstractContextManager[Connection]:
        """Return a transaction; writers of one document queue at its row."""
        return transaction(self.engine, self.where)

    def prepare(self) -> None:
        """Do nothing: all settings are the server's."""

    def lock_schema(self, connection: Connection) -> None:
        """Queue behind other processes that make or upgrade the tables."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SCHEMA_LOCK})

    def server(self) -> str:
        """Return name and version of the server."""
        with self.reading() as connection:
            return f"PostgreSQL {connection.execute(text('SHOW server_version')).scalar_one()}"

    def warnings(self) -> tuple[str, ...]:
        """Return nothing: no fault of the server is known that touches us."""
        return ()

    def backup(self, target: Path) -> None:  # noqa: ARG002 (same for both kinds)
        """Raise StoreError: the server's own tool does it better."""
        raise StoreError("a PostgreSQL database is backed up by its own tool", where=self.where, hint="run pg_dump")

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def _set_up(connection: Any, _: object) -> None:
    connection.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
    connection.commit()


def _place(url: URL) -> str:
    """Return host and database: neither password nor options, which may hold one."""
    query = url.query.get("host")
    host = url.host or (query if isinstance(query, str) else "") or "localhost"
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{host}{port}/{url.database or ''}"
