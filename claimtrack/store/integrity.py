"""How much is stored, and whether it is whole."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, select

from claimtrack.store import tables
from claimtrack.store.records import Counts

SHOWN = 5
"""Faults of one kind that are named."""


def counts(connection: Connection) -> Counts:
    """Return the numbers of rows, and of current claims by outcome."""
    claims, verdicts = tables.claims, tables.verdicts
    held = and_(verdicts.c.claim_id == claims.c.id, verdicts.c.superseded_by.is_(None), claims.c.current)
    outcomes = connection.execute(
        select(verdicts.c.outcome, func.count())
        .join(claims, held)
        .where(verdicts.c.outcome.is_not(None))
        .group_by(verdicts.c.outcome)
        .order_by(verdicts.c.outcome)
    )
    return Counts(
        documents=_count(connection, tables.documents),
        versions=_count(connection, tables.versions),
        claims=_count(connection, claims, claims.c.current),
        verdicts=_count(connection, verdicts),
        decisions=_count(connection, tables.decisions),
        outcomes=tuple((outcome, number) for outcome, number in outcomes),
    )


def problems(connection: Connection) -> tuple[str, ...]:
    """Return what is wrong, one line each: first what the file itself shows, then what our own rules forbid."""
    found: list[str] = []
    if connection.dialect.name == "sqlite":
        found += _damage(connection)
    rules = {
        "document without its newest version": _without_version(),
        "links of a claim with a gap": _broken_chain(tables.links),
        "verdicts of a claim with a gap": _broken_chain(tables.verdicts),
    }
    for name, statement in rules.items():
        found += [f"{name}: {key}" for key in connection.execute(statement.limit(SHOWN)).scalars()]
    return tuple(found)


def _damage(connection: Connection) -> list[str]:
    lines = connection.exec_driver_sql(f"PRAGMA integrity_check({SHOWN})").scalars()
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(SHOWN)
    return [line for line in lines if line != "ok"] + [f"a row of {row[0]} refers to nothing" for row in orphans]


def _without_version() -> Select[tuple[str]]:
    documents, versions = tables.documents, tables.versions
    newest = and_(versions.c.document_id == documents.c.id, versions.c.number == documents.c.version)
    return select(documents.c.id).outerjoin(versions, newest).where(versions.c.number.is_(None))


def _broken_chain(table: Table) -> Select[tuple[str]]:
    """Return the claims whose rows aren't numbered 1, 2 … n, each superseded by the next and the last by none."""
    columns = table.c
    whole = and_(
        func.min(columns.sequence) == 1,
        func.max(columns.sequence) == func.count(),
        func.count(columns.superseded_by) == func.count() - 1,
        func.coalesce(func.sum(columns.superseded_by - columns.sequence), 0) == func.count() - 1,
    )
    return select(columns.claim_id).group_by(columns.claim_id).having(~whole)


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
