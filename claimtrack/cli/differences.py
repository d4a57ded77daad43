"""What dataset diff prints: the rows that came, went and changed, and what that did to the measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TextIO

from claimtrack.cli.context import safe
from claimtrack.cli.options import ListFormat
from claimtrack.datasets.dataset import Snapshot
from claimtrack.datasets.difference import ChangedRow, Difference, Record
from claimtrack.lookup import Comparison
from claimtrack.measures.difference import MeasureChange
from claimtrack.publish.contract import dumps
from claimtrack.quantity import plain


def print_comparison(found: Comparison, out: TextIO, form: ListFormat) -> None:
    """Write two issues of a dataset compared; in plain text a row a line: `+` came, `-` went, `~` changed."""
    if form is ListFormat.json:
        out.write(dumps(_record(found)) + "\n")
        return
    out.writelines(f"{safe(line)}\n" for line in _lines(found))


def _lines(found: Comparison) -> Iterator[str]:
    changes = found.difference
    yield f"{changes.dataset}  {_named(changes.before)} → {_named(changes.after)}"
    yield from (f"+ column {name}" for name in changes.columns_added)
    yield from (f"- column {name}" for name in changes.columns_removed)
    yield from (f"- {_row(row)}" for row in changes.removed)
    yield from (f"+ {_row(row)}" for row in changes.added)
    yield from (f"~ {_changed(row)}" for row in changes.changed)
    yield _summary(changes)
    yield from (line for change in found.measures if (line := _measure(change)))


def _named(snapshot: Snapshot) -> str:
    held = "" if snapshot.believed else " (held back)"
    return f"{snapshot.file} {snapshot.observed_at:%Y-%m-%d %H:%MZ} {snapshot.sha256[:8]}{held}"


def _row(row: Record) -> str:
    return ", ".join(cell for _, cell in row if cell)


def _changed(row: ChangedRow) -> str:
    cells = "; ".join(f"{column}: {old or 'empty'} → {new or 'empty'}" for column, old, new in row.cells)
    return f"{_row(row.key)}  {cells}"


def _summary(changes: Difference) -> str:
    counts = (len(changes.added), len(changes.removed), len(changes.changed), changes.unchanged)
    added, removed, changed, unchanged = (f"{count:,}" for count in counts)
    return f"{added} added, {removed} removed, {changed} changed, {unchanged} unchanged"


def _measure(change: MeasureChange) -> str:
    if change.before == change.after:
        return ""
    ends = (plain(value) if value is not None else "none" for value in (change.before, change.after))
    by = "" if change.delta is None else f"  {'+' if change.delta > 0 else ''}{plain(change.delta)}"
    return f"{change.measure}  {' → '.join(ends)}{by}"


def _record(found: Comparison) -> dict[str, object]:
    changes = found.difference
    return {
        "dataset": changes.dataset,
        "before": _snapshot(changes.before),
        "after": _snapshot(changes.after),
        "key": changes.key,
        "columns": {"added": changes.columns_added, "removed": changes.columns_removed},
        "added": _rows(changes.added),
        "removed": _rows(changes.removed),
        "changed": [
            {"key": dict(row.key), "cells": [{"column": c, "before": x, "after": y} for c, x, y in row.cells]}
            for row in changes.changed
        ],
        "unchanged": changes.unchanged,
        "measures": [
            {"measure": m.measure, "before": _exact(m.before), "after": _exact(m.after)} for m in found.measures
        ],
    }


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _rows(rows: Iterable[Record]) -> list[dict[str, str | None]]:
    return [dict(row) for row in rows]


def _snapshot(snapshot: Snapshot) -> dict[str, object]:
    return {
        "file": snapshot.file,
        "observed_at": snapshot.observed_at.isoformat().replace("+00:00", "Z"),
        "sha256": snapshot.sha256,
        "status": snapshot.status,
        "rows": snapshot.rows,
    }
