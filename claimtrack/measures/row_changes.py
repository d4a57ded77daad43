"""The rows of a scope that came and went from one issue of a dataset to another: why its value is another one now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimtrack.datasets.canonical import canonicaliser
from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.datasets.difference import Record, fill_rows, own_columns
from claimtrack.datasets.rows import cached_path, literal
from claimtrack.errors import DatasetError
from claimtrack.measures.measure import Scope
from claimtrack.measures.sql import quoted

SHOWN = 20
"""Rows of each kind that are kept; more are counted."""
Conditions = Sequence[tuple[str, tuple[str, ...]]]
"""Columns with the values that a row must have one of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChanges:
    """Rows of issue `after` that `before` lacks, and the other way round; a row that changed is both."""

    before: str
    after: str
    added: tuple[Record, ...] = ()
    removed: tuple[Record, ...] = ()
    added_count: int = 0
    removed_count: int = 0


def row_changes(
    descriptor: Descriptor, a: Snapshot, b: Snapshot, measure: str, scope: Scope, cache_dir: Path
) -> RowChanges:
    """Return the rows that a measure's value in a scope is made of in one of two issues only.

    Raises DatasetError when the rows can't be had.
    """
    import duckdb

    fill_rows(descriptor, (a, b), cache_dir, descriptor.snapshots_dir)
    # What the descriptor does not name counts for nothing, and may be the day of printing, on every row.
    shared = [column for column in own_columns(a.columns) if column in own_columns(b.columns)]
    columns = tuple(column for column in shared if column in descriptor.columns)
    if not columns:
        raise DatasetError(f"{a.file} and {b.file} have no column in common", where=descriptor.name)
    paths = [cached_path(descriptor, snapshot, cache_dir) for snapshot in (a, b)]
    conditions = _conditions(descriptor, measure, scope)
    try:
        with duckdb.connect(":memory:", config={"threads": 1}) as connection:
            added = _only_in(connection, paths[1], paths[0], columns, conditions)
            removed = _only_in(connection, paths[0], paths[1], columns, conditions)
    except duckdb.Error as error:
        raise DatasetError(f"its rows can't be compared: {str(error).splitlines()[0]}", where=descriptor.name) from None
    return RowChanges(
        before=a.sha256, after=b.sha256,
        added=added[0], removed=removed[0], added_count=added[1], removed_count=removed[1],
    )  # fmt: skip


def _conditions(descriptor: Descriptor, measure: str, scope: Scope) -> Conditions:
    definition = descriptor.measure(measure)
    found: list[tuple[str, tuple[str, ...]]] = []
    for column, values in () if definition is None else definition.filters:
        rule = canonicaliser(descriptor, column)
        found.append((column, tuple(rule(value) or value for value in values)))
    for name in dict.fromkeys(name for name, _ in scope):
        dimension = descriptor.dimension(name)
        if dimension is not None:
            found.append((dimension.column, tuple(value for other, value in scope if other == name)))
    return found


def _only_in(
    connection: object, here: Path, there: Path, columns: Sequence[str], conditions: Conditions
) -> tuple[tuple[Record, ...], int]:
    names = ", ".join(map(quoted, columns))
    tests = [f"{quoted(column)} IN ({', '.join('?' * len(values))})" for column, values in conditions]
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    bound = [value for _, values in conditions for value in values]
    sides = [f"SELECT {names} FROM read_parquet({literal(str(path))}){where}" for path in (here, there)]  # noqa: S608 - quoted
    only = " EXCEPT ALL ".join(sides)
    text = f"SELECT *, count(*) OVER () FROM ({only}) ORDER BY ALL LIMIT {SHOWN}"  # noqa: S608 - quoted
    rows = connection.execute(text, [*bound, *bound]).fetchall()  # type: ignore[attr-defined]
    records = tuple(tuple(zip(columns, row[:-1], strict=True)) for row in rows)
    return records, int(rows[0][-1]) if rows else 0
