"""The observatory: official values of any measure in any scope at every snapshot, few queries for many questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Self

from claimtrack.datasets.canonical import canonicaliser, is_total
from claimtrack.datasets.checks import is_amount
from claimtrack.datasets.dataset import Descriptor, Dimension, MeasureDefinition, Snapshot
from claimtrack.datasets.normalisers import vocabulary
from claimtrack.errors import ClaimtrackError, UnknownMeasureError, UsageError
from claimtrack.measures import sql
from claimtrack.measures.cells import CellRow
from claimtrack.measures.formula import derived_cells
from claimtrack.measures.measure import History, Observation, Query, Scope
from claimtrack.measures.observing import ObservationMaker, plain_decimal
from claimtrack.measures.per_capita import Rate, history_of, missing_words, scope_there
from claimtrack.measures.source import Source
from claimtrack.measures.suggested import Conditions, counting_query, histories, profile_query

Places = tuple[str | None, ...]
ALL_TIME: sql.Window = ("0000", "9999")


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
        scope: any of its values counts then. Of a flow it is what was added at any time.

        Raises UnknownMeasureError and UsageError for unknown names.
        """
        key = (dataset, measure, scope)
        if key not in self._histories:
            source, definition = self._definition(dataset, measure)
            if definition.per_capita is not None:
                self._histories[key] = history_of(self.rate(dataset, measure, scope), measure)
            elif definition.dated is not None:
                self._histories[key] = self.flow(dataset, measure, ALL_TIME, scope)
            else:
                self._histories[key] = self._history(source, definition, _chosen(source.descriptor, scope))
        return self._histories[key]

    def history_as(self, dataset: str, definition: MeasureDefinition, scope: Scope = ()) -> History:
        """Return the observations of one of the dataset's measures, counted in a way of its own.

        Raises UnknownMeasureError and UsageError for unknown names.
        """
        source, _ = self._definition(dataset, definition.name)
        return self._history(source, definition, _chosen(source.descriptor, scope))

    def flow(
        self, dataset: str, measure: str, window: sql.Window, scope: Scope = (), *, newcomers: bool = False
    ) -> History:
        """Return what each snapshot says was added in a window: how many of its rows are dated in it.

        With `newcomers` a thing counts only if no earlier date is on the list for it.

        Raises UnknownMeasureError and UsageError for unknown names, and for a measure that is no flow.
        """
        source, definition = self._definition(dataset, measure)
        if definition.dated is None:
            raise UsageError(f"{dataset}/{measure} is no flow", hint="its descriptor says no `flow_of` and `dated`")
        chosen = _chosen(source.descriptor, scope)
        reader = ObservationMaker(source.descriptor, definition, tuple(d for d, _ in chosen.pairs))
        answerable = all(definition.dimensions is None or d.name in definition.dimensions for d, _ in chosen.pairs)
        answering = source.answering(reader.needed | {definition.dated}) if answerable else ()
        over_all = sql.dated_over_all(source.descriptor, definition, window, chosen.pairs, newcomers=newcomers)
        rows = source.ask(over_all) if answering else []
        cells = {str(row[0]): row[1:] for row in rows}
        return History(
            dataset=dataset,
            measure=measure,
            scope=chosen.scope,
            observations=tuple(o for s in answering if (o := reader.of_list(s, cells.get(s.sha256))) is not None),
            query=sql.dated_single(source.descriptor, definition, window, chosen.pairs, newcomers=newcomers),
        )

    def rate(self, dataset: str, measure: str, scope: Scope = ()) -> Rate:
        """Return the two counts that a measure over another dataset is formed of, in a scope of its own dataset.

        Raises UnknownMeasureError and UsageError for unknown names, and for a measure that is over no other dataset.
        """
        source, definition = self._definition(dataset, measure)
        formed = definition.per_capita
        if formed is None:
            raise UsageError(
                f"{dataset}/{measure} is over no other dataset", hint="its descriptor says no `per_capita`"
            )
        own = Rate(per=formed.per, of=self.history(dataset, formed.of, scope), over=None)
        other = self._sources.get(formed.dataset)
        over = None if other is None else other.descriptor.measure(formed.over)
        if other is None:
            return replace(own, missing=f"the dataset {formed.dataset} that it is formed over is not in this workspace")
        if over is None or not is_amount(over):
            return replace(own, missing=f"{formed.dataset} has no count {formed.over!r}")
        there = scope_there(source.descriptor, other.descriptor, over, own.of.scope)
        if isinstance(there, str):
            return replace(own, missing=there)
        found = self.history(formed.dataset, formed.over, there)
        if not found.observations:
            return replace(own, missing=missing_words(formed, there))
        return replace(own, over=found, max_age=timedelta(days=over.max_age_days))

    def slices(self, dataset: str, measure: str) -> tuple[History, ...]:
        """Return the measure as a whole and at every value of every one of its dimensions, one query for each.

        A query for each is faster than one with grouping sets. Values of a vocabulary that never occur are left out.
        """
        source, definition = self._definition(dataset, measure)
        if definition.per_capita is not None:
            counts = self.slices(dataset, definition.per_capita.of)
            return tuple(self.history(dataset, measure, count.scope) for count in counts)
        found = [self.history(dataset, measure)]
        for dimension in _taken(source.descriptor, definition):
            places = self._slice(source, definition, (dimension,)).cells
            reader = ObservationMaker(source.descriptor, definition, (dimension,))
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

    def values_of(self, dataset: str, dimension: str, snapshots: frozenset[str]) -> frozenset[str]:
        """Return the values of a dimension that occur in some of the snapshots, given by their SHA-256."""
        source = self._source(dataset)
        found = source.descriptor.dimension(dimension)
        if found is None:
            raise UsageError(f"{dataset} has no dimension {dimension!r}")
        return frozenset(value for snapshot, value in source.distinct_by_snapshot(found) if snapshot in snapshots)

    def profile(self, dataset: str) -> Mapping[str, Mapping[str, int]]:
        """Return how many rows of an undeclared table's newest snapshot hold each value, by column, in one pass."""
        source = self._source(dataset)
        found: dict[str, dict[str, int]] = {}
        if source.believed:
            for column, value, rows in source.ask(profile_query(source.descriptor, source.believed[-1])):
                found.setdefault(str(column), {})[str(value)] = int(rows or 0)
        return found

    def counted(self, dataset: str, wanted: Sequence[Conditions]) -> tuple[History, ...]:
        """Return the counts of rows under each of the conditions, all of them from one pass over the table."""
        source = self._source(dataset)
        rows = source.ask(counting_query(source.descriptor, wanted))
        return histories(source.descriptor, source.believed, wanted, rows)

    def warm(self) -> None:
        """Compute ahead what most questions need: every measure as a whole and by each of its dimensions.

        Meant for the moment snapshots are added, so that the first verification after it starts no engine.
        """
        for name, source in self._sources.items():
            for dimension in source.descriptor.dimensions:
                self.values(name, dimension.name)
            for measure in (m for m in source.descriptor.measures if m.per_capita is None):
                self.history(name, measure.name)
                for dimension in _taken(source.descriptor, measure):
                    self._slice(source, measure, (dimension,))

    def run(self, dataset: str, query: Query) -> Decimal | None:
        """Run the query of a single cell against the dataset's table, never a cache; None when there is no value."""
        rows = self._source(dataset).ask(query, cached=False)
        return None if not rows or rows[0][0] is None else plain_decimal(rows[0][0])

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
        self, source: Source, measure: MeasureDefinition, chosen: _Chosen, reader: ObservationMaker | None = None
    ) -> History:
        answerable = all(measure.dimensions is None or d.name in measure.dimensions for d, _ in chosen.pairs)
        cells = self._cells(source, measure, chosen) if answerable else {}
        reader = reader or ObservationMaker(source.descriptor, measure, tuple(d for d, _ in chosen.pairs))
        observations: tuple[Observation, ...] = ()
        if answerable and measure.published and source.descriptor.date_column:
            observations = reader.of_series(source.believed, cells)
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
        dimensions = tuple(dimension for dimension, _ in chosen.pairs)
        places = tuple(product(*(values for _, values in chosen.pairs)))
        if len(places) == 1:
            return self._slice(source, measure, dimensions).cells.get(places[0], {})
        if measure.published:
            found = self._slice(source, measure, dimensions).cells
            return _added([found.get(place, {}) for place in places]) if _is_additive(measure) else {}
        within = tuple((dimension.column, values) for dimension, values in chosen.pairs)
        return self._slice(source, measure, (), within).cells.get((), {})

    def _slice(
        self, source: Source, measure: MeasureDefinition, dimensions: tuple[Dimension, ...], within: sql.Filters = ()
    ) -> _Slice:
        what = (measure.aggregate, measure.columns, measure.filters, measure.low_column, measure.high_column)
        key = (source.descriptor.name, what, measure.readings, measure.formula, dimensions, within)
        if key not in self._slices:
            self._slices[key] = self._computed(source, measure, dimensions, within)
        return self._slices[key]

    def _computed(
        self, source: Source, measure: MeasureDefinition, dimensions: tuple[Dimension, ...], within: sql.Filters
    ) -> _Slice:
        formula = measure.formula
        if formula is None:
            query = sql.over_all(source.descriptor, measure, dimensions, within)
            dated = measure.published and source.descriptor.date_column is not None
            return _sliced(source.ask(query), len(dimensions), dated=dated)
        of, to = (self._slice(source, side, dimensions, within).cells for side in sql.operands(measure, formula))
        return _Slice(cells={place: derived_cells(formula, cells, to.get(place, {})) for place, cells in of.items()})


def _is_additive(measure: MeasureDefinition) -> bool:
    """Whether the values of several places add up: counts do, rates, indexes and averages do not."""
    return measure.aggregate == "value" and measure.unit is None


def _added(places: Sequence[Mapping[str, CellRow]]) -> dict[str, CellRow]:
    """Return the sums of several places' published values where all of them have one: rows, value, the other end."""
    keys = set.intersection(*(set(cells) for cells in places))
    rows = {key: [cells[key] for cells in places] for key in keys}
    return {
        key: (
            sum(int(row[0] or 0) for row in found),
            str(sum(Decimal(str(row[1])) for row in found)),
            str(sum(Decimal(str(row[-1] or row[1])) for row in found)),
        )
        for key, found in rows.items()
        if all(row[1] is not None for row in found)
    }


def _taken(descriptor: Descriptor, measure: MeasureDefinition) -> tuple[Dimension, ...]:
    """Return the dimensions that a measure can be cut by."""
    return tuple(d for d in descriptor.dimensions if measure.dimensions is None or d.name in measure.dimensions)


def _sliced(rows: Iterable[CellRow], dimensions: int, *, dated: bool) -> _Slice:
    """Index rows of (snapshot, [date,] dimensions …, results …); a series is keyed by snapshot and date."""
    first = 2 if dated else 1
    cells: dict[Places, dict[str, CellRow]] = {}
    for row in rows:
        place = tuple(None if value is None else str(value) for value in row[first : first + dimensions])
        key = f"{row[0]} {row[1]}" if dated else str(row[0])
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
