"""Sitemaps (https://www.sitemaps.org), with their indexes, Google's news extension, and robots.txt's lines."""

from __future__ import annotations

from typing import Any

from claimtrack.errors import UsageError
from claimtrack.sources.addresses import named_url
from claimtrack.sources.entry import Entry, Listing, distinct, language_tag, parse_moment, plain_title
from claimtrack.sources.markup import elements, free, local_name
from claimtrack.sources.unpack import unpacked

MAX_BYTES = 50_000_000
"""Unpacked, as the protocol has it."""
MAX_ENTRIES = 50_000
"""In one sitemap or index, as the protocol has it."""
MAX_DEPTH = 3
"""So many indexes may stand above a sitemap; the protocol allows one."""
MAX_ROBOTS_BYTES = 500_000
"""As RFC 9309 has it."""
MAX_ROBOTS_SITEMAPS = 100
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def read_sitemap(data: bytes, url: str) -> Listing:
    """Return the pages of a sitemap or the sitemaps of an index, in XML or a line each, gzip or plain.

    It never fails: what could not be read is said in `problems`, a document type among it.
    """
    text, fault = unpacked(data, MAX_BYTES)
    problems = [fault] if fault else []
    if b"<" not in text[:1000]:
        return _read_lines(text, url, problems)
    entries: list[Entry] = []
    lists: dict[str, None] = {}
    try:
        for element in elements(text, problems):
            if len(entries) + len(lists) >= MAX_ENTRIES:
                problems.append(f"only its first {MAX_ENTRIES:,} addresses were read")
                break
            _take(element, url, entries, lists)
    except UsageError as error:
        problems.append(error.message)
    return Listing(entries=distinct(entries), lists=tuple(lists), problems=tuple(problems))


def sitemaps_in_robots(data: bytes, url: str) -> tuple[str, ...]:
    """Return the addresses that the `Sitemap:` lines of the robots.txt at `url` name."""
    found: dict[str, None] = {}
    for line in data[:MAX_ROBOTS_BYTES].decode("utf-8", "replace").splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if colon and field.strip().lower() == "sitemap" and (address := named_url(value.strip(), url)) is not None:
            found[address] = None
    return tuple(found)[:MAX_ROBOTS_SITEMAPS]


def _take(element: Any, base: str, entries: list[Entry], lists: dict[str, None]) -> None:
    """Read the element if it is an address's, and free it."""
    name = local_name(element)
    if name not in ("url", "sitemap"):
        return
    address = named_url(_child(element, "loc"), base)
    if address is not None and name == "sitemap":
        lists[address] = None
    elif address is not None:
        entries.append(_entry(element, address))
    free(element)


def _entry(element: Any, address: str) -> Entry:
    news = element.find(f"{NEWS}news")
    language = None if news is None else news.findtext(f"{NEWS}publication/{NEWS}language")
    return Entry(
        url=address,
        id=address,
        title="" if news is None else plain_title(news.findtext(f"{NEWS}title")),
        published=None if news is None else parse_moment(news.findtext(f"{NEWS}publication_date")),
        updated=parse_moment(_child(element, "lastmod")),
        language=language_tag(language),
    )


def _child(element: Any, name: str) -> str | None:
    return next((child.text for child in element if local_name(child) == name), None)


def _read_lines(text: bytes, url: str, problems: list[str]) -> Listing:
    """Read a sitemap that is a list of addresses, one a line."""
    lines = [line.strip() for line in text.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    if len(lines) > MAX_ENTRIES:
        problems.append(f"only its first {MAX_ENTRIES:,} addresses were read")
    web = [line for line in lines[:MAX_ENTRIES] if line.lower().startswith(("http://", "https://"))]
    found = [Entry(url=address, id=address) for line in web if (address := named_url(line, url)) is not None]
    if not found:
        problems.append("no sitemap: it names no address")
    return Listing(entries=distinct(found), problems=tuple(problems))
