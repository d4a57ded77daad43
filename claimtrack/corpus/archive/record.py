"""What the archive holds: responses received, records kept, pointers to them, and what is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claimtrack.errors import ClaimtrackError, ExitCode

SUFFIXES = (".warc.gz", ".warc")
MAX_RECORD = 128 * 1024 * 1024
"""The most bytes of a record, unpacked, that is written or read; a bigger one is a fault."""


class ArchiveError(ClaimtrackError):
    """A record can't be kept, or can't be had back as it was kept."""

    code = "archive"
    exit_code = ExitCode.MISMATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A response as it came. `date` (with a zone) is when it was fetched, which is not when it was published.

    `headers` are in the order and spelling received. `body` is what they describe, after Transfer-Encoding; `decoded`
    says that a client has also undone Content-Encoding, so that the headers describe it no more.
    """

    url: str
    date: datetime
    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    reason: str = ""
    decoded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Where a record lies: a file of the archive, where in it, and what must be found there.

    `payload_digest` is "sha256:" with 64 hex digits. A revisit's is that of the payload it stands for.
    """

    file: str
    offset: int
    record_id: str
    payload_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of a WARC file: its named fields and its block, the bytes that Content-Length counts."""

    offset: int
    fields: tuple[tuple[str, str], ...]
    block: bytes

    def field(self, name: str) -> str:
        """Return the first field of this name, however spelled, or the empty string."""
        return next((value for key, value in self.fields if key.lower() == name.lower()), "")

    @property
    def kind(self) -> str:
        """The record's type: warcinfo, response, revisit …"""
        return self.field("WARC-Type").lower()

    @property
    def id(self) -> str:
        """The record's URI, in angle brackets."""
        return self.field("WARC-Record-ID")

    @property
    def url(self) -> str:
        """The address that was asked for; WARC 1.0 wrote it in angle brackets by mistake."""
        return self.field("WARC-Target-URI").strip("<>")


class FaultKind(StrEnum):
    """What is wrong: a damaged record, a torn end, a digest that differs, a file or a pointer of no use.

    An unfinished file is one whose writer died with a record half written: nothing that was acknowledged is lost.
    """

    DAMAGED = "damaged"
    TORN = "torn"
    UNFINISHED = "unfinished"
    DIGEST = "digest"
    UNREADABLE = "unreadable"
    POINTER = "pointer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a file of the archive. `offset` and `size` are bytes of the file."""

    file: str
    offset: int
    kind: FaultKind
    detail: str
    size: int = 0

    def __str__(self) -> str:
        return f"{self.file} at byte {self.offset:,}: {self.detail}"
