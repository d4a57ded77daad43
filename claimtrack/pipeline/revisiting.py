"""When to look again: what a source lists each time, what it lists no more ever more seldom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from claimtrack.sources.source import WatchedSource

if TYPE_CHECKING:
    from claimtrack.store.watching import StoredPage

RESTING = 10
"""A page that is listed no more is looked at again after a tenth of the time for which it has not changed."""


def due_sources(
    sources: Iterable[WatchedSource], looked_at: dict[str, datetime], now: datetime
) -> tuple[WatchedSource, ...]:
    """Return the sources whose interval has passed since they were last looked at to the end, or never were.

    A look in the future is one of a clock that was wrong, and counts for nothing.
    """
    return tuple(s for s in sources if s.id not in looked_at or not looked_at[s.id] <= now < looked_at[s.id] + s.every)


def is_due(page: StoredPage, now: datetime) -> bool:
    """Whether a page is to be looked at: it is listed, or was never fetched, or has rested."""
    if page.listed or page.looked_at is None or page.looked_at > now:
        return True
    since = page.changed_at or page.first_seen_at
    return now - page.looked_at >= (page.looked_at - since) / RESTING
