"""Wide tables made long: a column for each year becomes a row for each year."""

from __future__ import annotations

import re
from dataclasses import replace

from claimtrack.datasets.dataset import Descriptor, Table
from claimtrack.datasets.second_header import with_one_header


def reshaped(table: Table, descriptor: Descriptor) -> Table:
    """Return the table as the descriptor's `unpivot` shapes it, or as it is when there is none.

    Columns that no pattern fits are repeated in every row. A date that one pattern finds and another does not leaves
    an empty cell. A table without any such column is returned as it is, for the quality gate to judge. An undeclared
    table is given one header row where it has two.
    """
    if descriptor.kind == "table":
        return with_one_header(table)
    unpivot = descriptor.unpivot
    if unpivot is None:
        return table
    found: dict[str, dict[str, int]] = {}
    wide: set[int] = set()
    for name, pattern in unpivot.columns:
        for index, column in enumerate(table.columns):
            if match := re.fullmatch(pattern, column):
                found.setdefault(match[1], {})[name] = index
                wide.add(index)
    if not found:
        return table
    kept = [index for index in range(len(table.columns)) if index not in wide]
    names = [name for name, _ in unpivot.columns]
    rows = tuple(
        (*(row[i] for i in kept), date, *(row[at[name]] if name in at else None for name in names))
        for row in table.rows
        for date, at in sorted(found.items())
    )
    columns = (*(table.columns[i] for i in kept), unpivot.date, *names)
    return replace(table, columns=columns, rows=rows)
