"""Writing the archive: a file per process and turn, a record in one write, a pointer back.

Each record is built in memory and handed to the system in one write at the end of a file that no other process
writes. So a process killed at any moment leaves all earlier records whole, and at most one torn end. A power cut can
take what came after the last `sync`, which is done when a file is full or closed, and by whoever commits pointers.
"""

from __future__ import annotations

import os
import secrets
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from claimtrack.corpus.archive.building import NOT_MODIFIED, SAME_PAYLOAD, Built, response, revisit, warcinfo
from claimtrack.corpus.archive.parsing import digest
from claimtrack.corpus.archive.reading import original_of
from claimtrack.corpus.archive.record import ArchiveError, Pointer, Received
from claimtrack.corpus.archive.recovery import claim, mark_of, recover, sync_folder

MAX_FILE = 1_000_000_000
"""How big a file may grow, in bytes, before the next is begun."""
_HTTP_NOT_MODIFIED = 304
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)


class ArchiveWriter:
    """Keeps responses in a folder. Use it in a `with` statement; threads may share it, processes have each their own.

    Opening cuts the torn ends that dead processes left; `recovered` says which. Raises ArchiveError when the folder
    can't be written.
    """

    def __init__(self, folder: Path, *, max_file: int = MAX_FILE, user_agent: str = "") -> None:
        self.folder = folder
        self._max_file = max_file
        self._user_agent = user_agent
        self._lock = threading.Lock()
        self._serial = 0
        self._path: Path | None = None
        self._file = self._mark = -1
        self._end = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.recovered = recover(folder)
        except OSError as error:
            raise _failed(folder, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def keep(self, received: Received, earlier: Pointer | None = None) -> Pointer:
        """Keep a response and return where it lies.

        With `earlier`, the record of the same page before, a 304 and an unchanged payload become a `revisit` of it;
        if that can't be read any more, the response is kept whole. Raises ArchiveError when it can't be kept.
        """
        built = self._revisit(received, earlier) if earlier is not None else None
        with self._lock:
            return self._append(built or response(received))

    def sync(self) -> None:
        """Bring all that was kept to disk; do it before pointers are committed elsewhere."""
        with self._lock:
            self._sync()

    def close(self) -> None:
        """Bring the file to disk and close it; the next response begins another."""
        with self._lock:
            self._close()

    def _revisit(self, received: Received, earlier: Pointer) -> Built | None:
        same = received.status != _HTTP_NOT_MODIFIED
        if same and digest(received.body) != earlier.payload_digest:
            return None
        try:
            original, at = original_of(self.folder, earlier)
        except ArchiveError:
            return None
        return revisit(received, original, at, SAME_PAYLOAD if same else NOT_MODIFIED)

    def _append(self, built: Built) -> Pointer:
        try:
            if self._path is not None and self._end + len(built.member) > self._max_file:
                self._close()
            path = self._path or self._begin()
            offset = self._end
            self._write(built.member)
        except OSError as error:
            raise _failed(self._path or self.folder, error) from error
        return Pointer(file=path.name, offset=offset, record_id=built.record_id, payload_digest=built.payload_digest)

    def _begin(self) -> Path:
        """Open a file of a name that nobody has, and write who writes it."""
        mark = None
        while mark is None:
            now = datetime.now(UTC)
            unique = f"{os.getpid()}-{secrets.token_hex(4)}"
            path = self.folder / f"claimtrack-{now:%Y%m%dT%H%M%S%f}Z-{self._serial:05}-{unique}.warc.gz"
            mark = claim(mark_of(path), new=True)
        self._mark, self._end, self._file = mark, 0, -1
        try:
            self._file = os.open(path, _FLAGS, 0o644)
            self._write(warcinfo(path.name, self._user_agent))
        except OSError:
            self._abandon(path)
            raise
        self._path = path
        self._serial += 1
        sync_folder(self.folder)
        return path

    def _abandon(self, path: Path) -> None:
        """Leave nothing of a file that could not be begun."""
        for handle in (self._file, self._mark):
            if handle >= 0:
                os.close(handle)
        with suppress(OSError):
            path.unlink(missing_ok=True)
            mark_of(path).unlink(missing_ok=True)

    def _write(self, member: bytes) -> None:
        """Write one record whole, or leave the file as it was."""
        view = memoryview(member)
        try:
            while view:
                view = view[os.write(self._file, view) :]
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._file, self._end)
            raise
        self._end += len(member)

    def _sync(self) -> None:
        if self._path is None:
            return
        try:
            os.fsync(self._file)
        except OSError as error:
            raise _failed(self._path, error) from error

    def _close(self) -> None:
        if self._path is None:
            return
        path, self._path = self._path, None
        try:
            os.fsync(self._file)
            mark_of(path).unlink(missing_ok=True)
        except OSError as error:
            raise _failed(path, error) from error
        finally:
            os.close(self._file)
            os.close(self._mark)


def _failed(path: Path, error: OSError) -> ArchiveError:
    reason = (error.strerror or "it failed").lower()
    return ArchiveError(f"can't be written: {reason}", where=str(path), hint="free some space or check its permissions")
