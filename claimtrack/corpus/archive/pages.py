"""The pages in a WARC file of any origin, one source each, under caps; one bad record never stops the rest."""

from __future__ import annotations

import http.client
import re
import zlib
from collections.abc import Iterator
from io import BufferedIOBase, BytesIO
from pathlib import Path

from claimtrack.corpus.archive.framing import Frame, frames
from claimtrack.corpus.archive.parsing import Unparsed, differing, parse
from claimtrack.corpus.archive.record import Record
from claimtrack.corpus.characters import clean_line
from claimtrack.corpus.document import Source
from claimtrack.corpus.extract import MAX_BYTES
from claimtrack.errors import DocumentError

MEDIA = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "text"}
_CHUNK = 65_536
_WBITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_PLAIN = frozenset(("", "identity", "none"))
# http.client knows no other version; in a record it says nothing about the bytes.
_VERSION = re.compile(rb"^HTTP/[0-9](?:\.[0-9])?(?= )")
_MAX_FAULTS = 1_000
_HINT = "the other records are read"


def pages_in(path: Path) -> Iterator[Source | DocumentError]:
    """Yield the HTML and text pages that servers answered with 200, and each record that can't be read as its error.

    Everything else in the file (requests, pictures, revisits, other answers) is passed over. A source is named by its
    address; when it was fetched says nothing about when it was published.
    """
    found = faults = 0
    try:
        with path.open("rb") as file:
            for frame in frames(file):
                for item in _in_frame(path, frame):
                    found += 1
                    faults += isinstance(item, DocumentError)
                    yield item
                if faults > _MAX_FAULTS:
                    yield DocumentError("too many damaged records; the rest is not read", where=_place(path))
                    return
    except OSError as error:
        reason = (error.strerror or "").lower()
        yield DocumentError(f"can't be read: {reason}", where=_place(path), hint="check its permissions")
        return
    if not found:
        yield DocumentError(
            "no pages in this WARC file", where=_place(path), hint="responses with HTML or text are read"
        )


def _in_frame(path: Path, frame: Frame) -> Iterator[Source | DocumentError]:
    where = f"{_place(path)} at byte {frame.offset:,}"
    if frame.fault is not None:
        yield DocumentError(f"a record can't be read: {frame.detail}", where=where, hint=_HINT)
        return
    for record in parse(frame):
        if isinstance(record, Unparsed):
            yield DocumentError(f"a record can't be read: {record.detail}", where=where, hint=_HINT)
        elif record.kind == "response":
            try:
                source = _page(record)
            except DocumentError as error:
                yield DocumentError(error.message, where=f"{where}: {clean_line(record.url)}", hint=_HINT)
            else:
                if source is not None:
                    yield source


def _page(record: Record) -> Source | None:
    """Return the page in a response, or None when it is none. Raises DocumentError when it can't be read."""
    if not record.url.lower().startswith(("http://", "https://")):
        return None
    try:
        answer = _answer(record.block)
        media = MEDIA.get(answer.headers.get_content_type()) if "Content-Type" in answer.headers else None
        if answer.status != http.client.OK or media is None:
            return None
        if wrong := differing(record):
            raise DocumentError(wrong)
        data = _body(answer)
    except (http.client.HTTPException, OSError, ValueError, zlib.error) as error:
        raise DocumentError("the server's answer in this record is broken") from error
    charset = answer.headers.get_content_charset()
    return Source(name=clean_line(record.url), media=media, data=data, url=record.url, charset=charset)


class _Block:
    """A record's block in the place of the socket that http.client reads from."""

    def __init__(self, block: bytes) -> None:
        self._block = block

    def makefile(self, _mode: str) -> BufferedIOBase:
        return BytesIO(self._block)


def _answer(block: bytes) -> http.client.HTTPResponse:
    answer = http.client.HTTPResponse(_Block(_VERSION.sub(b"HTTP/1.1", block, count=1)))  # type: ignore[arg-type]
    answer.begin()
    if not answer.chunked:
        # The record says where the body ends. Archives that keep it decoded leave a Content-Length that is too small.
        answer.length = None
    return answer


def _body(answer: http.client.HTTPResponse) -> bytes:
    """Return the body, unpacked in steps so that a bomb is noticed before it bursts."""
    coding = (answer.getheader("Content-Encoding") or "").strip().lower()
    if coding not in _WBITS and coding not in _PLAIN:
        raise DocumentError(f"its encoding {clean_line(coding)[:40]} is not read")
    first = answer.read(_CHUNK)
    unpack = zlib.decompressobj(wbits=_wbits(coding, first)) if _is_packed(coding, first) else None
    data = bytearray()
    chunk = first
    while chunk:
        piece = chunk
        while piece:
            data += unpack.decompress(piece, _CHUNK) if unpack else piece
            piece = unpack.unconsumed_tail if unpack else b""
            if len(data) > MAX_BYTES:
                raise DocumentError(f"the page has more than the {MAX_BYTES // 1024**2} MB that are read")
        chunk = answer.read(_CHUNK)
    return bytes(data + unpack.flush() if unpack else data)


def _is_packed(coding: str, first: bytes) -> bool:
    """Whether the body is packed as its header says: many archives keep it unpacked under the same header."""
    if coding == "deflate":
        return not first.lstrip().startswith(b"<")
    return coding in _WBITS and first.startswith(b"\x1f\x8b")


def _wbits(coding: str, first: bytes) -> int:
    """Return zlib's `wbits`: servers send "deflate" with zlib's two bytes around it or bare."""
    zlib_wrapped = len(first) > 1 and first[0] & 0x0F == 8 and (first[0] << 8 | first[1]) % 31 == 0
    return -15 if coding == "deflate" and not zlib_wrapped else _WBITS[coding]


def _place(path: Path) -> str:
    return clean_line(str(path))
