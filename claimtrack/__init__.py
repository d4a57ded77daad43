"""claimtrack checks the numbers in news and press releases against official datasets.

    >>> import claimtrack
    >>> [claim.quote.exact for claim in claimtrack.extract("The list holds 958 agreements.")]
    ['958 agreements']

Heavy libraries are imported when they are needed, never by importing claimtrack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.version import __version__

if TYPE_CHECKING:
    from claimtrack.claims.claim import Claim
    from claimtrack.desk import Desk

__all__ = ["__version__", "extract", "extract_many", "open"]


def extract(text: str) -> tuple[Claim, ...]:
    """Return the numeric claims of a text, without the numbers that are none (dates, section numbers …).

    Offsets count code points of the text as it was given; a line break ends a paragraph.
    """
    return next(extract_many([text]))


def extract_many(texts: Iterable[str]) -> Iterator[tuple[Claim, ...]]:
    """Yield the numeric claims of each text, in order; the texts are streamed in batches."""
    from claimtrack.claims.extract import extract_many as stream
    from claimtrack.claims.extract import passage

    for _, claims in stream(passage(text) for text in texts):
        yield tuple(claim for claim in claims if claim.set_aside is None)


def open(path_or_url: str | Path = ".", *, database: str | None = None) -> Desk:  # noqa: A001
    """Return the workspace at or above a folder, ready to verify. Raises UsageError when there is none."""
    from claimtrack.desk import open_desk

    return open_desk(Path(path_or_url), database)
