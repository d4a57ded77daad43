"""The table in a grid: its header found below titles, header rows joined, padding, notes and later tables cut off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from claimtrack.datasets.grid import Grid, Span, is_filled, last_filled
from claimtrack.datasets.texts import Column, collapse

if TYPE_CHECKING:
    from claimtrack.datasets.dataset import Table

RESERVED = frozenset({"snapshot", "source file"})
"""Names of columns that the program's own tables have: a file's gets a suffix, as a twin does."""
HEADER_WITHIN = 60
"""A header stands in one of the first so many rows."""
WIDE_ENOUGH = 0.6
"""A header nobody described is the first row with at least this share of the fullest row's cells; titles have fewer."""
_VALUE = re.compile(r"[-+(]?[$€£]?\d[\d.,  ]*%?\)?|\d{4}-\d{2}(-\d{2}.*)?|\d{1,2}/\d{1,2}/\d{2,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A table by columns: their names, their cells, the last filled row of its sheet, and what was cut off below."""

    names: tuple[str, ...]
    cells: tuple[Column, ...]
    last_row: int
    sheet: str = ""
    skipped: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """How many rows there are below the header."""
        return len(self.cells[0]) if self.cells else 0

    @property
    def table(self) -> Table:
        """The same by rows."""
        from claimtrack.datasets.dataset import Table

        rows = tuple(zip(*self.cells, strict=True))
        return Table(columns=self.names, rows=rows, last_row=self.last_row, sheet=self.sheet, skipped=self.skipped)


def block_of(grid: Grid, expected: Sequence[str]) -> Block:
    """Return what stands below the header: the row, or the row with its group row, that holds most of `expected`.

    Without expected names the header is the first row about as full as any, and notes below the table are cut off.
    """
    last = max(map(last_filled, grid.columns), default=-1)
    heads = [grid.row(index) for index in range(min(last + 1, HEADER_WITHIN))]
    if last < 0:
        return Block(names=(), cells=(), last_row=0, sheet=grid.name)
    head, header = _header(heads, grid.merged, expected)
    end = _end(grid, head, last)
    if not fit(header, expected)[0]:
        end = _above_notes(grid, head, end)
    body = [column[head + 1 : end + 1] for column in grid.columns]
    kept = [index for index, column in enumerate(body) if header[index] or any(column)]
    names = _names([header[index] for index in kept], kept, expected)
    skipped = tuple(cell for index in range(end + 1, last + 1) for cell in grid.row(index) if cell)[:20]
    cells = tuple(body[index] for index in kept)
    return Block(names=names, cells=cells, last_row=last + 1, sheet=grid.name, skipped=skipped)


def fit(columns: Iterable[str | None], expected: Sequence[str]) -> tuple[int, int]:
    """Return how many of the expected names are among the columns, and how many different names there are."""
    names = {_key(name) for name in columns} - {""}
    return len(names & {_key(name) for name in expected}), len(names)


def is_value(cell: str | None) -> bool:
    """Whether the cell holds a number or a date, as bodies of tables do and headers seldom."""
    return cell is not None and _VALUE.fullmatch(cell.strip()) is not None


def joined_header(heads: Sequence[Column], index: int, merged: Iterable[Span]) -> Column:
    """Return a header row's names, each with the name of the group that stands above it ("2023 Male")."""
    if index == 0 or sum(map(bool, heads[index - 1])) < 2:
        return heads[index]
    above = list(heads[index - 1])
    spans = [span for span in merged if span[0][0] <= index - 1 <= span[1][0]]
    for (row, first), (_, end) in spans:
        above[first : end + 1] = [heads[row][first]] * (min(end, len(above) - 1) - first + 1)
    if not spans and _has_twins(heads[index]):
        above = _filled_right(above, heads[index])
    pairs = zip(above, heads[index], strict=True)
    return tuple(" ".join(dict.fromkeys(part for part in pair if part)) or None for pair in pairs)


def _key(name: str | None) -> str:
    return collapse(name or "").casefold()


def _has_twins(names: Iterable[str | None]) -> bool:
    keys = [_key(name) for name in names if name]
    return len(keys) != len(set(keys))


def _filled_right(above: Sequence[str | None], below: Sequence[str | None]) -> list[str | None]:
    """Return a group row with each group's name over all of its columns."""
    current: str | None = None
    filled: list[str | None] = []
    for group, name in zip(above, below, strict=True):
        current = group or current
        filled.append(current if name else group)
    return filled


def _header(heads: Sequence[Column], merged: Sequence[Span], expected: Sequence[str]) -> tuple[int, Column]:
    """Return the header's index and its names."""
    choices = [(index, names) for index, row in enumerate(heads) if is_filled(row) for names in [row]]
    choices += [(index, joined_header(heads, index, merged)) for index, _ in choices]
    best = max(choices, key=lambda choice: (fit(choice[1], expected), -choice[0]), default=(0, heads[0]))
    if fit(best[1], expected)[0]:
        return best
    fullest = max(sum(map(bool, row)) for row in heads)
    first = next(i for i, row in enumerate(heads) if sum(map(bool, row)) >= max(WIDE_ENOUGH * fullest, 1))
    first = _lowest_header_row(heads, first, merged)
    return first, joined_header(heads, first, merged)


def _lowest_header_row(heads: Sequence[Column], first: int, merged: Sequence[Span]) -> int:
    """Return the row below when a merged or repeated group row came first: its names are the columns' own."""
    grouped = any(span[0][0] == first and span[1][1] > span[0][1] for span in merged)
    below = heads[first + 1] if first + 1 < len(heads) else ()
    own = [cell for cell in below if cell]
    if grouped and len(own) >= 2 and not any(map(is_value, own)):
        return first + 1
    return first


def _end(grid: Grid, head: int, last: int) -> int:
    """Return the last row of the table: before the header of another table that stands below a blank row."""
    holes = [index for index in _blank_rows(grid, head + 2, last) if not is_filled(grid.row(index))]
    for hole in holes:
        under = [grid.row(index) for index in range(hole + 1, min(hole + 4, last + 1))]
        header = next((row for row in under if sum(map(bool, row)) >= 2), None)
        if header is None or any(map(is_value, header)):
            continue
        valued = [any(map(is_value, column[head + 1 : hole])) for column in grid.columns]
        if any(valued[index] for index, cell in enumerate(header) if cell):
            return hole - 1
    return last


def _blank_rows(grid: Grid, first: int, last: int) -> list[int]:
    """Return the rows in which the column with fewest gaps is empty: the only ones that can be blank."""
    gaps: list[int] = []
    for column in grid.columns:
        gaps.append(column[first : last + 1].count(None))
        if not gaps[-1]:
            return []
    fullest = grid.columns[gaps.index(min(gaps))]
    return [index for index in range(first, last) if fullest[index] is None]


def _above_notes(grid: Grid, head: int, end: int) -> int:
    """Return the last row that holds two cells: what stands below it in a table of three columns is notes."""
    if sum(map(bool, grid.row(head))) < 3:
        return end
    return next((index for index in range(end, head, -1) if sum(map(bool, grid.row(index))) >= 2), end)


def _names(header: Sequence[str | None], positions: Sequence[int], expected: Sequence[str]) -> tuple[str, ...]:
    """Return the columns' names as the descriptor spells them; nameless ones get their number, twins a suffix.

    Names that differ in case only are twins, of which the one spelled as expected keeps its name.
    """
    plain = [collapse(cell or "") or f"column {position + 1}" for cell, position in zip(header, positions, strict=True)]
    exact = {_key(name): name for name in plain if name in expected}
    spelled = {_key(name): name for name in expected} | exact
    names: list[str] = []
    taken: set[str] = set(RESERVED)
    for name in plain:
        key = _key(name)
        own = name if key in exact else spelled.get(key, name)
        first = own == exact.get(key, own)
        names.append(own if first and key not in taken else _suffixed(own, {*taken, *map(_key, plain)}))
        taken.add(_key(names[-1]))
    return tuple(names)


def _suffixed(name: str, taken: set[str]) -> str:
    return next(made for number in count(2) if _key(made := f"{name} ({number})") not in taken)
