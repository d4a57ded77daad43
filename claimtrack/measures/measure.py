"""The measure and its observations: official values in time, each with what recomputes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from claimtrack.period import Period

Scope = tuple[tuple[str, str], ...]
"""Sorted pairs of dimension name and canonical value: (("model", "TASK FORCE MODEL"), ("state", "TEXAS"))."""

LONGEST_MOMENT = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query as run: its text with placeholders, and the values bound to them."""

    sql: str
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A later value of an observation: since when it is in force, and the issue it is from."""

    at: datetime
    value: Decimal
    low: Decimal
    high: Decimal
    snapshot: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """An official value at a time (SDMX observation).

    `at` is when it was observed or published; where a range of days is known, `at` is the first and `by` the last.
    `period` is what it is about: None for a list, whose value is that of the moment `at`.
    `low` and `high` are the ends of what cleaning of names can make of it, equal to `value` for a clean count;
    `variants` says in words how the ends arise. `rows` is how many rows the value was made from;
    `last_row` is the position of the sheet's last filled row, None for a series. `date` is the date of a series' row
    as its table spells it, None for a list, `before` that of the row it is compared with. The value is the one
    published first; `revisions` are later ones, oldest first.
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
    period: Period | None = None
    by: datetime | None = None
    before: str | None = None
    revisions: tuple[Revision, ...] = ()

    @property
    def is_about_a_stretch(self) -> bool:
        """Whether the value is about a stretch of time, such as a month, and not about a moment or a day."""
        return self.period is not None and self.period.end - self.period.start > LONGEST_MOMENT

    def known_at(self, moment: datetime) -> Observation:
        """Return the observation with the value in force at a moment: the latest revision until then, if any."""
        known = [revision for revision in self.revisions if revision.at <= moment]
        if not known:
            return self
        now = known[-1]
        return replace(self, value=now.value, low=now.low, high=now.high, snapshot=now.snapshot, file=now.file)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All observations of one measure in one scope, oldest first, with the query that gives each.

    The query's parameters hold the placeholders `:snapshot`, `:date` and `:before`; `query_for` fills them in.
    """

    dataset: str
    measure: str
    scope: Scope
    observations: tuple[Observation, ...]
    query: Query

    def query_for(self, observation: Observation) -> Query:
        """Return the query that recomputes one observation's value, every placeholder bound."""
        bound = {":snapshot": observation.snapshot}
        if observation.date is not None:
            bound |= {":date": observation.date, ":before": observation.before or ""}
        return replace(self.query, parameters=tuple(bound.get(value, value) for value in self.query.parameters))
