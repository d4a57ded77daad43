"""Workbooks read as grids: XLSX and ODS through calamine, and the times a workbook says of itself."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from claimtrack.datasets.caps import check_rectangle, check_workbook
from claimtrack.datasets.grid import Grid, grid_of, grid_of_even
from claimtrack.errors import ClaimtrackError, UnreadableFileError

_TIMES = re.compile(r"<(?:dcterms:(modified|created)|(dc:date)|meta:(creation-date))[^>]*>([^<]{4,40})<")
_CALLED = {"dc:date": "modified", "creation-date": "created"}
_PROPERTIES = ("docProps/core.xml", "meta.xml")


def read_workbook(path: Path) -> tuple[list[Grid], dict[str, str]]:
    """Return a workbook's sheets and its own modified and created times.

    Raises UnreadableFileError when it is no workbook, damaged, or over the caps.
    """
    from python_calamine import CalamineWorkbook

    check_workbook(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            grids = [_grid(name, book.get_sheet_by_name(name), path) for name in book.sheet_names]
    except ClaimtrackError:
        raise
    except Exception as error:  # calamine's errors share no base class
        raise UnreadableFileError(
            f"can't be read as a workbook: {error}", where=str(path), hint="download it again"
        ) from None
    return grids, _properties(path)


def _grid(name: str, sheet: Any, path: Path) -> Grid:
    check_rectangle(sheet.total_height, sheet.total_width, f"the sheet {name}", path)
    if sheet.start is None:
        return grid_of(name, ())
    left, (bottom, right) = sheet.start[1], sheet.end  # its rows begin with the first, but at the first filled column
    merged = ((a, b) for a, b in sheet.merged_cell_ranges or ())
    return grid_of_even(name, sheet.iter_rows(), right - left + 1, bottom + 1, left=left, merged=merged)


def _properties(path: Path) -> dict[str, str]:
    """Return the workbook's modified and created times; searched for, not parsed: it is an outsider's XML."""
    with zipfile.ZipFile(path) as archive:
        name = next((name for name in _PROPERTIES if name in archive.namelist()), None)
        if name is None:
            return {}
        with archive.open(name) as stream:
            text = stream.read(65_536).decode("utf-8", errors="replace")
    return dict(_called(_TIMES.findall(text)))


def _called(found: Iterable[tuple[str, str, str, str]]) -> Iterable[tuple[str, str]]:
    for office, changed, created, moment in found:
        name = office or changed or created
        yield _CALLED.get(name, name), moment
