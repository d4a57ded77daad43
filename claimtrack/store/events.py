"""Events: appended once each in the transaction of what they tell of, and handed out until they are told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from claimtrack.events import Event, EventKind, StoredEvent
from claimtrack.store import tables
from claimtrack.store.codec import encode
from claimtrack.store.upserts import insert_missing


def append_events(connection: Connection, events: Iterable[Event]) -> None:
    """Append those that are not there yet."""
    rows = [
        {
            "id": event.id,
            "kind": event.kind.value,
            "at": event.at,
            "document_id": event.document_id,
            "claim_id": event.claim_id,
            "payload": encode(event.detail),
        }
        for event in sorted(events, key=lambda event: event.id)
    ]
    insert_missing(connection, tables.events, rows)


def events_after(connection: Connection, number: int, limit: int, *, untold: bool = False) -> tuple[StoredEvent, ...]:
    """Return up to `limit` events that came after the one of this number (0: all), in the order they came."""
    columns = tables.events.c
    statement = (
        select(tables.events, tables.documents.c.source)
        .join(tables.documents, tables.documents.c.id == columns.document_id)
        .where(columns.number > number)
        .order_by(columns.number)
        .limit(limit)
    )
    if untold:
        statement = statement.where(columns.told_at.is_(None))
    return tuple(_event(row) for row in connection.execute(statement))


def last_event(connection: Connection) -> int:
    """Return the number of the newest event, 0 when there is none."""
    return connection.execute(select(func.max(tables.events.c.number))).scalar() or 0


def mark_told(connection: Connection, number: int, now: datetime) -> bool:
    """Note that an event was handed over; False when somebody else has done so meanwhile."""
    columns = tables.events.c
    statement = update(tables.events).where(columns.number == number, columns.told_at.is_(None)).values(told_at=now)
    return connection.execute(statement).rowcount == 1


def _event(row: Any) -> StoredEvent:
    import msgspec

    return StoredEvent(
        number=row.number,
        id=row.id,
        kind=EventKind(row.kind),
        at=row.at,
        document_id=row.document_id,
        source=row.source,
        claim_id=row.claim_id,
        detail=msgspec.json.decode(row.payload),
        told_at=row.told_at,
    )
