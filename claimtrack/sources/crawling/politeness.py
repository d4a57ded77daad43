"""Manners beyond Scrapy's own: Crawl-delay as the floor of a host's pace, and Retry-After as a rest for the host."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from claimtrack.sources.crawling.faults import PutOffError
from claimtrack.sources.crawling.gate import refusal

BUSY = (429, 503)
_LEAST = 0.001


class CrawlDelay:
    """Keeps each host's pace at or above its robots.txt's Crawl-delay; AutoThrottle may only slow it down further."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._floors: dict[str, float] = {}
        crawler.signals.connect(self._read, signal=signals.robots_parsed)
        crawler.signals.connect(self._hold, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        """Build it for a crawler."""
        return cls(crawler)

    def _read(self, robotparser: RobotParser, request: Request) -> None:
        asked = robotparser.crawl_delay(self._crawler.settings["USER_AGENT"])
        if asked is None or asked <= self._crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        spider: Any = self._crawler.spider
        if asked > spider.job.caps.wait:
            spider.give_up(request, f"its robots.txt asks for {asked:,.0f} seconds between requests")
            return
        downloader = self._crawler.engine.downloader
        key = downloader.get_slot_key(request)
        self._floors[key] = asked
        # Scrapy forgets a host that was quiet for a minute; this is what it starts with again.
        downloader.per_slot_settings[key] = {"delay": asked}
        if (slot := downloader.slots.get(key)) is not None:
            slot.delay = max(slot.delay, asked)

    def _hold(self, request: Request, response: Response) -> None:
        """Correct the delay that AutoThrottle has just set."""
        key = request.meta.get("download_slot", "")
        slot = self._crawler.engine.downloader.slots.get(key)
        if slot is None:
            return
        if response.status == 304:
            # AutoThrottle quickens after a 200 alone; a site where nothing has changed would stay slow for ever.
            slot.delay = min(slot.delay, (slot.delay + request.meta.get("download_latency", slot.delay)) / 2)
        least = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        slot.delay = max(slot.delay, self._floors.get(key, least))


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, which the whole host rests before when its server says for how long."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Let the host rest as Retry-After says, then retry. Raises PutOffError for a wait over the cap."""
        if response.status in BUSY:
            spider: Any = self.crawler.spider
            caps = spider.job.caps
            wait = retry_after(response.headers.get("Retry-After"))
            if wait is None and response.status == 429:
                wait = caps.backoff * (1 + request.meta.get("retry_times", 0))
            if wait is not None and wait > caps.wait:
                raise PutOffError(f"the server asks to wait {wait:,.0f} seconds")
            self._rest(request, wait or 0.0)
        return super().process_response(request, response)

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        """Retry, but not what the guard refused."""
        return None if refusal(request.url) is not None else super().process_exception(request, exception)

    def _rest(self, request: Request, seconds: float) -> None:
        """Let nothing be asked of the request's host for so long, by moving the time it was last asked."""
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if slot is not None and seconds > 0:
            slot.delay = max(slot.delay, _LEAST)
            slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)


def retry_after(value: bytes | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header names, as a number or a date, or None when it names none."""
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max((until - (now or datetime.now(UTC))).total_seconds(), 0.0)
