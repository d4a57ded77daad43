from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from loopback import Site

from claimtrack.sources.crawling.crawl import crawl
from claimtrack.sources.crawling.job import Answer, Caps, Done, Event, Job, Known, Problem

AGENT = "claimtrack-test/1 (+mailto:tests@example.org)"


class Run:
    """What one crawl gave, sorted."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self.answers = [event for event in events if isinstance(event, Answer)]
        self.problems = [event for event in events if isinstance(event, Problem)]
        self.done = {event.source_id: event for event in events if isinstance(event, Done)}

    @property
    def known(self) -> tuple[Known, ...]:
        """What was kept of this run, as the next one is told."""
        return tuple(
            Known(source_id=a.source_id, url=a.url, role=a.role, etag=a.etag, last_modified=a.last_modified)
            for a in self.answers
        )

    def only(self) -> Problem:
        """The one problem of the run, which must be one short line."""
        (problem,) = self.problems
        assert "\n" not in problem.message
        assert len(problem.message) < 300
        assert problem.hint
        return problem


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(sources=7, articles=28) as running:
        yield running


@pytest.fixture
def run(tmp_path: Path, site: Site) -> Callable[..., Run]:
    def running(*sources: Any, caps: dict[str, Any] | None = None, **options: Any) -> Run:
        settings: dict[str, Any] = {
            "user_agent": AGENT,
            "private_hosts": (site.host,),
            "delay": 0.0,
            "caps": Caps(**({"retries": 0, "seconds": 5.0} | (caps or {}))),
        } | options
        found = Run(list(crawl(Job(sources=sources or site.watched, **settings), tmp_path / "spool")))
        assert list((tmp_path / "spool").iterdir()) == [], "something was left in the spool"
        return found

    return running
