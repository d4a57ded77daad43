"""A loopback site for tests: sources of every kind, articles that can be edited, and odd answers.

    with Site(sources=5, articles=50) as site:
        site.watched              # its sources, as WatchedSource
        site.edit(3, "129", "137")
        site.requests             # what was asked, in order: path, status, whether conditional, when
        site.answer("/odd", body=b"…", status=503, headers={"Retry-After": "1"})

Article n is listed by source n % sources; the kinds of sources take turns (KINDS). Nothing here is real news.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from claimtrack.sources.source import Kind, WatchedSource

KINDS = ("rss", "atom", "json", "news", "index", "sitemaps", "gzip")
"""RSS, Atom, JSON Feed, news sitemap, page of links, sitemap index, sitemap in gzip."""
ENDINGS = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json", "news": "news.xml", "index": "index.html"} | {
    "sitemaps": "sitemaps.xml",
    "gzip": "sitemap.xml.gz",
}
MEDIA = {"json": "application/feed+json", "index": "text/html; charset=utf-8", "gzip": "application/gzip"}
START = datetime(2025, 9, 1, 12, tzinfo=UTC)
STATES = ("Texas", "Florida", "Georgia", "Ohio", "Virginia", "Kansas", "Utah", "Oklahoma")

ARTICLE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{headline}</title>
<meta property="og:type" content="article"><meta name="author" content="Staff">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "{headline}", "datePublished": "{date}"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>{headline}</h1><time datetime="{date}">{date}</time>
<p>A list that the federal government published this week shows that {state} has {agencies} agencies with a signed
287(g) agreement. The agreements let trained local officers do some of the work of immigration officers, under
supervision, in jails or on patrol.</p>
<p>Sheriff's offices make up the larger part of the list, followed by the police departments of towns and cities. In the
county where this newspaper appears, the board spoke for two hours about whether to join, and put the vote off until its
next meeting. Several residents asked what the training would cost and who would pay for it.</p>
<p>In all, {state} counts {agreements} agreements, because some agencies take part in more than one model. The sheriff
said that his deputies had finished their training, and that the office would report on its work to the board every
month. Groups that oppose the program said that people would be afraid to call the police, and asked the county to
publish how often its deputies use the new powers.</p></article>
<footer>Copyright by the publisher. All rights reserved.</footer></body></html>
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that came; `at` is time.monotonic's, `headers` with names in lower case."""

    path: str
    conditional: bool
    status: int
    at: float
    headers: dict[str, str] = field(repr=False)


@dataclass(slots=True)
class Reply:
    """What a path answers; `drip` are the seconds between two bytes, `wait` those before the first."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0
    wait: float = 0.0
    validators: bool = False


class Site:
    """The running site; use it as a context manager."""

    def __init__(self, sources: int = 3, articles: int = 12, *, host: str = "127.0.0.1", edit_moves_date: bool = True):
        self.requests: list[Asked] = []
        self.robots = Reply(b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"})
        self._host = host
        self._sources = sources
        self._moves = edit_moves_date
        self._articles = [_article(number) for number in range(articles)]
        self._edits = [0] * articles
        self._odd: dict[str, Reply | Callable[[], Reply]] = {}
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.site = self

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def host(self) -> str:
        """Host and port, as `private_hosts` takes them."""
        return f"{self._host}:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    @property
    def watched(self) -> tuple[WatchedSource, ...]:
        return tuple(self.source(number) for number in range(self._sources))

    def source(self, number: int) -> WatchedSource:
        kind = KINDS[number % len(KINDS)]
        url = self.url(f"/sources/{number}/{ENDINGS[kind]}")
        if kind == "index":
            return WatchedSource(url=url, kind=Kind.INDEX, link=r"/articles/[0-9]+")
        feeds = ("rss", "atom", "json")
        return WatchedSource(url=url, kind=Kind.FEED if kind in feeds else Kind.SITEMAP)

    def article_url(self, number: int) -> str:
        return self.url(f"/articles/{number}")

    def article(self, number: int) -> str:
        return self._articles[number]

    def edit(self, number: int, old: str, new: str) -> None:
        """Change an article's text where it says `old`; its ETag changes, and its Last-Modified."""
        assert old in self._articles[number], f"article {number} doesn't say {old!r}"
        self._articles[number] = self._articles[number].replace(old, new)
        self._edits[number] += 1

    def add(self, count: int = 1) -> None:
        """Publish more articles."""
        for _ in range(count):
            self._articles.append(_article(len(self._articles)))
            self._edits.append(0)

    def answer(self, path: str, body: bytes = b"", **options: Any) -> str:
        """Let a path answer so from now on, and return its address."""
        self._odd[path] = Reply(body, **options)
        return self.url(path)

    def answers(self, path: str, reply: Callable[[], Reply]) -> str:
        """Let a path answer with what the function gives each time, and return its address."""
        self._odd[path] = reply
        return self.url(path)

    def forget(self) -> None:
        """Empty `requests`."""
        self.requests.clear()

    def paths(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [asked.path for asked in self.requests if asked.path != "/robots.txt"]

    def reply(self, path: str) -> Reply:
        odd = self._odd.get(path)
        if odd is not None:
            return odd if isinstance(odd, Reply) else odd()
        if path == "/robots.txt":
            return self.robots
        match path.strip("/").split("/"):
            case ["articles", number] if number.isdigit() and int(number) < len(self._articles):
                headers = {"Content-Type": "text/html; charset=utf-8"}
                return Reply(self._articles[int(number)].encode(), headers=headers, validators=True)
            case ["sources", number, ending] if number.isdigit():
                return self._listing(int(number), ending)
        return Reply(b"no such page", status=404)

    def changed(self, path: str) -> datetime:
        number = path.rpartition("/")[2]
        moved = self._edits[int(number)] if path.startswith("/articles/") and self._moves else len(self._articles)
        return START + timedelta(hours=moved)

    def note(self, asked: Asked) -> None:
        with self._lock:
            self.requests.append(asked)

    def _listing(self, number: int, ending: str) -> Reply:
        kind = KINDS[number % len(KINDS)]
        numbers = range(number, len(self._articles), self._sources)
        urls = [self.article_url(listed) for listed in numbers]
        if kind == "sitemaps" and ending == ENDINGS[kind]:
            parts = [self.url(f"/sources/{number}/part.xml")]
            body = _xml("sitemapindex", "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in parts))
        else:
            body = _LISTINGS[kind](urls)
        return Reply(body, headers={"Content-Type": MEDIA.get(kind, "application/xml")}, validators=True)


def _article(number: int) -> str:
    agencies = 20 + number * 7 % 300
    state = STATES[number % len(STATES)]
    date = (START + timedelta(hours=number)).isoformat()
    headline = f"{state} now lists {agencies} agencies in 287(g) program, report {number} says"
    return ARTICLE.format(headline=headline, date=date, state=state, agencies=agencies, agreements=agencies + 9)


def _xml(root: str, inner: str, more: str = "") -> bytes:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="utf-8"?><{root} xmlns="{space}"{more}>{inner}</{root}>'.encode()


def _date(number: int) -> datetime:
    return START + timedelta(hours=number)


def _rss(urls: list[str]) -> bytes:
    items = "".join(
        f"<item><title>Story {i}</title><link>{url}</link><pubDate>{format_datetime(_date(i))}</pubDate></item>"
        for i, url in enumerate(urls)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


def _atom(urls: list[str]) -> bytes:
    entries = "".join(
        f'<entry><id>{url}</id><title>Story {i}</title><link href="{url}"/>'
        f"<updated>{_date(i).isoformat()}</updated></entry>"
        for i, url in enumerate(urls)
    )
    space = "http://www.w3.org/2005/Atom"
    return f'<?xml version="1.0"?><feed xmlns="{space}"><title>News</title>{entries}</feed>'.encode()


def _json_feed(urls: list[str]) -> bytes:
    items = [{"id": url, "url": url, "title": f"Story {i}"} for i, url in enumerate(urls)]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}).encode()


def _news(urls: list[str]) -> bytes:
    more = ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    inner = "".join(
        f"<url><loc>{url}</loc><n:news><n:publication><n:name>News</n:name><n:language>en</n:language></n:publication>"
        f"<n:publication_date>{_date(i).isoformat()}</n:publication_date><n:title>Story {i}</n:title></n:news></url>"
        for i, url in enumerate(urls)
    )
    return _xml("urlset", inner, more)


def _plain(urls: list[str]) -> bytes:
    return _xml("urlset", "".join(f"<url><loc>{url}</loc></url>" for url in urls))


def _index(urls: list[str]) -> bytes:
    links = "".join(f'<li><a href="{url}">Story {i} about the list</a></li>' for i, url in enumerate(urls))
    return f'<!doctype html><title>News</title><a href="/about">About</a><ul>{links}</ul>'.encode()


_LISTINGS: dict[str, Callable[[list[str]], bytes]] = {
    "rss": _rss,
    "atom": _atom,
    "json": _json_feed,
    "news": _news,
    "index": _index,
    "sitemaps": _plain,
    "gzip": lambda urls: gzip.compress(_plain(urls), mtime=0),
}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    site: Site

    def handle_error(self, *_: Any) -> None:
        """Say nothing of clients that hang up; that is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        path = self.path.partition("?")[0]
        headers = {name.lower(): value for name, value in self.headers.items()}
        conditional = "if-none-match" in headers or "if-modified-since" in headers
        reply = site.reply(path)
        validators: dict[str, str] = {}
        status, body = reply.status, reply.body
        if reply.validators:
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            validators = {"ETag": tag, "Last-Modified": format_datetime(site.changed(path), usegmt=True)}
            if headers.get("if-none-match") == tag:
                status, body = 304, b""
        site.note(Asked(self.path, conditional, status, time.monotonic(), headers))
        self._send(reply, status, body, validators)

    def _send(self, reply: Reply, status: int, body: bytes, validators: dict[str, str]) -> None:
        time.sleep(reply.wait)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **validators, **reply.headers}.items():
            if not (status == 304 and name == "Content-Length"):
                self.send_header(name, value)
        self.end_headers()
        if not reply.drip:
            self.wfile.write(body)
            return
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(reply.drip)

    def log_message(self, *_: Any) -> None:
        """Keep the tests' output clean."""
