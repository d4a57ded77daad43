"""From sources to documents with their numbers; nothing is kept and nothing is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document, Source
from claimtrack.errors import ClaimtrackError, attempt
from claimtrack.period import Period
from claimtrack.targets import batches


def extract_claims(
    sources: Iterable[Source | ClaimtrackError], published: Period | None = None
) -> Iterator[tuple[Document, tuple[Claim, ...]] | ClaimtrackError]:
    """Yield each document with all its numbers, claims and set-aside ones, or why it could not be read."""
    now = datetime.now(UTC)
    for batch in batches(sources):
        pages = [read_source(source, published, now) for source in batch]
        parsed = extracted([item for item in pages if isinstance(item, Document)])
        for item in pages:
            yield item if isinstance(item, ClaimtrackError) else next(parsed)


def extracted(documents: list[Document]) -> Iterator[tuple[Document, tuple[Claim, ...]] | ClaimtrackError]:
    """Yield each document with its claims, or what was unforeseen in it: then the rest are parsed one by one.

    Raises ModelError, since without the parser no document can be read.
    """
    from claimtrack.claims.extract import extract_many

    done = 0
    try:
        for found in extract_many(documents):
            yield found
            done += 1
    except ClaimtrackError:
        raise
    except Exception:
        for document in documents[done:]:
            yield attempt(partial(next, extract_many([document])), document.source)


def read_source(
    source: Source | ClaimtrackError, published: Period | None, now: datetime
) -> Document | ClaimtrackError:
    """Return the document of a source, or why it could not be read."""
    from claimtrack.corpus.extract import read_document

    if isinstance(source, ClaimtrackError):
        return source
    return attempt(partial(read_document, source, published=published, now=now), source.name)
