"""How often to look: "30m", "6h", "1d", "2w" and the time they stand for."""

from __future__ import annotations

import re
from datetime import timedelta

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(weeks=52)
UNITS = {"w": timedelta(weeks=1), "d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


def parse_interval(text: str) -> timedelta:
    """Return the time an interval stands for. Raises ValueError for another form, or outside SHORTEST and LONGEST."""
    found = re.fullmatch(r"([0-9]{1,6}) ?([mhdw])", text.strip().lower())
    if found is None:
        raise ValueError(f"{text!r} is not an interval")
    every = int(found[1]) * UNITS[found[2]]
    if not SHORTEST <= every <= LONGEST:
        raise ValueError(f"an interval is from {format_interval(SHORTEST)} to {format_interval(LONGEST)}, not {text}")
    return every


def format_interval(every: timedelta) -> str:
    """Return an interval in the largest unit that it is whole in, as parse_interval reads it."""
    unit = next(name for name, length in UNITS.items() if every % length == timedelta())
    return f"{every // UNITS[unit]}{unit}"
