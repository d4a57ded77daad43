"""Ten thousand broken answers from a raw socket: none crashes the crawl, none hangs it."""

from __future__ import annotations

import gzip
import random
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from loopback import ARTICLE, Site

from claimtrack.sources.crawling.crawl import crawl
from claimtrack.sources.crawling.job import Answer, Caps, Done, Job, Problem
from claimtrack.sources.source import Kind, WatchedSource

HEADERS = (
    b"Content-Type: text/html; charset=",
    b"Content-Type: application/xml; charset=utf-7",
    b"Content-Type: \xff\xfe/\x00",
    b"Content-Encoding: gzip",
    b"Content-Encoding: br",
    b"Content-Encoding: zstd, deflate",
    b"Content-Encoding: ,,;gzip",
    b"Content-Length: -1",
    b"Content-Length: 12, 13",
    b"Content-Length: 99999999999999999999",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: nonsense",
    b"Location: http://[::1",
    b"Location: \xe9\x00//x",
    b"Location: /loop",
    b"Retry-After: 1e9",
    b"ETag: \x01\xff",
    b"Last-Modified: never",
    b"Set-Cookie: a=b",
    b"no colon here",
    b": no name",
    b" continued",
    b"X: " + b"a" * 20_000,
)
VERSIONS = (b"HTTP/1.1",) * 16 + (b"HTTP/1.0", b"HTTP/9.9", b"ICY", b"")
STATUSES = (200,) * 40 + (203, 204, 206, 301, 302, 304, 307, 400, 404, 410, 418, 451, 500, 503, 599, 700, 99)
FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>A &amp; b</title><link>/articles/1</link></item>'


class Raw(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.settimeout(2)
        path = b""
        try:
            while b"\r\n\r\n" not in path:
                data = self.request.recv(4096)
                if not data:
                    return
                path += data
            name = path.split(b" ", 2)[1].decode("ascii", "replace")
            self.request.sendall(answer(name))
        except OSError:
            return


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, *_: Any) -> None:
        pass


def answer(path: str) -> bytes:
    """The same broken answer for the same path."""
    if path == "/robots.txt":
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    dice = random.Random(path)
    body = mutated(dice, dice.choice((ARTICLE.encode(), FEED, b"<urlset><url><loc>/a</loc></url>", b"\x00" * 500)))
    if dice.random() < 0.3:
        body = mutated(dice, gzip.compress(body))
    status = dice.choice(STATUSES)
    lines = [dice.choice(VERSIONS) + b" %d Odd" % status]
    lines += dice.sample(HEADERS, dice.choice((0, 0, 1, 1, 2, 4)))
    if dice.random() < 0.7:
        lines.append(b"Content-Length: %d" % (len(body) + dice.choice((0, 0, 0, 5, -5))))
    whole = b"\r\n".join([*lines, b"Connection: close", b"", body])
    return whole[: dice.randrange(len(whole))] if dice.random() < 0.2 else whole


def mutated(dice: random.Random, body: bytes) -> bytes:
    changed = bytearray(body)
    for _ in range(dice.randrange(12)):
        at = dice.randrange(len(changed))
        changed[at : at + dice.randrange(40)] = dice.randbytes(dice.randrange(20))
        changed = changed or bytearray(b"<")
    return bytes(changed[: dice.randrange(1, len(changed) + 1)] if dice.random() < 0.3 else changed)


@pytest.fixture
def raw() -> Iterator[str]:
    with Server(("127.0.0.1", 0), Raw) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def fuzzed(raw: str, tmp_path: Path, pages: int, listings: int) -> None:
    kinds = (Kind.FEED, Kind.SITEMAP, Kind.INDEX)
    sources = [
        WatchedSource(url=f"http://{raw}/listing/{n}", kind=kinds[n % 3], exclude=("/",)) for n in range(listings)
    ]
    with Site(sources=0, articles=0) as site:
        urls = "\n".join(f"http://{raw}/page/{n}" for n in range(pages))
        sources.append(WatchedSource(url=site.answer("/all.txt", urls.encode()), kind=Kind.SITEMAP))
        caps = Caps(seconds=3.0, retries=0, pages=pages, backoff=0.0, silent=10_000, redirects=1, wait=0.0)
        job = Job(sources=tuple(sources), user_agent="test/1", private_hosts=(raw, site.host), delay=0.0, caps=caps)
        began = time.monotonic()
        events = list(crawl(job, tmp_path))
    told = {event.url for event in events if isinstance(event, (Answer, Problem))}
    problems = [event for event in events if isinstance(event, Problem)]
    assert not [problem for problem in problems if problem.code in ("crawler-died", "host-left")]
    assert sum(isinstance(event, Done) for event in events) == len(sources)
    assert told == {source.url for source in sources} | {f"http://{raw}/page/{n}" for n in range(pages)}
    assert all("\n" not in problem.message and len(problem.message) < 400 for problem in problems)
    assert sum(isinstance(event, Answer) for event in events) > pages / 4
    assert time.monotonic() - began < 5 + 0.03 * (pages + listings)


def test_broken_answers_neither_crash_nor_hang(raw: str, tmp_path: Path) -> None:
    fuzzed(raw, tmp_path, pages=250, listings=50)


@pytest.mark.slow
def test_ten_thousand_broken_answers(raw: str, tmp_path: Path) -> None:
    fuzzed(raw, tmp_path, pages=9_000, listings=1_000)


def test_a_server_that_says_nothing_is_left(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        source = WatchedSource(url=f"http://{host}/", kind=Kind.PAGE)
        caps = Caps(seconds=0.5, retries=0)
        job = Job(sources=(source,), user_agent="test/1", private_hosts=(host,), delay=0.0, caps=caps)
        events = list(crawl(job, tmp_path))
    assert [type(event) for event in events] == [Problem, Done]
