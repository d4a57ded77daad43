"""Readers: a file's table as text, header found below titles, padding cut. Runs in the child process only."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

from claimtrack.datasets.caps import check_size, check_workbook
from claimtrack.datasets.dataset import Table
from claimtrack.datasets.normalisers import collapse
from claimtrack.errors import UnreadableFileError

HEADER_WITHIN = 60
"""A header stands in one of the first so many rows."""
MAX_CELL = 32_767
"""Excel's own limit of characters in a cell."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_MODIFIED = re.compile(r"<dcterms:(modified|created)[^>]*>([^<]{4,40})<")

Row = Sequence[str | None]


def read_table(path: Path, expected: Sequence[str]) -> tuple[Table, dict[str, str]]:
    """Return the table in `path` whose header fits the `expected` columns best, and the file's own dates.

    Raises UnreadableFileError when the file can't be read as what its ending says.
    """
    readers: dict[str, Callable[[Path], tuple[list[tuple[str, list[Row]]], dict[str, str]]]] = {
        ".xlsx": _sheets,
        ".xlsm": _sheets,
        ".csv": _csv,
        ".tsv": _csv,
        ".txt": _csv,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(readers))
        raise UnreadableFileError(f"has the unknown ending {path.suffix!r}", where=str(path), hint=f"known: {known}")
    sheets, properties = reader(path)
    tables = [_table(name, rows, expected) for name, rows in sheets]
    best = max(tables, key=lambda table: _fit(table.columns, expected), default=None)
    if best is None or not best.columns:
        raise UnreadableFileError("holds no table", where=str(path))
    return best, properties


def cell_text(value: Any) -> str | None:
    """Return a cell as text, None when it is empty; whole floats without ".0", dates as ISO, control characters cut."""
    if value.__class__ is float:  # first, and by class: most cells of most sheets are numbers
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    match value:
        case None | "":
            return None
        case str():
            return _CONTROLS.sub("", value[:MAX_CELL]) or None
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return repr(value)
        case datetime():
            midnight = value.time() == time(0)
            return value.date().isoformat() if midnight else value.isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)


def _sheets(path: Path) -> tuple[list[tuple[str, list[Row]]], dict[str, str]]:
    from python_calamine import CalamineWorkbook

    check_workbook(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = [(name, _rows(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except Exception as error:  # calamine's errors share no base class
        raise UnreadableFileError(
            f"can't be read as a workbook: {error}", where=str(path), hint="download it again"
        ) from None
    return sheets, _properties(path)


class _Texts(dict[str, str | None]):
    """The text of string cells; each distinct one is looked at once, for most cells of a long sheet repeat."""

    def __missing__(self, value: str) -> str | None:
        text = self[value] = cell_text(value)
        return text


def _rows(sheet: Any) -> list[Row]:
    texts = _Texts()
    return [
        [texts[value] if value.__class__ is str else cell_text(value) for value in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def _properties(path: Path) -> dict[str, str]:
    """Return the workbook's modified and created times; searched for, not parsed: it is an outsider's XML."""
    with zipfile.ZipFile(path) as archive:
        if "docProps/core.xml" not in archive.namelist():
            return {}
        with archive.open("docProps/core.xml") as stream:
            text = stream.read(65_536).decode("utf-8", errors="replace")
    return dict(_MODIFIED.findall(text))


def _csv(path: Path) -> tuple[list[tuple[str, list[Row]]], dict[str, str]]:
    check_size(path)
    raw = path.read_bytes()
    if raw.startswith(b"PK\x03\x04"):
        raise UnreadableFileError("is a workbook or zip file in spite of its name", where=str(path))
    text = _decoded(raw)
    if "\x00" in text:
        raise UnreadableFileError("is binary, not text", where=str(path))
    csv.field_size_limit(MAX_CELL * 4)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, path), strict=False)
        rows: list[Row] = [[cell_text(value) for value in row] for row in reader]
    except csv.Error as error:
        raise UnreadableFileError(f"can't be read as CSV: {error}", where=str(path)) from None
    return [("", rows)], {}


def _decoded(raw: bytes) -> str:
    """Return the text by its byte order mark, else as UTF-8, else as Windows-1252 (what spreadsheets still write)."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _delimiter(text: str, path: Path) -> str:
    """Return the separator that cuts the first lines most evenly; a comma when none does."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]
    counts = {mark: [line.count(mark) for line in lines] for mark in ",;\t|"}
    steady = {mark: min(seen) for mark, seen in counts.items() if seen and min(seen) > 0}
    if steady:
        return max(steady, key=lambda mark: steady[mark])
    return max(counts, key=lambda mark: sum(counts[mark])) if lines else ","


def _key(name: str | None) -> str:
    return collapse(name or "").casefold()


def _fit(columns: Iterable[str | None], expected: Sequence[str]) -> tuple[int, int]:
    names = {_key(name) for name in columns} - {""}
    return len(names & {_key(name) for name in expected}), len(names)


def _table(sheet: str, rows: list[Row], expected: Sequence[str]) -> Table:
    """Return the rows below the header; the header is the row that holds most of the expected names."""
    last = next((index for index in range(len(rows) - 1, -1, -1) if _is_filled(rows[index])), -1)
    likely = [index for index in range(min(last + 1, HEADER_WITHIN)) if _is_filled(rows[index])]
    if last < 0:
        return Table(columns=(), rows=(), last_row=0, sheet=sheet)
    head = max(likely, key=lambda index: (_fit(rows[index], expected), -index), default=last)
    columns = list(zip_longest(*rows[head + 1 : last + 1]))
    header = [*rows[head], *([None] * (len(columns) - len(rows[head])))]
    columns += [(None,) * (last - head)] * (len(header) - len(columns))
    kept = [index for index, column in enumerate(columns) if header[index] or any(column)]
    names = _names([header[index] for index in kept], kept, expected)
    body = zip(*(columns[index] for index in kept), strict=True)
    return Table(columns=names, rows=tuple(body), last_row=last + 1, sheet=sheet)


def _is_filled(row: Row) -> bool:
    return any(cell and cell.strip() for cell in row)


def _names(header: Sequence[str | None], positions: Sequence[int], expected: Sequence[str]) -> tuple[str, ...]:
    """Return the columns' names as the descriptor spells them; nameless ones get their number, twins a suffix."""
    spelled = {_key(name): name for name in expected}
    names: list[str] = []
    for cell, position in zip(header, positions, strict=True):
        plain = collapse(cell or "")
        name = spelled.get(plain.casefold(), plain) or f"column {position + 1}"
        twins = sum(1 for earlier in names if earlier == name or earlier.startswith(f"{name} ("))
        names.append(f"{name} ({twins + 1})" if name in names else name)
    return tuple(names)
