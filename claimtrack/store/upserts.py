"""Inserts that meet rows already there.

Rows go in sorted by key: in random order, two writers deadlock on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table

Row = Mapping[str, Any]


def insert_missing(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Insert the rows whose key isn't there yet; leave the others as they are."""
    ordered = _by_key(table, rows)
    if ordered:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), ordered)


def _by_key(table: Table, rows: Iterable[Row]) -> list[Row]:
    keys = [column.name for column in table.primary_key]
    return sorted(rows, key=lambda row: tuple(row.get(key, 0) for key in keys))


def _insert(connection: Connection, table: Table) -> Any:
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)
