"""When a snapshot was observed: the sources a descriptor can trust, and how each is read. File times never count."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from claimtrack.datasets.normalisers import NORMALISERS
from claimtrack.period import parse_stamp

_CAPTURE = re.compile(r"(?<!\d)(\d{14})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_AMERICAN = re.compile(r"(?<!\d)(\d{2})[-_.]?(\d{2})[-_.]?(\d{4})(?!\d)(am|pm)?", re.IGNORECASE)
_HOURS = {"": (0, 0), "am": (12, 0), "pm": (23, 59)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What a file says of its own date: its name, its properties, a text in it, the last date in its rows."""

    name: str
    modified: str | None = None
    created: str | None = None
    latest: str | None = None
    text: str | None = None


def _stamp(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return parse_stamp(text.strip().replace("Z", "+00:00")).start
    except ValueError:
        return None


def _moment(year: str, month: str, day: str, half: str = "") -> datetime | None:
    hour, minute = _HOURS[half.lower()]
    try:
        moment = datetime(int(year), int(month), int(day), hour, minute, tzinfo=UTC)
    except ValueError:
        return None
    return moment if 1900 <= moment.year <= 2100 else None


def captured(clues: Clues) -> datetime | None:
    """The 14 digits a web archive puts in the file's name: year, month, day, hour, minute, second, UTC."""
    for digits in _CAPTURE.findall(clues.name):
        try:
            return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def named(clues: Clues) -> datetime | None:
    """A date in the file's name: 2025-09-02, 20250902 or 09022025; "am" is its noon and "pm" its end, UTC."""
    for match in _ISO.finditer(clues.name):
        if moment := _moment(*match.groups()):
            return moment
    for match in _AMERICAN.finditer(clues.name):
        month, day, year, half = match.groups(default="")
        if moment := _moment(year, month, day, half):
            return moment
    return None


def modified(clues: Clues) -> datetime | None:
    """The workbook's own `modified` property (docProps/core.xml)."""
    return _stamp(clues.modified)


def created(clues: Clues) -> datetime | None:
    """The workbook's own `created` property (docProps/core.xml)."""
    return _stamp(clues.created)


def told(clues: Clues) -> datetime | None:
    """The date that a text in the file gives for its data, found by the pattern `dated_by`."""
    date = NORMALISERS["date"].clean(clues.text) if clues.text else None
    return _stamp(date)


def latest(clues: Clues) -> datetime | None:
    """The last date in the rows of a series."""
    return _stamp(clues.latest)


SOURCES: dict[str, tuple[str, Callable[[Clues], datetime | None]]] = {
    "filename.capture": ("capture time in the file name", captured),
    "workbook.modified": ("the workbook's modified property", modified),
    "workbook.created": ("the workbook's created property", created),
    "filename": ("date in the file name", named),
    "text": ("date in the file's text", told),
    "rows.latest": ("last date in the rows", latest),
}
"""Id of each source to its label and its reader; generated into docs/datasets.md."""

DEFAULT_ORDER = {
    "list": ("filename.capture", "workbook.modified", "filename"),
    "series": ("filename.capture", "filename", "rows.latest"),
    "table": ("filename.capture", "workbook.modified", "filename"),
}

BY_HAND = "given by hand"
UNDATED = "undated; when it was added"
"""The source of an undeclared table's date where nothing tells it: such a table speaks for no time of its own."""


def observed(clues: Clues, order: Sequence[str]) -> tuple[datetime, str] | None:
    """Return the moment that the first source able to answer gives, with the source's label; None when none can."""
    for source in order:
        label, read = SOURCES[source]
        if moment := read(clues):
            return moment, label
    return None
