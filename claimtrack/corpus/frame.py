"""Where on a page the article stands: the innermost element that holds most of its text.

trafilatura looks for frames by name (article, main, well-known classes). On pages that use none of them it falls back
to loose paragraphs, and loses lists and headings, or to everything, menus and all. Marking the frame by its share of
the text mends both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# An element with this share of the page's text is the article's frame; among several articles, half is enough.
_MOST = 0.7
_MAIN_ARTICLE = 0.5
_NAMED = ("article", "main")
_MAY_FRAME = frozenset(("div", "section", "td", "form", "center"))
# Blocks of running text; where most of them stand right in the body, the body is the frame.
_LOOSE = frozenset(("p", "h1", "h2", "h3", "h4", "ul", "ol", "table", "blockquote", "pre"))
# A class trafilatura knows an article's body by.
_MARK = "article-body"
# What belongs to menus, cards and forms rather than to running text.
_NOT_RUNNING = frozenset(
    ("a", "script", "style", "noscript", "template", "title", "option", "button", "label", "textarea")
)


def text_shares(tree: HtmlElement) -> dict[HtmlElement, float]:
    """Return each element's share of the page's running text, the text outside links.

    One pass from the last element to the first: asking each element for its text anew would take quadratic time.
    """
    sizes: dict[HtmlElement, int] = {}
    for element in reversed(list(tree.iter("*"))):
        own = 0 if element.tag in _NOT_RUNNING else _length(element.text) + sizes.get(element, 0)
        sizes[element] = own
        parent = element.getparent()
        if parent is not None:
            sizes[parent] = sizes.get(parent, 0) + own + _length(element.tail)
    total = max(sizes[tree], 1)
    return {element: size / total for element, size in sizes.items()}


def mark_frame(tree: HtmlElement) -> None:
    """Mark, in place, the article's frame where the page names none, and take away lesser articles around the main one.

    A page without a frame is left alone.
    """
    articles = list(tree.iter("article"))
    if len(articles) > 1:
        _drop_lesser(articles, text_shares(tree))
    elif not articles and next(tree.iter(*_NAMED), None) is None and tree.find(".//*[@itemprop='articleBody']") is None:
        _mark_unnamed(tree, text_shares(tree))


def _drop_lesser(articles: list[HtmlElement], shares: dict[HtmlElement, float]) -> None:
    """Drop teasers that are articles of their own beside the page's; several of like size, as in a live blog, stay."""
    main = max(articles, key=lambda element: shares[element])
    if shares[main] < _MAIN_ARTICLE:
        return
    related = {main, *main.iterancestors(), *main.iterdescendants("article")}
    for article in articles:
        if article not in related and article.getparent() is not None:
            article.drop_tree()


def _mark_unnamed(tree: HtmlElement, shares: dict[HtmlElement, float]) -> None:
    frames = [element for element, share in shares.items() if share >= _MOST and element.tag in _MAY_FRAME]
    # A paragraph that some sites write as a <div> is no frame: what it stands in is.
    frames = [element for element in frames if len(element)]
    body = tree.find("body")
    if frames:
        innermost = max(frames, key=lambda element: sum(1 for _ in element.iterancestors()))
        innermost.tag = "div"
        innermost.set("class", _MARK)
    elif body is not None and sum(shares[element] for element in body if element.tag in _LOOSE) >= _MOST:
        _wrap(body)


def _wrap(body: HtmlElement) -> None:
    frame = body.makeelement("div", {"class": _MARK})
    frame.text, body.text = body.text, None
    frame.extend(list(body))
    body.append(frame)


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0
