"""What a hostile or broken server may not do: each is refused in one line, and nothing else stops."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from typing import Any

import pytest
from loopback import Site

from claimtrack.sources.crawling.job import Role
from claimtrack.sources.source import Kind, WatchedSource

Running = Callable[..., Any]
SITEMAP = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'


def page(url: str) -> WatchedSource:
    return WatchedSource(url=url, kind=Kind.PAGE)


def deep(site: Site, number: int) -> str:
    below = site.url(f"/deep/{number + 1}.xml")
    body = SITEMAP.format(f"<sitemap><loc>{below}</loc></sitemap>").encode()
    return site.answer(f"/deep/{number}.xml", body)


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://2852039166/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://localhost:1/",
        "http://someone:secret@news.example/",
        "//127.0.0.9/",
    ],
)
def test_a_redirect_to_what_is_not_allowed_is_refused(site: Site, run: Running, target: str) -> None:
    problem = run(page(site.answer("/away", status=302, headers={"Location": target}))).only()
    assert problem.code == "refused"
    assert problem.lasting
    assert "private or local network" in problem.message or "user name" in problem.message
    assert "secret" not in problem.message
    assert site.paths() == ["/away"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://news.example/", "javascript:alert(1)", "http://[::1"])
def test_a_redirect_to_another_scheme_is_refused(site: Site, run: Running, target: str) -> None:
    problem = run(page(site.answer("/away", status=301, headers={"Location": target}))).only()
    assert problem.code == "refused"
    assert "no http or https address" in problem.message


def test_the_second_hop_is_checked_like_the_first(site: Site, run: Running) -> None:
    site.answer("/second", status=307, headers={"Location": "http://192.168.0.1/"})
    problem = run(page(site.answer("/first", status=308, headers={"Location": "/second"}))).only()
    assert problem.code == "refused"
    assert site.paths() == ["/first", "/second"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://localhost/", "http://169.254.169.254/", "http://[::1]/"]
)
def test_a_private_source_is_refused(run: Running, url: str) -> None:
    problem = run(page(url)).only()
    assert problem.code == "refused"
    assert "private or local network" in problem.message


def test_a_name_that_resolves_to_a_private_address_is_refused_when_it_connects(site: Site, run: Running) -> None:
    problem = run(page(f"http://localhost:{site.port}/articles/1")).only()
    assert problem.code == "refused"
    assert "localhost" in problem.message
    assert site.requests == []


def test_a_name_is_allowed_with_its_port(site: Site, run: Running) -> None:
    name = f"localhost:{site.port}"
    (answer,) = run(page(f"http://{name}/articles/1"), private_hosts=(name,)).answers
    assert answer.status == 200


def test_a_listed_private_address_is_refused_and_the_others_come(site: Site, run: Running) -> None:
    links = f'<a href="http://10.9.8.7/articles/1">a</a><a href="{site.article_url(1)}">b</a>'
    found = run(WatchedSource(url=site.answer("/list", links.encode()), kind=Kind.INDEX, link="/articles/"))
    assert found.only().url == "http://10.9.8.7/articles/1"
    assert [answer.url for answer in found.answers[1:]] == [site.article_url(1)]


def test_a_redirect_to_itself_and_a_long_chain_end(site: Site, run: Running) -> None:
    loop = site.answer("/loop", status=302, headers={"Location": "/loop"})
    assert run(page(loop)).only().code == "redirects"
    for number in range(9):
        site.answer(f"/hop/{number}", status=302, headers={"Location": f"/hop/{number + 1}"})
    site.forget()
    assert run(page(site.url("/hop/0"))).only().code == "redirects"
    assert len(site.paths()) == 6


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_over_the_cap_is_refused(site: Site, run: Running, announced: bool) -> None:
    headers = {} if announced else {"Content-Length": "", "Connection": "close"}
    problem = run(page(site.answer("/big", b"a" * 300_000, headers=headers)), caps={"page_bytes": 100_000}).only()
    assert problem.code in ("too-large", "broken")
    if announced:
        assert problem.message == "the answer is over the cap of bytes"


@pytest.mark.parametrize("layers", [1, 2])
def test_a_gzip_bomb_is_refused(site: Site, run: Running, layers: int) -> None:
    bomb = b"0" * 30_000_000
    for _ in range(layers):
        bomb = gzip.compress(bomb, mtime=0)
    url = site.answer("/bomb", bomb, headers={"Content-Encoding": ", ".join(["gzip"] * layers)})
    problem = run(page(url), caps={"unpacked_bytes": 1_000_000}).only()
    assert problem.code == "too-large"
    assert "unpacks to more" in problem.message


def test_encodings_over_encodings_are_refused(site: Site, run: Running) -> None:
    url = site.answer("/bomb", b"x", headers={"Content-Encoding": ", ".join(["gzip"] * 500)})
    assert "packed 500 times" in run(page(url)).only().message


def test_a_bomb_in_a_sitemap_gives_what_it_has_and_says_so(site: Site, run: Running) -> None:
    url = site.answer("/sitemap.xml.gz", gzip.compress(b"<urlset>" + b" " * 60_000_000, mtime=0))
    (answer,) = run(WatchedSource(url=url, kind=Kind.SITEMAP)).answers
    assert "only its first 50,000,000 unpacked bytes were read" in answer.problems


def test_a_slow_drip_is_cut_by_the_deadline(site: Site, run: Running) -> None:
    began = time.monotonic()
    problem = run(page(site.answer("/slow", b"a" * 1000, drip=0.05)), caps={"seconds": 0.5}).only()
    assert problem.code == "timeout"
    assert not problem.lasting
    assert time.monotonic() - began < 10


def test_sitemap_indexes_end_at_their_depth(site: Site, run: Running) -> None:
    for number in range(9):
        deep(site, number)
    found = run(WatchedSource(url=site.url("/deep/0.xml"), kind=Kind.SITEMAP))
    assert found.only().code == "too-deep"
    assert len(found.answers) == 4


def test_a_sitemap_that_lists_itself_is_asked_for_once(site: Site, run: Running) -> None:
    url = site.url("/own.xml")
    site.answer("/own.xml", SITEMAP.format(f"<sitemap><loc>{url}</loc></sitemap>" * 3).encode())
    run(WatchedSource(url=url, kind=Kind.SITEMAP))
    assert site.paths() == ["/own.xml"]


def test_a_calendar_without_end_is_cut(site: Site, run: Running) -> None:
    links = "".join(f'<a href="/day/{day}">day</a>' for day in range(500)).encode()
    source = WatchedSource(url=site.answer("/calendar", links), kind=Kind.INDEX, link="/day/")
    found = run(source, caps={"pages": 20})
    told = [problem for problem in found.problems if problem.code == "too-many"]
    assert [problem.message for problem in told] == ["it has more than 20 pages in one run; the rest is left out"]
    assert len(site.paths()) == 21
    assert not found.done[source.id].complete


def test_listings_are_capped(site: Site, run: Running) -> None:
    inner = "".join(f"<sitemap><loc>{site.url(f'/part/{n}.xml')}</loc></sitemap>" for n in range(30))
    found = run(
        WatchedSource(url=site.answer("/i.xml", SITEMAP.format(inner).encode()), kind=Kind.SITEMAP),
        caps={"listings": 4},
    )
    assert len(site.paths()) == 4
    assert "more than 4 listings" in " ".join(problem.message for problem in found.problems)
    assert {problem.role for problem in found.problems} == {Role.LISTING}


def test_a_dead_host_is_left_alone_and_holds_nobody_up(site: Site, run: Running) -> None:
    links = "".join(f'<a href="http://127.0.0.1:1/articles/{n}">a</a>' for n in range(200)).encode()
    dead = WatchedSource(url=site.answer("/list", links), kind=Kind.INDEX, link="/articles/")
    other = f"localhost:{site.port}"
    live = page(f"http://{other}/articles/1")
    found = run(dead, live, private_hosts=(site.host, other, "127.0.0.1:1"))
    assert [answer.url for answer in found.answers if answer.role is Role.PAGE] == [live.url]
    assert found.done[live.id].complete
    assert not found.done[dead.id].complete
    codes = [problem.code for problem in found.problems]
    assert codes.count("unreachable") <= 7
    assert codes.count("host-left") == 1
