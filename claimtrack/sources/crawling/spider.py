"""The spider: takes the addresses of a job from their queues, asks, and tells what came."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from claimtrack.sources.addresses import named_url
from claimtrack.sources.crawling.answers import as_answer
from claimtrack.sources.crawling.faults import LATER, Fault, GivenUpError, PutOffError, as_problem, of_error, of_status
from claimtrack.sources.crawling.gate import Gate, refusal
from claimtrack.sources.crawling.job import Answer, Event, Job, Known, Role, own_role
from claimtrack.sources.crawling.ledger import Ledger
from claimtrack.sources.crawling.settings import CONNECTIONS_PER_HOST
from claimtrack.sources.crawling.task import HostQueues, Task
from claimtrack.sources.source import Kind, WatchedSource

MAX_UNREAD = 64
"""So many answers may wait for the parent to read them before no more is asked."""
MAX_AT_ONCE = 256
"""Requests on their way, over all hosts."""


class SourcesSpider(Spider):
    """One crawl of a job. It is Scrapy's from start to idle; what is asked next is the queues' word."""

    name = "claimtrack"

    def __init__(self, job: Job, tell: Callable[[Event], None]) -> None:
        super().__init__()
        self.job = job
        self._tell = tell
        self._ledger = Ledger(job)
        self._queues = HostQueues()
        self._known: dict[str, list[Known]] = {}
        for known in job.known:
            self._known.setdefault(known.source_id, []).append(known)
        self._by_url = {known.url: known for known in job.known}
        self._under_way: Counter[str] = Counter()
        self._silent: Counter[str] = Counter()
        self.left_alone: dict[str, str] = {}
        self._told: set[tuple[str, str]] = set()
        self._unread = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SourcesSpider:
        """Build it for a crawler, with its signals."""
        spider = cls(*args, **kwargs)
        spider._set_crawler(crawler)
        crawler.signals.connect(spider._count, signal=signals.request_reached_downloader)
        crawler.signals.connect(spider._stay, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Put what the job names into the queues; everything is asked by way of them."""
        for source in self.job.sources:
            self._begin(source)
        self._look_again()
        for source in self.job.sources:
            self._close(source.id)
        self._ask_all()
        return
        yield  # It makes an asynchronous generator of this, as Scrapy wants it.

    def read(self, count: int) -> None:
        """Note that the parent has read so many answers."""
        self._unread -= count
        self._ask_all()

    def give_up(self, request: Request, why: str) -> None:
        """Ask nothing more of the request's host in this run."""
        task = request.meta.get("task")
        if task is not None:
            self._give_up(task.host, why)

    def _begin(self, source: WatchedSource) -> None:
        if source.kind is Kind.WARC:
            return
        role = own_role(source)
        known = self._by_url.get(named_url(source.url, source.url) or source.url)
        waits = known is not None and known.due and known.role is role  # Its turn comes among the known.
        if role is Role.LISTING or (self.job.follow and not waits):
            self._add(source, source.url, role)

    def _look_again(self) -> None:
        """Ask for what is known, over all sources in the job's order, so that a cap lets each have its turn."""
        sources = {source.id: source for source in self.job.sources}
        for known in self.job.known if self.job.follow else ():
            if known.due and known.role is not Role.LISTING and known.source_id in sources:
                self._add(sources[known.source_id], known.url, known.role)

    def _add(self, source: WatchedSource, url: str, role: Role, depth: int = 0) -> None:
        task = Task(source=source, url=named_url(url, url) or url, role=role, depth=depth)
        left_out = self._ledger.take_on(task)
        if left_out:
            self._tell(as_problem(Fault("too-many", f"it has {left_out}; the rest is left out", LATER), task))
        if left_out is not None:
            return
        if task.host in self.left_alone:
            self._leave(task)
            self._ledger.settle(task)
        else:
            self._queues.put(task)

    def _ask_all(self) -> None:
        for host in self._queues.hosts():
            self._ask(host)

    def _ask(self, host: str) -> None:
        while (
            self._under_way[host] < CONNECTIONS_PER_HOST
            and self._unread < MAX_UNREAD
            and self._under_way.total() < MAX_AT_ONCE
            and (task := self._queues.take(host)) is not None
        ):
            self._under_way[host] += 1
            try:
                request = Request(
                    task.url, callback=self._came, errback=self._failed, meta={"task": task}, dont_filter=True
                )
            except ValueError as error:
                self._fail(task, of_error(error))
                self._through(task)
                continue
            assert self.crawler.engine is not None
            self.crawler.engine.crawl(request)

    def _came(self, response: Response) -> None:
        task: Task = response.meta["task"]
        self._silent[task.host] = 0
        try:
            self._take(task, response)
        except Exception as error:
            # One answer that nobody thought of must not end the run.
            self._fail(task, of_error(error), response.url)
        self._through(task)

    def _failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        task: Task = request.meta["task"]
        error = failure.value
        assert error is not None
        fault = of_error(error, None if isinstance(error, GivenUpError) else refusal(request.url))
        if fault.code == "robots" and self._robots_failed(request.url):
            fault = Fault("robots-failed", "the host's robots.txt can't be had, so nothing is asked for", LATER)
        self._silent[task.host] = self._silent[task.host] + 1 if fault.silent else 0
        self._fail(task, fault, request.url)
        if isinstance(error, PutOffError):
            self._give_up(task.host, str(error))
        elif self._silent[task.host] >= self.job.caps.silent:
            self._give_up(task.host, f"it did not answer {self._silent[task.host]} times in a row")
        self._through(task)

    def _take(self, task: Task, response: Response) -> None:
        """Tell of the answer, or of what stands in its place, and add what it lists."""
        asked_if_changed = response.request is not None and (
            "If-None-Match" in response.request.headers or "If-Modified-Since" in response.request.headers
        )
        if response.status not in (200, 203) and not (response.status == 304 and asked_if_changed):
            self._fail(task, of_status(response.status), response.url)
            return
        answer, lists = as_answer(task, response, self._by_url.get(task.url), datetime.now(UTC))
        self._unread += 1
        self._tell(answer)
        if task.role is Role.LISTING:
            self._follow(task, answer, lists)

    def _follow(self, task: Task, answer: Answer, lists: Iterable[str]) -> None:
        if answer.unchanged and task.depth == 0:
            # An index that is the same may stand over sitemaps that are not.
            lists = [known.url for known in self._known.get(task.source.id, ()) if known.role is Role.LISTING]
        lists = [url for url in lists if url != task.url]
        if lists and task.depth >= self.job.caps.sitemap_depth:
            deep = f"sitemap indexes lie more than {self.job.caps.sitemap_depth} deep; the rest is left out"
            self._fail(task, Fault("too-deep", deep, "name the sitemap itself as a source", lasting=True))
            lists = []
        for url in lists:
            self._add(task.source, url, Role.LISTING, task.depth + 1)
        if self.job.follow:
            for entry in answer.entries:
                if not entry.is_before(self.job.since):
                    self._add(task.source, entry.url, Role.PAGE)
        self._ask_all()

    def _fail(self, task: Task, fault: Fault, final_url: str = "") -> None:
        if not fault.lasting:
            self._ledger[task.source.id].complete = False
        self._tell(as_problem(fault, task, final_url))

    def _give_up(self, host: str, why: str) -> None:
        if host in self.left_alone:
            return
        self.left_alone[host] = why
        for task in self._queues.drop(host):
            self._leave(task)
            self._through(task, under_way=False)

    def _leave(self, task: Task) -> None:
        """Leave a task of a host that is given up; a source is told of it once."""
        self._ledger[task.source.id].complete = False
        if (task.source.id, task.host) not in self._told:
            self._told.add((task.source.id, task.host))
            why = f"{task.host} is left alone for the rest of this run: {self.left_alone[task.host]}"
            self._tell(as_problem(Fault("host-left", why, LATER), task))

    def _through(self, task: Task, *, under_way: bool = True) -> None:
        self._ledger.settle(task)
        self._close(task.source.id)
        if under_way:
            self._under_way[task.host] -= 1
            self._ask(task.host)

    def _close(self, source_id: str) -> None:
        done = self._ledger.close(source_id)
        if done is not None:
            self._tell(done)

    def _count(self, request: Request) -> None:
        if (task := request.meta.get("task")) is not None:
            self._ledger[task.source.id].requests += 1

    def _stay(self) -> None:
        """Keep Scrapy from ending while the parent has answers to read."""
        self._ask_all()
        if self._ledger.open:
            raise DontCloseSpider

    def _robots_failed(self, url: str) -> bool:
        gate = self.crawler.get_downloader_middleware(Gate)
        return gate is not None and gate.robots_failed(url)
