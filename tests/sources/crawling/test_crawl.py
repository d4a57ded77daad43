from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from loopback import KINDS, START, Reply, Site

from claimtrack.sources.crawling.job import Known, Role
from claimtrack.sources.source import Kind, WatchedSource

Running = Callable[..., Any]


def page(url: str, **options: Any) -> WatchedSource:
    return WatchedSource(url=url, kind=Kind.PAGE, **options)


@pytest.mark.parametrize("number", range(7), ids=KINDS)
def test_every_kind_of_listing_is_asked_for_with_its_pages(site: Site, run: Running, number: int) -> None:
    found = run(site.source(number))
    assert not found.problems
    listing, *rest = found.answers
    assert listing.role is Role.LISTING
    pages = {answer.url: answer for answer in rest if answer.role is Role.PAGE}
    assert set(pages) == {site.article_url(n) for n in range(number, 28, 7)}
    assert all(pages[site.article_url(n)].body == site.article(n).encode() for n in range(number, 28, 7))
    (done,) = found.done.values()
    assert done.complete
    assert done.requests == len(found.answers)


def test_a_listing_tells_its_entries_and_its_pages_have_the_servers_strings(site: Site, run: Running) -> None:
    found = run(site.source(0))
    listing, first = found.answers[0], found.answers[1]
    assert [entry.title for entry in listing.entries] == ["Story 0", "Story 1", "Story 2", "Story 3"]
    assert first.status == 200
    assert first.reason == "OK"
    assert first.etag is not None
    assert first.etag.startswith('"')
    assert first.last_modified is not None
    assert first.last_modified.endswith("GMT")
    assert dict(first.headers)[b"Content-Type"] == b"text/html; charset=utf-8"
    assert first.fetched_at.utcoffset() == timedelta(0)


def test_the_second_run_makes_only_conditional_requests(site: Site, run: Running) -> None:
    first = run()
    site.forget()
    second = run(known=first.known)
    assert len(second.answers) == len(first.answers)
    assert all(answer.unchanged and answer.status == 304 and not answer.body for answer in second.answers)
    assert all(asked.conditional for asked in site.requests if asked.path != "/robots.txt")
    assert {answer.etag for answer in second.answers} == {answer.etag for answer in first.answers}


def test_an_edited_page_is_the_only_one_that_comes_again(site: Site, run: Running) -> None:
    first = run()
    site.edit(3, "41 agencies", "47 agencies")
    changed = [answer for answer in run(known=first.known).answers if not answer.unchanged]
    assert [answer.url for answer in changed] == [site.article_url(3)]
    assert b"47 agencies" in changed[0].body


def test_the_servers_own_strings_are_sent_back(site: Site, run: Running) -> None:
    url = site.answer("/page", b"<p>text", headers={"ETag": 'W/"ö-1"', "Last-Modified": "Tue, 2 Sep 2025 10:00 GMT"})
    first = run(page(url))
    run(page(url), known=first.known)
    assert site.requests[-1].headers["if-none-match"] == 'W/"ö-1"'
    assert site.requests[-1].headers["if-modified-since"] == "Tue, 2 Sep 2025 10:00 GMT"


def test_known_pages_are_asked_for_though_no_longer_listed(site: Site, run: Running) -> None:
    source = site.source(0)
    old = Known(source_id=source.id, url=site.article_url(5), role=Role.PAGE)
    urls = [answer.url for answer in run(source, known=(old,)).answers]
    assert urls.count(site.article_url(5)) == 1
    assert len(urls) == 6


def test_a_304_of_a_sitemap_index_still_asks_for_its_sitemaps(site: Site, run: Running) -> None:
    source = site.source(5)
    first = run(source)
    site.forget()
    run(source, known=first.known)
    assert "/sources/5/part.xml" in site.paths()


def test_one_request_per_address_even_if_two_sources_list_it(site: Site, run: Running) -> None:
    links = f'<a href="{site.article_url(0)}#top">a</a><a href="{site.article_url(0)}?utm_source=x">b</a>'
    index = WatchedSource(url=site.answer("/list", links.encode()), kind=Kind.INDEX, link="/articles/")
    run(site.source(0), index)
    assert site.paths().count("/articles/0") == 1


def test_a_dry_run_asks_for_listings_only(site: Site, run: Running) -> None:
    found = run(*site.watched, page(site.article_url(1)), follow=False)
    assert {answer.role for answer in found.answers} == {Role.LISTING}
    assert sum(len(answer.entries) for answer in found.answers) == 28
    assert len(found.done) == 8


def test_since_leaves_out_what_is_dated_before(site: Site, run: Running) -> None:
    found = run(site.source(0), since=START + timedelta(hours=2))
    assert {answer.url for answer in found.answers[1:]} == {site.article_url(14), site.article_url(21)}


def test_max_pages_ends_the_run_and_it_is_not_complete(site: Site, run: Running) -> None:
    found = run(max_pages=5)
    assert sum(answer.role is Role.PAGE for answer in found.answers) == 5
    assert not all(done.complete for done in found.done.values())
    assert not found.problems


def test_include_and_exclude_are_kept(site: Site, run: Running) -> None:
    source = WatchedSource(url=site.source(0).url, kind=Kind.FEED, include=("/articles/",), exclude=("7$",))
    found = run(source)
    assert {answer.url for answer in found.answers[1:]} == {site.article_url(n) for n in (0, 14, 21)}
    assert len(found.answers[0].entries) == 3


def test_a_dataset_is_downloaded_as_data(site: Site, run: Running) -> None:
    url = site.answer("/data.csv", b"a,b\n1,2\n", headers={"Content-Type": "text/csv"})
    (answer,) = run(WatchedSource(url=url, kind=Kind.DATASET)).answers
    assert answer.role is Role.DATA
    assert answer.body == b"a,b\n1,2\n"


def test_a_redirect_gives_the_page_with_both_addresses(site: Site, run: Running) -> None:
    url = site.answer("/old", status=301, headers={"Location": "/articles/2?utm_source=x#top"})
    (answer,) = run(page(url)).answers
    assert answer.url == url
    assert answer.final_url == site.article_url(2)
    assert answer.body == site.article(2).encode()


def test_validators_of_one_address_are_not_sent_to_another(site: Site, run: Running) -> None:
    url = site.answer("/old", status=302, headers={"Location": "/articles/2"})
    run(page(url), known=(Known(source_id=page(url).id, url=url, role=Role.PAGE, etag='"1"'),))
    assert [asked.conditional for asked in site.requests if asked.path == "/articles/2"] == [False]


def test_an_encoded_body_comes_in_both_forms(site: Site, run: Running) -> None:
    packed = gzip.compress(b"<p>129 agencies", mtime=0)
    url = site.answer("/packed", packed, headers={"Content-Encoding": "gzip"})
    (answer,) = run(page(url)).answers
    assert answer.body == b"<p>129 agencies"
    assert answer.encoded == packed
    assert answer.decoded
    assert dict(answer.headers)[b"Content-Encoding"] == b"gzip"


def test_a_wrong_charset_changes_no_byte(site: Site, run: Running) -> None:
    body = "<p>Zürich – 129".encode("cp1252")
    url = site.answer("/wrong", body, headers={"Content-Type": "text/html; charset=utf-32-nonsense"})
    (answer,) = run(page(url)).answers
    assert answer.body == body
    assert not answer.decoded


@pytest.mark.parametrize(("status", "lasting"), [(404, True), (410, True), (403, False), (500, False), (503, False)])
def test_a_page_that_fails_is_one_problem_and_stops_nothing(
    site: Site, run: Running, status: int, lasting: bool
) -> None:
    site.answer("/articles/7", b"no", status=status)
    found = run(site.source(0))
    problem = found.only()
    assert problem.url == site.article_url(7)
    assert str(status) in problem.message
    assert problem.lasting is lasting
    assert len(found.answers) == 4
    assert [done.complete for done in found.done.values()] == [lasting]


def test_a_304_that_nobody_asked_for_is_no_answer(site: Site, run: Running) -> None:
    assert run(page(site.answer("/odd", status=304))).only().code == "status"


def test_a_listing_that_is_none_says_so_and_gives_no_page(site: Site, run: Running) -> None:
    source = WatchedSource(url=site.answer("/feed", b"<html><p>moved"), kind=Kind.FEED)
    (answer,) = run(source).answers
    assert answer.problems
    assert not answer.entries


def test_no_cookie_and_no_referer_is_sent_and_the_agent_is_named(site: Site, run: Running) -> None:
    replies = iter([Reply(b"<p>one", headers={"Set-Cookie": "a=b"})])
    site.answers("/articles/0", lambda: next(replies, Reply(b"<p>two")))
    run(site.source(0))
    for asked in site.requests:
        assert asked.headers["user-agent"] == "claimtrack-test/1 (+mailto:tests@example.org)"
        assert not {"cookie", "referer"} & set(asked.headers)


def test_the_parent_never_imports_scrapy_or_twisted() -> None:
    code = "import sys, claimtrack.sources.crawling.crawl; sys.exit(bool({'scrapy', 'twisted'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
