"""The text of an HTML page: parsed under caps, stripped of what is not the article, extracted by trafilatura."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimtrack.corpus.blocks import TRAFILATURA_BLOCKS, lines_by_block, split_blob
from claimtrack.corpus.characters import clean, clean_line, clean_markup
from claimtrack.corpus.frame import mark_frame
from claimtrack.corpus.metadata import PageMetadata, read_metadata
from claimtrack.corpus.plaintext import paragraphs
from claimtrack.corpus.pruning import prune
from claimtrack.corpus.superscript import settle_superscripts
from claimtrack.errors import DocumentError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Extraction takes time with the number of elements; see docs/documents.md for the measurements.
MAX_ELEMENTS = 30_000
MAX_INLINE = 200
_INLINE = (
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "em",
    "font",
    "i",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "u",
    "ins",
    "del",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's declared metadata, the h1 elements it shows and its article's paragraphs."""

    metadata: PageMetadata
    headings: tuple[str, ...]
    paragraphs: tuple[str, ...]


def read_page(text: str, *, where: str, address: str | None) -> Page:
    """Return the metadata and paragraphs of an HTML page.

    Raises DocumentError when the page has no readable text or more elements than MAX_ELEMENTS.
    """
    tree = _parse(text, where)
    elements = list(tree.iter("*"))  # lxml makes an element anew in each walk unless somebody holds on to it
    metadata = read_metadata(tree, address)
    prune(tree)
    _flatten(tree, where)
    settle_superscripts(tree)
    mark_frame(tree)
    headings = tuple(line for h1 in tree.iter("h1") if (line := clean_line(" ".join(h1.itertext()))))
    del elements
    lines = split_blob(_extract(tree), tree) or _declared_text(metadata)
    if not lines:
        raise DocumentError(
            "no readable text in this page",
            where=where,
            hint="a page filled in by scripts must be saved from the browser after it has loaded",
        )
    return Page(metadata=metadata, headings=headings, paragraphs=lines)


def _declared_text(metadata: PageMetadata) -> tuple[str, ...]:
    """Return the article's text as JSON-LD gives it, for pages whose scripts fill in the rest."""
    return tuple(paragraph.text for paragraph in paragraphs(clean(metadata.body or "")))


def _parse(text: str, where: str) -> HtmlElement:
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, collect_ids=False
    )
    try:
        tree = html.document_fromstring(
            clean_markup(text).encode("utf-8", "replace"), parser=parser, ensure_head_body=True
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("no HTML in this file", where=where, hint="text files end in .txt or .md") from error
    return tree


def _flatten(tree: HtmlElement, where: str) -> None:
    """Check the cap on elements, and take the inline elements out of paragraphs that have a great many.

    trafilatura strips inline elements and then asks each text node for its parent, which walks over all nodes before
    it: 20,000 bold words in one paragraph take 15 seconds.
    """
    from lxml import etree

    elements = list(tree.iter("*"))
    if len(elements) > MAX_ELEMENTS:
        raise DocumentError(
            f"the page has {len(elements):,} elements, more than the {MAX_ELEMENTS:,} that are read",
            where=where,
            hint="save the article's text as a .txt file",
        )
    for element in elements:
        if len(element) > MAX_INLINE:
            etree.strip_tags(element, *_INLINE)
            _join_text_nodes(element)


def _join_text_nodes(element: HtmlElement) -> None:
    # Setting a text makes one node of the many that stripping leaves side by side.
    element.text = element.text
    for child in element:
        child.tail = child.tail


def _extract(tree: HtmlElement) -> tuple[str, ...]:
    import trafilatura

    for fast in (True, False):
        document: Any = trafilatura.bare_extraction(
            tree, fast=fast, include_comments=False, include_tables=True, with_metadata=False
        )
        if document is not None and document.body is not None:
            lines = lines_by_block(document.body, TRAFILATURA_BLOCKS)
            if lines:
                return lines
    return ()
