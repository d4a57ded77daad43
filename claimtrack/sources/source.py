"""A watched source: an address to look at again and again, and how."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from claimtrack.sources.addresses import canonical_url

ID_DIGITS = 16
DEFAULT_EVERY = timedelta(hours=6)
FILE_SCHEME = "file:"


class Kind(StrEnum):
    """What is at a source's address, and so how documents are found in it."""

    FEED = "feed"
    SITEMAP = "sitemap"
    INDEX = "index"
    PAGE = "page"
    DATASET = "dataset"
    WARC = "warc"


class Publisher(StrEnum):
    """Who publishes: an agency speaks of its own numbers, an outlet tells of others'."""

    AGENCY = "agency"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedSource:
    """One entry of corpus/sources.toml.

    `include` and `exclude` are regular expressions searched in the addresses of documents; `link` is the one that an
    index's links must match. `language` is a BCP 47 tag; `dataset` the dataset that a download is a snapshot of.
    """

    url: str
    kind: Kind
    title: str = ""
    publisher: Publisher = Publisher.OUTLET
    every: timedelta = DEFAULT_EVERY
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    language: str | None = None
    link: str | None = None
    dataset: str | None = None

    @property
    def id(self) -> str:
        """Return the first digits of the SHA-256 of the canonical address: the same source however it is written."""
        return source_id(self.url)

    def takes(self, url: str) -> bool:
        """Whether a document's address is wanted: some `include` finds it, if there are any, and no `exclude` does."""
        if any(re.search(pattern, url) for pattern in self.exclude):
            return False
        return not self.include or any(re.search(pattern, url) for pattern in self.include)


def source_id(url: str) -> str:
    """Return the id of the source at an address."""
    canonical = url if url.startswith(FILE_SCHEME) else canonical_url(url)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:ID_DIGITS]
