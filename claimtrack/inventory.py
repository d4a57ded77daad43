"""The official data of a workspace: descriptors and snapshots loaded, added and checked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.errors import ClaimtrackError, DatasetError, UnreadableFileError, UsageError, attempt

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
    from claimtrack.datasets.references import broken_references
    from claimtrack.datasets.snapshots import sync_snapshots

    descriptors, broken = load_descriptors(workspace.datasets)
    snapshots: list[Snapshot] = []
    errors: list[ClaimtrackError] = [*broken, *broken_references(descriptors)]
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


def add_dataset(
    workspace: Workspace, name: str, *, allow_private: bool = False
) -> tuple[Descriptor, tuple[ClaimtrackError, ...]]:
    """Take a dataset of the catalogue, one described by a file, folder or address, or a bare table into the workspace.

    Raises UsageError for a name that is none of these, DescriptorError for a broken descriptor.
    """
    from claimtrack.datasets.descriptor import descriptor_file, load_descriptor
    from claimtrack.datasets.remote import download, is_address
    from claimtrack.datasets.snapshots import add_snapshots as keep

    if is_address(name):
        with tempfile.TemporaryDirectory() as folder:
            source = download(
                name, Path(folder), TABLE_ENDINGS, allow_private=allow_private, user_agent=workspace.settings.user_agent
            )
            return add_dataset(workspace, str(source))
    if Path(name).suffix.lower() in TABLE_ENDINGS:
        return _add_table(workspace, Path(name))
    source = _described(name)
    descriptor = load_descriptor(source)
    home = _new_home(workspace, descriptor.name)
    file = descriptor_file(source)
    (home / f"datapackage{'.json' if file.suffix.lower() == '.json' else '.yaml'}").write_bytes(file.read_bytes())
    own = _own_data(descriptor)
    errors: tuple[ClaimtrackError, ...] = ()
    if own is not None:
        _, errors = keep(descriptor, [own], home / descriptor.path)
    return load_descriptor(home), errors


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
    kept, errors = keep(placed, [file], home / placed.path)
    if not kept:
        remove_dataset(workspace, placed.name)
        raise errors[0]
    return placed, errors


def _new_home(workspace: Workspace, name: str) -> Path:
    """Return the folder made for a new dataset. Raises UsageError when one of its name is here."""
    home = workspace.datasets / name
    if home.is_dir() and any(home.glob("datapackage.*")):
        hint = f"edit its descriptor, or: claimtrack dataset rm {name}"
        raise UsageError(f"{name} is here already", where=str(home), hint=hint)
    home.mkdir(parents=True, exist_ok=True)
    return home


def remove_dataset(workspace: Workspace, name: str) -> None:
    """Take a dataset out of the workspace: its descriptor, its snapshots, all that is in its folder.

    Raises UsageError where it has none, or can't be removed.
    """
    import shutil

    home = dataset_folder(workspace, name)
    try:
        if home.is_symlink():
            home.unlink()
        else:
            shutil.rmtree(home)
    except OSError as error:
        raise UsageError(f"can't be removed: {error.strerror}", where=str(error.filename or home)) from error


def dataset_folder(workspace: Workspace, name: str) -> Path:
    """Return the folder of a dataset, sound or broken. Raises UsageError where there is none of that name."""
    from claimtrack.datasets.descriptor import load_descriptors

    descriptors, _ = load_descriptors(workspace.datasets)
    folders = {path.name: path for path in workspace.datasets.iterdir()} if workspace.datasets.is_dir() else {}
    named = {d.name: d.folder for d in descriptors if d.folder is not None}
    home = named.get(name) or folders.get(name)
    if home is None or home not in folders.values() or not home.is_dir():
        known = ", ".join(d.name for d in descriptors) or "none"
        raise UsageError(f"no dataset {name!r} in this workspace", hint=f"known: {known}")
    return home


def _own_data(descriptor: Descriptor) -> Path | None:
    """Return what a dataset described elsewhere has of data: its folder of snapshots, or the package's own file."""
    if descriptor.folder is None or descriptor.snapshots_dir is None:
        return None
    own = descriptor.snapshots_dir if descriptor.data is None else descriptor.folder / descriptor.data
    return own if own.exists() else None


def is_broken(data: Data, name: str) -> bool:
    """Whether the dataset of that name is one that could not be loaded."""
    if any(descriptor.name == name for descriptor in data.descriptors):
        return False
    return any(f"{os.sep}{name}{os.sep}datapackage." in error.where for error in data.errors)


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


def suggested_descriptor(workspace: Workspace | None, subject: str) -> str:
    """Return a descriptor to start from, for a file, or for a dataset of the workspace from its newest snapshot.

    Raises UsageError for what is neither, UnreadableFileError for a file that holds no table.
    """
    from claimtrack.datasets.reading import read_files
    from claimtrack.datasets.suggesting import as_yaml, suggested

    path, name, title = Path(subject), Path(subject).stem, None
    if not path.is_file():
        descriptor, path = _newest_file(load_data(workspace), subject)
        name, title = descriptor.name, descriptor.title
    (found,) = read_files([path], ())
    if found.table is None:
        raise found.error or UnreadableFileError("can't be read", where=str(path))
    return as_yaml(suggested(found.table, name, title, path.suffix.lower().lstrip(".")), path.name)


def _newest_file(data: Data, name: str) -> tuple[Descriptor, Path]:
    if not any(d.name == name for d in data.descriptors):
        raise UsageError(f"no file and no dataset {name!r}", hint="name a table, or a dataset of this workspace")
    descriptor = find_descriptor(data, name)
    own = [s for s in data.snapshots if s.dataset == name and s.believed]
    if not own or descriptor.snapshots_dir is None:
        raise UsageError(f"{name} has no snapshots", hint=f"claimtrack dataset snapshot {name} FILE…")
    return descriptor, descriptor.snapshots_dir / max(own, key=lambda s: s.observed_at).file


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
