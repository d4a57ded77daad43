"""Readers: the table in a file, whatever kind of file it is. Runs in the child process only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from claimtrack.datasets.grid import Grid
from claimtrack.datasets.tables import Block, block_of, fit
from claimtrack.errors import UnreadableFileError

if TYPE_CHECKING:
    from claimtrack.datasets.dataset import Table

Reader = Callable[[Path], tuple[list[Grid], dict[str, str]]]

READERS: dict[str, tuple[str, str]] = {
    ".xlsx": ("sheets", "read_workbook"),
    ".xlsm": ("sheets", "read_workbook"),
    ".ods": ("sheets", "read_workbook"),
    ".csv": ("delimited", "read_delimited"),
    ".tsv": ("delimited", "read_delimited"),
    ".txt": ("delimited", "read_delimited"),
    ".json": ("structured", "read_json"),
    ".jsonl": ("structured", "read_json"),
    ".ndjson": ("structured", "read_json"),
    ".parquet": ("structured", "read_parquet"),
    ".sqlite": ("structured", "read_sqlite"),
    ".sqlite3": ("structured", "read_sqlite"),
    ".db": ("structured", "read_sqlite"),
    ".xml": ("sdmx", "read_sdmx"),
}
"""The module and reader of each ending; one is imported when a file needs it, for the child starts with every batch."""


def read_table(path: Path, expected: Sequence[str]) -> tuple[Table, dict[str, str]]:
    """Return the table in `path` whose header fits the `expected` columns best, and the file's own dates.

    Without expected columns it is the table with most cells. Raises UnreadableFileError when the file can't be read as
    what its ending says.
    """
    block, properties = read_block(path, expected)
    return block.table, properties


def read_block(
    path: Path, expected: Sequence[str], crosstabs: Sequence[dict[str, str]] = (), dated_by: str | None = None
) -> tuple[Block, dict[str, str]]:
    """Return the same as `read_table` by columns, which is how the child hands tables on.

    With `crosstabs` (their fields as a descriptor gives them) it is the long table made of all of these. `dated_by` is
    a pattern whose first bracket is the date that a text in the file gives for its data: `text` among the properties.
    """
    grids, properties = read_grids(path)
    if dated_by is not None and (date := _date_in(grids, dated_by)):
        properties["text"] = date
    if crosstabs:
        return _long(grids, crosstabs), properties
    best = max((block_of(grid, expected) for grid in grids), key=lambda block: _rank(block, expected), default=None)
    if best is None or not best.names:
        raise UnreadableFileError("holds no table", where=str(path))
    return best, properties


def _date_in(grids: list[Grid], dated_by: str) -> str | None:
    pattern = re.compile(dated_by)
    texts = (cell for grid in grids for column in grid.columns for cell in dict.fromkeys(column) if cell)
    return next((match[1] for text in texts if (match := pattern.search(text))), None)


def _long(grids: list[Grid], crosstabs: Sequence[dict[str, str]]) -> Block:
    from claimtrack.datasets.crosstab import long_block
    from claimtrack.datasets.dataset import Crosstab

    return long_block(grids, [Crosstab(**fields) for fields in crosstabs])


def read_grids(path: Path) -> tuple[list[Grid], dict[str, str]]:
    """Return all that a file holds as grids, and its own dates. Raises UnreadableFileError when it can't be read."""
    found = READERS.get(path.suffix.lower())
    if found is None:
        known = ", ".join(sorted(READERS))
        raise UnreadableFileError(f"has the unknown ending {path.suffix!r}", where=str(path), hint=f"known: {known}")
    module, name = found
    reader = cast(Reader, getattr(import_module(f"claimtrack.datasets.{module}"), name))
    return reader(path)


def _rank(block: Block, expected: Sequence[str]) -> tuple[int, int]:
    found, names = fit(block.names, expected)
    return (found, names) if expected else (0, names * block.height)
