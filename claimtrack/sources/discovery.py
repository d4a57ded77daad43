"""What was found out about an address: what kind of source it is, and what else it offers to watch."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.sources.source import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A feed or sitemap that a page or robots.txt names."""

    kind: Kind
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What an address is; `kind` is None when it is nothing that can be watched. `link` is an index's link pattern."""

    url: str
    kind: Kind | None
    title: str = ""
    language: str | None = None
    link: str | None = None
    offers: tuple[Offer, ...] = ()
    problems: tuple[str, ...] = ()
