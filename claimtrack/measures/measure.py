"""The measure and its observations: official values in time, each with what recomputes it."""

from __future__ import annotations

from dataclasses import dataclass
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
    `last_row` is the position of the sheet's last filled row, None for a series.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All observations of one measure in one scope, oldest first, with the query that gives each (snapshot bound)."""

    dataset: str
    measure: str
    scope: Scope
    observations: tuple[Observation, ...]
    query: Query
