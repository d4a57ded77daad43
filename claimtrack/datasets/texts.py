"""Cells as text: the one form in which every reader hands them on, control characters cut at the door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import compress, count, repeat
from typing import Any

MAX_CELL = 32_767
"""Excel's own limit of characters in a cell."""
SHORT = 256
"""A column whose cells are shorter than this on average is not looked through for one that is too long."""
LONG = 20_000
"""Cells of a column from which it pays to import a writer of numbers."""
SAMPLE = 1_000
REPEATED = 8
"""A column is of few values when each is there so many times on average."""
SEPARATOR = "\x1f"
"""A control character: no cell holds it once it is read."""
_SPACES = re.compile(r"\s+")
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

Column = tuple[str | None, ...]


def cell_text(value: Any) -> str | None:
    """Return a cell as text, None when it is empty; whole floats without ".0", dates as ISO, control characters cut."""
    if value.__class__ is str:  # first, and by class: most cells of most sheets are texts or numbers
        return _clean(value)
    if value.__class__ is float:
        return _float_text(value)
    match value:
        case None:
            return None
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            midnight = value.time() == time(0)
            return value.date().isoformat() if midnight else value.isoformat()
        case date() | time():
            return value.isoformat()
        case int() | timedelta():
            return str(value)
        case Decimal():
            return format(value, "f")
        case _:
            return _clean(str(value))


def collapse(text: str) -> str:
    """Return the text with outer spaces cut and inner ones single (no-break spaces too)."""
    return _SPACES.sub(" ", text).strip()


def text_column(cells: Iterable[Any], height: int = 0) -> Column:
    """Return the cells' texts, as `cell_text` makes them, in few passes over many.

    `height` is how many cells the column has of which these are a piece.
    """
    column = tuple(cells)
    try:
        joined = SEPARATOR.join(column)
    except TypeError:
        return _mixed(column, max(height, len(column)) >= LONG)
    values = set(column)
    if len(values) <= len(column) // REPEATED or not _is_clean(joined, len(column)):
        return _by_value(column, values)
    return tuple([cell or None for cell in column]) if "" in values else column


def is_repetitive(column: Sequence[Any]) -> bool:
    """Whether the first cells of a long column are texts of few values, so that each may be looked at once."""
    sample = column[:SAMPLE]
    return len(column) > 2 * SAMPLE and set(map(type, sample)) <= _TEXTS and len(set(sample)) <= SAMPLE // REPEATED


def _mixed(column: tuple[Any, ...], is_long: bool) -> Column:
    """Return the texts of a column that holds other things than texts."""
    kinds = set(map(type, column))
    if kinds == {float}:
        return tuple(_float_texts(column, is_long))
    if kinds <= {str, float}:
        places = list(compress(count(), map(isinstance, column, repeat(str)))) if str in kinds else []
        if _is_clean(SEPARATOR.join([column[index] for index in places]), len(places)):
            return _numbers(column, places, is_long)
    if not kinds <= _HASHED or len(kinds & _EQUAL) > 1:
        return tuple(map(cell_text, column))
    return _by_value(column, set(column))


def _by_value(column: tuple[Any, ...], values: Iterable[Any]) -> Column:
    """Return the texts, each different value looked at once and its text made once, which takes less memory."""
    found = {value: cell_text(value) for value in values}
    return tuple(map(found.__getitem__, column))


_TEXTS = {str, type(None)}
_HASHED = {str, float, int, bool, date, datetime, time, timedelta, type(None)}
_EQUAL = {bool, int, float}
"""1, 1.0 and True are equal as keys, their texts are not."""


def _numbers(column: tuple[Any, ...], places: Sequence[int], is_long: bool) -> Column:
    """Return the texts of a column of floats that holds texts at some places."""
    floats = list(column)
    for place in places:
        floats[place] = 0.0
    made: list[str | None] = [*_float_texts(floats, is_long)]
    for place in places:
        made[place] = column[place] or None
    return tuple(made)


def _float_texts(floats: Sequence[float], is_long: bool) -> list[str]:
    """Return each float's shortest text without ".0", of a long column with the help of a JSON writer.

    That is three times as fast as `repr`, and differs from it only where one of them has an exponent.
    """
    written = _written(floats) if is_long else b""
    if not written:
        return [_float_text(number) for number in floats]
    return written.replace(b"-0.0,", b"0.0,").replace(b".0,", b",").decode("ascii")[:-1].split(",")


def _written(floats: Sequence[float]) -> bytes:
    """Return the floats with a comma behind each, nothing where one has an exponent, is infinite or no number."""
    from msgspec import json

    written = json.encode(floats)[1:-1] + b","
    return b"" if b"e" in written or b"n" in written or b"0.0000" in written else written


_PRINTABLE = bytes(range(0x20, 0x7F))


def _is_clean(joined: str, number: int) -> bool:
    """Whether so many texts, joined by separators, are kept as they are: nothing to strip, and short on the whole."""
    if len(joined) > max(MAX_CELL, SHORT * number):
        return False
    if joined.isascii():
        return len(joined.encode().translate(None, _PRINTABLE)) == max(number - 1, 0)
    return joined.count(SEPARATOR) == number - 1 and joined.replace(SEPARATOR, "").isprintable()


def _clean(text: str) -> str | None:
    if text.isprintable() and len(text) <= MAX_CELL:
        return text or None
    return _CONTROLS.sub("", text[:MAX_CELL]) or None


def _float_text(value: float) -> str:
    text = repr(value)
    return (text[:-2] if value else "0") if text[-2:] == ".0" else text
