"""The extractor: every number of a document, as a claim or set aside with a reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from claimtrack.claims.assemble import Context, Memory, aside_claim, foreign_claims, read_claims
from claimtrack.claims.claim import Claim
from claimtrack.claims.identity import identified
from claimtrack.claims.inherit import dated
from claimtrack.claims.names import Name, find_names
from claimtrack.claims.parse import EMPTY, Parse
from claimtrack.claims.relations import related
from claimtrack.claims.scanning import Scan, scan_document
from claimtrack.corpus.document import Document

Parser = Callable[[Iterable[tuple[int, int]]], Iterator[Parse]]
BATCH = 64
_SECTION = re.compile(r"(?<![\d.,])\d{1,4}[a-z]?(?:\([A-Za-z]{1,3}\))(?:\(\w{1,3}\))*")
# Half a character, as a badly decoded page leaves it: spaCy refuses it. The stand-in is as long.
_LONE = re.compile("[\ud800-\udfff]")


def extract_claims(document: Document, pipeline: Any = None) -> tuple[Claim, ...]:
    """Return every number of the document in order of place: claims, and set-aside numbers with their reason.

    `pipeline` is a spaCy pipeline with tagger and parser (default: the installed model). It is loaded only when a
    number is left that may be a claim. Raises ModelError when it is needed and no model is installed.
    """
    return next(extract_many([document], pipeline=pipeline))[1]


def extract_many(
    documents: Iterable[Document], batch_size: int = BATCH, pipeline: Any = None
) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
    """Yield each document with its claims, in order; `batch_size` documents are parsed together, memory stays flat."""
    source = iter(documents)
    while batch := list(islice(source, batch_size)):
        scans = [scan_document(document) for document in batch]
        texts = [
            scan.document.text[stretch.start : stretch.end]
            for scan in scans
            for stretch in scan.stretches
            if stretch.needs_parse
        ]
        parses = _parses(texts, pipeline)
        for scan in scans:
            yield scan.document, _claims(scan, parses)


def extract_parsed(document: Document, parser: Parser | None) -> tuple[Claim, ...]:
    """Return the claims of a document whose stretches `parser` parses; None is for the default model."""
    scan = scan_document(document)
    wanted = [stretch for stretch in scan.stretches if stretch.needs_parse]
    if parser is None:
        parses = _parses([document.text[stretch.start : stretch.end] for stretch in wanted], None)
    else:
        parses = parser((stretch.start, stretch.end) for stretch in wanted)
    return _claims(scan, parses)


def passage(text: str) -> Document:
    """Return a bare document of a text without metadata."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        id=digest[:16], source="passage", url=None, media="passage", headline=None, publisher=None, kind=None,
        date_published=None, date_source=None, date_modified=None, language=None, sha256=digest, text=text,
        body_start=0,
        sources_start=len(text),
    )  # fmt: skip


def _parses(texts: list[str], pipeline: Any) -> Iterator[Parse]:
    if not texts:
        return iter(())
    from claimtrack.claims.component import parse_texts

    return parse_texts((_SECTION.sub(_as_a_name, _LONE.sub("\ufffd", text)) for text in texts), pipeline)


def _as_a_name(section: re.Match[str]) -> str:
    """Return a name as long as a section of a law, which the parser else takes apart: "287(g)" is "287(g" and ")"."""
    return ("Section" + "n" * len(section.group()))[: len(section.group())]


def _claims(scan: Scan, parses: Iterator[Parse]) -> tuple[Claim, ...]:
    document = scan.document
    if scan.foreign:
        return identified(foreign_claims(document))
    headline = find_names(document.text, 0, document.body_start) if document.body_start else []
    names: dict[tuple[int, int], list[Name]] = {}
    memory = Memory()
    found: list[Claim] = []
    for stretch in scan.stretches:
        parse = next(parses) if stretch.needs_parse else EMPTY
        if stretch.start >= document.sources_start:
            found.extend(aside_claim(document, stretch, mention, "citation") for mention in stretch.mentions)
            continue
        context = Context(
            document=document, stretch=stretch, parse=parse, headline=headline, names=names, memory=memory
        )
        claims, memory = read_claims(context)
        found.extend(claims)
    found.sort(key=lambda claim: (claim.quote.start, claim.quote.end))
    return dated(related(identified(found)))
