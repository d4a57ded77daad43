"""The rows cache: each snapshot's canonical rows as Parquet, rebuilt from the snapshot's file when missing."""

from __future__ import annotations

import csv
import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from claimtrack.datasets.canonical import CanonicalRows, canonical_rows, recipe
from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.datasets.reading import read_files
from claimtrack.datasets.reshape import reshaped
from claimtrack.errors import ClaimtrackError, DatasetError, IntegrityError


def cached_path(descriptor: Descriptor, snapshot: Snapshot, cache_dir: Path) -> Path:
    """Return where the rows of a snapshot are cached; the descriptor's and the normalisers' version are in the name."""
    return cache_dir / f"{snapshot.rows_sha256}-{recipe(descriptor)}.parquet"


def missing_rows(descriptor: Descriptor, snapshots: Sequence[Snapshot], cache_dir: Path) -> tuple[Snapshot, ...]:
    """Return the snapshots whose rows are not in the cache, one of each set of equal rows."""
    name = recipe(descriptor)
    unique = {s.rows_sha256: s for s in reversed(snapshots)}.values()
    return tuple(s for s in unique if not (cache_dir / f"{s.rows_sha256}-{name}.parquet").exists())


def build_rows(
    descriptor: Descriptor, snapshots: Sequence[Snapshot], snapshots_dir: Path, cache_dir: Path
) -> Iterator[tuple[Snapshot, ClaimtrackError | None]]:
    """Write each snapshot's rows and yield it, with an error where its file is gone, changed or unreadable."""
    cache_dir.mkdir(parents=True, exist_ok=True)
    sound: dict[Path, Snapshot] = {}
    for snapshot in snapshots:
        path = snapshots_dir / snapshot.file
        if (unsound := _unsound(path, snapshot)) is None:
            sound[path] = snapshot
        else:
            yield snapshot, unsound
    with RowsWriter() as writer:
        for reading in read_files(tuple(sound), descriptor.columns, descriptor.crosstabs):
            snapshot = sound[reading.path]
            fault: ClaimtrackError | None = reading.error
            try:
                if reading.table is not None:
                    rows = canonical_rows(reshaped(reading.table, descriptor), descriptor)
                    writer.write(rows, cached_path(descriptor, snapshot, cache_dir))
            except DatasetError as error:
                fault = error
            yield snapshot, fault


def _unsound(path: Path, snapshot: Snapshot) -> ClaimtrackError | None:
    try:
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        hint = "put the file back, or run `claimtrack dataset check`"
        return DatasetError(f"the snapshot can't be read: {error.strerror}", where=str(path), hint=hint)
    if sha256 != snapshot.sha256:
        hint = "restore the file it was when it was added"
        return IntegrityError("the snapshot's bytes have changed since it was added", where=str(path), hint=hint)
    return None


class RowsWriter:
    """Writes canonical rows as Parquet: all columns text, missing values NULL; each file in one stroke."""

    def __init__(self) -> None:
        import duckdb

        self._connection = duckdb.connect(":memory:", config={"threads": 1})

    def __enter__(self) -> Self:
        """Return self."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self._connection.close()

    def write(self, rows: CanonicalRows, target: Path) -> None:
        """Write the rows to `target`; two processes that write the same rows do not disturb each other."""
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".rows-", suffix=".csv")
        made = Path(draft).with_suffix(".parquet")
        names = [name for name, _ in rows.columns]
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream)
                writer.writerow(names)
                writer.writerows(zip(*(values for _, values in rows.columns), strict=True))
            self._connection.execute(
                f"COPY (SELECT * FROM read_csv({literal(draft)}, header=true, auto_detect=false, delim=',', "  # noqa: S608 - literals are escaped
                f"quote='\"', escape='\"', columns={_columns(names)}, nullstr='', max_line_size=16000000)) "
                f"TO {literal(str(made))} (FORMAT parquet, COMPRESSION zstd)"
            )
            made.replace(target)
        finally:
            Path(draft).unlink(missing_ok=True)
            made.unlink(missing_ok=True)


def _columns(names: Sequence[str]) -> str:
    return "{" + ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names) + "}"


def literal(text: str) -> str:
    """Return the text as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
