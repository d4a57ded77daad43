"""Which documents the data of now may judge otherwise than they were judged, found without judging any.

Documents are held against what they were last judged under. Where that differs in more than newer snapshots, all of
them are affected; else those with a verdict read from a cell that a newer snapshot changed, or that is open to any.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.datasets.normalisers import vocabulary
from claimtrack.datasets.quality import BELIEVED
from claimtrack.inventory import Data
from claimtrack.matching.judgement import LinkJudgement
from claimtrack.measures.newer import NewerCells
from claimtrack.measures.observe import Observatory
from claimtrack.verdicts.dependency import ALL, seen_in
from claimtrack.verdicts.terms import JudgedUnder, KnownSnapshot

if TYPE_CHECKING:
    from claimtrack.store.engine import Store
    from claimtrack.store.records import KnownCell, TermsInUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is other than when some documents were judged.

    `everything` says that no document can be spared. `redone` are datasets of which more changed than that newer
    snapshots came; `grown` are those, each with when the newest one known was observed.
    """

    everything: bool = False
    redone: frozenset[str] = frozenset()
    grown: Mapping[str, datetime] = field(default_factory=dict)


class Affected:
    """The search for the documents that the data of now affects."""

    def __init__(self, store: Store, data: Data, under: JudgedUnder, cache: Path) -> None:
        self._store = store
        self._data = data
        self._under = under
        self._cache = cache
        self._descriptors = {descriptor.name: descriptor for descriptor in data.descriptors}

    def documents(
        self, judgements: Mapping[str, tuple[LinkJudgement, ...]], datasets: frozenset[str] | None = None
    ) -> tuple[str, ...]:
        """Return the ids of the affected documents, sorted.

        `judgements` are what people said of links by now, by document. With `datasets` only what changed in these is
        looked at; other rules affect all documents even so.
        """
        found: set[str] = set()
        grown: dict[str, datetime] = {}
        for used in self._store.terms_in_use():
            change = self._change(used, datasets)
            if change.everything:
                found.update(self._store.judged_under(used))
                continue
            if change.redone:
                found.update(self._store.dependent_on(used, sorted(change.redone)))
            for name, newest in change.grown.items():
                grown[name] = min(newest, grown.get(name, newest))
        for name, newest in sorted(grown.items()):
            found.update(self._reading_changed_cells(name, newest))
        return tuple(sorted(found | self._newly_decided(judgements)))

    def _change(self, used: TermsInUse, datasets: frozenset[str] | None) -> Change:
        then, now = used.under, self._under
        if then is None or replace(then, snapshots=(), judgements=()) != replace(now, snapshots=(), judgements=()):
            return Change(everything=True)
        before, after = _by_dataset(then.snapshots), _by_dataset(now.snapshots)
        names = {name for name in {*before, *after} if before.get(name, ()) != after.get(name, ())}
        names &= names if datasets is None else datasets
        if not names:
            return Change()
        if not used.traced or any(self._is_table(name) for name in names):
            return Change(everything=True)
        changes = {name: _change_of(before.get(name, ()), after.get(name, ())) for name in names}
        if any(self._changes_wordings(name, change) for name, change in changes.items()):
            return Change(everything=True)
        return Change(
            redone=frozenset(name for name, change in changes.items() if change.since is None),
            grown={name: change.since for name, change in changes.items() if change.since is not None},
        )

    def _is_table(self, name: str) -> bool:
        """Whether claims that no measure covers are held against a dataset: any claim may be one."""
        descriptor = self._descriptors.get(name)
        return descriptor is None or descriptor.kind == "table"

    def _changes_wordings(self, name: str, change: _SnapshotChange) -> bool:
        """Whether a dataset has other values at a dimension now, by which texts name what is counted."""
        if change.removed or not change.kept:
            return True
        descriptor = self._descriptors[name]
        with Observatory([descriptor], self._data.snapshots, self._cache) as observatory:
            for dimension in descriptor.dimensions:
                known = {term.value for term in vocabulary(dimension.vocabulary or "")}
                known |= observatory.values_of(name, dimension.name, change.kept)
                if not observatory.values_of(name, dimension.name, change.added) <= known:
                    return True
            return bool(observatory.errors)

    def _reading_changed_cells(self, name: str, since: datetime) -> set[str]:
        """Return the documents read from a cell of a dataset that is open, or that a snapshot after `since` changed."""
        last = max(s.observed_at for s in self._data.snapshots if s.dataset == name and s.believed)
        known = self._store.known_cells(name, last)
        with NewerCells(self._descriptors[name], self._data.snapshots, since, self._cache) as newer:
            changed = [cell.id for cell in known if _is_changed(cell, newer)]
            if newer.errors:  # Nothing is known of what can't be read.
                changed = [cell.id for cell in known]
        return self._store.documents_reading(changed)

    def _newly_decided(self, judgements: Mapping[str, tuple[LinkJudgement, ...]]) -> set[str]:
        noted = self._store.judgements_noted(judgements)
        return {name for name, said in judgements.items() if noted.get(name, said) != said}


@dataclass(frozen=True, slots=True, kw_only=True)
class _SnapshotChange:
    """How a dataset's believed snapshots changed; `since` is the newest one known, if all that came are newer."""

    kept: frozenset[str]
    added: frozenset[str]
    removed: bool
    since: datetime | None


def _is_changed(cell: KnownCell, newer: NewerCells) -> bool:
    if cell.is_open or cell.newest is None:
        return True
    if cell.measure == ALL:
        return False
    return any(seen_in(o) != cell.seen for o in newer.observations(cell.measure, cell.scope, cell.newest))


def _by_dataset(snapshots: Iterable[KnownSnapshot]) -> dict[str, tuple[KnownSnapshot, ...]]:
    found: dict[str, list[KnownSnapshot]] = {}
    for snapshot in snapshots:
        if snapshot.status == BELIEVED:
            found.setdefault(snapshot.dataset, []).append(snapshot)
    return {name: tuple(ones) for name, ones in found.items()}


def _change_of(before: Sequence[KnownSnapshot], after: Sequence[KnownSnapshot]) -> _SnapshotChange:
    added = [s for s in after if s not in before]
    removed = [s for s in before if s not in after]
    last = max((s.observed_at for s in before), default=None)
    newer = last is not None and all(s.observed_at > last for s in added)
    return _SnapshotChange(
        kept=frozenset(s.sha256 for s in before if s in after),
        added=frozenset(s.sha256 for s in added),
        removed=bool(removed),
        since=last if newer and not removed else None,
    )
