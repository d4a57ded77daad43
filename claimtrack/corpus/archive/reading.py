"""Having a payload back by its pointer, checked against its digest."""

from __future__ import annotations

from pathlib import Path

from claimtrack.corpus.archive.framing import frame_at
from claimtrack.corpus.archive.parsing import Unparsed, differing, fits, parse, payload
from claimtrack.corpus.archive.record import SUFFIXES, ArchiveError, Pointer, Record

_REVISIT = "revisit"


def read(folder: Path, pointer: Pointer) -> bytes:
    """Return the payload that a pointer leads to: the body as it came, of a revisit the body it stands for.

    Raises ArchiveError when there is no such record, it is damaged or too big, or a digest differs.
    """
    original, at = original_of(folder, pointer)
    found = payload(original)
    if not fits(pointer.payload_digest, found):
        raise ArchiveError("the payload is not what was kept", where=_place(at))
    return found


def original_of(folder: Path, pointer: Pointer) -> tuple[Record, Pointer]:
    """Return the response that a pointer leads to, over a revisit if need be, and where it lies.

    Raises ArchiveError as `read` does.
    """
    record = read_record(folder, pointer)
    if record.kind != _REVISIT:
        return record, pointer
    at = referred(record)
    if at is None:
        raise ArchiveError("the revisit does not say where its payload is", where=_place(pointer))
    original = read_record(folder, at)
    if original.kind == _REVISIT:
        raise ArchiveError("a revisit of a revisit", where=_place(pointer))
    return original, at


def referred(record: Record) -> Pointer | None:
    """Return where the payload of a revisit lies, or None when the record does not say so."""
    file, offset = record.field("WARC-Refers-To-Filename"), record.field("WARC-Refers-To-File-Offset")
    if not file or not (offset.isascii() and offset.isdecimal() and len(offset) < 16):
        return None
    return Pointer(
        file=file,
        offset=int(offset),
        record_id=record.field("WARC-Refers-To"),
        payload_digest=record.field("WARC-Payload-Digest"),
    )


def read_record(folder: Path, pointer: Pointer) -> Record:
    """Return the record at a pointer, its digests checked. Raises ArchiveError when it is not there as it was kept."""
    if pointer.file != Path(pointer.file).name or not pointer.file.endswith(SUFFIXES):
        raise ArchiveError("no file of the archive", where=_place(pointer))
    try:
        with (folder / pointer.file).open("rb") as file:
            frame = frame_at(file, pointer.offset)
    except (OSError, ValueError) as error:
        reason = (error.strerror or "") if isinstance(error, OSError) else str(error)
        raise ArchiveError(f"can't be read: {reason.lower()}", where=_place(pointer)) from error
    if frame is None or frame.fault is not None:
        raise ArchiveError(frame.detail if frame else "beyond the end of the file", where=_place(pointer))
    record = next(parse(frame))
    if isinstance(record, Unparsed):
        raise ArchiveError(record.detail, where=_place(pointer))
    if record.id != pointer.record_id:
        raise ArchiveError("another record is at this place", where=_place(pointer))
    if found := differing(record):
        raise ArchiveError(found, where=_place(pointer))
    return record


def _place(pointer: Pointer) -> str:
    return f"{pointer.file}:{pointer.offset}"
