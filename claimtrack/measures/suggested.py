"""Suggested queries for an undeclared table: counts of rows under conditions, all asked in one pass over the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.measures.cells import CellRow
from claimtrack.measures.measure import History, Observation, Query, Scope
from claimtrack.measures.observing import plain_decimal
from claimtrack.measures.sql import SNAPSHOT, quoted

ROWS = "rows"
"""What an undeclared table counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a row must hold: any (`every`: each) of the columns one of the values; no values: anything at all.

    `label` says it in words, as the scope of the result shows it.
    """

    columns: tuple[str, ...]
    values: tuple[str, ...] = ()
    every: bool = False
    label: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The condition as a pair of a scope: what it is about, and what it asks."""
        return self.columns[0] if len(self.columns) == 1 else f"{len(self.columns)} columns", self.label


Conditions = tuple[Condition, ...]
"""Conditions that a row must meet together; none: every row counts."""


def profile_query(descriptor: Descriptor, snapshot: Snapshot) -> Query:
    """Return the query of every column's values with their counts, in one pass: (column, value, rows)."""
    columns = [column for column in descriptor.fields if column in snapshot.columns]
    names = ", ".join(quoted(column) for column in columns)
    text = (
        f"SELECT question, answer, count(*) FROM (UNPIVOT (SELECT {names} FROM {quoted(descriptor.name)} "  # noqa: S608 - quoted
        f"WHERE {quoted('snapshot')} = ?) ON {names} INTO NAME question VALUE answer) GROUP BY ALL ORDER BY ALL"
    )
    return Query(sql=text, parameters=(snapshot.sha256,))


def counting_query(descriptor: Descriptor, wanted: Sequence[Conditions]) -> Query:
    """Return the query that counts the rows of all candidates at once, for each snapshot."""
    parts: list[str] = []
    parameters: list[str] = []
    for conditions in wanted:
        text, bound = _test(conditions)
        parts.append(f"count(*) FILTER (WHERE {text})")
        parameters += bound
    name = quoted("snapshot")
    text = f"SELECT {name}, {', '.join(parts)} FROM {quoted(descriptor.name)} GROUP BY {name}"  # noqa: S608 - quoted
    return Query(sql=text, parameters=tuple(parameters))


def histories(
    descriptor: Descriptor, snapshots: Iterable[Snapshot], wanted: Sequence[Conditions], rows: Sequence[CellRow]
) -> tuple[History, ...]:
    """Return the counts of each candidate as observations, with the query that gives each again."""
    by_hash = {str(row[0]): row[1:] for row in rows}
    known = [snapshot for snapshot in snapshots if snapshot.sha256 in by_hash]
    return tuple(
        History(
            dataset=descriptor.name,
            measure=ROWS,
            scope=scope_of(conditions),
            observations=tuple(_observation(snapshot, by_hash[snapshot.sha256][index]) for snapshot in known),
            query=_single(descriptor, conditions),
        )
        for index, conditions in enumerate(wanted)
    )


def scope_of(conditions: Conditions) -> Scope:
    """Return the conditions as a scope shows them: column and what is asked of it."""
    return tuple(condition.pair for condition in conditions)


def _observation(snapshot: Snapshot, cell: str | int | None) -> Observation:
    value = plain_decimal(cell or 0)
    return Observation(
        at=snapshot.observed_at,
        value=value,
        low=value,
        high=value,
        rows=int(value),
        snapshot=snapshot.sha256,
        file=snapshot.file,
        last_row=snapshot.last_row,
    )


def _single(descriptor: Descriptor, conditions: Conditions) -> Query:
    text, bound = _test(conditions)
    where = f"{quoted('snapshot')} = ? AND {text}"
    return Query(
        sql=f"SELECT count(*) FROM {quoted(descriptor.name)} WHERE {where}",  # noqa: S608 - quoted
        parameters=(SNAPSHOT, *bound),
    )


def _test(conditions: Conditions) -> tuple[str, tuple[str, ...]]:
    """Return the conditions as SQL and the values bound to it."""
    texts: list[str] = []
    bound: list[str] = []
    for condition in conditions:
        marks = ", ".join("?" * len(condition.values))
        test = f"IN ({marks})" if condition.values else "IS NOT NULL"
        joined = (" AND " if condition.every else " OR ").join(f"{quoted(c)} {test}" for c in condition.columns)
        texts.append(f"({joined})")
        bound += condition.values * len(condition.columns)
    return " AND ".join(texts) or "true", tuple(bound)
