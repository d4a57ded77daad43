"""What a page declares about itself: JSON-LD, meta elements, links and the elements that show a date.

Read from the lxml tree before extraction: cheaper than trafilatura's metadata stage, and each value keeps its origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from claimtrack.corpus.characters import clean_line
from claimtrack.corpus.dates import DateCandidate, date_in_url, read_stamp, read_written
from claimtrack.corpus.json_ld import Node, article_type, own_article, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names of meta elements (name, property or itemprop, in lower case), in order of trust.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "dcterms.issued", "dcterms.created", "dc.date.issued", "dcterms.date",
    "dc.date", "citation_publication_date", "citation_date", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date", "published_time", "date.published", "date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified")
_SITE_NAMES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher")
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title")
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|cmpid)=", re.IGNORECASE)
_UPDATED = re.compile(r"modif|updat|correct", re.IGNORECASE)
# Classes and ids of the elements in which sites show when the text appeared.
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|dateline|timestamp|pub(?:lished)?|pub(?:lish(?:ed)?)?[_-]?(?:date|time|on)"
    r"|post(?:ed)?[_-]?(?:date|on|meta)|(?:article|entry|release|story)[_-]?(?:date|meta|info)|date)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BYLINE_READ = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """A page's declared metadata.

    `titles` are all the declared headlines, most trusted first; `body` is the article's text, which some pages declare.
    """

    titles: tuple[str, ...]
    publisher: str | None
    kind: str | None
    url: str | None
    language: str | None
    dates: tuple[DateCandidate, ...]
    modified: DateCandidate | None
    body: str | None = None


def read_metadata(tree: HtmlElement, address: str | None) -> PageMetadata:
    """Return what the page in `tree` declares; `address` is where it was fetched from, if known."""
    metas = _metas(tree)
    title = clean_line(tree.xpath("string(.//head//title)"))
    page_titles = tuple(text for text in (*(metas.get(name) for name in _TITLES), title) if text)
    article = own_article(tree, page_titles)
    url = _canonical(tree, (metas.get("og:url"), text_of(article, "url")), address)
    return PageMetadata(
        titles=tuple(dict.fromkeys((*filter(None, [text_of(article, "headline")]), *page_titles))),
        publisher=text_of(article, "publisher") or _first(metas, _SITE_NAMES),
        kind=article_type(article),
        url=url,
        language=tree.get("lang") or text_of(article, "inLanguage") or metas.get("og:locale"),
        dates=tuple(_published(tree, article, metas, url or address)),
        modified=_modified(article, metas),
        body=body if isinstance(body := article.get("articleBody"), str) else None,
    )


def tidy_url(address: str) -> str | None:
    """Return an http(s) address without fragment and tracking parameters, its host in lower case; else None."""
    try:
        parts = urlsplit(clean_line(address))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    query = "&".join(part for part in parts.query.split("&") if not _TRACKING.match(part))
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", query, ""))


def _published(tree: HtmlElement, article: Node, metas: dict[str, str], url: str | None) -> Iterator[DateCandidate]:
    for key in ("datePublished", "dateCreated"):
        yield from _candidate(text_of(article, key), "json-ld", key)
    for name in _PUBLISHED:
        yield from _candidate(metas.get(name), "meta", name)
    yield from _time_element(tree)
    if (in_url := date_in_url(url)) is not None:
        yield DateCandidate(period=in_url, origin="url", detail=in_url.text)
    yield from _shown(tree)


def _modified(article: Node, metas: dict[str, str]) -> DateCandidate | None:
    declared = [*_candidate(text_of(article, "dateModified"), "json-ld", "dateModified")]
    for name in _MODIFIED:
        declared += _candidate(metas.get(name), "meta", name)
    return declared[0] if declared else None


def _candidate(text: str | None, origin: str, detail: str) -> Iterator[DateCandidate]:
    if text and (period := read_stamp(text)) is not None:
        yield DateCandidate(period=period, origin=origin, detail=detail)


def _time_element(tree: HtmlElement) -> Iterator[DateCandidate]:
    """Yield the date of the `<time>` marked as publication, else of the first that is not marked as an update."""
    times = [element for element in tree.iter("time") if not _is_beside(element) and not _is_update(element)]
    marked = [e for e in times if e.get("pubdate") is not None or e.get("itemprop") == "datePublished"]
    for element in (marked or times)[:1]:
        declared = element.get("datetime")
        yield from _candidate(declared or element.text_content(), "time", "datetime" if declared else "its text")


def _is_update(element: HtmlElement) -> bool:
    before = element.getprevious()
    lead_in = before.tail if before is not None else element.getparent().text
    labels = (element.get("itemprop"), element.get("class"), (lead_in or "")[-20:], (element.text or "")[:20])
    return any(_UPDATED.search(label or "") for label in labels)


def _shown(tree: HtmlElement) -> Iterator[DateCandidate]:
    """Yield the first date that an element with a byline's class or id shows."""
    for element in tree.iter("p", "div", "span", "li", "address"):
        label = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _BYLINE.search(label) is None or _is_beside(element):
            continue
        text = element.text_content()[:_BYLINE_READ]
        if not _UPDATED.search(text) and (period := read_written(text)) is not None:
            yield DateCandidate(period=period, origin="text", detail=period.text)
            return


def _is_beside(element: HtmlElement) -> bool:
    return next(element.iterancestors("aside", "nav", "footer"), None) is not None


def _metas(tree: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = clean_line(element.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                metas.setdefault(name, content)
    return metas


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _canonical(tree: HtmlElement, others: tuple[str | None, ...], address: str | None) -> str | None:
    """Return the address the page calls its own; one that names the site's front page is a template's slip."""
    links = [e.get("href") or "" for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    for link in filter(None, (*links, *others)):
        url = _join(address, link)
        if url and urlsplit(url).path.strip("/"):
            return url
    return tidy_url(address) if address else None


def _join(address: str | None, link: str) -> str | None:
    try:
        return tidy_url(urljoin(address or "", link.strip()))
    except ValueError:
        return None
