"""Drivers' errors as one clear line: what, where, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from claimtrack.errors import RecordError, StoreError

MEND_DISK = "free some space; nothing was half written"

SQLITE: tuple[tuple[str, str, str], ...] = (
    ("SQLITE_BUSY", "the database is locked by another program", "close it, or wait for it to finish"),
    ("SQLITE_LOCKED", "the database is locked by another program", "close it, or wait for it to finish"),
    ("SQLITE_READONLY", "the database is read-only", "make the file and its folder writable, or use another with --db"),
    ("SQLITE_PERM", "the database may not be opened", "check the permissions of the file and its folder"),
    ("SQLITE_AUTH", "the database may not be opened", "check the permissions of the file and its folder"),
    ("SQLITE_FULL", "the disk is full", MEND_DISK),
    ("SQLITE_NOTADB", "this file is not a database", "name another file with --db, or move this one away"),
    ("SQLITE_CORRUPT", "the database is damaged", "restore a backup, or move it away and verify again"),
    ("SQLITE_CANTOPEN", "the database can't be opened", "check that its folder exists and is writable"),
    ("SQLITE_IOERR", "the disk failed while the database was read or written", "check the disk and its free space"),
)
"""(start of SQLite's error name, message, hint)."""

POSTGRESQL: tuple[tuple[str, str, str], ...] = (
    ("28", "the server refuses this user or password", "check user and password in the URL, or PGPASSWORD"),
    ("3D000", "the server has no such database", "make it with createdb, or name another in the URL"),
    ("42501", "this user may not do that", "grant it CREATE on the schema and all rights on claimtrack's tables"),
    ("42P07", "a table of that name is there already", "use an empty database or schema"),
    ("55P03", "the database is locked by another session", "wait for it to finish, or look in pg_stat_activity"),
    ("25006", "the database is read-only", "name the primary server in the URL, not a standby"),
    ("53100", "the server's disk is full", MEND_DISK),
    ("53300", "the server has no connection left", "run fewer processes, or raise max_connections"),
    ("57", "the server is shutting down or starting", "try again when it is up"),
    ("08", "the server can't be reached", "check host and port in the URL, and that it is running"),
)
"""(start of the SQLSTATE, message, hint)."""

CONNECTING: tuple[tuple[str, str], ...] = (
    ("password authentication failed", "28P01"),
    ("no password supplied", "28P01"),
    ("does not exist", "3D000"),
    ("too many clients", "53300"),
    ("remaining connection slots", "53300"),
    ("the database system is", "57P03"),
)
"""libpq gives no SQLSTATE for a failed connection: what its words mean."""


def fault_of(error: Exception, where: str) -> StoreError:
    """Return the StoreError for a driver's or SQLAlchemy's `error` at the database named `where`.

    What the driver was never given, or refused as data, is the fault of one record: a RecordError.
    """
    from sqlalchemy.exc import DataError, DBAPIError, StatementError

    cause = getattr(error, "orig", None) or error
    known = _sqlite(cause) or _postgresql(cause)
    if known:
        return StoreError(known[0], where=where, hint=known[1])
    first = (str(cause).splitlines() or [type(cause).__name__])[0]
    never_sent = isinstance(error, StatementError) and not isinstance(error, DBAPIError)
    kind = RecordError if never_sent or isinstance(error, DataError) else StoreError
    return kind(f"the database refused: {first}", where=where, hint="run claimtrack doctor")


@contextmanager
def clear_faults(where: str) -> Iterator[None]:
    """Turn what the drivers and SQLAlchemy raise inside into StoreError."""
    import sqlite3

    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise fault_of(error, where) from error


def _sqlite(cause: Exception) -> tuple[str, str] | None:
    name = getattr(cause, "sqlite_errorname", "") or ""
    return next(((message, hint) for start, message, hint in SQLITE if name and name.startswith(start)), None)


def _postgresql(cause: Exception) -> tuple[str, str] | None:
    if not type(cause).__module__.startswith("psycopg"):
        return None
    state = getattr(cause, "sqlstate", None) or _connecting(str(cause))
    return next(((message, hint) for start, message, hint in POSTGRESQL if state.startswith(start)), None)


def _connecting(words: str) -> str:
    connecting = "connection" in words or "resolve host" in words
    return next((state for phrase, state in CONNECTING if phrase in words), "08001") if connecting else ""
