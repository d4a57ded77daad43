"""A crawl as its caller sees it: events, one after another, from a process that lives as long as they are read."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from claimtrack.cleaning import clean_line
from claimtrack.sources.crawling.job import Answer, Done, Job, Problem, own_role
from claimtrack.sources.crawling.wire import encode_job, read_line
from claimtrack.sources.source import WatchedSource

CHILD = "claimtrack.sources.crawling.child"
LEFT_SECONDS = 86_400
LAST_SECONDS = 5.0
"""The child ends by itself when its input ends; after so long it is killed."""


def crawl(job: Job, spool: Path) -> Iterator[Answer | Problem | Done]:
    """Yield what the sources of a job give: answers and problems as they come, Done after the last of a source.

    `spool` is a folder for bodies on their way; what is left in it when the generator ends is deleted. Closing the
    generator, or an interrupt, stops the crawl. A crawler that dies is a Problem of every source that was not done.
    """
    spool.mkdir(parents=True, exist_ok=True)
    _clear(spool)
    folder = Path(tempfile.mkdtemp(prefix="crawl-", dir=spool))
    waiting = {source.id: source for source in job.sources}
    try:
        with _child(folder) as child:
            for event in _events(child, job, folder):
                if isinstance(event, Done):
                    waiting.pop(event.source_id, None)
                yield event
        yield from _unfinished(waiting, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(spool: Path) -> None:
    """Delete what dead processes left, so long ago that no live one can be at work on it."""
    for left in spool.glob("crawl-*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _events(child: subprocess.Popen[bytes], job: Job, folder: Path) -> Iterator[Answer | Problem | Done]:
    if not _send(child, encode_job(job)):
        return
    lines: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_read_into, args=(child, lines), daemon=True, name="crawl-reader").start()
    while (line := lines.get()) is not None:
        try:
            event = read_line(line, folder)
        except (ValueError, OSError):
            # A child killed while it wrote leaves half a line.
            return
        yield event
        if isinstance(event, Answer):
            _send(child, b"\n")


def _read_into(child: subprocess.Popen[bytes], lines: SimpleQueue[bytes | None]) -> None:
    try:
        assert child.stdout is not None
        for line in child.stdout:
            lines.put(line)
    except (OSError, ValueError):
        pass
    finally:
        lines.put(None)


def _send(child: subprocess.Popen[bytes], data: bytes) -> bool:
    assert child.stdin is not None
    try:
        child.stdin.write(data)
        child.stdin.flush()
    except (BrokenPipeError, ValueError):
        return False
    return True


@contextmanager
def _child(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start the crawling process; it is stopped at the end of the block, whatever ends it."""
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(  # noqa: S603  Its arguments are our own.
            [sys.executable, "-P", "-m", CHILD, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=_environment(),
            # A person's Ctrl-C reaches the parent alone, which then ends the child's input.
            start_new_session=True,
        )
    try:
        yield child
    finally:
        with contextlib.suppress(OSError):
            if child.stdin is not None:
                child.stdin.close()
        try:
            child.wait(LAST_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _environment() -> dict[str, str]:
    """Return the parent's environment, with this very claimtrack before others."""
    package = str(Path(__file__).resolve().parents[3])
    paths = [package, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))}


def _unfinished(waiting: dict[str, WatchedSource], folder: Path) -> Iterator[Problem]:
    if not waiting:
        return
    lines = (folder / "log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    said = f": {clean_line(lines[-1])[:200]}" if lines else ""
    for source in waiting.values():
        yield Problem(
            source_id=source.id,
            url=source.url,
            role=own_role(source),
            code="crawler-died",
            message=f"the crawling process ended before this source was done{said}",
            hint="run it again; what was kept is not asked for anew",
        )
