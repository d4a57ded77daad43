"""Entries of RSS, Atom and JSON feeds; a broken feed gives what it has and says what is wrong with it."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from claimtrack.cleaning import clean_line
from claimtrack.sources.addresses import named_url
from claimtrack.sources.entry import MAX_ID, Entry, Listing, distinct, language_tag, left_out, plain_title, problem
from claimtrack.sources.json_feed import read_json_feed

MAX_BYTES = 5_000_000
MAX_ENTRIES = 5_000
MAX_TAGS = 100_000
"""feedparser takes 33 microseconds for a tag: three million of them, in 9 MB, took it 102 seconds."""


def read_feed(data: bytes, url: str) -> Listing:
    """Return the entries of the feed in `data`, which was found at `url`; no more than MAX_ENTRIES of MAX_BYTES.

    It never fails and fetches nothing: feedparser drops document types but for plain characters, and is given bytes
    only, never an address or the name of a file.
    """
    data, too_long = _within_caps(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        listing = read_json_feed(data, url, MAX_ENTRIES)
        return Listing(
            title=listing.title,
            language=listing.language,
            entries=listing.entries,
            problems=(*too_long, *listing.problems),
        )
    return _read_xml(data, url, too_long)


def _within_caps(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return as much of the data as is read, and what is said of the rest."""
    parts = data[:MAX_BYTES].split(b"<", MAX_TAGS)
    if len(parts) > MAX_TAGS:
        return data[: min(len(data), MAX_BYTES) - len(parts[-1]) - 1], (f"only its first {MAX_TAGS:,} tags were read",)
    return data[:MAX_BYTES], (f"only its first {MAX_BYTES:,} bytes were read",) if len(data) > MAX_BYTES else ()


def _read_xml(data: bytes, url: str, problems: tuple[str, ...]) -> Listing:
    import feedparser

    try:
        parsed = feedparser.parse(
            BytesIO(data),
            response_headers={"content-location": url, "content-type": "application/xml"},
            sanitize_html=False,
        )
    except Exception as error:  # What a parser of other people's bytes may raise can't be named.
        return Listing(problems=(*problems, problem(f"can't be read: {error}")))
    items = dict.get(parsed, "entries", [])
    found = [entry for item in items[:MAX_ENTRIES] if (entry := _entry(item, url)) is not None]
    if dict.get(parsed, "bozo"):
        problems = (*problems, problem(f"not well-formed: {dict.get(parsed, 'bozo_exception')}"))
    if not dict.get(parsed, "version"):
        problems = (*problems, "neither RSS nor Atom")
    head = dict.get(parsed, "feed", {})
    return Listing(
        title=plain_title(head.get("title")),
        language=language_tag(head.get("language")),
        entries=distinct(found),
        problems=(*problems, *_passed_over(len(items), len(found))),
    )


def _passed_over(there: int, found: int) -> Iterator[str]:
    beyond = max(there - MAX_ENTRIES, 0)
    yield from left_out(beyond, f"beyond the first {MAX_ENTRIES:,} were not read")
    yield from left_out(there - beyond - found, "without a web address")


def _entry(item: dict[str, Any], base: str) -> Entry | None:
    # FeedBurner keeps the address that its own redirects to.
    url = named_url(item.get("feedburner_origlink"), base) or named_url(item.get("link"), base)
    if url is None:
        return None
    name = item.get("id")
    return Entry(
        url=url,
        id=clean_line(name)[:MAX_ID] if isinstance(name, str) and name.strip() else url,
        title=plain_title(item.get("title")),
        published=_moment(item, "published_parsed"),
        updated=_moment(item, "updated_parsed"),
    )


def _moment(item: dict[str, Any], key: str) -> datetime | None:
    """Return a time that feedparser has read, in UTC; dict's own `get`, as feedparser's takes one for the other."""
    parsed = dict.get(item, key)
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None
