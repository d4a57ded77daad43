from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from loopback import Reply, Site

from claimtrack.sources.crawling.job import Caps
from claimtrack.sources.crawling.politeness import retry_after
from claimtrack.sources.source import Kind, WatchedSource

Running = Callable[..., Any]


def page(url: str) -> WatchedSource:
    return WatchedSource(url=url, kind=Kind.PAGE)


def gaps(site: Site) -> list[float]:
    return [after.at - before.at for before, after in itertools.pairwise(site.requests)]


def test_requests_to_a_host_keep_their_distance(site: Site, run: Running) -> None:
    run(site.source(0), delay=0.3)
    assert len(site.requests) == 6
    assert min(gaps(site)) > 0.28


def test_a_crawl_delay_is_kept_through_the_whole_run(site: Site, run: Running) -> None:
    site.robots = Reply(b"User-agent: *\nCrawl-delay: 0.4\n")
    run(site.source(0), delay=0.0)
    assert min(gaps(site)) > 0.38


def test_a_crawl_delay_without_end_leaves_the_host_alone(site: Site, run: Running) -> None:
    site.robots = Reply(b"User-agent: *\nCrawl-delay: 86400\n")
    found = run(site.source(0), page(site.article_url(3)), page(site.article_url(4)))
    assert "host-left" in {problem.code for problem in found.problems}
    assert not any(done.complete for done in found.done.values())
    assert site.paths() == []


def test_robots_txt_is_obeyed(site: Site, run: Running) -> None:
    site.robots = Reply(b"User-agent: *\nDisallow: /articles/7\n")
    found = run(site.source(0))
    problem = found.only()
    assert problem.code == "robots"
    assert problem.lasting
    assert "/articles/7" not in site.paths()
    assert len(found.answers) == 4


def test_robots_txt_may_speak_of_us_by_name(site: Site, run: Running) -> None:
    site.robots = Reply(b"User-agent: claimtrack-test\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    assert run(site.source(0)).only().code == "robots"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_no_robots_txt_allows_all(site: Site, run: Running, status: int) -> None:
    site.robots = Reply(b"User-agent: *\nDisallow: /", status=status)
    assert not run(site.source(0)).problems


def test_a_failing_robots_txt_forbids_for_now(site: Site, run: Running) -> None:
    site.robots = Reply(b"oops", status=500)
    found = run(site.source(0))
    problem = found.only()
    assert problem.code == "robots-failed"
    assert not problem.lasting
    assert site.paths() == []


def test_a_robots_txt_without_end_is_cut(site: Site, run: Running) -> None:
    site.robots = Reply(b"# " + b"a" * 600_000 + b"\nUser-agent: *\nDisallow: /\n")
    assert not run(site.source(0)).problems


def test_retry_after_rests_the_whole_host(site: Site, run: Running) -> None:
    busy = iter([Reply(status=429, headers={"Retry-After": "1"})])
    site.answers("/articles/0", lambda: next(busy, Reply(b"<p>there")))
    found = run(site.source(0), caps={"retries": 2})
    assert not found.problems
    at = next(number for number, asked in enumerate(site.requests) if asked.status == 429)
    # One other request may have been on its way when the 429 came.
    assert max(gaps(site)[at : at + 2]) > 0.9
    assert site.paths().count("/articles/0") == 2


def test_a_429_that_names_no_time_is_waited_for_too(site: Site, run: Running) -> None:
    busy = iter([Reply(status=429)])
    url = site.answers("/busy", lambda: next(busy, Reply(b"<p>there")))
    assert len(run(page(url), caps={"retries": 1, "backoff": 0.6}).answers) == 1
    assert gaps(site)[-1] > 0.55


def test_a_wait_over_the_cap_leaves_the_host_for_the_next_run(site: Site, run: Running) -> None:
    site.answer("/articles/0", status=503, headers={"Retry-After": "7200"})
    found = run(site.source(0), caps={"retries": 2})
    messages = [problem.message for problem in found.problems]
    assert "the server asks to wait 7,200 seconds" in messages
    assert not any(problem.lasting for problem in found.problems)
    assert len(site.paths()) <= 4


def test_a_failure_that_passes_is_retried(site: Site, run: Running) -> None:
    replies = iter([Reply(status=500), Reply(status=502)])
    url = site.answers("/shaky", lambda: next(replies, Reply(b"<p>there")))
    found = run(page(url), caps={"retries": 2})
    assert not found.problems
    (done,) = found.done.values()
    assert done.requests == 3


def test_sources_of_one_host_take_turns(site: Site, run: Running) -> None:
    known = run().known
    site.forget()
    run(known=known)
    pages = [int(path.rpartition("/")[2]) % 7 for path in site.paths() if path.startswith("/articles/")]
    assert len(set(pages[:10])) >= 5


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"120", 120.0),
        (b"0", 0.0),
        (b" 7 ", 7.0),
        (b"99999999999999999999999", 999_999_999.0),
        (b"Wed, 26 Nov 2025 10:00:30 GMT", 30.0),
        (b"Wed, 26 Nov 2025 09:00:00 GMT", 0.0),
        (b"-5", None),
        (b"soon", None),
        (b"\xb2", None),
        (b"", None),
        (None, None),
    ],
)
def test_retry_after_is_a_number_or_a_date(value: bytes | None, seconds: float | None) -> None:
    assert retry_after(value, datetime(2025, 11, 26, 10, tzinfo=UTC)) == seconds


def test_the_longest_wait_is_a_cap() -> None:
    assert Caps().wait == 120
