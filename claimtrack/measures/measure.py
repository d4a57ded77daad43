"""The measure and its observations: official values in time, each with what recomputes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

Scope = tuple[tuple[str, str], ...]
"""Sorted pairs of dimension name and canonical value: (("model", "TASK FORCE MODEL"), ("state", "TEXAS"))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query as run: its text with placeholders, and the values bound to them."""

    sql: str
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """An official value at a time (SDMX observation).

    `low` and `high` are the ends of what cleaning of names can make of it, equal to `value` for a clean count;
    `variants` says in words how the ends arise. `rows` is how many rows the value was made from;
    `last_row` is the position of the sheet's last filled row, None for a series. `date` is the date of a series' row
    as its table spells it, None for a list.
    """

    at: datetime
    value: Decimal
    low: Decimal
    high: Decimal
    rows: int
    snapshot: str
    file: str
    last_row: int | None = None
    variants: tuple[tuple[str, Decimal], ...] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All observations of one measure in one scope, oldest first, with the query that gives each.

    The query's first parameter is the placeholder `:snapshot` (a series has `:date` next); `query_for` fills them in.
    """

    dataset: str
    measure: str
    scope: Scope
    observations: tuple[Observation, ...]
    query: Query

    def query_for(self, observation: Observation) -> Query:
        """Return the query that recomputes one observation's value, every placeholder bound."""
        bound = {":snapshot": observation.snapshot, ":date": observation.date or ""}
        first, rest = self.query.parameters[:2], self.query.parameters[2:]
        if observation.date is None:
            first, rest = self.query.parameters[:1], self.query.parameters[1:]
        return replace(self.query, parameters=(*(bound.get(value, value) for value in first), *rest))
