"""What every request and answer passes on its way: the guard at each hop, validators, caps and robots.txt's size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from claimtrack.cleaning import clean_line
from claimtrack.sources.addresses import DEFAULT_PORTS, named_url
from claimtrack.sources.crawling.faults import LATER, NO_HINT, GivenUpError
from claimtrack.sources.crawling.job import Job, Known, Role
from claimtrack.sources.crawling.resolver import GuardedResolver
from claimtrack.sources.guard import RefusedAddressError, check_address
from claimtrack.sources.sitemaps import MAX_ROBOTS_BYTES

REDIRECTS = (301, 302, 303, 307, 308)
MAX_CODINGS = 2
"""So many Content-Encodings may lie over each other; each more is another bomb."""
ALL_FORBIDDEN = b"User-agent: *\nDisallow: /\n"


class Gate:
    """Stands nearest to the engine, so that robots.txt and each redirect pass it too."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._known = {known.url: known for known in job.known}
        self._without_robots: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Gate:
        """Build it from the spider's job."""
        return cls(_job(crawler))

    def process_request(self, request: Request) -> None:
        """Refuse what the guard refuses; set the validators and caps that belong to this very address."""
        try:
            check_address(request.url, self._job.private_hosts)
        except RefusedAddressError as error:
            raise GivenUpError("refused", error.message, error.hint) from error
        task = request.meta.get("task")
        if task is None:
            request.meta["download_maxsize"] = self._job.caps.page_bytes
            return
        if urlsplit(request.url).netloc in self._without_robots:
            raise _no_robots()
        self._set_caps(request, task.role)
        self._set_validators(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Read robots.txt as RFC 9309 has it: too long is cut, missing allows all, and a failing server nothing."""
        if "task" in request.meta:
            return response
        if response.status >= 500 or response.status == 429:
            self._without_robots.add(urlsplit(request.url).netloc)
            return response.replace(status=200, body=ALL_FORBIDDEN)
        return response.replace(body=response.body[:MAX_ROBOTS_BYTES] if response.status == 200 else b"")

    def robots_failed(self, url: str) -> bool:
        """Whether the host's robots.txt could not be had, so that it forbids for now and not for good."""
        return urlsplit(url).netloc in self._without_robots

    def _set_caps(self, request: Request, role: Role) -> None:
        caps = self._job.caps
        sizes = {Role.LISTING: caps.listing_bytes, Role.PAGE: caps.page_bytes, Role.DATA: caps.data_bytes}
        request.meta["download_maxsize"] = sizes[role]
        request.meta["download_timeout"] = caps.data_seconds if role is Role.DATA else caps.seconds
        for name in ("encoded", "coding"):
            request.meta.pop(name, None)

    def _set_validators(self, request: Request) -> None:
        """Ask for the address only if it has changed; a redirect's end has validators of its own, or none."""
        for name in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)
        known = self._known.get(named_url(request.url, request.url) or request.url)
        if known is not None:
            request.headers.update(validators(known))


class Wire:
    """Stands nearest to the network, before redirects and unpacking, and after robots.txt was read."""

    def __init__(self, job: Job, left_alone: Mapping[str, str]) -> None:
        self._job = job
        self._left_alone = left_alone

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Wire:
        """Build it from the spider's job and the hosts that it gives up, by their reasons."""
        spider: Any = crawler.spider
        return cls(_job(crawler), spider.left_alone)

    def process_request(self, request: Request) -> None:
        """Refuse what is still on its way to a host that was given up."""
        why = self._left_alone.get(urlsplit(request.url).hostname or "")
        if why is not None and "task" in request.meta:
            raise GivenUpError(
                "host-left", f"the host is left alone for the rest of this run: {why}", LATER, lasting=False
            )

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the encoded body. Raises GivenUpError for encodings over encodings and redirects to other schemes."""
        if response.status in REDIRECTS and (location := response.headers.get("Location")) is not None:
            _check_scheme(request.url, location.decode("latin-1"))
        codings = b",".join(response.headers.getlist("Content-Encoding")).split(b",")
        if len(codings) > MAX_CODINGS:
            raise GivenUpError("refused", f"it is packed {len(codings)} times over", "leave the address out")
        task = request.meta.get("task")
        if codings != [b""] and task is not None:
            request.meta["encoded"] = response.body
            request.meta["coding"] = b", ".join(response.headers.getlist("Content-Encoding"))
            is_data = task.role is Role.DATA
            request.meta["download_maxsize"] = self._job.caps.data_bytes if is_data else self._job.caps.unpacked_bytes
        return response


def validators(known: Known) -> dict[str, bytes]:
    """Return the headers that ask for an address only if it has changed, with the server's own words."""
    found = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    # As bytes: Scrapy would write a server's Latin-1 in UTF-8.
    return {name: value.encode("latin-1") for name, value in found.items() if value and _is_header(value)}


def refusal(url: str) -> RefusedAddressError | None:
    """Return why the resolver refused the host of an address, if it did."""
    from twisted.internet import reactor

    resolver: Any = getattr(reactor, "nameResolver", None)
    parts = urlsplit(url)
    port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    return resolver.refused.get((parts.hostname or "", port)) if isinstance(resolver, GuardedResolver) else None


def _check_scheme(url: str, location: str) -> None:
    try:
        scheme = urlsplit(urljoin(url, location)).scheme
    except ValueError:
        scheme = ""
    if scheme not in DEFAULT_PORTS:
        said = clean_line(location)[:100]
        raise GivenUpError("refused", f"it redirects to {said}, which is no http or https address", NO_HINT)


def _is_header(value: str) -> bool:
    return value.isprintable() and all(ord(character) < 256 for character in value)


def _no_robots() -> GivenUpError:
    return GivenUpError(
        "robots-failed",
        "the host's robots.txt can't be had, so nothing is asked for",
        LATER,
        lasting=False,
    )


def _job(crawler: Crawler) -> Job:
    job = getattr(crawler.spider, "job", None)
    assert isinstance(job, Job)
    return job
