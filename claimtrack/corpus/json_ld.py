"""The JSON-LD a page embeds: the schema.org node that describes the page's own article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from claimtrack.corpus.characters import clean_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = dict[str, Any]

# schema.org types that are a text of their own: Article and its kinds, and what press offices use.
_ARTICLES = frozenset(
    (
        "NewsArticle", "PressRelease", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
        "ReviewNewsArticle", "BackgroundNewsArticle", "AskPublicNewsArticle", "BlogPosting", "LiveBlogPosting",
        "SocialMediaPosting", "Report", "ScholarlyArticle", "TechArticle", "SatiricalArticle",
        "AdvertiserContentArticle",
    )
)  # fmt: skip
# Types of the page around it, believed when no article is declared.
_PAGES = frozenset(("WebPage", "SpecialAnnouncement", "GovernmentService"))
# Keys that lead to the page's own article; others (itemListElement, mentions, citation …) lead to other pages'.
_OWN_KEYS = ("@graph", "mainEntity", "mainEntityOfPage")
_SIZE_CAP = 1_000_000
_DEPTH_CAP = 6
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


def own_article(tree: HtmlElement, page_titles: tuple[str, ...]) -> Node:
    """Return the node that describes this page's article, or an empty one.

    When a page embeds several, as lists of related stories do, the one whose headline is in a title of the page wins.
    """
    nodes = [node for data in _embedded(tree) for node in _nodes(data, _DEPTH_CAP)]
    articles = [node for node in nodes if _ARTICLES & set(types(node))]
    pages = [
        node for node in nodes if _PAGES & set(types(node)) and (node.get("headline") or node.get("datePublished"))
    ]
    titled = [node for node in articles if any((text_of(node, "headline") or "\n") in title for title in page_titles)]
    return next(iter((*titled, *articles, *pages)), {})


def types(node: Node) -> tuple[str, ...]:
    """Return the node's schema.org types without their namespace."""
    declared = node.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return tuple(name.rsplit("/", 1)[-1] for name in names if isinstance(name, str))


def article_type(node: Node) -> str | None:
    """Return the first type of the node that is a kind of article."""
    return next((name for name in types(node) if name in _ARTICLES), None)


def text_of(node: Node, key: str) -> str | None:
    """Return the text under `key`, or that of its `name`; the first of a list; None when there is none."""
    return _text(node.get(key), _DEPTH_CAP)


def _text(value: Any, depth: int) -> str | None:
    if isinstance(value, str):
        return clean_line(value) or None
    if isinstance(value, list) and depth:
        return next((found for item in value if (found := _text(item, depth - 1))), None)
    if isinstance(value, dict) and depth:
        return _text(value.get("name"), depth - 1)
    return None


def _embedded(tree: HtmlElement) -> Iterator[Any]:
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > _SIZE_CAP:
            continue
        try:
            # Numbers stay text: turning a million digits into an int takes for ever.
            yield json.loads(_WRAPPING.sub("", text), strict=False, parse_int=str, parse_float=str)
        except (ValueError, RecursionError):
            continue


def _nodes(data: Any, depth: int) -> Iterator[Node]:
    if isinstance(data, list) and depth:
        for item in data:
            yield from _nodes(item, depth - 1)
    if isinstance(data, dict) and depth:
        yield data
        for key in _OWN_KEYS:
            yield from _nodes(data.get(key), depth - 1)
