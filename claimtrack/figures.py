"""Figures of what is kept: how many claims there are, whence, how they came out and how old they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLooked:
    """A watched source and when all of it was last looked at; None: never to the end."""

    url: str
    looked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What is stored in figures. The three breakdowns are of current claims, without numbers that were set aside.

    `by_source` is by host, or by folder for what has no address; `by_age` by the time since publication.
    """

    documents: int
    versions: int
    by_source: tuple[tuple[str, int], ...]
    by_outcome: tuple[tuple[str, int], ...]
    by_age: tuple[tuple[str, int], ...]
    events_told: int
    events_untold: int
    looked: tuple[SourceLooked, ...]

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return sum(number for _, number in self.by_age)
