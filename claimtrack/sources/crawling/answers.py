"""An answer of Scrapy's as one of the crawl's."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from scrapy.http import Response

from claimtrack.cleaning import clean_line
from claimtrack.sources.addresses import named_url
from claimtrack.sources.crawling.job import Answer, Known, Role
from claimtrack.sources.crawling.listings import read_listing
from claimtrack.sources.crawling.task import Task
from claimtrack.sources.entry import Listing

MAX_HEADER = 1_000


def as_answer(task: Task, response: Response, known: Known | None, now: datetime) -> tuple[Answer, tuple[str, ...]]:
    """Return the answer to a task, with the entries that its source takes, and the further sitemaps it names."""
    final_url = named_url(response.url, response.url) or response.url
    unchanged = response.status == HTTPStatus.NOT_MODIFIED
    listing = Listing()
    if task.role is Role.LISTING and not unchanged:
        listing = read_listing(task.source, response.body, final_url)
    answer = Answer(
        source_id=task.source.id,
        role=task.role,
        url=task.url,
        final_url=final_url,
        status=response.status,
        reason=_reason(response.status),
        headers=_headers(response),
        body=b"" if unchanged else response.body,
        fetched_at=now,
        unchanged=unchanged,
        etag=_text(response, "ETag") or (known.etag if unchanged and known else None),
        last_modified=_text(response, "Last-Modified") or (known.last_modified if unchanged and known else None),
        encoded=None if unchanged else response.meta.get("encoded"),
        entries=tuple(entry for entry in listing.entries if task.source.takes(entry.url)),
        problems=tuple(clean_line(text) for text in listing.problems),
    )
    return answer, listing.lists


def _headers(response: Response) -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers as they came, Content-Encoding among them, which Scrapy takes off with the encoding."""
    found = [(name, value) for name, values in response.headers.items() for value in values]
    coding = response.meta.get("coding")
    if coding and not any(name.lower() == b"content-encoding" for name, _ in found):
        found.append((b"Content-Encoding", coding))
    return tuple(found)


def _text(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    text = value.decode("latin-1") if value else ""
    return text if 0 < len(text) <= MAX_HEADER and text.isprintable() else None


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
