"""Looking through the whole archive: every digest, every torn end, every pointer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from claimtrack.corpus.archive.framing import Frame, frames
from claimtrack.corpus.archive.parsing import Unparsed, differing, parse
from claimtrack.corpus.archive.reading import read_record, referred
from claimtrack.corpus.archive.record import SUFFIXES, ArchiveError, Fault, FaultKind, Pointer, Record
from claimtrack.corpus.archive.recovery import being_written, mark_of

_KEPT_PLACES = 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What is in one file: how many whole records, and what is wrong."""

    file: str
    records: int
    faults: tuple[Fault, ...]


def verify(folder: Path, pointers: Iterable[Pointer] = ()) -> Iterator[Fault]:
    """Yield all that is wrong in a folder of WARC files, and which of `pointers` lead nowhere.

    The end of a file that a living process is writing is let be.
    """
    for report in inspect(folder):
        yield from report.faults
    for pointer in pointers:
        try:
            record = read_record(folder, pointer)
        except ArchiveError as error:
            yield _lost(pointer.file, pointer.offset, f"a pointer leads nowhere: {error.message}")
            continue
        if record.field("WARC-Payload-Digest") != pointer.payload_digest:
            yield _lost(pointer.file, pointer.offset, "a pointer's payload digest is not the record's")


def inspect(folder: Path) -> Iterator[FileReport]:
    """Yield a report on each WARC file of a folder, in order of name. Nothing is changed.

    Raises ArchiveError when the folder can't be read.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIXES))
    except OSError as error:
        raise ArchiveError(f"can't be read: {(error.strerror or '').lower()}", where=str(folder)) from error
    check = _checker(folder)
    for path in paths:
        yield _inspect(path, check)


Check = Callable[[Record], str]


def _checker(folder: Path) -> Check:
    """Return what says of a record what is wrong with it; a place that many revisits name is read once."""

    @lru_cache(maxsize=_KEPT_PLACES)
    def missing(pointer: Pointer) -> str:
        try:
            original = read_record(folder, pointer)
        except ArchiveError as error:
            return error.message
        same = original.field("WARC-Payload-Digest") == pointer.payload_digest
        return "" if same else "another payload is there"

    def check(record: Record) -> str:
        at = referred(record)
        lost = missing(at) if at is not None else ""
        return f"a revisit of {at.file}:{at.offset} leads nowhere: {lost}" if at is not None and lost else ""

    return check


def _inspect(path: Path, check: Check) -> FileReport:
    # Asked before reading: a file that nobody writes any more stays as it is.
    living = being_written(path)
    records = 0
    faults: list[Fault] = []
    try:
        with path.open("rb") as file:
            for frame in frames(file):
                for found in _frame_faults(path.name, frame, check):
                    if found is None:
                        records += 1
                    else:
                        faults.append(found)
    except OSError as error:
        detail = f"can't be read: {(error.strerror or '').lower()}"
        faults.append(Fault(file=path.name, offset=0, kind=FaultKind.UNREADABLE, detail=detail))
    left = not living and mark_of(path).exists()
    return FileReport(file=path.name, records=records, faults=tuple(_ends(faults, living, left)))


def _frame_faults(file: str, frame: Frame, check: Check) -> Iterator[Fault | None]:
    """Yield what is wrong in a frame, None for each record that is sound."""
    if frame.fault is not None:
        yield Fault(
            file=file, offset=frame.offset, kind=frame.fault, detail=frame.detail, size=frame.end - frame.offset
        )
        return
    for record in parse(frame):
        if isinstance(record, Unparsed):
            yield Fault(file=file, offset=frame.offset, kind=FaultKind.DAMAGED, detail=record.detail)
        elif wrong := differing(record):
            yield Fault(file=file, offset=frame.offset, kind=FaultKind.DIGEST, detail=wrong)
        elif lost := check(record):
            yield _lost(file, frame.offset, lost)
        else:
            yield None


def _ends(faults: list[Fault], living: bool, left: bool) -> Iterator[Fault]:
    """Yield the faults; a torn end is none while the file is written, and is to be cut when its writer died."""
    for fault in faults:
        if fault.kind is not FaultKind.TORN or not (living or left):
            yield fault
        elif left:
            yield replace(
                fault, kind=FaultKind.UNFINISHED, detail="a process died here; the next one that writes cuts its end"
            )


def _lost(file: str, offset: int, detail: str) -> Fault:
    return Fault(file=file, offset=offset, kind=FaultKind.POINTER, detail=detail)
