"""The child process that opens data files: `python -m claimtrack.datasets.child`, jobs in, tables out, under limits.

A reader that aborts, swells or hangs takes this process with it and nothing else. A job is a line of JSON with `path`,
`columns`, `crosstabs` and `dated_by`; its answer is a line of JSON, an error's message and hint or what a table is
called and how many bytes each of its columns has, and then the columns.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

from claimtrack.datasets.caps import check_workbook
from claimtrack.datasets.readers import read_block
from claimtrack.datasets.texts import Column
from claimtrack.datasets.wire import packed
from claimtrack.errors import ClaimtrackError

MEMORY = 2 * 2**30
CPU_SECONDS = 300


def main() -> None:
    """Answer each job of standard input on standard output until there are no more."""
    _limit()
    gc.disable()  # tables hold no cycles, and looking for some takes a third of the time
    out = sys.stdout.buffer
    for line in sys.stdin:
        answer, cells = _answer(json.loads(line))
        columns = [packed(column) for column in cells]
        answer["packed"] = [said for said, _ in columns]
        out.write(json.dumps(answer).encode() + b"\n")
        out.writelines(raw for _, raw in columns)
        out.flush()
    os._exit(0)  # with the last table still in memory: taking it down cell by cell would serve nobody


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    for kind, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (limit, hard))


def _answer(job: dict[str, Any]) -> tuple[dict[str, Any], tuple[Column, ...]]:
    """Return what is said of a file's table and its columns, or why it can't be read and none."""
    path = Path(job["path"])
    try:
        if job.get("diagnose"):
            check_workbook(path, scanned=sys.maxsize)
        block, properties = read_block(path, job["columns"], job.get("crosstabs", ()), job.get("dated_by"))
    except ClaimtrackError as error:
        return {"error": error.message, "hint": error.hint}, ()
    except MemoryError:
        return {"error": f"needs more than {MEMORY // 2**20:,} MB of memory to read", "hint": ""}, ()
    except OSError as error:
        return {"error": f"can't be read: {error.strerror}", "hint": "check the file's permissions"}, ()
    said = {
        "columns": block.names,
        "height": block.height,
        "last_row": block.last_row,
        "sheet": block.sheet,
        "skipped": block.skipped,
        "properties": properties,
    }
    return said, block.cells


if __name__ == "__main__":
    main()
