from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.sources import feeds
from claimtrack.sources.feeds import read_feed

BASE = "https://ministry.example/feed"
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Press</title><language>en-us</language>
<item><title>Jobs &lt;b&gt;up&lt;/b&gt; R&amp;amp;D\xe2\x80\xae</title><link>/news/1?utm_source=rss</link>
<guid isPermaLink="false">n-1</guid><pubDate>Mon, 01 Sep 2025 10:00:00 -0400</pubDate></item>
<item><title>Mail</title><link>mailto:x@example.org</link></item>
<item><title>Two</title><link>https://ministry.example/news/2</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Press</title>
<entry><id>tag:1</id><title>One</title>
<link rel="alternate" href="/news/1"/><published>2025-09-01T10:00:00Z</published>
<updated>2025-09-02T08:00:00+02:00</updated>
</entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Press",
        "language": "en",
        "items": [
            {"id": "1", "url": "/news/1", "title": "One", "date_published": "2025-09-01T10:00:00-04:00"},
            {"id": "2", "external_url": "https://other.example/2"},
            {"id": "3"},
            "x",
        ],
    }
).encode()


def test_rss_gives_its_entries_with_clean_titles_and_utc_times() -> None:
    listing = read_feed(RSS, BASE)
    one, two = listing.entries
    assert (one.url, one.id, one.title) == ("https://ministry.example/news/1", "n-1", "Jobs up R&D")
    assert one.published == datetime(2025, 9, 1, 14, tzinfo=UTC)
    assert (one.updated, two.published, two.id) == (None, None, two.url)
    assert (listing.title, listing.language) == ("Press", "en-us")
    assert listing.problems == ("1 entry without a web address",)


def test_atom_keeps_both_times() -> None:
    (one,) = read_feed(ATOM, BASE).entries
    assert one.published == datetime(2025, 9, 1, 10, tzinfo=UTC)
    assert one.updated == datetime(2025, 9, 2, 6, tzinfo=UTC)


def test_json_feed_is_read() -> None:
    listing = read_feed(JSON, BASE)
    assert [entry.url for entry in listing.entries] == ["https://ministry.example/news/1", "https://other.example/2"]
    assert listing.entries[0].published == datetime(2025, 9, 1, 14, tzinfo=UTC)
    assert listing.problems == ("2 entries without a web address",)


def test_a_broken_feed_gives_what_it_has() -> None:
    listing = read_feed(RSS[:-40], BASE)
    assert [entry.title for entry in listing.entries][:1] == ["Jobs up R&D"]
    assert any("not well-formed" in text for text in listing.problems)


@pytest.mark.parametrize("data", [b"", b"junk", b"{", b"[1]", b'{"version": 1}', b"[" * 100_000, b"\0\xff" * 50])
def test_what_is_no_feed_is_said_to_be_none(data: bytes) -> None:
    listing = read_feed(data, BASE)
    assert listing.entries == ()
    assert listing.problems


def test_entities_neither_grow_nor_read_files() -> None:
    nested = b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + nested + b'<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    body = (
        b"<rss version='2.0'><channel><title>&x;</title><item><title>&j;</title><link>/1</link></item></channel></rss>"
    )
    listing = read_feed(bomb + body, BASE)
    assert "root:" not in repr(listing)
    assert len(repr(listing)) < 1000


def test_caps_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 1)
    listing = read_feed(RSS, BASE)
    assert len(listing.entries) == 1
    assert "beyond the first 1 were not read" in listing.problems[0]
    monkeypatch.setattr(feeds, "MAX_TAGS", 12)
    assert "only its first 12 tags were read" in read_feed(RSS, BASE).problems
    monkeypatch.setattr(feeds, "MAX_TAGS", 1000)
    monkeypatch.setattr(feeds, "MAX_BYTES", 100)
    assert "only its first 100 bytes were read" in read_feed(RSS, BASE).problems


def test_three_million_tags_end_soon() -> None:
    begun = time.monotonic()
    assert read_feed(b"<rss><channel>" + b"<a>" * 3_000_000, BASE).entries == ()
    assert time.monotonic() - begun < 60


@given(st.integers(0, len(RSS) - 1), st.binary(max_size=4), st.sampled_from([RSS, ATOM, JSON]))
def test_damage_anywhere_stops_nothing(at: int, with_: bytes, data: bytes) -> None:
    read_feed(data[:at] + with_ + data[at + 1 :], BASE)
