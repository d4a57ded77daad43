"""A page's links: the feeds and sitemaps it names, and whether it is an index of headlines or a page of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from claimtrack.sources.addresses import named_url
from claimtrack.sources.discovery import Discovery, Offer
from claimtrack.sources.entry import Entry, Listing, language_tag, plain_title
from claimtrack.sources.source import Kind

MAX_BYTES = 10_000_000
MAX_OFFERS = 50
MAX_ENTRIES = 5_000
MAX_FOLDER = 200
FEED_MEDIA = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
HEADLINE_WORDS = 4
"""A link of so many words is a headline; those of menus have one to three."""
INDEX_HEADLINES = 8
"""A page with so many headlines is an index, unless it declares itself an article."""
_ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?:[A-Za-z]*Article|Report|BlogPosting)"')


def look_at_page(data: bytes, url: str) -> Discovery:
    """Return what an HTML page at `url` is, a page or an index, and the feeds and sitemaps that it names."""
    tree = _tree(data[:MAX_BYTES])
    if tree is None:
        return Discovery(url=url, kind=None, problems=("an empty page",))
    base = _base(tree, url)
    headlines = [] if _is_article(tree) else list(dict.fromkeys(_headlines(tree, base, url)))
    is_index = len(headlines) >= INDEX_HEADLINES
    return Discovery(
        url=url,
        kind=Kind.INDEX if is_index else Kind.PAGE,
        title=plain_title(tree.findtext(".//title")),
        language=language_tag(tree.get("lang")),
        link=_pattern(headlines) if is_index else None,
        offers=tuple(_offers(tree, base))[:MAX_OFFERS],
    )


def _tree(data: bytes) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(data, etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _base(tree: Any, url: str) -> str:
    found = tree.find(".//base[@href]")
    try:
        return url if found is None else urljoin(url, found.get("href"))
    except ValueError:
        return url


def _offers(tree: Any, base: str) -> Iterator[Offer]:
    seen: set[str] = set()
    for link in tree.iter("link"):
        kind = _offered(link)
        address = named_url(link.get("href"), base)
        if kind is not None and address is not None and address not in seen:
            seen.add(address)
            yield Offer(kind=kind, url=address, title=plain_title(link.get("title")))


def _offered(link: Any) -> Kind | None:
    relations = (link.get("rel") or "").lower().split()
    media = (link.get("type") or "").partition(";")[0].strip().lower()
    if "alternate" in relations and media in FEED_MEDIA:
        return Kind.FEED
    return Kind.SITEMAP if "sitemap" in relations else None


def _is_article(tree: Any) -> bool:
    """Whether the page declares itself an article: Open Graph's type, or schema.org's in JSON-LD."""
    for meta in tree.iter("meta"):
        if (meta.get("property") or "").lower() == "og:type" and (meta.get("content") or "").lower() == "article":
            return True
    scripts = (s for s in tree.iter("script") if (s.get("type") or "").strip().lower() == "application/ld+json")
    return any(_ARTICLE_TYPE.search((script.text or "")[:200_000]) for script in scripts)


def _headlines(tree: Any, base: str, url: str) -> Iterator[str]:
    """Yield the addresses on the page's own host that are linked by a headline."""
    host = urlsplit(url).hostname
    for anchor in tree.iter("a"):
        if len(" ".join(anchor.itertext())[:2000].split()) < HEADLINE_WORDS:
            continue
        address = named_url(anchor.get("href"), base)
        if address is not None and urlsplit(address).hostname == host:
            yield address


def _pattern(addresses: list[str]) -> str | None:
    """Return the pattern of the folder that most of the headlines lie in, or None when there is no such folder."""
    firsts = Counter("/".join(address.split("/")[:4]) for address in addresses if address.count("/") > 3)
    if not firsts:
        return None
    (folder, count), *_ = firsts.most_common(1)
    return f"^{re.escape(folder)}/." if count * 2 > len(addresses) and len(folder) <= MAX_FOLDER else None


def read_index(data: bytes, url: str, link: str | None) -> Listing:
    """Return the documents that an index page links to: what `link` is found in, or headlines on its own host.

    No more than MAX_ENTRIES, each once, never the page itself. It never fails.
    """
    tree = _tree(data[:MAX_BYTES])
    if tree is None:
        return Listing(problems=("an empty page",))
    problems = (f"only its first {MAX_BYTES:,} bytes were read",) if len(data) > MAX_BYTES else ()
    base = _base(tree, url)
    found: dict[str, Entry] = {}
    for address, title in _links(tree, base):
        if len(found) >= MAX_ENTRIES:
            problems = (*problems, f"only its first {MAX_ENTRIES:,} links were read")
            break
        if address != url and _is_wanted(address, title, url, link):
            found.setdefault(address, Entry(url=address, id=address, title=title))
    return Listing(
        title=plain_title(tree.findtext(".//title")),
        language=language_tag(tree.get("lang")),
        entries=tuple(found.values()),
        problems=problems if found else (*problems, "no link on the page is one of a document"),
    )


def _links(tree: Any, base: str) -> Iterator[tuple[str, str]]:
    for anchor in tree.iter("a"):
        address = named_url(anchor.get("href"), base)
        if address is not None:
            yield address, plain_title(" ".join(anchor.itertext()))


def _is_wanted(address: str, title: str, url: str, link: str | None) -> bool:
    if link is not None:
        return re.search(link, address) is not None
    return len(title.split()) >= HEADLINE_WORDS and urlsplit(address).hostname == urlsplit(url).hostname
