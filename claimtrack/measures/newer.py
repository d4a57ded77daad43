"""What the snapshots after a moment say of many cells, in few queries over these snapshots alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Self

from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.errors import ClaimtrackError
from claimtrack.measures.measure import Observation, Scope
from claimtrack.measures.observe import Observatory


class NewerCells:
    """The newer snapshots of a dataset, asked for the cells of any measure."""

    def __init__(self, descriptor: Descriptor, snapshots: tuple[Snapshot, ...], after: datetime, cache: Path) -> None:
        newer = tuple(s for s in snapshots if s.dataset == descriptor.name and s.observed_at > after)
        self._name = descriptor.name
        self._observatory = Observatory([descriptor], newer, cache)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._observatory.close()

    def observations(self, measure: str, scope: Scope, after: datetime | None) -> tuple[Observation, ...]:
        """Return what the snapshots after a moment say of a cell, oldest first.

        Raises UnknownMeasureError and UsageError for names that the descriptor does not know.
        """
        found = self._observatory.history(self._name, measure, scope).observations
        return found if after is None else tuple(o for o in found if o.at > after)

    @property
    def errors(self) -> tuple[ClaimtrackError, ...]:
        """What could not be read; nothing is known of these snapshots."""
        return self._observatory.errors
