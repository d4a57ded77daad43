"""The lines between the crawling process and its parent: one JSON object an event, bodies in files beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from claimtrack.sources.crawling.job import Answer, Done, Event, Job, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event; an answer's body and its encoded form are in files of these names."""

    answer: Answer | None = None
    problem: Problem | None = None
    done: Done | None = None
    body: str | None = None
    encoded: str | None = None


def encode_job(job: Job) -> bytes:
    """Return the job as one line."""
    return msgspec.json.encode(job) + b"\n"


def decode_job(line: bytes) -> Job:
    """Return the job that a line holds."""
    return msgspec.json.decode(line, type=Job)


class Writer:
    """Writes events as lines to a file descriptor's stream, and bodies to numbered files in the spool."""

    def __init__(self, descriptor: int, spool: Path) -> None:
        self._out = open(descriptor, "wb", buffering=0, closefd=False)  # noqa: SIM115  It lives as long as the process.
        self._spool = spool
        self._number = 0

    def write(self, event: Event) -> None:
        """Write the event; its line comes when its files are whole."""
        match event:
            case Answer():
                bare = replace(event, body=b"", encoded=None)
                line = Line(answer=bare, body=self._kept(event.body), encoded=self._kept(event.encoded))
            case Problem():
                line = Line(problem=event)
            case Done():
                line = Line(done=event)
        rest = memoryview(msgspec.json.encode(line) + b"\n")
        while rest:
            rest = rest[self._out.write(rest) :]

    def _kept(self, data: bytes | None) -> str | None:
        if not data:
            return None
        self._number += 1
        name = f"{self._number}.body"
        (self._spool / name).write_bytes(data)
        return name


def read_line(line: bytes, spool: Path) -> Event:
    """Return the event of a line; its files are read and deleted. Raises ValueError or OSError for broken ones."""
    found = msgspec.json.decode(line, type=Line)
    if found.answer is not None:
        return replace(found.answer, body=_taken(found.body, spool) or b"", encoded=_taken(found.encoded, spool))
    event = found.problem or found.done
    if event is None:
        raise ValueError("a line without an event")
    return event


def _taken(name: str | None, spool: Path) -> bytes | None:
    if name is None:
        return None
    path = spool / name
    data = path.read_bytes()
    path.unlink()
    return data
