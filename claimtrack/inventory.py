"""The official data of a workspace: descriptors and snapshots loaded, added and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.errors import ClaimtrackError, DatasetError, UsageError

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
        try:
            found, failed = sync_snapshots(descriptor, descriptor.snapshots_dir, progress)
        except DatasetError as error:
            errors.append(error)
            continue
        snapshots += found
        errors += failed
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
    """Take a dataset of the catalogue, one described by a file or folder, or a bare table into the workspace.

    Raises UsageError for a name that is none of these, DescriptorError for a broken descriptor.
    """
    from claimtrack.datasets.descriptor import descriptor_file, load_descriptor
    from claimtrack.datasets.snapshots import add_snapshots as keep

    if Path(name).suffix.lower() in TABLE_ENDINGS:
        return _add_table(workspace, Path(name))
    source = _described(name)
    descriptor = load_descriptor(source)
    home = _new_home(workspace, descriptor.name)
    (home / "datapackage.yaml").write_bytes(descriptor_file(source).read_bytes())
    placed = load_descriptor(home)
    if descriptor.snapshots_dir is None or not descriptor.snapshots_dir.is_dir() or placed.snapshots_dir is None:
        return placed, ()
    _, errors = keep(placed, [descriptor.snapshots_dir], placed.snapshots_dir)
    return placed, errors


def _add_table(workspace: Workspace, file: Path) -> tuple[Descriptor, tuple[ClaimtrackError, ...]]:
    """Take a table that nobody described into the workspace, with a descriptor that names its columns only."""
    import yaml

    from claimtrack.datasets.described import table_package
    from claimtrack.datasets.descriptor import load_descriptor
    from claimtrack.datasets.snapshots import add_snapshots as keep

    if not file.is_file():
        raise UsageError("no such file", where=str(file), hint="check the path")
    package = table_package(file)
    home = _new_home(workspace, str(package["name"]))
    text = yaml.safe_dump(package, sort_keys=False, allow_unicode=True, width=120)
    (home / "datapackage.yaml").write_text(text, encoding="utf-8")
    placed = load_descriptor(home)
    _, errors = keep(placed, [file], home / placed.path)
    return placed, errors


def _new_home(workspace: Workspace, name: str) -> Path:
    """Return the folder made for a new dataset. Raises UsageError when one of its name is here."""
    home = workspace.datasets / name
    if home.is_dir() and any(home.glob("datapackage.*")):
        raise UsageError(f"{name} is here already", where=str(home), hint="edit its descriptor, or remove it")
    home.mkdir(parents=True, exist_ok=True)
    return home


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
    if not source.exists():
        raise UsageError(f"no dataset {name!r}", hint=f"name a datapackage.yaml, or one of the catalogue: {known}")
    return source
