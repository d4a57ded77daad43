"""What a new issue did to the measures: each one's value before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.datasets.quality import BELIEVED
from claimtrack.measures.measure import Scope
from claimtrack.measures.observe import Observatory


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """A measure's value in two issues, None where there is none; for a series, its newest value in each."""

    measure: str
    scope: Scope
    before: Decimal | None
    after: Decimal | None

    @property
    def delta(self) -> Decimal | None:
        """The change, None when one of the values is missing."""
        return None if self.before is None or self.after is None else self.after - self.before


def measure_changes(
    descriptor: Descriptor,
    a: Snapshot,
    b: Snapshot,
    cache_dir: Path,
    snapshots_dir: Path | None = None,
    scope: Scope = (),
) -> tuple[MeasureChange, ...]:
    """Return every measure's value in a scope in the snapshots `a` and `b`, in the descriptor's order.

    Each is asked alone, a held-back one too: what would it say?
    """
    before, after = (_values(descriptor, snapshot, cache_dir, snapshots_dir, scope) for snapshot in (a, b))
    return tuple(
        MeasureChange(measure=m.name, scope=scope, before=before.get(m.name), after=after.get(m.name))
        for m in descriptor.measures
        if m.flow_of is None
    )


def _values(
    descriptor: Descriptor, snapshot: Snapshot, cache_dir: Path, snapshots_dir: Path | None, scope: Scope
) -> dict[str, Decimal]:
    folders = {descriptor.name: snapshots_dir} if snapshots_dir is not None else None
    with Observatory([descriptor], [replace(snapshot, status=BELIEVED)], cache_dir, folders) as alone:
        histories = [alone.history(descriptor.name, measure.name, scope) for measure in descriptor.measures]
    return {history.measure: history.observations[-1].value for history in histories if history.observations}
