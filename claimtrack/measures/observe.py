"""The observatory: official values of any measure in any scope at every snapshot, few queries for many questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Self

from claimtrack.datasets.canonical import canonicaliser, is_total
from claimtrack.datasets.dataset import Descriptor, Dimension, MeasureDefinition, Snapshot
from claimtrack.datasets.normalisers import vocabulary
from claimtrack.errors import ClaimtrackError, UnknownMeasureError, UsageError
from claimtrack.measures import sql
from claimtrack.measures.cells import CellRow
from claimtrack.measures.measure import History, Observation, Query, Scope
from claimtrack.measures.source import Source
from claimtrack.period import parse_stamp

ZERO_WHEN_EMPTY = frozenset({"count", "count_distinct"})
"""Aggregates for which a scope without rows has the value 0; any other has no value there."""

Places = tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slice:
    """Results by the values of the dimensions asked for, then by snapshot, or by date for a series."""

    cells: Mapping[Places, Mapping[str, CellRow]]


class Observatory:
    """Answers questions about the datasets of a workspace; holds their tables from the first question to `close`.

    `snapshots` are those of all datasets; held-back ones are never asked. Rows come from `cache_dir`, or from the
    snapshots' files in each descriptor's folder (`snapshots_dirs` gives others) when they are not cached yet.
    """

    def __init__(
        self,
        descriptors: Iterable[Descriptor],
        snapshots: Iterable[Snapshot],
        cache_dir: Path,
        snapshots_dirs: Mapping[str, Path] | None = None,
    ) -> None:
        known = tuple(snapshots)
        self._sources = {
            d.name: Source(
                d,
                tuple(s for s in known if s.dataset == d.name),
                cache_dir,
                (snapshots_dirs or {}).get(d.name) or d.snapshots_dir,
            )
            for d in descriptors
        }
        self._slices: dict[tuple[object, ...], _Slice] = {}
        self._histories: dict[tuple[str, str, Scope], History] = {}

    def history(self, dataset: str, measure: str, scope: Scope = ()) -> History:
        """Return all observations of the measure in the scope, oldest first.

        A snapshot that lacks a column the question needs is left out; a measure that does not take one of the scope's
        dimensions has no observations. A dimension may stand several times in the
        scope: any of its values counts then. Raises UnknownMeasureError and UsageError for unknown names.
        """
        key = (dataset, measure, scope)
        if key not in self._histories:
            source, definition = self._definition(dataset, measure)
            chosen = _chosen(source.descriptor, scope)
            self._histories[key] = self._history(source, definition, chosen)
        return self._histories[key]

    def slices(self, dataset: str, measure: str) -> tuple[History, ...]:
        """Return the measure as a whole and at every value of every one of its dimensions, one query for each.

        A query for each is faster than one with grouping sets. Values of a vocabulary that never occur are left out.
        """
        source, definition = self._definition(dataset, measure)
        found = [self.history(dataset, measure)]
        for dimension in _taken(source.descriptor, definition):
            places = self._slice(source, definition, (dimension,)).cells
            reader = _Reader(source.descriptor, definition, (dimension,))
            for value in sorted(place[0] for place in places if place[0] is not None):
                key = (dataset, measure, ((dimension.name, value),))
                if key not in self._histories:
                    chosen = _Chosen(scope=key[2], pairs=((dimension, (value,)),))
                    self._histories[key] = self._history(source, definition, chosen, reader)
                found.append(self._histories[key])
        return tuple(found)

    def values(self, dataset: str, dimension: str) -> tuple[str, ...]:
        """Return the values of a dimension that occur in any snapshot, and all of its vocabulary's, sorted."""
        source = self._source(dataset)
        found = source.descriptor.dimension(dimension)
        if found is None:
            raise UsageError(f"{dataset} has no dimension {dimension!r}")
        seen = source.distinct(found)
        return tuple(sorted({*seen, *(term.value for term in vocabulary(found.vocabulary or ""))}))

    def warm(self) -> None:
        """Compute ahead what most questions need: every measure as a whole and by each of its dimensions.

        Meant for the moment snapshots are added, so that the first verification after it starts no engine.
        """
        for name, source in self._sources.items():
            for dimension in source.descriptor.dimensions:
                self.values(name, dimension.name)
            for measure in source.descriptor.measures:
                self.history(name, measure.name)
                for dimension in _taken(source.descriptor, measure):
                    self._slice(source, measure, (dimension,))

    def run(self, dataset: str, query: Query) -> Decimal | None:
        """Run the query of a single cell against the dataset's table, never a cache; None when there is no value."""
        rows = self._source(dataset).ask(query, cached=False)
        return None if not rows or rows[0][0] is None else _decimal(rows[0][0])

    @property
    def errors(self) -> tuple[ClaimtrackError, ...]:
        """What could not be read so far: snapshots whose file is gone, changed or unreadable."""
        return tuple(error for source in self._sources.values() for error in source.errors)

    def close(self) -> None:
        """Keep what was computed and free the tables."""
        for source in self._sources.values():
            source.close()

    def __enter__(self) -> Self:
        """Return self."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _source(self, dataset: str) -> Source:
        if dataset not in self._sources:
            raise UnknownMeasureError(f"no dataset {dataset!r}", hint=f"known: {', '.join(sorted(self._sources))}")
        return self._sources[dataset]

    def _definition(self, dataset: str, measure: str) -> tuple[Source, MeasureDefinition]:
        source = self._source(dataset)
        definition = source.descriptor.measure(measure)
        if definition is None:
            known = ", ".join(m.name for m in source.descriptor.measures)
            raise UnknownMeasureError(f"{dataset} has no measure {measure!r}", hint=f"known: {known}")
        return source, definition

    def _history(
        self, source: Source, measure: MeasureDefinition, chosen: _Chosen, reader: _Reader | None = None
    ) -> History:
        answerable = all(measure.dimensions is None or d.name in measure.dimensions for d, _ in chosen.pairs)
        cells = self._cells(source, measure, chosen) if answerable else {}
        reader = reader or _Reader(source.descriptor, measure, tuple(d for d, _ in chosen.pairs))
        observations: tuple[Observation, ...] = ()
        if answerable and measure.aggregate == "value":
            newest = source.believed[-1] if source.believed else None
            observations = () if newest is None else reader.of_series(newest, cells)
        elif answerable:
            answering = source.answering(reader.needed)
            observations = tuple(o for s in answering if (o := reader.of_list(s, cells.get(s.sha256))) is not None)
        return History(
            dataset=source.descriptor.name,
            measure=measure.name,
            scope=chosen.scope,
            observations=observations,
            query=sql.single(source.descriptor, measure, chosen.pairs),
        )

    def _cells(self, source: Source, measure: MeasureDefinition, chosen: _Chosen) -> Mapping[str, CellRow]:
        """Return the results of one scope; a scope of several values at a dimension has a query of its own."""
        several = any(len(values) > 1 for _, values in chosen.pairs)
        dimensions = () if several else tuple(dimension for dimension, _ in chosen.pairs)
        within = tuple((dimension.column, values) for dimension, values in chosen.pairs) if several else ()
        place = () if several else tuple(values[0] for _, values in chosen.pairs)
        return self._slice(source, measure, dimensions, within).cells.get(place, {})

    def _slice(
        self, source: Source, measure: MeasureDefinition, dimensions: tuple[Dimension, ...], within: sql.Filters = ()
    ) -> _Slice:
        key = (source.descriptor.name, measure.name, tuple(d.name for d in dimensions), within)
        if key not in self._slices:
            query = sql.over_all(source.descriptor, measure, dimensions, within)
            self._slices[key] = _sliced(source.ask(query), len(dimensions), series=measure.aggregate == "value")
        return self._slices[key]


def _taken(descriptor: Descriptor, measure: MeasureDefinition) -> tuple[Dimension, ...]:
    """Return the dimensions that a measure can be cut by."""
    return tuple(d for d in descriptor.dimensions if measure.dimensions is None or d.name in measure.dimensions)


def _sliced(rows: Iterable[CellRow], dimensions: int, *, series: bool) -> _Slice:
    """Index rows of (snapshot, [date,] dimensions …, results …); a series is keyed by snapshot and date."""
    first = 2 if series else 1
    cells: dict[Places, dict[str, CellRow]] = {}
    for row in rows:
        place = tuple(None if value is None else str(value) for value in row[first : first + dimensions])
        key = f"{row[0]} {row[1]}" if series else str(row[0])
        cells.setdefault(place, {})[key] = row[first + dimensions :]
    return _Slice(cells=cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """A scope made sure of: its canonical pairs, and each dimension once with its values."""

    scope: Scope
    pairs: tuple[tuple[Dimension, tuple[str, ...]], ...]


def _chosen(descriptor: Descriptor, scope: Scope) -> _Chosen:
    found: dict[str, list[str]] = {}
    for name, value in scope:
        dimension = descriptor.dimension(name)
        if dimension is None:
            known = ", ".join(d.name for d in descriptor.dimensions)
            raise UsageError(f"{descriptor.name} has no dimension {name!r}", hint=f"known: {known or 'none'}")
        if is_total(dimension, value):
            continue
        canonical = canonicaliser(descriptor, dimension.column)(value) or value
        found.setdefault(name, []).append(canonical)
    pairs = [(d, tuple(sorted(set(found[d.name])))) for d in descriptor.dimensions if d.name in found]
    return _Chosen(scope=tuple(sorted((d.name, value) for d, values in pairs for value in values)), pairs=tuple(pairs))


class _Reader:
    """Makes observations of one measure in one scope from result rows: count of rows, value, variants."""

    def __init__(self, descriptor: Descriptor, measure: MeasureDefinition, asked: Sequence[Dimension]) -> None:
        self._measure = measure
        self._variants = sql.variants(descriptor, measure)
        self._made_from = {d.name: d.column for d in descriptor.derived}
        self._asked = [d.column for d in asked] + list(measure.columns) + [c for c, _ in measure.filters]

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
        value = _decimal(row[1])
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

    def of_series(self, snapshot: Snapshot, cells: Mapping[str, CellRow]) -> tuple[Observation, ...]:
        """Return the observations that the newest issue publishes, oldest first."""
        observations = []
        for key, row in cells.items():
            sha256, _, date = key.partition(" ")
            if sha256 != snapshot.sha256 or row[1] is None or date == "None":
                continue
            value, twice = _decimal(row[1]), _decimal(row[-1] or row[1])
            shown, ends = self._others(row, snapshot.columns, value)
            observations.append(
                Observation(
                    at=parse_stamp(date.replace("Z", "+00:00")).start,
                    value=value,
                    low=min(value, twice, *ends),
                    high=max(value, twice, *ends),
                    rows=int(row[0] or 0),
                    snapshot=sha256,
                    file=snapshot.file,
                    variants=(*shown, *((("published a second time", twice),) if twice != value else ())),
                    date=date,
                )
            )
        return tuple(sorted(observations, key=lambda o: o.at))

    def _others(
        self, row: CellRow, columns: Sequence[str], value: Decimal
    ) -> tuple[tuple[tuple[str, Decimal], ...], tuple[Decimal, ...]]:
        """Return the variants that differ from the value, and the ends they give; none that a snapshot can't answer."""
        shown: list[tuple[str, Decimal]] = []
        ends: list[Decimal] = [value]
        for variant, cell in zip(self._variants, row[2:], strict=False):
            known = all(self._made_from.get(column, column) in columns for column in variant.needs)
            if cell is None or not known or (other := _decimal(cell)) == value:
                continue
            shown.append((variant.label, other))
            if variant.widens:
                ends.append(other)
        return tuple(shown), tuple(ends)


def _decimal(cell: str | int) -> Decimal:
    """Return a cell as a Decimal without trailing zeros or exponent."""
    number = Decimal(cell)
    whole = number.to_integral_value()
    return whole if whole == number else Decimal(format(number.normalize(), "f"))
