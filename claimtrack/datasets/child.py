"""The child process that opens data files: `python -m claimtrack.datasets.child`, jobs in, tables out, under limits.

A reader that aborts, swells or hangs takes this process with it and nothing else. A job is a line of JSON with `path`,
`columns`, `crosstabs` and `dated_by`; its answer is the number of its bytes as a line, then MessagePack: a table by
columns, or an error's message and hint.
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
from claimtrack.errors import ClaimtrackError

MEMORY = 2 * 2**30
CPU_SECONDS = 300


def main() -> None:
    """Answer each job of standard input on standard output until there are no more."""
    from msgspec import msgpack

    _limit()
    gc.disable()  # tables hold no cycles, and looking for some takes a third of the time
    for line in sys.stdin:
        answer = _answer(json.loads(line))
        message = msgpack.encode(answer)
        sys.stdout.buffer.write(b"%d\n" % len(message))
        sys.stdout.buffer.write(message)
        sys.stdout.buffer.flush()
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


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    path = Path(job["path"])
    try:
        if job.get("diagnose"):
            check_workbook(path, scanned=sys.maxsize)
        block, properties = read_block(path, job["columns"], job.get("crosstabs", ()), job.get("dated_by"))
    except ClaimtrackError as error:
        return {"error": error.message, "hint": error.hint}
    except MemoryError:
        return {"error": f"needs more than {MEMORY // 2**20:,} MB of memory to read", "hint": ""}
    except OSError as error:
        return {"error": f"can't be read: {error.strerror}", "hint": "check the file's permissions"}
    return {
        "columns": block.names,
        "cells": block.cells,
        "last_row": block.last_row,
        "sheet": block.sheet,
        "skipped": block.skipped,
        "properties": properties,
    }


if __name__ == "__main__":
    main()
