"""Where the records of a WARC file begin and end; what is damaged is passed over to the next whole one.

Each record of a .warc.gz file is a gzip member of its own, as WARC 1.1 recommends in annex D.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from claimtrack.corpus.archive.record import MAX_RECORD, FaultKind

GZIP = 31
"""The `wbits` of zlib that stand for a gzip member."""
_MAGIC = b"\x1f\x8b\x08"
_MARK = b"WARC/"
_CHUNK = 16 * 1024
_WINDOW = 1024 * 1024
MAX_HEAD = 64 * 1024
# A hostile file can be all beginnings of members; each costs a look.
_MAX_LOOKS = 20_000
_LENGTH = re.compile(rb"^content-length:[ \t]*([0-9]{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The bytes from `offset` up to `end` of a file: unpacked `data`, or none and what is wrong."""

    offset: int
    end: int
    data: bytes = b""
    fault: FaultKind | None = None
    detail: str = ""


def frames(file: BinaryIO) -> Iterator[Frame]:
    """Yield the frames of a WARC file in order, whole and damaged ones; a damaged last one is torn."""
    file.seek(0)
    one = gzip_frame if file.read(2) == _MAGIC[:2] else plain_frame
    offset, looks = 0, _MAX_LOOKS
    while (found := one(file, offset)) is not None:
        if found.fault is not None:
            following, looks = _next_whole(file, offset + 1, one is gzip_frame, looks)
            found = _up_to(found, following, file, looks)
        yield found
        offset = found.end


def frame_at(file: BinaryIO, offset: int) -> Frame | None:
    """Return the frame that begins at `offset`, or None at the end of the file."""
    file.seek(offset)
    return (gzip_frame if file.read(2) == _MAGIC[:2] else plain_frame)(file, offset)


def gzip_frame(file: BinaryIO, offset: int) -> Frame | None:
    """Return the gzip member at `offset`, unpacked in steps so that a bomb is noticed before it bursts."""
    file.seek(offset)
    unpack = zlib.decompressobj(wbits=GZIP)
    data = bytearray()
    read = 0
    while not unpack.eof:
        chunk = file.read(_CHUNK)
        if not chunk:
            return None if read == 0 else _damaged(offset, "its end is missing")
        read += len(chunk)
        try:
            if not _unpacked(unpack, chunk, data):
                return _damaged(offset, f"more than the {MAX_RECORD // 1024**2} MB that are read")
        except zlib.error:
            return _damaged(offset, "not a whole gzip member")
    return Frame(offset=offset, end=offset + read - len(unpack.unused_data), data=bytes(data))


def _unpacked(unpack: zlib._Decompress, chunk: bytes, data: bytearray) -> bool:
    while chunk and not unpack.eof:
        data += unpack.decompress(chunk, _WINDOW)
        if len(data) > MAX_RECORD:
            return False
        chunk = unpack.unconsumed_tail
    return True


def plain_frame(file: BinaryIO, offset: int) -> Frame | None:
    """Return the record at `offset` of a file that is not compressed."""
    file.seek(offset)
    start = file.read(MAX_HEAD)
    if not start:
        return None
    length = head_length(start)
    if length is None:
        return _damaged(offset, "no head of a record")
    size = length + block_length(start[:length])
    if size > MAX_RECORD:
        return _damaged(offset, f"more than the {MAX_RECORD // 1024**2} MB that are read")
    file.seek(offset)
    data = file.read(size + 4)
    # The two line ends after the block belong to it; a file that stops before them was not written whole.
    if data[size:] != b"\r\n\r\n":
        return _damaged(offset, "its end is missing")
    return Frame(offset=offset, end=offset + len(data), data=data)


def head_length(data: bytes) -> int | None:
    """Return the length of the head that `data` begins with, its empty line counted, or None when there is none."""
    end = data.find(b"\r\n\r\n", 0, MAX_HEAD) if data.startswith(_MARK) else -1
    return None if end < 0 or _LENGTH.search(data, 0, end + 2) is None else end + 4


def block_length(head: bytes) -> int:
    """Return the Content-Length of a head that `head_length` has found."""
    found = _LENGTH.search(head)
    return int(found.group(1)) if found else 0


def _damaged(offset: int, detail: str) -> Frame:
    return Frame(offset=offset, end=offset, fault=FaultKind.DAMAGED, detail=detail)


def _up_to(found: Frame, following: int | None, file: BinaryIO, looks: int) -> Frame:
    """Return a damaged frame that ends where the next whole one begins, or with the file."""
    if following is not None:
        return Frame(offset=found.offset, end=following, fault=FaultKind.DAMAGED, detail=found.detail)
    end = file.seek(0, 2)
    kind, detail = (FaultKind.TORN, found.detail) if looks else (FaultKind.DAMAGED, "too damaged to be searched")
    return Frame(offset=found.offset, end=max(end, found.offset + 1), fault=kind, detail=detail)


def _next_whole(file: BinaryIO, start: int, packed: bool, looks: int) -> tuple[int | None, int]:
    """Return where the next record begins, as far as its first bytes tell, and how many looks are left."""
    mark: bytes = _MAGIC if packed else b"\r\n\r\n" + _MARK
    begins: Callable[[bytes], bool] = _begins_packed if packed else _begins_plain
    step = 0 if packed else 4
    while looks:
        file.seek(start)
        window = file.read(_WINDOW)
        at = window.find(mark)
        while at >= 0 and looks:
            looks -= 1
            file.seek(start + at + step)
            if begins(file.read(_CHUNK)):
                return start + at + step, looks
            at = window.find(mark, at + 1)
        if len(window) < _WINDOW:
            break
        start += _WINDOW - len(mark) + 1
    return None, looks


def _begins_packed(data: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=GZIP).decompress(data, len(_MARK)) == _MARK
    except zlib.error:
        return False


def _begins_plain(data: bytes) -> bool:
    return head_length(data) is not None
