"""Caps on data files, checked before anything unpacks them: a workbook is a zip, and a zip can be a bomb."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from claimtrack.errors import UnreadableFileError

MAX_FILE_BYTES = 256 * 2**20
MAX_ENTRIES = 5_000
MAX_UNPACKED = 1024 * 2**20
MAX_RATIO = 200
RATIO_FREE = 16 * 2**20
"""Below this unpacked size a high ratio is harmless."""
MAX_CELLS = 8_000_000
"""Rows times columns of the rectangle that holds all cells: the reader makes every one of them."""
SCANNED = 16 * 2**20
"""Sheets up to this size are looked through for far cells beforehand; in larger ones the child's limit of memory is
what stops a far cell, and the sheet is looked through afterwards for what to say."""
BLOCK = 2**20
_OVERLAP = 160
_FAR = re.compile(rb' r="(?:([A-Z]{2,3})(\d{1,7})|[A-Z]?(\d{6,7}))"[^<>]{0,100}?(/?)>')
"""A cell right of column Z or below row 99,999, or such a row; with a stroke it is empty and takes no place."""
_ROW = re.compile(rb'<row[^<>]{0,60}? r="(\d{1,7})"')
_NEAR_ROWS, _NEAR_COLUMNS = 99_999, 26


def check_workbook(path: Path, *, scanned: int = SCANNED) -> None:
    """Refuse a workbook that is empty, no zip, or would not stay small when unpacked.

    Sheets over `scanned` bytes are not looked through for far cells.
    Raises UnreadableFileError with one clear line. The reader never sees what is refused here: one far cell aborts it.
    """
    size = path.stat().st_size
    _check_signature(path, size)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive, path)
            for info in archive.infolist():
                if _is_sheet(info) and info.file_size <= scanned:
                    _check_cells(archive, info, path)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnreadableFileError(
            f"is a damaged or truncated workbook: {error}", where=str(path), hint="download it again"
        ) from None


def check_size(path: Path) -> None:
    """Refuse a file that is empty or over the size cap."""
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFileError("is empty", where=str(path), hint="download it again")
    if size > MAX_FILE_BYTES:
        raise UnreadableFileError(
            f"is {size / 2**20:,.0f} MB, over the cap of {MAX_FILE_BYTES // 2**20} MB", where=str(path)
        )


def _check_signature(path: Path, size: int) -> None:
    check_size(path)
    with path.open("rb") as stream:
        start = stream.read(512)
    if start.startswith(b"PK\x03\x04"):
        return
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFileError(
            "is an old or password-protected workbook, not XLSX", where=str(path), hint="save it as .xlsx"
        )
    what = "a web page" if b"<html" in start.lower() or b"<!doctype" in start.lower() else "no workbook"
    raise UnreadableFileError(f"is {what} in spite of its name ({size:,} bytes)", where=str(path))


def _check_directory(archive: zipfile.ZipFile, path: Path) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise UnreadableFileError(f"holds {len(entries):,} entries, over the cap of {MAX_ENTRIES:,}", where=str(path))
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FREE and unpacked / packed > MAX_RATIO):
        raise UnreadableFileError(
            f"would unpack to {unpacked / 2**20:,.0f} MB from {packed / 2**20:,.1f} MB",
            where=str(path),
            hint="no real workbook does; it was not opened",
        )
    if not any(entry.filename in ("xl/workbook.xml", "content.xml") for entry in entries):
        raise UnreadableFileError("is a zip file, but no workbook", where=str(path))


def _check_cells(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> None:
    """Refuse a sheet whose outermost cells span too large a rectangle; near cells are not even looked at."""
    rows, columns, tail, seen = 0, _NEAR_COLUMNS, b"", 0
    with archive.open(info) as stream:
        while block := stream.read(BLOCK):
            seen += len(block)
            if seen > info.file_size:
                raise UnreadableFileError("is larger inside than its directory says", where=str(path))
            for letters, row, far_row, empty in _FAR.findall(tail + block):
                if not empty:
                    rows = max(rows, int(row or far_row))
                    columns = max(columns, _column_number(letters))
            rows = max(rows, *map(int, _ROW.findall(tail + block)), 0)
            tail = (tail + block)[-_OVERLAP:]
    check_rectangle(rows or _NEAR_ROWS, columns, info.filename, path)


def _is_sheet(info: zipfile.ZipInfo) -> bool:
    return info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml")


def check_rectangle(rows: int, columns: int, where: str, path: Path) -> None:
    """Refuse a table of more cells than any real one has."""
    if rows * columns > MAX_CELLS:
        raise UnreadableFileError(
            f"has a cell as far out as row {rows:,}, column {columns:,} in {where}",
            where=str(path),
            hint="delete the stray cell in a spreadsheet program",
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
