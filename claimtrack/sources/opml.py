"""Lists of sources in OPML 2.0 (http://opml.org/spec2.opml), as feed readers exchange them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claimtrack.sources.entry import plain_title, problem
from claimtrack.sources.interval import format_interval
from claimtrack.sources.keys import EntryError, source_from
from claimtrack.sources.markup import HostileMarkupError, elements, local_name
from claimtrack.sources.registry import SourceError
from claimtrack.sources.source import FILE_SCHEME, Kind, WatchedSource

NAMESPACE = "urn:claimtrack:opml:1"
"""OPML lets attributes of other namespaces stand beside its own; these are claimtrack's."""
OWN = ("kind", "publisher", "every", "dataset")
MAX_BYTES = 10_000_000
MAX_SOURCES = 10_000


def read_opml(data: bytes, name: str) -> tuple[tuple[WatchedSource, ...], tuple[str, ...]]:
    """Return the sources in an OPML file, and what is wrong with the others; `name` stands in what is said of it.

    A foreign file's patterns are not taken: one pattern can be written so that it never ends. Raises SourceError for
    what is no OPML, too large, or declares a document type.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"more than {MAX_BYTES // 1_000_000} MB", where=name, hint="split it")
    problems: list[str] = []
    found: dict[str, WatchedSource] = {}
    top = ""
    try:
        for element in elements(data, problems):
            top = local_name(element)
            if top == "outline" and len(found) < MAX_SOURCES:
                _take(element, found, problems)
    except HostileMarkupError as error:
        raise SourceError(error.message, where=name, hint=error.hint) from error
    if top != "opml" and not found:
        raise SourceError("this is no OPML file", where=name, hint="export one from a feed reader")
    return tuple(found.values()), tuple(problems)


def write_opml(sources: Iterable[WatchedSource], title: str = "claimtrack sources") -> str:
    """Return the sources as OPML; their patterns, and what is on this disk, stay at home."""
    from lxml import etree

    root = etree.Element("opml", {"version": "2.0"}, nsmap={"claimtrack": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for source in sources:
        if source.url.startswith(FILE_SCHEME):
            continue
        etree.SubElement(body, "outline", _attributes(source))
    etree.indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _take(outline: Any, found: dict[str, WatchedSource], problems: list[str]) -> None:
    """Read an outline; one without an address is a folder of others. Nothing on this disk is taken."""
    feed, link = outline.get("xmlUrl"), outline.get("url")
    if not (feed or link):
        return
    entry: dict[str, Any] = {
        "url": feed or link,
        "kind": str(Kind.FEED if feed else Kind.PAGE),
        "title": plain_title(outline.get("title") or outline.get("text")),
        "language": outline.get("language"),
    }
    entry |= {key: outline.get(f"{{{NAMESPACE}}}{key}") for key in OWN if outline.get(f"{{{NAMESPACE}}}{key}")}
    if (feed or link).startswith(FILE_SCHEME):
        problems.append(problem(f"{entry['url']}: a file on this disk is not taken from a list"))
        return
    try:
        source = source_from({key: value for key, value in entry.items() if value})
    except EntryError as fault:
        problems.append(problem(f"{entry['url']}: {fault.message}"))
        return
    found.setdefault(source.id, source)


def _attributes(source: WatchedSource) -> dict[str, str]:
    is_feed = source.kind is Kind.FEED
    shown = source.title or source.url
    attributes = {"type": "rss" if is_feed else "link", "text": shown, "title": source.title}
    attributes["xmlUrl" if is_feed else "url"] = source.url
    attributes["language"] = source.language or ""
    own = {"kind": str(source.kind), "publisher": str(source.publisher), "every": format_interval(source.every)}
    own["dataset"] = source.dataset or ""
    attributes |= {f"{{{NAMESPACE}}}{key}": value for key, value in own.items()}
    return {key: value for key, value in attributes.items() if value}
