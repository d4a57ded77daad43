"""From a source's bytes to a document: clean text, headline, publisher, dates with their origin, list of sources."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate
from typing import TypeVar

from claimtrack.corpus.characters import binary_kind, clean, clean_line, decode
from claimtrack.corpus.dates import DateCandidate, believe, date_in_lines
from claimtrack.corpus.document import Document, Source
from claimtrack.corpus.headline import choose_headline, same_headline
from claimtrack.corpus.language import language_of
from claimtrack.corpus.metadata import tidy_url
from claimtrack.corpus.plaintext import Paragraph, paragraphs, sources_index, split_headline
from claimtrack.errors import DocumentError
from claimtrack.period import Period

T = TypeVar("T")
MAX_BYTES = 10 * 1024 * 1024

_ID_DIGITS = 16
# Where the headline may be said again: below a kicker or a byline, not deep in the text.
_REPEATED_WITHIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What both kinds of file yield before a document is put together."""

    headline: str | None
    lines: tuple[str, ...]
    dates: tuple[DateCandidate, ...]
    publisher: str | None = None
    kind: str | None = None
    url: str | None = None
    language: str | None = None
    modified: Period | None = None
    notes: tuple[str, ...] = ()
    source_lines: tuple[tuple[int, int], ...] = ()


def read_document(source: Source, *, published: Period | None = None, now: datetime | None = None) -> Document:
    """Return the document in `source`.

    `published` overrides every date found; a date more than 24 hours after `now` is believed only when there is no
    other. Raises DocumentError when the source is empty, no text, over the caps or has nothing to read.
    """
    text = _decoded(source)
    match source.media:
        case "html":
            parts = _html_parts(source, text)
        case "text":
            parts = _text_parts(text)
        case "passage":
            parts = _passage_parts(paragraphs(clean(text)))
        case other:
            raise DocumentError(f"unknown kind of source: {other}", where=source.name, hint="html, text or passage")
    if not parts.lines and not parts.headline:
        raise DocumentError("there is no text in it, only blank or invisible characters", where=source.name)
    return _document(source, parts, published, now)


def passage(text: str, *, published: Period | None = None) -> Document:
    """Return a document of one passage given by hand (`verify --text`); it has no headline."""
    source = Source(name="--text", media="passage", data=text.encode("utf-8", "replace"))
    return read_document(source, published=published)


def document_id(name: str) -> str:
    """Return the id of the document that was read here, an address or a name: 16 hex digits of SHA-256.

    The address that a page calls its own is no identity: of two copies of a story each is a document.
    """
    return _sha256(name)[:_ID_DIGITS]


def _decoded(source: Source) -> str:
    data = source.data
    if not data.strip():
        raise DocumentError("there is nothing in it", where=source.name, hint="save or download it again")
    if len(data) > MAX_BYTES:
        raise DocumentError(
            f"the file has more than the {MAX_BYTES // 1024**2} MB that are read",
            where=source.name,
            hint="save the article's text as a .txt file",
        )
    if (kind := binary_kind(data)) is not None:
        raise DocumentError(f"this is {kind}, not {source.media}", where=source.name, hint="convert it to text or HTML")
    return decode(data, charset=source.charset, markup=source.media == "html")[0]


def _html_parts(source: Source, text: str) -> _Parts:
    from claimtrack.corpus.page import read_page

    page = read_page(text, where=source.name, address=source.url)
    data = page.metadata
    headline = choose_headline(data.titles, page.headings, data.publisher)
    in_text = None if data.dates else date_in_lines(page.paragraphs)
    return _Parts(
        headline=headline,
        lines=tuple(_below_headline(page.paragraphs, page.paragraphs, headline)),
        dates=(*data.dates, *([in_text] if in_text else [])),
        publisher=data.publisher,
        kind=data.kind,
        url=data.url,
        language=data.language,
        modified=data.modified.period if data.modified else None,
    )


def _text_parts(text: str) -> _Parts:
    headline, below = split_headline(paragraphs(clean(text)))
    found = date_in_lines([paragraph.text for paragraph in below])
    dates = (found,) if found else ()
    if headline is None:
        return replace(_passage_parts(below), dates=dates)
    body = tuple(_below_headline(below, [paragraph.text for paragraph in below], headline.text))
    return _Parts(
        headline=headline.text,
        lines=tuple(paragraph.text for paragraph in body),
        dates=dates,
        source_lines=_source_lines((headline, *body)),
    )


def _passage_parts(found: Sequence[Paragraph]) -> _Parts:
    lines = tuple(paragraph.text for paragraph in found)
    return _Parts(headline=None, lines=lines, dates=(), source_lines=_source_lines(found))


def _source_lines(found: Sequence[Paragraph]) -> tuple[tuple[int, int], ...]:
    """Return where the lines of the file begin in the text that these paragraphs make."""
    ends = accumulate(len(paragraph.text) + 1 for paragraph in found)
    return tuple(
        (end - len(paragraph.text) - 1 + offset, line)
        for paragraph, end in zip(found, ends, strict=True)
        for offset, line in paragraph.starts
    )


def _below_headline(items: Sequence[T], lines: Sequence[str], headline: str | None) -> Iterator[T]:
    """Yield the body's items, whose texts are `lines`, without the headline's second mention at their top."""
    for index, (item, line) in enumerate(zip(items, lines, strict=True)):
        if headline is None or index >= _REPEATED_WITHIN or not same_headline(line, headline):
            yield item


def _document(source: Source, parts: _Parts, published: Period | None, now: datetime | None) -> Document:
    chosen, notes = believe((*_given(published), *parts.dates), now=now)
    body = "\n".join(parts.lines)
    text = "\n".join(part for part in (parts.headline, body) if part)
    body_start = len(text) - len(body)
    language, contradiction = language_of(text, parts.language)
    return Document(
        id=document_id(source.name if source.url is None else tidy_url(source.url) or source.url),
        source=clean_line(source.name),
        url=parts.url or source.url,
        media=source.media,
        headline=parts.headline,
        publisher=parts.publisher,
        kind=parts.kind,
        date_published=chosen.period if chosen else None,
        date_source=chosen.origin if chosen else None,
        date_modified=parts.modified,
        language=language,
        sha256=_sha256(text),
        text=text,
        body_start=body_start,
        sources_start=body_start + _sources_offset(parts.lines),
        notes=(*parts.notes, *notes, *([contradiction] if contradiction else [])),
        source_lines=parts.source_lines,
    )


def _given(published: Period | None) -> Iterable[DateCandidate]:
    return () if published is None else (DateCandidate(period=published, origin="option", detail="--published"),)


def _sources_offset(lines: Sequence[str]) -> int:
    index = sources_index(lines)
    before = sum(len(line) + 1 for line in lines[:index])
    return before if index < len(lines) else max(before - 1, 0)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
