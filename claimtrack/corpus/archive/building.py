"""From a response to the bytes of its record: one gzip member, digests in it."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from io import BytesIO
from typing import Any

from claimtrack.corpus.archive.framing import GZIP, MAX_HEAD
from claimtrack.corpus.archive.record import MAX_RECORD, ArchiveError, Pointer, Received, Record
from claimtrack.version import __version__

SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_LEVEL = 6
_MAX_URL = 8_192
_FORMAT = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
# Common Crawl's names for what described a body before it was decoded.
_CODED = frozenset((b"content-encoding", b"content-length", b"transfer-encoding"))
_TRANSFER = frozenset((b"transfer-encoding",))
_NO_URI = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A record ready to be written."""

    record_id: str
    payload_digest: str
    member: bytes


def warcinfo(filename: str, user_agent: str) -> bytes:
    """Return the record that a file begins with: what wrote it, and as whom it asked."""
    info = {
        "software": f"claimtrack/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": _FORMAT,
        "http-header-user-agent": user_agent,
    }
    return _member(_writer().create_warcinfo_record(filename, info))


def response(received: Received) -> Built:
    """Return the record of a whole response. Raises ArchiveError when it is too big to be read again."""
    head = _head(received)
    if len(head) + len(received.body) > MAX_RECORD - MAX_HEAD:
        size = f"{MAX_RECORD // 1024**2} MB"
        raise ArchiveError(f"the response has more than the {size} that are kept", where=received.url)
    record = _writer().create_warc_record(
        _uri(received.url),
        "response",
        payload=BytesIO(received.body),
        length=len(received.body),
        http_headers=_as_received(head),
        warc_headers_dict={"WARC-Date": stamp(received.date)},
    )
    return _built(record)


def revisit(received: Received, original: Record, at: Pointer, profile: str) -> Built:
    """Return the record of a response whose payload is that of the record `original`, which lies at `at`.

    The last two fields are Heritrix's; with them the payload is found without an index.
    """
    record = _writer().create_revisit_record(
        _uri(received.url),
        at.payload_digest,
        original.url,
        original.field("WARC-Date"),
        http_headers=_as_received(_head(received)),
        warc_headers_dict={
            "WARC-Date": stamp(received.date),
            "WARC-Refers-To": original.id,
            "WARC-Refers-To-Filename": at.file,
            "WARC-Refers-To-File-Offset": str(at.offset),
        },
    )
    record.rec_headers.replace_header("WARC-Profile", profile)
    return _built(record)


def stamp(date: datetime) -> str:
    """Return a time as WARC 1.1 writes it: UTC, to the microsecond."""
    return f"{date.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _uri(url: str) -> str:
    """Return an address that fits on one line of a head. Raises ArchiveError for one that no server ever gave."""
    if len(url) > _MAX_URL:
        raise ArchiveError(f"the address has more than {_MAX_URL:,} characters", where=url[:100])
    return _NO_URI.sub(lambda found: f"%{ord(found.group()):02X}", url).encode("utf-8", "replace").decode("utf-8")


def _head(received: Received) -> bytes:
    reason = received.reason or _phrase(received.status)
    gone = _CODED if received.decoded else _TRANSFER
    lines = [f"HTTP/1.1 {received.status} {reason}".encode("latin-1", "replace")]
    for name, value in received.headers:
        prefix = b"X-Crawl-" if name.strip().lower() in gone else b""
        lines.append(prefix + name + b": " + value)
    return b"".join(re.sub(rb"[\r\n\x00]+", b" ", line) + b"\r\n" for line in lines) + b"\r\n"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


@cache
def _types() -> tuple[Any, Any]:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    class AsReceived(StatusAndHeaders):  # type: ignore[misc]
        """Headers as they came: warcio's own would write what is not ASCII in percent."""

        def compute_headers_buffer(self, _header_filter: object = None) -> None:
            self.headers_buff = self.head

    class Writer(WARCWriter):  # type: ignore[misc]
        @staticmethod
        def _create_digester() -> _Digester:
            return _Digester()

    return AsReceived, Writer


class _Digester:
    """The digest that warcio calls, as the project writes it everywhere: SHA-256 in hex."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def update(self, data: bytes) -> None:
        self._hash.update(data)

    def __str__(self) -> str:
        return f"sha256:{self._hash.hexdigest()}"


def _writer(out: BytesIO | None = None) -> Any:
    return _types()[1](out or BytesIO(), gzip=False, warc_version="1.1")


def _as_received(head: bytes) -> Any:
    headers = _types()[0]("as received", [])
    headers.head = head
    return headers


def _built(record: Any) -> Built:
    return Built(
        record_id=record.rec_headers.get_header("WARC-Record-ID"),
        payload_digest=record.rec_headers.get_header("WARC-Payload-Digest"),
        member=_member(record),
    )


def _member(record: Any) -> bytes:
    out = BytesIO()
    _writer(out).write_record(record)
    return zlib.compress(out.getvalue(), _LEVEL, wbits=GZIP)
