from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.sources import sitemaps
from claimtrack.sources.sitemaps import read_sitemap, sitemaps_in_robots

BASE = "https://paper.example/sitemap.xml"
NEWS = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://paper.example/1?fbclid=x </loc><lastmod>2025-09-02</lastmod><news:news><news:publication>
<news:name>Paper</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2025-09-01T08:00:00+02:00</news:publication_date>
<news:title>One &amp; all</news:title></news:news></url>
<url><loc>javascript:x</loc></url><url><loc>/2</loc><lastmod>yesterday</lastmod></url></urlset>"""
INDEX = b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml.gz</loc></sitemap></sitemapindex>"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_news_sitemap_is_read(pack: type[bytes]) -> None:
    one, two = read_sitemap(pack(NEWS), BASE).entries
    assert (one.url, one.title, one.language) == ("https://paper.example/1", "One & all", "en")
    assert one.published == datetime(2025, 9, 1, 6, tzinfo=UTC)
    assert one.updated == datetime(2025, 9, 2, tzinfo=UTC)
    assert (two.url, two.updated) == ("https://paper.example/2", None)


def test_an_index_names_sitemaps_and_no_documents() -> None:
    listing = read_sitemap(INDEX, BASE)
    assert listing.lists == ("https://paper.example/a.xml", "https://paper.example/b.xml.gz")
    assert listing.entries == ()


def test_a_list_of_lines_is_a_sitemap() -> None:
    listing = read_sitemap(b"\xef\xbb\xbfhttps://paper.example/1\r\n\r\nhttps://paper.example/2\n", BASE)
    assert [entry.url for entry in listing.entries] == ["https://paper.example/1", "https://paper.example/2"]
    assert read_sitemap(b"nothing here", BASE).problems


def test_a_cut_sitemap_gives_what_it_has() -> None:
    for data in (NEWS[:-30], gzip.compress(NEWS * 1, mtime=0)[:-9]):
        listing = read_sitemap(data, BASE)
        assert listing.entries[0].url == "https://paper.example/1"
        assert listing.problems


def test_bombs_and_document_types_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for encoding in ("utf-8", "utf-16"):
        doctype = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE u [<!ENTITY x "y">]>'
        text = f"{doctype}<urlset><url><loc>/1</loc></url></urlset>"
        listing = read_sitemap(text.encode(encoding), BASE)
        assert listing.entries == ()
        assert listing.problems == ("it declares a document type, which is not read",)
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 100_000)
    bomb = read_sitemap(gzip.compress(b"<urlset>" + b"<url><loc>/1</loc></url>" * 1_000_000, mtime=0), BASE)
    assert "only its first 100,000 unpacked bytes were read" in bomb.problems
    monkeypatch.setattr(sitemaps, "MAX_ENTRIES", 1)
    assert "only its first 1 addresses were read" in read_sitemap(NEWS, BASE).problems


def test_robots_names_sitemaps() -> None:
    robots = b"User-agent: *\nDisallow: /x\nSITEMAP : /a.xml # here\nSitemap: https://cdn.example/b.xml\nsitemap: ftp://x\n\xff"
    assert sitemaps_in_robots(robots, "https://paper.example/robots.txt") == (
        "https://paper.example/a.xml",
        "https://cdn.example/b.xml",
    )


@given(st.integers(0, len(NEWS) - 1), st.binary(max_size=4))
def test_damage_anywhere_stops_nothing(at: int, with_: bytes) -> None:
    read_sitemap(NEWS[:at] + with_ + NEWS[at + 1 :], BASE)
