"""How a column of texts crosses from the child to its parent, which need trust nothing but UTF-8 and lengths.

A column of few different values is those and the place of each cell's among them, so that equal cells are one object
in the parent too. Any other is one text of all cells with a separator that none can hold, since control characters are
cut when cells are read; that is twice as fast as a general format.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claimtrack.datasets.texts import SEPARATOR, Column, is_repetitive

MOST_VALUES = 256
"""As many as a byte can tell apart."""


def packed(column: Column) -> tuple[dict[str, Any], bytes]:
    """Return what must be known of a column to unpack it, and its bytes."""
    values = list(dict.fromkeys(column)) if is_repetitive(column) else []
    if 0 < len(values) <= MOST_VALUES:
        places = {value: place for place, value in enumerate(values)}
        return {"size": len(column), "values": values}, bytes(map(places.__getitem__, column))
    has_holes = False
    try:  # to join them is the fastest way to see whether a cell is none
        joined = SEPARATOR.join(column)  # type: ignore[arg-type]
    except TypeError:
        has_holes, joined = True, SEPARATOR.join([cell or "" for cell in column])
    raw = joined.encode()
    return {"size": len(raw), "has_holes": has_holes}, raw


def unpacked(said: dict[str, Any], raw: bytes, height: int) -> Sequence[str | None]:
    """Return the cells. Raises ValueError when they are not so many, not UTF-8, or none of the values."""
    values = said.get("values")
    if values is not None:
        if len(raw) != height or max(raw) >= len(values):
            raise ValueError("places of cells that are none")
        return list(map(values.__getitem__, raw))
    cells: list[str] = raw.decode().split(SEPARATOR) if height else []
    if len(cells) != height:
        raise ValueError(f"{len(cells)} cells, not {height}")
    return [cell or None for cell in cells] if said["has_holes"] else cells
