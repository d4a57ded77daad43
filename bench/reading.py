"""A long workbook read through the child process, against python-calamine alone in this one.

    python bench/reading.py [ROWS]

Prints the CPU seconds of both, measured in one run and in turn, the best of three each, and the greatest memory of the
child and of its parent over the workbook's unpacked size.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

COLUMNS = ("STATE", "AGENCY", "TYPE", "COUNTY", "MODEL", "SIGNED", "AMOUNT", "NUMBER")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    f'Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="s"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="s" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
MEMORY = """
import resource, sys
from pathlib import Path
from claimtrack.datasets.reading import read_files
(found,) = read_files([Path(sys.argv[1])], ())
assert found.table is not None, found.error
status = Path("/proc/self/status").read_text()  # ru_maxrss would remember the process that started this one
own = int(status.partition("VmHWM:")[2].split()[0])
print(own * 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def workbook(path: Path, rows: int) -> int:
    """Write a workbook of so many rows and return its unpacked size in bytes."""
    lines = [_row(1, COLUMNS)]
    for i in range(rows):
        cells = ("TEXAS", f"Agency {i} Police Department", "County", f"County {i % 250}", "Task Force", "2025-03-01")
        lines.append(_row(i + 2, (*cells, i * 1.5, i)))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, text)
        return sum(info.file_size for info in archive.infolist())


def _row(number: int, cells: tuple[object, ...]) -> str:
    written = "".join(_cell(f"{chr(65 + i)}{number}", cell) for i, cell in enumerate(cells))
    return f'<row r="{number}">{written}</row>'


def _cell(place: str, value: object) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of some work, its child processes' included."""
    import resource

    def used() -> float:
        found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(usage.ru_utime + usage.ru_stime for usage in found)

    start = used()
    work()
    return used() - start


def measured(path: Path) -> tuple[float, float]:
    """Return the best CPU seconds of three of python-calamine and of the reader."""
    from python_calamine import CalamineWorkbook

    from claimtrack.datasets.reading import read_files

    pairs = [
        (
            cpu_seconds(lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()),
            cpu_seconds(lambda: list(read_files([path], ()))),
        )
        for _ in range(3)
    ]
    return min(alone for alone, _ in pairs), min(ours for _, ours in pairs)


def memory(path: Path) -> tuple[int, int]:
    """Return the greatest memory in bytes of a process that reads the file, and of its child."""
    told = subprocess.run([sys.executable, "-c", MEMORY, str(path)], capture_output=True, text=True, check=True).stdout
    own, child = told.split()
    return int(own), int(child)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long.xlsx"
        unpacked = workbook(file, int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
        parent, child = memory(file)
        alone, ours = measured(file)
    print(f"calamine {alone:.2f} s, ours {ours:.2f} s, speed {alone / ours:.2f} of calamine's")
    print(
        f"unpacked {unpacked / 2**20:.0f} MB, child {child / unpacked:.1f} times, parent {parent / unpacked:.1f} times"
    )
