"""Files read through the child process: one child for a batch, replaced when a file kills it."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from claimtrack.datasets.dataset import Crosstab, Table
from claimtrack.datasets.dates import Clues
from claimtrack.datasets.wire import unpacked
from claimtrack.errors import UnreadableFileError

WALL_SECONDS = 120.0
"""How long one file may take."""
ENDINGS = frozenset(".xlsx .xlsm .ods .csv .tsv .txt .json .jsonl .ndjson .parquet .sqlite .sqlite3 .db .xml".split())
"""The endings the child has a reader for."""
WORKBOOKS = frozenset((".xlsx", ".xlsm", ".ods"))
"""Those of them that are zip files of sheets."""
COMMAND = (sys.executable, "-P", "-m", "claimtrack.datasets.child")
"""With -P, or a `json.py` among the files in the current folder would be run."""
HUGE_PAGES = "glibc.malloc.hugetlb=1"
"""Has Linux give the child its memory by 2 MB, not 4 kB, where it may: half as many page faults. No more memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """What came of one file: its table and its clues to a date, or the error that says why not."""

    path: Path
    table: Table | None = None
    clues: Clues | None = None
    error: UnreadableFileError | None = None


def read_files(
    paths: Sequence[Path],
    columns: Sequence[str],
    crosstabs: Sequence[Crosstab] = (),
    dated_by: str | None = None,
    *,
    wall: float = WALL_SECONDS,
) -> Iterator[FileReading]:
    """Yield the reading of each file in order; `columns` are the names that show which row is the header.

    With `crosstabs` the table is the long one made of all of these. `dated_by` is a pattern of the text that gives the
    date of the data, which becomes one of the clues.
    """
    asked = {"columns": list(columns), "crosstabs": [asdict(table) for table in crosstabs], "dated_by": dated_by}
    child: _Child | None = None
    try:
        for path in paths:
            if error := _unnameable(path):
                yield FileReading(path=path, error=error)
                continue
            child = child or _Child()
            job = {"path": str(path), **asked}
            answer = child.ask(job, wall)
            if not child.alive:
                child.close()
                child = None
                answer = _diagnosed(job, answer, wall)
            yield _parsed(path, answer)
    finally:
        if child is not None:
            child.close()


def _unnameable(path: Path) -> UnreadableFileError | None:
    """Return the error of a file whose path is no text, which neither a manifest nor every reader can take."""
    name = os.fsencode(path)
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        shown = name.decode("utf-8", errors="backslashreplace")
        return UnreadableFileError("has a name that is not UTF-8", where=shown, hint="rename it")
    return None


def _diagnosed(job: dict[str, Any], answer: dict[str, Any], wall: float) -> dict[str, Any]:
    """Return why a file made the reader stop, where looking through it shows more than that it did."""
    if answer.get("late") or Path(job["path"]).suffix.lower() not in WORKBOOKS:
        return answer
    child = _Child()
    try:
        found = child.ask({**job, "diagnose": True}, wall)
    finally:
        child.close()
    return found if child.alive and "error" in found else answer


def _parsed(path: Path, answer: dict[str, Any]) -> FileReading:
    if "error" in answer:
        error = UnreadableFileError(answer["error"], where=str(path), hint=answer["hint"])
        return FileReading(path=path, error=error)
    with _without_collection():
        rows = tuple(zip(*answer["cells"], strict=True))
    table = Table(
        columns=tuple(answer["columns"]),
        rows=rows,
        last_row=answer["last_row"],
        sheet=answer["sheet"],
        skipped=tuple(answer["skipped"]),
    )
    properties = answer["properties"]
    clues = Clues(
        name=path.name,
        modified=properties.get("modified"),
        created=properties.get("created"),
        text=properties.get("text"),
    )
    return FileReading(path=path, table=table, clues=clues)


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """Make long tables without looking for cycles meanwhile, of which they hold none."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _environment() -> dict[str, str]:
    """Return the child's environment, in which it finds the package that runs here, installed or not."""
    given = {"GLIBC_TUNABLES": HUGE_PAGES, **os.environ}
    root = Path(__file__).parents[2]
    if root.name in ("site-packages", "dist-packages"):
        return given
    paths = [str(root), os.environ.get("PYTHONPATH", "")]
    return {**given, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


class _Child:
    def __init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own module, no outside text in the command
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self.alive = True

    def ask(self, job: dict[str, Any], wall: float) -> dict[str, Any]:
        """Return the child's answer, or an error when it died or took longer than `wall` seconds."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(wall, stop)
        timer.start()
        try:
            answer = self._exchange(json.dumps(job))
        finally:
            timer.cancel()
        if answer is not None:
            return answer
        self.alive = False
        reason = f"took longer than {wall:,.0f} seconds" if late.is_set() else "made the reader stop"
        hint = "open it in a spreadsheet program and save it anew"
        return {"error": f"{reason}; it was given up", "hint": hint, "late": late.is_set()}

    def _exchange(self, job: str) -> dict[str, Any] | None:
        """Return the child's answer with its columns as `cells`, None when it died over it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(job.encode() + b"\n")
            self.process.stdin.flush()
            answer: dict[str, Any] = json.loads(self.process.stdout.readline())
            with _without_collection():
                answer["cells"] = [
                    unpacked(said, self.process.stdout.read(said["size"]), answer["height"])
                    for said in answer["packed"]
                ]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return answer

    def close(self) -> None:
        """End the child and wait for it."""
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        if self.process.stdout is not None:
            self.process.stdout.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
