"""The text of a tree by its blocks: each paragraph, heading, list item and table row on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimtrack.corpus.characters import clean_line

# Elements that begin and end a line, in trafilatura's trees and in HTML.
TRAFILATURA_BLOCKS = frozenset(
    ("body", "p", "head", "list", "item", "quote", "table", "row", "lb", "code", "ab", "div", "dl", "fw")
)
HTML_BLOCKS = frozenset(
    (
        "body", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre",
        "table", "caption", "tr", "br", "hr", "div", "section", "article", "main", "header", "figure", "figcaption",
        "center", "address", "form", "fieldset", "details", "summary",
    )
)  # fmt: skip
_CELLS = frozenset(("cell", "td", "th"))
_CELL_MARK = " | "
# Lines to be found again in a blob must make up this much of it.
_MOST = 0.8
# Looking for each block in a longer one would take too long; trafilatura resorts to it for short pages only.
_LONGEST_BLOB = 20_000


def lines_by_block(tree: Any, blocks: frozenset[str]) -> tuple[str, ...]:
    """Return the text of each block of a tree on one line; the cells of a table's row are parted by bars."""
    return tuple(_lines(tree, blocks))


def split_blob(lines: tuple[str, ...], tree: Any) -> tuple[str, ...]:
    """Return `lines`, or, when all text came as one line, the blocks of `tree` that it is made of.

    trafilatura's last resort gives a whole page as one paragraph, in which headings run into sentences.
    """
    if len(lines) != 1 or len(lines[0]) > _LONGEST_BLOB:
        return lines
    blocks = tuple(line for line in lines_by_block(tree, HTML_BLOCKS) if line in lines[0])
    return blocks if sum(map(len, blocks)) >= _MOST * len(lines[0]) else lines


def _lines(tree: Any, blocks: frozenset[str]) -> Iterator[str]:
    from lxml import etree

    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in blocks:
            yield from _flush(pieces)
        if event == "end" and element.tag in _CELLS:
            pieces.append(_CELL_MARK)
        pieces.append((element.text if event == "start" else element.tail) or "")
    yield from _flush(pieces)


def _flush(pieces: list[str]) -> Iterator[str]:
    line = clean_line("".join(pieces).replace("\n", " ")).strip("| ")
    pieces.clear()
    if line:
        yield line
