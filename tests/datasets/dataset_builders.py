"""Small workbooks written as raw XML, descriptors, and the real lists when they are here."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from claimtrack.datasets.dataset import Descriptor
from claimtrack.datasets.descriptor import parse_descriptor

SHARED = Path(__file__).parents[2] / "../shared/datasets/ice-287g"
HEADER = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE", "SIGNED")

LIST = """
name: agreements
title: Agreements
resources: [{name: data, path: snapshots/}]
claimtrack:
  observed_at: [filename.capture, workbook.modified, filename]
  quality:
    required: [STATE, LAW ENFORCEMENT AGENCY, SIGNED]
    filled: [STATE, LAW ENFORCEMENT AGENCY]
    max_row_loss: 0.2
  normalise: {STATE: us-state, LAW ENFORCEMENT AGENCY: organisation, SIGNED: date}
  dimensions:
    state: STATE
    model: {column: SUPPORT TYPE, aliases: {Task Force Model: [TFM, task force]}}
    kind: {column: TYPE, cells: {county agency: [County]}}
  measures:
    agreements: {count: rows, nouns: [agreement]}
    agencies: {count_distinct: [STATE, LAW ENFORCEMENT AGENCY], nouns: [agency]}
    states: {count_distinct: STATE, nouns: [state], dimensions: [model]}
"""

SERIES = """
name: prices
resources: [{name: data, path: snapshots/}]
claimtrack:
  kind: series
  date: month
  quality: {required: [month, index]}
  dimensions: {region: region}
  measures:
    index: {value: {column: index, low: low, high: high}, nouns: [index], unit: points}
"""


def descriptor(text: str = LIST, folder: Path | None = None) -> Descriptor:
    """A descriptor of text as if it stood in `folder`."""
    return parse_descriptor(text, name="datapackage.yaml", folder=folder)


def shared_lists() -> Path:
    """The folder of ICE's real lists, or a skip."""
    if not (SHARED / "snapshots.csv").exists():
        pytest.skip("the real lists (../shared/datasets/ice-287g) are not here")
    return SHARED.resolve()


def agreement_rows(number: int, state: str = "TEXAS") -> list[Sequence[Any]]:
    """A header and `number` agreements, each of its own agency."""
    return [HEADER, *((state, f"Agency {i}", "County", "Task Force Model", date(2025, 3, 1)) for i in range(number))]


def workbook(
    path: Path,
    rows: Sequence[Sequence[Any]],
    *,
    modified: str | None = "2025-09-02T20:05:26Z",
    sheets: Sequence[tuple[str, Sequence[Sequence[Any]]]] = (),
    padding: int = 0,
    extra_cells: str = "",
) -> Path:
    """Write an XLSX of the rows (None: no cell, "": a styled empty cell), `padding` styled rows below them.

    `sheets` are further sheets before the first; `extra_cells` is raw XML put into the last row of it.
    """
    every = [*sheets, ("Sheet1", rows)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _types(len(every)))
        archive.writestr("_rels/.rels", _ROOT)
        archive.writestr("xl/workbook.xml", _book([name for name, _ in every]))
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(len(every)))
        archive.writestr("xl/styles.xml", _STYLES)
        if modified is not None:
            archive.writestr("docProps/core.xml", _CORE.format(modified))
        for index, (_, content) in enumerate(every, start=1):
            last = index == len(every)
            sheet = _sheet(content, padding if last else 0, extra_cells if last else "")
            archive.writestr(f"xl/worksheets/sheet{index}.xml", sheet)
    return path


def _sheet(rows: Sequence[Sequence[Any]], padding: int, extra: str) -> str:
    lines = []
    for number in range(1, len(rows) + padding + 1):
        row: Sequence[Any] = rows[number - 1] if number <= len(rows) else [""] * len(rows[-1])
        cells = "".join(_cell(f"{chr(65 + i)}{number}", value) for i, value in enumerate(row))
        tail = extra if number == len(rows) else ""
        lines.append(f'<row r="{number}">{cells}{tail}</row>')
    return f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(place: str, value: Any) -> str:
    match value:
        case None:
            return ""
        case "":
            return f'<c r="{place}" s="1"/>'
        case date():
            return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{value}</v></c>'
        case _:
            text = escape(str(value))
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ROOT = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_STYLES = (
    f'<?xml version="1.0"?><styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_CORE = (
    f'<?xml version="1.0"?><cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{}</dcterms:modified></cp:coreProperties>'
)


def _types(number: int) -> str:
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kinds}.worksheet+xml"/>'
        for i in range(1, number + 1)
    )
    return (
        f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kinds}.styles+xml"/>{parts}</Types>'
    )


def _book(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{i}" r:id="s{i}"/>' for i, name in enumerate(names, start=1)
    )
    return f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _relations(number: int) -> str:
    sheets = "".join(
        f'<Relationship Id="s{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, number + 1)
    )
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{sheets}'
        f'<Relationship Id="st" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    )
