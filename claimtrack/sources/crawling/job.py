"""What a crawl is asked to do, and what it gives back: answers, problems, and when a source is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claimtrack.sources.entry import Entry
from claimtrack.sources.source import Kind, WatchedSource


class Role(StrEnum):
    """What an address is asked for: a listing of documents, a document, or a dataset's file."""

    LISTING = "listing"
    PAGE = "page"
    DATA = "data"


OWN_ROLES = {Kind.PAGE: Role.PAGE, Kind.DATASET: Role.DATA}


def own_role(source: WatchedSource) -> Role:
    """Return what a source's own address is asked for."""
    return OWN_ROLES.get(source.kind, Role.LISTING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """Where the crawl stops: bytes, seconds and numbers.

    `page_bytes` and `data_bytes` are as received, `unpacked_bytes` what a page or listing may unpack to. `seconds` is
    for a whole request, however slowly it drips, `data_seconds` the same for a dataset. `wait` is the longest
    Retry-After or Crawl-delay that is kept; `backoff` the wait after a 429 that names none.
    """

    page_bytes: int = 10_000_000
    listing_bytes: int = 50_000_000
    data_bytes: int = 200_000_000
    unpacked_bytes: int = 50_000_000
    seconds: float = 30.0
    data_seconds: float = 600.0
    redirects: int = 5
    retries: int = 2
    wait: float = 120.0
    backoff: float = 10.0
    sitemap_depth: int = 3
    listings: int = 200
    pages: int = 5_000
    total: int = 100_000
    silent: int = 5
    """So many requests in a row without an answer, and a host is left alone for the rest of the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An address that was kept before, with the server's own ETag and Last-Modified of the last kept answer.

    One that is not `due` is asked for only where a listing names it.
    """

    source_id: str
    url: str
    role: Role
    etag: str | None = None
    last_modified: str | None = None
    due: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One run. `delay` is the least number of seconds between two requests to a host.

    `known` are asked for in their order; `follow` False asks for listings only. `since` leaves out documents that a
    listing dates before it, unless they are known. `max_pages` ends the run after so many pages.
    """

    sources: tuple[WatchedSource, ...]
    known: tuple[Known, ...] = ()
    user_agent: str
    private_hosts: tuple[str, ...] = ()
    delay: float = 1.0
    follow: bool = True
    since: datetime | None = None
    max_pages: int | None = None
    caps: Caps = Caps()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered; `url` is canonical and as asked for, `final_url` canonical after redirects.

    `body` is without its Content-Encoding; where there was one, `encoded` has the bytes as they came, and `headers`
    names it still. `unchanged` is a 304, without a body. `entries` are what a listing lists and its source takes,
    `problems` what could not be read of it.
    """

    source_id: str
    role: Role
    url: str
    final_url: str
    status: int
    reason: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    fetched_at: datetime
    unchanged: bool = False
    etag: str | None = None
    last_modified: str | None = None
    encoded: bytes | None = None
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def decoded(self) -> bool:
        """Whether a Content-Encoding was taken off the body."""
        return self.encoded is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An address that gave nothing, in one line: what, where, and how to mend it.

    `lasting` says that asking again soon gives the same: 404, 410, robots.txt, the guard, a cap of size.
    """

    source_id: str
    url: str
    code: str
    message: str
    hint: str = ""
    role: Role = Role.PAGE
    lasting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A source is through, after `requests` requests; not `complete` when something due was left for another run."""

    source_id: str
    requests: int
    complete: bool


Event = Answer | Problem | Done
