"""Flips: verdicts whose outcome is another one than the one that held, told as events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from claimtrack.errors import RecordError
from claimtrack.events import Event, EventKind
from claimtrack.measures.row_changes import RowChanges
from claimtrack.store.chains import WITHDRAWN, Step
from claimtrack.store.codec import decode
from claimtrack.store.tables import claims, documents, terms, verdicts
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.terms import JudgedUnder
from claimtrack.verdicts.verdict import Official, Verdict

T = TypeVar("T")

NEW_VERSION, NEW_DATA, NEW_RULES, DECISION = "new version", "new data", "new rules", "decision"
"""Why an outcome changed: the text, the data, the rules or descriptors, or what a person said of a link."""


def outcomes_held(connection: Connection, document_id: str, checks: Sequence[Check]) -> dict[str, Verdict]:
    """Return by claim the verdicts that hold of a document whose outcome is another one than that of the checks."""
    after = {check.claim.id: check.verdict.outcome.value for check in checks}
    columns = verdicts.c
    statement = select(columns.claim_id, columns.outcome, columns.payload).join(claims, claims.c.id == columns.claim_id)
    holding = statement.where(claims.c.document_id == document_id, columns.superseded_by.is_(None))
    rows = connection.execute(holding.where(columns.outcome.is_not(None)))
    changed = {row.claim_id: row for row in rows if after.get(row.claim_id, row.outcome) != row.outcome}
    read = {claim_id: _readable(Verdict, row.payload) for claim_id, row in changed.items()}
    return {claim_id: verdict for claim_id, verdict in read.items() if verdict is not None}


def why(connection: Connection, document_id: str, under: JudgedUnder | None, *, version_new: bool) -> str | None:
    """Return why a document's outcomes changed; None where only the user's options are others.

    Must be asked before the document is marked as judged under the terms of now.
    """
    if version_new:
        return NEW_VERSION
    statement = select(terms.c.payload).join(documents, documents.c.terms_id == terms.c.id)
    payload = connection.execute(statement.where(documents.c.id == document_id)).scalar()
    before = None if payload is None else _readable(JudgedUnder, payload)
    if before is None or under is None:
        return NEW_DATA
    if (before.version, before.ruleset, before.descriptors) != (under.version, under.ruleset, under.descriptors):
        return NEW_RULES
    if before.snapshots != under.snapshots:
        return NEW_DATA
    return DECISION if replace(before, judgements=()) == replace(under, judgements=()) else None


def flip_events(
    steps: Sequence[Step],
    checks: Sequence[Check],
    document_id: str,
    because: str,
    rows: Mapping[str, RowChanges],
    now: datetime,
) -> Iterator[Event]:
    """Yield an event for each claim that was judged before and has another outcome now."""
    after = {check.claim.id: check.verdict for check in checks}
    for step in steps:
        found = after.get(step.claim_id)
        if step.before is None or step.before["payload"] == WITHDRAWN or found is None:
            continue
        if step.before["outcome"] == found.outcome.value:
            continue
        held = _readable(Verdict, step.before["payload"])
        yield Event(
            kind=EventKind.FLIP,
            document_id=document_id,
            key=f"{step.claim_id} {step.before['sequence'] + 1}",
            at=now,
            claim_id=step.claim_id,
            detail=_detail(
                step.before["outcome"], None if held is None else held.official, found, because, rows.get(step.claim_id)
            ),
        )


def _readable(kind: type[T], payload: str) -> T | None:
    """Return what is stored; None where it is damaged, which its being made anew mends."""
    try:
        return decode(kind, payload, "")
    except RecordError:
        return None


def _detail(
    outcome: str, before: Official | None, after: Verdict, because: str, rows: RowChanges | None
) -> dict[str, Any]:
    old, new = _snapshot(before), _snapshot(after.official)
    shown = rows if rows is not None and (rows.before, rows.after) == (old, new) else None
    return {
        "before": _side(outcome, before),
        "after": _side(after.outcome.value, after.official),
        "dataset": _dataset(after.official) or _dataset(before),
        "snapshots": [old, new],
        "rows": {
            "added": [dict(row) for row in shown.added] if shown else [],
            "removed": [dict(row) for row in shown.removed] if shown else [],
            "added_count": shown.added_count if shown else 0,
            "removed_count": shown.removed_count if shown else 0,
        },
        "because": because,
    }


def _side(outcome: str, official: Official | None) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "official": None if official is None or official.value is None else format(official.value, "f"),
        "low": None if official is None else format(official.low, "f"),
        "high": None if official is None else format(official.high, "f"),
        "snapshot": _snapshot(official),
    }


def _snapshot(official: Official | None) -> str | None:
    return official.snapshots[0].sha256 if official is not None and official.snapshots else None


def _dataset(official: Official | None) -> str | None:
    return official.snapshots[0].dataset if official is not None and official.snapshots else None
