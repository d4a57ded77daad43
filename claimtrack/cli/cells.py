"""What explain prints of a number: where in the official data it stands."""

from __future__ import annotations

from decimal import Decimal
from typing import TextIO

from claimtrack.cli.context import safe
from claimtrack.cli.options import ListFormat
from claimtrack.errors import ClaimtrackError
from claimtrack.lookup import Cell, LastRow, find_cells
from claimtrack.publish.contract import dumps, stamp
from claimtrack.quantity import many, plain
from claimtrack.settings import Workspace
from claimtrack.verdicts import wording

FIRST_CELLS = 40
PLACES = 6
"""Decimals of the number asked for that are printed again."""


def print_cells(workspace: Workspace, number: Decimal, out: TextIO, form: ListFormat) -> tuple[ClaimtrackError, ...]:
    """Write what has a value and how many cells were searched; return what could not be."""
    found = find_cells(workspace, number)
    if form is ListFormat.json:
        record = {
            "value": f"{number:f}",
            "searched_cells": found.searched,
            "cells": [_cell_record(cell) for cell in found.cells],
            "last_rows": [_last_row_record(row) for row in found.last_rows],
        }
        out.write(dumps(record) + "\n")
        return found.errors
    out.writelines(f"{safe(_cell(cell, number))}\n" for cell in found.cells[:FIRST_CELLS])
    if len(found.cells) > FIRST_CELLS:
        out.write(f"… and {len(found.cells) - FIRST_CELLS:,} more\n")
    out.writelines(f"{safe(_last_row(row, number))}\n" for row in found.last_rows)
    places = f"{many(len(found.cells), 'place')} with the value {plain(number, PLACES)}"
    out.write(f"{places}; {found.searched:,} cells searched\n")
    return found.errors


def _cell(cell: Cell, number: Decimal) -> str:
    name = wording.named(cell.measure, cell.scope)
    return f"{plain(number, PLACES)}  {cell.dataset}  {name}  {_when(cell)}"


def _last_row(row: LastRow, number: Decimal) -> str:
    sheets = "the last filled row of the sheet" if row.first == row.last else "the last filled row of the sheets"
    list_ = "list holds" if row.first == row.last else "lists hold"
    where = f"{sheets} whose {list_} {row.rows:,} (header counted)"
    return f"{plain(number, PLACES)}  {row.dataset}  is the number of {where}  {_when(row)}"


def _when(found: Cell | LastRow) -> str:
    first, last = f"{found.first:%Y-%m-%d}", f"{found.last:%Y-%m-%d}"
    return first if first == last else f"{first} to {last}"


def _cell_record(cell: Cell) -> dict[str, object]:
    return {
        "dataset": cell.dataset,
        "measure": cell.measure,
        "scope": {name: [value] for name, value in cell.scope},
        "first_observed_at": stamp(cell.first),
        "last_observed_at": stamp(cell.last),
    }


def _last_row_record(row: LastRow) -> dict[str, object]:
    return {
        "dataset": row.dataset,
        "rows": row.rows,
        "first_observed_at": stamp(row.first),
        "last_observed_at": stamp(row.last),
    }
