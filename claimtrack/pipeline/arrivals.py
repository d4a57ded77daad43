"""What a crawl brings, one arrival at a time: into the archive, then into the database in one transaction.

The archive comes first, and is on the disk before a pointer into it is committed. What a killed process left in the
archive alone is fetched again: its validators are committed with the document, never before.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from claimtrack.corpus.archive.record import Received
from claimtrack.corpus.document import Source
from claimtrack.errors import ClaimtrackError, DatasetError, DocumentError, attempt
from claimtrack.inventory import add_snapshots
from claimtrack.sources.crawling.job import Answer, Problem
from claimtrack.sources.source import WatchedSource
from claimtrack.store.leases import Leasable, Lease
from claimtrack.store.watching import Look, StoredPage

if TYPE_CHECKING:
    from claimtrack.corpus.archive.writing import ArchiveWriter
    from claimtrack.datasets.dataset import Snapshot
    from claimtrack.pipeline.verifying import Checked, Verification
    from claimtrack.settings import Workspace
    from claimtrack.store.engine import Store

MEDIA = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "text"}
_UNSAFE = re.compile(r"[^\w.() -]+", re.ASCII)


@dataclass(slots=True, kw_only=True)
class Arrivals:
    """Where arrivals go.

    `pages` are all that are known, `watchers` the sources that ask for theirs by themselves, `since` leaves out what is
    new and dated before it. `named` collects by source what its listings name; None once one of them was unchanged or
    could not be read.
    """

    workspace: Workspace
    store: Store
    archive: ArchiveWriter
    token: str
    sources: dict[str, WatchedSource]
    pages: dict[str, StoredPage]
    watchers: frozenset[str]
    since: datetime | None = None
    named: dict[str, set[str] | None] = field(default_factory=dict)

    def listing(self, answer: Answer) -> Look:
        """Keep a feed, sitemap or index with all it names; return what the look gave."""
        look = self._look(answer)
        urls = dict.fromkeys(entry.url for entry in answer.entries)
        named = self.named.setdefault(answer.source_id, set())
        if answer.unchanged or answer.problems:
            self.named[answer.source_id] = None
        elif named is not None:
            named.update(urls)
        left_out = {e.url for e in answer.entries if e.is_before(self.since) and e.url not in self.pages}
        if left_out:
            # Without validators it comes whole the next time, when they may be wanted.
            look = replace(look, etag=None, last_modified=None)
        wanted = [url for url in urls if url not in left_out]
        self.store.save_listing(look, wanted, self._orphans(wanted), self._lease(answer))
        return look

    def _orphans(self, urls: Iterable[str]) -> list[str]:
        """Return those addresses whose source asks for them no more: it was taken out, or is a folder of files."""
        return [url for url in urls if url in self.pages and self.pages[url].source_id not in self.watchers]

    def page(self, answer: Answer, run: Verification) -> tuple[Look, Checked | ClaimtrackError | None]:
        """Keep a page and check it if it has other content than before."""
        look = self._look(answer)
        if not look.changed:
            self.store.save_look(look, self._lease(answer))
            return look, None
        source = _source(answer)
        found = source if isinstance(source, ClaimtrackError) else run.take(source, look, self._lease(answer))
        if isinstance(found, ClaimtrackError) and found.code != "lease":
            self.store.save_look(_failed(look, found), self._lease(answer))
        return look, found

    def data(self, answer: Answer) -> tuple[Look, tuple[Snapshot, ...], tuple[ClaimtrackError, ...]]:
        """Keep a downloaded file as a snapshot of its dataset; return those that are new, and what is wrong."""
        look = self._look(answer)
        dataset = self.sources[answer.source_id].dataset
        if not look.changed or dataset is None:
            self.store.save_look(look, self._lease(answer))
            return look, (), ()
        kept, errors = _snapshots(self.workspace, dataset, answer)
        self.store.save_look(look if kept else _failed(look, errors[0]), self._lease(answer))
        return look, kept, errors

    def problem(self, problem: Problem) -> None:
        """Note that an address gave nothing; what it gave before stays."""
        look = Look(
            url=problem.url,
            source_id=problem.source_id,
            role=str(problem.role),
            at=_now(),
            done=problem.lasting,
            problem=problem.message,
        )
        self.store.save_look(look, Lease(of=Leasable.SOURCE, id=problem.source_id, token=self.token))

    def done(self, source_id: str) -> None:
        """Note that a source was looked at to its end."""
        lease = Lease(of=Leasable.SOURCE, id=source_id, token=self.token)
        self.store.finish_source(lease, _now(), self.named.get(source_id))

    def _lease(self, answer: Answer) -> Lease:
        return Lease(of=Leasable.SOURCE, id=answer.source_id, token=self.token)

    def _look(self, answer: Answer) -> Look:
        """Keep an answer in the archive and return what it gave: other content than before, or the same."""
        before = self.pages.get(answer.url)
        if before is not None and before.role != answer.role:  # Nothing was made of it as what it is now.
            before = None
        earlier = before.pointer if before is not None else None
        pointer = self.archive.keep(_received(answer), earlier)
        self.archive.sync()
        same = answer.unchanged or (earlier is not None and earlier.payload_digest == pointer.payload_digest)
        return Look(
            url=answer.url,
            source_id=answer.source_id,
            role=str(answer.role),
            at=answer.fetched_at,
            status=answer.status,
            changed=not same,
            etag=answer.etag,
            last_modified=answer.last_modified,
            problem="; ".join(answer.problems) or None,
            pointer=None if same else pointer,
        )


def _received(answer: Answer) -> Received:
    return Received(
        url=answer.url,
        date=answer.fetched_at,
        status=answer.status,
        reason=answer.reason,
        headers=answer.headers,
        body=answer.body if answer.encoded is None else answer.encoded,
    )


def _failed(look: Look, error: ClaimtrackError) -> Look:
    """Return the look with why nothing was made of it; it stays changed, so that it is not asked for in full again."""
    return replace(look, problem=error.message)


def _source(answer: Answer) -> Source | DocumentError:
    content = _content_type(answer.headers)
    media = MEDIA.get(content.get_content_type())
    if media is None:
        what = f"this is {content.get_content_type()}, no page"
        return DocumentError(what, where=answer.url, hint="only HTML and text are read")
    charset = content.get_content_charset()
    return Source(name=answer.final_url, media=media, data=answer.body, url=answer.final_url, charset=charset)


def _content_type(headers: Sequence[tuple[bytes, bytes]]) -> Message:
    message = Message()
    value = next((value for name, value in headers if name.lower() == b"content-type"), b"text/html")
    message["Content-Type"] = value.decode("latin-1")
    return message


def _snapshots(
    workspace: Workspace, dataset: str, answer: Answer
) -> tuple[tuple[Snapshot, ...], tuple[ClaimtrackError, ...]]:
    """Add a download to its dataset; where nothing in the file dates it, the server's Last-Modified does."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / _file_name(answer)
        file.write_bytes(answer.body)
        for observed_at in dict.fromkeys((None, _server_date(answer))):
            found = attempt(lambda at=observed_at: add_snapshots(workspace, dataset, [file], at), answer.url)  # type: ignore[misc]
            if isinstance(found, ClaimtrackError):
                return (), (found,)
            kept, errors = found
            if kept:
                break
    own = tuple(DatasetError(e.message, where=answer.url, hint=e.hint) for e in errors if str(file) in e.where)
    others = tuple(e for e in errors if str(file) not in e.where)
    return kept, others if kept else (own or others)


def _file_name(answer: Answer) -> str:
    """Return what the file is to be called: the last part of its address, with a few digits of its content."""
    content = Message()
    for name, value in answer.headers:
        if name.lower() == b"content-disposition":
            content["Content-Disposition"] = value.decode("latin-1")
    named = content.get_filename() or unquote(urlsplit(answer.final_url).path).rpartition("/")[2] or "data"
    path = Path(_UNSAFE.sub("-", named)[-120:])
    return f"{path.stem}-{sha256(answer.body).hexdigest()[:8]}{path.suffix}"


def _server_date(answer: Answer) -> datetime | None:
    """Return what Last-Modified says, or None for no date and for one that is still to come."""
    try:
        said = parsedate_to_datetime(answer.last_modified or "")
        said = said.replace(tzinfo=said.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return said if said <= answer.fetched_at else None


def _now() -> datetime:
    return datetime.now(UTC)
