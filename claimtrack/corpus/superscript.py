"""Raised characters on a page: a footnote's mark must not become a digit of the number before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARK = re.compile(r"[\s\d,;*†‡§¶#()\[\].–-]*|\[?[a-z]\]?")
_POWER = re.compile(r"[-−–]?\d{1,3}")
# Bases that are written with exponents, and units of length that are squared or cubed.
_BASE = re.compile(r"(?<![\d.,])(?:10|2)$")
_LENGTH = re.compile(r"(?<![A-Za-z])(?:[kcm]?m|mi|ft|in|yd)$")
_RAISED_DIGIT = {"2": "²", "3": "³"}


def settle_superscripts(tree: HtmlElement) -> None:
    """Take footnote marks away, in place; write powers as 10^6 and m²; leave ordinals' letters (21st) as they are."""
    for element in list(tree.iter("sup")):
        text = element.text_content().strip()
        before = _text_before(element)[-20:]
        if _POWER.fullmatch(text) and element.find(".//a") is None:
            if _BASE.search(before):
                _replace(element, f"^{text}")
                continue
            if text in _RAISED_DIGIT and _LENGTH.search(before):
                _replace(element, _RAISED_DIGIT[text])
                continue
        if _MARK.fullmatch(text) or element.find(".//a") is not None:
            _replace(element, "")


def _text_before(element: HtmlElement) -> str:
    """Return the text right before an element: its elder sibling's tail or its parent's, reached through one child."""
    before = element.getprevious()
    if before is not None:
        return str(before.tail or before.text_content())
    parent = element.getparent()
    return "" if parent is None else str(parent.text or "")


def _replace(element: HtmlElement, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.text = text
    element.drop_tag()
