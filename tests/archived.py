"""Responses, archives and damaged ones for the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from claimtrack.corpus.archive.record import Pointer, Received
from claimtrack.corpus.archive.writing import ArchiveWriter

WHEN = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
HTML = ((b"Content-Type", b"text/html; charset=utf-8"),)


def received(body: bytes = b"<p>Hello", **changes: Any) -> Received:
    """A response with all that is not given filled in."""
    given: dict[str, Any] = {
        "url": "https://example.org/story", "date": WHEN, "status": 200, "headers": HTML, "body": body,
    }  # fmt: skip
    return Received(**given | changes)


def filled(folder: Path, number: int = 3, **options: Any) -> list[Pointer]:
    """An archive of so many pages, closed."""
    with ArchiveWriter(folder, **options) as writer:
        return [
            writer.keep(
                received(f"<p>Page {i}".encode(), url=f"https://example.org/{i}", date=WHEN + timedelta(hours=i))
            )
            for i in range(number)
        ]


def only_file(folder: Path) -> Path:
    """The one WARC file of a folder."""
    (path,) = folder.glob("*.warc*")
    return path


def plain(records: list[tuple[dict[str, str], bytes]]) -> bytes:
    """An uncompressed WARC file of these fields and blocks, as any other program may have written it."""
    return b"".join(record(fields, block) for fields, block in records)


def record(fields: dict[str, str], block: bytes) -> bytes:
    """One WARC record."""
    named = {"WARC-Record-ID": "<urn:uuid:1>", "WARC-Date": "2026-03-01T12:00:00Z", "Content-Length": str(len(block))}
    head = "".join(f"{name}: {value}\r\n" for name, value in (named | fields).items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, *headers: bytes, status: bytes = b"HTTP/1.1 200 OK") -> tuple[dict[str, str], bytes]:
    """The fields and the block of a response."""
    fields = {
        "WARC-Type": "response",
        "WARC-Target-URI": "https://example.org/story",
        "Content-Type": "application/http; msgtype=response",
    }
    return fields, b"\r\n".join((status, *(headers or (b"Content-Type: text/html",)), b"", body))
