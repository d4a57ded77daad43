"""The document: a page or file as plain text, with its metadata and where each piece of it came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from claimtrack.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A quotation anchored in a text (W3C Web Annotation: TextQuoteSelector and TextPositionSelector).

    Offsets count Unicode code points of the document's stored text: `text[start:end] == exact`.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was read before anything was understood: where it is from and its bytes.

    `name` is what the user typed or the path under the workspace; `url` the address when there is one.
    `media` is html, text or passage (text from the command line); `charset` the encoding a server declared.
    """

    name: str
    media: str
    data: bytes
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text with schema.org NewsArticle's metadata; each date says how it was found.

    `text` is the whole stored text: when there is a headline it is the first paragraph, once, and `body_start` is
    where the body begins. Paragraphs are separated by one newline. `date_source` names what gave the publication date,
    one of `dates.ORDER`. `sources_start` is where a closing list of sources begins, or the length of the text.
    `language` is an ISO 639-1 code, or None when unknown. `source_lines` says where in `text` each line of a text file
    begins: (offset, 1-based line of the file), in order; it is empty for pages, whose lines mean nothing.
    """

    id: str
    source: str
    url: str | None
    media: str
    headline: str | None
    publisher: str | None
    kind: str | None
    date_published: Period | None
    date_source: str | None
    date_modified: Period | None
    language: str | None
    sha256: str
    text: str
    body_start: int
    sources_start: int
    notes: tuple[str, ...] = ()
    source_lines: tuple[tuple[int, int], ...] = ()

    def line_at(self, position: int) -> int:
        """Return the 1-based line of the file that an offset of `text` stands on; for a page the line of `text`."""
        if not self.source_lines:
            return self.text.count("\n", 0, position) + 1
        index = bisect_right(self.source_lines, position, key=lambda pair: pair[0])
        return self.source_lines[max(index - 1, 0)][1]
