from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.sources.opml import read_opml, write_opml
from claimtrack.sources.registry import SourceError
from claimtrack.sources.source import Kind, Publisher, WatchedSource

READER = b"""<?xml version="1.0"?><opml version="1.0"><head/><body><outline text="News">
<outline type="rss" text="One &amp; &lt;b&gt;all&lt;/b&gt;&#x202e;" xmlUrl="https://one.example/feed"/>
<outline type="rss" text="Bad" xmlUrl="feed://bad.example/"/></outline>
<outline type="link" text="Site" url="https://two.example/"/>
<outline text="Disk" url="file:///etc" xmlns:c="urn:claimtrack:opml:1" c:kind="warc"/></body></opml>"""


def test_a_readers_list_is_read_through_its_folders() -> None:
    (one, two), problems = read_opml(READER, "x.opml")
    assert (one.title, one.kind, one.url) == ("One & all", Kind.FEED, "https://one.example/feed")
    assert (two.title, two.kind) == ("Site", Kind.PAGE)
    assert [("feed://" in text, "disk" in text) for text in problems] == [(True, False), (False, True)]


def test_what_is_written_is_read_back() -> None:
    sources = tuple(
        WatchedSource(
            url=f"https://{kind}.example/?a=1&b=<2>",
            kind=kind,
            title=f'The "{kind}" & more',
            publisher=Publisher.AGENCY,
            every=timedelta(hours=1),
            language="en-GB",
            dataset="library-branches" if kind is Kind.DATASET else None,
        )
        for kind in Kind
    )
    assert read_opml(write_opml(sources).encode(), "x.opml") == (sources, ())


def test_nothing_of_this_disk_is_written() -> None:
    assert "/home" not in write_opml([WatchedSource(url="file:///home/me/warcs", kind=Kind.WARC)])


@pytest.mark.parametrize(
    "data",
    [
        b"", b"junk", b"<html><body>x</body></html>", b"x" * 10_000_001,
        b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&x;"/></body></opml>',
        b'<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><outline text="&b;" url="https://a.example"/></opml>',
    ],
    ids=["empty", "text", "html", "large", "external", "bomb"],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read_opml(data, "x.opml")
    assert str(caught.value).startswith("x.opml: ")
    assert "\n" not in str(caught.value)
    assert caught.value.hint


@given(st.integers(0, len(READER) - 1), st.binary(max_size=4))
def test_damage_anywhere_is_read_or_refused(at: int, with_: bytes) -> None:
    with suppress(SourceError):
        sources, problems = read_opml(READER[:at] + with_ + READER[at + 1 :], "x.opml")
        assert not any("\n" in text for text in (*problems, *(source.title for source in sources)))
