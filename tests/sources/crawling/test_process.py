"""The crawling process and its parent: each ends when the other does, and the caller is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from loopback import Site

from claimtrack.sources.crawling import crawl as module
from claimtrack.sources.crawling.crawl import crawl
from claimtrack.sources.crawling.job import Answer, Caps, Job, Known, Problem, Role
from claimtrack.sources.crawling.wire import decode_job, encode_job
from claimtrack.sources.source import Kind, WatchedSource


def job(site: Site, **options: float) -> Job:
    return Job(sources=site.watched, user_agent="test/1", private_hosts=(site.host,), **{"delay": 0.0, **options})


def children(marker: str) -> list[int]:
    """The crawling processes that were given a folder with this text in its path."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes()
        except OSError:
            continue
        if module.CHILD.encode() in line and marker.encode() in line:
            found.append(int(path.parent.name))
    return found


def gone(marker: str, seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while children(marker) and time.monotonic() < until:
        time.sleep(0.05)
    return not children(marker)


linux = pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="reads /proc")


@linux
def test_a_killed_child_is_a_problem_of_every_source_that_was_not_done(site: Site, tmp_path: Path) -> None:
    events = crawl(job(site, delay=0.2), tmp_path)
    assert isinstance(next(events), Answer)
    for pid in children(str(tmp_path)):
        os.kill(pid, signal.SIGKILL)
    rest = list(events)
    died = [event for event in rest if isinstance(event, Problem) and event.code == "crawler-died"]
    assert {problem.source_id for problem in died} == {source.id for source in site.watched}
    assert all("before this source was done" in problem.message for problem in died)
    assert list(tmp_path.iterdir()) == []


@linux
def test_closing_the_generator_stops_the_child(site: Site, tmp_path: Path) -> None:
    events = crawl(job(site, delay=0.2), tmp_path)
    next(events)
    assert children(str(tmp_path))
    began = time.monotonic()
    events.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 4
    assert not children(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


@linux
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_parent_that_dies_takes_the_child_with_it(site: Site, tmp_path: Path, how: signal.Signals) -> None:
    code = f"""
    from pathlib import Path
    from claimtrack.sources.crawling.crawl import crawl
    from claimtrack.sources.crawling.wire import decode_job
    for event in crawl(decode_job({encode_job(job(site, delay=0.2))!r}), Path({str(tmp_path)!r})):
        print("one", flush=True)
    """
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"one\n"
    assert children(str(tmp_path))
    parent.send_signal(how)
    parent.wait(10)
    parent.stdout.close()
    assert gone(str(tmp_path))


def test_a_child_that_can_not_start_says_why(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHILD", "claimtrack.sources.crawling.nothing")
    events = list(crawl(job(site), tmp_path))
    assert len(events) == 7
    assert all(isinstance(event, Problem) and "No module named" in event.message for event in events)


def test_a_slow_reader_holds_the_crawl_back(tmp_path: Path) -> None:
    with Site(sources=1, articles=300) as site:
        events = crawl(job(site), tmp_path)
        next(events)
        time.sleep(2.5)
        asked = len(site.requests)
        assert asked < 100
        assert len(list(tmp_path.glob("*/*.body"))) < 100
        assert sum(isinstance(event, Answer) for event in events) == 300


def test_a_job_without_sources_ends(tmp_path: Path) -> None:
    assert list(crawl(Job(sources=(), user_agent="test/1"), tmp_path)) == []


def test_a_job_survives_its_line() -> None:
    source = WatchedSource(url="https://news.example/feed", kind=Kind.FEED, include=("a", "b"), title="Ä\n🙂")
    known = Known(source_id=source.id, url="https://news.example/1", role=Role.PAGE, etag='"x"')
    whole = Job(sources=(source,), known=(known,), user_agent="test/1", caps=Caps(seconds=0.25), max_pages=3)
    assert encode_job(whole).count(b"\n") == 1
    assert decode_job(encode_job(whole)) == whole


@pytest.mark.slow
def test_forty_sources_and_two_thousand_articles(tmp_path: Path) -> None:
    with Site(sources=40, articles=2_000) as site:
        first = [event for event in crawl(job(site), tmp_path) if isinstance(event, Answer)]
        assert sum(answer.role is Role.PAGE for answer in first) == 2_000
        known = tuple(
            Known(source_id=a.source_id, url=a.url, role=a.role, etag=a.etag, last_modified=a.last_modified)
            for a in first
        )
        site.forget()
        again = Job(sources=site.watched, known=known, user_agent="test/1", private_hosts=(site.host,), delay=0.0)
        assert all(event.unchanged for event in crawl(again, tmp_path) if isinstance(event, Answer))
        assert all(asked.conditional for asked in site.requests if asked.path != "/robots.txt")
