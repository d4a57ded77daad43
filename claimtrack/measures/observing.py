"""Observations made of result rows: the value, its ends, the figures shown beside it, and what later issues say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from claimtrack.datasets.dataset import Descriptor, Dimension, MeasureDefinition, Snapshot
from claimtrack.measures import sql
from claimtrack.measures.cells import CellRow
from claimtrack.measures.formula import before
from claimtrack.measures.measure import Observation, Revision
from claimtrack.measures.timing import period_of, published

ZERO_WHEN_EMPTY = frozenset({"count", "count_distinct"})
"""Aggregates for which a scope without rows has the value 0; any other has no value there."""

Shown = tuple[tuple[str, Decimal], ...]


class ObservationMaker:
    """Makes observations of one measure in one scope from result rows: count of rows, value, variants."""

    def __init__(self, descriptor: Descriptor, measure: MeasureDefinition, asked: Sequence[Dimension]) -> None:
        self._descriptor = descriptor
        self._measure = measure
        self._variants = sql.variants(descriptor, measure)
        self._made_from = {d.name: d.column for d in descriptor.derived}
        self._asked = [*(d.column for d in asked), *measure.columns, *(column for column, _ in measure.filters)]
        if measure.formula is not None:
            operands = (measure.formula.of, measure.formula.to)
            self._asked += [column for operand in operands for column, _ in operand.filters]

    @cached_property
    def needed(self) -> frozenset[str]:
        """The columns of the source without which there is no answer."""
        return frozenset(self._made_from.get(column, column) for column in self._asked)

    def of_list(self, snapshot: Snapshot, row: CellRow | None) -> Observation | None:
        """Return the observation at a snapshot; without rows it is 0 for counts, else none."""
        if row is None:
            if self._measure.aggregate not in ZERO_WHEN_EMPTY or not snapshot.rows:
                return None
            row = (0,) * (2 + len(self._variants))
        if row[1] is None:
            return None
        value = plain_decimal(row[1])
        shown, ends = self._others(row, snapshot.columns, value)
        return Observation(
            at=snapshot.observed_at,
            value=value,
            low=min(value, *ends),
            high=max(value, *ends),
            rows=int(row[0] or 0),
            snapshot=snapshot.sha256,
            file=snapshot.file,
            last_row=snapshot.last_row,
            variants=shown,
        )

    def of_series(self, snapshots: Sequence[Snapshot], cells: Mapping[str, CellRow]) -> tuple[Observation, ...]:
        """Return an observation for each date: the value first published, and what later issues made of it."""
        order = {snapshot.sha256: snapshot for snapshot in snapshots}
        found: dict[str, dict[str, CellRow]] = {}
        for key, row in cells.items():
            sha256, _, date = key.partition(" ")
            if sha256 in order and row[1] is not None and date != "None":
                found.setdefault(date, {})[sha256] = row
        made = [self._dated(date, [(order[s], rows[s]) for s in order if s in rows]) for date, rows in found.items()]
        return tuple(sorted(made, key=lambda o: (o.at, o.date)))

    def _dated(self, date: str, issues: Sequence[tuple[Snapshot, CellRow]]) -> Observation:
        first, row = issues[0]
        value, low, high, shown = self._ends(first, row)
        every = (
            "year" if self._measure.formula is not None and self._measure.formula.yearly else self._descriptor.period
        )
        about = period_of(date, every)
        at, by = published(self._descriptor, date, about, first)
        revisions = tuple(self._revisions(issues))
        return Observation(
            at=at,
            value=value,
            low=low,
            high=high,
            rows=int(row[0] or 0),
            snapshot=first.sha256,
            file=first.file,
            variants=(*shown, *((f"as revised in the issue of {r.at.date()}", r.value) for r in revisions)),
            date=date,
            period=about,
            by=by,
            before=before(self._measure.formula, date),
            revisions=revisions,
        )

    def _revisions(self, issues: Sequence[tuple[Snapshot, CellRow]]) -> Iterable[Revision]:
        """Yield what the issues after the first say differently from the one before them."""
        known = self._ends(*issues[0])[:3]
        for snapshot, row in issues[1:]:
            value, low, high, _ = self._ends(snapshot, row)
            if (value, low, high) == known:
                continue
            known = (value, low, high)
            yield Revision(
                at=snapshot.observed_at, value=value, low=low, high=high, snapshot=snapshot.sha256, file=snapshot.file
            )

    def _ends(self, snapshot: Snapshot, row: CellRow) -> tuple[Decimal, Decimal, Decimal, Shown]:
        """Return an issue's value, its ends, and the figures shown beside it."""
        value, twice = plain_decimal(row[1] or 0), plain_decimal(row[-1] or row[1] or 0)
        shown, ends = self._others(row, snapshot.columns, value)
        published_again = (("published a second time", twice),) if twice != value else ()
        return value, min(value, twice, *ends), max(value, twice, *ends), (*shown, *published_again)

    def _others(
        self, row: CellRow, columns: Sequence[str], value: Decimal
    ) -> tuple[tuple[tuple[str, Decimal], ...], tuple[Decimal, ...]]:
        """Return the variants that differ from the value, and the ends they give; none that a snapshot can't answer."""
        shown: list[tuple[str, Decimal]] = []
        ends: list[Decimal] = [value]
        for variant, cell in zip(self._variants, row[2:], strict=False):
            known = all(self._made_from.get(column, column) in columns for column in variant.needs)
            if cell is None or not known or (other := plain_decimal(cell)) == value:
                continue
            shown.append((variant.label, other))
            if variant.widens:
                ends.append(other)
        return tuple(shown), tuple(ends)


def plain_decimal(cell: str | int) -> Decimal:
    """Return a cell as a Decimal without trailing zeros or exponent."""
    number = Decimal(cell)
    whole = number.to_integral_value()
    return whole if whole == number else Decimal(format(number.normalize(), "f"))
