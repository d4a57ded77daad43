"""What changed from one issue of a dataset to another: columns, and rows added, removed and changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from claimtrack.datasets.canonical import TRIMMED, WRITTEN
from claimtrack.datasets.crosstab import made_columns
from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.datasets.rows import build_rows, cached_path, literal, missing_rows
from claimtrack.errors import DatasetError

Record = tuple[tuple[str, str | None], ...]
"""A row by column, cells in canonical form."""
Key = tuple[str | None, ...]
Cells = tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """A row of both issues whose cells differ: its key, and each such cell's column, old and new value."""

    key: Record
    cells: tuple[tuple[str, str | None, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two issues of a dataset compared; `key` are the columns that say which row is which.

    Rows with equal keys are paired in the order of their other cells, equal ones first.
    """

    dataset: str
    before: Snapshot
    after: Snapshot
    key: tuple[str, ...]
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()
    added: tuple[Record, ...] = ()
    removed: tuple[Record, ...] = ()
    changed: tuple[ChangedRow, ...] = ()
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the two issues say the same."""
        return not (self.added or self.removed or self.changed or self.columns_added or self.columns_removed)


def diff(
    descriptor: Descriptor, a: Snapshot, b: Snapshot, cache_dir: Path, snapshots_dir: Path | None = None
) -> Difference:
    """Return what changed from snapshot `a` to snapshot `b`; rows come from the cache or the snapshots' files.

    Raises DatasetError when a snapshot's rows can't be had.
    """
    fill_rows(descriptor, (a, b), cache_dir, snapshots_dir or descriptor.snapshots_dir)
    columns, others = (own_columns(snapshot.columns) for snapshot in (a, b))
    shared = tuple(column for column in columns if column in others)
    if not shared:
        raise DatasetError(f"{a.file} and {b.file} have no column in common", where=descriptor.name)
    key = tuple(column for column in row_key(descriptor) if column in shared) or shared
    rest = tuple(column for column in shared if column not in key)
    tables = [_rows(cached_path(descriptor, snapshot, cache_dir), (*key, *rest)) for snapshot in (a, b)]
    pairs = list(_paired(*(_by_key(table, len(key)) for table in tables)))
    names = (*key, *rest)
    return Difference(
        dataset=descriptor.name,
        before=a,
        after=b,
        key=key,
        columns_added=tuple(column for column in others if column not in columns),
        columns_removed=tuple(column for column in columns if column not in others),
        added=tuple(_record(names, (*k, *new)) for k, old, new in pairs if old is None and new is not None),
        removed=tuple(_record(names, (*k, *old)) for k, old, new in pairs if new is None and old is not None),
        changed=tuple(
            ChangedRow(
                key=_record(key, k),
                cells=tuple((c, x, y) for c, x, y in zip(rest, old, new, strict=True) if x != y),
            )
            for k, old, new in pairs
            if old is not None and new is not None and old != new
        ),
        unchanged=sum(1 for _, old, new in pairs if old == new),
    )


def row_key(descriptor: Descriptor) -> tuple[str, ...]:
    """Return the columns that say which row is which: the primary key, or what serves as one."""
    if descriptor.primary_key:
        return descriptor.primary_key
    if descriptor.crosstabs:
        return made_columns(descriptor.crosstabs)[:-1]
    if descriptor.date_column:
        return tuple(dict.fromkeys((descriptor.date_column, *(d.column for d in descriptor.dimensions))))
    return descriptor.quality.filled


def fill_rows(descriptor: Descriptor, snapshots: Sequence[Snapshot], cache_dir: Path, folder: Path | None) -> None:
    """Read the snapshots' rows into the cache where they are not there. Raises DatasetError for what can't be had."""
    missing = missing_rows(descriptor, snapshots, cache_dir)
    if missing and folder is None:
        raise DatasetError("has no folder of snapshots", where=descriptor.name)
    if missing and folder is not None:
        for _, error in build_rows(descriptor, missing, folder, cache_dir):
            if error is not None:
                raise error


def own_columns(columns: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of the source, without the other forms of their cells."""
    forms = (TRIMMED.format(""), WRITTEN.format(""))
    return tuple(column for column in columns if not column.endswith(forms))


def _rows(path: Path, columns: Sequence[str]) -> list[Cells]:
    import duckdb

    names = ", ".join('"' + column.replace('"', '""') + '"' for column in columns)
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        return connection.execute(f"SELECT {names} FROM read_parquet({literal(str(path))})").fetchall()  # noqa: S608 - quoted


def _by_key(rows: Iterable[Cells], width: int) -> dict[Key, list[Cells]]:
    found: dict[Key, list[Cells]] = {}
    for row in rows:
        found.setdefault(row[:width], []).append(row[width:])
    return found


def _paired(
    old: dict[Key, list[Cells]], new: dict[Key, list[Cells]]
) -> Iterator[tuple[Key, Cells | None, Cells | None]]:
    """Yield each row's key with its cells before and after, None where it is not."""
    for key in sorted({*old, *new}, key=_sortable):
        before, after = (sorted(table.get(key, ()), key=_sortable) for table in (old, new))
        for row in list(before):
            if row in after:
                before.remove(row)
                after.remove(row)
                yield key, row, row
        yield from ((key, x, y) for x, y in zip_longest(before, after))


def _sortable(cells: Cells) -> tuple[str, ...]:
    return tuple(cell or "" for cell in cells)


def _record(names: Sequence[str], cells: Cells) -> Record:
    return tuple(zip(names, cells, strict=True))
