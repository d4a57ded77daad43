"""Numbers edited between two versions, as events in the transaction that appends the later one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from claimtrack.claims.claim import Claim
from claimtrack.claims.edits import Continuation, Told, silent_edits
from claimtrack.corpus.document import Document
from claimtrack.errors import RecordError
from claimtrack.events import Event, EventKind
from claimtrack.store import tables
from claimtrack.store.codec import decode
from claimtrack.store.events import append_events


def append_edits(
    connection: Connection, document: Document, before: str, after: Told, numbers: tuple[int, int], now: datetime
) -> int:
    """Append an event for each number edited from the text `before`, whose claims are still the current ones.

    `numbers` are those of the two versions. Return how many there are.
    """
    if before == document.text:
        return 0
    old = Told(text=before, claims=_current(connection, document))
    events = [_event(edit, numbers, now) for edit in silent_edits(old, after)]
    append_events(connection, events)
    return len(events)


def _current(connection: Connection, document: Document) -> tuple[Claim, ...]:
    columns = tables.claims.c
    statement = select(columns.payload).where(columns.document_id == document.id, columns.current)
    payloads = connection.execute(statement.order_by(columns.ordinal, columns.id)).scalars()
    found = (_readable(payload, document.source) for payload in payloads)
    return tuple(claim for claim in found if claim is not None)


def _readable(payload: str, source: str) -> Claim | None:
    try:
        return decode(Claim, payload, source)
    except RecordError:  # Damaged, or of another version: what is saved now takes its place.
        return None


def _event(edit: Continuation, numbers: tuple[int, int], now: datetime) -> Event:
    return Event(
        kind=EventKind.EDIT,
        document_id=edit.after.document_id,
        key=f"{numbers[0]} {numbers[1]} {edit.before.id}",
        at=now,
        claim_id=edit.after.id,
        detail={
            "before": _told(edit.before, numbers[0]),
            "after": _told(edit.after, numbers[1]),
            "versions": list(numbers),
        },
    )


def _told(claim: Claim, version: int) -> dict[str, str | int | None]:
    value = claim.quantity.value
    return {
        "exact": claim.quote.exact,
        "sentence": claim.sentence.text,
        "value": None if value is None else f"{value:f}",
        "unit": claim.quantity.unit,
        "claim_id": claim.id,
        "version": version,
    }
