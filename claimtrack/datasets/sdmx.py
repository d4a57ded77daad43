"""SDMX-ML data messages (2.1 and 3.0, generic or structure-specific) read as a grid: a row for each observation.

SDMX-CSV needs nothing of its own: it is delimited text. Names of columns are the concepts' ids: GEO, TIME_PERIOD,
OBS_VALUE. Source of the format: SDMX 2.1 section 3A, https://sdmx.org/standards-2/
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from claimtrack.datasets.caps import MAX_CELLS, check_size
from claimtrack.datasets.grid import Grid, grid_of
from claimtrack.errors import UnreadableFileError

TIME, VALUE = "TIME_PERIOD", "OBS_VALUE"
Observation = dict[str, str]


def read_sdmx(path: Path) -> tuple[list[Grid], dict[str, str]]:
    """Return the observations of an SDMX-ML file. Raises UnreadableFileError when it holds none or is damaged."""
    check_size(path)
    try:
        rows = list(_observations(path))
    except ET.ParseError as error:
        raise UnreadableFileError(f"can't be read as XML: {error}", where=str(path)) from None
    if not rows:
        raise UnreadableFileError("is no SDMX data message", where=str(path), hint="only SDMX-ML is read from XML")
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [grid_of("", [names, *([row.get(name) for name in names] for row in rows)])], {}


def _observations(path: Path) -> Iterator[Observation]:
    """Yield each observation with its series' key; elements are let go of as they are read."""
    series: Observation = {}
    count = 0
    # The child's limits and expat's own guard against swelling entities bound what a hostile file can do; expat opens
    # no other files.
    for event, element in ET.iterparse(path, events=("start", "end")):  # noqa: S314 - see above
        name = _local(element.tag)
        match event, name:
            case "start", "Series":
                series = {_local(key): value for key, value in element.attrib.items()}
            case "end", "SeriesKey":
                series |= _values(element)
            case "end", "Obs":
                found = {**series, **_observation(element)}
                count += len(found)
                if count > MAX_CELLS:
                    raise UnreadableFileError("holds more values than any real table", where=str(path))
                if VALUE in found:
                    yield found
                element.clear()
            case "end", "Series":
                series = {}
                element.clear()
            case _:
                continue


def _observation(element: ET.Element) -> Observation:
    """Return an observation's own values, from attributes (structure-specific) or elements (generic)."""
    found = {_local(key): value for key, value in element.attrib.items() if _local(key) != "type"}
    for part in element:
        match _local(part.tag):
            case "ObsDimension":
                found[part.get("id", TIME)] = part.get("value", "")
            case "ObsValue":
                found[VALUE] = part.get("value", "")
            case "ObsKey" | "Attributes":
                found |= _values(part)
            case _:
                continue
    return found


def _values(element: ET.Element) -> Observation:
    return {part.get("id", ""): part.get("value", "") for part in element if _local(part.tag) == "Value"}


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
