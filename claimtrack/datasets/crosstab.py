"""Sheets with several tables made one long table: a row for each value, with its table, labels and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import groupby

from claimtrack.datasets.dataset import Crosstab
from claimtrack.datasets.grid import Grid
from claimtrack.datasets.tables import Block, is_value
from claimtrack.datasets.texts import Column, collapse

Row = tuple[str | None, ...]
Long = dict[str, str | None]
"""One value: its table, labels and text by column."""

UNNAMED = "(no label)"
ENOUGH = Decimal("0.005")
"""How much of a total its parts may miss for rounding."""


def made_columns(crosstabs: Iterable[Crosstab]) -> tuple[str, ...]:
    """Return the columns of the long table: the table's name, the labels of all tables, the value."""
    labels = [name for t in crosstabs for name in (t.groups, t.rows, t.subrows, t.columns)]
    return tuple(dict.fromkeys(("table", *labels, "value"))) if labels else ()


def long_block(grids: Iterable[Grid], crosstabs: Sequence[Crosstab]) -> Block:
    """Return the tables that `crosstabs` name as one long one: a row for each value.

    A region is what blank rows and blank columns part from the rest. Its header is the row above the first one with a
    number, its title the single cells above that, or else the text that stood alone before it. Its labels are the
    leading columns without numbers, of which the first two are kept; what stands below the last row with a number is
    notes. A merged label holds for all of its rows. What is left out for its totals is told in `skipped`.
    """
    rows: list[Long] = []
    faults: list[str] = []
    for grid in grids:
        before = ""
        for region in _regions(_spread(grid)):
            head = _header(region)
            if head is None:
                before = " ".join(cell for row in region for cell in row if cell)
                continue
            title = " ".join(cell for row in region[:head] for cell in row if cell) or before
            table = next((t for t in crosstabs if re.search(t.title, title) and re.search(t.sheet, grid.name)), None)
            if table is not None:
                found = list(_values(table, region[head], _body(region[head + 1 :])))
                fault = _fault(table, found)
                faults += [f"{table.name} on the sheet {grid.name} is left out: {fault}"] if fault else []
                rows += [] if fault else found
    names = made_columns(crosstabs)
    cells = tuple(tuple(row.get(name) for row in rows) for name in names)
    return Block(names=names, cells=cells, last_row=0, sheet="", skipped=tuple(faults))


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


def _header(region: Sequence[Row]) -> int | None:
    """Return the index of a region's header, None when it is no table."""
    wide = [index for index, row in enumerate(region) if sum(map(bool, row)) >= 2]
    first = next((index for index in wide if any(map(is_value, region[index]))), None)
    if first is None:
        return None
    return first - 1 if first - 1 in wide else first


def _body(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows up to the last that holds a label and a value."""
    last = max((i for i, row in enumerate(rows) if sum(map(bool, row)) >= 2 and any(map(is_value, row))), default=-1)
    return rows[: last + 1]


def _values(table: Crosstab, header: Row, body: Sequence[Row]) -> Iterator[Long]:
    columns: list[Column] = list(zip(*body, strict=True))
    valued = next((i for i, column in enumerate(columns) if i and any(map(is_value, column))), len(columns))
    heads = re.compile(table.heads) if table.heads is not None else None
    group: str | None = None
    for row in body:
        labels = [collapse(cell) or None if cell else None for cell in row[:valued]]
        first = labels[0] if labels else None
        match = heads.fullmatch(first) if heads and first else None
        if match:
            group, first = collapse(match[1]) or None, None
        elif first is None:
            first = UNNAMED  # an empty label would make it a total
        named = {"table": table.name, table.groups: group, table.rows: first}
        if len(labels) > 1:
            named[table.subrows] = labels[1]
        for index in range(valued, len(row)):
            name = collapse(header[index] or "")
            if row[index] and name and re.search(table.keep, name):
                yield {**named, table.columns: name, "value": row[index]}


def _fault(table: Crosstab, rows: Sequence[Long]) -> str | None:
    """Return why a table can't be believed, None when it can."""
    groups: dict[tuple[str | None, ...], dict[str | None, Decimal]] = {}
    for row in rows:
        number = _number(row["value"])
        if number is not None:
            groups.setdefault((row[table.groups], row[table.columns]), {})[row[table.rows]] = number
    for (group, column), values in groups.items():
        place = ", ".join(part for part in (group, column) if part)
        if table.total is not None and (words := _not_the_sum(values, table)):
            return f"{place}: {words}"
        if table.whole is not None and (words := _more_than_the_whole(values, table)):
            return f"{place}: {words}"
    return None


def _not_the_sum(values: Mapping[str | None, Decimal], table: Crosstab) -> str | None:
    total = values.get(None if table.heads else table.total)
    parts = [value for label, value in values.items() if label not in (None, table.total)]
    if total is None or not parts or abs(sum(parts, Decimal()) - total) <= max(Decimal(1), ENOUGH * abs(total)):
        return None
    return f"the parts add up to {sum(parts):,f}, the total is {total:,f}"


def _more_than_the_whole(values: Mapping[str | None, Decimal], table: Crosstab) -> str | None:
    whole, part = (
        next((v for label, v in values.items() if label and re.search(pattern or "$^", label)), None)
        for pattern in (table.whole, table.part)
    )
    return (
        f"a part is {part:,f}, the whole {whole:,f}"
        if whole is not None and part is not None and part > whole
        else None
    )


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal((text or "").replace(",", ""))
    except InvalidOperation:
        return None
