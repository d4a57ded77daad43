"""Which files are being written, and the cutting of torn ends that a dead process left.

Beside a file being written lies its mark, `NAME.writing`, locked by the process that writes. The mark is removed when
the file is whole and on disk. A mark that can be locked is of a process that died: its file alone is looked through.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from claimtrack.corpus.archive.framing import frames
from claimtrack.corpus.archive.record import Fault, FaultKind

MARK = ".writing"


def mark_of(path: Path) -> Path:
    """Return the mark of a file of the archive."""
    return path.with_name(path.name + MARK)


def claim(mark: Path, *, new: bool) -> int | None:
    """Return an open, locked mark, which `os.close` frees; None when another process has it or has removed it."""
    flags = os.O_RDWR | (os.O_CREAT | os.O_EXCL if new else 0)
    try:
        handle = os.open(mark, flags, 0o644)
    except (FileExistsError, FileNotFoundError):
        return None
    # Another process may have removed the mark between its opening and its locking.
    if _locked(handle, new) and os.fstat(handle).st_nlink > 0:
        return handle
    os.close(handle)
    return None


def being_written(path: Path) -> bool:
    """Whether a living process is writing this file."""
    mark = mark_of(path)
    if not mark.exists():
        return False
    handle = claim(mark, new=False)
    if handle is None:
        return mark.exists()
    os.close(handle)
    return False


def recover(folder: Path) -> tuple[Fault, ...]:
    """Cut the torn ends of files whose writers died, and return what was cut; whole records are never touched."""
    return tuple(fault for mark in sorted(folder.glob(f"*{MARK}")) for fault in _recover(mark))


def _recover(mark: Path) -> Iterator[Fault]:
    handle = claim(mark, new=False)
    if handle is None:
        return
    try:
        path = mark.with_name(mark.name.removesuffix(MARK))
        if path.is_file():
            yield from _cut(path)
        mark.unlink()
    finally:
        os.close(handle)


def _cut(path: Path) -> Iterator[Fault]:
    with path.open("r+b") as file:
        torn = next((frame for frame in frames(file) if frame.fault is FaultKind.TORN), None)
        if torn is not None:
            size = file.seek(0, os.SEEK_END) - torn.offset
            file.truncate(torn.offset)
            yield Fault(
                file=path.name,
                offset=torn.offset,
                kind=FaultKind.TORN,
                detail=f"a record that was not written whole, its {size:,} bytes were cut",
                size=size,
            )
        file.flush()
        os.fsync(file.fileno())
        empty = file.seek(0, os.SEEK_END) == 0
    if empty:
        path.unlink()


def sync_folder(folder: Path) -> None:
    """Bring the folder's names to disk, where the system lets folders be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _locked(handle: int, unsure: bool) -> bool:
    """Whether the lock is ours now; `unsure` is the answer where there are no locks."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        return unsure
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks is used all the same
        return unsure
    return True
