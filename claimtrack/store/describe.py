"""The tables in words, for docs/database.md."""

from __future__ import annotations

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql, sqlite

from claimtrack.store.tables import metadata, schema


def tables_in_markdown() -> str:
    """Return a section for each table: what it is for, how it is written, and its columns on both databases."""
    tables = (*metadata.sorted_tables, schema)
    return "\n\n".join(_section(table) for table in tables)


def _section(table: Table) -> str:
    head = f"### {table.name}\n\n{table.info['doc']} Written: {table.info['writes']}.\n"
    rows = ["| column | SQLite | PostgreSQL | what it is |", "|---|---|---|---|", *map(_row, table.columns)]
    return "\n".join([head, *rows])


def _row(column: Column[object]) -> str:
    on_sqlite = column.type.compile(dialect=sqlite.dialect())
    on_postgresql = column.type.compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
    name = f"**{column.name}**" if column.primary_key else column.name
    links = ", ".join(f"→ {key.target_fullname}" for key in column.foreign_keys)
    null = " (may be null)" if column.nullable else ""
    return f"| {name} | {on_sqlite} | {_plain(on_postgresql)} | {column.doc}{null}{' ' + links if links else ''} |"


def _plain(kind: str) -> str:
    return kind.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
