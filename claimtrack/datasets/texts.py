"""Cells as text: the one form in which every reader hands them on, control characters cut at the door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

MAX_CELL = 32_767
"""Excel's own limit of characters in a cell."""
SHORT = 256
"""A column whose cells are shorter than this on average is not looked through for one that is too long."""
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


def text_column(cells: Iterable[Any]) -> Column:
    """Return the cells' texts, as `cell_text` makes them, in few passes over a long column."""
    column = tuple(cells)
    kinds = set(map(type, column))
    if kinds == {str} and _is_clean(column):
        return tuple([cell or None for cell in column]) if "" in column else column
    if kinds <= {str, float}:
        places = [index for index, cell in enumerate(column) if cell.__class__ is str]
        if _is_clean([column[index] for index in places]):
            return _numbers(column, places)
    if not kinds <= _HASHED or len(kinds & _EQUAL) > 1:
        return tuple(map(cell_text, column))
    found = {value: cell_text(value) for value in set(column)}
    return tuple(map(found.__getitem__, column))


_HASHED = {str, float, int, bool, date, datetime, time, timedelta, type(None)}
_EQUAL = {bool, int, float}
"""1, 1.0 and True are equal as keys, their texts are not."""


def _numbers(column: Column, texts: Iterable[int]) -> Column:
    """Return the texts of a column of floats that holds texts at some places."""
    made: list[str | None] = [text.removesuffix(".0") for text in map(repr, column)]
    if "-0" in made:
        made = ["0" if text == "-0" else text for text in made]
    for place in texts:
        made[place] = column[place] or None
    return tuple(made)


def _is_clean(texts: Sequence[str]) -> bool:
    """Whether all texts are kept as they are: nothing to strip, and short on the whole."""
    joined = "".join(texts)
    return joined.isprintable() and len(joined) <= max(MAX_CELL, SHORT * len(texts))


def _clean(text: str) -> str | None:
    if text.isprintable() and len(text) <= MAX_CELL:
        return text or None
    return _CONTROLS.sub("", text[:MAX_CELL]) or None


def _float_text(value: float) -> str:
    text = repr(value)
    return (text[:-2] if value else "0") if text[-2:] == ".0" else text
