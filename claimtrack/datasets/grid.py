"""The grid: a sheet, file or database table as it stands, cells as text, before anyone says what in it is the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from claimtrack.datasets.texts import Column, cell_text, text_column

PIECE = 1_024
"""Rows whose cells are made texts at a time: so few that they are still in the processor's cache."""

Span = tuple[tuple[int, int], tuple[int, int]]
"""A merged cell: (row, column) of its first and of its last cell, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Columns of one height, from the first cell on; `merged` are the spans whose text stands in their first cell."""

    name: str
    columns: tuple[Column, ...]
    merged: tuple[Span, ...] = ()

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, index: int) -> Column:
        """Return one row."""
        return tuple(column[index] for column in self.columns)


def grid_of(name: str, rows: Iterable[Sequence[Any]], merged: Iterable[Span] = ()) -> Grid:
    """Return the grid of rows, short ones filled up with empty cells."""
    known = rows if isinstance(rows, list) else list(rows)
    widths = set(map(len, known))
    if len(widths) == 1:
        return grid_of_even(name, known, widths.pop(), len(known), merged=merged)
    columns = tuple(map(text_column, zip_longest(*known)))
    return Grid(name=cell_text(name) or "", columns=columns, merged=tuple(merged))


def grid_of_even(
    name: str, rows: Iterable[Sequence[Any]], width: int, height: int, *, left: int = 0, merged: Iterable[Span] = ()
) -> Grid:
    """Return the grid of so many rows of one width behind `left` empty columns, made piece by piece."""
    columns: list[list[str | None]] = [[] for _ in range(width)]
    coming = iter(rows)
    while piece := list(islice(coming, PIECE)):
        for column, cells in zip(columns, zip(*piece, strict=True), strict=True):
            column += text_column(cells, height)
    empty: Column = (None,) * (len(columns[0]) if columns else 0)
    return Grid(name=cell_text(name) or "", columns=(*[empty] * left, *map(tuple, columns)), merged=tuple(merged))


def is_filled(row: Iterable[str | None]) -> bool:
    """Whether any cell holds more than spaces."""
    return any(cell and not cell.isspace() for cell in row)


def last_filled(column: Column) -> int:
    """Return the index of the last cell that holds more than spaces, -1 when none does."""
    if not any(column):
        return -1
    cells = zip(range(len(column) - 1, -1, -1), reversed(column), strict=True)
    return next((index for index, cell in cells if cell and not cell.isspace()), -1)
