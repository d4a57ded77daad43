"""Which kind of source an address is, told from its bytes; what servers say of their media is often wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import urlsplit

from claimtrack.sources.discovery import Discovery, Offer
from claimtrack.sources.feeds import read_feed
from claimtrack.sources.json_feed import is_json_feed
from claimtrack.sources.markup import root_name
from claimtrack.sources.page_links import look_at_page
from claimtrack.sources.sitemaps import read_sitemap, sitemaps_in_robots
from claimtrack.sources.source import Kind
from claimtrack.sources.unpack import unpacked

FEED_ROOTS = ("rss", "rdf", "feed")
SITEMAP_ROOTS = ("urlset", "sitemapindex")
DATA_ENDINGS = (".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".ods", ".json", ".parquet")
DATA_MEDIA = ("text/csv", "text/tab-separated-values", "application/json", "application/vnd.ms-excel")
SHEET_MEDIA = ("application/vnd.openxmlformats-officedocument.spreadsheetml", "application/vnd.oasis.opendocument")
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1")
WARC = b"WARC/"
_HEAD = 65_536


def discover(data: bytes, media_type: str, url: str) -> Discovery:
    """Return what the bytes at `url` are. `media_type` is the server's, or empty; the bytes are believed first."""
    head, _ = unpacked(data, _HEAD)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(WARC):
        return Discovery(url=url, kind=Kind.WARC)
    if start.startswith(WORKBOOKS):
        return Discovery(url=url, kind=Kind.DATASET if _is_data(media_type, url) else None)
    if start.startswith((b"{", b"[")):
        return _json(data, media_type, url)
    if start.startswith(b"<") or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _markup(data, head, url)
    if not _is_data(media_type, url) and start[:8].lower().startswith((b"http://", b"https://")):
        return Discovery(url=url, kind=Kind.SITEMAP, problems=read_sitemap(data, url).problems)
    if _is_data(media_type, url):
        return Discovery(url=url, kind=Kind.DATASET)
    if "html" in media_type:
        return look_at_page(data, url)
    return Discovery(url=url, kind=Kind.PAGE if media_type.startswith("text/") and b"\0" not in head else None)


def with_robots(found: Discovery, robots: bytes, robots_url: str) -> Discovery:
    """Return the discovery with the sitemaps that the host's robots.txt names."""
    named = (Offer(kind=Kind.SITEMAP, url=address) for address in sitemaps_in_robots(robots, robots_url))
    offers = {offer.url: offer for offer in (*named, *found.offers) if offer.url != found.url}
    return replace(found, offers=tuple(sorted(offers.values(), key=lambda offer: offer.kind)))


def _json(data: bytes, media_type: str, url: str) -> Discovery:
    try:
        parsed = json.loads(data)
    except (ValueError, RecursionError):
        return Discovery(url=url, kind=None, problems=("it begins like JSON but is none",))
    if is_json_feed(parsed):
        return _feed(data, url)
    return Discovery(url=url, kind=Kind.DATASET if _is_data(media_type, url) else None)


def _markup(data: bytes, head: bytes, url: str) -> Discovery:
    root = root_name(head)
    if root in FEED_ROOTS:
        return _feed(data, url)
    if root in SITEMAP_ROOTS:
        return Discovery(url=url, kind=Kind.SITEMAP, problems=read_sitemap(data, url).problems)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") and root != "html":
        return Discovery(url=url, kind=None, problems=(f"XML, but neither a feed nor a sitemap: <{root}>"[:100],))
    return look_at_page(data, url)


def _feed(data: bytes, url: str) -> Discovery:
    listing = read_feed(data, url)
    return Discovery(url=url, kind=Kind.FEED, title=listing.title, language=listing.language, problems=listing.problems)


def _is_data(media_type: str, url: str) -> bool:
    media = media_type.lower()
    path = urlsplit(url).path.lower()
    return media.startswith((*DATA_MEDIA, *SHEET_MEDIA)) or path.endswith(DATA_ENDINGS)
