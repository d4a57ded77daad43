"""Folders of WARC files as sources: each file is read once, and again when it has grown or changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from claimtrack.corpus.read import find_sources
from claimtrack.errors import ClaimtrackError, DocumentError
from claimtrack.sources.crawling.job import Done
from claimtrack.sources.source import FILE_SCHEME, Kind, WatchedSource
from claimtrack.store.leases import Leasable, Lease
from claimtrack.store.watching import Look

if TYPE_CHECKING:
    from claimtrack.pipeline.arrivals import Arrivals
    from claimtrack.pipeline.verifying import Checked, Verification


def read_archives(
    sources: Iterable[WatchedSource], arrivals: Arrivals, run: Verification
) -> Iterator[Checked | ClaimtrackError | Done]:
    """Yield the pages in the sources' WARC files, each that can't be read as its error, and Done behind a source."""
    for source in sources:
        if source.kind is not Kind.WARC or not source.url.startswith(FILE_SCHEME):
            continue
        complete = True
        folder = Path(url2pathname(urlsplit(source.url).path))
        if not folder.exists():
            hint = "check its path, and that its disk is there"
            yield DocumentError("there is no such folder or file", where=str(folder), hint=hint)
            continue
        for file in _files(folder):
            for found in _in_file(file, source, arrivals, run):
                complete &= not isinstance(found, ClaimtrackError)
                yield found
        if complete:
            yield Done(source_id=source.id, requests=0, complete=True)


def _in_file(
    file: Path, source: WatchedSource, arrivals: Arrivals, run: Verification
) -> Iterator[Checked | ClaimtrackError]:
    lease = Lease(of=Leasable.SOURCE, id=source.id, token=arrivals.token)
    url = file.resolve().as_uri()
    try:
        state = file.stat()
    except OSError as error:
        yield DocumentError(f"can't be read: {error.strerror}", where=str(file), hint="check its permissions")
        return
    stamp = f"{state.st_size}-{state.st_mtime_ns}"
    before = arrivals.pages.get(url)
    if before is not None and before.etag == stamp:
        return
    for page in find_sources(str(file)):
        if isinstance(page, ClaimtrackError):
            yield page
            continue
        look = Look(url=page.url or page.name, source_id=source.id, role="page", at=datetime.now(UTC))
        yield run.take(page, look, lease)
    arrivals.store.save_look(
        Look(url=url, source_id=source.id, role="data", at=datetime.now(UTC), changed=True, etag=stamp), lease
    )


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.name.lower().endswith((".warc", ".warc.gz")))
