"""The official data of a workspace: descriptors and snapshots loaded, added and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.errors import ClaimtrackError, DatasetError, UsageError, attempt

if TYPE_CHECKING:
    from datetime import datetime

    from claimtrack.datasets.dataset import Descriptor, Snapshot
    from claimtrack.settings import Workspace

Progress = Callable[[Path], None]

TABLE_ENDINGS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """The official data of a workspace: descriptors, their snapshots, and what could not be used."""

    descriptors: tuple[Descriptor, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    errors: tuple[ClaimtrackError, ...] = ()


def load_data(workspace: Workspace | None, progress: Progress | None = None) -> Data:
    """Read the workspace's descriptors and manifests, and take up files that were dropped into snapshots/ by hand.

    `progress` is called with each file read. What is wrong with one dataset leaves the others as they are.
    """
    if workspace is None or not workspace.datasets.is_dir():
        return Data()
    from claimtrack.datasets.descriptor import load_descriptors
    from claimtrack.datasets.snapshots import sync_snapshots

    descriptors, broken = load_descriptors(workspace.datasets)
    snapshots: list[Snapshot] = []
    errors: list[ClaimtrackError] = list(broken)
    for descriptor in descriptors:
        if descriptor.snapshots_dir is None:
            continue
        found = attempt(partial(sync_snapshots, descriptor, descriptor.snapshots_dir, progress), descriptor.name)
        if isinstance(found, ClaimtrackError):
            errors.append(found)
            continue
        snapshots += found[0]
        errors += found[1]
    return Data(descriptors=descriptors, snapshots=tuple(snapshots), errors=tuple(errors))


def check_data(data: Data) -> Iterator[ClaimtrackError]:
    """Read every snapshot's file anew and yield what is not as it was."""
    from claimtrack.datasets.snapshots import check_snapshots

    for descriptor in data.descriptors:
        if descriptor.snapshots_dir is not None:
            try:
                yield from check_snapshots(descriptor, descriptor.snapshots_dir)
            except DatasetError as error:
                yield error


def find_descriptor(data: Data, name: str) -> Descriptor:
    """Return a dataset's descriptor. Raises UsageError when the workspace has none of that name."""
    found = next((d for d in data.descriptors if d.name == name), None)
    if found is None:
        known = ", ".join(d.name for d in data.descriptors) or "none; add one with: claimtrack dataset add"
        raise UsageError(f"no dataset {name!r} in this workspace", hint=f"known: {known}")
    return found


def add_dataset(workspace: Workspace, name: str) -> tuple[Descriptor, tuple[ClaimtrackError, ...]]:
    """Take a dataset of the catalogue, or one described by a file or folder, into the workspace.

    Raises UsageError for a name that is neither, DescriptorError for a broken descriptor.
    """
    from claimtrack.datasets.descriptor import descriptor_file, load_descriptor
    from claimtrack.datasets.snapshots import add_snapshots as keep

    source = _described(name)
    descriptor = load_descriptor(source)
    home = workspace.datasets / descriptor.name
    target = home / "datapackage.yaml"
    if home.is_dir() and any(home.glob("datapackage.*")):
        raise UsageError(
            f"{descriptor.name} is here already", where=str(home), hint="edit its descriptor, or remove it"
        )
    home.mkdir(parents=True, exist_ok=True)
    target.write_bytes(descriptor_file(source).read_bytes())
    placed = load_descriptor(home)
    if descriptor.snapshots_dir is None or not descriptor.snapshots_dir.is_dir() or placed.snapshots_dir is None:
        return placed, ()
    _, errors = keep(placed, [descriptor.snapshots_dir], placed.snapshots_dir)
    return placed, errors


def add_snapshots(
    workspace: Workspace,
    name: str,
    files: list[Path],
    observed_at: datetime | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Snapshot, ...], tuple[ClaimtrackError, ...]]:
    """Keep files as snapshots of a dataset; return them, and why others could not be kept."""
    from claimtrack.datasets.snapshots import add_snapshots as keep

    descriptor = find_descriptor(load_data(workspace), name)
    if descriptor.snapshots_dir is None:
        raise UsageError(f"{name} has no folder for snapshots")
    return keep(descriptor, files, descriptor.snapshots_dir, observed_at, progress)


def _described(name: str) -> Path:
    """Return where the descriptor is that a user named: a catalogue entry, a file or a folder."""
    from claimtrack.datasets.catalogue import catalogue_ids, catalogue_path

    if name in catalogue_ids():
        return catalogue_path(name)
    source = Path(name)
    known = ", ".join(catalogue_ids())
    if source.suffix.lower() in TABLE_ENDINGS:
        hint = (
            "write a datapackage.yaml for it, see docs/datasets.md, and add that; "
            "or keep it as a snapshot of a dataset that is here: claimtrack dataset snapshot ID FILE"
        )
        raise UsageError("this is a table without a description", where=name, hint=hint)
    if not source.exists():
        raise UsageError(f"no dataset {name!r}", hint=f"name a datapackage.yaml, or one of the catalogue: {known}")
    return source
