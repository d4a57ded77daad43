"""What is noted beside documents: snapshots seen, people's decisions, runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, Table, func, insert, select, update

from claimtrack.datasets.dataset import Snapshot
from claimtrack.store import tables
from claimtrack.store.codec import digest, encode
from claimtrack.store.records import Decision
from claimtrack.store.upserts import insert_missing, upsert


def record_snapshots(connection: Connection, snapshots: tuple[Snapshot, ...]) -> int:
    """Keep the snapshots; one seen before takes the new status. Return how many are new."""
    before = _count(connection, tables.snapshots)
    names = tables.snapshots.c.keys()
    upsert(connection, tables.snapshots, [{name: getattr(s, name) for name in names} for s in snapshots])
    return _count(connection, tables.snapshots) - before


def append_decision(connection: Connection, decision: Decision) -> bool:
    """Append the decision unless this very one is there; return whether it was appended."""
    key = digest(encode(decision))
    columns = tables.decisions.c
    if connection.execute(select(columns.number).where(columns.id == key)).first():
        return False
    insert_missing(connection, tables.decisions, [{"id": key, **asdict(decision)}])
    return True


def decisions(connection: Connection, claim_id: str) -> tuple[Decision, ...]:
    """Return the claim's decisions in the order they arrived."""
    columns = [column for column in tables.decisions.c if column.name not in ("number", "id")]
    statement = select(*columns).where(tables.decisions.c.claim_id == claim_id).order_by(tables.decisions.c.number)
    return tuple(Decision(**row) for row in connection.execute(statement).mappings())


def start_run(connection: Connection, opening: Mapping[str, str], now: datetime) -> int:
    """Note that a run began; return its number."""
    row = {**opening, "started_at": now, "documents": 0, "failures": 0}
    statement = insert(tables.runs).returning(tables.runs.c.number)
    number: int = connection.execute(statement, row).scalar_one()
    return number


def finish_run(connection: Connection, number: int, documents: int, failures: int, now: datetime) -> None:
    """Note how the run ended."""
    values = {"documents": documents, "failures": failures, "finished_at": now}
    connection.execute(update(tables.runs).where(tables.runs.c.number == number).values(values))


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
