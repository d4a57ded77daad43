"""Snapshots: issues of a dataset kept by content, dated, judged by the gate, listed in a manifest."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from claimtrack.datasets.canonical import CanonicalRows, canonical_rows
from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.datasets.dates import BY_HAND, UNDATED, Clues, observed
from claimtrack.datasets.descriptor import FILE_NAMES
from claimtrack.datasets.manifest import MANIFEST, load_manifest, save_manifest
from claimtrack.datasets.quality import judged
from claimtrack.datasets.reading import ENDINGS, FileReading, read_files
from claimtrack.datasets.reshape import reshaped
from claimtrack.errors import ClaimtrackError, DatasetError, UnreadableFileError

Progress = Callable[[Path], None]


def add_snapshot(
    descriptor: Descriptor, file: Path, snapshots_dir: Path, observed_at: datetime | None = None
) -> Snapshot:
    """Keep `file` as a snapshot and return it as the gate judged it (held back is returned, not raised).

    Raises UnreadableFileError or DatasetError when it can't be read or dated; nothing is kept then.
    """
    added, errors = add_snapshots(descriptor, [file], snapshots_dir, observed_at)
    if errors:
        raise errors[0]
    return added[0]


def add_snapshots(
    descriptor: Descriptor,
    files: Iterable[Path],
    snapshots_dir: Path,
    observed_at: datetime | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Snapshot, ...], tuple[ClaimtrackError, ...]]:
    """Keep many files (folders: the data files in them) and return their snapshots in the order given, and the errors.

    The order of adding is of no account: all are judged again in the order of their dates.
    """
    known = {s.sha256: s for s in load_manifest(snapshots_dir, descriptor.name)}
    paths, errors = _listed(files)
    hashed = _hashed(paths, errors)
    for _, sha256 in hashed:
        if sha256 in known:
            known[sha256] = _dated_by_hand(known[sha256], observed_at)
    fresh = [(path, sha256) for path, sha256 in hashed if sha256 not in known]
    for path, sha256, made in _made(descriptor, fresh, observed_at, progress):
        if isinstance(made, ClaimtrackError):
            errors.append(made)
            continue
        try:
            known[sha256] = replace(made, file=_kept(path, sha256, snapshots_dir))
        except OSError as error:
            errors.append(_unwritable(error, snapshots_dir))
    order = [sha256 for _, sha256 in hashed]
    return _filed(descriptor, known, order, snapshots_dir), tuple(errors)


def load_snapshots(descriptor: Descriptor, snapshots_dir: Path) -> tuple[Snapshot, ...]:
    """Return the dataset's snapshots, oldest first, held-back ones among them; only the manifest is read."""
    return load_manifest(snapshots_dir, descriptor.name)


def sync_snapshots(
    descriptor: Descriptor, snapshots_dir: Path, progress: Progress | None = None
) -> tuple[tuple[Snapshot, ...], tuple[ClaimtrackError, ...]]:
    """Bring the manifest in line with the folder: files dropped in by hand are taken up, deleted ones forgotten.

    Cheap when nothing changed: names are compared, and only new files are read. All are judged again, since the
    descriptor's rules may have changed.
    """
    known = {s.file: s for s in load_manifest(snapshots_dir, descriptor.name)}
    try:
        present = {path.name: path for path in _data_files(snapshots_dir)} if snapshots_dir.is_dir() else {}
    except OSError as error:
        return tuple(known.values()), (
            UnreadableFileError(f"can't be listed: {error.strerror}", where=str(snapshots_dir)),
        )
    kept = {s.sha256: s for name, s in known.items() if name in present}
    errors: list[ClaimtrackError] = []
    added = _hashed((path for name, path in present.items() if name not in known), errors)
    new = [(path, sha256) for path, sha256 in added if sha256 not in kept]
    for path, sha256, made in _made(descriptor, new, None, progress):
        if isinstance(made, ClaimtrackError):
            errors.append(made)
        else:
            kept[sha256] = replace(made, file=path.name)
    if not kept and not known:
        return (), tuple(errors)
    try:
        return _filed(descriptor, kept, None, snapshots_dir), tuple(errors)
    except DatasetError as error:  # A folder that can't be written is still one that can be used.
        return judged(descriptor, kept.values()), (*errors, error)


def check_snapshots(descriptor: Descriptor, snapshots_dir: Path) -> tuple[ClaimtrackError, ...]:
    """Read every file of the manifest anew and return what is not as it was: gone, changed, or read differently now."""
    known = {snapshots_dir / s.file: s for s in load_manifest(snapshots_dir, descriptor.name)}
    errors: list[ClaimtrackError] = []
    sound: list[tuple[Path, str]] = []
    for path, snapshot in known.items():
        try:
            same = _sha256(path) == snapshot.sha256
        except OSError as error:
            errors.append(DatasetError(f"can't be read: {error.strerror}", where=str(path), hint="put the file back"))
            continue
        if same:
            sound.append((path, snapshot.sha256))
        else:
            errors.append(DatasetError("has changed since it was added", where=str(path), hint="restore the file"))
    for path, _, made in _made(descriptor, sound, None, None, dated=False):
        if isinstance(made, ClaimtrackError):
            errors.append(made)
        elif (made.rows_sha256, made.last_row) != (known[path].rows_sha256, known[path].last_row):
            hint = f"run `claimtrack dataset snapshot {descriptor.name}` to take it up anew"
            errors.append(DatasetError("reads differently than when it was added", where=str(path), hint=hint))
    return tuple(errors)


def _unwritable(error: OSError, folder: Path) -> DatasetError:
    return DatasetError(f"can't be written: {error.strerror}", where=str(folder), hint="check the folder's permissions")


def _filed(
    descriptor: Descriptor, known: dict[str, Snapshot], order: Sequence[str] | None, snapshots_dir: Path
) -> tuple[Snapshot, ...]:
    """Judge all, write the manifest, and return those of `order` (None: all, oldest first)."""
    verdicts = judged(descriptor, known.values())
    if verdicts or (snapshots_dir / MANIFEST).exists():
        try:
            snapshots_dir.mkdir(parents=True, exist_ok=True)
            save_manifest(snapshots_dir, descriptor.name, verdicts)
        except OSError as error:
            raise _unwritable(error, snapshots_dir) from None
    if order is None:
        return verdicts
    by_hash = {s.sha256: s for s in verdicts}
    return tuple(by_hash[sha256] for sha256 in dict.fromkeys(order) if sha256 in by_hash)


def _listed(files: Iterable[Path]) -> tuple[list[Path], list[ClaimtrackError]]:
    paths: list[Path] = []
    errors: list[ClaimtrackError] = []
    for file in files:
        try:
            if file.is_dir():
                paths += _data_files(file)
            elif file.exists():
                paths.append(file)
            else:
                errors.append(UnreadableFileError("no such file", where=str(file), hint="check the path"))
        except OSError as error:
            errors.append(
                UnreadableFileError(
                    f"can't be read: {error.strerror}", where=str(file), hint="check the folder's permissions"
                )
            )
    return paths, errors


def _data_files(folder: Path) -> list[Path]:
    """Return the files of a folder that can be snapshots: of a known ending, no lock, manifest or descriptor."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in ENDINGS
        and path.is_file()
        and not path.name.startswith((".", "~$"))
        and path.name not in (MANIFEST, *FILE_NAMES)
    )


def _hashed(paths: Iterable[Path], errors: list[ClaimtrackError]) -> list[tuple[Path, str]]:
    """Return each file with its hash, the first of equal ones only; what can't be read goes to `errors`."""
    found: dict[str, Path] = {}
    for path in paths:
        try:
            found.setdefault(_sha256(path), path)
        except OSError as error:
            errors.append(UnreadableFileError(f"can't be read: {error.strerror}", where=str(path)))
    return [(path, sha256) for sha256, path in found.items()]


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _dated_by_hand(snapshot: Snapshot, observed_at: datetime | None) -> Snapshot:
    if observed_at is None:
        return snapshot
    return replace(snapshot, observed_at=observed_at.astimezone(UTC), observed_at_source=BY_HAND)


def _made(
    descriptor: Descriptor,
    files: Sequence[tuple[Path, str]],
    observed_at: datetime | None,
    progress: Progress | None,
    *,
    dated: bool = True,
) -> Iterator[tuple[Path, str, Snapshot | ClaimtrackError]]:
    """Yield each file with its hash and the snapshot it makes, or why it makes none."""
    hashes = dict(files)
    observed_at = observed_at if dated else datetime.min.replace(tzinfo=UTC)
    paths = [path for path, _ in files]
    for reading in read_files(paths, descriptor.columns, descriptor.crosstabs, descriptor.dated_by):
        sha256 = hashes[reading.path]
        try:
            made: Snapshot | ClaimtrackError = _snapshot(descriptor, reading, sha256, observed_at)
        except ClaimtrackError as error:
            made = error
        if progress is not None:
            progress(reading.path)
        yield reading.path, sha256, made


def _snapshot(descriptor: Descriptor, reading: FileReading, sha256: str, observed_at: datetime | None) -> Snapshot:
    if reading.error is not None or reading.table is None or reading.clues is None:
        raise reading.error or UnreadableFileError("can't be read", where=str(reading.path))
    table = reading.table
    if not set(table.columns) & set(descriptor.columns) and descriptor.columns:
        raise DatasetError(
            f"has none of the columns of {descriptor.name}",
            where=str(reading.path),
            hint=f"its header is {_first(table.columns)}; the descriptor names {_first(descriptor.columns)}",
        )
    table = reshaped(table, descriptor)
    rows = canonical_rows(table, descriptor)
    moment, source = _observed(descriptor, reading.path, reading.clues, rows, observed_at)
    return Snapshot(
        dataset=descriptor.name,
        file=reading.path.name,
        sha256=sha256,
        rows_sha256=rows.sha256,
        observed_at=moment,
        observed_at_source=source,
        rows=rows.length,
        last_row=table.last_row,
        columns=table.columns,
        sheet=table.sheet,
        notes=(*rows.notes, *(table.skipped if descriptor.crosstabs else ())),
    )


def _first(names: Sequence[str]) -> str:
    return ", ".join(names[:6]) + (" …" if len(names) > 6 else "")


def _observed(
    descriptor: Descriptor, path: Path, clues: Clues, rows: CanonicalRows, by_hand: datetime | None
) -> tuple[datetime, str]:
    if by_hand is not None:
        return by_hand.astimezone(UTC), BY_HAND
    dates = rows.column(descriptor.date_column) if descriptor.date_column else None
    latest = max((cell for cell in dates or () if cell), default=None)
    found = observed(replace(clues, latest=latest), descriptor.observed_at)
    if found is None and descriptor.kind == "table":
        return datetime.now(UTC), UNDATED
    if found is None:
        raise DatasetError(
            f"has no date ({', '.join(descriptor.observed_at)} were asked)",
            where=str(path),
            hint="say when it was published with --observed-at 2025-09-02T20:05Z",
        )
    return found


def _kept(path: Path, sha256: str, snapshots_dir: Path) -> str:
    """Copy the file into the folder under its own name, or with a piece of its hash when that name is taken."""
    snapshots_dir.mkdir(parents=True, exist_ok=True)
    target = snapshots_dir / path.name
    if target.exists() and _sha256(target) != sha256:
        target = snapshots_dir / f"{path.stem}-{sha256[:8]}{path.suffix}"
    if not target.exists():
        handle, draft = tempfile.mkstemp(dir=snapshots_dir, prefix=".copy-", suffix=".tmp")
        os.close(handle)
        try:
            shutil.copyfile(path, draft)
            Path(draft).chmod(0o644)
            Path(draft).replace(target)
        finally:
            Path(draft).unlink(missing_ok=True)
    return target.name
