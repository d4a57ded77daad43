from __future__ import annotations

import gzip
import time

import pytest

from claimtrack.sources.discover import discover, with_robots
from claimtrack.sources.source import Kind

URL = "https://paper.example/news"
LINKS = "".join(f'<li><a href="/news/{n}">The council counts its {n} libraries</a>' for n in range(12))
HEAD = """<html lang="en"><head><title>Paper\x1b</title>
<link rel="alternate" type="application/rss+xml" title="All" href="/feed.xml?utm_source=x">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" hreflang="es" href="/es"><link rel="sitemap" href="/map.xml"></head>"""


@pytest.mark.parametrize(
    ("data", "media", "url", "kind"),
    [
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "text/html", URL, Kind.FEED),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "", URL, Kind.FEED),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "", URL, Kind.FEED),
        (b"<urlset/>", "text/plain", URL, Kind.SITEMAP),
        (gzip.compress(b"<?xml version='1.0'?><sitemapindex/>", mtime=0), "", f"{URL}/map.xml.gz", Kind.SITEMAP),
        (b"https://paper.example/1\n", "text/plain", f"{URL}/map.txt", Kind.SITEMAP),
        (b"TOWN,BRANCH\na,b\n", "", f"{URL}/list.csv?x=1", Kind.DATASET),
        (b"TOWN,BRANCH\na,b\n", "text/csv; charset=utf-8", URL, Kind.DATASET),
        (b"PK\x03\x04....", "", f"{URL}/list.xlsx", Kind.DATASET),
        (b"PK\x03\x04....", "", f"{URL}/all.zip", None),
        (b'{"rows": []}', "application/json", URL, Kind.DATASET),
        (b"WARC/1.1\r\n", "", URL, Kind.WARC),
        (gzip.compress(b"WARC/1.0\r\n", mtime=0), "", f"{URL}/x.warc.gz", Kind.WARC),
        (b"<p>One page</p>", "text/html", URL, Kind.PAGE),
        (b"<?xml version='1.0'?><svg/>", "", URL, None),
        (b"%PDF-1.7", "", URL, None),
        (b"", "", URL, None),
    ],
)
def test_the_bytes_say_what_an_address_is(data: bytes, media: str, url: str, kind: Kind | None) -> None:
    assert discover(data, media, url).kind == kind


def test_a_page_of_headlines_is_an_index_with_their_folder_as_its_pattern() -> None:
    found = discover((HEAD + LINKS).encode(), "text/html", URL)
    assert (found.kind, found.language, found.title) == (Kind.INDEX, "en", "Paper")
    assert found.link == r"^https://paper\.example/news/."
    assert [(offer.kind, offer.url, offer.title) for offer in found.offers] == [
        (Kind.FEED, "https://paper.example/feed.xml", "All"),
        (Kind.SITEMAP, "https://paper.example/map.xml", ""),
    ]


@pytest.mark.parametrize(
    "declared",
    [
        '<meta property="og:type" content="article">',
        '<script type="application/ld+json">{"@type": ["NewsArticle"]}</script>',
    ],
)
def test_an_article_with_many_links_is_a_page(declared: str) -> None:
    assert discover((declared + LINKS).encode(), "text/html", URL).kind is Kind.PAGE


def test_links_to_other_hosts_and_menus_make_no_index() -> None:
    away = LINKS.replace('href="/', 'href="https://other.example/')
    menu = "".join(f'<a href="/{n}">Topic {n}</a>' for n in range(30))
    assert discover((away + menu).encode(), "text/html", URL).kind is Kind.PAGE


def test_robots_adds_its_sitemaps_once() -> None:
    found = discover(HEAD.encode(), "text/html", URL)
    robots = b"Sitemap: https://paper.example/map.xml\nSitemap: https://paper.example/news.xml\n"
    offers = with_robots(found, robots, "https://paper.example/robots.txt").offers
    assert [offer.url.rpartition("/")[2] for offer in offers] == ["feed.xml", "map.xml", "news.xml"]


@pytest.mark.parametrize(
    "piece", ["<div>", "<a href=/x>a b c d e</a>", "<link rel=alternate href=x>", "&lt;", "<!--", "<b a='", "]]>"]
)
def test_hostile_pages_end_soon(piece: str) -> None:
    begun = time.monotonic()
    page = '<script type="application/ld+json">"@type":' + " " * 100_000 + "</script>" + piece * (500_000 // len(piece))
    discover(page.encode(), "text/html", URL)
    assert time.monotonic() - begun < 20
