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
    """Return a file's text. Raises UnreadableFileError when it is empty, too large, binary or in no known encoding."""
    check_size(path)
    raw = path.read_bytes()
    if raw.startswith(b"PK\x03\x04"):
        raise UnreadableFileError("is a workbook or zip file in spite of its name", where=str(path))
    text = _decoded(raw, path)
    if "\x00" in text:
        raise UnreadableFileError("is binary, not text", where=str(path))
    return text


_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
"""Marks of byte order, the longer first."""
_SAMPLE = 4_096
_MOSTLY_ZERO = 0.4


def _decoded(raw: bytes, path: Path) -> str:
    """Return the text by its byte order mark, else as UTF-16 without one, as UTF-8, or as Windows-1252, which
    spreadsheets still write. What is none of them is refused: a guess would change names."""
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), None) or _unmarked(raw)
    older = ["cp1252"] if encoding == "utf-8" and not _is_mostly_utf8(raw) else []
    for tried in (encoding, *older):
        try:
            return raw.decode(tried)
        except UnicodeDecodeError as error:
            place = error.start
    said = "neither UTF-8 nor Windows-1252" if older else f"no sound {encoding.upper().removesuffix('-SIG')}"
    raise UnreadableFileError(f"is {said} text: byte {place + 1:,}", where=str(path), hint="save it as UTF-8")


def _unmarked(raw: bytes) -> str:
    """Return the encoding of a text without a mark: every other byte of UTF-16 is zero where letters are Latin."""
    even, odd = raw[:_SAMPLE:2], raw[1:_SAMPLE:2]
    least = _MOSTLY_ZERO * len(odd)
    if odd.count(0) > least and not even.count(0):
        return "utf-16-le"
    return "utf-16-be" if even.count(0) > least and not odd.count(0) else "utf-8"


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether it is UTF-8 with a damaged place at most: more letters beyond ASCII can be read so than can't."""
    text = raw.decode("utf-8", errors="replace")
    beyond, bad = len(text) - len(text.encode("ascii", errors="ignore")), text.count("\ufffd")
    return beyond > 2 * bad


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
