"""Sheets with several tables made one long table: a row for each value, with its table, labels and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from claimtrack.datasets.dataset import Crosstab
from claimtrack.datasets.grid import Grid
from claimtrack.datasets.tables import Block, is_value
from claimtrack.datasets.texts import Column, collapse

MADE = ("table", "group", "row", "subrow", "column", "value")
"""The columns of the long table."""

Row = tuple[str | None, ...]


def long_block(grids: Iterable[Grid], crosstabs: Sequence[Crosstab]) -> Block:
    """Return the tables whose title one of `crosstabs` matches, as rows of `table, group, row, subrow, column, value`.

    A region is what blank rows and blank columns part from the rest. Its title is the single cells above its header,
    its header the first row with two cells; its labels are the leading columns without numbers, of which the first two
    are kept; what stands below the last row with two cells is notes. A merged label holds for all of its rows.
    """
    rows = [row for grid in grids for region in _regions(_spread(grid)) for row in _long(grid.name, region, crosstabs)]
    cells = tuple(zip(*rows, strict=True)) if rows else ((),) * len(MADE)
    return Block(names=MADE, cells=cells, last_row=0, sheet="")


def _spread(grid: Grid) -> list[list[str | None]]:
    """Return the grid's rows; a cell merged over rows repeats downwards, one over columns holds them together."""
    rows = [list(row) for row in zip(*grid.columns, strict=True)]
    for (top, left), (bottom, right) in grid.merged:
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            for column in range(left, min(right, len(rows[row]) - 1) + 1):
                if (row, column) != (top, left):
                    rows[row][column] = rows[top][left] if column == left else ""
    return rows


def _regions(rows: Sequence[Sequence[str | None]]) -> Iterator[list[Row]]:
    """Yield the rectangles into which blank rows and columns cut the sheet; "" is no blank but a merged cell's rest."""
    for band in _parts(rows):
        columns = list(zip(*band, strict=True))
        parts = list(_parts(columns))
        if len(parts) == 1 and len(parts[0]) == len(columns) and len(band) == len(rows):
            yield [tuple(row) for row in band]
            continue
        for part in parts:
            turned = [tuple(row) for row in zip(*part, strict=True)]
            if len(turned) == len(rows) and len(part) == len(rows[0]):
                yield turned
            else:
                yield from _regions(turned)


def _parts(lines: Iterable[Sequence[str | None]]) -> Iterator[list[Sequence[str | None]]]:
    for filled, group in groupby(lines, key=lambda line: any(cell is not None for cell in line)):
        if filled:
            yield list(group)


def _long(sheet: str, region: list[Row], crosstabs: Sequence[Crosstab]) -> Iterator[Row]:
    head = next((index for index, row in enumerate(region) if sum(map(bool, row)) >= 2), None)
    if head is None:
        return
    title = " ".join(cell for row in region[:head] for cell in row if cell)
    chosen = next((t for t in crosstabs if re.search(t.title, title) and re.search(t.sheet, sheet)), None)
    if chosen is not None:
        body = list(_body(region[head + 1 :]))
        yield from _values(chosen, region[head], body)


def _body(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows up to the last that holds a label and a value."""
    last = max((index for index, row in enumerate(rows) if any(map(is_value, row))), default=-1)
    yield from rows[: last + 1]


def _values(table: Crosstab, header: Row, body: Sequence[Row]) -> Iterator[Row]:
    columns: list[Column] = list(zip(*body, strict=True))
    valued = next((i for i, column in enumerate(columns) if i and any(map(is_value, column))), len(columns))
    heads = re.compile(table.heads) if table.heads is not None else None
    group: str | None = None
    for row in body:
        labels = [collapse(cell) if cell else None for cell in row[:valued]]
        first = labels[0] if labels else None
        match = heads.fullmatch(first) if heads and first else None
        if match:
            group, first = collapse(match[1]) or None, None
        second = labels[1] if len(labels) > 1 else None
        for index in range(valued, len(row)):
            name = collapse(header[index] or "")
            if row[index] and name:
                yield table.name, group, first, second, name, row[index]
