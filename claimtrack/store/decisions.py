"""People's decisions, in the order they arrived."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, select

from claimtrack.store import tables
from claimtrack.store.codec import digest, encode
from claimtrack.store.records import Decision
from claimtrack.store.upserts import insert_missing


def append_decision(connection: Connection, decision: Decision) -> bool:
    """Append the decision unless this very one is there; return whether it was appended."""
    key = digest(encode(decision))
    columns = tables.decisions.c
    if connection.execute(select(columns.number).where(columns.id == key)).first():
        return False
    insert_missing(connection, tables.decisions, [{"id": key, **asdict(decision)}])
    return True


def decisions_of(connection: Connection, claim_id: str) -> tuple[Decision, ...]:
    """Return the claim's decisions in the order they arrived."""
    columns = [column for column in tables.decisions.c if column.name not in ("number", "id")]
    statement = select(*columns).where(tables.decisions.c.claim_id == claim_id).order_by(tables.decisions.c.number)
    return tuple(Decision(**row) for row in connection.execute(statement).mappings())
