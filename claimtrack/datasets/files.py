"""The files a dataset's snapshots are made of: found, told apart by content, and kept under their own names."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from claimtrack.datasets.descriptor import FILE_NAMES
from claimtrack.datasets.manifest import MANIFEST
from claimtrack.datasets.reading import ENDINGS
from claimtrack.errors import ClaimtrackError, UnreadableFileError


def listed(files: Iterable[Path]) -> tuple[list[Path], list[ClaimtrackError]]:
    """Return the files, those of folders among them, and an error for each that is not there."""
    paths: list[Path] = []
    errors: list[ClaimtrackError] = []
    for file in files:
        try:
            if file.is_dir():
                paths += data_files(file)
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


def data_files(folder: Path) -> list[Path]:
    """Return the files of a folder that can be snapshots: of a known ending, no lock, manifest or descriptor."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in ENDINGS
        and path.is_file()
        and not path.name.startswith((".", "~$"))
        and path.name not in (MANIFEST, *FILE_NAMES)
    )


def hashed(paths: Iterable[Path], errors: list[ClaimtrackError]) -> list[tuple[Path, str]]:
    """Return each file with its hash, the first of equal ones only; what can't be read goes to `errors`."""
    found: dict[str, Path] = {}
    for path in paths:
        try:
            found.setdefault(file_sha256(path), path)
        except OSError as error:
            errors.append(UnreadableFileError(f"can't be read: {error.strerror}", where=str(path)))
    return [(path, sha256) for sha256, path in found.items()]


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def kept_name(path: Path, sha256: str, snapshots_dir: Path) -> str:
    """Copy the file into the folder under its own name, or with a piece of its hash when that name is taken."""
    snapshots_dir.mkdir(parents=True, exist_ok=True)
    target = snapshots_dir / path.name
    if target.exists() and file_sha256(target) != sha256:
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
