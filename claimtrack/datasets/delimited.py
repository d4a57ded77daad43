"""Delimited text read as a grid: the separator and the encoding are found, not asked for."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from claimtrack.datasets.caps import check_size
from claimtrack.datasets.grid import Grid, grid_of
from claimtrack.datasets.texts import MAX_CELL
from claimtrack.errors import UnreadableFileError


def read_delimited(path: Path) -> tuple[list[Grid], dict[str, str]]:
    """Return the rows of a CSV, TSV or text file as one grid. Raises UnreadableFileError when it is no such text."""
    text = read_text(path)
    csv.field_size_limit(MAX_CELL * 4)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, path), strict=False))
    except csv.Error as error:
        raise UnreadableFileError(f"can't be read as CSV: {error}", where=str(path)) from None
    return [grid_of("", rows)], {}


def read_text(path: Path) -> str:
    """Return a file's text. Raises UnreadableFileError when it is empty, too large or binary."""
    check_size(path)
    raw = path.read_bytes()
    if raw.startswith(b"PK\x03\x04"):
        raise UnreadableFileError("is a workbook or zip file in spite of its name", where=str(path))
    text = _decoded(raw)
    if "\x00" in text:
        raise UnreadableFileError("is binary, not text", where=str(path))
    return text


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
    counts = {mark: [_count(line, mark) for line in lines] for mark in ",;\t|"}
    steady = {mark: min(seen) for mark, seen in counts.items() if seen and min(seen) > 0}
    if steady:
        return max(steady, key=lambda mark: (len(set(counts[mark])) == 1, steady[mark]))
    return max(counts, key=lambda mark: sum(counts[mark])) if lines else ","


def _count(line: str, mark: str) -> int:
    """Count a mark outside quotes."""
    return sum(part.count(mark) for part in line.split('"')[::2])
