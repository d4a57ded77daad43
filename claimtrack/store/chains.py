"""Chains: the rows a claim has had in an append-only table, of which the last holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, insert, select, update

from claimtrack.store.tables import claims

HELD = ("claim_id", "sequence", "payload", "profile", "outcome")
"""What is read of a row that holds: to see whether it still does, and what it said."""

WITHDRAWN = "null"
"""Payload of a row that says: nothing holds any more (the number was set aside, or links to nothing)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What should hold for a claim: its payload, the profile it was found under, and the columns that are queried."""

    payload: str
    profile: str | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A row that was appended: its claim, and the row it superseded (None for the first)."""

    claim_id: str
    before: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What is noted with every row appended."""

    fingerprint: str
    created_at: datetime


def holding(connection: Connection, table: Table, document_id: str) -> dict[str, Mapping[str, Any]]:
    """Return by claim the rows of `table` that hold for a document's claims."""
    rows = connection.execute(_held(table), {"key": document_id})
    return {row["claim_id"]: dict(row) for row in rows.mappings()}


@cache  # There are two such tables.
def _held(table: Table) -> Select[Any]:
    columns = [table.c[name] for name in HELD if name in table.c]
    joined = select(*columns).join(claims, claims.c.id == table.c.claim_id)
    return joined.where(claims.c.document_id == bindparam("key"), table.c.superseded_by.is_(None))


def append(
    connection: Connection,
    table: Table,
    held: Mapping[str, Mapping[str, Any]],
    wanted: Mapping[str, Entry],
    stamp: Stamp,
) -> tuple[Step, ...]:
    """Append each wanted entry that differs from the one held; return the steps, by claim id.

    `held` must have been read in the same transaction, under the lock of the claims' document.
    """
    steps = tuple(
        Step(claim_id=claim_id, before=held.get(claim_id))
        for claim_id, entry in sorted(wanted.items())
        if _differs(entry, held.get(claim_id))
    )
    _supersede(connection, table, steps)
    if steps:
        connection.execute(insert(table), [_row(step, wanted[step.claim_id], stamp) for step in steps])
    return steps


def _differs(entry: Entry, before: Mapping[str, Any] | None) -> bool:
    if before is None:
        return entry.payload != WITHDRAWN
    return bool(before["payload"] != entry.payload or before.get("profile") != entry.profile)


def _supersede(connection: Connection, table: Table, steps: tuple[Step, ...]) -> None:
    marks = [
        {"claim": step.claim_id, "old": step.before["sequence"], "new": step.before["sequence"] + 1}
        for step in steps
        if step.before
    ]
    if marks:
        statement = update(table).where(table.c.claim_id == bindparam("claim"), table.c.sequence == bindparam("old"))
        connection.execute(statement.values(superseded_by=bindparam("new")), marks)


def _row(step: Step, entry: Entry, stamp: Stamp) -> dict[str, Any]:
    return {
        "claim_id": step.claim_id,
        "sequence": step.before["sequence"] + 1 if step.before else 1,
        "created_at": stamp.created_at,
        "fingerprint": stamp.fingerprint,
        "payload": entry.payload,
        **entry.columns,
    }
