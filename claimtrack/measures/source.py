"""One dataset as a source of answers: its believed snapshots, its table in an engine, and the cells already known."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from claimtrack.datasets.canonical import TRIMMED, WRITTEN, column_normalisers
from claimtrack.datasets.dataset import Descriptor, Dimension, Snapshot
from claimtrack.datasets.rows import build_rows, cached_path, missing_rows
from claimtrack.errors import ClaimtrackError, DatasetError
from claimtrack.measures.cells import Cell, CellRow, CellsCache, cells_path
from claimtrack.measures.engine import Engine
from claimtrack.measures.measure import Query
from claimtrack.measures.sql import quoted


class Source:
    """A dataset that can be asked; its engine starts with the first question no cache can answer."""

    def __init__(
        self, descriptor: Descriptor, snapshots: tuple[Snapshot, ...], cache_dir: Path, snapshots_dir: Path | None
    ) -> None:
        self.descriptor = descriptor
        self.errors: list[ClaimtrackError] = []
        self._cache_dir = cache_dir
        self._snapshots_dir = snapshots_dir
        self._engine: Engine | None = None
        self._believe(tuple(sorted((s for s in snapshots if s.believed), key=lambda s: (s.observed_at, s.file))))

    def _believe(self, snapshots: tuple[Snapshot, ...]) -> None:
        self.believed = snapshots
        self._cells = CellsCache(cells_path(self.descriptor, snapshots, self._cache_dir))

    def answering(self, needed: frozenset[str]) -> tuple[Snapshot, ...]:
        """Return the snapshots that have all of the columns."""
        return tuple(s for s in self.believed if needed <= set(s.columns))

    def distinct(self, dimension: Dimension) -> tuple[str, ...]:
        """Return the values of a dimension over all snapshots, sorted."""
        column = quoted(dimension.column)
        table = quoted(self.descriptor.name)
        rows = self.ask(Query(sql=f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY 1"))  # noqa: S608 - quoted
        return tuple(str(row[0]) for row in rows)

    def distinct_by_snapshot(self, dimension: Dimension) -> tuple[tuple[str, str], ...]:
        """Return each snapshot with each value of a dimension in it, sorted."""
        column, table = quoted(dimension.column), quoted(self.descriptor.name)
        text = f'SELECT DISTINCT "snapshot", {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY 1, 2'  # noqa: S608 - quoted
        return tuple((str(row[0]), str(row[1])) for row in self.ask(Query(sql=text)))

    def ask(self, query: Query, *, cached: bool = True) -> list[CellRow]:
        """Return the query's rows; no snapshot, no rows.

        A query that fails has none either, and is among `errors`, so that other datasets go on; one that is not to be
        cached raises DatasetError.
        """
        if not self.believed:
            return []
        if not cached:
            return self._run(query)
        known = self._cells.get(query)
        if known is not None:
            return known
        try:
            rows = self._run(query)
        except DatasetError as error:
            self.errors.append(DatasetError(error.message, where=self.descriptor.name, hint=error.hint))
            return []
        self._cells.put(query, rows)
        return rows

    def _run(self, query: Query) -> list[CellRow]:
        engine = self._started()
        return [] if engine is None else [tuple(_cell(value) for value in row) for row in engine.run(query)]

    def close(self) -> None:
        """Save the cells and free the engine."""
        self._cells.save()
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def _started(self) -> Engine | None:
        if self._engine is None:
            self._fill_cache()
            if not self.believed:
                return None
            self._engine = Engine()
            rows = {s.rows_sha256: cached_path(self.descriptor, s, self._cache_dir) for s in self.believed}
            pairs = [(s.sha256, s.rows_sha256) for s in self.believed]
            self._engine.load(self.descriptor.name, rows, pairs, self._columns())
            self._engine.lock()
        return self._engine

    def _fill_cache(self) -> None:
        """Read again what is not cached; snapshots that can't be read are left out and said."""
        missing = missing_rows(self.descriptor, self.believed, self._cache_dir)
        if not missing:
            return
        if self._snapshots_dir is None:
            raise DatasetError("has no folder of snapshots", where=self.descriptor.name)
        lost: set[str] = set()
        for snapshot, error in build_rows(self.descriptor, missing, self._snapshots_dir, self._cache_dir):
            if error is not None:
                self.errors.append(error)
                lost.add(snapshot.rows_sha256)
        if lost:
            self._believe(tuple(s for s in self.believed if s.rows_sha256 not in lost))

    def _columns(self) -> tuple[str, ...]:
        """Return the columns of the table: those the descriptor names that any snapshot has, in all their forms."""
        present = {column for snapshot in self.believed for column in snapshot.columns}
        normalisers = column_normalisers(self.descriptor)
        columns: list[str] = []
        for column in self.descriptor.columns:
            if column not in present:
                continue
            columns.append(column)
            normaliser = normalisers.get(column)
            if normaliser is not None and normaliser.trimmed is not None:
                columns.append(TRIMMED.format(column))
            if normaliser is not None and (normaliser.trimmed or normaliser.vocabulary or normaliser.strict):
                columns.append(WRITTEN.format(column))
        return (*columns, *(d.name for d in self.descriptor.derived if d.column in present))


def _cell(value: Any) -> Cell:
    return str(value) if isinstance(value, Decimal) else value
