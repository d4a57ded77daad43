"""What stands on a page beside its article, and taking it away before extraction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimtrack.corpus.frame import text_shares

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneRule:
    """What marks an element as no part of the article: its tag, its ARIA role, or a word of its class or id.

    `words` are regular expressions of whole words, as parted by space, hyphen and underscore.
    """

    id: str
    tags: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


PRUNE_RULES = (
    PruneRule(
        id="code",
        tags=("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "select", "button"),
    ),
    PruneRule(id="struck-out", tags=("del", "s", "strike")),
    PruneRule(id="navigation", tags=("nav",), roles=("navigation", "menu", "menubar"), words=("breadcrumbs?", "menu")),
    PruneRule(id="aside", tags=("aside",), roles=("complementary",), words=("sidebar",)),
    PruneRule(id="footer", tags=("footer",), roles=("contentinfo",), words=("site-footer", "page-footer")),
    PruneRule(id="dialog", tags=("dialog",), roles=("dialog", "alertdialog", "search"), words=("cookies?", "modal")),
    PruneRule(id="comments", words=("comments?", "disqus", "respond")),
    PruneRule(id="newsletter", words=("newsletters?", "subscribe", "signup", "sign-up")),
    PruneRule(id="related", words=("related", "recommended", "most-read", "most-popular", "trending", "read-next")),
    PruneRule(
        id="byline", words=("byline", "dateline", "timestamp", "(?:article|entry|post|story)-meta", "author-bio")
    ),
    PruneRule(id="sharing", words=("share", "sharing", "social-links", "social-share")),
    PruneRule(id="advertising", words=("advert", "advertisement", "ad-slot", "sponsored", "promo")),
)

# Never taken away: templates write the oddest things there.
_KEPT = frozenset(("html", "head", "body", "main", "article", "h1"))
_HOLDS_ARTICLE = ("h1", "main", "article")
# Nor is an element taken for its class, or for being hidden, when it holds more than this share of the page's
# text: "subscribe" may wrap the whole story.
_LARGEST_SHARE = 0.4

_TAGS = frozenset(tag for rule in PRUNE_RULES for tag in rule.tags)
_ROLES = frozenset(role for rule in PRUNE_RULES for role in rule.roles)
_WORDS = re.compile(
    r"(?:^|[\s_-])(?:" + "|".join(word for rule in PRUNE_RULES for word in rule.words) + r")(?:$|[\s_-])", re.IGNORECASE
)


def prune(tree: HtmlElement) -> None:
    """Take away, in place, what PRUNE_RULES say is not the article; the text that follows an element stays."""
    elements = [element for element in tree.iter("*") if element.tag not in _KEPT and element.getparent() is not None]
    gone: set[HtmlElement] = set()
    weights: dict[HtmlElement, float] | None = None
    for element in elements:
        if element.getparent() in gone:
            gone.add(element)
            continue
        if element.tag not in _TAGS and element.get("role") not in _ROLES:
            if not (_is_labelled(element) or _is_hidden(element)):
                continue
            weights = _weights(tree) if weights is None else weights
            if weights[element] > _LARGEST_SHARE:
                continue
        gone.add(element)
        element.drop_tree()


def _is_labelled(element: HtmlElement) -> bool:
    label = f"{element.get('class', '')} {element.get('id', '')}"
    return len(label) > 1 and _WORDS.search(label) is not None


def _is_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


def _weights(tree: HtmlElement) -> dict[HtmlElement, float]:
    """Return each element's share of the page's running text; what holds the article itself counts as all of it."""
    weights = text_shares(tree)
    for holder in tree.iter(*_HOLDS_ARTICLE):
        weights.update(dict.fromkeys(holder.iterancestors(), 1.0))
    return weights
