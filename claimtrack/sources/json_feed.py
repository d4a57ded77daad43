"""Entries of a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from claimtrack.cleaning import clean_line
from claimtrack.sources.addresses import named_url
from claimtrack.sources.entry import (
    MAX_ID,
    Entry,
    Listing,
    distinct,
    language_tag,
    left_out,
    parse_moment,
    plain_title,
    problem,
)

VERSION = "https://jsonfeed.org/version/"


def is_json_feed(data: object) -> bool:
    """Whether parsed JSON says that it is a JSON Feed."""
    return isinstance(data, dict) and str(data.get("version", "")).startswith(VERSION)


def read_json_feed(data: bytes, url: str, max_entries: int) -> Listing:
    """Return the entries of the JSON Feed in `data`, found at `url`; it never fails."""
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        return Listing(problems=(problem(f"not valid JSON: {error}"),))
    if not is_json_feed(feed):
        return Listing(problems=("JSON, but no JSON Feed",))
    items = feed.get("items")
    items = items if isinstance(items, list) else []
    found = [entry for item in items[:max_entries] if (entry := _entry(item, url)) is not None]
    beyond = max(len(items) - max_entries, 0)
    return Listing(
        title=plain_title(feed.get("title")),
        language=language_tag(feed.get("language")),
        entries=distinct(found),
        problems=(
            *left_out(beyond, f"beyond the first {max_entries:,} were not read"),
            *left_out(len(items) - beyond - len(found), "without a web address"),
        ),
    )


def _entry(item: Any, base: str) -> Entry | None:
    if not isinstance(item, dict):
        return None
    address = next((item[key] for key in ("url", "external_url") if isinstance(item.get(key), str)), None)
    url = named_url(address, base)
    if url is None:
        return None
    name = clean_line(str(item.get("id") or ""))[:MAX_ID]
    return Entry(
        url=url,
        id=name or url,
        title=plain_title(item.get("title")),
        published=parse_moment(item.get("date_published")),
        updated=parse_moment(item.get("date_modified")),
    )
