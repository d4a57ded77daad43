"""Which snapshot a person means: by file, by hash, or by a date as of which it was the newest."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.datasets.dataset import Snapshot
from claimtrack.errors import UsageError
from claimtrack.period import parse_stamp

SHORTEST_HASH = 4


def chosen_pair(snapshots: Sequence[Snapshot], a: str | None, b: str | None, dataset: str) -> tuple[Snapshot, Snapshot]:
    """Return two snapshots of a dataset: those named, else the newest believed ones, the older first.

    Raises UsageError where a name fits none or several, or there are not two.
    """
    believed = sorted((s for s in snapshots if s.believed), key=lambda s: (s.observed_at, s.file))
    if len(believed) < 2 and b is None:
        there = f"{dataset} has {len(believed) or 'no'} snapshot{'' if len(believed) == 1 else 's'} to compare"
        raise UsageError(there, hint=f"add another: claimtrack dataset snapshot {dataset} FILE…")
    before = believed[-2] if a is None else chosen(snapshots, a, dataset)
    return before, believed[-1] if b is None else chosen(snapshots, b, dataset)


def chosen(snapshots: Sequence[Snapshot], name: str, dataset: str) -> Snapshot:
    """Return the snapshot with this file name or beginning of a hash, or the newest believed one as of this date.

    Raises UsageError where it is none or several.
    """
    exact = [s for s in snapshots if s.file == name]
    by_hash = [s for s in snapshots if len(name) >= SHORTEST_HASH and s.sha256.startswith(name.casefold())]
    found = exact or by_hash or _as_of(snapshots, name)
    if len(found) == 1:
        return found[0]
    hint = f"name a file, the beginning of a hash or a date; list them with: claimtrack dataset show {dataset}"
    what = "several snapshots" if found else "no snapshot"
    raise UsageError(f"{what} of {dataset} {'are' if found else 'is'} {name!r}", hint=hint)


def _as_of(snapshots: Sequence[Snapshot], name: str) -> list[Snapshot]:
    try:
        moment = parse_stamp(name).end
    except ValueError:
        return []
    known = [s for s in snapshots if s.believed and s.observed_at <= moment]
    return [max(known, key=lambda s: (s.observed_at, s.file))] if known else []
