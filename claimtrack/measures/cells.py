"""The cells cache: results of queries over all snapshots on disk, so that an unchanged dataset starts no engine."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from claimtrack.datasets.canonical import recipe
from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.measures.measure import Query

VERSION = 1
MAX_KEPT = 50_000
"""Results with more rows are computed anew in each run."""

Cell = str | int | None
CellRow = tuple[Cell, ...]


def cells_path(descriptor: Descriptor, snapshots: Iterable[Snapshot], cache_dir: Path) -> Path:
    """Return the file of a dataset's cells; its name holds everything that the cells depend on beside the query."""
    parts = [str(VERSION), descriptor.name, recipe(descriptor)]
    parts += [f"{snapshot.sha256} {snapshot.rows_sha256}" for snapshot in snapshots]
    return cache_dir / f"cells-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()}.json"


class CellsCache:
    """Results by query text and parameters; a damaged or foreign file counts as empty, since all can be recomputed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, list[CellRow]] | None = None
        self._changed = False

    def get(self, query: Query) -> list[CellRow] | None:
        """Return the query's rows, None when they are not known."""
        return self._load().get(_key(query))

    def put(self, query: Query, rows: Sequence[CellRow]) -> None:
        """Keep the query's rows, unless they are too many."""
        if len(rows) <= MAX_KEPT:
            self._load()[_key(query)] = list(rows)
            self._changed = True

    def save(self) -> None:
        """Write what is new, in one stroke; a folder that can't be written is no fault: it is only a cache."""
        if not self._changed:
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=self._path.parent, prefix=".cells-", suffix=".tmp")
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(self._load(), stream, separators=(",", ":"))
            Path(draft).replace(self._path)
            self._changed = False

    def _load(self) -> dict[str, list[CellRow]]:
        if self._known is None:
            self._known = _read(self._path)
        return self._known


def _read(path: Path) -> dict[str, list[CellRow]]:
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): [tuple(row) for row in rows] for key, rows in data.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _key(query: Query) -> str:
    return json.dumps([query.sql, *query.parameters], ensure_ascii=False)
