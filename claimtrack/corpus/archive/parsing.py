"""From the bytes of a frame to records, and a record's digests."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from claimtrack.corpus.archive.framing import Frame, block_length, head_length
from claimtrack.corpus.archive.record import Record

_LINE_ENDS = re.compile(rb"[\r\n]*")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_ALGORITHMS = frozenset(("md5", "sha1", "sha256", "sha384", "sha512"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unparsed:
    """What stands where a record should: how many bytes in the frame before it, and what is wrong."""

    within: int
    detail: str


def parse(frame: Frame) -> Iterator[Record | Unparsed]:
    """Yield the records of a whole frame: one, or as many as a file compressed in one piece has in it."""
    data, at = frame.data, 0
    while at < len(data) or at == 0:
        length = head_length(data[at : at + 65_536])
        if length is None:
            yield Unparsed(within=at, detail="no head of a record")
            return
        head = data[at : at + length]
        end = at + length + block_length(head)
        fields = _fields(head)
        if end > len(data) or fields is None:
            yield Unparsed(within=at, detail="its head is broken" if fields is None else "its block is cut short")
            return
        yield Record(offset=frame.offset, fields=fields, block=data[at + length : end])
        gap = _LINE_ENDS.match(data, end)
        at = gap.end() if gap else end


def _fields(head: bytes) -> tuple[tuple[str, str], ...] | None:
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

    parser = StatusAndHeadersParser(["WARC/1.1", "WARC/1.0", "WARC/0.17", "WARC/0.18"])
    try:
        return tuple(parser.parse(BytesIO(head)).headers)
    except (StatusAndHeadersParserException, EOFError, ValueError):
        return None


def payload(record: Record) -> bytes:
    """Return the block without the head of its HTTP message, if it is one."""
    if not record.field("Content-Type").lower().startswith("application/http"):
        return record.block
    found = _HEAD_END.search(record.block)
    return record.block[found.end() :] if found else b""


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` as the archive writes it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def differing(record: Record) -> str:
    """Return which digest the record states does not fit its bytes, and how, or the empty string.

    A revisit's payload is elsewhere. A digest by a method that is not known here can't be checked, and says so.
    """
    wanted = [("WARC-Block-Digest", record.block)]
    if record.kind != "revisit":
        wanted.append(("WARC-Payload-Digest", payload(record)))
    for name, data in wanted:
        stated = record.field(name)
        if stated and not fits(stated, data):
            return f"{name} {stated} does not fit its {len(data):,} bytes"
    return ""


def fits(stated: str, data: bytes) -> bool:
    """Whether a digest, "method:value" in hex or in base 32 as other archives write it, is that of `data`."""
    method, _, value = stated.partition(":")
    if method.lower() not in _ALGORITHMS:
        return False
    found = hashlib.new(method.lower(), data, usedforsecurity=False)
    b32 = base64.b32encode(found.digest()).decode("ascii").rstrip("=")
    return value.lower() == found.hexdigest() or value.upper().rstrip("=") == b32
