"""What a listing lists, by the kind of its source."""

from __future__ import annotations

from claimtrack.sources.entry import Listing, problem
from claimtrack.sources.feeds import read_feed
from claimtrack.sources.page_links import read_index
from claimtrack.sources.sitemaps import read_sitemap
from claimtrack.sources.source import Kind, WatchedSource

LISTS = (Kind.FEED, Kind.SITEMAP, Kind.INDEX)


def read_listing(source: WatchedSource, data: bytes, url: str) -> Listing:
    """Return the documents, and further sitemaps, that the listing found at `url` names; it never fails."""
    try:
        match source.kind:
            case Kind.SITEMAP:
                return read_sitemap(data, url)
            case Kind.INDEX:
                return read_index(data, url, source.link)
            case _:
                return read_feed(data, url)
    except Exception as error:  # What parsers of other people's bytes may raise can't be named.
        return Listing(problems=(problem(f"can't be read: {type(error).__name__} {error}"),))
