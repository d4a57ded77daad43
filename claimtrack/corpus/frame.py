"""Where on a page the article stands: the innermost element that holds most of its paragraphs.

trafilatura looks for frames by name (article, main, well-known classes). On pages that use none of them it falls back
to loose paragraphs and loses lists and headings; marking the frame by its share of the text gives them back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# An element with this share of the paragraph text is the article's frame.
_MOST = 0.7
_NAMED = ("article", "main")
_MAY_FRAME = frozenset(("div", "section", "td", "form", "center"))
# A class trafilatura knows an article's body by.
_MARK = "article-body"


def paragraph_shares(tree: HtmlElement) -> dict[HtmlElement, float]:
    """Return each element's share of the page's text in `<p>` elements.

    One pass from the last element to the first: asking each element for its text anew would take quadratic time.
    """
    sizes: dict[HtmlElement, int] = {}
    for element in reversed(list(tree.iter("*"))):
        if element.tag == "p":
            sizes[element] = len(element.text_content())
        size = sizes.setdefault(element, 0)
        parent = element.getparent()
        if size and parent is not None:
            sizes[parent] = sizes.get(parent, 0) + size
    total = max(sizes[tree], 1)
    return {element: size / total for element, size in sizes.items()}


def mark_frame(tree: HtmlElement) -> None:
    """Mark, in place, the frame of an article on a page that names none; leave the page alone when there is none."""
    if next(tree.iter(*_NAMED), None) is not None or tree.find(".//*[@itemprop='articleBody']") is not None:
        return
    shares = paragraph_shares(tree)
    frames = [element for element, share in shares.items() if share >= _MOST and element.tag in _MAY_FRAME]
    if frames:
        innermost = max(frames, key=lambda element: sum(1 for _ in element.iterancestors()))
        innermost.tag = "div"
        innermost.set("class", _MARK)
        return
    body = tree.find("body")
    if body is not None and sum(shares[element] for element in body if element.tag == "p") >= _MOST:
        _wrap(body)


def _wrap(body: HtmlElement) -> None:
    frame = body.makeelement("div", {"class": _MARK})
    frame.text, body.text = body.text, None
    frame.extend(list(body))
    body.append(frame)
