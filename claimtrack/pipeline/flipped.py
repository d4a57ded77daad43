"""Rows behind a changed outcome, looked up before the database is locked for writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from claimtrack.errors import ClaimtrackError
from claimtrack.inventory import Data
from claimtrack.measures.measure import Scope
from claimtrack.measures.row_changes import RowChanges, row_changes
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.verdict import Official, Verdict

Key = tuple[str, str, str, str, Scope]


class RowsBehind:
    """The rows that came and went between the snapshots of two verdicts, each comparison made once."""

    def __init__(self, data: Data, cache: Path) -> None:
        self._descriptors = {descriptor.name: descriptor for descriptor in data.descriptors}
        self._snapshots = {(s.dataset, s.sha256): s for s in data.snapshots}
        self._cache = cache
        self._known: dict[Key, RowChanges | None] = {}

    def of(self, held: Mapping[str, Verdict], checks: Sequence[Check]) -> dict[str, RowChanges]:
        """Return by claim what came and went; nothing for a claim whose snapshots are the same, or are gone."""
        found = {}
        for check in checks:
            rows = self._of(held[check.claim.id], check) if check.claim.id in held else None
            if rows is not None:
                found[check.claim.id] = rows
        return found

    def _of(self, before: Verdict, check: Check) -> RowChanges | None:
        old, new = _snapshot(before.official), _snapshot(check.verdict.official)
        if check.link is None or old is None or new is None or old == new or old[0] != new[0]:
            return None
        best = check.link.best
        if old[0] != best.dataset:
            return None
        key = (best.dataset, old[1], new[1], best.measure, check.link.scope)
        if key not in self._known:
            self._known[key] = self._compared(key)
        return self._known[key]

    def _compared(self, key: Key) -> RowChanges | None:
        dataset, old, new, measure, scope = key
        descriptor = self._descriptors.get(dataset)
        before, after = self._snapshots.get((dataset, old)), self._snapshots.get((dataset, new))
        if descriptor is None or before is None or after is None:
            return None
        try:
            return row_changes(descriptor, before, after, measure, scope, self._cache)
        except ClaimtrackError:  # The outcome changed all the same; what can't be read is said where it is judged by.
            return None


def _snapshot(official: Official | None) -> tuple[str, str] | None:
    if official is None or not official.snapshots:
        return None
    return official.snapshots[0].dataset, official.snapshots[0].sha256
