"""Snapshots: issues of a dataset kept by content, dated, judged by the gate, listed in a manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from claimtrack.datasets.canonical import CanonicalRows, canonical_rows, reading_recipe
from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.datasets.dates import BY_HAND, UNDATED, Clues, observed
from claimtrack.datasets.files import data_files, file_sha256, hashed, kept_name, listed
from claimtrack.datasets.manifest import MANIFEST, load_manifest, save_manifest
from claimtrack.datasets.quality import judged
from claimtrack.datasets.reading import FileReading, read_files
from claimtrack.datasets.reshape import reshaped
from claimtrack.errors import ClaimtrackError, DatasetError, IntegrityError, UnreadableFileError
from claimtrack.locking import locked

Progress = Callable[[Path], None]


def add_snapshot(
    descriptor: Descriptor, file: Path, snapshots_dir: Path, observed_at: datetime | None = None
) -> Snapshot:
    """Keep `file` as a snapshot and return it as the gate judged it (held back is returned, not raised).

    Raises UnreadableFileError or DatasetError when it can't be read or dated; nothing is kept then.
    """
    added, errors = add_snapshots(descriptor, [file], snapshots_dir, observed_at)
    if not added:
        raise errors[-1]
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
    _, synced = sync_snapshots(descriptor, snapshots_dir, progress)
    known = {s.sha256 for s in load_manifest(snapshots_dir, descriptor.name)}
    paths, errors = listed(files)
    contents = hashed(paths, errors)
    fresh = [_File(path=path, sha256=sha256, by_hand=observed_at) for path, sha256 in contents if sha256 not in known]
    made = list(_good(_made(descriptor, fresh, progress), errors))
    if not made and not snapshots_dir.is_dir():
        return (), (*synced, *errors)
    with _changing(snapshots_dir):
        now = {s.sha256: s for s in load_manifest(snapshots_dir, descriptor.name)}
        _keep(made, now, snapshots_dir, errors)
        for _, sha256 in contents:
            if sha256 in now:
                now[sha256] = _dated_by_hand(now[sha256], observed_at)
        verdicts = {s.sha256: s for s in _filed(descriptor, now.values(), snapshots_dir)}
    return tuple(verdicts[sha256] for _, sha256 in contents if sha256 in verdicts), (*synced, *errors)


def _keep(
    made: Iterable[tuple[_File, Snapshot]],
    now: dict[str, Snapshot],
    snapshots_dir: Path,
    errors: list[ClaimtrackError],
) -> None:
    """Copy the files into the folder and put their snapshots among those of now; what is there already stays."""
    for file, snapshot in made:
        if file.sha256 in now:
            continue
        try:
            now[file.sha256] = replace(snapshot, file=kept_name(file.path, file.sha256, snapshots_dir))
        except OSError as error:
            errors.append(_unwritable(error, snapshots_dir))


def load_snapshots(descriptor: Descriptor, snapshots_dir: Path) -> tuple[Snapshot, ...]:
    """Return the dataset's snapshots, oldest first, held-back ones among them; only the manifest is read."""
    return load_manifest(snapshots_dir, descriptor.name)


def sync_snapshots(
    descriptor: Descriptor, snapshots_dir: Path, progress: Progress | None = None
) -> tuple[tuple[Snapshot, ...], tuple[ClaimtrackError, ...]]:
    """Bring the manifest in line with the folder: files dropped in by hand are taken up, deleted ones forgotten.

    Cheap when nothing changed: names are compared, and only new files are read, or all when the descriptor reads them
    differently now. All are judged again, since the descriptor's rules may have changed.
    """
    known = {s.file: s for s in load_manifest(snapshots_dir, descriptor.name)}
    try:
        present = {path.name: path for path in data_files(snapshots_dir)} if snapshots_dir.is_dir() else {}
    except OSError as error:
        unlisted = UnreadableFileError(f"can't be listed: {error.strerror}", where=str(snapshots_dir))
        return _read_as_now(descriptor, known.values()), (unlisted,)
    errors: list[ClaimtrackError] = []
    wanted = [
        *_stale(descriptor, [known[name] for name in present if name in known], snapshots_dir, errors),
        *_new(known, present, errors),
    ]
    made = [
        replace(snapshot, file=file.path.name) for file, snapshot in _good(_made(descriptor, wanted, progress), errors)
    ]
    if not made and not known:
        return (), tuple(errors)
    return _merged(descriptor, made, snapshots_dir, errors), tuple(errors)


def _stale(
    descriptor: Descriptor, known: Iterable[Snapshot], snapshots_dir: Path, errors: list[ClaimtrackError]
) -> Iterator[_File]:
    """Yield the files that were read by other rules than the descriptor's of now; one that changed is an error."""
    recipe = reading_recipe(descriptor)
    for snapshot in known:
        path = snapshots_dir / snapshot.file
        if snapshot.recipe == recipe:
            continue
        if fault := _changed(path, snapshot):
            errors.append(fault)
        else:
            by_hand = snapshot.observed_at if snapshot.observed_at_source == BY_HAND else None
            yield _File(path=path, sha256=snapshot.sha256, by_hand=by_hand)


def _new(known: Mapping[str, Snapshot], present: Mapping[str, Path], errors: list[ClaimtrackError]) -> Iterator[_File]:
    """Yield the files that no manifest lists, those of new content only."""
    contents = {snapshot.sha256 for name, snapshot in known.items() if name in present}
    for path, sha256 in hashed((path for name, path in present.items() if name not in known), errors):
        if sha256 not in contents:
            yield _File(path=path, sha256=sha256)


def _merged(
    descriptor: Descriptor, made: Sequence[Snapshot], snapshots_dir: Path, errors: list[ClaimtrackError]
) -> tuple[Snapshot, ...]:
    """Put what was read into the manifest as it is now, which another process may have changed meanwhile."""
    read = {s.sha256: s for s in made}
    now: dict[str, Snapshot] = {}
    try:
        with _changing(snapshots_dir):
            for snapshot in load_manifest(snapshots_dir, descriptor.name):
                if (snapshots_dir / snapshot.file).exists():
                    fresh = read.get(snapshot.sha256, snapshot)
                    now[snapshot.sha256] = snapshot if snapshot.recipe == fresh.recipe else fresh
            now = {**read, **now}
            return _filed(descriptor, now.values(), snapshots_dir)
    except DatasetError as error:  # A folder that can't be written is still one that can be used.
        errors.append(error)
        return _read_as_now(descriptor, {**read, **now}.values())


def check_snapshots(descriptor: Descriptor, snapshots_dir: Path) -> tuple[ClaimtrackError, ...]:
    """Read every file of the manifest anew and return what is not as it was: gone, changed, or read differently now."""
    known = {snapshots_dir / s.file: s for s in load_manifest(snapshots_dir, descriptor.name)}
    errors: list[ClaimtrackError] = []
    sound: list[_File] = []
    for path, snapshot in known.items():
        if fault := _changed(path, snapshot):
            errors.append(fault)
        else:
            sound.append(_File(path=path, sha256=snapshot.sha256, by_hand=snapshot.observed_at))
    for file, made in _good(_made(descriptor, sound, None), errors):
        was = known[file.path]
        if (made.rows_sha256, made.last_row) != (was.rows_sha256, was.last_row):
            hint = f"remove it from {MANIFEST} to have it taken up anew"
            errors.append(IntegrityError("reads differently than when it was added", where=str(file.path), hint=hint))
    return tuple(errors)


def _changed(path: Path, snapshot: Snapshot) -> DatasetError | None:
    """Return why a kept file is not what the manifest says, None when it is."""
    try:
        same = file_sha256(path) == snapshot.sha256
    except OSError as error:
        return IntegrityError(f"can't be read: {error.strerror}", where=str(path), hint="put the file back")
    return None if same else IntegrityError("has changed since it was added", where=str(path), hint="restore the file")


def _unwritable(error: OSError, folder: Path) -> DatasetError:
    return DatasetError(f"can't be written: {error.strerror}", where=str(folder), hint="check the folder's permissions")


@contextmanager
def _changing(snapshots_dir: Path) -> Iterator[None]:
    """Make the folder and keep other processes from changing it; raises DatasetError where that can't be done."""
    try:
        snapshots_dir.mkdir(parents=True, exist_ok=True)
        with locked(snapshots_dir):
            yield
    except OSError as error:
        raise _unwritable(error, snapshots_dir) from None


def _filed(descriptor: Descriptor, known: Iterable[Snapshot], snapshots_dir: Path) -> tuple[Snapshot, ...]:
    """Judge all, write the manifest, and return them, oldest first.

    What could not be read by the descriptor of now stays in the manifest, for the next try, and is not returned.
    """
    entries = tuple(known)
    verdicts = _read_as_now(descriptor, entries)
    judged_ones = {s.sha256 for s in verdicts}
    kept = (*verdicts, *(s for s in entries if s.sha256 not in judged_ones))
    if kept or (snapshots_dir / MANIFEST).exists():
        save_manifest(snapshots_dir, descriptor.name, kept)
    return verdicts


def _read_as_now(descriptor: Descriptor, known: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """Return the snapshots that were read by the descriptor of now, judged."""
    recipe = reading_recipe(descriptor)
    return judged(descriptor, (s for s in known if s.recipe == recipe))


def _dated_by_hand(snapshot: Snapshot, observed_at: datetime | None) -> Snapshot:
    if observed_at is None:
        return snapshot
    return replace(snapshot, observed_at=observed_at.astimezone(UTC), observed_at_source=BY_HAND)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file to be read, its hash, and its date where a person gave one."""

    path: Path
    sha256: str
    by_hand: datetime | None = None


def _made(
    descriptor: Descriptor, files: Sequence[_File], progress: Progress | None
) -> Iterator[tuple[_File, Snapshot | ClaimtrackError]]:
    """Yield each file with the snapshot it makes, or why it makes none."""
    paths = [file.path for file in files]
    readings = read_files(paths, descriptor.columns, descriptor.crosstabs, descriptor.dated_by)
    for file, reading in zip(files, readings, strict=True):
        try:
            made: Snapshot | ClaimtrackError = _snapshot(descriptor, reading, file)
        except ClaimtrackError as error:
            made = error
        if progress is not None:
            progress(file.path)
        yield file, made


def _good(
    made: Iterable[tuple[_File, Snapshot | ClaimtrackError]], errors: list[ClaimtrackError]
) -> Iterator[tuple[_File, Snapshot]]:
    """Yield the snapshots; what made none goes to `errors`."""
    for file, result in made:
        if isinstance(result, ClaimtrackError):
            errors.append(result)
        else:
            yield file, result


def _snapshot(descriptor: Descriptor, reading: FileReading, file: _File) -> Snapshot:
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
    moment, source = _observed(descriptor, reading.path, reading.clues, rows, file.by_hand)
    return Snapshot(
        dataset=descriptor.name,
        file=reading.path.name,
        sha256=file.sha256,
        rows_sha256=rows.sha256,
        observed_at=moment,
        observed_at_source=source,
        rows=rows.length,
        last_row=table.last_row,
        columns=table.columns,
        sheet=table.sheet,
        notes=(*rows.notes, *(table.skipped if descriptor.crosstabs else ())),
        recipe=reading_recipe(descriptor),
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
