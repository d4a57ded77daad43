"""A first description of a table that has none: its columns, and that nobody said what it measures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from claimtrack.datasets.reading import read_files
from claimtrack.datasets.second_header import with_one_header
from claimtrack.errors import UnreadableFileError, UsageError

LONGEST_NAME = 80


def table_package(file: Path) -> dict[str, Any]:
    """Return a Data Package for a table, named after its file. Raises UnreadableFileError when it can't be read.

    Raises UsageError when its name has no letter or digit to name the dataset by.
    """
    reading = next(iter(read_files([file], ())))
    if reading.table is None:
        raise reading.error or UnreadableFileError("can't be read", where=str(file))
    table = with_one_header(reading.table)
    name = re.sub(r"[^a-z0-9]+", "-", file.stem.casefold()).strip("-")[:LONGEST_NAME].strip("-")
    if not name:
        raise UsageError("its name can't name a dataset", where=str(file), hint="rename the file: letters and digits")
    fields = [{"name": column} for column in table.columns]
    resource = {
        "name": name,
        "path": "snapshots/",
        "format": file.suffix.lower().lstrip("."),
        "schema": {"fields": fields},
    }
    return {
        "name": name,
        "title": f"{file.name}, a table without declared measures",
        "resources": [resource],
        "claimtrack": {"kind": "table"},
    }
